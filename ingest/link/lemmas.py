"""Lemmas: the words of a Dutch text, brought back to what their inflections and derivations share.

Knows which words say nothing of a subject; knows no goal and no reference.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

WORD: Final = re.compile(r"[^\W\d_]{3,60}")  # «gezonde», and of «CO2-uitstoot» its second half
WORDS_REMEMBERED: Final = 1 << 16  # more than a year of documents of a city has different words
SHORTEST_ROOT: Final = 3  # «won» of wonen and woning
SHORTEST_PART: Final = 5  # what a compound shares by chance is shorter
SHORTEST_WORD: Final = 3  # «bus» of belbus, where the other part is a word too
LONGEST_WHOLE: Final = 40  # no compound of two words is longer
LINKS: Final = ("s", "e", "en")  # between the parts of a compound: «verkeersplan», «zonnebank», «boekenkast»
PERSONS: Final = MappingProxyType({"jongeren": "jongere", "jongere": "jongere"})  # whom a dictionary takes for «jong»

# What is said of any goal: words of grammar, and words that policy has everywhere, also where few pages are loaded.
STOP: Final = frozenset(
    """
    aan aandacht aandeel aangaan aanpak aanpakken aantal aanwezig acht achter actief activiteit afspraak afspreken
    al alle alleen allemaal als altijd ambitie and ander anders apart april are augustus baten bedrag begin beginnen
    begroting behandeld behandelen behoefte behoud behouden belang belangrijk belangrijkst beleid berap bereiken
    beschikbaar beschreven beschrijven beschrijving bespreken besproken best bestaan bestaand besteden bestemd
    bestemmen betaald betalen beter betrekken betrokken bevorderen bieden bij bijdrage bijdragen bijvoorbeeld
    bijzonder binnen blijken blijven boven breed brengen budget buiten college come daar daarbij daardoor daarin
    daarmee daarna daarnaast daarom daarop daarover daarvan daarvoor dag dan dat december deel deelnemen dekking
    denken derde deze dezelfde dicht dichtbij die dienen dit doel doelgroep doelstelling doen domein door doorgaan
    draaien drie duidelijk duizend dus echt een eer eerst eigen elders elk elkaar elke enkel enkele enz ervan
    ervaren ervaring ervoor euro even extra februari for from gaan gebeuren gebied geboekt gebruik gebruiken geen
    geld gelden geleden gemeente gemeentelijk genoeg genoemd geregeld gericht geven gevolg gewoon goal goed graag
    groeien groep groot haar halen half hand hebben heel helpen hem hen het hetzelfde hier hierbij hierdoor hiermee
    hiervan hiervoor hij hoe hoeven honderd hoofd hoofdstuk hoog horen houden hulp hun ieder iedereen iemand iets
    immers indien informatie inhoud inhoudelijk inspannen inspanning inwoner inzet inzetten inzicht jaar jaarlijks
    januari jaren jong juli juni kader kans kant keer kennis keuze kiezen kijken klein komen kort kosten krijgen
    kunnen kwaliteit laag laat laatste land lang langs lasten laten leggen leiden liggen link lopen maak maand maar
    maart maatregel maken manier mede medewerker mee meedoen meer meest mei men mens met middel midden mijn miljoen
    minder moeilijk moeten mogelijk mogelijkheid mogen moment na naar naast nadeel nader namelijk negen nemen net
    niemand niet niets nieuw nodig noemen nog nota november nu of oktober om omdat omgeving onder onderbrengen
    onderdeel ondergebracht ondersteunen ondersteuning onderwerp ons ontstaan ontwikkelen ontwikkeling onvoldoende
    onze oog ook op open opengaan opgave opgenomen oplossing opnemen oppakken opzet organisatie organiseren oud over
    overig paar pagina paragraaf partij partner per periode plaats plaatsvinden plan plek portefeuillehouder post
    precies probleem proces proef programma project punt raad raken ramen raming realiseren regelen resultaat rol
    rond ruim ruimte saldo samen samenhang samenwerken samenwerking scherp see september sinds situatie slecht snel
    sociaal soms soort staan stad stap start starten steeds stel stellen sterk steun stimuleren structureel subsidie
    taak team tegen tegenover terecht terechtkomen terug terugvinden terwijl that the thema this tien tijd tijdens
    toch toe toegang toegelicht toekomst toelichten toelichting toename tonen tot traject trekken tussen twee tweede
    uit uitbreiden uitgangspunt uitgewerkt uitkomst uitvoeren uitvoering uitwerken uur vaak vallen van vanaf vanuit
    vanzelf vast veel vele ver verantwoord verantwoordelijk verantwoorden verbeteren verbetering verbinden
    verbinding verder vergroten verhogen verlagen vermeld vermelden verminderen verschillend versterken versterking
    vertellen vervallen vervangen vervanging vervolg verwachten verwerken verwerkt verwijzen verwijzing via vier
    vijf vinden visie vol voldoen voldoende volgen volgend voor vooral voordeel voorkomen voorstel vooruit voorzien
    voorziening vorm vormen vraag vragen vroeg waar waarbij waardoor waarin waarmee waarom waarop waarvan waarvoor
    wanneer want waren wat week weer weg weinig welk welke wens werken weten wethouder which who wie wij wijze
    willen with worden zaak zeggen zelf zelfs zes zetten zeven zich zicht zie zien zij zijn zoals zodanig zodat
    zoeken zonder zorgen zou zowel zulk zullen zwaar één
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


