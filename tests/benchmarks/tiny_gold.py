"""A gold set of two pages, of which one departs from its annotation on purpose, with counts known by hand."""

from pathlib import Path

BODIES = """
begroting:
  organisation: gm9190
  name: Proefdorp
  family: zwolle
  documents: [{kind: begroting, year: 2031, goalsExpected: 2, complete: true}]
berap:
  organisation: gm9190
  name: Proefdorp
  family: zwolle
  documents: [{kind: berap, year: 2031, sequence: 1}]
"""
BUDGET = """Beschrijving doel 1.1.2 Iedereen in Proefdorp doet mee

Meedoen begint thuis (zie doel 1.1.1). Dit draagt bij aan programma 4. Doel 1.2.9 is er niet.

Criteria

- Meer mensen doen mee.
- Minder mensen staan stil.

Portefeuillehouder(s)

Anna Verzonnen
Bram Bedacht

Overzicht baten en lasten

Lasten

Baten

Saldo

Doel 1.1.2

1.000

400

600
"""
# Where it departs from the page on purpose, the comment says so.
BUDGET_GOLD = """
page: doel-1-1-2.txt
note: departs from its page on purpose
kind: goal
layout: z3
number: "1.1.2"
statement: {exact: Iedereen in Proefdorp doet mee}
sections:
  - {kind: description, begins: Meedoen begint, ends: is er niet.}
  - {kind: activities, heading: Criteria, begins: Meer mensen, ends: staan stil.}  # another kind
  - {kind: holders, heading: Portefeuillehouder(s), begins: Anna, ends: Bedacht}
  - {kind: budget, heading: Overzicht baten en lasten, begins: Lasten, ends: "400"}  # ends too soon
references:  # the number in the table is left out
  - {exact: doel 1.1.2, kind: goal, number: "1.1.2", role: self, resolution: self}
  - {exact: zie doel 1.1.1, kind: goal, number: "1.1.1", role: cross-reference, relation: see, resolution: resolved}
  - {exact: programma 4, kind: programme, number: "4", role: child, relation: part-of, resolution: not-loaded}  # role, relation
  - {exact: Doel 1.2.9, kind: goal, number: "1.2.9", role: cross-reference, resolution: not-loaded}  # dangling
  - {exact: Meedoen, kind: goal, number: "9.9.9", role: cross-reference, resolution: dangling, suspect: true}  # nothing
mentions: [{exact: thuis, kind: target, number: "1"}]  # nothing
holders: [{exact: Anna Verzonnen}, {exact: Bram}]  # half a name
amounts:  # the last cell is left out
  - {exact: "1.000", line: expenditure, year: 2031, phase: original, amount: "1000.00", of: "1.1.2"}
  - {exact: "400", line: revenue, year: 2031, phase: original, amount: "401"}  # another amount
criteria: 3  # one more
"""
REPORT = """Doel 1.1.1 Buurtkracht

We versterken Proefdorp

Beschrijving

Elke buurt heeft een plek (zie doel 1.1.2).

Criteria

- Een plek in elke buurt.

Portefeuillehouder(s)

Anna Verzonnen

Afwijkingen op activiteiten Berap 2031-1

De huiskamer

Budgettair neutraal

Op dit doel is er een incidenteel nadeel van € 45.000,-.
"""
REPORT_GOLD = """
page: doel-1-1-1.txt
note: an effect that comes back every year, as annotated
kind: goal
layout: z5b
number: "1.1.1"
label: {exact: Buurtkracht}
statement: {exact: We versterken Proefdorp}
sections:
  - {kind: description, heading: Beschrijving, begins: Elke buurt, ends: 1.1.2).}
  - {kind: criteria, heading: Criteria, begins: Een plek, ends: buurt.}
  - {kind: holders, heading: Portefeuillehouder(s), begins: Anna, ends: Verzonnen}
  - {kind: deviations, heading: Afwijkingen op activiteiten Berap 2031-1, begins: De huiskamer, ends: "45.000,-."}
references:
  - {exact: Doel 1.1.1, kind: goal, number: "1.1.1", role: self, resolution: self}
  - {exact: zie doel 1.1.2, kind: goal, number: "1.1.2", role: cross-reference, relation: see, resolution: resolved}
holders: [{exact: Anna Verzonnen}]
effects:
  - {exact: incidenteel nadeel, on: {kind: goal, number: "1.1.1"}, effect: disadvantage, amount: "45000", recurrence: structural, year: 2031}
criteria: 1
deviations: 1
"""


def write_gold(root: Path) -> Path:
    """A gold set of two pages of a budget and one of a report, in the split of development."""
    split = root / "development"
    first = BUDGET.replace("1.1.2", "1.1.1").replace("zie doel 1.1.1", "zie verder")
    files = {
        "bodies.yml": BODIES,
        "begroting/doel-1-1-2.txt": BUDGET,
        "begroting/doel-1-1-2.gold.yml": BUDGET_GOLD,
        "begroting/doel-1-1-1.txt": first,
        "berap/doel-1-1-1.txt": REPORT,
        "berap/doel-1-1-1.gold.yml": REPORT_GOLD,
    }
    for name, text in files.items():
        (split / name).parent.mkdir(parents=True, exist_ok=True)
        (split / name).write_text(text, "utf-8")
    return root
