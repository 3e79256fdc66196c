"""Money words: which words and prepositions state where money is booked, and from where it comes.

Written as `ingest/read/relation_words.py` says, which these rules come first in.
"""

import re
from typing import Final

from ingest.read.relation_rule import Words
from ontology.codes import Relation

MONEY: Final = re.compile(
    r"€|\b(?:budget\w*|middelen|bedrag\w*|geld\w*|lasten|baten|kosten|inkomst\w*|uitgaven?|subsidie\w*|krediet|kredieten|"
    r"reserve\w*|raming\w*|vergoeding\w*|loonsom|formatie\w*|opbrengst\w*|uitkering\w*|bijdrage\w*|begroot|stelpost\w*)\b",
    re.IGNORECASE,
)
ADVANTAGE: Final = re.compile(
    r"\b(?:voor|na)de(?:el|len)\b|\b(?:mee|tegen)vallers?\b|\b(?:over|te)schot\w{0,3}\b|€\s?[0-9.,]{1,15}\s?[VN]\b",
    re.IGNORECASE,
)
MONEY_RULES: Final = (
    # «het budget is overgeheveld naar programma 3», «de middelen zijn opgenomen in doel 1.2.3»
    Words(
        Relation.BOOKED_ON,
        "money-booked-on",
        "overgeheveld|overheveling|overhevelen|verschoven|toegevoegd|opgenomen|meegenomen|toegekend|"
        "teruggebracht|gestort|overgebracht|vrijgevallen",
        "naar aan in op bij onder binnen",
        needs=MONEY,
    ),
    # van dit budget gaat € 40.000 naar doel 10.1.1
    Words(
        Relation.BOOKED_ON,
        "money-goes-to",
        "gaat|gaan|ging|gingen|gegaan|schuift|schuiven|verschuift|verschuiven|valt ... vrij|vallen ... vrij|vloeit",
        "naar in op",
        behind=False,
        needs=MONEY,
    ),
    # verwerkt op programma 10; op doel 1.1.2 verwerkt
    Words(
        Relation.BOOKED_ON,
        "booked-on",
        "verwerk*|geboekt|boek*|ingeboekt|verantwoord*|begroot|begroten|geraamd|ramen|raamt|bijgeraamd|afgeraamd|"
        "bijgesteld|opgevoerd|zichtbaar|geland|landt|landen|drukt|drukken|neerslaan|slaat ... neer|"
        "slaan ... neer|toegerekend|toe te rekenen|doorbelast|doorberekend|bijgeschreven|toegeschreven|"
        "ten gunste|ten bate|verrekend|verrekenen",
        "op onder bij in binnen aan van via met",
    ),
    # hogere lasten op programma 10
    Words(
        Relation.BOOKED_ON,
        "effect-on",
        "overschrijding*|onderschrijding*|onderuitputting|vrijval|resultaat|saldo|lasten|baten|kosten|uitgave*|"
        "inkomsten|opbrengst*|budget*|bezuiniging*|stelpost*|taakstelling*|impact|drukken|drukt|komt|komen",
        "op",
    ),
    # dat geeft doel 1.1.2 een jaarlijks voordeel; hierdoor krijgt programma 10 een nadeel
    Words(
        Relation.BOOKED_ON,
        "gives-advantage",
        "geeft|gaf|geven|krijgt|kreeg|krijgen|bezorgt|bezorgen|heeft|houdt",
        needs=ADVANTAGE,
    ),
    # wat € 4.000 V oplevert op programma 8; de vergoeding staat op doel 5.2.1
    Words(
        Relation.BOOKED_ON,
        "yields-on",
        "geeft|gaf|geven|oplevert|opleveren|levert ... op|scheelt|bespaart|staat|staan|stond|terecht|drukt",
        "op",
        needs=MONEY,
    ),
    # een nadeel van € 5.000 op doel 1.1.2
    Words(
        Relation.BOOKED_ON,
        "advantage-on",
        "voordeel|voordelen|nadeel|nadelen|voordelig*|nadelig*|effect|effecten|overschot*|tekort*|meevaller*|"
        "tegenvaller*",
        "op bij voor binnen",
    ),
    Words(
        Relation.FINANCED_FROM,
        "financed-from",
        "gefinancierd|financier*|medegefinancierd|gedragen|bekostigd|bekostig*|gedekt|dekken|dekt|dekking*|"
        "betaald|betaal*|betalen|vergoed|vergoedt|vergoeden|bijgepast|gevoed|voedt|voeden|aangevuld|"
        "opgevangen|opvangen|vang* ... op|vangen ... op|vrijgemaakt|vrij te maken|"
        "onttrokken|onttrekking|afkomstig|gevonden|bijgedragen|betaalt ... mee|betalen ... mee",
        "uit vanuit door binnen via",
    ),
    Words(
        Relation.FINANCED_FROM,
        "paid-from",
        "komt|komen|kwam|kwamen|gehaald|halen|haalt|putten|put|gebruikt|beschikbaar|middelen|geld|bedrag|budget|€|euro",
        "uit vanuit",
        needs=MONEY,
    ),
    Words(
        Relation.FINANCED_FROM,
        "paid-along",
        "betaalt ... mee|betalen ... mee|meebetalen|meebetaalt|onttrokken|onttrekking*|onttrekken",
        "aan via in",
    ),
    # komt ten laste van doel 4.1
    Words(
        Relation.FINANCED_FROM,
        "charged-to",
        "ten laste|laste|ten koste|t.l.v.|voor rekening",
        "van",
    ),
)
