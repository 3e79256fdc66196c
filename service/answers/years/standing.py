"""Standing: what is told of texts through the years, as far as it stands on claims of a least confidence.

That a text is old, that an item continues another and what came of an activity hold inside one goal; that a number is
out of date holds of two. All were worked out where the pages were read, by what the release holds for true: here it is
asked of each whether claims of that confidence bear it out. Finds nothing that the release does not tell.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from ontology.iri import parse
from service.answers.ages import Age, Staleness
from service.answers.contents import Item
from service.answers.coverage import Holdings
from service.answers.queries import query
from service.answers.references import Reference, Referring
from service.answers.versions import Version
from service.answers.years.claims import Lineage, lineage
from service.answers.years.stated import Cited, Stale, Stated
from service.engine.engine import Engine

LONG: Final = 8
"""Words from which on a sentence is the same wherever it stands, so that its age stands on no claim."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What claims of a body bear out, as the least confidence of its lineage has them count; `base` is of its IRIs."""

    base: str
    known: Lineage

    def came_from(self, version: str, document: str) -> bool:
        """Whether claims lead back from a version to one in an earlier document; both by IRI."""
        return self._is_in(self.known.before(version), document)

    def went_into(self, version: str, document: str) -> bool:
        """Whether claims lead on from a version to one in a later document; both by IRI."""
        return self._is_in(self.known.after(version), document)

    def is_stale(self, then: str, target: str | None) -> bool:
        """Whether a number that meant one version means another goal's now, as claims bear out.

        They do where the goal that was meant stands elsewhere in the later document, or the other stood elsewhere in
        the earlier; or where a claim says that the number was used anew. Not where they make the two one.
        """
        if target is None:
            return False
        onward, backward = self.known.after(then), self.known.before(target)
        if target in onward or then in backward:
            return False
        goes_on, was_there = self._is_in(onward, target), self._is_in(backward, then)
        return goes_on or was_there or self._is_reused({then, *onward}, {target, *backward})

    def now(self, then: str, versions: Sequence[str]) -> tuple[str, ...]:
        """Those of some versions that claims lead to from one that was meant."""
        onward = self.known.after(then)
        return tuple(one for one in versions if one in onward)

    def _is_reused(self, earlier: Collection[str], later: Collection[str]) -> bool:
        return any(one.earlier in earlier and one.later in later for one in self.known.reused)

    def _is_in(self, versions: Collection[str], place: str) -> bool:
        """Whether one of some versions is in a document, or in that of a version."""
        wanted = self._document(place)
        return wanted is not None and any(self._document(one) == wanted for one in versions)

    def _document(self, iri: str) -> str | None:
        identifier = parse(self.base, iri)
        return identifier.document.path if identifier and identifier.document else None


async def standing(engine: Engine, holdings: Holdings, organisation: str, least: Decimal | None) -> Standing | None:
    """What claims of a body bear out at a least confidence; two queries. None where none is asked for."""
    if least is None:
        return None
    return Standing(holdings.base, await lineage(engine, holdings, organisation, least))


def sure_version(version: Version, known: Standing) -> Version:
    """A version without what claims do not bear out of its references, items and what came of them."""
    return replace(
        version,
        references=tuple(_sure_reference(version.iri, one, known) for one in version.references),
        criteria=tuple(_sure_item(version.iri, one, known) for one in version.criteria),
        activities=tuple(_sure_item(version.iri, one, known) for one in version.activities),
        notes=tuple(_sure_item(version.iri, one, known) for one in version.notes),
        what_came=tuple(one for one in version.what_came if known.went_into(version.iri, one.document.iri)),
    )


def sure_stated(stated: Mapping[str, Stated], known: Lineage, base: str) -> dict[str, Stated]:
    """What versions state, with those references out of date that claims bear out."""
    here = Standing(base, known)
    return {
        iri: replace(one, references=tuple(_sure_cited(cited, here) for cited in one.references))
        for iri, one in stated.items()
    }


async def sure_referring(
    engine: Engine, target: str, referring: Sequence[Referring], known: Standing
) -> Sequence[Referring]:
    """References to a version, with those out of date that claims bear out; one query."""
    rows = await engine.rows(query("stale-meanings"), {"target": NamedNode(target)})
    then = {row["reference"].value: row["then"].value for row in rows}
    return [
        replace(one, stale=one.iri in then and known.is_stale(then[one.iri], target)) if one.stale else one
        for one in referring
    ]


def _sure_reference(version: str, one: Reference, known: Standing) -> Reference:
    return replace(
        one,
        age=_sure_age(version, one.age, one.sentence or one.exact, known),
        staleness=_sure_staleness(one.staleness, one.target.iri if one.target else None, known),
    )


def _sure_staleness(found: Staleness | None, target: str | None, known: Standing) -> Staleness | None:
    if found is None or not known.is_stale(found.meant_then.iri, target):
        return None
    kept = known.now(found.meant_then.iri, [one.iri for one in found.meant_now])
    return replace(found, meant_now=tuple(one for one in found.meant_now if one.iri in kept))


def _sure_item(version: str, one: Item, known: Standing) -> Item:
    held = one.previous is not None and known.came_from(version, one.previous)
    return replace(one, age=_sure_age(version, one.age, one.text, known), previous=one.previous if held else None)


def _sure_age(version: str, age: Age | None, text: str, known: Standing) -> Age | None:
    if age is None or len(text.split()) >= LONG or known.came_from(version, age.since.iri):
        return age
    return None


def _sure_cited(one: Cited, known: Standing) -> Cited:
    stale = one.stale
    if stale is None:
        return one
    if not known.is_stale(stale.meant_then.iri, one.target.iri if one.target else None):
        return replace(one, stale=None)
    kept = known.now(stale.meant_then.iri, [now.iri for now in stale.meant_now])
    now = tuple(found for found in stale.meant_now if found.iri in kept)
    return replace(one, stale=Stale(stale.copied_from, stale.meant_then, now))
