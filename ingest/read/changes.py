"""Changes: sums of which a sentence says that they go up or down, and costs or income that do.

«€ 0,2 mln bij», «€ 6.000 minder uitgeven», «de leges vallen € 21.000 lager uit», «hogere lasten», «kost structureel
€ 5.000». Whether that is an advantage depends on what goes up: costs or income; where the words don't tell, it is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from ingest.read.amounts import Money, find_money
from ingest.read.effect_words import Hit, figure_behind
from ingest.read.recurrences import recurrence_of
from ingest.read.span import Span
from ontology.codes import Effect, Recurrence

COSTS: Final = r"\w{0,25}(?:lasten|kosten|uitgaven)"
INCOME: Final = r"\w{0,25}(?:baten|inkomsten|opbrengst(?:en)?|ontvangst(?:en)?)"
GRANTS: Final = r"(?:rijks|provinciale\s|ouder|eigen\s)?(?:bijdragen?|subsidies?)|\w{0,25}(?:uitkering|leges|heffing)"
CHANGED: Final = re.compile(  # hogere lasten; de baten zijn € 5.000 lager
    rf"""
    \b(?:(?P<more>hogere|extra|(?<!of\s)meer)|(?P<less>lagere|minder))\s+(?:\w+\s+){{0,2}}?
      (?:(?P<costs>{COSTS})|(?P<income>{INCOME}|\w{{0,25}}(?:rijksbijdrage|leges|dividend)))\b
  | \b(?:(?P<the_costs>{COSTS})|(?P<the_income>{INCOME}))(?:\s+\S{{1,40}}){{0,10}}?\s+
      (?:(?P<higher>hoger)|(?P<lower>lager))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What stands behind a sum and says where it goes.
