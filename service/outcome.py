"""What came of publishing, in lines for a person. Publishes nothing."""

from collections.abc import Iterator
from pathlib import Path

from ontology.dataset import Dataset
from ontology.language import Language
from service import wording
from service.release.publish import Published


def lines(published: Published, dataset: Path, language: Language) -> Iterator[str]:
    """Which release is served and of what; why it was made as a whole; what is against it, and what is open."""
    yield _release(published, language)
    if published.whole is not None:
        yield wording.WHOLE.say(language, why=published.whole.say(language))
    violations = sum(published.manifest.violations.values())
    if violations:
        counted = wording.VIOLATIONS.say(violations, language)
        yield wording.VIOLATING.say(language, violations=counted, dataset=dataset)
    if published.warnings:
        yield wording.WARNED.say(language, warnings=wording.WARNINGS.say(published.warnings, language), dataset=dataset)
    issues = Dataset(dataset).open_issues()
    if issues:
        yield wording.OPEN.say(language, issues=wording.ISSUES.say(issues, language))


def _release(published: Published, language: Language) -> str:
    manifest = published.manifest
    phrase = wording.UNCHANGED
    if published.changed:
        phrase = wording.REUSED if published.reused else wording.PUBLISHED
    documents = wording.DOCUMENTS.say(len(manifest.dataset.documents), language)
    statements = wording.STATEMENTS.say(manifest.quads, language)
    return phrase.say(language, release=manifest.id, documents=documents, statements=statements)
