"""References: the places where a text names a goal, ambition or programme by its number.

Finds them, and says their role and what relation the words around them state. Does not know which page a number means:
that is for `ingest.link.resolve`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Self

import msgspec

from ingest.read.announced import find_announced, find_bare
from ingest.read.cited_documents import CitedDocument, behind_length, cited_document
from ingest.read.cited_labels import label_after, label_before, name_from
from ingest.read.cited_numbers import Citation, CitedNumber, find_citations
from ingest.read.numbering import Numbering
from ingest.read.record import DocumentRef, Reference, Stated
from ingest.read.relations import fate_of, relation_of
from ingest.read.renumbered import renumbered
from ingest.read.span import Span
from ontology.codes import CitedKind, Relation, Role

BEFORE: Final = 400  # how much of a long sentence is looked at on either side
AFTER: Final = 160
EARLIER: Final = 600  # as far back as «diezelfde begroting» can reach
# What may stand between two references of one list: doel 1.1.1 (wonen), doel 1.1.2 en ambitie 2.3
LISTED: Final = re.compile(
    r"\s{0,3}(?:\([^()]{1,60}\)|[‘“'\"][^‘’“”'\"()]{1,60}[’”'\"])?\s{0,3}(?:,\s{0,3}(?:en|of|and|or)?|en/of|en|of|&|and|or|"
    r"alsmede|evenals|resp\.|/|t/m|tot en met|[–-])\s{0,3}"
    r"(?P<preposition>(?:met|van|in|op|bij|aan|uit|naar|door|onder)\s)?"
    r"(?:(?:de|het|ook)\s){0,2}",
    re.IGNORECASE,
)
# Words that say whose number it is, where that is not this body.
OTHER_BODY: Final = (
    r"(?:provinci\w{1,5}|rijk|rijksoverheid|waterschap\w{0,3}|(?:metropool|veiligheids|arbeidsmarkt)?regio|ggd|vng|vn|eu|"
    r"verenigde\snaties|europese\s(?:unie|commissie)|ministerie|kabinet|omgevingsdienst|gezondheidsdienst|"
    r"buurgemeenten?|andere\sgemeenten?|woningcorporaties?|corporaties?|sdg(?:['’]s)?)"
)
OF_ANOTHER: Final = re.compile(rf"\s{{1,3}}van\s(?:(?:het|de|onze|een)\s)?{OTHER_BODY}\b", re.IGNORECASE)
# doel 4 van de gemeente Verzonnendam; whether that is this body is for who knows its name
OF_ONE_NAMED: Final = re.compile(
    r"\s{1,3}van\s(?:(?:het|de)\s)?(?:gemeente|nv|n\.v\.|bv|b\.v\.|stichting|vereniging|coöperatie)\s"
    r"(?-i:[A-ZÀ-Þ])[\w'’-]{1,30}(?:\s(?-i:[A-ZÀ-Þ])[\w'’-]{1,30}){0,2}",
    re.IGNORECASE,
)
# doel 1 van het programma Werk en economie
OF_PROGRAMME: Final = re.compile(r"\s{1,3}(?:van|uit|in|bij)\s(?:het\s)?programma\s(?=[A-ZÀ-Þ])")
# «programma 4 van haar eigen begroting» is another's too
OF_THEIR_OWN: Final = re.compile(
    r"\s{1,3}(?:van|uit|in|op)\s(?:haar|hun|zijn)\seigen\s(?:\w{0,20}(?:begroting|rekening|plan|programma)|beleid|agenda)\b",
    re.IGNORECASE,
)
LETTERED: Final = re.compile("[A-Z]{1,3}[0-9]")  # P2: a number with the letter of its kind
ANOTHERS: Final = re.compile(
    r"\b(?:zijn\seigen|(?:haar|hun)(?:\seigen)?|provinciale?|landelijke?|europese?|regionale?|sdg|global)[\s-]{1,3}$",
    re.IGNORECASE,
)


class Own(msgspec.Struct, frozen=True):
    """The page that a text stands on: its number and document, for telling its own number from a cross-reference.

    `numbering` says what a number is the number of; None where no source is known, so that the words decide. `kind` is
    what the text is about and `key` names that in its document; None and empty where it is about nothing of the kind.
    """

    number: str | None
    document: DocumentRef | None
    numbering: Numbering | None
    kind: CitedKind | None = None
    key: str = ""

    def about(self, stated: Stated) -> Self:
        """The same page where its text is about something that it states."""
        number = stated.number or stated.key
        return msgspec.structs.replace(self, number=number, kind=stated.kind, key=stated.key)

    def is_parent_of(self, number: str) -> bool:
        """Whether a number is that of a part of the page's own: `1.3.1` on the page of 1.3."""
        return (
            self.number is not None
            and number.startswith(self.number)
            and number[len(self.number) :][:1] in {".", "-", " "}
        )

    def kind_of(self, number: str) -> CitedKind | None:
        """What a number is the number of; None where the source, or without a source anyone, can't tell."""
        return self.numbering.kind_of(number) if self.numbering else None


