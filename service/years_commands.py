"""The commands about goals through the years: diff, where and timeline. What they answer is known elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import asyncio
from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import click

from ontology.language import Language
from ontology.usage import FellShortError, NewFile, WrongUseError
from service import years_wording as wording
from service.cli import data_option, engine_errors, release_errors, settings_of
from service.least_option import least_option
from service.out_file import draft_of
from service.wording import FORMAT

if TYPE_CHECKING:
    from pydantic import BaseModel

    from ontology.iri import DocumentKey
    from service.answers.years.releases import Held
    from service.answers.years.whereabouts import Asked
    from service.settings import Settings
    from service.web.flat_files import Flat

_SHAPES: Final = ("table", "csv", "json")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The form in which an answer is written, and the file that it goes to where one is named."""

    form: str
    out: Path | None

    def write(self, lines: Iterable[str], flat: "Flat", model: "BaseModel") -> None:
        """Write an answer."""
        if self.out is not None:
            with draft_of(self.out) as draft:
                draft.write_bytes(flat.workbook() if self.out.suffix == ".xlsx" else flat.csv())
        elif self.form == "csv":
            click.echo(flat.csv(), nl=False)
        elif self.form == "json":
            click.echo(model.model_dump_json(by_alias=True, indent=1))
        else:
            for line in lines:
                click.echo(line)


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    return [make(language) for make in (diff_command, where_command, timeline_command)]


def diff_command(language: Language) -> click.Command:
    """`doelgraaf diff BEFORE AFTER --data DIR`."""

    @click.command("diff", help=wording.DIFF.say(language))
    @click.argument("before")
    @click.argument("after")
    @data_option(language)
    @least_option(language, wording.LEAST)
    @click.option("--all", "show_all", is_flag=True, help=wording.ALL.say(language))
    @click.option("--format", "form", type=click.Choice(_SHAPES), default="table", help=FORMAT.say(language))
    @click.option("--out", type=NewFile(language), help=wording.OUT.say(language))
    def command(  # noqa: PLR0913 - an argument for each option
        before: str, after: str, data: Path, least: Decimal | None, form: str, out: Path | None, *, show_all: bool
    ) -> None:
        shape = _shape(form, out, language)
        are_documents = {"/" in side for side in (before, after)}
        if len(are_documents) > 1:
            raise WrongUseError(wording.MIXED.say(language, before=before, after=after))
        with release_errors(language), engine_errors(language):
            if are_documents == {True}:
                _diff_documents(data, (before, after), least, shape, language, show_all=show_all)
            elif least is not None:
                from service.answers.years.confidence import OF_RELEASES

                raise WrongUseError(OF_RELEASES.say(language).replace("minConfidence", "--min-confidence"))
            else:
                _diff_releases(data, (before, after), shape, language)

    return command


def where_command(language: Language) -> click.Command:
    """`doelgraaf where NUMBER YEAR --data DIR`."""

    @click.command("where", help=wording.WHERE.say(language))
    @click.argument("number")
    @click.argument("year", type=click.IntRange(1900, 2200))
    @data_option(language)
    @click.option("--organisation", help=wording.ORGANISATION.say(language))
    @click.option("--kind", help=wording.KIND.say(language))
    @least_option(language, wording.LEAST)
    @click.option("--format", "form", type=click.Choice(_SHAPES), default="table", help=FORMAT.say(language))
    @click.option("--out", type=NewFile(language), help=wording.OUT.say(language))
    def command(  # noqa: PLR0913, PLR0917 - an argument for each option
        number: str,
        year: int,
        data: Path,
        organisation: str | None,
        kind: str | None,
        least: Decimal | None,
        form: str,
        out: Path | None,
    ) -> None:
        from ontology.codes import DocumentKind
        from service.answers.years.whereabouts import Asked

        shape = _shape(form, out, language)
        known = ", ".join(one.value for one in DocumentKind)
        if kind is not None and kind not in set(DocumentKind):
            raise WrongUseError(f"--kind {kind}: {known}")
        with release_errors(language), engine_errors(language), ExitStack() as stack:
            held = _present(data, settings_of(language), stack)
            code = organisation or _only_body(held, language)
            asked = Asked(code, number.strip(), year, DocumentKind(kind) if kind else None)
            asyncio.run(_tell_where(held, asked, least, shape, language))

    return command


def timeline_command(language: Language) -> click.Command:
    """`doelgraaf timeline GOAL --data DIR`."""

    @click.command("timeline", help=wording.TIMELINE.say(language))
    @click.argument("goal")
    @data_option(language)
    @least_option(language, wording.LEAST)
    @click.option("--format", "form", type=click.Choice(_SHAPES), default="table", help=FORMAT.say(language))
    @click.option("--out", type=NewFile(language), help=wording.OUT.say(language))
    def command(goal: str, data: Path, least: Decimal | None, form: str, out: Path | None) -> None:
        shape = _shape(form, out, language)
        with release_errors(language), engine_errors(language), ExitStack() as stack:
            asyncio.run(_tell_timeline(_present(data, settings_of(language), stack), goal, least, shape, language))

    return command


