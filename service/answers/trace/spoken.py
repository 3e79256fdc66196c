"""What questions with ends say: sentences with their values, what ends are called, what was asked, what was cut off."""

from typing import Final

from ontology.language import Counted, Language, Phrase, grouped, verbatim
from service.answers.trace.asking import Asked, Parameters, Trace
from service.answers.trace.endpoints import Endpoint, Ground
from service.answers.trace.forms.phrases import node_word
from service.answers.trace.naming import kind_of, name_of
from service.release.network import Network


def filled(phrase: Phrase, **values: object) -> Phrase:
    """A sentence with its values, numbers with their digits in groups; braces in a value stay what they are."""
    told = {name: grouped(value) if isinstance(value, int) else value for name, value in values.items()}
    nl, en = (verbatim(phrase.say(language, **told)) for language in (Language.NL, Language.EN))
    return Phrase(nl, en)


def counted(what: Counted, count: int) -> Phrase:
    """A number with what it counts, as a value for `filled`."""
    return Phrase(what.say(count, Language.NL), what.say(count, Language.EN))


def names_of(trace: Trace, endpoint: Endpoint) -> Phrase:
    """What an end is called: `doel 2.2.2 Maatschappelijke participatie in Begroting 2021 (Zwolle)`."""
    named = [_name(trace, node) for node in endpoint.named[:_MOST_NAMED]]
    more = " …" if len(endpoint.named) > _MOST_NAMED else ""
    return Phrase(", ".join(name.nl for name in named) + more, ", ".join(name.en for name in named) + more)


def parameters_of(network: Network, ground: Ground, *more: str) -> Parameters:
    """The parameters of a question with ends beside those of the scope; ends are told by IRI."""
    asked = ground.asked
    told: Parameters = {"from": _iris(network, ground.begins)}
    if ground.ends.named:
        told["to"] = _iris(network, ground.ends)
    values: Parameters = {
        "way": asked.way.value,
        "depth": asked.depth,
        "most": asked.most,
        "offset": asked.offset,
    }
    return told | {name: values[name] for name in more}


def cut_of(asked: Asked, total: int) -> Phrase | None:
    """What to say where there are more rows than are given; None where there are not."""
    first, last = asked.offset + 1, asked.offset + asked.most
    if first > total:
        return filled(_BEYOND, total=total) if asked.offset else None
    if last < total:
        return filled(_MORE_ROWS, first=first, last=last, total=total, offset=str(last))
    return filled(_ROWS, first=first, last=total, total=total) if asked.offset else None


def _name(trace: Trace, node: int) -> Phrase:
    network, document = trace.network, trace.network.document(node)
    kind = kind_of(network, node)
    called = " ".join(part for part in (network.number(node), name_of(network, node)) if part)
    where = Phrase("", "")
    if document is not None:
        loaded = trace.holdings.entry(document) is not None
        title = verbatim(trace.holdings.title(document) if loaded else document.path)
        where = Phrase(f" in {title}", f" in {title}")
    return filled(
        Phrase(
            f"{node_word(kind, Language.NL)} {{called}}{{where}}", f"{node_word(kind, Language.EN)} {{called}}{{where}}"
        ),
        called=called or network.iri(node),
        where=where,
    )


def _iris(network: Network, endpoint: Endpoint) -> list[str]:
    return [network.iri(node) for node in endpoint.named]


_MOST_NAMED: Final = 3
_MORE_ROWS: Final = Phrase(
    "Rij {first} tot en met {last} van {total}; de volgende met offset={offset}.",
    "Rows {first} to {last} of {total}; the next with offset={offset}.",
)
_ROWS: Final = Phrase("Rij {first} tot en met {last} van {total}.", "Rows {first} to {last} of {total}.")
_BEYOND: Final = Phrase(
    "Er zijn {total} rijen, minder dan er overgeslagen zijn.", "There are {total} rows, fewer than were passed over."
)
