"""A release by the name or number that people give it: which one that is, and what it holds. Opens none."""

from pathlib import Path

from service.answers.vocabulary import Label
from service.release.archive import Archive
from service.release.pins import known, nearest
from service.release.releases import ReleaseManifest, Releases, named
from service.web.problems import UNKNOWN_RELEASE, Problem, ProblemError


def find_release(data: Path, wanted: str) -> str:
    """The release of a data directory that is meant.

    Raises:
        ProblemError: 404, with those that are near.
    """
    identifiers = known(data)
    release = named(wanted, identifiers)
    if release is None:
        raise _unknown(wanted, nearest(wanted, identifiers))
    return release


def manifest_of(data: Path, release: str) -> ReleaseManifest:
    """What a release says of itself, also one that was pruned and is pinned."""
    releases = Releases(data)
    kept = Archive(releases.archive)
    return kept.manifest(release) if release in kept.identifiers() else releases.manifest(release)


def _unknown(wanted: str, near: list[str]) -> ProblemError:
    first = near[0] if near else 1
    error = ProblemError(
        UNKNOWN_RELEASE,
        Label(
            f"Er is geen release {wanted!r}; `available` noemt de dichtstbijzijnde. Geef haar naam of nummer, zoals "
            f"{first}.",
            f"There is no release {wanted!r}; `available` lists the nearest. Give its name or number, such as {first}.",
        ),
    )
    error.problem = Problem(error.problem.kind, error.problem.detail, {"available": near})
    return error
