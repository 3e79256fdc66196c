"""The surroundings of documents: what the graph of their body and the provenance say that bears on one of them.

Reads no file and judges nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from pyoxigraph import Quad

from ontology import iri
from ontology.iri import DocumentKey
from ontology.shapes import name_of

# A document in an IRI: `http://localhost:8000/id/page/gm9999/begroting/2031/...`.
IN_DOCUMENT: Final = re.compile(r"/([a-z]{2}[0-9]{4}/[a-z-]{1,40}/[0-9]{4}(?:-[0-9]{1,4})?)(?=/|$)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is said of each thing of a body and its provenance, and by document which of them name or belong to it."""

    base: str
    about: Mapping[str, list[Quad]]
    mentions: Mapping[str, set[str]]

    @classmethod
    def of(cls, base: str, quads: Iterable[Quad]) -> Self:
        """The surroundings that the quads of a body and its provenance make."""
        about: dict[str, list[Quad]] = {}
        mentions: dict[str, set[str]] = {}
        for quad in quads:
            subject = name_of(quad.subject)
            about.setdefault(subject, []).append(quad)
            for name in (subject, name_of(quad.object)):
                for path in IN_DOCUMENT.findall(name):
                    mentions.setdefault(path, set()).add(subject)
        return cls(base, about, mentions)

    def bearing_on(self, document: DocumentKey, facts: Iterable[Quad]) -> Iterator[Quad]:
        """What bears on a document with these facts: its own things, and those two links away."""
        near = {name_of(quad.object) for quad in facts} | {iri.graph(self.base, "doc", document.path)}
        near &= self.about.keys()
        for _ in range(2):
            near |= {name_of(quad.object) for subject in near for quad in self.about.get(subject, ())}
        for subject in near | self.mentions.get(document.path, set()):
            yield from self.about.get(subject, ())