class Roots:
    """The roots of words that were looked up, of some of which they are known from before: those need no dictionary."""

    def __init__(self, known: Mapping[str, str | None]) -> None:
        self._known = known
        self.found: dict[str, str | None] = {}

    def __call__(self, word: str) -> str | None:
        """The root of a word, as `root` has it."""
        if word not in self.found:
            self.found[word] = self._known[word] if word in self._known else root(word)
        return self.found[word]


def count_roots(text: str, rooted: Callable[[str], str | None] | None = None) -> Counter[str]:
    """How often each word of a subject stands in a text, whatever its form; `rooted` may know the roots of words."""
    rooted = rooted or root
    counted: Counter[str] = Counter()
    for word, times in Counter(WORD.findall(text.casefold())).items():
        word_root = rooted(word)
        if word_root is not None:
            counted[word_root] += times
    return counted


@lru_cache(maxsize=WORDS_REMEMBERED)
def root(word: str) -> str | None:
    """What a word in lower case shares with its kin: «beweg» of bewegen and beweging; None where it says nothing."""
    from simplemma import lemmatize  # noqa: PLC0415 - its dictionary takes a third of a second

    lemma = PERSONS.get(word) or lemmatize(word, lang="nl").casefold().replace("_", "")  # «op_zetten» of opzetten
    if lemma == word:
        lemma = _compound_lemma(word) or word
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


@lru_cache(maxsize=WORDS_REMEMBERED)
def parts(whole: str) -> frozenset[str]:
    """The roots of two words of which a root may be made: «jongerenwerk» of jongeren and werk; none where of no two."""
    from simplemma import is_known  # noqa: PLC0415 - as in `root`

    found: set[str | None] = set()
    for cut in range(SHORTEST_WORD, min(len(whole), LONGEST_WHOLE) - SHORTEST_WORD + 1):
        first, last = whole[:cut], whole[cut:]
        firsts = [one for one in _unlinked(first) if is_known(one, lang="nl")] if is_known(last, lang="nl") else []
        if firsts:
            found |= {root(last), *map(root, firsts)}
    return frozenset(one for one in found if one is not None and one != whole)


def _compound_lemma(word: str) -> str | None:
    """The lemma of a compound that no dictionary has: «schaduwboom» of schaduwbomen; None where it is of no two."""
    from simplemma import is_known, lemmatize  # noqa: PLC0415 - as in `root`

    if is_known(word, lang="nl"):
        return None
    for cut in range(SHORTEST_WORD, min(len(word), LONGEST_WHOLE) - SHORTEST_WORD + 1):
        first, last = word[:cut], word[cut:]
        if is_known(last, lang="nl") and any(is_known(one, lang="nl") for one in _unlinked(first)):
            return first + (PERSONS.get(last) or lemmatize(last, lang="nl").casefold())
    return None


def _unlinked(first: str) -> Iterator[str]:
    """The first part of a compound with and without the letters that link it: «schap» and «schaps»."""
    yield first
    for link in LINKS:
        if first.endswith(link) and len(first) - len(link) >= SHORTEST_WORD:
            yield first.removesuffix(link)


def _bare(lemma: str) -> str:
    """A lemma without the endings by which Dutch makes a noun of an adjective or a verb."""
    for ending, shortest in (("heid", SHORTEST_PART), ("ing", SHORTEST_ROOT), ("en", SHORTEST_ROOT)):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= shortest:
            return lemma[: -len(ending)]
    return lemma