DIRECTION: Final = re.compile(
    r"""\s{1,3}(?:per\s+jaar\s+)?(?:
        (?P<dearer>duurder)|(?P<cheaper>goedkoper)
      | (?P<added>bij)(?:kom(?:t|en)|kwam(?:en)?|gekomen|moet(?:en)?)?(?=\s{0,2}(?:[.,;:)]|$|\s(?:door|doordat|vanwege
      |wegens|omdat|want|in|voor|op|en|ten|als|gekomen|kom(?:t|en)|kwam(?:en)?|moe(?:t|ten|st|sten)|is|zijn|was|waren
      |kan|zal)\b))
      | (?P<off>af)(?:ga(?:at|an)|ging(?:en)?|gegaan)?(?=\s{0,2}(?:[.,;:)]|$|\s(?:door|doordat|vanwege|wegens|omdat
      |want|in|voor|en|ga(?:at|an)|ging(?:en)?|gegaan|kan|kon|zal)\b))
      | (?P<up>hogere?|meer|extra)|(?P<down>lagere?|minder) )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# € 5.000 meer of minder; € 5.000 meer dan vorig jaar, but not «dan begroot»
COMPARED: Final = re.compile(
    r"\s{1,3}(?:of\b|dan\s+(?!(?:was\s+|is\s+|wij\s+|we\s+|oorspronkelijk\s+)?(?:begroot|geraamd|verwacht\w*"
    r"|gepland|voorzien|gedacht|raamden)\b))",
    re.IGNORECASE,
)
ROUNDING: Final = re.compile(r"\b(?:niet|geen)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
BUDGET: Final = re.compile(
    r"\b(?:budget\w{0,10}|krediet\w{0,10}|beschikbaar|begroting|raming|reserve|voorziening|investering\w{0,3}"
    r"|plafond)\b",
    re.IGNORECASE,
)
OUTLAY: Final = re.compile(
    rf"""\b(?: {COSTS} | kost(?:te|ten|en)? | uit\s?(?:te\s+)?(?:geven|betalen|gegeven|betaald)|uitgeven
      | betaalden|betaal(?:t|de)|betalen
      | \w{{0,20}}(?:rente|huur|premies?|lonen|loon|salaris(?:sen)?|prijs|prijzen|tarief|tarieven|inhuur
      |energie|onderhoud
        |afschrijving(?:en)?|rekening|declaraties|factuur|schade|aanneemsom|salariskosten|stroom|gas|btw)
      | bijdragen?\s+aan | subsidies?\s+aan | besteed | gedeclareerd )\b""",
    re.VERBOSE | re.IGNORECASE,
)
RECEIPT: Final = re.compile(
    rf"""\b(?: {INCOME} | {GRANTS} | \w{{0,25}}(?:belasting|rijksbijdragen?|OZB|dividend|rentebaten
        |huurinkomsten|kaartverkoop|verkoop
        |verhuur|pacht|liggeld(?:en)?|retributies?|boetes|accressen|verkopen|entree(?:gelden)?|parkeergelden|winst)
      | ontvangen|ontvangt|ontvingen|ontvang|binnen(?:gekomen)?|opgebracht|breng(?:t|en)|bracht(?:en)?
      | opgehaald|krijgen|kregen )\b""",
    re.VERBOSE | re.IGNORECASE,
)
SPENDS: Final = re.compile(r"\b(?:ge(?:ef|eft|ven)|ga(?:f|ven))\b", re.IGNORECASE)  # gaven wij € 5.000 meer uit
GRANTED: Final = re.compile(r"\b(?:bijdragen?|subsidies?)\s+aan\b", re.IGNORECASE)
# kost structureel € 5.000; eenmalige kosten van € 70.000; jaarlijks € 45.000 aan extra liggeld
BALANCE: Final = re.compile(  # valt € 5.000 mee; houden € 5.000 over; met € 5.000 overschreden
    r"""\s{1,3}(?:(?:naar\s+verwachting|per\s+saldo)\s+)?(?:
        (?P<freed>(?:val(?:t|len)|vie(?:l|len)|kom(?:t|en)|kwam(?:en)?)\s+(?:\w+\s+){0,2}vrij)
      | (?P<good>mee\b(?!\s+(?:gemoeid|te|aan))|meegevallen|gunstiger|voordeliger|beter|positief|onderschreden
      |over(?=\s{0,2}(?:[.,;:)]|$|\s(?:op|voor|van|door|doordat
          |omdat|want|aan|en|die|dat)\b))|vrij(?:gevallen)?|(?:is\s+|zijn\s+)?(?:niet|on)\s?(?:uitgegeven
          |besteed|benut|ingezet|nodig))
      | (?P<bad>tegen\b(?!\s+(?:over|een))|tegengevallen|ongunstiger|mis\b|nadeliger|slechter|negatief
        |overschreden|tekort) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
BALANCED: Final = re.compile(
    r"\b(?:val(?:t|len)|viel(?:en)?|is|zijn|was|waren|pakt|pakte|kom(?:t|en)|kwam(?:en)?|lo(?:opt|pen)"
    r"|liep(?:en)?|houd(?:t|en)?|hield(?:en)?|blijf(?:t|ven)|ble(?:ef|ven)|rest(?:eert)?"
    r"|word(?:t|en)|werd(?:en)?|met|bedra(?:agt|gt|eg)|sloot|sluit|eindigt|eindigde)\b[^;]{0,60}$",
    re.IGNORECASE,
)
# stijgt met € 5.000; nemen met € 5.000 toe; is met € 5.000 gedaald
RISES: Final = re.compile(
    r"\b(?:(?P<up>stijg(?:t|en)|ste(?:eg|gen)|groei(?:t|en|de|den)|toenemen|verho(?:gd|ogd)|hoger)"
    r"|(?P<down>da(?:alt|len|alde|alden)|teruglo(?:pen|opt)|lager))"
    r"(?:\s+\w{1,20}){0,4}\s+met\s{1,3}(?:(?:circa|ruim|bijna|ongeveer)\s+)?$",
    re.IGNORECASE,
)
TAKES: Final = re.compile(
    r"\b(?:nee?m(?:t|en)|na(?:m|men)|is|zijn|was|waren|lo(?:opt|pen)"
    r"|liep(?:en)?)\b(?:\s+\S{1,30}){0,6}\s+met\s{1,3}(?:(?:circa|ruim|bijna|ongeveer)\s+)?$",
    re.IGNORECASE,
)
TAKEN: Final = re.compile(
    r"\s{1,3}(?:(?P<up>toe|toegenomen|gestegen|gegroeid|op|opgelopen)|(?P<down>af|afgenomen|gedaald|terug"
    r"|teruggelopen))\b"
)
SAVES: Final = re.compile(
    r"\b(?:(?P<saves>scheelt|scheelde|schelen|bespaart|bespaarde|besparen|bespaarden)"
    r"|(?:dit|dat|wat|hetgeen)\s+kost(?:te)?|kost(?:te)?\s+(?:dit|dat)|missen|misten|derven)\s+"
    r"(?:(?:ons|wij|we|per\s+saldo|jaarlijks|structureel|incidenteel|eenmalig|circa|ruim|zo['’]n|dit\s+jaar)\s+){0,3}$",
    re.IGNORECASE,
)
ONE_COST: Final = re.compile(
    rf"""
    \bkost(?:te|en|ten)?\s+(?:\w+\s+){{0,5}}?(?P<how>incidenteel|structureel|eenmalig)\s{{1,3}}$
  | \b(?P<kind>incidentele|eenmalige|structurele)\s+(?:extra\s+)?(?:(?P<costs>{COSTS}|last)|(?P<income>{INCOME}
  |bate))\s+(?:van|ad|à)\s{{1,3}}$
  | \b(?P<fine>boete|naheffing|schadeclaim)\s+(?:\w+\s+){{0,2}}?(?:van|ad)\s{{1,3}}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
EXTRA: Final = re.compile(r"\s{1,3}aan\s+(?:extra|hogere|meer)\s+\w{1,30}\b", re.IGNORECASE)
FRONT: Final = 90  # as far back as words can stand that make a sum an outlay


def changed(text: str, sentence: Span) -> Iterator[Hit]:
    """The words that say that costs or income are higher or lower than they were thought to be."""
    for match in CHANGED.finditer(text, sentence.start, sentence.end):
        if COMPARED.match(text, match.end(), sentence.end):
            continue
        is_more = bool(match["more"] or match["higher"])
        is_cost = bool(match["costs"] or match["the_costs"])
        span = Span(match.start(), match.end())
        money = figure_behind(text, match.end(), sentence)
        yield Hit(span, _effect(is_more=is_more, is_cost=is_cost), Recurrence.UNKNOWN, needs_amount=True, money=money)


def moved(text: str, sentence: Span, before: Span | None, *, told: bool) -> Iterator[Hit]:
    """The sums of which a sentence says that they come on top or fall off; the sentence before it can tell of what.

    That costs rise says so only where the text is `told` about what went otherwise: elsewhere it compares years.
    """
    for money in find_money(text, sentence.start, sentence.end):
        if money.amount_eur is None or money.side is not None:
            continue
        hit = _moved(text, money, sentence, before) or _one_cost(text, money, sentence)
        if hit is None and told:
            hit = _balanced(text, money, sentence) or _risen(text, money, sentence) or _saved(text, money, sentence)
        if hit is not None:
            yield hit


def _moved(text: str, money: Money, sentence: Span, before: Span | None) -> Hit | None:
    """A sum with the word behind it that tells up or down."""
    extra = EXTRA.match(text, money.end, sentence.end)
    if extra is not None and RECEIPT.search(extra[0]):
        return _of(money, extra.end(), Effect.ADVANTAGE)
    direction = DIRECTION.match(text, money.end, sentence.end)
    if direction is None or COMPARED.match(text, direction.end(), sentence.end):
        return None
    if ROUNDING.search(text, max(sentence.start, money.start - FRONT), money.start):
        return None
    if direction["dearer"] or direction["cheaper"]:
        return _of(money, direction.end(), Effect.DISADVANTAGE if direction["dearer"] else Effect.ADVANTAGE)
    is_cost = _is_cost(text, money, direction, sentence, before)
    if is_cost is None:
        return None
    is_more = bool(direction["added"] or direction["up"])
    return _of(money, direction.end(), _effect(is_more=is_more, is_cost=is_cost))


def _balanced(text: str, money: Money, sentence: Span) -> Hit | None:
    """A sum by which something came out better or worse."""
    match = BALANCE.match(text, money.end, sentence.end)
    front = Span(max(sentence.start, money.start - FRONT), money.start)
    if match is None or ROUNDING.search(text, front.start, front.end):
        return None
    opens = not text[sentence.start : money.start].strip()
    if not opens and not match["freed"] and not BALANCED.search(text, front.start, front.end):
        return None
    return _of(money, match.end(), Effect.DISADVANTAGE if match["bad"] else Effect.ADVANTAGE)


def _risen(text: str, money: Money, sentence: Span) -> Hit | None:
    """A sum with which costs or income rise or fall."""
    front = text[sentence.start : money.start]
    match, end = RISES.search(front), money.end
    if match is None and TAKES.search(front):
        match = TAKEN.match(text, money.end, sentence.end)
        end = match.end() if match else end
    is_cost = _tells(front)
    if match is None or is_cost is None or BUDGET.search(front):
        return None
    return _of(money, end, _effect(is_more=bool(match["up"]), is_cost=is_cost))


def _saved(text: str, money: Money, sentence: Span) -> Hit | None:
    """A sum that something saves or loses: «dat scheelt € 5.000», «wij missen € 5.000 aan huur»."""
    match = SAVES.search(text, max(sentence.start, money.start - FRONT), money.start)
    if match is None:
        return None
    return _of(money, money.end, Effect.ADVANTAGE if match["saves"] else Effect.DISADVANTAGE)


def _is_cost(text: str, money: Money, direction: re.Match[str], sentence: Span, before: Span | None) -> bool | None:
    """Whether a sum is an outlay, by the words around it; None where they don't tell."""
    if BUDGET.search(text, sentence.start, money.start):
        return None
    if SPENDS.search(text, sentence.start, money.start) and text.startswith(" uit", direction.end()):
        return True
    places = (Span(direction.end(), min(sentence.end, direction.end() + 40)), Span(sentence.start, money.start), before)
    for place in (one for one in places if one is not None):
        told = _tells(text[place.start : place.end])
        if told is not None:
            return told
    return True if direction["added"] or direction["off"] else None


def _tells(words: str) -> bool | None:
    """Whether words are about an outlay; None where they are about neither, or the last of both is not plain."""
    granted = GRANTED.search(words)
    outlay = [match.start() for match in OUTLAY.finditer(words)] + ([granted.start()] if granted else [])
    receipt = [match.start() for match in RECEIPT.finditer(words) if not GRANTED.match(words, match.start())]
    if not outlay and not receipt:
        return None
    return max(outlay, default=-1) > max(receipt, default=-1)


def _one_cost(text: str, money: Money, sentence: Span) -> Hit | None:
    """A sum that the words before it call an outlay or a receipt that comes once, or each year."""
    match = ONE_COST.search(text, max(sentence.start, money.start - FRONT), money.start)
    if match is None:
        return None
    start = match.start("how") if match["how"] else match.start()
    effect = Effect.ADVANTAGE if match["income"] else Effect.DISADVANTAGE
    word = match["how"] or match["kind"]
    recurrence = recurrence_of(word) if word else Recurrence.UNKNOWN
    return Hit(Span(start, money.end), effect, recurrence, needs_amount=True, money=money)


def _of(money: Money, end: int, effect: Effect) -> Hit:
    return Hit(Span(money.start, end), effect, Recurrence.UNKNOWN, needs_amount=True, money=money)


def _effect(*, is_more: bool, is_cost: bool) -> Effect:
    return Effect.DISADVANTAGE if is_more is is_cost else Effect.ADVANTAGE
