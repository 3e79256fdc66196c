"""A data directory in which a few releases changed something of everything that people follow."""

from dataclasses import replace
from pathlib import Path

from ontology import iri, terms
from ontology.iri import DocumentKey
from service.release.publish import publish
from tests.service.tiny import BUDGET, ORGANISATION, REPORT, Goal, Tiny, node, quad, text, version


class Told(Tiny):
    """The tiny dataset, in which every goal stands in its document and is one that endures."""

    def _goal(self, document: DocumentKey, goal: Goal) -> list[str]:
        subject, home = version(self.base, document, goal.number), iri.graph(self.base, "doc", document.path)
        enduring = iri.mint(self.base, iri.in_body("goal", ORGANISATION, f"g{goal.number.replace('.', '')}"))
        return [
            *super()._goal(document, goal),
            quad(subject, terms.IN_DOCUMENT, node(iri.mint(self.base, iri.in_document("document", document))), home),
            quad(subject, terms.VERSION_OF, node(enduring), home),
            quad(subject, terms.HOLDER_NAME, text("Fenna Fictief"), home),
        ]


FIRST = Told()
WATER, FEET = FIRST.goals[BUDGET]


def of_budget(*goals: Goal) -> Tiny:
    """The tiny dataset with these goals in its budget."""
    return replace(FIRST, goals={**FIRST.goals, BUDGET: goals})


STEPS = (
    FIRST,
    of_budget(WATER, FEET, Goal("1.1.3", "Groene daken", "12.5", refers_to=("1.1.1",))),
    of_budget(replace(WATER, expenditure="400000", refers_to=()), FEET, Goal("1.1.3", "Groene gevels", "12.5")),
    of_budget(replace(WATER, expenditure="400000", refers_to=()), FEET),
    replace(
        of_budget(WATER, FEET), goals={BUDGET: (WATER, FEET), REPORT: (Goal("1.1.1", "Schoon <water> & «lucht»"),)}
    ),
)
"""What is published, one after the other: a goal comes, changes and goes; amounts, references and names differ."""


def publish_steps(root: Path, count: int = len(STEPS)) -> Path:
    """Publish the first so many steps; gives the data directory."""
    for step in STEPS[:count]:
        publish(step.write(root / "dataset"), root / "data", allow_loss=True, allow_violations=True)
    return root / "data"
