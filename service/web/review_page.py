"""A review as HTML: what its templates need, and the whole of it as one file without script. Has no route."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from ontology.iri import printed_number
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.review.finding import Place, Severity
from service.answers.review.report import Group, Report, Reviewed, of_severities
from service.answers.vocabulary import code_label
from service.web.display import local_path
from service.web.naming import called
from service.web.phrases import Voice
from service.web.render import Renderer, static_file, wrong_place
from service.web.review_phrases import ReviewVoice

Linker = Callable[[Place], str | None]
STYLES = ("doelgraaf.css", "review.css")


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A report as its templates show it.

    `link` gives where our page shows a place and `home` where it shows a version, both None for what is not published.
    """

    report: Report
    words: ReviewVoice
    base: str
    origin: str | None

    def link(self, place: Place) -> str | None:
        """Where our page of a version shows a place."""
        return place_link(place, self.base, self.origin)

    def wrong(self, place: Place) -> str | None:
        """Where somebody goes who thinks that a place was read wrongly."""
        return None if self.origin is None else f"{self.origin}{wrong_place(place.version, place.start, place.end)}"

    def home(self, one: Reviewed) -> str | None:
        """Our page of a version."""
        path = local_path(one.version.iri, self.base)
        return None if self.origin is None or path is None or not one.version.page else f"{self.origin}{path}"

    def title(self, one: Reviewed) -> str:
        """What to call a version: its kind and number, and its short name."""
        version = one.version
        if version.kind is None:
            return called(version.iri, version.label, self.words.language)
        word = code_label(version.kind).say(self.words.language)
        words = (word[:1].upper() + word[1:], printed_number(version.number), version.name)
        return " ".join(part for part in words if part)

    def others(self, one: Reviewed, group: Group) -> str:
        """Who else holds the portfolio of a version."""
        return ", ".join(holder.name for holder in one.holders if holder != group.holder)

    def anchor(self, group: Group) -> str:
        """The name of a group in the address of the page."""
        return f"{self.report.document.path.replace('/', '-')}-{self.report.groups.index(group)}"

    def pressing(self, group: Group) -> tuple[Reviewed, ...]:
        """What of a group has errors and doubts, with those alone."""
        return of_severities(group.reviewed, (Severity.ERROR, Severity.DOUBT))

    def informing(self, group: Group) -> tuple[Reviewed, ...]:
        """What of a group has notices, with those alone."""
        return of_severities(group.reviewed, (Severity.NOTICE,))

    def quoted(self, place: Place) -> tuple[str, str, str]:
        """The sentence of a place, cut at the words that it is about."""
        exact = place.exact or ""
        sentence = place.sentence or exact
        start = sentence.find(exact) if place.sentence_start is None else place.start - place.sentence_start
        if start < 0 or not exact or not sentence.startswith(exact, start):
            return sentence, "", ""
        return sentence[:start], exact, sentence[start + len(exact) :]

    @property
    def everywhere(self) -> dict[Severity, int]:
        """How many findings of each severity are true of every goal; empty where there are none."""
        found = [true.severity for true in self.report.everywhere]
        return {severity: found.count(severity) for severity in Severity} if found else {}

    @property
    def is_shared(self) -> bool:
        """Whether some goal has several holders, and so stands in several groups."""
        return any(len(one.holders) > 1 for group in self.report.groups for one in group.reviewed)


def place_link(place: Place, base: str, origin: str | None) -> str | None:
    """Where our page of a version shows a place; `origin` stands before its path, None where there is no such page."""
    path = local_path(place.version, base)
    return None if origin is None or path is None else f"{origin}{quote(path)}?at={place.start}-{place.end}"


def whole_file(
    renderer: Renderer, holdings: Holdings, reports: list[Report], language: Language, *, published: bool
) -> str:
    """Reports as one HTML file with its style sheet in it and no script; links to our pages only where published."""
    words = ReviewVoice(language)
    origin = holdings.base if published else None
    return renderer.environment.get_template("review_file.html").render(
        views=[ReviewView(report, words, holdings.base, origin) for report in reports],
        words=words,
        say=Voice(language),
        language=language,
        release=holdings.release if published else None,
        styles=Markup("\n".join(_style(name) for name in STYLES)),  # noqa: S704 - of our own files
        severities=list(Severity),
        alone=None,
    )


def _style(name: str) -> str:
    content = static_file(name)
    if content is None:
        raise FileNotFoundError(name)
    return content.decode()
