"""An invented municipality of 25 goals, and sentences on its pages whose number fits their words, or does not."""

from typing import NamedTuple


class Goal(NamedTuple):
    """A goal as its page describes it; the name stands in the address."""

    number: str
    name: str
    statement: str
    description: str
    criterion: str


class Case(NamedTuple):
    """A sentence on the page of a goal; `better` is the goal that its words are about where the number is wrong."""

    own: str
    sentence: str
    better: str | None
    why: str


TOWN = "Verzonnendam"
ORGANISATION = "gm9190"
GOALS = [
    Goal("1.1.1", "Samenkracht", "We vergroten de betrokkenheid van bewoners bij hun buurt", "Buren kennen elkaar en nemen samen initiatief. De opbouwwerker brengt hen bijeen en helpt een buurtfeest of een moestuin van de grond.", "Bewoners zetten jaarlijks dertig initiatieven op."),
    Goal("1.1.2", "Vrijwilligers", "We waarderen en begeleiden vrijwilligers", "Een vereniging draait op mensen die hun avond geven. Het steunpunt koppelt vraag en aanbod en verzorgt cursussen voor besturen.", "Het steunpunt bemiddelt 300 vrijwilligers."),
    Goal("1.2.1", "Gezonde leefstijl", "We bevorderen de gezondheid van inwoners", "Roken, drinken en overgewicht komen hier vaker voor dan elders. Met huisartsen en de GGD zetten wij in op preventie. Gezond eten begint op jonge leeftijd.", "Het percentage rokers daalt."),
    Goal("1.2.2", "Sport en bewegen", "We zorgen dat meer inwoners sporten en bewegen", "De sporthallen zijn goed bezet. Een buurtsportcoach haalt kinderen en ouderen over om mee te doen. Zwemmen blijft betaalbaar.", "De helft van de inwoners sport wekelijks."),
    Goal("1.2.3", "Eenzaamheid", "We dringen eenzaamheid onder ouderen terug", "Ouderen zonder netwerk spreken soms dagen niemand. Een belcirkel en een maatje doorbreken dat. Eenzaam zijn is geen schande.", "Eenzame ouderen hebben een maatje."),
    Goal("1.3.1", "Jeugdhulp", "We bieden jeugdigen en gezinnen tijdige hulp", "Het jeugdteam zit in de school. Lichte hulp voorkomt zware zorg. Wachtlijsten bij de jeugdbescherming houden wij in het oog.", "Een gezin wacht niet langer dan vier weken."),
    Goal("1.3.2", "Onderwijskansen", "We geven leerlingen gelijke kansen op school", "Taalachterstand halen wij in met voorschool en zomerschool. Met schoolbesturen maken wij afspraken over verzuim.", "Leerlingen verlaten de school met een diploma."),
    Goal("2.1.1", "Werk en participatie", "We begeleiden werkzoekenden naar betaald werk", "Een werkcoach kijkt wat iemand kan. Met werkgevers spreken wij leerbanen en proefplaatsingen af.", "Honderd werkzoekenden vinden een baan."),
    Goal("2.1.2", "Armoede", "We bestrijden armoede en zorgen voor bestaanszekerheid", "Huishoudens met een laag inkomen krijgen bijzondere bijstand en een meedoenpas. De voedselbank krijgt een vast onderkomen.", "De meedoenpas bereikt acht op de tien huishoudens."),
    Goal("2.1.3", "Schuldhulp", "We helpen inwoners met problematische schulden", "Vroegsignalering via energiebedrijven en verhuurders voorkomt erger. De budgetcoach maakt een aflosplan.", "Schulden worden binnen drie jaar afgelost."),
    Goal("2.2.1", "Inburgering", "We begeleiden statushouders bij hun inburgering", "Nieuwkomers leren de taal en vinden hun weg. Asielzoekers met een vergunning krijgen een woning en een leerroute.", "Statushouders halen hun examen binnen drie jaar."),
    Goal("2.2.2", "Mantelzorg", "We ontlasten mantelzorgers", "Wie voor een zieke ouder of partner zorgt, raakt soms zelf uitgeput. Respijtzorg geeft lucht. Het mantelzorgcompliment blijft.", "Mantelzorgers voelen zich gesteund."),
    Goal("2.2.3", "Huishoudelijke hulp", "We laten ouderen langer zelfstandig thuis wonen", "Met huishoudelijke hulp, een traplift of dagbesteding blijft het huis bewoonbaar. De Wmo-consulent komt langs.", "De aanvraag is binnen acht weken afgehandeld."),
    Goal("3.1.1", "Betaalbaar wonen", "We bouwen betaalbare woningen", "De wachtlijst voor een huurwoning is lang. Met de corporatie spreken wij nieuwbouw en een starterslening af.", "Er komen 400 sociale huurwoningen bij."),
    Goal("3.1.2", "Erfgoed", "We beschermen monumenten en archeologie", "De vestingwal en de molens bepalen het aanzien van de binnenstad. Eigenaren krijgen advies bij restauratie.", "Geen monument verkeert in slechte staat."),
    Goal("3.2.1", "Groen en biodiversiteit", "We vergroenen straten en parken", "Bomen geven schaduw. Bermen worden ecologisch gemaaid en tuinen onttegeld. Biodiversiteit telt mee in elk ontwerp.", "De kroonbedekking groeit naar dertig procent."),
    Goal("3.2.2", "Klimaatadaptatie", "We maken de stad bestand tegen hitte en wateroverlast", "Riolen kunnen een wolkbreuk niet aan. Regenwater koppelen wij af en voor hittegolven ligt er een plan.", "Bij hoosbuien blijven kelders droog."),
    Goal("3.2.3", "Energietransitie", "We wekken duurzame energie op en isoleren huizen", "Zonnepanelen op daken en een warmtenet vervangen gas. De energiecoach rekent de besparing uit.", "De uitstoot van koolstofdioxide halveert."),
    Goal("3.3.1", "Fietsstad", "We maken fietsen vlot en veilig", "Doorfietsroutes verbinden de wijken met het station. Stallingen worden uitgebreid en rood asfalt krijgt voorrang.", "Zes op de tien ritten gaan per fiets."),
    Goal("3.3.2", "Parkeren", "We reguleren het parkeren in de binnenstad", "Bezoekers zetten hun auto in een garage. Vergunninghouders vinden plek in de eigen straat. Tarieven lopen op naar het centrum.", "Parkeergarages zijn voor tachtig procent bezet."),
    Goal("3.4.1", "Economie en bedrijven", "We versterken het ondernemersklimaat", "Winkels en bedrijventerreinen verdienen een impuls. De bedrijfscontactfunctionaris wijst ondernemers de weg.", "Ondernemers geven het klimaat een zeven."),
    Goal("3.4.2", "Cultuur", "We maken kunst en cultuur voor iedereen bereikbaar", "Theater, muziekschool en bibliotheek trekken publiek uit de hele streek. Amateurkunst krijgt een podium.", "Het theater trekt 60.000 bezoekers."),
    Goal("4.1.1", "Dienstverlening", "We helpen inwoners snel aan de balie en digitaal", "Een paspoort of rijbewijs is zo geregeld. Brieven zijn begrijpelijk. De telefoon wordt opgenomen.", "Klanten geven een acht."),
    Goal("4.1.2", "Veiligheid", "We bestrijden criminaliteit en ondermijning", "Boa's en politie trekken samen op. Inbraak daalt, oplichting stijgt. Een veilige straat begint met licht.", "Het aantal inbraken daalt."),
    Goal("4.2.1", "Financiën op orde", "We voeren een solide financieel beleid", "De algemene reserve is voldoende om tegenvallers op te vangen. De accountant keurde de rekening goed.", "De begroting is sluitend."),
]  # fmt: skip

