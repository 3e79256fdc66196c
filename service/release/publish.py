"""Publishes a dataset: checks it against what is served, builds a release aside, and swaps it in as the last step.

How a release is built is known by `build`, where it lies by `releases`, what breaks the shapes by `conformance`.
"""

import hashlib
import math
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten
from typing import Final

from ontology.dataset import Dataset, Manifest, withdrawn_version
from ontology.finding import Finding, text
from ontology.iri import DocumentKey
from ontology.language import Counted, Language, Phrase, verbatim
from ontology.shapes import REMEDIES
from service.release import assemble
from service.release.build import Making, Progress, Step, build
from service.release.change_record import try_record
from service.release.conformance import Conformance, check_changed
from service.release.contents import definitions_digest
from service.release.curated import CuratedGraphs, Shelf
from service.release.derive import packaged_rules
from service.release.patch import NoPatchError
from service.release.prune import Pruned, prune_locked
from service.release.releases import PublishRefusedError, ReleaseError, ReleaseManifest, Releases, ViolationsError
from service.release.remote_endpoint import Recipient, RemoteEndpoint

_SHOWN: Final = 5
_LONGEST: Final = 100  # characters of a value that are shown; a page as a whole can be one


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did.

    `changed` is False where the dataset was served already; `reused` is True where a release that was made of the same
    earlier, and was not served any more, is served again. `whole` says why the release was built as a whole although
    there was one before it; None where it was not, or where none was before. `warnings` counts those of the shapes in
    what was checked now. `pruned` says what was removed after it, and `not_pruned` why that did not succeed;
    `not_logged` why the log of changes could not be kept, which the next publish makes up for.
    """

    manifest: ReleaseManifest
    changed: bool
    reused: bool = False
    whole: NoPatchError | None = None
    warnings: int = 0
    pruned: Pruned | None = None
    not_pruned: OSError | ReleaseError | None = None
    not_logged: OSError | sqlite3.Error | None = None


def publish(  # noqa: PLR0913 - what its caller may wish
    dataset: Path,
    data: Path,
    *,
    allow_loss: bool = False,
    allow_violations: bool = False,
    allow_empty: bool = False,
    full: bool = False,
    keep: int = 0,
    to: Recipient | None = None,
    progress: Progress | None = None,
) -> Published:
    """Make a dataset the release that is served, and say what was done.

    The release is made from the one that is served, by changing what differs; or as a whole, where that can't be done
    or where `full` asks for it, then also of a dataset that is served already. What differs is checked against the
    shapes before. Of older releases only the newest `keep` stay, see `prune`; all of them where that is 0. With `to`
    that engine serves the release, and is given it before the release is swapped in.

    Raises:
        PublishRefusedError: the dataset is damaged or empty, has another base, lacks something that was published, or
            violates the shapes in what differs.
        ReleaseError: a rule fails, another release can't be read, or the engine of `to` can't be given the release.
        DatasetError: there is no dataset, or it is of another format.
    """
    releases, rules, source = Releases(data), packaged_rules(), Dataset(dataset)
    manifest = source.manifest()
    progress = progress or _silent
    served_by = to.endpoint if to is not None else None
    if not allow_empty:
        _refuse_empty(source, manifest)
    with releases.locked():
        releases.sweep()
        _verify(source, manifest, progress)  # the digest below speaks for the files only when they are those it names
        current = releases.current_manifest()
        curated = CuratedGraphs(Shelf.of(data), releases.settle_curated())
        digest = assemble.digest(manifest, definitions_digest(rules.digest), curated.curated)
        if current is not None:
            if current.digest == digest and not full and current.remote == served_by:
                _deliver(current, to, progress)
                return Published(current, changed=False, not_logged=try_record(releases))
            _refuse_other_base(current.dataset, manifest)
            if not allow_loss:
                _refuse_shrinkage(current.dataset, manifest)
                _refuse_loss(current.dataset, manifest)
        found = _conformance(source, manifest, current, progress)
        if not allow_violations:
            _refuse_violations(source, found)
        earlier = None if full else _built_before(releases, digest, found, served_by)
        if earlier is not None:
            _deliver(earlier, to, progress)
            releases.point_to(earlier.id)
            return _settled(releases, keep, Published(earlier, changed=True, reused=True, warnings=found.warnings))
        making = Making(source, manifest, rules, found, None if full else current, curated, served_by, current)
        built = build(releases, making, progress)
        _deliver(built.manifest, to, progress)
        releases.point_to(built.manifest.id)
        published = Published(built.manifest, changed=True, whole=built.whole, warnings=found.warnings)
        return _settled(releases, keep, published)


def _deliver(manifest: ReleaseManifest, to: Recipient | None, progress: Progress) -> None:
    if to is not None:
        to.deliver(manifest, lambda done, total: progress(Step.SEND, done, total))


def _settled(releases: Releases, keep: int, published: Published) -> Published:
    """What publishing did, with what was logged and pruned after it; neither ever undoes it."""
    published = replace(published, not_logged=try_record(releases))
    if not keep:
        return published
    try:
        return replace(published, pruned=prune_locked(releases, keep))
    except (OSError, ReleaseError) as error:
        return replace(published, not_pruned=error)


def _built_before(
    releases: Releases, digest: str, found: Conformance, served_by: RemoteEndpoint | None
) -> ReleaseManifest | None:
    """The newest release made from the same and for the same engine, not served because of a rollback or a crash.

    One that says otherwise of the shapes is not meant.
    """
    for release in reversed(releases.identifiers()):
        if release.endswith(f"-{digest}"):
            manifest = releases.manifest(release)
            if (manifest.checked, manifest.violations, manifest.remote) == (found.keys, found.violations, served_by):
                return manifest
    return None


def _conformance(
    dataset: Dataset, manifest: Manifest, current: ReleaseManifest | None, progress: Progress
) -> Conformance:
    def told(done: int, total: int) -> None:
        progress(Step.CHECK, done, total)

    return check_changed(dataset, manifest, current, os.cpu_count() or 1, told)


def _verify(dataset: Dataset, manifest: Manifest, progress: Progress) -> None:
    """Compare every file with its digest in the manifest."""
    expected = manifest.all_files
    for done, (path, digest) in enumerate(sorted(expected.items()), start=1):
        try:
            with (dataset.root / path).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise PublishRefusedError(_UNREADABLE, path=dataset.root / path, why=error.strerror) from error
        if found != digest:
            raise PublishRefusedError(_OTHER_FILE, path=dataset.root / path)
        progress(Step.VERIFY, done, len(expected))


def _refuse_empty(dataset: Dataset, manifest: Manifest) -> None:
    if not manifest.documents:
        raise PublishRefusedError(_EMPTY, dataset=dataset.root, issues=dataset.open_issues())


def _refuse_other_base(old: Manifest, new: Manifest) -> None:
    if old.base != new.base:
        raise PublishRefusedError(
            Phrase(
                "de dataset geeft alles een naam onder {new}, en wat in dienst is heet naar {old}; maak haar opnieuw "
                "met `doelgraaf ingest --base {old}`, of publiceer haar in een datamap van haar eigen",
                "the dataset identifies things under {new}, what is served under {old}; make it again "
                "with `doelgraaf ingest --base {old}`, or publish it to a data directory of its own",
            ),
            new=new.base,
            old=old.base,
        )


def _refuse_loss(old: Manifest, new: Manifest) -> None:
    """Refuse where an identifier that somebody may have cited would no longer lead anywhere."""
    lost = [*_lost_versions(old, new), *_lost_identifiers(old, new)]
    if lost:
        others = len(lost) - _SHOWN
        raise PublishRefusedError(
            Phrase(
                "in de dataset ontbreekt wat eerder is gepubliceerd ({count}): {shown}{others}; "
                "vul de ontbrekende pagina's aan, of aanvaard het verlies met --allow-loss; identificaties zoals die "
                "van personen blijven als u inleest naar de map van de eerdere dataset, waarvan `ledger` ze kent",
                "the dataset lacks what was published before ({count}): {shown}{others}; "
                "add the missing pages to its input, or accept the loss with --allow-loss; identifiers such as those "
                "of persons stay where pages are read into the folder of the dataset before, whose `ledger` knows them",
            ),
            count=len(lost),
            shown=", ".join(lost[:_SHOWN]),
            others=Phrase(f" en nog {others}", f" and {others} more") if others > 0 else "",
        )


def _lost_versions(old: Manifest, new: Manifest) -> list[str]:
    return [_version_name(path, version) for path, version, was_withdrawn in _gone(old, new) if not was_withdrawn]


def _gone(old: Manifest, new: Manifest) -> Iterator[tuple[str, str, bool]]:
    """The versions that no page describes any more, by document, and whether the operator withdrew them."""
    withdrawn = {digest for body in new.bodies.values() for digest in body.withdrawn}
    kept = {(path, version) for path, entry in new.documents.items() for version in entry.versions}
    for path, entry in sorted(old.documents.items()):
        for version in entry.versions:
            if (path, version) not in kept:
                yield path, version, withdrawn_version(path, version) in withdrawn


def _version_name(document: str, version: str) -> str:
    return version if document in version else f"{document} {version}"


def _lost_identifiers(old: Manifest, new: Manifest) -> list[str]:
    lost = []
    for organisation, body in sorted(old.bodies.items()):
        kept = set(new.bodies[organisation].identifiers) if organisation in new.bodies else set()
        lost += [f"{organisation} {identifier}" for identifier in body.identifiers if identifier not in kept]
    return lost


def _refuse_violations(dataset: Dataset, conformance: Conformance) -> None:
    if conformance.found:
        others = conformance.found - len(conformance.first)
        raise ViolationsError(
            _VIOLATIONS,
            violations=Phrase(*(_VIOLATION.say(conformance.found, language) for language in Language)),
            places=Phrase(*(_PLACE.say(conformance.places, language) for language in Language)),
            shown=Phrase(*("".join(_lines(one, language) for one in conformance.first) for language in Language)),
            others=Phrase(f"- en nog {others}\n", f"- and {others} more\n") if others else "",
            dataset=dataset.root,
        )


def _lines(finding: Finding, language: Language) -> str:
    """A finding for people, as a part of a phrase."""
    value = shorten(finding.value or "", _LONGEST, placeholder=" …")
    thing = " ".join(part for part in (finding.focus, finding.path, value) if part)
    wrong, mend = (text(phrase, language) for phrase in (finding.message, finding.remedy))
    return verbatim(f"- {finding.document}: {thing}\n  {wrong}{REMEDIES[language]}{mend}\n")


def _refuse_shrinkage(old: Manifest, new: Manifest) -> None:
    """Refuse a body of which too many goals are gone: a redesigned website reads as no goals.

    Goals that were withdrawn do not count.
    """
    before, after = _goals(old), _goals(new)
    for path, version, was_withdrawn in _gone(old, new):
        if was_withdrawn and version.startswith("goal-version/"):
            before[DocumentKey.parse(path).organisation] -= 1
    for organisation, body in sorted(new.bodies.items()):
        had, has = before.get(organisation, 0), after.get(organisation, 0)
        least = math.ceil(round(had * (1 - body.may_shrink), 9))
        if has < least:
            raise PublishRefusedError(
                Phrase(
                    "{name} ({code}) heeft hier {has} van de {had} doelen die in dienst zijn, en {least} is het minst; "
                    "bekijk de meldingen van de dataset, aanvaard het met --allow-loss, of verhoog mayShrink in "
                    "sources/*.yml",
                    "{name} ({code}) has {has} here of the {had} goals that are served, and {least} is the least; "
                    "look at the issues of the dataset, accept it with --allow-loss, or raise mayShrink in "
                    "sources/*.yml",
                ),
                name=body.name,
                code=organisation,
                has=has,
                had=had,
                least=least,
            )


def _goals(manifest: Manifest) -> dict[str, int]:
    goals: dict[str, int] = {}
    for path, entry in manifest.documents.items():
        organisation = DocumentKey.parse(path).organisation
        goals[organisation] = goals.get(organisation, 0) + entry.coverage.goals_read
    return goals


def _silent(_step: Step, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


_VIOLATION: Final = Counted(Phrase("schending", "violation"), Phrase("schendingen", "violations"))
_PLACE: Final = Counted(Phrase("onderdeel", "part"), Phrase("onderdelen", "parts"))
_VIOLATIONS: Final = Phrase(
    "niet gepubliceerd: de dataset heeft {violations} van de vormen (SHACL), in {places}:\n{shown}{others}"
    "Zie alles met `doelgraaf check {dataset}` en herstel het, of aanvaard het met --allow-violations",
    "not published: the dataset has {violations} of the shapes (SHACL), in {places}:\n{shown}{others}"
    "See all of it with `doelgraaf check {dataset}` and mend it, or accept it with --allow-violations",
)
_EMPTY: Final = Phrase(
    "niet gepubliceerd: {dataset} heeft geen documenten; open meldingen van het lezen: {issues} (`doelgraaf ingest` "
    "toont ze). Geef pagina's waarvan vaststaat bij welk document zij horen, of publiceer toch met --allow-empty",
    "not published: {dataset} has no documents; open issues of reading: {issues} (`doelgraaf ingest` shows them). "
    "Offer pages of which it is known to which document they belong, or publish it all the same with --allow-empty",
)
_UNREADABLE: Final = Phrase(
    "{path}: is niet te lezen ({why}); maak de dataset opnieuw met `doelgraaf ingest`",
    "{path}: can't be read ({why}); make the dataset again with `doelgraaf ingest`",
)
_OTHER_FILE: Final = Phrase(
    "{path}: is niet het bestand dat het manifest noemt; maak de dataset opnieuw met `doelgraaf ingest`",
    "{path}: not the file that the manifest names; make the dataset again with `doelgraaf ingest`",
)
