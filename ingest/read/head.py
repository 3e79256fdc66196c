"""The head of a page: whose it is, of which document, about which goal, and when it was made."""

from collections.abc import Mapping, Sequence

import msgspec

from ingest.documents import document_in
from ingest.origin import municipality_in
from ingest.read.frame import Frame, issue
from ingest.read.numbers import stamp_time
from ingest.read.record import DocumentRef, Found, Issue, PageHead, Section
from ingest.read.span import Span
from ontology.codes import FoundBy, SectionKind


class Finding(msgspec.Struct, frozen=True):
    """One value of the head: where it stands, how it was found, and what is odd about it."""

    value: str | None
    span: Span | None
    found: Found | None
    issue: Issue | None = None


def read_head(frame: Frame, page_sections: Sequence[Section]) -> tuple[PageHead, tuple[Issue, ...]]:
    """What the page is, and what is odd about that."""
    head, origin = frame.head, frame.origin
    number, label, organisation = _number(frame), _label(frame), _organisation(frame)
    document, document_finding = _document(frame, page_sections)
    built, exported = (
        _moment(frame, frame.footer.built if frame.footer else None),
        _moment(frame, frame.footer.exported if frame.footer else None),
    )
    findings = {
        "number": number,
        "label": label,
        "statement": Finding(frame.at(head.statement), head.statement, None),
        "domain": Finding(
            _meant(frame.source.lookups.domain, frame.at(frame.crumbs.domain)), frame.crumbs.domain, None
        ),
        "organisation": organisation,
        "document": document_finding,
        "builtAt": built,
        "exportedAt": exported,
    }
    page = PageHead(
        organisation=organisation.value,
        document=document,
        kind=head.kind,
        number=number.value,
        label=label.value,
        statement=findings["statement"].value,
        domain=findings["domain"].value,
        built_at=built.value,
        exported_at=exported.value,
        captured_at=origin.captured_at,
        source=origin.source,
        layout=head.layout,
        sha256=frame.sha256,
        spans={key: finding.span for key, finding in sorted(findings.items()) if finding.span is not None},
        found_by={key: finding.found for key, finding in sorted(findings.items()) if finding.found is not None},
    )
    whole = (
        ()
        if frame.footer or not frame.source.footer_required
        else (issue("truncated-page", Span(max(len(frame.text) - 1, 0), len(frame.text))),)
    )
    return page, (*whole, *(finding.issue for finding in findings.values() if finding.issue is not None))


def _number(frame: Frame) -> Finding:
    span = frame.head.number
    if span is None:
        return Finding(frame.origin.number, None, frame.origin.found_by.get("number"))
    number = frame.at(span)
    differs = frame.origin.number not in {None, number}
    return Finding(number, span, Found(FoundBy.TEXT), issue("number-differs", span) if differs else None)


def _label(frame: Frame) -> Finding:
    if frame.head.label is not None:
        label = _meant(frame.source.lookups.label, frame.at(frame.head.label))
        return Finding(label, frame.head.label, Found(FoundBy.TEXT))
    return Finding(frame.origin.label, None, frame.origin.found_by.get("label"))


def _meant(lookup: Mapping[str, str], printed: str | None) -> str | None:
    """The value that is meant where the source says that it is printed oddly."""
    return lookup.get(printed, printed) if printed is not None else None


def _organisation(frame: Frame) -> Finding:
    """The organisation that operator or address give, else the one that the text names, as a guess."""
    if frame.origin.organisation is not None:
        return Finding(frame.origin.organisation, None, frame.origin.found_by["organisation"])
    named = municipality_in(frame.text)
    if named is None:
        return Finding(None, None, None, issue("unknown-organisation"))
    return Finding(named[0], named[1], Found(FoundBy.TEXT, guess=True))


def _document(frame: Frame, page_sections: Sequence[Section]) -> tuple[DocumentRef | None, Finding]:
    """The document that operator or address give, else the crumb, else, as a guess, the heading of the deviations."""
    origin, crumbs = frame.origin, frame.crumbs
    differs = crumbs.document is not None and origin.document not in {None, crumbs.document}
    headed, headed_span = _headed_document(page_sections)
    span = crumbs.document_span or headed_span
    if origin.document is not None:
        odd = issue("document-differs", crumbs.document_span) if differs else None
        return origin.document, Finding(None, span, origin.found_by["document"], odd)
    if crumbs.document is not None:
        return crumbs.document, Finding(None, span, Found(FoundBy.TEXT))
    if headed is not None:
        return headed, Finding(None, span, Found(FoundBy.TEXT, guess=True))
    return None, Finding(None, None, None, issue("unknown-document"))


def _headed_document(page_sections: Sequence[Section]) -> tuple[DocumentRef | None, Span | None]:
    """The interim report that the heading of the deviations names, and where."""
    for section in page_sections:
        if section.kind is SectionKind.DEVIATIONS and section.heading and section.heading_span:
            named = document_in(section.heading)
            if named is not None:
                start = section.heading_span.start
                return named[0], Span(start + named[1].start, start + named[1].end)
    return None, None


def _moment(frame: Frame, span: Span | None) -> Finding:
    if span is None:
        return Finding(None, None, None)
    moment = stamp_time(frame.text[span.start : span.end], month_first=frame.source.month_first)
    return Finding(moment, span, None, None if moment else issue("odd-stamp", span))
