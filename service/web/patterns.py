"""The forms that values of parameters have, as regular expressions, and how a message says them. Knows no parameter."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.codes import DocumentKind
from ontology.language import Phrase

ORGANISATION_CODE: Final = r"^[a-z]{2}\d{4}$"
DOCUMENT: Final = rf"^[a-z]{{2}}\d{{4}}/({'|'.join(DocumentKind)})/\d{{4}}(-\d{{1,2}})?$"
IN_BODY: Final = r"^[a-z]{2}\d{4}/[a-z0-9-]{1,80}$"
ENDURING: Final = r"^((goal|ambition|programme)/)?[a-z]{2}\d{4}/[a-z0-9-]{1,80}$"

_SIGN: Final = r"A-Za-z0-9._~!$&'()*+,;=:@"
_HOST: Final = r"(?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/)?"
_MORE: Final = rf"(?:%[0-9A-Fa-f]{{2}}|[{_SIGN}/?-])*(?:#[{_SIGN}/?-]*)?"
_NAMED: Final = rf"[A-Za-z][A-Za-z0-9]{{0,19}}:{_HOST}[{_SIGN}-]{_MORE}"
_OF_TEXT: Final = (
    r"@[a-z]{2,3}(?:-[A-Za-z]{2})?|\^\^xsd:[A-Za-z]{1,40}|\^\^<http://www\.w3\.org/2001/XMLSchema#[A-Za-z]{1,40}>"
)
_QUOTED: Final = rf"""["](?:[^"\\\x00-\x1f\x7f]|\\[tbnrf"\\])*["](?:{_OF_TEXT})?"""
_PLAIN: Final = r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?|true|false"
IRI: Final = rf"^{_NAMED}$"
"""An IRI in ASCII (RFC 3987), or a prefixed name, which has the same form. What fits can be read, and so can more."""
PROPERTY: Final = rf"^(?:a|{_NAMED})$"
"""The same, or `a` for the class of a thing."""
TERM: Final = rf"^(?:{_NAMED}|{_QUOTED}|{_PLAIN})$"
"""The same, or a literal on one line as Turtle has it (RDF 1.1 Turtle, section 2.5)."""

_TOLD: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        ORGANISATION_CODE: Phrase(
            "{name}: {given} is geen code van een organisatie, zoals gm0193; /v1/organisations noemt de codes met de "
            "namen erbij",
            "{name}: {given} is no code of an organisation, such as gm0193; /v1/organisations lists the codes with "
            "their names",
        ),
        DOCUMENT: Phrase(
            "{name}: {given} is geen pad van een document, zoals gm0193/begroting/2021 of gm0193/berap/2023-2; "
            "/v1/documents noemt ze",
            "{name}: {given} is no path of a document, such as gm0193/begroting/2021 or gm0193/berap/2023-2; "
            "/v1/documents lists them",
        ),
        IN_BODY: Phrase(
            "{name}: {given} is geen pad, zoals gm0193/sociaal-domein: de code van een organisatie, een schuine streep "
            "en een naam in kleine letters",
            "{name}: {given} is no path, such as gm0193/sociaal-domein: the code of an organisation, a slash and a "
            "name in lower case",
        ),
        ENDURING: Phrase(
            "{name}: {given} is geen pad, zoals gm0193/50eb73ce; /v1/goals noemt ze",
            "{name}: {given} is no path, such as gm0193/50eb73ce; /v1/goals lists them",
        ),
    }
)
_ONE_OF: Final = Phrase("{name}: {given} bestaat niet; er zijn {expected}", "{name}: no {given}; there are {expected}")
_CHOICES: Final = re.compile(r"\^\((?P<names>[\w|-]+)\)\$", re.ASCII)


def told(pattern: str) -> Phrase | None:
    """What to say of a value that does not fit a pattern, with `{name}` and `{given}`; None where only it tells."""
    choices = _CHOICES.fullmatch(pattern)
    if choices is None:
        return _TOLD.get(pattern)
    expected = ", ".join(choices["names"].split("|"))
    return Phrase(*(text.replace("{expected}", expected) for text in (_ONE_OF.nl, _ONE_OF.en)))
