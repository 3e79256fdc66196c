"""Towns on disk: the pages of a fictional municipality as a folder that `doelgraaf ingest` reads."""

from pathlib import Path

from benchmarks.rendering import as_text
from benchmarks.years import Town


def write_town(town: Town, folder: Path) -> Path:
    """Write all pages, each with its sidecar, and what the operator says of the documents; gives the folder."""
    listed = ["# The municipality and its people are invented, and so is every word about them.\n"]
    for document, issues in town.issued.items():
        inside = folder / document.name
        inside.mkdir(parents=True)
        sequence = f", sequence: {document.sequence}" if document.sequence else ""
        complete = str(document in town.complete).lower()
        listed.append(
            f"{document.name}:\n  organisation: {town.code}\n  name: {town.name}\n  family: {town.family}\n"
            f"  documents:\n    - {{kind: {document.kind}, year: {document.year}{sequence}, complete: {complete}}}\n"
        )
        for issue in issues:
            page = town.page(document, issue)
            path = inside / f"doel-{issue.number.replace('.', '-')}.txt"
            path.write_text(as_text(page), "utf-8")
            path.with_suffix(".yml").write_text(f"source: {page.address}\n", "utf-8")
    (folder / "bodies.yml").write_text("".join(listed), "utf-8")
    return folder
