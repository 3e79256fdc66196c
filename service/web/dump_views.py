"""Dumps as a page shows them: one line for what a file holds, with its forms side by side. Has no route."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ontology.language import Language, Phrase, verbatim
from service.answers.dcat.distributions import Distribution
from service.answers.dcat.lists import Listed
from service.answers.dumps import dumped_tables
from service.answers.dumps.describing import size
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.web.dump_words import PHRASES


@dataclass(frozen=True, slots=True)
class FormView:
    """A form in which something can be fetched: its name, its address, its size and its digest."""

    name: str
    address: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ContentView:
    """What a file holds, in each of its forms; `columns` is where its columns are explained, None where it has none."""

    name: Phrase
    about: Phrase
    rows: int
    licence: Listed
    forms: tuple[FormView, ...]
    columns: str | None


def contents(distributions: Iterable[Distribution], language: Language) -> list[ContentView]:
    """The dumps of a dataset, by what they hold: statements first, then tables."""
    by_name: dict[str, list[Distribution]] = {}
    for one in distributions:
        by_name.setdefault(one.name.rpartition(".")[0], []).append(one)
    order = [FACTS, TEXTS, *(f"{table.name}.csv" for table in dumped_tables())]
    return [
        _content(forms, language) for forms in sorted(by_name.values(), key=lambda forms: order.index(forms[0].name))
    ]


def _content(forms: Sequence[Distribution], language: Language) -> ContentView:
    first = forms[0]
    return ContentView(
        name=_name(first),
        about=_about(first),
        rows=first.dump.rows,
        licence=first.licence,
        forms=tuple(_form(one, language) for one in forms),
        columns=None if first.name in {FACTS, TEXTS} else f"/dumps/codebook#{first.name.partition('.')[0]}",
    )


def _form(one: Distribution, language: Language) -> FormView:
    compressed = " (gzip)" if one.form.compressed else ""
    return FormView(
        f"{one.form.kind.name.say(language)}{compressed}",
        f"/dumps/{one.path}",
        size(one.dump.size, language),
        one.dump.sha256,
    )


def _name(one: Distribution) -> Phrase:
    match one.name:
        case "facts.nq.gz":
            return PHRASES["quads_facts"]
        case "texts.nq.gz":
            return PHRASES["quads_texts"]
        case name:
            stem = name.partition(".")[0]
            return Phrase(stem, stem)


def _about(one: Distribution) -> Phrase:
    """What a file holds, in the words in which the catalogue says it; of a part also where the rest is."""
    if one.name != FACTS or one.path == f"{WHOLE}/{FACTS}":
        return one.about
    return Phrase(*(verbatim(PHRASES["about_facts_part"].say(each, about=one.about)) for each in Language))