WRONG = [
    Case("1.1.1", "Wie meedoet blijft langer fit (Verzonnendam gezonde leefstijl, zie doel 3.1.2).", "1.2.1", "the name of another goal, with the town before it"),
    Case("1.1.1", "Het buurthuis biedt ruimte aan de belcirkel (Eenzaamheid, zie doel 3.3.2).", "1.2.3", "the name of another goal"),
    Case("1.3.2", "Ouders met geldzorgen wijzen wij de weg (Schuldhulp, zie doel 4.1.2).", "2.1.3", "the name of another goal"),
    Case("3.2.1", "Een groene straat blijft koel, in samenhang met ‘Klimaatadaptatie’ (doel 2.2.1).", "3.2.2", "a quoted name"),
    Case("3.4.1", "Winkels blijven bereikbaar (Parkeren, zie doel 1.2.2).", "3.3.2", "the name of another goal"),
    Case("2.1.1", "Een deel van de kandidaten leert nog Nederlands (Inburgering, zie doel 3.2.3).", "2.2.1", "the name of another goal"),
    Case("1.1.2", "Ook zorgen voor een ander telt mee (Mantelzorg, zie doel 3.3.1).", "2.2.2", "the name of another goal"),
    Case("3.1.1", "Oude pakhuizen krijgen een woonfunctie (Erfgoed, zie doel 2.1.2).", "3.1.2", "the name of another goal"),
    Case("1.2.2", "Dit is goed voor de gezondheid (zie ook doel 1.1.1).", "1.2.1", "health, as in a text that kept an old number"),
    Case("1.3.2", "Over de gezondheid van leerlingen en overgewicht gaat een ander doel (zie doel 3.4.2).", "1.2.1", "health and overweight"),
    Case("1.1.1", "Ouderen die zich eenzaam voelen zoeken wij thuis op (zie doel 3.2.1).", "1.2.3", "loneliness of the old"),
    Case("2.1.1", "Wie schulden heeft krijgt eerst een budgetcoach, zie doel 1.3.1.", "2.1.3", "debts and the coach"),
    Case("2.1.3", "Gezinnen in armoede wijzen wij op de meedoenpas (zie doel 3.3.1).", "2.1.2", "poverty and its pass"),
    Case("3.1.1", "Statushouders met een vergunning krijgen voorrang (zie doel 3.2.2).", "2.2.1", "refugees with a permit"),
    Case("3.3.2", "Wie op de fiets komt vindt een bewaakte stalling (zie doel 2.2.2).", "3.3.1", "bicycles and their parking"),
    Case("3.2.1", "Waar bomen staan, blijft de hitte draaglijk en neemt wateroverlast af, zie ook doel 4.1.1.", "3.2.2", "heat and water"),
    Case("3.1.1", "Nieuwe huizen isoleren wij goed en zij krijgen zonnepanelen (zie doel 1.3.2).", "3.2.3", "insulation and solar panels"),
    Case("4.2.1", "De subsidie voor het theater en de bibliotheek staat bij cultuur (zie doel 2.1.3).", "3.4.2", "theatre, library and culture"),
    Case("2.2.3", "Zoons en dochters die mantelzorg geven houden het vol met respijtzorg (zie doel 3.4.1).", "2.2.2", "family care"),
    Case("4.1.2", "Jeugdigen die ontsporen komen bij het jeugdteam (zie doel 3.1.2).", "1.3.1", "the young and their team"),
    Case("3.4.2", "De restauratie van monumenten valt hier niet onder (zie doel 1.2.3).", "3.1.2", "restoring monuments"),
    Case("1.2.1", "Criminaliteit rond drugs en ondermijning pakken wij aan met de politie (zie doel 3.3.1).", "4.1.2", "crime and the police"),
    Case("3.4.1", "Werkgevers die een leerbaan aanbieden aan werkzoekenden krijgen steun (zie doel 3.2.2).", "2.1.1", "jobs for the unemployed"),
    Case("4.1.1", "Ondernemers hebben een eigen loket bij de bedrijfscontactfunctionaris (zie doel 2.2.1).", "3.4.1", "entrepreneurs"),
]  # fmt: skip

