"""A client of a doelgraaf service in one file: goals, references, search, traces and SPARQL as rows of Python.

It knows how to ask and to page, and keeps what an answer says of itself: its release, its coverage and its caution. It
imports nothing of the service, so that it can be copied anywhere; it needs Python 3.11 and httpx2 (or httpx). Only
`to_pandas` and `to_polars` import pandas and polars. A running service hands it out, with its own address in it:

    curl -o doelgraaf_client.py https://data.voorbeeld.nl/client.py
    pip install httpx2

    >>> from doelgraaf_client import Client
    >>> with Client() as service:
    ...     goals = service.goals(organisation="gm0193", year=2021)
    ...     frame = goals.to_pandas()
    >>> goals.caution, goals.coverage.complete

Parameters have the names of `/v1/openapi.json`, written as Python writes them: `fromNumber` is `from_number`, and
`from`, a word of Python's own, is `from_`. Amounts and confidences are texts, so that no cent is lost.
"""

import importlib
import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from types import MappingProxyType, TracebackType
from typing import Any, Final, Literal, Self, TypeAlias
from urllib.parse import quote, unquote

try:
    import httpx2 as httpx
except ModuleNotFoundError:
    import httpx  # type: ignore[no-redef,import-not-found,unused-ignore]  # the same library before it was renamed

BASE: Final = "http://localhost:8000"

Language = Literal["nl", "en"]
Item: TypeAlias = dict[str, Any]
"""What is found, as JSON has it: texts, whole numbers, booleans, lists and None by name."""
Value = str | int | float | bool | Decimal | None
Filter = Value | Sequence[Value]
"""A value of a parameter, or some where the API takes several, as search does; None leaves it out."""

_LANGUAGES: Final = ("nl", "en")
_NO_LANGUAGE: Final = "language={language!r}: the service speaks 'nl' (Dutch) and 'en' (English)"
_TRIED_AGAIN: Final = frozenset({429, 503})
_PART: Final = 250  # what one page of a list may hold at most
_PART_OF_SEARCH: Final = 100
_HINT: Final = re.compile(r"UTF-8'(\w+)'([^,\s]*)")  # RFC 8187
_NUMBERS: Final[Mapping[str, Callable[[str], Value]]] = MappingProxyType(
    {"integer": int, "decimal": Decimal, "double": float, "boolean": lambda text: text in {"true", "1"}}
)


class CautionWarning(UserWarning):
    """What an answer warns of: something may be missing from it."""


