"""References as corrections have them: other numbers, kinds and targets, references that are none, and missed ones."""

from collections.abc import Iterator

import msgspec
from msgspec import UNSET

from ingest.corrections import RULE, ReferenceEntry
from ingest.link.place import described
from ingest.link.resolve import Directed, Version
from ingest.read.record import DocumentRef, Record, Reference, section_at
from ingest.read.span import Span
from ingest.spots import Edit, Edited, Known, MisfitError, element_at, find_place, find_words, sentence_at
from ontology import terms as t
from ontology.codes import CitedKind, Relation, Role


def correct_reference(read: Record, record: Record, entry: ReferenceEntry, known: Known) -> Edit:
    """A record in which a reference is as an entry says.

    Raises:
        MisfitError: the place does not hold one such reference, or its target is not loaded.
    """
    if entry.add:
        return _added(read, record, entry, known)
    places = (Span(one.start, one.end) for one in read.references)
    span = find_place(read, entry.at, places, "references")
    index = _index(record, span, entry.of)
    old = record.references[index]
    if entry.no_reference:
        kept = (*record.references[:index], *record.references[index + 1 :])
        gone = Edited(t.MAKES_REFERENCE, old.number, span)
        return Edit(msgspec.structs.replace(record, references=kept), (gone,), span)
    new = _filled(old, entry, record, known)
    references = (*record.references[:index], new, *record.references[index + 1 :])
    changes = tuple(Edited(predicate, was, span, "reference", new.number) for predicate, was in _differences(old, new))
    return Edit(msgspec.structs.replace(record, references=references), changes, span)


def _added(read: Record, record: Record, entry: ReferenceEntry, known: Known) -> Edit:
    span = find_words(read, entry.at)
    blank = Reference(
        exact=record.text[span.start : span.end],
        start=span.start,
        end=span.end,
        kind=CitedKind.GOAL,
        number="",
        label=None,
        label_span=None,
        role=Role.CROSS_REFERENCE,
        relation=Relation.UNKNOWN,
        document=None,
        section=section_at(record.sections, span.start),
        element=element_at(record, span),
        sentence=sentence_at(record, span),
        rule=RULE,
    )
    new = _filled(blank, entry, record, known)
    if any((one.start, one.end, one.number) == (new.start, new.end, new.number) for one in record.references):
        raise MisfitError("correction-double", what="references")
    references = tuple(sorted((*record.references, new), key=lambda one: (one.start, one.end)))
    change = Edited(t.MAKES_REFERENCE, None, span, "reference", new.number)
    return Edit(msgspec.structs.replace(record, references=references), (change,), span)


def _index(record: Record, span: Span, number: str | None) -> int:
    found = [
        index
        for index, one in enumerate(record.references)
        if (one.start, one.end) == (span.start, span.end) and number in {None, one.number}
    ]
    if not found:
        raise MisfitError("correction-not-read", what="references")
    if len(found) > 1:
        raise MisfitError("correction-of-which", numbers=", ".join(record.references[one].number for one in found))
    return found[0]


def _filled(old: Reference, entry: ReferenceEntry, record: Record, known: Known) -> Reference:
    """A reference with what an entry says; a place that leads to its own page is a self reference."""
    new = old
    if any(value is not UNSET for value in (entry.number, entry.kind, entry.document, entry.target)):
        new = msgspec.structs.replace(new, rule=RULE)
    if entry.number is not UNSET:
        new = msgspec.structs.replace(new, number=entry.number, key=None, other_body=None)
    if entry.kind is not UNSET:
        new = msgspec.structs.replace(new, kind=entry.kind)
    if entry.document is not UNSET:
        new = msgspec.structs.replace(new, document=entry.document.ref if entry.document else None)
    if entry.relation is not UNSET:
        new = msgspec.structs.replace(new, relation=entry.relation)
    if entry.target is not UNSET:
        new = _directed(new, Version(entry.target.key, entry.target.kind, entry.target.number), record, known)
    role = entry.role if entry.role is not UNSET else _role(old, new, record)
    return msgspec.structs.replace(new, role=role)


def _directed(reference: Reference, target: Version, record: Record, known: Known) -> Directed:
    """A reference that leads to one version, whatever its words say.

    Raises:
        MisfitError: no loaded page of the body describes that version, or it is the page's own.
    """
    if target == described(known.document, record):
        raise MisfitError("correction-target-self")
    if not known.has(target):
        path = f"{target.document.path} {target.kind} {target.number}"
        raise MisfitError("correction-target", target=path)
    fields = {name: getattr(reference, name) for name in Reference.__struct_fields__} | {"other_body": None}
    if not reference.number:
        fields |= {"number": target.number, "kind": target.kind}
    return Directed(**fields, target=target)


def _role(old: Reference, new: Reference, record: Record) -> Role:
    own = (str(new.kind), new.number) == (str(record.page.kind), record.page.number) and new.document is None
    if own and not isinstance(new, Directed):
        return Role.SELF
    led_home = old.role is Role.SELF and (isinstance(new, Directed) or old.number != new.number)
    return Role.CROSS_REFERENCE if led_home else old.role


def _differences(old: Reference, new: Reference) -> Iterator[tuple[t.Iri, str | None]]:
    """The properties in which two readings of a reference differ, with the values of the first."""
    if old.number != new.number:
        yield t.CITED_NUMBER, old.number
    if old.kind is not new.kind:
        yield t.CITED_KIND, old.kind.value
    if old.document != new.document:
        yield t.CITED_DOCUMENT, told(old.document)
    if old.relation is not new.relation:
        yield t.RELATION, old.relation.value
    if old.role is not new.role:
        yield t.ROLE, old.role.value
    if isinstance(new, Directed):
        yield t.REFERRED_ELEMENT, old.number


def told(document: DocumentRef | None) -> str | None:
    """A document as words name it: `berap 2023-2`."""
    if document is None:
        return None
    year = None if document.year is None else str(document.year)
    words = [part for part in (document.kind, year) if part]
    return " ".join(words) + (f"-{document.sequence}" if document.sequence is not None else "")
