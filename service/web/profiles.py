"""Content negotiation by profile: in which terms a thing is described (W3C Content Negotiation by Profile, draft).

A profile is asked for by `Accept-Profile`, by its token or IRI in `?_profile=`, or as JSON-LD has it in `Accept`
(JSON-LD 1.1, appendix C); `_profile=alt` lists what there is.
Describes nothing itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request

from ontology.iri import Identifier
from ontology.language import Phrase
from ontology.terms import PREFIXES, RDF_TYPE
from service.answers.definitions import DEF
from service.answers.page_triples import named
from service.answers.vocabulary import Label
from service.web.forms import HTML, SUFFIXES
from service.web.problems import NOT_ACCEPTABLE, ProblemError

PARAMETER: Final = "_profile"
VARY: Final = "Accept, Accept-Language, Accept-Profile"
"""What every answer of linked data depends on, also one that refuses."""
_ALTR: Final = "http://www.w3.org/ns/dx/connegp/altr#"
_LIST: Final = frozenset({"all", "alt"})
# <http://www.w3.org/ns/oa#>;q=0.8, plain
_WISH: Final = re.compile(
    r'\s*(?:<(?P<iri>[^<>\s]{1,300})>|(?P<token>[^<>\s,;"]{1,300}))\s*(?:;\s*q\s*=\s*(?P<q>[0-9.]{1,6})\s*)?'
)
# As annotation clients send it: application/ld+json with the address of their context as profile.
_IN_ACCEPT: Final = re.compile(r';\s*profile\s*=\s*"?(?P<iri>[^";,\s]{1,300})')


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to describe things: its token, its IRI and others that mean it, its forms by suffix, and its name."""

    token: str
    iri: str
    forms: Mapping[str, str]
    name: Phrase
    also: tuple[str, ...] = ()


PLAIN: Final = Profile(
    "plain", DEF, SUFFIXES, Phrase("het eigen vocabulaire", "the vocabulary of this service"), (f"{DEF}#",)
)
WEB_ANNOTATION: Final = Profile(
    "oa",
    "http://www.w3.org/ns/oa#",
    MappingProxyType({suffix: form for suffix, form in SUFFIXES.items() if form != HTML}),
    Phrase("webannotaties (W3C Web Annotation)", "web annotations (W3C Web Annotation)"),
    ("http://www.w3.org/ns/oa", "http://www.w3.org/ns/anno.jsonld"),
)
WHOLE_DOCUMENT: Final = replace(
    WEB_ANNOTATION,
    forms=MappingProxyType({"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}),
)
"""Web annotations of a whole document, which are written as they come and so not as RDF/XML."""
_ANNOTATED: Final = frozenset(
    {"ambition-version", "document", "goal-version", "page", "programme-version", "reference"}
)


def offered(identifier: Identifier | None) -> tuple[Profile, ...]:
    """The profiles in which something is described, the one that is given unasked first."""
    annotated = identifier is not None and identifier.kind in _ANNOTATED and identifier.document is not None
    if not annotated:
        return (PLAIN,)
    return PLAIN, WHOLE_DOCUMENT if identifier is not None and identifier.kind == "document" else WEB_ANNOTATION


def is_list(request: Request) -> bool:
    """Whether a request asks which profiles there are."""
    return request.query_params.get(PARAMETER) in _LIST


def chosen(request: Request, profiles: Sequence[Profile]) -> Profile:
    """The profile that a request asks for: by its address, else by its headers, else the first.

    Raises:
        ProblemError: 406, none of those that it asks for exists here.
    """
    wanted = request.query_params.get(PARAMETER)
    header = request.headers.get("accept-profile", "").strip()
    if wanted is None and not header:
        return _accepted(request, profiles)
    wishes = {wanted: 1.0} if wanted is not None else _wishes(header)
    ranked = [(_quality(profile, wishes), -place) for place, profile in enumerate(profiles)]
    best, place = max(ranked)
    if best <= 0:
        raise _none_fits(profiles)
    return profiles[-place]


def links(document: str, profile: Profile, profiles: Sequence[Profile]) -> list[str]:
    """The profile of an answer, and the same in other profiles (RFC 8288); `document` is an address."""
    found = [f'<{profile.iri}>; rel="profile"']
    for other in profiles:
        query = f"?{PARAMETER}={other.token}" if other is not profiles[0] else ""
        if other is not profile or query:
            found += [
                f'<{document}.{suffix}{query}>; rel="alternate"; type="{form}"; profile="{other.iri}"'
                for suffix, form in other.forms.items()
            ]
    return found


def listed(document: str, thing: str, profiles: Sequence[Profile]) -> list[Triple]:
    """All forms of a description in all its profiles (Alternate Representations Data Model); `document` is its IRI."""
    said: list[Triple] = []
    for profile in profiles:
        query = f"?{PARAMETER}={profile.token}"
        for suffix, form in profile.forms.items():
            representation = f"{document}.{suffix}{query}"
            said += [
                named(thing, f"{_ALTR}hasRepresentation", NamedNode(representation)),
                named(representation, RDF_TYPE, NamedNode(f"{_ALTR}Representation")),
                named(representation, f"{PREFIXES['dcterms']}format", Literal(form)),
                named(representation, f"{PREFIXES['dcterms']}conformsTo", NamedNode(profile.iri)),
            ]
        said.append(named(profile.iri, f"{_ALTR}hasToken", Literal(profile.token)))
    first = f"{document}.{next(iter(profiles[0].forms))}?{PARAMETER}={profiles[0].token}"
    return [*said, named(thing, f"{_ALTR}hasDefaultRepresentation", NamedNode(first))]


def _accepted(request: Request, profiles: Sequence[Profile]) -> Profile:
    """The profile that an Accept header names, else the first: whoever names another is given what there is."""
    named = {found["iri"] for found in _IN_ACCEPT.finditer(request.headers.get("accept", "")[:2000])}
    return next((one for one in profiles if named & {one.iri, *one.also}), profiles[0])


def _wishes(header: str) -> dict[str, float]:
    """The profiles of an Accept-Profile header with their qualities; what is no profile is passed over."""
    found: dict[str, float] = {}
    for part in header.split(",")[:50]:
        wish = _WISH.fullmatch(part)
        if wish is not None:
            try:
                quality = float(wish["q"] or 1)
            except ValueError:
                continue
            found[wish["iri"] or wish["token"]] = min(quality, 1.0)
    return found


def _quality(profile: Profile, wishes: Mapping[str, float]) -> float:
    names = [name for name in (profile.iri, *profile.also, profile.token) if name in wishes]
    return max((wishes[name] for name in names), default=wishes.get("*", 0.0))


def _none_fits(profiles: Sequence[Profile]) -> ProblemError:
    names = ", ".join(f"{profile.token} (<{profile.iri}>)" for profile in profiles)
    return ProblemError(
        NOT_ACCEPTABLE,
        Label(
            f"Dit is niet in dat profiel beschreven; er zijn {names}. ?{PARAMETER}=alt toont alle vormen.",
            f"This is not described in that profile; there are {names}. ?{PARAMETER}=alt lists all forms.",
        ),
        {"Vary": VARY},
    )
