"""Relation words: which words and prepositions state which relation between a page and what it refers to.

A word is written with `*` for any end and `...` for up to ten words between its parts («sluit* ... aan»). The
prepositions are those that lead from the words to the reference, in either order: «verwerkt op programma 10», «op doel
1.1.2 verwerkt».
"""

import re
from typing import Final

from ingest.read.money_words import MONEY_RULES
from ingest.read.relation_rule import Words
from ontology.codes import Relation

PAGE: Final = re.compile(r"\b(?:web)?(?:pagina|bladzijde)\b", re.IGNORECASE)
# «bij» of «bijdragen», and not «bij de raad aan doel 1.1.1»
CONTRIBUTING: Final = re.compile(
    r"\bdr(?:aag|age|oeg)\w{0,3}\b[^;:()]{0,200}\bbij\b|\bbij\s{1,9}aan\b|\bbijgedragen\b|\bbij\ste\sdragen\b",
    re.IGNORECASE,
)
RULES: Final = (
    *MONEY_RULES,
    # is onderdeel van doel 2.2.1
    Words(
        Relation.PART_OF,
        "part-of",
        "onderdeel|onderdelen|onderdeel ... uit|deel ... uit|maakt deel|maken deel|deel uit",
        "van",
    ),
    Words(
        Relation.PART_OF,
        "falls-under",
        "val|valt|vallen|viel|vielen|vallend*|ressorteer*|thuishoren|thuishoort",
        "onder binnen",
    ),
    Words(
        Relation.PART_OF,
        "belongs-to",
        "behoort|behoren|behoorde*|hoort|horen|toebehoort|hoort thuis|horen thuis",
        "tot bij onder",
    ),
    # in verbinding met ‘Goede dagen in perspectief’ (doel 2.1)
    Words(
        Relation.ALIGNED_WITH,
        "aligned-with",
        "verbinding*|samenhang*|samenspraak|pas|afstemming|lijn|overeenstemming|wisselwerking|combinatie|gecombineerd|combineren|"
        "verwevenheid|verweven|verbonden|verbind*|verknoopt|samenwerking|samenspel|gekoppeld|koppel*|koppeling*|"
        "dwarsverband*|dwarsverbinding*|relatie*|interactie|parallel|gelijk op|samenloop|overlap*|synergie|"
        "aanhaking|afspraak|afspraken|geïntegreerd|werken ... samen|werkt ... samen|samenwerk*|trekken ... op|"
        "trekt ... op|optrekken|gezamenlijk|tezamen",
        "met tot aan tussen",
    ),
    Words(
        Relation.ALIGNED_WITH,
        "connects-to",
        "sluit* ... aan|sloot ... aan|sloten ... aan|aansluit*|aan te sluiten|aangesloten|aanhak*|haakt ... aan|"
        "haken ... aan|aan te haken|past|passen|passend|bouwt ... voort|bouwen ... voort|voortbouw*|aanvulling|"
        "aanvullend",
        "op bij aan binnen",
    ),
    Words(
        Relation.ALIGNED_WITH,
        "attuned-to",
        "afgestemd|afstemmen|af te stemmen|afstemming|stem* ... af|stemt ... af|stemden ... af|toegesneden",
        "op met bij",
        seen=True,
    ),
    Words(
        Relation.ALIGNED_WITH,
        "coheres-with",
        "hangt ... samen|hangen ... samen|hing ... samen|samenhangt|samenhangen*|samen te hangen|loopt ... samen",
        "met",
        seen=True,
    ),
    # «in doel 1.2.3 gaan wij hier nader op in», before «gaat op in doel 1.2.3»
    Words(
        Relation.TREATED_IN,
        "gone-into",
        "gaan ... op in|gaat ... op in|ga ... op in|ingegaan|in te gaan",
        "in bij onder",
    ),
    # samengevoegd met doel 1.2.3
    Words(
        Relation.MERGED_INTO,
        "merged-into",
        "samengevoegd|samen te voegen|samenvoeg*|voeg* ... samen|samengegaan|gefuseerd|fuseer*|fusie|gebundeld|"
        "ineengeschoven|opgegaan|op te gaan",
        "met in tot bij van",
        seen=True,
    ),
    # vanaf volgend jaar gaat dit doel op in doel 1.2.3
    Words(
        Relation.MERGED_INTO,
        "absorbed",
        "opgaan|gaat ... op|gaan ... op|ging ... op|gaat ... samen|gaan ... samen|samengaan|samengaat|bundelen|bundelt|"
        "integratie|integreren|integreert",
        "met in tot",
        seen=True,
        behind=False,
        near=2,
    ),
    Words(
        Relation.MERGED_INTO,
        "integrated-into",
        "geïntegreerd|ingevoegd",
        "in binnen",
        seen=True,
    ),
    Words(
        Relation.REPLACED_BY,
        "replaced-by",
        "vervangen|vervangt|vervanging|opgevolgd|afgelost|plaats ... ingenomen",
        "door",
        seen=True,
    ),
    Words(
        Relation.REPLACED_BY,
        "exchanged-for",
        "ingeruild|plaatsgemaakt|plaats gemaakt|maakt ... plaats|maken ... plaats|omgezet",
        "voor in naar",
        seen=True,
        behind=False,
    ),
    Words(
        Relation.REPLACED_BY,
        "in-the-place",
        "in plaats ... komt|in plaats ... komen|hiervoor in de plaats|daarvoor in de plaats|ervoor in de plaats",
        beside=0,
    ),
    Words(
        Relation.CONTINUED_IN,
        "continued-in",
        "voortgezet|voort te zetten|ondergebracht|onder te brengen|overgeheveld|over te hevelen|verplaatst|"
        "overgegaan|overgenomen|belegd|verschoven|doorgeschoven|verhuisd|overgebracht|ingebed|geborgd|vernummerd|"
        "hernummerd|omgenummerd|overgezet|overgedragen",
        "in bij onder naar door binnen als tot aan",
        seen=True,
    ),
    # deze taken brengen wij onder bij doel 1.2.3; het loket gaat verder onder doel 1.2.3
    Words(
        Relation.CONTINUED_IN,
        "goes-on-in",
        "voortzetting|voortzetten|zet ... voort|zetten ... voort|onderbrengen|breng* ... onder|bracht* ... onder|"
        "overheveling|overhevelen|hevel* ... over|verplaatsen|verplaatsing|gaat ... over|gaan ... over|ging ... over|"
        "nemen ... over|neemt ... over|schuift ... door|schuiven ... door|verhuist|verhuist mee|"
        "verhuizen mee|gaat ... verder|"
        "gaan ... verder|verder gaan|verdergaat|doorgaan|loopt ... door|lopen ... door|vervolg*|overdragen|"
        "draagt ... over|dragen ... over|overdracht",
        "in bij onder naar door binnen als tot aan",
        seen=True,
        behind=False,
        near=2,
    ),
    # die staat voortaan bij doel 2.2.1
    Words(
        Relation.CONTINUED_IN,
        "from-now-on",
        "voortaan",
        "in bij onder",
        beside=0,
        behind=False,
        near=2,
    ),
    # dat onderwerp is verhuisd (zie doel 7.2.1)
    Words(
        Relation.CONTINUED_IN,
        "moved",
        "verhuisd|overgeheveld|verplaatst|ondergebracht|voortgezet",
        beside=1,
        seen=True,
    ),
    Words(
        Relation.BOOKED_ON,
        "moved-money",
        "overgeboekt|verantwoord|geboekt",
        beside=1,
        seen=True,
    ),
    # draagt bij aan het tegengaan van armoede (Programma 4.) en een betere gezondheid (zie doel 1.3.4)
    Words(
        Relation.CONTRIBUTES_TO,
        "contributes-to",
        "draag* ... bij|dragen ... bij|droeg* ... bij|bijgedragen|bij te dragen|bij",
        "aan tot",
        beside=40,
        seen=True,
        needs=CONTRIBUTING,
    ),
    # een bijdrage aan doel 1.3.4; not «partners die bijdragen aan», where another contributes
    Words(
        Relation.CONTRIBUTES_TO,
        "contribution-to",
        "bijdrage|bijdraagt|bijdroeg*|te ... bijdragen|kan ... bijdragen|kunnen ... bijdragen|wil ... bijdragen|"
        "willen ... bijdragen|zal ... bijdragen|zullen ... bijdragen|moet ... bijdragen|moeten ... bijdragen|"
        "gaan ... bijdragen|blijven ... bijdragen|mede ... bijdragen|"
        "lever* ... aandeel|leveren ... aandeel|lever* ... deel|leveren ... deel",
        "aan tot",
        beside=40,
        seen=True,
    ),
    Words(
        Relation.CONTRIBUTES_TO,
        "contributing-to",
        "bijdragen|bijdragend",
        "aan",
        beside=0,
    ),
    Words(
        Relation.CONTRIBUTES_TO,
        "serves",
        "ten goede|invulling|geef* ... uitvoering|geven ... uitvoering|gegeven|uitvoering te geven|werkt|werken|"
        "gewerkt|"
        "werkt ... mee|meewerken|help* ... mee|meehelpen|ondersteunend|vorm",
        "aan",
    ),
    Words(
        Relation.CONTRIBUTES_TO,
        "in-aid-of",
        "ten behoeve|t.b.v.|ten dienste|ter ondersteuning|ter versterking|realisatie|verwezenlijking|bereiken",
        "van",
    ),
    Words(
        Relation.CONTRIBUTES_TO,
        "needed-for",
        "voorwaarde*|randvoorwaarde*|basis|fundament|onmisbaar|nodig|essentieel|van belang|belangrijk|relevant|"
        "betekenis",
        "voor",
        behind=False,
    ),
    Words(
        Relation.CONTRIBUTES_TO,
        "helps",
        "bevorder*|ondersteunt|ondersteunen|versterkt|versterken|dient|dienen|helpt|helpen|faciliteert|"
        "faciliteren|stimuleert",
        beside=0,
    ),
    # zo steunen wij op termijn ook doel 2.2.1
    Words(
        Relation.CONTRIBUTES_TO,
        "supports",
        "steunt|steunen|ondersteunt|ondersteunen|bevordert|bevorderen|versterkt|versterken",
        near=6,
    ),
    # leidt tot minder aanvragen in programma 2
    Words(
        Relation.LEADS_TO,
        "leads-to",
        "leidt|leiden|leidde*|geleid|resulteert|resulteren|resulteerde*|geresulteerd|mondt ... uit|"
        "monden ... uit|uitmond*|uitgemond",
        "tot in",
        beside=20,
        seen=True,
    ),
    Words(
        Relation.LEADS_TO,
        "brings-about",
        "zorgt|zorgen|zorgde|zorgden",
        "voor",
        seen=True,
        behind=False,
        near=3,
    ),
    Words(
        Relation.LEADS_TO,
        "consequence-for",
        "gevolg*|consequentie*|implicatie*|doorwerk*",
        "voor op in",
    ),
    Words(
        Relation.LEADS_TO,
        "carries-over",
        "werkt ... door|werken ... door|doorwerkt|doorwerken",
        "in op naar bij",
    ),
    # wordt in doel 1.2.3 behandeld
    Words(
        Relation.TREATED_IN,
        "treated-in",
        "behandel*|toegelicht|toelicht*|toelichting*|licht* ... toe|beschreven|beschrijv*|beschrijf*|uitgewerkt|"
        "uitwerk*|uitwerking|werk* ... uit|besproken|bespreken|uiteengezet|verwoord|uitgelegd|benoemd|genoemd|"
        "vermeld|weergegeven|gerapporteerd|rapporteren|rapportage|opgenomen|aan bod|aan de orde|aan te treffen|"
        "aangegeven|gepresenteerd|terug te vinden|te vinden|te lezen|terugvinden|ingegaan|gaan ... in|"
        "gaat ... in|opgepakt|oppakken|geregeld|verdere informatie|meer informatie|nadere informatie|"
        "meer hierover|hierover meer|beantwoord",
        "in bij onder binnen",
        seen=True,
    ),
    Words(
        Relation.TREATED_IN,
        "stands-in",
        "staat|staan|stond",
        "in bij onder",
        behind=False,
    ),
    # komt aan bod op de pagina over doel 2.1.2
    Words(
        Relation.TREATED_IN,
        "on-the-page",
        "aan bod|aan de orde|besproken|behandeld|toegelicht|beschreven|uitgewerkt|staat|staan|te vinden|te lezen",
        "op",
        needs=PAGE,
    ),
    # hiervoor zie doel 1.2.3
    Words(
        Relation.TREATED_IN,
        "see-for-this",
        "zie hiervoor|zie daarvoor|hiervoor zie|daarvoor zie|zie voor ... toelichting|zie voor ... uitwerking|"
        "voor ... toelichting zie|hierover zie|zie hierover",
        beside=0,
    ),
    # hiervoor verwijzen wij naar doel 1.2.3
    Words(
        Relation.TREATED_IN,
        "referred-for-this",
        "hiervoor ... verwezen|hiervoor ... verwijz*|daarvoor ... verwezen|daarvoor ... verwijz*|"
        "hierover ... verwijz*|verwijzen ... hiervoor|verwijzen ... daarvoor|verwezen ... hiervoor|"
        "verwijst ... hiervoor",
        "naar",
    ),
)
# Words that only say that there is something to see, where no rule says more.
SEEING: Final = (
    Words(
        Relation.SEE,
        "look-at",
        "kijk|kijk ook|kijkt|lees meer|lees verder|leest|vindt|vinden|meer weten|meer informatie",
        "bij in onder op naar",
    ),
    Words(
        Relation.SEE,
        "referred-to",
        "verwijs*|verwijz*|verwezen|verwijst|verwijzing*",
        "naar",
    ),
    Words(
        Relation.SEE,
        "see-also",
        "zie|zie ook|zie verder|zie tevens|zie eveneens|zie daarnaast|zie bijvoorbeeld|zie o.a.|zie onder andere|"
        "zie onder meer|zie met name|zie vooral|zie in|zie bij|zie onder|zie ook bij|zie ook onder|"
        "zie voor meer informatie|see also|see|vergelijk|vgl.|lees ook|lees verder bij",
    ),
)
# What a sentence says of the cited goal itself: «het oude doel 4.1.4 is samengevoegd met ...».
FATES: Final = tuple(
    rule
    for rule in RULES
    if rule.behind and rule.relation in {Relation.MERGED_INTO, Relation.REPLACED_BY, Relation.CONTINUED_IN}
)
