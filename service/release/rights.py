"""Under which terms things are given: which are free, and which words remain those of who published them. Asks nothing.

Which predicates stand in graphs of texts is known by `ontology.iri`.
"""

from typing import Final

from ontology.language import Phrase
from ontology.terms import BETTER_FIT_TEXT, CAUSE, STATEMENT, TARGET_TEXT

CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"

# Of the values in graphs of facts, those that are sentences as a page prints them. Others are names, titles, numbers.
SENTENCES: Final = frozenset({STATEMENT, CAUSE, TARGET_TEXT, BETTER_FIT_TEXT})
# The columns of tables that hold such sentences.
SENTENCE_COLUMNS: Final = frozenset({"statement", "cause"})
# The columns whose values stand in a graph of texts: dg:exact and dg:sentence.
TEXT_COLUMNS: Final = frozenset({"exact", "sentence"})

FACT_RIGHTS: Final = Phrase(
    "Wat hier is vastgesteld, geordend en verbonden is vrij te gebruiken (CC0). Als waarde staan er ook woorden in "
    "zoals pagina's die drukken: namen, titels, cellen van tabellen, en zinnen die zeggen wat een doel wil bereiken "
    "(dg:statement, en in dg:targetText en dg:betterFitText) of waardoor een effect komt (dg:cause). Die woorden "
    "blijven van hun uitgever: CC0 geeft alleen weg wat van ons is. Woorden van een overheid mogen worden overgenomen, "
    "tenzij zij zich dat uitdrukkelijk heeft voorbehouden (artikel 15b Auteurswet).",
    "What is established, ordered and linked here is free to use (CC0). Among the values are words as pages print "
    "them: names, titles, cells of tables, and sentences that say what a goal wants to reach (dg:statement, and in "
    "dg:targetText and dg:betterFitText) or what an effect comes from (dg:cause). Those words remain their "
    "publisher's: CC0 only gives away what is ours. Words of an authority may be taken over unless it has expressly "
    "reserved that (article 15b of the Dutch Copyright Act).",
)
TEXT_RIGHTS: Final = Phrase(
    "Woorden van pagina's blijven van hun uitgever; onder welke licentie die ze geeft is hier niet bekend. Gebruik ze "
    "binnen het citaatrecht (artikel 15a Auteurswet), of vraag het de uitgever.",
    "Words of pages remain their publisher's; under which licence it gives them is not known here. Use them within the "
    "right to quote (article 15a of the Dutch Copyright Act), or ask the publisher.",
)
