"""What came of publishing and pruning, in lines for a person. Publishes and prunes nothing."""

from collections.abc import Iterator
from pathlib import Path

from rich import filesize

from ontology.dataset import Dataset
from ontology.language import Language, Phrase, grouped
from service import release_wording, remote_wording, wording
from service.release.prune import Pruned
from service.release.publish import Published


def lines(published: Published, dataset: Path, language: Language) -> Iterator[str]:
    """Which release is served and of what; why it was made as a whole; what is against it, and what is open."""
    yield _release(published, language)
    if published.manifest.remote is not None:
        yield remote_wording.SERVED_BY.say(language, address=published.manifest.remote.query)
    if published.whole is not None:
        yield wording.WHOLE.say(language, why=published.whole.say(language))
    violations = sum(published.manifest.violations.values())
    if violations:
        counted = wording.VIOLATIONS.say(violations, language)
        yield wording.VIOLATING.say(language, violations=counted, dataset=dataset)
    if published.warnings:
        yield wording.WARNED.say(language, warnings=wording.WARNINGS.say(published.warnings, language), dataset=dataset)
    if published.pruned is not None:
        yield from pruned_lines(published.pruned, release_wording.PRUNED, language)
    if published.not_pruned is not None:
        yield release_wording.NOT_PRUNED.say(language, why=published.not_pruned)
    if published.not_logged is not None:
        yield release_wording.NOT_LOGGED.say(language, why=published.not_logged)
    issues = Dataset(dataset).open_issues()
    if issues:
        yield wording.OPEN.say(language, issues=wording.ISSUES.say(issues, language))


def pruned_lines(pruned: Pruned, told: Phrase, language: Language) -> list[str]:
    """What was removed, what can still be asked, and what stays because it is in use; `told` says the first."""
    lines = []
    if pruned.releases:
        count = release_wording.OLD_RELEASES.say(len(pruned.releases), language)
        names = ", ".join(pruned.releases)
        lines.append(told.say(language, releases=count, names=names, room=room(pruned.bytes, language)))
    elif pruned.derived:
        lines.append(release_wording.LEFTOVERS.say(language, room=room(pruned.bytes, language)))
    if pruned.archived:
        lines.append(release_wording.STILL_PINNED.say(language, names=", ".join(pruned.archived)))
    if pruned.in_use:
        lines.append(release_wording.IN_USE.say(language, names=", ".join(pruned.in_use)))
    return lines


def room(size: int, language: Language) -> str:
    """A number of bytes as people write it in the language: 1,2 MB or 1.2 MB."""
    written = filesize.decimal(size)
    if language is Language.EN:
        return written
    return written.translate(str.maketrans(",.", ".,"))


def _release(published: Published, language: Language) -> str:
    manifest = published.manifest
    phrase = wording.UNCHANGED
    if published.changed:
        phrase = wording.REUSED if published.reused else wording.PUBLISHED
    documents = wording.DOCUMENTS.say(len(manifest.dataset.documents), language)
    statements = wording.STATEMENTS.say(manifest.statements, language)
    own = grouped(manifest.quads - manifest.statements)
    return phrase.say(language, release=manifest.id, documents=documents, statements=statements, own=own)
