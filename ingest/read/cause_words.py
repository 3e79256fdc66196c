"""Cause words: the words by which a text says that one thing comes of another. Knows no effect and no sentence."""

import re
from typing import Final

BECAUSE: Final = re.compile(
    r"""
    \b(?: (?P<clause>doordat|omdat|aangezien|want|nu(?=\s+(?:de|het|er|een|wij|we)\b))
        | (?P<nominal>vanwege|wegens|dankzij|(?:als|ten)\sgevolge?\svan|in\sverband\smet|i\.v\.m\.|t\.g\.v\.|a\.g\.v\.
            |als\sresultaat\svan|gevolg\svan|(?:hangt|hangen|hing|hingen)\ssamen\smet|houdt\sverband\smet
            |samenhangend\smet
          |(?:vloeit|vloeien|vloeide|komt|kwam)\svoort\suit|(?:toe\ste\sschrijven|te\swijten|te\sdanken)\saan
          |terug\ste\svoeren\sop
          |(?:heeft|had)\ste\smaken\smet|naar\saanleiding\svan|gezien(?=\s(?:de|het)\b)|bij\sgebrek\saan|gelet\sop)
        | (?P<by>(?:mede\s|vooral\s|onder\sandere\s|met\sname\s|deels\s)?door) )
    \s+(?!(?:naar|tot|in|op|met|te|dan|deze|dit|dat|hiervan|daarvan)\b)  # «loopt door tot», «als gevolg daarvan»
    """,
    re.VERBOSE | re.IGNORECASE,
)
FROM: Final = re.compile(  # een voordeel van € 5.000 uit de verkoop van de kiosk, op de huur, aan zaadverkoop
    r"\s{1,3}(?P<from>uit|op|aan)\s{1,3}(?P<what>(?:de|het|een)?\s?(?:lagere|hogere|extra|minder|meer|verkoop"
    r"|vrijval|opbrengst|"
    r"afrekening|aanbesteding|verhuur|afkoop|boedel|schikking)\b[^,;.:]{0,100})",
    re.IGNORECASE,
)
# A verb in front of «door» that makes it name who pays, or what stands against the effect.
COVERED: Final = re.compile(
    r"\b(?:gedekt|afgedekt|opgevangen|gecompenseerd|bekostigd|betaald|gefinancierd|verrekend|uitgevoerd|bemenst"
    r"|verzorgd)\s+$",
    re.IGNORECASE,
)
CONTRAST: Final = re.compile(r"\b(?:maar|terwijl|hoewel|echter)\b", re.IGNORECASE)
# In front of «door», what makes it a cause wherever it stands: «wordt veroorzaakt door».
CAUSED: Final = re.compile(
    r"\b(?:veroorzaakt|ontstaan|ontstaat|ontstond|komt|komen|kwam)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
EXPLAINED: Final = re.compile(  # in the sentence behind the effect
    r"""
    (?: (?:dit|dat|deze|het|de|die)
        (?:\s+(?:extra|hogere|lagere|incidentele|structurele))?
        (?:\s+(?:voordeel|nadeel|effect|meevaller|tegenvaller|verschil|afwijking|opbrengst|kosten|(?:onder
          |over)schrijding
          |stijging|daling|tekort|overschot))?\s+
        (?: (?:komt|ontstaat|ontstond|kwam|komen)(?:\s+\w+){0,2}?\s+door(?:dat)?
          | (?:wordt|werd|is|zijn)\s+(?:\w+\s+){0,2}?(?:veroorzaakt|ontstaan|te\s+verklaren)\s+(?:door(?:dat)?|uit)
          | (?:is|zijn|was)\s+(?:\w+\s+){0,2}?(?:(?:het|een)\s+gevolg|te\s+(?:wijten|danken)\s+aan)(?:\s+van)?
          | heeft\s+(?:\w+\s+){0,2}?te\s+maken\s+met | hangt\s+samen\s+met | vloeit\s+voort\s+uit
          | houdt\s+verband\s+met )
      | (?:de\s+)?(?:oorzaak|reden|verklaring)(?:\s+(?:hiervan|hiervoor|daarvan|daarvoor))?\s+(?:is|zijn|ligt\s+in)
      | oorzaak: )
    \s+(?:dat\s+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
POINTS_BACK: Final = re.compile(
    r"""
    \b(?:hierdoor|daardoor|hiermee|daarmee|daarom|dus|dientengevolge|als\s+gevolg\s+(?:hiervan|daarvan)|hiervan
      |hiervoor|per\s+saldo\s+dus)\b
    | \b(?:(?:dit|dat)\s+is|is\s+(?:dit|dat))\s+(?:dan\s+)?een\b
    | ^(?:het|de|dat|dit)\s+(?:(?:incidentele|structurele|eenmalige|totale|verwachte|geraamde|jaarlijkse
    |financiële|nadelige|voordelige)
      \s+){0,2}(?:voordeel|nadeel|meevaller|tegenvaller|onderschrijding|overschrijding|meerkosten|minderkosten
      |besparing|tekort|overschot|effect|saldo)\b
    | \b(?:dit|dat)\s+(?:betekent|betekende|geeft|gaf|levert|leverde|leidt|leidde|heeft|had|veroorzaakt
    |veroorzaakte|zorgt|zorgde|resulteert
      |resulteerde|brengt|bracht|kost|kostte|scheelt|scheelde|bezorgt|bespaart|bespaarde|komt\s+neer)\b
    | \b(?:betekent|betekende|geeft|gaf|levert|leverde|leidt|leidde|heeft|zorgt|zorgde|resulteert|brengt|bracht
    |kost|kostte|scheelt|scheelde
      |veroorzaakt|bespaart|bezorgt)\s+(?:dit|dat)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
VERB: Final = (
    r"(?:geeft|gaf|geven|gaven|levert|leverde|leveren|leverden|leidt|leidde|leiden|leidden|zorgt|zorgde|zorgen"
    r"|zorgden|veroorzaakt"
    r"|veroorzaakte|veroorzaken|veroorzaakten|resulteert|resulteerde|resulteren|resulteerden|brengt|bracht"
    r"|brengen|brachten|betekent"
    r"|betekende|betekenen|betekenden|kost|kostte|kosten|kostten|scheelt|scheelde|schelen|scheelden|bezorgt"
    r"|bezorgde|bezorgen|drukt|drukte"
    r"|drukken|drukten|pakt|pakte|pakken|bespaart|bespaarde|vergt|vergde|vergen|vormt|vormde|vormen|vormden"
    r"|(?:is|was|zijn|waren)(?=\s+(?:(?:voor|op|bij|binnen)\s+[^,;:.]{1,40}(?:\.\d{1,2}){0,2}\s+)?(?:een"
    r"|goed\s+voor)\s))\b"
)
NO_SUBJECT: Final = (
    r"(?!(?:dit|dat|op|in|er|wat|daar|hier|voor|per|met|bij|binnen|tegenover|deze|het\s+(?:voor|na)deel|samen"
    r"|beide|alles|"
    r"daarentegen|structureel|incidenteel|wij|we|ons|ook|verder|daarnaast|vanaf|gefinancierd|daartegenover|dus"
    r"|conform|volgens|overeenkomstig|zoals|ondanks|naast|naar|over|tot|ten|bovendien|tevens|eveneens|hierdoor|daardoor"
    r"|hiermee|daarmee|daarom|zo|nu|toch|uiteindelijk|vooralsnog|jaarlijks|eenmalig|als|conclusie)\b)"
)
# «Dit jaar levert dit een voordeel op»: the verb has a subject of its own; «geeft dit jaar een voordeel»: it has not.
THIS: Final = r"\s+(?:dit|dat)\b(?!\s+(?:(?:begrotings|boek|school)?jaar|kwartaal|seizoen|doel|programma)\b)"
PART: Final = r"(?:[^,;:.()\n]|[.,](?=\d)|\([^()\n]{0,40}\))"
# «De lagere huur geeft een voordeel»: the subject of the verb, not a pronoun and not the place of the effect.
SUBJECT: Final = re.compile(
    rf"{NO_SUBJECT}(?P<who>{PART}{{2,200}}?)(?:\s?,[^,;:.\n]{{2,80}},)?(?=\s+{VERB}(?!{THIS}))(?<!\skan)(?<!\szou)",
    re.IGNORECASE,
)
# A clause, not the subject of the verb behind it.
NO_NOUN: Final = re.compile(
    r"\b(?:er|wij|we|dit|dat|en\s+\w+)$|^[^,]*\s(?:is|zijn|was|waren|wordt|worden|werd|loopt|lopen|liep|gaat"
    r"|gaan|ging)\s",
    re.IGNORECASE,
)
# «..., waar de vrijval een voordeel laat zien»: the subject in a clause of which the verb stands last.
INNER: Final = re.compile(
    r"\b(?:waar|waarbij)\s+(?P<who>(?:de|het)\s+(?!effect|bedrag|voordeel|nadeel)\w{2,30}(?:\s(?:van|op"
    r"|uit)\s(?:de\s|het\s)?\w{2,30})?)"
    r"\s+(?:een\s+)?$",
    re.IGNORECASE,
)
# «De lonen stegen, waardoor een nadeel ontstaat», «..., en dat geeft een nadeel», «..., wat ons € 5.000 kost»: what
# stands before these words.
THEREBY: Final = re.compile(
    rf",?\s{{1,9}}(?:(?:waardoor|zodat|hetgeen)\b|(?:en\s+)?(?:dit|dat|wat)\s+{VERB})|,\s{{1,3}}dus\b"
    rf"|,?\s{{1,3}}met\sals\s(?:gevolg|resultaat)\b|,\s{{1,3}}(?:resulterend\sin|leidend\stot)\b"
    rf"|[,:;]\s{{1,3}}(?:wat|dat|dit)\b"
    r"|[,;]\s{1,3}(?:daardoor|hierdoor|daarom)\b|\s{1,9}en\s+(?:dus|daarmee|daardoor)\b",
    re.IGNORECASE,
)
WITH: Final = re.compile(  # «Het loopt terug, met een nadeel van € 5.000 als gevolg»; «..., goed voor een nadeel»
    r",\s+(?P<with>met|goed\s+voor|ofwel|oftewel|samen)\s+(?:een\s+|de\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
AS_RESULT: Final = re.compile(r"\b(?:als|tot)\s+(?:gevolg|resultaat)\b(?!\s+(?:van|hiervan|daarvan))", re.IGNORECASE)
EXPLAINS: Final = re.compile(r"[^.:;]{0,40}:\s+(?=\S{1,40}\s)")  # «een nadeel van € 5.000: de pomp ging stuk»
# «De pomp ging stuk: € 5.000 N», «..., voordeel € 5.000», «..., een incidenteel nadeel»
STATED: Final = re.compile(
    r"\s?(?P<mark>[:;,–]|\s-)\s{1,3}(?:(?:een|dit\s+is|dat\s+is|samen|per\s+saldo|incidenteel|structureel"
    r"|eenmalig|ongeveer|circa|ca\.|ruim|zo['’]n|klein|groot|fors|flink|netto|totaal)"
    r"\s+){0,3}$",
    re.IGNORECASE,
)
BRACKETED: Final = re.compile(r"\s{1,3}\((?:een\s+)?$", re.IGNORECASE)
CONCLUDES: Final = re.compile(r"\b(?:dus|hierdoor|daardoor|daarom|hiermee|daarmee)\b", re.IGNORECASE)
FINITE_VERBS: Final = (
    r"is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|ontstaat|ontstaan|ontstond|valt|vallen|viel"
    r"|vielen|komt|komen|kwam|kwamen|leidt|levert|leverde|geeft|treedt|resteert|blijft|blijven|bleef|bleven"
    r"|stijgt|stijgen"
    r"|steeg|stegen|daalt|dalen|daalde|daalden|neemt|nemen|nam|namen|gaat|gaan|ging|gingen|kan|kunnen|kon"
    r"|konden|moet|moeten"
    r"|moest|moesten|zal|zullen|start|starten|startte|startten|schuift|schuiven|schoof|schoven|loopt|lopen|liep"
    r"|liepen|hoeft"
    r"|hoeven|krijgt|krijgen|kreeg|kregen|ziet|zien|houdt|houden|hield|hielden|laat|liet|lieten|doet|deed|deden"
    r"|staat|stond"
    r"|stonden|vervalt|vervallen|verviel|verdwijnt|verdwenen|betaalt|betaalde|betaalden|vraagt|vroeg|vroegen"
    r"|kost|kostte|pakt|pakte"
    r"|sluit|sloot|stopt|stopte|bleek|bleken|blijkt|keert|keerde|rekent|rekende|vaart|voer|ontbrak|ontbreekt"
    r"|brak|braken"
    r"|verhuist|verhuisde|gebruikt|gebruikte|gebruikten|vergt|verwachten|trekt|trok|trad|begint|begon|begonnen"
    r"|duurt|duurde|duurden"
)
# What more of them stands behind such an opening and is no other word too.
OPENS: Final = (
    r"reed|draait|draaide|draaiden|mist|miste|misten|werkt|werkte|werkten|maakt|maakte|maakten|haalt|haalde|haalden|vond"
    r"|vonden|ontving|ontvingen|ontvangt|groeit|groeide|groeiden|vertrok|vertrokken|bracht|brachten|meldde|meldden"
    r"|schreef|schreven|vielen|ontstonden|bespaart|bespaarde|bespaarden|derfde|derven"
)
# Ends what stands first in a sentence: «Door ziekte is er ...», «Door de vorst gaven wij ...»
FINITE: Final = re.compile(rf"\s{{1,9}}(?:(?:{FINITE_VERBS}|{OPENS})\b|\w{{2,20}}(?=\s(?:wij|we|er)\b))")
OTHER_VERBS: Final = (
    r"stijg\w{0,2}|meldde|meldden|werkte|werkten|maakte|maakten|wachtte|haalde|haalden|verkocht|verkochten"
    r"|kocht|kochten|vond|vonden"
    r"|eindigde|groeide|groeit|kromp|verliep|verliepen|ontving|ontvingen|gaf|gaven|sneuvelde|bezocht|bezochten"
    r"|reed|reden|mist|miste"
    r"|misten|draait|draaide|sloten|opende|huurt|huurde|huurden|verhuurt|verkoopt|leverde|leverden|won|wonnen"
    r"|vertrok|vertrokken"
    r"|vertrekt|verzakte|mislukte|lukte|haperde|ontbraken|voldeed|voldoet|slaagde|slaagden|rijdt|bouwt|bouwde"
    r"|koos|kozen|kiest|hoort"
    r"|doen|zouden|mocht|mochten|willen|wilde|wilden|vergde|vergden|overschrijdt|overschreed|bestaat|bestond"
    r"|bracht|brachten|daalt"
    r"|wijkt|week|[a-z]{2,20}eer(?:t|de|den)"
)
# A verb that says something of a subject, or the end of a clause without one: «Aanleg uitgesteld».
PREDICATE: Final = re.compile(
    rf"\S\s{{1,9}}(?:(?:{FINITE_VERBS}|{OTHER_VERBS})\b"
    r"|(?:(?:door|uit|af|op|aan|in|over|weg|terug|vrij)ge\w{3,15}|niet\s\w{3,20})\s?(?=[:;,–(]|$))",
    re.IGNORECASE,
)
# What makes a noun phrase before a colon a cause: «Minder inhuur: € 5.000 V», «Schoonmaak na de storm: € 5.000 N»
CHANGE: Final = re.compile(
    r"^(?:de\s|het\s|een\s)?(?:minder|meer|lagere?|hogere?|extra|langere?|kortere?|latere?|vertraging"
    r"|vertraagde|uitstel|uitgesteld\w?|vacatures?"
    r"|ziekte\w*|vervanging|herstel|schade|duurdere?|goedkopere?|nagekomen|afrekening|indexering"
    r"|faillissement)\b|\b(?:na|door|zonder)\b",
    re.IGNORECASE,
)
CUT: Final = re.compile(
    r"[,;]\s{1,9}(?:waardoor|waarmee|waarvan|waarbij|zodat|terwijl|maar|hetgeen|wat|dit|dat|incidenteel"
    r"|structureel|eenmalig)\b|;"
    r"|\s{1,9}(?:terwijl|maar|waardoor)\b"
)
COMMA: Final = re.compile(r",(?=\s)")
ARTICLE: Final = re.compile(r"\s{1,9}(?:een|het|de|er)$", re.IGNORECASE)  # what begins the words of the effect
# What begins a sentence about something else than the one before it.
OTHER_TOPIC: Final = re.compile(
    r"(?:daartegenover|daar\s+sta|hier\s+sta|hiertegenover|daarnaast|verder|ook|ten\s+slotte|tenslotte"
    r"|tot\s+slot|per\s+saldo|samen|"
    r"bij|op|voor\s+(?!20\d\d|dit\s+jaar)|in\s+totaal|als\s+laatste|daarentegen|beide|ter\s+dekking|overigens"
    r"|los\s+daarvan|"
    r"tegenover|naast)\b|\b[^.]{0,200}\btegenover\b",
    re.IGNORECASE,
)
# A sentence that gives no cause: it refers, or says who pays.
NO_CAUSE: Final = re.compile(
    r"(?:zie|dit\s+doel|voor\s+[^.]{1,80}(?:verwijzen|zie))\b|[^.]{0,200}\b(?:gedekt|gefinancierd|opgevangen"
    r"|bekostigd|dekken|ingezet|onderdeel|"
    r"verwijzen|goedkeurende)\b",
    re.IGNORECASE,
)
# «Op doel 1.1.2 is er een nadeel», on the page of that goal: no other topic, but for «staat ... tegenover».
# «Op dit doel» sets the goal apart from another, so that it goes on with a shift between the two only.
ON_ITSELF: Final = re.compile(
    r"(?:op|voor|bij)\s+(?:(?P<this>di[te]|deze)\s+)?(?:doel|programma|ambitie|[A-Z]?[0-9])(?![^.]{0,200}\btegenover\b)",
    re.IGNORECASE,
)
# «De lasten zijn structureel», «Dit is een eenmalig effect»: tells what an effect is like and not where it comes from.
OF_THE_EFFECT: Final = re.compile(
    r"(?:(?:de|het|dit|dat|deze|die|alle|beide)\s+)?(?:\w{0,25}(?:lasten|kosten|baten|uitgaven|inkomsten|bedrag(?:en)?"
    r"|effect(?:en)?|(?:voor|na)de(?:el|len)|valler|afwijking(?:en)?|dekking|budget)\s+)?(?:hiervan\s+|daarvan\s+)?"
    r"(?:is|zijn|was|waren|heeft|hebben)\s+(?:(?:ook|dus|een|van|hier)\s+){0,3}(?:structure(?:el|le)|incidente(?:el|le)"
    r"|eenmalige?|tijdelijke?|meerjarige?|jaarlijkse?|terugkerend)(?:\s+(?:van\s+aard|karakter|effect|aard))?[\s.]{0,3}$",
    re.IGNORECASE,
)
MEANT: Final = re.compile(r"\b(?:hier|daar)voor\b", re.IGNORECASE)  # «hiervoor staat een nadeel»: what the money is for
# «De uitkering wordt verantwoord op programma 10»: tells where something is booked.
BOOKS: Final = re.compile(
    r"(?![^.]{0,200}\b(?:voortaan|vanaf|met\s+ingang|niet\s+(?:meer|langer)|nu|anders)\b)[^.]{2,120}?\s"
    r"(?:word(?:t|en)|werd(?:en)?|is|zijn|zat(?:en)?|zit(?:ten)?|sta(?:at|an)|stond(?:en)?|val(?:t|len)|hoort)\s"
    r"(?:[^.]{0,60}?\s)?(?:verantwoord|geboekt|begroot|geraamd|opgenomen|verwerkt|op|onder|bij|binnen)\s"
    r"(?:(?:op|onder|bij|binnen|in)\s)?(?:(?:het|de|dit|een\sander)\s)?(?:doel|programma|ambitie|[A-Z]?[0-9]{1,2}\.)",
    re.IGNORECASE,
)
# What is paid or booked elsewhere from now on: the effect on either side comes of it.
SHIFTS: Final = re.compile(
    r"\b(?:overgeheveld|overheveling|verschoven|verplaatst|ondergebracht|overgedragen|herverdeeld|verhuist|verhuisde"
    r"|(?:voortaan|met\s+ingang\s+van|vanaf|niet\s+(?:meer|langer))\b[^.]{0,120}\b(?:verantwoord|geboekt|begroot|geraamd"
    r"|betaald))\b",
    re.IGNORECASE,
)
# What begins the clause of an effect behind another: it is no part of its subject.
JOINS: Final = re.compile(r"(?:[,;]?\s{0,3}(?:en|maar|terwijl|waardoor|tegenover)?)?\s{0,3}", re.IGNORECASE)
YEARLY: Final = re.compile(r"[,;]?\s{0,3}(?:en\s+)?(?:in|vanaf|met\s+ingang\s+van)\s+20[0-9]{2}\b", re.IGNORECASE)
OF_BEFORE: Final = re.compile(r"\b(?:ervan|hiervan|daarvan)\b", re.IGNORECASE)  # «Het saneren ervan geeft een nadeel»
GOES_ON: Final = re.compile(r"(?:van|hierdoor|daardoor)\b", re.IGNORECASE)  # «Van het krediet blijft een deel liggen»
AGAINST: Final = re.compile(r"\btegenover\b", re.IGNORECASE)
REFERS: Final = re.compile(
    r"\b(?:hiervan|hiervoor|daarvan|daarvoor|ervan|hierbij|daarbij|tegenover|waar|daar|staat)\b", re.IGNORECASE
)
# «De loonsverhoging was niet geraamd»: behind an effect, what was not reckoned with.
UNFORESEEN: Final = re.compile(
    r"(?P<what>[^,;:.]{4,120}?)\s+(?:was|waren|is|zijn)\s+(?:nog\s+|hier\s+|hierin\s+|daarin\s+)?(?:niet"
    r"|onvoldoende|te\s+(?:laag|hoog))\s+"
    r"(?:volledig\s+|meer\s+)?(?:geraamd|begroot|voorzien|opgenomen|ingeschat|verwerkt)\b",
    re.IGNORECASE,
)
