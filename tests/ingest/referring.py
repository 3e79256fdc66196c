"""A goal whose words refer to others, in a budget that numbers them as Zwolle does."""

from ingest.read.record import DocumentRef
from ingest.read.references import Own
from ingest.sources import builtin_sources
from ontology.codes import DocumentKind

ZWOLLE = builtin_sources()["zwolle"].numbering
OWN = Own("9.9.9", DocumentRef(DocumentKind.BEGROTING, 2031), ZWOLLE)
