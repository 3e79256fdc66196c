"""Whether a release holds anything of the organisation or the document that is asked for. Asks no engine."""

from collections.abc import Sequence

from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.web.site import Site, not_found
from service.web.withdrawn import document_went


def require_held(site: Site, holdings: Holdings, organisations: Sequence[str], documents: Sequence[str] = ()) -> None:
    """Refuse to answer with nothing where the reason is that nothing was loaded of any that is asked for.

    What is only named by pages of others has no entry of its own, so that only an empty answer is a reason to ask.

    Raises:
        ProblemError: 410 where an earlier release had it, else 404, with what the release does hold.
    """
    if documents and holdings.manifest.documents.keys().isdisjoint(documents):
        document = documents[0]
        raise document_went(site.log, holdings, document, f"/v1/documents/{document}") or not_found(
            Label(
                f"Van document {document!r} is niets geladen in deze release; `available` noemt wat er wel is.",
                f"Nothing of document {document!r} was loaded in this release; `available` lists what there is.",
            ),
            [one.path for one in holdings.documents],
        )
    if organisations and holdings.manifest.bodies.keys().isdisjoint(organisations):
        organisation = organisations[0]
        address = f"/doc/organisation/{organisation}"
        raise document_went(site.log, holdings, organisation, address) or not_found(
            Label(
                f"Van organisatie {organisation!r} is niets geladen in deze release; `available` noemt wat er wel is.",
                f"Nothing of organisation {organisation!r} was loaded in this release; `available` lists what there "
                "is.",
            ),
            sorted(holdings.manifest.bodies),
        )
