"""JSON-LD as a reader without a network reads it: the contexts that answers name, from here instead of the web."""

import json
from typing import Any, Final

from ontology.jsonld import context_text

ANNOTATIONS: Final = "http://www.w3.org/ns/anno.jsonld"
_OA: Final = "http://www.w3.org/ns/oa#"
_AS: Final = "http://www.w3.org/ns/activitystreams#"
# What the context of the Web Annotation Vocabulary (appendix A) says of the terms that annotations of ours have.
TERMS: Final[dict[str, Any]] = {
    "id": "@id",
    "type": "@type",
    **{
        name: f"{_OA}{name}"
        for name in ("Annotation", "SpecificResource", "TimeState", "TextQuoteSelector", "TextPositionSelector")
    },
    "AnnotationCollection": f"{_AS}OrderedCollection",
    "AnnotationPage": f"{_AS}OrderedCollectionPage",
    "linking": f"{_OA}linking",
    "motivation": {"@id": f"{_OA}motivatedBy", "@type": "@vocab"},
    "body": {"@id": f"{_OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{_OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{_OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{_OA}hasSelector", "@type": "@id"},
    "state": {"@id": f"{_OA}hasState", "@type": "@id"},
    "cached": {"@id": f"{_OA}cachedSource", "@type": "@id"},
    "via": {"@id": f"{_OA}via", "@type": "@id"},
    **{name: f"{_OA}{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
    "items": {"@id": f"{_AS}items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": f"{_AS}partOf", "@type": "@id"},
    "first": {"@id": f"{_AS}first", "@type": "@id"},
    "total": f"{_AS}totalItems",
}


def offline(content: bytes) -> bytes:
    """A document with the contexts in it that it names; one that names none as it is.

    Raises:
        AssertionError: it names a context that nobody serves.
    """
    document = json.loads(content)
    if not isinstance(document, dict) or "@context" not in document:
        return content
    said = document["@context"]
    document["@context"] = [_read(one) for one in (said if isinstance(said, list) else [said])]
    return json.dumps(document).encode()


def _read(context: object) -> object:
    if not isinstance(context, str):
        return context
    assert context == ANNOTATIONS or context.endswith("/def/context.jsonld"), context
    return TERMS if context == ANNOTATIONS else json.loads(context_text())["@context"]
