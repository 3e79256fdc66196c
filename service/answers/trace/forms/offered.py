"""Which forms an answer of tracing can be given in, by short name and media type. Makes none itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from service.answers.trace.answer import Answer
from service.answers.trace.forms import xlsx_form
from service.answers.trace.forms.csv_form import as_csv
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.gexf_form import as_gexf
from service.answers.trace.forms.graphml_form import as_graphml
from service.answers.trace.forms.json_form import as_json
from service.answers.trace.forms.mermaid_form import as_mermaid
from service.answers.trace.forms.svg_form import as_svg


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answer: its media type, whether its words depend on the language, and what writes it in pieces.

    `write` may raise FormError, at once or with the first piece, where the form can't hold the answer.
    """

    media_type: str
    speaks: bool
    write: Callable[[Answer, Frame], Iterator[bytes]]


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "json": Form("application/json", speaks=False, write=as_json),
        "csv": Form("text/csv", speaks=False, write=as_csv),
        "xlsx": Form(xlsx_form.MEDIA_TYPE, speaks=True, write=xlsx_form.as_xlsx),
        "graphml": Form("application/graphml+xml", speaks=True, write=as_graphml),
        "gexf": Form("application/gexf+xml", speaks=True, write=as_gexf),
        "mermaid": Form("text/vnd.mermaid", speaks=True, write=as_mermaid),
        "svg": Form("image/svg+xml", speaks=True, write=as_svg),
    }
)
"""The forms by short name, which is also what follows the dot in the name of a file."""