class _Cited(msgspec.Struct, frozen=True):
    """A citation with the words around the list that it belongs to, and what they say."""

    citation: Citation
    before: str
    after: str
    relation: tuple[Relation, str]
    document: CitedDocument | None


def find_references(text: str, sentence: Span, own: Own, bare: CitedKind | None = None) -> Iterator[Reference]:
    """The references in one sentence of a text, in order, without section and element.

    `bare` is the kind of which bare numbers are taken for references, in a field or section that is known to hold them.
    """
    found = [*find_citations(text, sentence, own.numbering), *find_announced(text, sentence, own.numbering)]
    if bare is not None:
        found += find_bare(text, sentence, own.numbering, bare)
    if not found:
        return
    begin = sentence.start
    for chain in _chains(text, sentence, _apart(found)):
        for cited in _read(text, Span(begin, sentence.end), chain, own):
            yield from _references(text, sentence, cited, own)
        behind = _behind(text, chain[-1])
        # a document named right behind a reference is that reference's alone
        begin = behind if chain[-1].end < behind <= sentence.end else begin


def _apart(found: Sequence[Citation]) -> list[Citation]:
    """The citations in order, of two at one place the one that begins first."""
    apart: list[Citation] = []
    for citation in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or citation.start >= apart[-1].end:
            apart.append(citation)
    return apart


def _chains(text: str, sentence: Span, citations: Sequence[Citation]) -> Iterator[list[Citation]]:
    """Citations that stand in one list, together: what is said of the list is said of each."""
    chain = [citations[0]]
    for earlier, later in pairwise(citations):
        name = label_after(text, earlier.end, sentence)
        places = {_behind(text, earlier), name.end if name and name.end <= later.start else earlier.end}
        joined = None if later.announcer else _joined(text, places, later.start)
        if joined is None or not _goes_on(text, chain[0], joined):
            yield chain
            chain = []
        chain.append(later)
    yield chain


def _joined(text: str, places: Iterable[int], end: int) -> re.Match[str] | None:
    """What joins a citation to the one that begins at `end`, from behind its number, its document or its name."""
    found = (LISTED.fullmatch(text, place, end) for place in sorted(places))
    return next((match for match in found if match is not None), None)


def _behind(text: str, citation: Citation) -> int:
    """Where the words behind a citation begin that belong neither to its label nor to its document."""
    after = text[citation.end : citation.end + AFTER].partition("\n")[0]
    return citation.end + behind_length(after)


def _goes_on(text: str, first: Citation, joined: re.Match[str]) -> bool:
    """Whether a list goes on behind a preposition: only when it began with the same one."""
    preposition = joined["preposition"]
    return preposition is None or text[: first.start].rstrip().casefold().endswith(
        (
            preposition.strip().casefold(),
            f"{preposition.strip().casefold()} de",
            f"{preposition.strip().casefold()} het",
        )
    )


def _read(text: str, sentence: Span, chain: Sequence[Citation], own: Own) -> list[_Cited]:
    """The citations of a list with what the words around it say; a document behind one counts for those before it."""
    start, end = chain[0].start, chain[-1].end
    before = text[max(sentence.start, start - BEFORE) : start]
    after = text[end : min(sentence.end, end + AFTER)]
    relation = relation_of(before, after, chain[0].announcer)
    document: CitedDocument | None = None
    found: list[_Cited] = []
    for citation in reversed(chain):
        behind = text[citation.end : min(sentence.end, citation.end + AFTER)]
        earlier = text[max(0, citation.start - EARLIER) : citation.start]
        named = cited_document(before, behind, own.document, earlier)
        document = named if behind_length(behind) or document is None or document.is_before else document
        near = text[max(sentence.start, citation.start - BEFORE) : citation.start]
        found.append(_Cited(citation, near, behind, relation, document))
    return found[::-1]


