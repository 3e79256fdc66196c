"""What is said of an identifier of which the release says nothing: that it is gone, with the last release, or unknown.

Asks no engine; that something is gone is known by `withdrawn`.
"""

from service.answers.vocabulary import Label
from service.web.problems import ProblemError
from service.web.site import Site, not_found
from service.web.withdrawn import went


def missing(site: Site, path: str, root: str = "/doc/") -> ProblemError:
    """The problem of a path of which the release says nothing: 410 where an earlier one did, else 404.

    It stands behind `root`, where the last release that had it is shown.
    """
    thing = path if path.startswith("graph/") else f"id/{path}"
    return went(site.log, site.current(), thing, f"{root}{path}") or unknown(path)


def unknown(path: str) -> ProblemError:
    """The problem of something that no release ever had."""
    return not_found(
        Label(
            f"Deze release zegt niets over {path!r}. Zoek het bij zijn nummer op /find, of zie wat er is op /.",
            f"This release says nothing of {path!r}. Look it up by its number at /find, or see what there is at /.",
        ),
    )
