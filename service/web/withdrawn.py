"""Whether something that the release does not have was in an earlier one: since when it is gone, and where it stands.

Reads the log of changes, which only an answer without anything else to say asks; asks no engine.
"""

from ontology.iri import DocumentKey, parse
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.release.change_log import ChangeLog
from service.release.change_record import part_of_graph
from service.release.releases import sequence
from service.web.display import date
from service.web.problems import GONE, Problem, ProblemError


def went(log: ChangeLog, holdings: Holdings, thing: str, address: str) -> ProblemError | None:
    """The problem (410) of something that an earlier release had; None where none is known to have had it.

    `thing` is what follows the base of its identifier or its graph, such as `id/goal/gm0193/...`; `address` is where
    the last release that had it shows it.
    """
    part = _part(holdings, thing)
    release = log.last_with(part, thing) if part else None
    if release is None or sequence(release) >= sequence(holdings.release):
        return None
    there, since = f"{address}?release={release}", log.replaced(release)
    when = _when(since)
    error = ProblemError(
        GONE,
        Label(
            f"Dit stond in een eerdere release en is vervallen{when.nl}. Zolang de laatste die het had bewaard is, "
            f"staat het op {there}. Wat er sindsdien wijzigde staat op /changes.",
            f"This was in an earlier release and is gone{when.en}. As long as the last one that had it is kept, it is "
            f"at {there}. What has changed since is at /changes.",
        ),
        {"Link": f'<{there}>; rel="predecessor-version"'},
    )
    members: dict[str, int | str | list[str]] = {"available": [release], **({"goneSince": since} if since else {})}
    error.problem = Problem(GONE, error.problem.detail, members, error.problem.headers)
    return error


def document_went(log: ChangeLog, holdings: Holdings, path: str, address: str) -> ProblemError | None:
    """The same of a document by its path, or of a body by its code; what is neither never was."""
    if path in holdings.manifest.documents or path in holdings.manifest.bodies:
        return None
    kind = "doc" if "/" in path else "body"
    return went(log, holdings, f"graph/{kind}/{path}", address)


def _part(holdings: Holdings, thing: str) -> str | None:
    """The document or body that something belongs to, as the log calls it."""
    if thing.startswith("graph/"):
        return part_of_graph(thing)
    identifier = parse(holdings.base, f"{holdings.base}/{thing}")
    if identifier is None:
        return None
    document: DocumentKey | None = identifier.document
    return document.path if document else identifier.organisation


def _when(since: str | None) -> Label:
    """Since which day, in words that follow `is vervallen` and `is gone`."""
    if since is None:
        return Label("", "")
    return Label(f" sinds {date(since, Language.NL)}", f" since {date(since, Language.EN)}")
