"""What sentences say that the one goal has to do with the other, one row each with the reason why."""

import pytest

from ingest.read.record import DocumentRef
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.sources import builtin_sources
from ontology.codes import DocumentKind

OWN = Own("9.9.9", DocumentRef(DocumentKind.BEGROTING, 2031), builtin_sources()["zwolle"].numbering)

SENTENCES = [
    # see
    ("Voor de wijkzorg, zie doel 1.2.1.", "see", "the plain form"),
    ("Sport staat elders (zie ook doel 1.2.1).", "see", "in parentheses"),
    ("Voor de jeugdhulp wordt verwezen naar doel 1.2.1.", "see", "verwezen naar"),
    ("Wij verwijzen daarbij graag naar doel 1.2.1.", "see", "verwijzen naar, with words between"),
    ("Zie verder doel 1.2.1.", "see", "a word between zie and the keyword"),
    ("See goal 1.2.1 for the clubs.", "see", "English"),
    ("Link naar doel 1.2.1", "see", "the text of a link"),
    ("Partners die bijdragen aan rust, zie doel 1.2.1.", "see", "others contribute"),
    ("Zie onder andere doel 1.2.1.", "see", "under others"),
    # contributes-to
    ("Dit draagt bij aan doel 1.2.1.", "contributes-to", "the separable verb"),
    ("De clubs dragen zo ook bij aan programma 4.", "contributes-to", "words between its parts"),
    ("Hiermee wordt bijgedragen aan de doelen 1.2.1 en 1.2.2.", "contributes-to", "a participle"),
    ("Het plan levert een bijdrage aan doel 1.2.1.", "contributes-to", "a noun"),
    ("Een plan dat aan doel 1.2.1 bijdraagt.", "contributes-to", "the verb at the end"),
    ("Aan doel 1.2.1 draagt dit plan bij.", "contributes-to", "the reference first"),
    ("Zo kan het plan bijdragen aan doel 1.2.1.", "contributes-to", "with an auxiliary"),
    ("Dit komt ten goede aan doel 1.2.1.", "contributes-to", "to the good of"),
    ("Daarmee geven wij invulling aan doel 1.2.1.", "contributes-to", "fills in"),
    ("De inzet ondersteunt doel 1.2.1.", "contributes-to", "a verb with an object"),
    ("Dit draagt bij aan minder armoede (programma 4).", "contributes-to", "the purpose in words, its number behind"),
    ("Dit draagt bij aan rust (Goede buren, zie doel 1.2.1).", "contributes-to", "the same with zie"),
    ("Een belangrijke voorwaarde voor doel 1.2.1 is geld.", "contributes-to", "a condition"),
    ("Het fonds is bedoeld ten behoeve van doel 1.2.1.", "contributes-to", "in aid of"),
    # part-of
    ("Deze taak is onderdeel van doel 1.2.1.", "part-of", "onderdeel van"),
    ("De wijkaanpak maakt deel uit van programma 4.", "part-of", "deel uit van"),
    ("De wijkaanpak vormt een onderdeel van ambitie 1.2.", "part-of", "with an article"),
    ("Handhaving valt onder doel 1.2.1.", "part-of", "valt onder"),
    ("Taken die onder doel 1.2.1 vallen, blijven.", "part-of", "the verb at the end"),
    ("De bibliotheek behoort tot programma 4.", "part-of", "behoort tot"),
    ("Toezicht hoort bij doel 1.2.1.", "part-of", "hoort bij"),
    ("Het loket is in programma 3, waarvan het een onderdeel is.", "part-of", "a relative clause"),
    # aligned-with
    ("Wij werken in nauwe samenhang met doel 1.2.1.", "aligned-with", "in samenhang met"),
    ("De planning is afgestemd op programma 4.", "aligned-with", "afgestemd op"),
    ("Wij stemmen de planning af met doel 1.2.1.", "aligned-with", "the verb in two parts"),
    ("Dit sluit goed aan bij doel 1.2.1.", "aligned-with", "sluit aan bij"),
    ("Een plan dat op doel 1.2.1 aansluit.", "aligned-with", "the verb at the end"),
    ("De aanpak hangt nauw samen met doel 1.2.1.", "aligned-with", "hangt samen met"),
    ("Een opgave die met doel 1.2.1 samenhangt.", "aligned-with", "the verb at the end"),
    ("In verbinding met ‘Goede buren’ (doel 1.2.1) werken wij verder.", "aligned-with", "a quoted name between"),
    ("In lijn met ambitie 1.2 bouwen wij minder.", "aligned-with", "in lijn met"),
    ("De uitvoering is gekoppeld aan doel 1.2.1.", "aligned-with", "gekoppeld aan"),
    ("De regeling bouwt voort op doel 1.2.1.", "aligned-with", "bouwt voort op"),
    ("In samenwerking met programma 4 houden wij spreekuur.", "aligned-with", "together"),
    ("Aansluitend op doel 1.2.1 openen wij een loket.", "aligned-with", "a participle first"),
    # booked-on
    ("De uitkering wordt verwerkt op programma 10.", "booked-on", "verwerkt op"),
    ("De last is op doel 1.2.1 geboekt.", "booked-on", "the participle at the end"),
    ("De loonkosten worden verantwoord onder programma 4.", "booked-on", "verantwoord onder"),
    ("Op programma 10 ontstaat een voordeel van € 12.000.", "booked-on", "an advantage behind it"),
    ("Dit geeft een nadeel van € 1,1 mln op doel 1.2.1.", "booked-on", "an amount between"),
    ("De middelen zijn overgeheveld naar doel 1.2.1.", "booked-on", "money is moved"),
    ("Het bedrag is toegevoegd aan programma 10.", "booked-on", "money is added"),
    ("De kosten drukken op programma 4.", "booked-on", "drukken op"),
    ("De opbrengst komt ten gunste van programma 10.", "booked-on", "ten gunste van"),
    ("Het leidt tot een tekort op programma 4.", "booked-on", "the nearest words decide"),
    ("Per saldo resteert een overschot bij doel 1.2.1.", "booked-on", "a surplus"),
    ("Dat is begroot in programma 4.", "booked-on", "begroot in"),
    # financed-from
    ("De kosten worden gedekt uit programma 4.", "financed-from", "gedekt uit"),
    ("De opleiding betalen wij uit doel 1.2.1.", "financed-from", "betalen uit"),
    ("De pilot wordt uit programma 4 bekostigd.", "financed-from", "the participle at the end"),
    ("De extra uren komen ten laste van doel 1.2.1.", "financed-from", "ten laste van"),
    ("Het tekort vangen we op binnen doel 1.2.1.", "financed-from", "a separable verb"),
    ("Dekking vindt plaats vanuit programma 10.", "financed-from", "a noun"),
    ("Uit programma 10 is € 50.000 beschikbaar gesteld.", "financed-from", "money first"),
    ("Het geld komt uit programma 4.", "financed-from", "the money comes from"),
    ("De regeling wordt gefinancierd vanuit het budget van doel 1.2.1.", "financed-from", "a noun between"),
    # treated-in
    ("De wijkteams worden in doel 1.2.1 behandeld.", "treated-in", "the participle at the end"),
    ("De verdeling is nader toegelicht bij programma 4.", "treated-in", "toegelicht bij"),
    ("Zie hiervoor programma 6.", "treated-in", "zie hiervoor"),
    ("Hoe dat gaat, staat beschreven onder doel 1.2.1.", "treated-in", "beschreven onder"),
    ("Een uitgebreide toelichting vindt u bij doel 1.2.1.", "treated-in", "vindt u"),
    ("Dit onderwerp komt aan de orde in programma 4.", "treated-in", "aan de orde"),
    ("In doel 1.2.1 gaan we hier nader op in.", "treated-in", "the reference first"),
    ("Hiervoor verwijzen wij naar doel 1.2.1.", "treated-in", "hiervoor verwijzen"),
    ("Dit is verder uitgewerkt in doel 1.2.1.", "treated-in", "uitgewerkt in"),
    ("Dat gaat via doel 1.2.1, waarin de regeling wordt toegelicht.", "treated-in", "a relative clause"),
    ("De risico's worden besproken in programma 4.", "treated-in", "besproken in"),
    # leads-to
    ("Dit leidt tot minder vraag naar zorg (doel 1.2.1).", "leads-to", "leidt tot"),
    ("Dat leidt op termijn tot lagere instroom in programma 4.", "leads-to", "words between"),
    ("De aanpak resulteert in rust op straat (doel 1.2.1).", "leads-to", "resulteert in"),
    ("Dit heeft gevolgen voor doel 1.2.1.", "leads-to", "gevolgen voor"),
    ("De bezuiniging werkt door in programma 4.", "leads-to", "werkt door in"),
    ("De keuze heeft ook consequenties voor programma 4.", "leads-to", "consequenties voor"),
    # merged-into
    ("Dit doel is samengevoegd met doel 1.2.1.", "merged-into", "samengevoegd met"),
    ("Dit doel is opgegaan in doel 1.2.1.", "merged-into", "opgegaan in"),
    ("Dit doel wordt met doel 1.2.1 samengevoegd.", "merged-into", "the participle at the end"),
    ("Wij voegen dit doel samen met doel 1.2.1.", "merged-into", "the verb in two parts"),
    ("Vanaf volgend jaar gaat dit doel op in doel 1.2.1.", "merged-into", "gaat op in"),
    ("Het oude doel 1.2.1 is met de zorg samengevoegd.", "merged-into", "what became of it"),
    # replaced-by
    ("Dit doel is vervangen door doel 1.2.1.", "replaced-by", "vervangen door"),
    ("Dit doel wordt door doel 1.2.1 vervangen.", "replaced-by", "the participle at the end"),
    ("Dit doel maakt plaats voor doel 1.2.1.", "replaced-by", "maakt plaats voor"),
    ("De aanpak is ingeruild voor doel 1.2.1.", "replaced-by", "ingeruild voor"),
    # continued-in
    ("De aanpak wordt voortgezet in doel 1.2.1.", "continued-in", "voortgezet in"),
    ("Deze taak is vervallen en ondergebracht bij doel 1.2.1.", "continued-in", "ondergebracht bij"),
    ("Deze taak brengen wij onder bij doel 1.2.1.", "continued-in", "the verb in two parts"),
    ("De taken gaan over naar doel 1.2.1.", "continued-in", "gaan over naar"),
    ("De begeleiding is overgeheveld naar programma 4.", "continued-in", "no money, but a task"),
    ("Het loket gaat verder onder doel 1.2.1.", "continued-in", "gaat verder onder"),
    ("De taak is bij doel 1.2.1 belegd.", "continued-in", "the participle at the end"),
    ("De aanpak krijgt een vervolg in doel 1.2.1.", "continued-in", "a noun"),
    # unknown
    ("Dit raakt ook doel 1.2.1.", "unknown", "no words that say what"),
    ("De partners van doel 1.2.1 komen twee keer bijeen.", "unknown", "a genitive says nothing"),
    ("De subsidie gaat over doel 1.2.1.", "unknown", "a subject of talk"),
    ("In de programma's 1 en 2 besparen wij.", "unknown", "a place says nothing"),
    ("De reserve wordt verdeeld over doel 1.2.1.", "unknown", "no booking that is told"),
    ("Doel 1.2.1 telt vier activiteiten.", "unknown", "a subject"),
    ("In doel 1.2.1 gaan we op zoek naar vrijwilligers.", "unknown", "gaan op, and not in it"),
    ("In programma 4 gaat het over sport.", "unknown", "gaat over, and not to it"),
    ("In programma 7 vervangen we bruggen.", "unknown", "bridges are replaced, not the goal"),
    ("In programma 6 verplaatsen we de markt.", "unknown", "the market is moved within it"),
    ("Voor doel 1.2.1 zorgt de wijkagent.", "unknown", "somebody cares"),
    ("In doel 1.2.1 staat de buurt centraal.", "unknown", "staat centraal"),
    # words between «zie» and what is to be seen
    ("Zie voor het parkeerbeleid doel 1.2.1.", "see", "a subject between zie and the number"),
    ("Zie ook de tarieven bij doel 1.2.1.", "see", "a thing with a preposition between"),
    ("Wie zijn hond uitlaat leest meer in doel 1.2.1.", "see", "one may read more there"),
    ("De uitkomst vindt u bij doel 1.2.1.", "see", "one finds it there"),
    # who gets the money
    ("Dat geeft doel 1.2.1 een jaarlijks voordeel.", "booked-on", "it gets an advantage"),
    ("Hierdoor krijgt programma 10 een eenmalig nadeel van € 4.000.", "booked-on", "it gets a disadvantage"),
    ("Wie zuinig stookt geeft doel 1.2.1 de ruimte.", "unknown", "it gets no money"),
    ("De korting levert € 2.000 op en staat op doel 1.2.1.", "booked-on", "the money stands there"),
    ("De kosten worden vergoed uit ambitie 1.2.", "financed-from", "paid back from"),
    # what helps
    ("Zo steunen de clubs op den duur ook doel 1.2.1.", "contributes-to", "words between the verb and its object"),
    ("Wij ondersteunen de ouders in doel 1.2.1.", "unknown", "another object, and the number in a place"),
    ("De clubs leveren zo een aandeel aan doel 1.2.1.", "contributes-to", "a share"),
    ("De bank, klaar na het werk aan de singel (doel 1.2.1).", "unknown", "work as a thing"),
    ("Wie voor een ander zorgt, mag er blijven voor de les (doel 1.2.1).", "unknown", "cares for somebody"),
    # where it went
    ("Op den duur gaat dit budget samen met dat van doel 1.2.1.", "merged-into", "goes together with"),
    ("De leesles staat voortaan bij doel 1.2.1.", "continued-in", "from now on"),
    ("Er zit voortaan iemand bij het loket (doel 1.2.1).", "unknown", "from now on, but something else"),
    ("Dit komt aan bod op de pagina over doel 1.2.1.", "treated-in", "on the page about"),
    ("Daarom is het oude doel 1.2.1 hierin opgegaan.", "merged-into", "the fate of the cited goal, the verb first"),
]


