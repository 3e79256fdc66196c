"""What pages say of what may be out of date, may not fit or was corrected, in both languages. Finds no doubt itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

DOUBTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "corrected": Phrase("gecorrigeerd", "corrected"),
        "corrected_added": Phrase("toegevoegd", "added"),
        "corrected_domain": Phrase("Domein", "Domain"),
        "corrected_identity": Phrase("Welk doel het eerder was", "Which goal it was before"),
        "corrected_number": Phrase("Nummer", "Number"),
        "corrected_removed": Phrase("Weggehaald", "Taken away"),
        "corrected_statement": Phrase("Doelzin", "Statement"),
        "corrected_was": Phrase("gelezen als", "read as"),
        "stale": Phrase("mogelijk verouderd", "may be out of date"),
        "stale_copied": Phrase("Deze zin staat al in", "This sentence stands already in"),
        "stale_gone": Phrase("dat doel staat niet in dit document", "that goal is not in this document"),
        "stale_likeness": Phrase("gelijkenis", "likeness"),
        "stale_now": Phrase("dat is nu", "that is now"),
        "stale_then": Phrase("Het nummer betekende daar", "The number meant there"),
        "suspect": Phrase("past mogelijk niet", "may not fit"),
        "suspect_better": Phrase("passen beter bij", "fit better with"),
        "suspect_than": Phrase("dan bij", "than with"),
        "suspect_weaker": Phrase("Zwakker teken: de woorden", "A weaker sign: the words"),
        "suspect_words": Phrase("De woorden", "The words"),
    }
)
