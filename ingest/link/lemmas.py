"""Lemmas: the words of a Dutch text, brought back to what their inflections and derivations share.

Knows which words say nothing of a subject; knows no goal and no reference.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

WORD: Final = re.compile(r"[^\W\d_]{3,60}")  # «gezonde», and of «CO2-uitstoot» its second half
WORDS_REMEMBERED: Final = 1 << 16  # more than a year of documents of a city has different words
SHORTEST_ROOT: Final = 3  # «won» of wonen and woning
SHORTEST_PART: Final = 5  # what a compound shares by chance is shorter

# What is said of any goal: words of grammar, and words that policy has everywhere, also where few pages are loaded.
STOP: Final = frozenset(
    """
    aan aandacht aandeel aangaan aanpak aanpakken aantal aanwezig acht achter actief activiteit afspraak afspreken
    al alle alleen allemaal als altijd ambitie ander anders april augustus bedrag begin beginnen begroting behoefte
    behoud behouden belang belangrijk belangrijkst beleid berap bereiken beschikbaar beschrijven beschrijving best
    bestaan bestaand besteden betaald betalen beter betrekken betrokken bevorderen bieden bij bijdrage bijdragen
    bijvoorbeeld bijzonder binnen blijven boven breed brengen buiten college daar daarbij daardoor daarin daarmee
    daarna daarnaast daarom daarop daarvan daarvoor dag dat december deel deelnemen denken derde deze dezelfde dicht
    die dienen dit doel doelgroep doelstelling doen domein door draaien drie duidelijk duizend dus echt een eer
    eerst eigen elders elk elkaar elke enkel enkele enz ervan ervaren ervaring ervoor euro even extra februari gaan
    gebeuren gebied gebruik gebruiken geen geld gelden geleden gemeente gemeentelijk genoeg gericht geven gevolg
    gewoon goed graag groeien groep groot haar halen half hand hebben heel helpen hem hen het hetzelfde hier hierbij
    hierdoor hiermee hiervan hiervoor hij hoe hoeven honderd hoofd hoofdstuk hoog horen houden hulp hun ieder
    iedereen iemand iets immers indien informatie inhoud inhoudelijk inspannen inspanning inwoner inzet inzetten
    inzicht jaar jaarlijks januari jaren jong juli juni kader kans kant keer kennis keuze kiezen kijken klein komen
    kort kosten krijgen kunnen kwaliteit laag laat laatste land lang langs laten leiden liggen link lopen maak maand
    maar maart maatregel maken manier mede medewerker mee meedoen meer meest mei men mens met middel midden mijn
    miljoen minder moeilijk moeten mogelijk mogelijkheid mogen moment na naar naast nadeel namelijk negen nemen net
    niemand niet niets nieuw nodig nog nota november nu of oktober om omdat omgeving onder onderdeel ondersteunen
    ondersteuning onderwerp ons ontstaan ontwikkelen ontwikkeling onvoldoende onze oog ook op opgave oplossing
    oppakken opzet organisatie organiseren oud over paar paragraaf partij partner per periode plaats plaatsvinden
    plan plek portefeuillehouder precies probleem proces programma project punt raad raken realiseren resultaat rol
    rond ruim ruimte samen samenwerken samenwerking scherp september sinds situatie slecht snel sociaal soms soort
    staan stad stap start starten steeds stel stellen sterk steun stimuleren structureel subsidie taak team tegen
    tegenover terecht terug terwijl thema tien tijd tijdens toch toe toegang toekomst toename tonen tot traject
    trekken tussen twee tweede uit uitbreiden uitgangspunt uitkomst uitvoeren uitvoering uur vaak vallen van vanaf
    vanuit vanzelf vast veel vele ver verantwoordelijk verbeteren verbetering verbinden verbinding verder vergroten
    verhogen verlagen verminderen verschillend versterken versterking vervolg verwachten verwerken vier vinden visie
    vol voldoen voldoende volgen volgend voor vooral voordeel voorkomen voorstel vooruit voorzien voorziening vorm
    vormen vraag vragen vroeg waar waarbij waardoor waarin waarmee waarom waarop waarvan waarvoor wanneer want waren
    wat week weer weg weinig welk welke wens werken weten wethouder wie wij wijze willen worden zaak zeggen zelf
    zelfs zes zetten zeven zich zicht zie zien zij zijn zoals zodanig zodat zoeken zonder zorgen zou zowel zulk
    zullen zwaar één
    """.split()  # noqa: SIM905 - so many words read best as running text
)


class Word(msgspec.Struct, frozen=True):
    """A word of a text: what it shares with its kin, and where it stands."""

    root: str
    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of a stretch of a text that say something of its subject, in order."""
    for found in WORD.finditer(text, start, len(text) if end is None else end):
        word_root = root(found[0].casefold())
        if word_root is not None:
            yield Word(word_root, found.start(), found.end())


def count_roots(text: str) -> Counter[str]:
    """How often each word of a subject stands in a text, whatever its form."""
    counted: Counter[str] = Counter()
    for word, times in Counter(WORD.findall(text.casefold())).items():
        word_root = root(word)
        if word_root is not None:
            counted[word_root] += times
    return counted


@lru_cache(maxsize=WORDS_REMEMBERED)
def root(word: str) -> str | None:
    """What a word in lower case shares with its kin: «beweg» of bewegen and beweging; None where it says nothing."""
    from simplemma import lemmatize  # noqa: PLC0415 - its dictionary takes a third of a second

    lemma = lemmatize(word, lang="nl").casefold().replace("_", "")  # «op_zetten» of opzetten
    return None if word in STOP or lemma in STOP or len(lemma) < SHORTEST_ROOT else _bare(lemma)


def akin(one: str, other: str) -> bool:
    """Whether two roots may be kin: one begins or ends with the other, or both begin alike."""
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and long[: SHORTEST_PART + 1] == short[: SHORTEST_PART + 1]:
        return True
    return short == long or (len(short) > SHORTEST_ROOT and (long.startswith(short) or long.endswith(short)))


def compound(one: str, other: str) -> bool:
    """Whether one of two different roots is a compound of the other: «schuldregelaar» and «schuld»."""
    short, long = sorted((one, other), key=len)
    if short == long or len(short) < SHORTEST_PART:
        return False
    # «buurthuis» ends with «thuis» by chance: the end of a compound says less than its beginning
    return long.startswith(short) or (len(short) > SHORTEST_PART and long.endswith(short))


def _bare(lemma: str) -> str:
    """A lemma without the endings by which Dutch makes a noun of an adjective or a verb."""
    for ending, shortest in (("heid", SHORTEST_PART), ("ing", SHORTEST_ROOT), ("en", SHORTEST_ROOT)):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= shortest:
            return lemma[: -len(ending)]
    return lemma
