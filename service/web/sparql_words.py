"""What the page `/sparql` says around a query and its answer, in both languages. Knows no query."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

SPARQL: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "questions": Phrase("Vragen die klaarliggen", "Questions that lie ready"),
        "questions_note": Phrase(
            "Een vraag komt in het vak hierboven, ingevuld voor een doel uit deze release; pas haar gerust aan.",
            "A question is put in the box above, filled in for a goal of this release; change it as you like.",
        ),
        "sparql": Phrase("SPARQL", "SPARQL"),
        "sparql_ask": Phrase("Stel de vraag", "Ask"),
        "sparql_examples": Phrase("Voorbeelden", "Examples"),
        "sparql_form": Phrase("Antwoord als", "Answer as"),
        "sparql_lead": Phrase(
            "Schrijf een vraag of begin met een voorbeeld. De vraag gaat over alle documenten die zijn geladen.",
            "Write a query or begin with an example. It is asked of every document that was loaded.",
        ),
        "sparql_prefixes": Phrase("Deze prefixen hoeft u niet te declareren", "You need not declare these prefixes"),
        "sparql_query": Phrase("Vraag", "Query"),
        "sparql_table": Phrase("tabel", "table"),
        "sparql_title": Phrase("Vragen stellen in SPARQL", "Ask in SPARQL"),
    }
)