RIGHT = [
    Case("1.1.1", "Wie meedoet blijft langer fit (Gezonde leefstijl, zie doel 1.2.1).", None, "the name is that of the target"),
    Case("1.1.1", "Het buurthuis biedt ruimte aan de belcirkel (Eenzaamheid, zie doel 1.2.3).", None, "the name is that of the target"),
    Case("1.3.2", "Ouders met geldzorgen wijzen wij de weg (Hulp bij schulden, zie doel 2.1.3).", None, "the name in other words"),
    Case("3.2.1", "Een groene straat blijft koel, in samenhang met ‘Klimaat’ (doel 3.2.2).", None, "the name cut short"),
    Case("3.4.1", "Winkels blijven bereikbaar (Bereikbaarheid, zie doel 3.3.2).", None, "a name that no goal has"),
    Case("2.1.1", "Een deel van de kandidaten leert nog Nederlands (zie doel 2.2.1).", None, "no word of the goal's name"),
    Case("1.2.2", "Dit is goed voor de gezondheid (zie ook doel 1.2.1).", None, "health, rightly"),
    Case("1.1.1", "Ouderen die zich eenzaam voelen zoeken wij thuis op (zie doel 1.2.3).", None, "loneliness, rightly"),
    Case("2.1.1", "Wie schulden heeft krijgt eerst een budgetcoach, zie doel 2.1.3.", None, "debts, rightly"),
    Case("2.1.3", "Een klein inkomen vullen wij aan uit de bijzondere bijstand (zie doel 2.1.2).", None, "only words of the description"),
    Case("2.2.3", "Wie uitgeput raakt door de zorg voor een ouder krijgt een weekend vrij (zie doel 2.2.2).", None, "old parents, yet about their children"),
    Case("3.1.1", "Bij nieuwbouw letten wij op schaduw van bomen (zie doel 3.2.1).", None, "building, on the page of building"),
    Case("3.1.1", "In elke nieuwe wijk komt een garage voor bezoekers (zie doel 3.3.2).", None, "visitors of the theatre too"),
    Case("3.2.2", "Een dak met sedum houdt water vast en past bij zonnepanelen (zie doel 3.2.3).", None, "water, on the page of water"),
    Case("1.3.1", "Het jeugdteam sluit aan bij het overleg over verzuim (zie doel 1.3.2).", None, "the page's own subject beside the target's"),
    Case("1.1.2", "De kosten van de waardering worden gedekt uit doel 4.2.1.", None, "money need not fit"),
    Case("3.3.1", "Een nadeel op de fietsroutes wordt verwerkt op doel 4.2.1.", None, "money need not fit"),
    Case("1.2.2", "Het onderhoud van de sporthallen en het zwembad wordt betaald vanuit doel 3.1.2.", None, "money need not fit"),
    Case("1.1.1", "Dit traject loopt door tot het voorjaar (zie doel 2.1.1).", None, "nothing is said of a subject"),
    Case("2.1.2", "Meer hierover staat elders (zie doel 4.1.1).", None, "nothing is said of a subject"),
    Case("3.4.1", "De raad bespreekt de visie na de zomer (zie doel 3.4.2).", None, "nothing is said of a subject"),
    Case("1.3.2", "Kinderen fietsen straks veilig naar school (zie doel 3.3.1).", None, "cycling, rightly, on the page of schools"),
    Case("3.3.2", "Fietsers vinden een stalling en bezoekers met een auto een plek (zie doelen 3.3.1 en 3.4.1).", None, "the other goal is named beside it"),
    Case("2.2.1", "De woning, de school en het werk regelen wij vooraf (zie doelen 3.1.1, 1.3.2 en 2.1.1).", None, "each word has its goal"),
    Case("4.1.2", "Verlichting maakt de route naar het station prettig (zie doel 3.3.1).", None, "only words of the description"),
    Case("1.2.1", "Gezond eten is onderdeel van het aanbod van de voorschool (zie doel 1.3.2).", None, "the page's own subject in the sentence"),
    Case("3.2.3", "Huurders van de corporatie gaan voor (zie doel 3.1.1).", None, "a word of the description"),
    Case("4.2.1", "De opbrengst van de garages komt ten goede aan de reserve (zie doel 3.3.2).", None, "garages, rightly"),
    Case("2.2.2", "Voor ouderen die alleen zijn is er een maatje (zie doel 1.2.3).", None, "the old, in the names of two goals"),
    Case("2.2.2", "De buurvrouw die boodschappen doet is een vrijwilliger (zie doel 1.1.2).", None, "volunteers, rightly"),
]  # fmt: skip
