"""What is described in one profile: who asks for another is refused as everywhere, who asks for all gets its forms.

How a profile is asked for is known by `profiles`. Knows no path.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Phrase
from service.web import profiles, respond
from service.web.forms import HTML, SUFFIXES, asked, describe
from service.web.profiles import VARY, Profile
from service.web.site import Site

CATALOGUE: Final = Profile(
    "dcat",
    "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/",
    SUFFIXES,
    Phrase("DCAT-AP-NL 3.0", "DCAT-AP-NL 3.0"),
    ("http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/dcat"),
)
CHANGES: Final = Profile(
    "ldes",
    "https://w3id.org/ldes#",
    SUFFIXES,
    Phrase("een stroom van wijzigingen (LDES)", "an event stream (LDES)"),
    ("https://w3id.org/ldes",),
)
VOCABULARY: Final = Profile(
    "owl",
    "http://www.w3.org/2002/07/owl#",
    SUFFIXES,
    Phrase("het vocabulaire zelf (OWL)", "the vocabulary itself (OWL)"),
    ("http://www.w3.org/2002/07/owl",),
)
CODES: Final = Profile(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    SUFFIXES,
    Phrase("een codelijst (SKOS)", "a code list (SKOS)"),
    ("http://www.w3.org/2004/02/skos/core",),
)
SHAPES: Final = Profile(
    "shacl",
    "http://www.w3.org/ns/shacl#",
    SUFFIXES,
    Phrase("de vormen waaraan alles voldoet (SHACL)", "the shapes that all of it has (SHACL)"),
    ("http://www.w3.org/ns/shacl",),
)


def in_profile(profile: Profile) -> Mapping[str, str]:
    """The headers of an answer in a profile."""
    return MappingProxyType({"Vary": VARY, "Content-Profile": f"<{profile.iri}>"})


def other_answer(site: Site, request: Request, path: str, offered: Profile) -> Response | None:
    """All forms of what stands at a path without a suffix, where these are asked for; None where it is to be given.

    Raises:
        ProblemError: 406, it is asked for in another profile.
    """
    if not profiles.is_list(request):
        profiles.chosen(request, (offered,))
        return None
    holdings, address = site.current(), f"/{path}"
    media_type = asked(request, request.url.path, SUFFIXES).media_type
    if media_type == HTML:
        page = site.renderer.page(
            "profiles.html", request, holdings, resource=None, profiles=(offered,), address=address
        )
        page.headers["Vary"] = VARY
        return page
    iri = f"{holdings.base}{address}"
    said = describe(profiles.listed(iri, iri, (offered,)), media_type, f"{holdings.base}/def/context.jsonld")
    headers = {"Vary": VARY, "Access-Control-Allow-Origin": "*"}
    return respond.answer(request, holdings, said, media_type, headers)


def with_forms(profile: Profile, forms: Mapping[str, str]) -> Profile:
    """A profile with the forms that something has in it, by suffix."""
    return replace(profile, forms=forms)
