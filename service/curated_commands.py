"""The command about curated graphs: which there are, what one holds, taking one out. What it does is done elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import json
from pathlib import Path

import click

from ontology.language import Counted, Language, Phrase
from ontology.usage import FellShortError, WrongUseError
from service.cli import data_option, release_errors, settings_of
from service.wording import JSON

_PATIENCE_S = 10.0


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    return [curated_command(language)]


def curated_command(language: Language) -> click.Command:
    """`doelgraaf curated --data DIR [--show NAME | --remove NAME]`."""

    @click.command("curated", help=_CURATED.say(language))
    @data_option(language)
    @click.option("--show", metavar="NAME", help=_SHOW.say(language))
    @click.option("--remove", metavar="NAME", help=_REMOVE.say(language))
    @click.option("--json", "as_json", is_flag=True, help=JSON.say(language))
    def command(data: Path, show: str | None, remove: str | None, *, as_json: bool) -> None:
        if show is not None and remove is not None:
            raise WrongUseError(_ONE.say(language))
        with release_errors(language):
            if show is not None:
                _show(data, show, language)
            elif remove is not None:
                _remove(data, remove, language)
            else:
                _list(data, language, as_json=as_json)

    return command


def _list(data: Path, language: Language, *, as_json: bool) -> None:
    from service.release.curated import Shelf
    from service.release.releases import Releases

    releases = Releases(data)
    served = releases.manifest(releases.current())
    held = Shelf.of(data).newest(served.curated)
    for graph, digest in sorted(held.graphs.items()):
        in_service = served.curated.graphs.get(graph) == digest
        count = Shelf.of(data).content(digest).count(b"\n")
        if as_json:
            told = {"graph": graph, "statements": count, "digest": digest, "served": in_service}
            click.echo(json.dumps(told))
        else:
            note = "" if in_service else _NOT_SERVED.say(language)
            click.echo(f"{graph}  {_STATEMENTS.say(count, language)}{note}")
    if not held.graphs and not as_json:
        click.echo(_NONE.say(language))


def _show(data: Path, name: str, language: Language) -> None:
    from service.release.curated import Shelf
    from service.release.releases import Releases

    releases = Releases(data)
    served = releases.manifest(releases.current())
    held, graph = Shelf.of(data).newest(served.curated).graphs, _graph(served.base, name)
    if graph not in held:
        raise FellShortError(_NO_GRAPH.say(language, graph=graph))
    click.echo(Shelf.of(data).content(held[graph]), nl=False)


def _remove(data: Path, name: str, language: Language) -> None:
    from service.release.releases import Releases
    from service.release.write import Changes
    from service.release.write_change import Action, Change, NoSuchGraphError, Writable

    releases = Releases(data)
    graph = _graph(releases.manifest(releases.current()).base, name)
    changes = Changes(data, Writable.CURATED, settings_of(language).keep_releases)
    try:
        written = changes.make(Change(Action.DROP, graph), _PATIENCE_S)
    except NoSuchGraphError as error:
        raise FellShortError(_NO_GRAPH.say(language, graph=graph)) from error
    click.echo(_REMOVED.say(language, graph=graph, release=written.release))


def _graph(base: str, name: str) -> str:
    """The graph of a name, or of its whole IRI."""
    from ontology.iri import CURATED, graph

    return name if ":" in name else graph(base, CURATED, name)


_CURATED = Phrase(
    "Toon de gecureerde grafen: noten en koppelingen die mensen schreven.\n\nElke volgende release bevat ze. Een naam "
    "is het deel van de IRI achter /graph/curated/, zoals noten.\n\n"
    "Voorbeeld: doelgraaf curated --data gegevens --show noten",
    "Show the curated graphs: notes and alignments that people wrote.\n\nEvery later release holds them. A name is the "
    "part of the IRI behind /graph/curated/, such as notes.\n\nExample: doelgraaf curated --data data --show notes",
)
_SHOW = Phrase("toon wat deze graaf bevat, als N-Quads", "show what this graph holds, as N-Quads")
_REMOVE = Phrase(
    "haal deze graaf weg; dat geeft een nieuwe release, die in dienst komt",
    "take this graph out; that makes a new release, which is served",
)
_ONE = Phrase("--show en --remove gaan niet samen", "--show and --remove do not go together")
_STATEMENTS = Counted(Phrase("uitspraak", "statement"), Phrase("uitspraken", "statements"))
_NOT_SERVED = Phrase(
    "  (niet zo in de release in dienst; een volgende publish of wijziging brengt hem terug)",
    "  (not so in the release that is served; a next publish or change brings it back)",
)
_NONE = Phrase(
    "Er zijn geen gecureerde grafen; docs/endpoint.md zegt hoe mensen ze schrijven.",
    "There are no curated graphs; docs/endpoint.md says how people write them.",
)
_NO_GRAPH = Phrase(
    "{graph}: er is geen gecureerde graaf van die naam; `doelgraaf curated` toont welke er zijn",
    "{graph}: there is no curated graph of that name; `doelgraaf curated` shows which there are",
)
_REMOVED = Phrase("{graph} is weg; release {release} is in dienst.", "{graph} is gone; release {release} is served.")