def test_the_table_of_sentences_is_whole() -> None:
    assert len(SENTENCES) == 131


@pytest.mark.parametrize(("text", "relation", "why"), SENTENCES, ids=[sentence[0] for sentence in SENTENCES])
def test_a_sentence_states_its_relation(text: str, relation: str, why: str) -> None:
    found = list(find_references(text, Span(0, len(text)), OWN))
    assert found, why
    assert {str(reference.relation) for reference in found} == {relation}, why


def test_a_list_states_one_relation_of_all_its_members() -> None:
    text = "Dit sluit aan bij doelen 1.2.1 (zorg), 1.2.2 en ambitie 2.3, zie ook doel 3.1.1 en programma 4."
    found = [(one.number, str(one.relation)) for one in find_references(text, Span(0, len(text)), OWN)]
    assert found == [
        ("1.2.1", "aligned-with"),
        ("1.2.2", "aligned-with"),
        ("2.3", "aligned-with"),
        ("3.1.1", "see"),
        ("4", "see"),
    ]


def test_the_nearest_words_decide_and_the_rule_is_kept() -> None:
    text = "De kosten worden gedekt uit doel 1.2.1 en verantwoord op programma 10."
    found = [(str(one.relation), one.rule) for one in find_references(text, Span(0, len(text)), OWN)]
    assert found == [("financed-from", "financed-from"), ("booked-on", "booked-on")]
