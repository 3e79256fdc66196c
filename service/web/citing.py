"""How a page about the network is cited and downloaded: its sentence, its lasting address, and the files of its answer.

All of them name the release, so that they give the same again when another one is served. Answers no question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from ontology.language import Language, Phrase, verbatim
from service.answers.coverage import Holdings, coverage_of
from service.answers.trace.addresses import METHODS
from service.answers.trace.addresses import address as address_of
from service.answers.trace.answer import Answer
from service.answers.trace.forms.bounds import FormError
from service.answers.trace.forms.citing import citation
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.forms.svg_form import check_fits
from service.web.kept_release import NAME, kept_release
from service.web.network_filters import Filters

_MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """The sentence by which a page is cited, and the address in it without a host."""

    sentence: str
    address: str


def cite(answer: Answer, filters: Filters, path: str, holdings: Holdings, language: Language) -> Cited:
    """How what a page at a path shows is cited."""
    address = _full(filters).address(path, without=("lang", "format"), release=answer.release)
    around = Frame(language, coverage_of(holdings, answer.documents), METHODS, f"{holdings.base}{address}")
    return Cited(citation(answer, around), address)


def titled(answer: Answer, title: Phrase, titles: Sequence[str]) -> Answer:
    """The answer under the title of a page, with what its documents are called."""
    named = verbatim(", ".join(titles[:_MOST_TITLES]) + (" …" if len(titles) > _MOST_TITLES else ""))
    return replace(answer, title=Phrase(f"{title.nl}: {named}", f"{title.en}: {named}") if named else title)


def files_of(
    answer: Answer, request: Request, language: Language, names: Iterable[str] = FORMS
) -> list[tuple[str, str]]:
    """The forms that hold an answer, by name and address."""
    held = forms_of(answer, language)
    return [(name, file_address(answer, name, request, language)) for name in names if name in held]


def forms_of(answer: Answer, language: Language) -> list[str]:
    """The names of the forms that hold an answer."""
    return [name for name in FORMS if name != "svg" or fits_picture(answer, language)]


def file_address(answer: Answer, name: str, request: Request, language: Language) -> str:
    """The address of an answer in one form; a page of a named release puts that name into its links itself."""
    return address_of(answer.question, answer.parameters, **manner(name, answer, request, language))


def manner(name: str, answer: Answer, request: Request, language: Language) -> dict[str, str]:
    """The parameters that say in which form, language and release an answer is given."""
    spoken = {"lang": language.value} if FORMS[name].speaks else {}
    return {"format": name, **spoken, **({} if kept_release(request.scope) else {NAME: answer.release})}


def fits_picture(answer: Answer, language: Language) -> bool:
    """Whether a picture of the answer fits a page."""
    try:
        check_fits(answer, language)
    except FormError:
        return False
    return True


def _full(filters: Filters) -> Filters:
    """The same with the documents that a page chose itself."""
    documents = filters.asked.scope.documents
    if filters.has_documents and not documents:
        return filters
    others = tuple(pair for pair in filters.pairs if pair[0] != "document")
    return replace(filters, pairs=(*(("document", path) for path in documents), *others))
