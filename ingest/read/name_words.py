"""Name words: which words can't stand in a name, can't begin one, or can't end one. Knows no text."""

from typing import Final

from ingest.documents import DOCUMENT_NAMES


def words(*lists: str) -> frozenset[str]:
    """The words of some lists, each written with spaces between them."""
    return frozenset(word for listed in lists for word in listed.split())


# Words that no name goes on with: verbs, and what begins another part of the sentence.
VERBS: Final = words(
    "is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen kon zal zullen zou zouden",
    "moet moeten mag mogen wil willen gaat gaan ging komt komen kwam staat staan stond valt vallen viel",
    "levert leveren draagt dragen geeft geven krijgt krijgen maakt maken doet doen blijft blijven leidt",
    "leiden ligt liggen loopt lopen sluit sluiten hangt hangen hoort horen vindt vinden ziet zien zorgt",
    "verwerkt geboekt verantwoord begroot geraamd gedekt gefinancierd betaald toegelicht behandeld",
    "beschreven uitgewerkt opgenomen ondergebracht voortgezet samengevoegd vervangen vervallen aansluit",
    "aansluiten bijdraagt bijdragen samenhangt samenhangen genoemd vermeld wel niet ook dan zoals die dat",
    "waar waarin waarbij waarmee omdat zodat terwijl maar zie see deels volledig",
)
# Words that may stand inside a name, and never at its end.
LINKS: Final = words("en of & van de het een voor in op met aan bij tot door onder over te ten ter uit zonder")
# Words with which what stands in parentheses or behind a mark is no name.
NO_BEGINNING: Final = DOCUMENT_NAMES.keys() | words(
    "zie ook oud oude nieuw nieuwe voorheen was nu eerder tot vanaf per in uit op bij van voor met door sinds",
    "onder over naar aan en of maar o.a. bijv. bijvoorbeeld waaronder inclusief exclusief incl excl circa ca",
    "incidenteel structureel voordeel nadeel lasten baten saldo budget doel doelen ambitie ambities programma",
    "daar hier dit dat deze die er we wij ze zij hij u dus dan want omdat als wat wie waar hoe geen niet nog",
    "tekst wethouder portefeuillehouder raad college bedragen afgerond deels mede tevens vooral via gemiddeld",
    "onderdeel zoals namelijk ongewijzigd vervallen vernummerd hernummerd see also goal programme ambition",
    "ter tegelijk daarnaast verder respectievelijk resp lees begrotingsdoel paragraaf hoofdstuk artikel",
)
# Words that never stand in the name between a preposition and a reference.
NO_NAME: Final = words(
    "is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen zal zullen moet moeten mag mogen",
    "wil willen gaat gaan komt komen staat staan valt vallen levert leveren draagt dragen zie see die dat waar waarin",
    "waarbij waarmee waarvan omdat doordat zodat terwijl maar want indien wanneer",
)
# Words that may part a preposition from a keyword without a name between the two.
DIRECT: Final = words(
    "de het deze dit dat ons onze haar hun zijn the beide een oude nieuwe huidige bestaande andere ander vooral ook",
    "meer o.a. name zowel alle hele nieuw oud voormalige verschillende mede zelf zelfs gezamenlijke onderliggende",
    "bovenliggende volgende eigen",
)
# Prepositions at the end of what may part another one from a keyword: «in de toelichting bij doel 1.2.3».
THROUGH: Final = words("van uit bij onder in binnen voor of from op met over")
