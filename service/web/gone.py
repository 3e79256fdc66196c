"""What is said of an identifier of which the release says nothing: that it is gone, with the last release, or unknown.

Reads the log of changes; asks no engine.
"""

from ontology.iri import parse
from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.release.change_record import part_of_graph
from service.release.releases import sequence
from service.web.problems import GONE, Problem, ProblemError
from service.web.site import Site, not_found


def missing(site: Site, path: str, root: str = "/doc/") -> ProblemError:
    """The problem of a path of which the release says nothing: 410 where an earlier one did, else 404.

    It stands behind `root`, where the last release that had it is shown.
    """
    holdings = site.current()
    release = _last_with(site, holdings, path)
    if release is None:
        return unknown(path)
    address = f"{root}{path}?release={release}"
    error = ProblemError(
        GONE,
        Label(
            f"Dit stond in een eerdere release en is vervallen. Zolang de laatste die het had bewaard is, staat het op "
            f"{address}. Wat er sindsdien wijzigde staat op /changes.",
            "This was in an earlier release and is gone. As long as the last one that had it is kept, it is at "
            f"{address}. What has changed since is at /changes.",
        ),
        {"Link": f'<{address}>; rel="predecessor-version"'},
    )
    error.problem = Problem(GONE, error.problem.detail, {"available": [release]}, error.problem.headers)
    return error


def unknown(path: str) -> ProblemError:
    """The problem of something that no release ever had."""
    return not_found(
        Label(
            f"Deze release zegt niets over {path!r}. Zoek het bij zijn nummer op /find, of zie wat er is op /.",
            f"This release says nothing of {path!r}. Look it up by its number at /find, or see what there is at /.",
        ),
    )


def _last_with(site: Site, holdings: Holdings, path: str) -> str | None:
    """The last release that had something; None where none is known, or it came after the release that answers."""
    if path.startswith("graph/"):
        part, thing = part_of_graph(path), path
    else:
        identifier = parse(holdings.base, f"{holdings.base}/id/{path}")
        if identifier is None or identifier.organisation is None:
            return None
        part = identifier.document.path if identifier.document else identifier.organisation
        thing = f"id/{path}"
    release = site.log.last_with(part, thing)
    return release if release is not None and sequence(release) < sequence(holdings.release) else None