class ServiceError(Exception):
    """Raised where the service refuses or fails, with what its problem says (RFC 9457).

    `status` is that of HTTP, `type` the last part of the type of the problem, `detail` says what to do about it,
    `available` lists what there is instead, and `line` and `column` are those of an error in a query.
    """

    def __init__(self, status: int, address: str, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.address = address
        self.type = str(problem.get("type", "")).rpartition("/")[2].rpartition("#")[2]
        self.title = str(problem.get("title", ""))
        self.detail = str(problem.get("detail", ""))
        self.available: tuple[str, ...] = tuple(problem.get("available", ()))
        self.line: int | None = problem.get("line")
        self.column: int | None = problem.get("column")
        said = ": ".join(part for part in (f"{status} {self.title}".strip(), self.detail) if part)
        listed = f" [{', '.join(self.available)}]" if self.available else ""
        super().__init__(f"{said}{listed} ({address})")


class UnreachableError(Exception):
    """Raised where no answer came at all: nobody listens there, or it took too long."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was loaded of the documents that an answer is about; `goals_expected` is None where nobody said."""

    pages_read: int
    goals_read: int
    versions_named: int
    goals_expected: int | None
    complete: Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class About:
    """What an answer says of itself; keep it with what is made of the answer.

    `total` is how many there are in all, None where the service does not count them; `cut` says how to get more where
    the service gives no more by paging, `notes` what else has to be known, `hint` why a query may have found nothing.
    """

    address: str
    release: str
    coverage: Coverage | None = None
    caution: str | None = None
    total: int | None = None
    title: str | None = None
    cut: str | None = None
    notes: tuple[str, ...] = ()
    hint: str | None = None

    @property
    def told(self) -> dict[str, Any]:
        """The same by name, without what is not known."""
        found = {name: getattr(self, name) for name in self.__slots__}
        if self.coverage is not None:
            found["coverage"] = {name: getattr(self.coverage, name) for name in Coverage.__slots__}
        return {name: value for name, value in found.items() if value not in (None, ())}


@dataclass(frozen=True, slots=True)
class Page:
    """One part of what was found: its items, the whole answer as it came, and where the next part is."""

    items: list[Item]
    answer: Item
    about: About
    next: str | None = None


class Found:
    """What was found. Going through it fetches a page at a time; all pages are of the release of the first.

    >>> for reference in service.references(organisation="gm0193"):
    ...     print(reference["exact"], reference["sentence"])
    """

    def __init__(self, first: Page, follow: Callable[[Page], Page], columns: Sequence[str] = ()) -> None:
        self._follow = follow
        self._columns = columns
        self.first_page = first
        self.about = first.about

    @property
    def total(self) -> int | None:
        """How many there are in all; None where the service does not count them."""
        return self.about.total

    @property
    def release(self) -> str:
        """The release that all of it is of; `Client(release=...)` asks the same again later."""
        return self.about.release

    @property
    def coverage(self) -> Coverage | None:
        """How much was loaded of the documents that it is about."""
        return self.about.coverage

    @property
    def caution(self) -> str | None:
        """What to beware of, where something may be missing."""
        return self.about.caution

    def pages(self) -> Iterator[Page]:
        """The parts as the service gives them, each fetched when it is asked for."""
        page = self.first_page
        yield page
        while page.next is not None:
            page = self._follow(page)
            yield page

    def __iter__(self) -> Iterator[Item]:
        return chain.from_iterable(page.items for page in self.pages())

    def __repr__(self) -> str:
        some = "some" if self.total is None else str(self.total)
        return "\n".join([f"<Found {some}, release {self.release}>", *([self.caution] if self.caution else [])])

    def first(self, most: int) -> list[Item]:
        """The first items, without fetching more pages than these take."""
        return list(islice(self, most))

    def to_list(self) -> list[Item]:
        """All items."""
        return list(self)

    def to_pandas(self) -> Any:  # noqa: ANN401 - the type of a library that need not be there
        """A `pandas.DataFrame`, with what the answer says of itself in its `attrs`.

        What is nested has a column for each part, such as `coverage.complete`.
        """
        rows = [_flat(item) for item in self]
        frame = importlib.import_module("pandas").DataFrame(rows, columns=_columns(rows, self._columns))
        frame.attrs.update(self.about.told)
        return frame

    def to_polars(self) -> Any:  # noqa: ANN401 - the type of a library that need not be there
        """A `polars.DataFrame`, with columns as in `to_pandas`; it has no place for `about`, so keep that yourself."""
        rows = [_flat(item) for item in self]
        columns = _columns(rows, self._columns)
        table = [{name: row.get(name) for name in columns} for row in rows]
        return importlib.import_module("polars").DataFrame(table, schema=columns or None, infer_schema_length=None)


class Client:
    """A doelgraaf service at an address.

    Args:
        base: the address of the service, without `/v1`.
        release: the release to ask of, by its name or number; the one that is served where it is None.
        language: the language of cautions, notes and errors.
        timeout_s: seconds that an answer may stay away.
        retries: how often a request is made again that the service was too busy for (429 or 503), after as long as it
            asks to wait (Retry-After). Nothing else is tried again.
        patience_s: seconds that it may ask to wait; where it asks for more, that is an error at once.
        warn: whether an answer from which something may be missing gives a `CautionWarning`.
        transport: what sends the requests, for tests.
    """

    def __init__(  # noqa: PLR0913 - settings, of which most users need none
        self,
        base: str = BASE,
        *,
        release: str | None = None,
        language: Language = "en",
        timeout_s: float = 60.0,
        retries: int = 3,
        patience_s: float = 60.0,
        warn: bool = True,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        if language not in _LANGUAGES:
            raise ValueError(_NO_LANGUAGE.format(language=language))
        self.base = base.rstrip("/")
        self.release = release
        self.language: Language = language
        self._retries = retries
        self._patience_s = patience_s
        self._warn = warn
        headers = {"Accept-Language": language, "User-Agent": "doelgraaf-client"}
        self._http = httpx.Client(headers=headers, timeout=timeout_s, follow_redirects=True, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back its connections."""
        self._http.close()

    def goals(self, **filters: Filter) -> Found:
        """Goals as documents describe them, one for each document: `document`, `number`, `domain`, `words`, `sort`, ...

        Those that a text only names are left out, as `goals.csv` does; `loaded=None` gives these too. A goal through
        all its documents is of `listing("goals")`.

        >>> service.goals(document="gm9999/begroting/2031", sort="-expenditure", fields="number,label,expenditure")
        """
        return self._found("/v1/versions", {"level": "goals", "loaded": True, "limit": _PART, **filters})

    def goal(self, document: str, number: str, level: str = "goals") -> Page:
        """One goal with all that was read of it, in `answer["version"]`; `level` may be `ambitions` or `programmes`.

        >>> service.goal("gm0193/begroting/2021", "2.2.2").answer["version"]["criteria"]
        """
        return self._found(f"/v1/documents/{quote(document)}/{quote(level)}/{quote(number, safe='')}", {}).first_page

    def level(self, document: str, level: str = "goals", **filters: Filter) -> Found:
        """The goals, `ambitions` or `programmes` of one document by their numbers, each with its page and its words.

        >>> service.level("gm9999/begroting/2031", "ambitions", fields="number,exact,wordsLink").to_list()
        """
        return self._found(f"/v1/documents/{quote(document)}/{quote(level)}", {"limit": _PART, **filters})

    def references(self, **filters: Filter) -> Found:
        """Places where a text names another goal by its number: `from_number`, `to_number`, `relation`, `role`, ..."""
        return self._found("/v1/references", {"limit": _PART, **filters})

    def holders(self, **filters: Filter) -> Found:
        """Portfolio holders: `organisation`, `words`, `sort`."""
        return self._found("/v1/holders", {"limit": _PART, **filters})

    def documents(self, **filters: Filter) -> Found:
        """Documents that are loaded; `path` is what other questions call a document by."""
        return self._found("/v1/documents", {"limit": _PART, **filters})

    def listing(self, name: str, **filters: Filter) -> Found:
        """Any other list of `/v1`: versions, programmes, amounts, effects, assignments, organisations, domains, goals.

        >>> service.listing("amounts", document="gm9999/begroting/2031", number="1.1.1").to_pandas()
        """
        return self._found(f"/v1/{quote(name, safe='')}", {"limit": _PART, **filters})

    def search(self, words: str, **filters: Filter) -> Found:
        """Goals, criteria, references, people and domains by their words, the best first: `kind`, `year`, `holder`, ...

        >>> service.search('"groene wijken"', kind=["goal", "criterion"]).first(10)
        """
        return self._found("/v1/search", {"q": words, "limit": _PART_OF_SEARCH, **filters})

    def questions(self) -> list[Item]:
        """The questions of `trace`, with what each is about and the parameters that it takes."""
        return self._page("/v1/trace", {}).items

    def trace(self, question: str, **parameters: Filter) -> Found:
        """How goals depend on each other, with the words of every step; `first_page.answer` has `nodes` and `edges`.

        >>> service.trace("paths", from_="gm9999/begroting/2031/1.1.1", to="gm9999/begroting/2031/2.2.2", way="both")
        """
        return self._found(f"/v1/trace/{quote(question, safe='')}", {"format": "json", **parameters})

    def diff(self, before: str, after: str, **filters: Filter) -> Found:
        """What changed between two documents of one organisation, or between two releases; `kind`, `min_confidence`.

        >>> service.diff("gm9999/begroting/2031", "gm9999/berap/2031-1", kind="renumbered").to_list()
        """
        return self._found("/v1/diff", {"before": before, "after": after, "limit": _PART, **filters})

    def query(self, text: str) -> Found:
        """The rows of a SPARQL query (SELECT or ASK): numbers and booleans as such, all else as text.

        A query counts what is there and has no caution; `listing("documents")` tells how much was loaded of each.

        >>> service.query('SELECT ?goal { ?goal a dg:GoalVersion ; dg:number "2.2.2" }').to_list()
        """
        asked = {"release": self.release} if self.release else {}
        headers = {"Accept": "application/sparql-results+json"}
        response = self._send("POST", f"{self.base}/sparql", params=asked, data={"query": text}, headers=headers)
        answer = self._json(response)
        columns = answer["head"].get("vars", ["boolean"])
        bindings = answer["results"]["bindings"] if "results" in answer else None
        items = (
            [{"boolean": answer["boolean"]}]
            if bindings is None
            else [{name: _term(row.get(name)) for name in columns} for row in bindings]
        )
        hint = self._said_in(response.headers.get("Doelgraaf-Hint"))
        release = response.headers.get("Doelgraaf-Release", "")
        page = Page(items, answer, About(str(response.url), release, total=len(items), hint=hint))
        return Found(page, self._next, columns)

    def _found(self, path: str, parameters: Mapping[str, Filter]) -> Found:
        page = self._page(path, parameters)
        if self._warn and page.about.caution:
            warnings.warn(page.about.caution, CautionWarning, stacklevel=3)  # where a method of ours is called
        return Found(page, self._next)

    def _page(self, path: str, parameters: Mapping[str, Filter]) -> Page:
        asked = {_name(name): _value(value) for name, value in parameters.items() if value is not None}
        if self.release is not None:
            asked.setdefault("release", self.release)
        return self._read(self._send("GET", f"{self.base}{path}", params=asked))

    def _next(self, page: Page) -> Page:
        # a release that comes in meanwhile would have its items at other places
        address = httpx.URL(page.next or "").copy_set_param("release", page.about.release)
        return self._read(self._send("GET", str(address)))

    def _read(self, response: httpx.Response) -> Page:
        answer = self._json(response)
        coverage, following = answer.get("coverage"), response.links.get("next", {}).get("url")
        is_part = "question" in answer and bool(following or answer.get("cut"))  # of which it counts what it gives
        about = About(
            address=str(response.url),
            release=str(answer.get("release", response.headers.get("Doelgraaf-Release", ""))),
            coverage=Coverage(**{name: coverage.get(_name(name)) for name in Coverage.__slots__}) if coverage else None,
            caution=self._said(answer.get("caution")),
            total=None if is_part else answer.get("total"),
            title=self._said(answer.get("title")),
            cut=None if following else self._said(answer.get("cut")),
            notes=tuple(filter(None, map(self._said, answer.get("notes", ())))),
        )
        return Page(answer.get("items", []), answer, about, str(response.url.join(following)) if following else None)

    def _send(self, method: str, address: str, **sent: Any) -> httpx.Response:  # noqa: ANN401 - what httpx takes
        for tried in range(self._retries + 1):
            try:
                response = self._http.request(method, address, **sent)
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise UnreachableError(self._unreachable(address, error)) from error
            wait_s = _wait_of(response)
            if wait_s is None or wait_s > self._patience_s or tried == self._retries:
                break
            time.sleep(wait_s)
        if not response.is_success:
            raise ServiceError(response.status_code, address, _problem(response))
        return response

    def _json(self, response: httpx.Response) -> Item:
        """The answer as JSON.

        Raises:
            UnreachableError: it is something else, such as the page of a proxy.
        """
        try:
            found = response.json()
        except ValueError as error:
            raise UnreachableError(self._unreachable(str(response.url), error)) from error
        if not isinstance(found, dict):
            raise UnreachableError(self._unreachable(str(response.url), TypeError(type(found).__name__)))
        return found

    def _unreachable(self, address: str, error: Exception) -> str:
        why = f"{type(error).__name__}: {error}".rstrip(": ")
        if self.language == "nl":
            return f"Geen doelgraaf-dienst antwoordt op {address} ({why}); draait hij, en klopt Client({self.base!r})?"
        return f"No doelgraaf service answers at {address} ({why}); does it run, and is Client({self.base!r}) right?"

    def _said(self, label: Mapping[str, str] | str | None) -> str | None:
        return label if label is None or isinstance(label, str) else label[self.language]

    def _said_in(self, header: str | None) -> str | None:
        said = {language: unquote(text) for language, text in _HINT.findall(header or "")}
        return said.get(self.language)


def _wait_of(response: httpx.Response) -> float | None:
    """Seconds to wait before the same request may be made again; None where it may not, or nothing was said of it."""
    told = response.headers.get("Retry-After")
    if response.status_code not in _TRIED_AGAIN or told is None:
        return None
    if told.isdecimal():
        return float(told)
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max((when - datetime.now(UTC)).total_seconds(), 0.0)


def _problem(response: httpx.Response) -> Mapping[str, Any]:
    """The problem that an answer tells, or the words of HTTP where something else than the service answered."""
    try:
        found = response.json()
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"title": response.reason_phrase}


def _name(name: str) -> str:
    """A parameter by its name in the description: `from_number` is `fromNumber`."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def _value(value: Filter) -> Any:  # noqa: ANN401 - what httpx takes
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float() | Decimal() | None:
            return value if value is None else str(value)
        case _:
            return [_value(one) for one in value]


def _term(term: Mapping[str, str] | None) -> Value:
    """A term of a result (SPARQL 1.1 Query Results JSON Format, section 3.2.2)."""
    if term is None:
        return None
    space, _, kind = term.get("datatype", "").rpartition("#")
    read = _NUMBERS.get(kind) if space == "http://www.w3.org/2001/XMLSchema" else None
    try:
        return term["value"] if read is None else read(term["value"])
    except (ValueError, ArithmeticError):  # a literal that is none of its type
        return term["value"]


def _flat(item: Item) -> Item:
    """An item with what is nested beside the rest."""
    flat: Item = {}
    for name, value in item.items():
        flat |= (
            {f"{name}.{part}": one for part, one in _flat(value).items()} if isinstance(value, dict) else {name: value}
        )
    return flat


def _columns(rows: Sequence[Item], known: Sequence[str]) -> list[str]:
    return list(known) or list(dict.fromkeys(name for row in rows for name in row))
