"""The heads of the tables of nodes and edges that a workbook has beside the tables of an answer. Holds no row."""

from typing import Final

from ontology.language import Phrase

NODE_HEADS: Final = (
    Phrase("nummer", "number"),
    Phrase("naam", "name"),
    Phrase("soort", "kind"),
    Phrase("document", "document"),
    Phrase("geladen", "loaded"),
    Phrase("programma", "programme"),
    Phrase("domein", "domain"),
    Phrase("portefeuillehouders", "portfolio holders"),
    Phrase("IRI", "IRI"),
)
EDGE_HEADS: Final = (
    Phrase("van", "from"),
    Phrase("relatie", "relation"),
    Phrase("naar", "to"),
    Phrase("past mogelijk niet", "may not fit"),
    Phrase("aantal", "number"),
    Phrase("woorden", "words"),
    Phrase("zin", "sentence"),
    Phrase("kop", "heading"),
    Phrase("begin (teken)", "start (character)"),
    Phrase("einde (teken)", "end (character)"),
    Phrase("pagina", "page"),
    Phrase("adres", "address"),
    Phrase("verwijzing (IRI)", "reference (IRI)"),
    Phrase("van (IRI)", "from (IRI)"),
    Phrase("naar (IRI)", "to (IRI)"),
)
