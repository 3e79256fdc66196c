"""The coverage of documents as measurements of quality, some at a time, as answers give them. Asks no engine.

What is measured, and in which words, is known by `release.catalogue`.
"""

from collections.abc import AsyncGenerator, Iterable

from pyoxigraph import Triple

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.release.catalogue import measurements


async def measured(holdings: Holdings, documents: Iterable[DocumentKey]) -> AsyncGenerator[list[Triple], None]:
    """The measurements of documents, those of one at a time."""
    for document in documents:
        yield list(measurements(holdings.manifest, document))
