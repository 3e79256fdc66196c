"""What a page of a version says of its place in the network: what it mentions, what mentions it, and where to see more.

Made of the references that its page shows anyway; asks nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from ontology.codes import Role
from ontology.iri import Identifier
from service.answers.labels import Named
from service.answers.references import Reference, Referring


@dataclass(frozen=True, slots=True)
class Coherence:
    """What a version mentions and what mentions it, each once, and where more is told of it.

    `address` is that of the network with it chosen; `impact` and `drop` are those of the questions about it.
    """

    mentions: tuple[Named, ...]
    mentioned_by: tuple[Named, ...]
    address: str
    impact: str
    drop: str


def coherence_of(
    identifier: Identifier, references: Iterable[Reference], referring: Iterable[Referring]
) -> Coherence | None:
    """The place of a version in the network; None for what is in no document."""
    if identifier.document is None:
        return None
    mentions = [one.target for one in references if one.role.code == Role.CROSS_REFERENCE and one.target]
    mentioned_by = [one.element for one in referring if one.role.code == Role.CROSS_REFERENCE]
    network, impact, drop = (chosen_at(path, identifier) for path in ("/network", "/trace/impact", "/trace/drop"))
    return Coherence(_once(mentions), _once(mentioned_by), network, impact, drop)


def chosen_at(page: str, identifier: Identifier) -> str:
    """The address of a page about the network with a version chosen."""
    word = identifier.kind.removesuffix("-version")
    path = identifier.document.path if identifier.document else identifier.organisation
    within = "" if word == "goal" else f"{word}/"
    return f"{page}?document={path}&from={path}/{within}{quote('/'.join(identifier.local))}"


def _once(named: Iterable[Named]) -> tuple[Named, ...]:
    return tuple({one.iri: one for one in named}.values())
