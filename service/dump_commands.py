"""The command that makes dumps ahead, or writes them as files. What is in them is known elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ontology.language import Language
from ontology.usage import WrongUseError
from service import dump_wording as wording
from service import wording as shared
from service.cli import data_option, engine_errors, release_errors, settings_of

if TYPE_CHECKING:
    from service.release.dumps import Dumps
    from service.release.releases import ReleaseManifest


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    return [dump_command(language)]


def dump_command(language: Language) -> click.Command:
    """`doelgraaf dump [SCOPE...] --data DIR`."""

    @click.command("dump", help=wording.DUMP.say(language))
    @click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
    @data_option(language)
    @click.option("--release", "wanted", help=wording.RELEASE.say(language))
    @click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=wording.OUT.say(language))
    @click.option("--quiet", is_flag=True, help=shared.QUIET.say(language))
    @click.option("--json", "as_json", is_flag=True, help=shared.JSON.say(language))
    def command(
        scopes: tuple[str, ...], data: Path, wanted: str | None, out: Path | None, *, quiet: bool, as_json: bool
    ) -> None:
        manifest = _manifest(data, wanted, language)
        named = _known_scopes(manifest, scopes or ("all",), language)
        dumps = _make(data, manifest, language, quiet=quiet or as_json)
        if out is not None:
            _write(data, manifest, dumps, named, out, language)
        if as_json:
            click.echo(json.dumps(_told(dumps)))
        elif not quiet:
            for line in _lines(dumps, out, language):
                click.echo(line)

    return command


def _manifest(data: Path, wanted: str | None, language: Language) -> "ReleaseManifest":
    from service.release.releases import Releases, named

    releases = Releases(data)
    with release_errors(language):
        release = releases.current() if wanted is None else named(wanted, releases.identifiers()) or wanted
        return releases.manifest(release)


def _known_scopes(manifest: "ReleaseManifest", scopes: Sequence[str], language: Language) -> Sequence[str]:
    from service.release.dumps import scopes as known

    there = known(manifest.dataset)
    for scope in scopes:
        if scope not in there:
            message = wording.NO_SCOPE.say(language, scope=scope, release=manifest.id, known=", ".join(there[:20]))
            raise WrongUseError(message)
    return scopes


def _make(data: Path, manifest: "ReleaseManifest", language: Language, *, quiet: bool) -> "Dumps":
    from rich.progress import Progress

    from service import logs
    from service.answers.dumps.making import make_dumps

    logs.configure()
    with release_errors(language), engine_errors(language), Progress(transient=True, disable=quiet) as bar:
        task = bar.add_task(wording.DOING.say(language), total=None)
        return make_dumps(data, manifest.id, lambda done, total: bar.update(task, completed=done, total=total))


def _write(
    data: Path, manifest: "ReleaseManifest", dumps: "Dumps", scopes: Sequence[str], out: Path, language: Language
) -> None:
    from service.release.dumps import Composition, DumpShelf
    from service.release.releases import Releases

    shelf, composition = DumpShelf.of(Releases(data)), Composition.of(dumps.parts)
    wanted = {path: dump for path, dump in dumps.dumps.items() if path.rpartition("/")[0] in scopes}
    with release_errors(language):
        for path in wanted:
            target = out / path
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.draft")
            with draft.open("wb") as file:
                for part in composition.of_dump(path):
                    with shelf.part(part).open("rb") as source:
                        shutil.copyfileobj(source, file, 1024 * 1024)
            draft.replace(target)
        for name, content in _beside(manifest, dumps, sorted(wanted), language).items():
            (out / name).write_bytes(content)


def _beside(
    manifest: "ReleaseManifest", dumps: "Dumps", paths: Sequence[str], language: Language
) -> Mapping[str, bytes]:
    """What describes the files: digests, columns, and how to cite them."""
    from service.answers.citation import Citation
    from service.answers.coverage import Holdings
    from service.answers.dumps import dumped_tables
    from service.answers.dumps.describing import GROUP, csv_metadata, group_csv_metadata, sums
    from service.answers.tables.codebook import codebook
    from service.publisher_settings import publisher_of
    from service.release.dump_names import FACTS, WHOLE

    holdings = Holdings.of(manifest)
    citation = Citation(holdings, publisher_of(settings_of(language)), dumps.dumps.get(f"{WHOLE}/{FACTS}"))
    return {
        "SHA256SUMS": sums(dumps, paths),
        "codebook.md": codebook([one.table for one in dumped_tables()], (language,)).encode(),
        "CITATION.cff": citation.cff(),
        "citation.bib": citation.bibtex(),
        "datacite.json": citation.datacite(),
        **{f"{path}-metadata.json": csv_metadata(holdings, path) for path in paths if path.endswith(".csv")},
        **{f"{scope}/{GROUP}": group_csv_metadata(holdings, scope) for scope in _scopes(paths)},
    }


def _scopes(paths: Sequence[str]) -> list[str]:
    return sorted({path.rpartition("/")[0] for path in paths})


def _told(dumps: "Dumps") -> dict[str, object]:
    return {
        "release": dumps.release,
        "dumps": {
            path: {"bytes": dump.size, "rows": dump.rows, "sha256": dump.sha256}
            for path, dump in sorted(dumps.dumps.items())
        },
    }


def _lines(dumps: "Dumps", out: Path | None, language: Language) -> list[str]:
    from service.answers.dumps.describing import size

    parts = {part.sha256: part.size for part in dumps.parts.values()}
    made = wording.MADE.say(
        language,
        release=dumps.release,
        dumps=len(dumps.dumps),
        size=size(sum(parts.values()), language),
        parts=wording.PARTS.say(len(parts), language),
    )
    files = sum(1 for path in out.rglob("*") if path.is_file()) if out else 0
    return [
        made,
        *([wording.WRITTEN.say(language, folder=out, files=wording.FILES.say(files, language))] if out else []),
    ]
