"""How values look to people: amounts, dates, identifiers, and links into the service. Knows no template."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from ontology.language import Language
from service.web.phrases import MONTHS

# No-break space between sign and amount, as Dutch typography has it.
_EURO: Final = "€\N{NO-BREAK SPACE}"
_MINUS: Final = "\N{MINUS SIGN}"


def amount(value: str | None, language: Language) -> str:
    """An amount in euro: `€ 348.646` in Dutch, `€ 348,646` in English; cents only where there are any."""
    number = _decimal(value)
    if number is None:
        return "\N{EN DASH}"
    sign = _MINUS if number < 0 else ""
    return f"{_EURO}{sign}{_grouped(abs(number), language)}"


def quantity(value: str | None, language: Language) -> str:
    """A plain number in the notation of the language, such as `1.250,5`."""
    number = _decimal(value)
    if number is None:
        return value or ""
    text = f"{abs(number):,f}"
    sign = _MINUS if number < 0 else ""
    return sign + (_dutch(text) if language is Language.NL else text)


def date(value: str | None, language: Language) -> str:
    """A date or time as people write a date: `3 mei 2021`; what is no date stays as it is."""
    moment = _moment(value)
    if moment is None:
        return value or ""
    return f"{moment.day} {MONTHS[moment.month - 1].say(language)} {moment.year}"


def moment(value: str | None, language: Language) -> str:
    """A local time: `3 mei 2021, 15:20`; what is no time stays as it is."""
    found = _moment(value)
    if found is None:
        return value or ""
    return f"{date(value, language)}, {found:%H:%M}"


def stamp(value: str, language: Language) -> str:
    """A stamp of an IRI, `20210503t145935`, as people write a time; what is no time stays as it is."""
    return moment(value.upper(), language) if _moment(value.upper()) else value


def local_path(iri: str, base: str) -> str | None:
    """The path of this service at which a thing of ours is shown; None for an IRI that is not ours."""
    for kind in ("id", "graph"):
        prefix = f"{base}/{kind}/"
        if iri.startswith(prefix):
            return f"/{'doc' if kind == 'id' else kind}/{iri[len(prefix) :]}"
    return None


def page_address(iri: str, base: str) -> str | None:
    """The whole address at which a thing of ours is shown, which leads there from a file too; None for what is not."""
    path = local_path(iri, base)
    return None if path is None else f"{base}{path}"


def words_address(base: str, version: str | None, start: int | None, end: int | None) -> str | None:
    """The whole address at which words of a version's page are shown with a mark; None where these are not known."""
    page = None if version is None or start is None or end is None else page_address(version, base)
    return None if page is None else f"{page}?at={start}-{end}#here"


def shown_at(iri: str, start: int | None = None, end: int | None = None) -> str:
    """The whole address at which a thing of ours is shown, with its words marked where their place is given."""
    base, _, path = iri.partition("/id/")
    return f"{base}/doc/{path}" + ("" if start is None or end is None else f"?at={start}-{end}#here")


def link(iri: str, base: str) -> str | None:
    """Where a link to a thing leads: our own page of it, or its address on the web; None for what can't be clicked."""
    return local_path(iri, base) or (iri if iri.startswith(("https://", "http://")) else None)


def _grouped(number: Decimal, language: Language) -> str:
    text = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    return _dutch(text) if language is Language.NL else text


def _dutch(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def _decimal(value: str | None) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None


def _moment(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