def _references(text: str, sentence: Span, cited: _Cited, own: Own) -> Iterator[Reference]:
    citation, document = cited.citation, cited.document
    outside = _other_body(cited)
    named = document.document if document else None
    for one in citation.numbers:
        number = _full(citation, one.number, own)
        kind = _kind(citation, number, own, is_outside=outside is not None)
        if kind is None:
            continue
        near = "" if citation.announcer else cited.before
        moved = renumbered(near, cited.after, kind, own.document, named)
        role = moved or _role(number, kind, own, document)
        start = citation.start if one.span.start == citation.numbers[0].span.start else one.span.start
        label = None if role is Role.SELF else _label(text, sentence, citation, one)
        relation, rule = cited.relation
        if relation is Relation.UNKNOWN and role is not Role.SELF:
            relation, rule = fate_of(cited.before, cited.after[behind_length(cited.after) :])
        yield Reference(
            exact=text[start : one.span.end],
            start=start,
            end=one.span.end,
            kind=kind,
            number=number,
            label=text[label.start : label.end] if label else None,
            label_span=label,
            role=role,
            relation=relation,
            document=named,
            section=None,
            element=None,
            sentence=sentence,
            rule=rule,
            other_body=outside,
            programme=None if kind is CitedKind.PROGRAMME else _programme(cited.after),
        )


def _programme(after: str) -> str | None:
    """The name of the programme of which words behind a number say that it is: «doel 1 van het programma Wonen»."""
    match = OF_PROGRAMME.match(after)
    name = name_from(after, match.end()) if match else None
    return after[name.start : name.end] if name else None


def _role(number: str, kind: CitedKind, own: Own, document: CitedDocument | None) -> Role:
    """Self or cross-reference.

    «In de begroting 2023 is deze inkomst op doel 1.1.2 verwerkt» speaks of this goal; «zie doel 1.1.2 in de Begroting
    2029» speaks of what had that number then.
    """
    is_own = number == own.number and own.kind in {None, kind} and (document is None or document.is_before)
    return Role.SELF if is_own else Role.CROSS_REFERENCE


def _full(citation: Citation, number: str, own: Own) -> str:
    """A number as its family writes it in full: «programma 3» is P3 where programmes are, «doel 1.1» there P3 1.1."""
    if own.numbering is None or citation.said is None or own.numbering.kind_of(number) is citation.said:
        return number
    letters = {form[0] for form, kind in own.numbering.forms.items() if kind is citation.said and form[1:2] == "n"}
    programme = (own.number or "").partition(" ")[0]
    candidates = [*(f"{letter}{number}" for letter in sorted(letters)), f"{programme} {number}"]
    return next((one for one in candidates if own.numbering.kind_of(one) is citation.said), number)


def _kind(citation: Citation, number: str, own: Own, *, is_outside: bool) -> CitedKind | None:
    """What a number is the number of; None where its keyword can't stand before it, or it is no number of a goal.

    «Programma 7.8.9.» is the joint chapter of three programmes, and «als doel 50 mensen» counts people; but «doel 2.1»
    is the way in which texts call an ambition, and in «doelen 3 en P2» the letter says of the second what it is. A
    number of a kind that the body does not publish keeps the kind that the words say.
    """
    said = citation.said
    if own.numbering is None:
        return said or CitedKind.GOAL
    kind = own.numbering.kind_of(number)
    published = frozenset(own.numbering.forms.values())
    if said is None:
        return kind if kind is not CitedKind.ACTIVITY else None
    if kind is not None and (said is kind or (said is not CitedKind.PROGRAMME and kind is not CitedKind.PROGRAMME)):
        return kind
    if kind is not None and kind is not CitedKind.ACTIVITY and LETTERED.match(number):
        return kind
    several = not number.isdigit()
    unpublished = said not in published and (several or said is CitedKind.PROGRAMME)
    return said if is_outside or unpublished or (kind is None and several and own.numbering.forms == {}) else None


def _label(text: str, sentence: Span, citation: Citation, one: CitedNumber) -> Span | None:
    """The name beside a number: between its keyword and it, before them, or behind it."""
    if citation.label is not None:
        return citation.label
    before = label_before(text, sentence.start, citation.start) if one is citation.numbers[0] else None
    after = label_after(text, one.span.end, sentence)
    # a line without a final stop that begins with a number is that number with its title: an entry of a list
    is_entry = citation.announcer is None and citation.start == sentence.start and text[sentence.end - 1] not in ".!?)"
    return before or (None if is_entry else after)


def _other_body(cited: _Cited) -> str | None:
    """The words that say that the number is another body's; None where nothing says so."""
    behind = (form.match(cited.after) for form in (OF_ANOTHER, OF_ONE_NAMED, OF_THEIR_OWN))
    match = next((found for found in behind if found is not None), None) or ANOTHERS.search(cited.before[-40:])
    return match.group().strip() if match else None