async def _tell_timeline(held: "Held", goal: str, least: Decimal | None, shape: _Shape, language: Language) -> None:
    from service.answers.years.timeline import find_timeline, replacement
    from service.web.year_answers import timeline
    from service.web.year_rows import timeline_rows
    from service.years_lines import timeline_lines

    start = f"{held.holdings.base}/id/"
    iri = goal if goal.startswith(start) else start + quote(goal.strip("/"))
    found = await find_timeline(held.engine, held.holdings, iri, least)
    if found is None and (other := await replacement(held.engine, iri)) is not None:
        click.echo(f"{goal} {wording.NOW_CALLED.say(language, goal=other)}", err=True)
        found = await find_timeline(held.engine, held.holdings, other, least)
    if found is None:
        raise FellShortError(wording.NO_GOAL.say(language, goal=goal))
    shape.write(timeline_lines(found, language), timeline_rows(found), timeline(held.holdings, found, least))


async def _tell_where(held: "Held", asked: "Asked", least: Decimal | None, shape: _Shape, language: Language) -> None:
    from service.answers.years.missing import missing_goal
    from service.answers.years.whereabouts import where
    from service.web.year_answers import whereabouts
    from service.web.year_rows import where_rows
    from service.years_lines import where_lines

    found = await where(held.engine, held.holdings, asked, least)
    if found is None:
        missing = await missing_goal(held.engine, held.holdings, asked)
        raise FellShortError(missing.phrase.say(language))
    shape.write(where_lines(found, language), where_rows(found), whereabouts(held.holdings, found, least))


def _diff_documents(
    data: Path,
    sides: tuple[str, str],
    least: Decimal | None,
    shape: _Shape,
    language: Language,
    *,
    show_all: bool,
) -> None:
    from service.answers.years.comparison import compare
    from service.web.year_answers import comparison
    from service.web.year_rows import comparison_rows
    from service.years_lines import comparison_lines

    with ExitStack() as stack:
        held = _present(data, settings_of(language), stack)
        before, after = (_document(held, side, language) for side in sides)
        if before.organisation != after.organisation:
            raise WrongUseError(wording.TWO_BODIES.say(language, before=before.path, after=after.path))
        found = asyncio.run(compare(held.engine, held.holdings, before, after, least))
        model = comparison(held.holdings, found, found.changes, len(found.changes), least)
        shape.write(comparison_lines(found, language, show_all=show_all), comparison_rows(found.changes), model)


def _diff_releases(data: Path, sides: tuple[str, str], shape: _Shape, language: Language) -> None:
    from service.answers.years.releases import compare_releases
    from service.web.year_answers import release_comparison
    from service.web.year_rows import release_rows
    from service.years_lines import release_lines

    with ExitStack() as stack:
        before, after = (_release(data, side, language, stack) for side in sides)
        found = asyncio.run(compare_releases(before, after))
        model = release_comparison(after.holdings, found)
        shape.write(release_lines(found, language), release_rows(found), model)


def _present(data: Path, settings: "Settings", stack: ExitStack) -> "Held":
    """The release that is served, until the stack is closed."""
    from service import logs
    from service.answers.coverage import Holdings
    from service.answers.years.releases import Held
    from service.engine.opening import open_engine
    from service.release.releases import Releases

    logs.configure()
    engine = stack.enter_context(closing(open_engine(data, _modest(settings))))
    return Held(engine, Holdings.of(Releases(data).manifest(engine.release)))


def _release(data: Path, wanted: str, language: Language, stack: ExitStack) -> "Held":
    """One release by its name or number, until the stack is closed."""
    from service import logs
    from service.answers.coverage import Holdings
    from service.answers.years.releases import Held
    from service.engine.embedded import EmbeddedEngine
    from service.engine.opening import capacity
    from service.release import pins
    from service.release.releases import Releases, named

    logs.configure()
    identifiers = pins.known(data)
    release = named(wanted, identifiers)
    if release is None:
        listed = ", ".join(pins.nearest(wanted, identifiers))
        held = Releases(data).current_manifest()
        example = next((one.path for one in Holdings.of(held).documents), "") if held else ""
        raise WrongUseError(wording.NO_RELEASE.say(language, name=wanted, known=listed, example=example))
    releases = pins.place(data, release) or pins.reopen(data, release)
    engine = EmbeddedEngine(releases, capacity(_modest(settings_of(language))), fixed=release)
    stack.callback(engine.close)
    return Held(engine, Holdings.of(Releases(releases.root).manifest(release)))


def _modest(settings: "Settings") -> "Settings":
    """Settings for one person who asks one thing."""
    return settings.model_copy(update={"workers": 1, "own_workers": 1})


def _document(held: "Held", path: str, language: Language) -> "DocumentKey":
    from service.answers.years.missing import missing_document

    found = next((document for document in held.holdings.documents if document.path == path), None)
    if found is None:
        raise WrongUseError(missing_document(held.holdings, path).phrase.say(language))
    return found


def _only_body(held: "Held", language: Language) -> str:
    codes = sorted(held.holdings.manifest.bodies)
    if len(codes) != 1:
        raise WrongUseError(wording.WHICH_BODY.say(language, known=", ".join(codes)))
    return codes[0]


def _shape(form: str, out: Path | None, language: Language) -> _Shape:
    if out is not None and out.suffix not in {".csv", ".xlsx"}:
        raise WrongUseError(wording.NO_SUFFIX.say(language, path=out))
    return _Shape(form, out)
