"""A small fictional town by the contract of docs/model.md: two documents, three pages, one goal page with everything."""

from collections.abc import Iterator
from datetime import UTC, datetime

from pyoxigraph import NamedNode, Quad

from ontology import codes as c
from ontology import terms as t
from ontology.codes import code_iri
from ontology.dataset import BodyEntry, Coverage, DocumentEntry, Manifest
from ontology.iri import DocumentKey, graph, in_body, in_document, mint, organisation, sort_key
from ontology.iri import run as iri_of_run
from service.answers.coverage import Holdings
from service.answers.vocabulary import vocabulary
from tests.web.sheet import BASE, Nl, Node, Sheet, Typed, version
from tests.web.texts import GOAL_TEXT, OTHER_TEXT, REPORT_TEXT

ORG = "gm9901"
BUDGET = DocumentKey(ORG, c.DocumentKind.BEGROTING, 2031)
OLDER = DocumentKey(ORG, c.DocumentKind.BEGROTING, 2029)
REPORT = DocumentKey(ORG, c.DocumentKind.BERAP, 2031, 1)


def quads() -> list[Quad]:
    """Every statement of the town."""
    home_of_terms = NamedNode(graph(BASE, "def"))
    defined = (Quad(quad.subject, quad.predicate, quad.object, home_of_terms) for quad in vocabulary())
    return [*_body(), *_goal(), *_other(), *_report(), *defined]


def holdings(release: str = "20310101-test") -> Holdings:
    """What the manifest of the town's release says."""
    entries = {
        BUDGET.path: _entry("Begroting 2031", Coverage(2, 2, 1, 4, "no"), {"resolved": 2, "not-loaded": 3}, 1),
        REPORT.path: _entry("Berap 2031-1", Coverage(1, 1, 0, None, "unknown"), {}),
    }
    bodies = {ORG: BodyEntry("Nergenshuizen", 0.1, (), {})}
    return Holdings(Manifest(BASE, bodies, entries, {}, "0.1.0"), release, datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC))


NAMED = {
    version(BUDGET, "1.3.4"): ("1.3.4", "goal", "Doel"),
    version(BUDGET, "4", "programme"): ("4", "programme", "Programma"),
    version(BUDGET, "2.1", "ambition"): ("2.1", "ambition", "Ambitie"),
    version(BUDGET, "2.2", "ambition"): ("2.2", "ambition", "Ambitie"),
    version(BUDGET, "2", "programme"): ("2", "programme", "Programma"),
    version(REPORT, "10", "programme"): ("10", "programme", "Programma"),
}


def _entry(title: str, coverage: Coverage, references: dict[str, int], suspect: int = 0) -> DocumentEntry:
    return DocumentEntry(title, "20310503t145935", coverage, references, {}, (), (), {}, suspect)


def _body() -> Iterator[Quad]:
    sheet = Sheet(BUDGET, "0", "", set(NAMED))
    body = organisation(BASE, ORG)
    sheet.say(
        body,
        (t.RDF_TYPE, Node(t.ORG_FORMAL_ORGANIZATION)),
        (t.RDFS_LABEL, "Nergenshuizen"),
        (t.NAME, "Nergenshuizen"),
    )
    sheet.say(
        mint(BASE, in_body("domain", ORG, "sociaal-domein")),
        (t.RDF_TYPE, Node(t.DOMAIN)),
        (t.RDFS_LABEL, Nl("Sociaal domein")),
        (t.SKOS_PREF_LABEL, Nl("Sociaal domein")),
        (t.SKOS_IN_SCHEME, Node(mint(BASE, in_body("domain-scheme", ORG)))),
    )
    sheet.say(
        mint(BASE, in_body("person", ORG, "p7x2")),
        (t.RDF_TYPE, Node(t.FOAF_PERSON)),
        (t.FOAF_NAME, "Fenna Fictief"),
        (t.RDFS_LABEL, "Fenna Fictief"),
    )
    for document, title in ((BUDGET, "Begroting 2031"), (REPORT, "Berap 2031-1")):
        sheet.say(
            mint(BASE, in_document("document", document)),
            (t.RDF_TYPE, Node(t.PLANNING_CONTROL_DOCUMENT)),
            (t.RDFS_LABEL, Nl(f"{title} (Nergenshuizen)")),
            (t.DCTERMS_TITLE, Nl(title)),
            (t.DOCUMENT_KIND, Node(code_iri(document.kind))),
            (t.YEAR, 2031),
            (t.ORGANISATION, Node(body)),
        )
    sheet.body_owned.add(mint(BASE, in_document("document", OLDER)))
    sheet.say(
        mint(BASE, in_document("document", OLDER)),
        (t.RDF_TYPE, Node(t.NAMED_DOCUMENT)),
        (t.RDFS_LABEL, Nl("Begroting 2029 (Nergenshuizen)")),
        (t.DCTERMS_TITLE, Nl("Begroting 2029")),
        (t.YEAR, 2029),
    )
    for iri, (number, kind, word) in NAMED.items():
        document = REPORT if "/berap/" in iri else BUDGET
        sheet.say(
            iri,
            (t.RDF_TYPE, Node(t.NAMED_VERSION)),
            *_handles(
                document,
                number,
                f"{word} {number} (Nergenshuizen, {'Begroting 2031' if document == BUDGET else 'Berap 2031-1'})",
            ),
            (t.NAMED_KIND, Node(code_iri(c.CitedKind(kind)))),
        )
    sheet.say(version(BUDGET, "2.2", "ambition"), (t.IN_PROGRAMME, Node(version(BUDGET, "2", "programme"))))
    yield from sheet.quads
    described, provenance = (NamedNode(graph(BASE, *path)) for path in (("doc", BUDGET.path), ("provenance",)))
    run = NamedNode(mint(BASE, iri_of_run("5f3a")))
    yield Quad(described, NamedNode(t.RDF_TYPE), NamedNode(t.DOCUMENT_GRAPH), provenance)
    yield Quad(described, NamedNode(t.PROV_WAS_GENERATED_BY), run, provenance)
    yield Quad(run, NamedNode(t.RDF_TYPE), NamedNode(t.PROV_ACTIVITY), provenance)


def _handles(document: DocumentKey, number: str, label: str) -> tuple[tuple[str, object], ...]:
    return (
        (t.NUMBER, number),
        (t.SORT_KEY, sort_key(number)),
        (t.RDFS_LABEL, Nl(label)),
        (t.IN_DOCUMENT, Node(mint(BASE, in_document("document", document)))),
        (t.ORGANISATION, Node(organisation(BASE, ORG))),
        (t.ORGANISATION_NAME, "Nergenshuizen"),
        (t.YEAR, 2031),
    )


def _start(sheet: Sheet, label: str, statement: str) -> None:
    sheet.say(
        sheet.page,
        (t.RDF_TYPE, Node(t.PAGE)),
        (t.TEXT, sheet.text),
        (t.BUILT_AT, Typed("2031-05-03T15:20:24", t.XSD_DATE_TIME)),
        (t.EXPORTED_AT, Typed("2031-05-03T14:59:35", t.XSD_DATE_TIME)),
        (t.DCTERMS_SOURCE, Typed("https://nergenshuizen.example/doel", t.XSD_ANY_URI)),
        (t.RDFS_LABEL, Nl(f"Pagina van doel {sheet.number}")),
    )
    sheet.say(
        sheet.version,
        (t.RDF_TYPE, Node(t.GOAL_VERSION)),
        *_handles(sheet.document, sheet.number, f"Doel {sheet.number} {label} (Nergenshuizen)"),
        (t.NAME, label),
        (t.STATEMENT, Nl(statement)),
        (t.DESCRIBED_ON, Node(sheet.page)),
        (t.IN_DOMAIN, Node(mint(BASE, in_body("domain", ORG, "sociaal-domein")))),
    )


def _goal() -> list[Quad]:
    sheet = Sheet(BUDGET, "2.2.2", GOAL_TEXT, set(NAMED))
    _start(sheet, "Maatschappelijke participatie", "We zorgen dat inwoners naar vermogen meedoen")
    _goal_sections(sheet)
    _goal_references(sheet)
    _goal_items(sheet)
    _goal_holder(sheet)
    _goal_money(sheet)
    return sheet.quads


def _goal_sections(sheet: Sheet) -> None:
    kinds = c.SectionKind
    sheet.section(0, kinds.DESCRIPTION, "Beschrijving doel", "In 2027", "(doel 2.1).")
    sheet.section(1, kinds.CRITERIA, "Criteria", "We zorgen", "voor 2028.")
    sheet.section(2, kinds.FRAMEWORK_NOTES, "Kaderstellende nota('s)", "\n", "\n")
    sheet.section(3, kinds.HOLDERS, "Portefeuillehouder(s)", "Fenna", "Fictief")
    sheet.section(4, kinds.ACTIVITIES, "Activiteiten", "  • Door", "& meer")
    sheet.section(5, kinds.BUDGET, "Overzicht baten en lasten", "Lasten", "\n348.646\n\n0\n\n348.646")


def _goal_references(sheet: Sheet) -> None:
    goal, ambition, programme = c.CitedKind.GOAL, c.CitedKind.AMBITION, c.CitedKind.PROGRAMME
    loaded, missing = c.Resolution.RESOLVED, c.Resolution.NOT_LOADED
    see, adds, aligned = c.Relation.SEE, c.Relation.CONTRIBUTES_TO, c.Relation.ALIGNED_WITH
    first = GOAL_TEXT[GOAL_TEXT.index("In 2027") : GOAL_TEXT.index(" Tenminste")]
    second = GOAL_TEXT[GOAL_TEXT.index("De activering") : GOAL_TEXT.index(" Zie ook")]
    third = GOAL_TEXT[GOAL_TEXT.index("Zie ook ‘") : GOAL_TEXT.index("\n\nCriteria")]
    head = "Beschrijving doel 2.2.2 We zorgen dat inwoners naar vermogen meedoen"
    sheet.reference("doel 2.2.2", head, "2.2.2", goal, c.Relation.UNKNOWN, c.Resolution.SELF, None)
    sheet.reference("zie doel 1.1.1", first, "1.1.1", goal, see, loaded, version(BUDGET, "1.1.1"))
    sheet.reference("Programma 4", second, "4", programme, adds, missing, version(BUDGET, "4", "programme"))
    sheet.reference("zie doel 1.3.4", second, "1.3.4", goal, adds, missing, version(BUDGET, "1.3.4"), "Gezonde stad")
    sheet.reference(
        "doel 2.1", third, "2.1", ambition, aligned, missing, version(BUDGET, "2.1", "ambition"), "Goede dagen"
    )


def _items(sheet: Sheet, name: str, class_iri: str, kind: str, texts: tuple[str, ...]) -> list[str]:
    made = [
        sheet.span(kind, text, (t.RDF_TYPE, Node(class_iri)), (t.ORDER, order), (t.DCTERMS_DESCRIPTION, text))
        for order, text in enumerate(texts)
    ]
    sheet.say(sheet.version, *((name, Node(iri)) for iri in made))
    return made


def _goal_items(sheet: Sheet) -> None:
    criteria = _items(
        sheet,
        t.HAS_CRITERION,
        t.CRITERION,
        "criterion",
        (
            "Participatiegroei wordt gerealiseerd bij tenminste 200 bijstandsgerechtigden.",
            "Partijen elkaar beter weten te vinden dan voor 2028.",
        ),
    )
    _items(
        sheet,
        t.HAS_PLANNED_ACTIVITY,
        t.PLANNED_ACTIVITY,
        "activity",
        (
            "Doorontwikkeling plan participatie in lijn met spoor 6 van de hervormingsagenda",
            "Instemmen met bestedingsvoorstel 1, de Hervormingsagenda, € 5 & meer",
        ),
    )
    target = sheet.span(
        "target",
        "tenminste 200 bijstandsgerechtigden",
        (t.RDF_TYPE, Node(t.TARGET)),
        (t.EXACT, "tenminste 200 bijstandsgerechtigden"),
        (t.COMPARATOR, Node(code_iri(c.Comparator.AT_LEAST))),
        (t.VALUE, Typed("200", t.XSD_DECIMAL)),
        (t.UNIT, "bijstandsgerechtigden"),
        (t.IN_ELEMENT, Node(criteria[0])),
    )
    mention = sheet.span(
        "mention",
        "spoor 6",
        (t.RDF_TYPE, Node(t.MENTION)),
        (t.MENTION_KIND, Node(code_iri(c.MentionKind.TRACK))),
        (t.CITED_NUMBER, "6"),
        (t.EXACT, "spoor 6"),
    )
    sheet.say(sheet.version, (t.HAS_TARGET, Node(target)), (t.HAS_MENTION, Node(mention)))


def _goal_holder(sheet: Sheet) -> None:
    holder = sheet.span("span", "Fenna Fictief", (t.RDF_TYPE, Node(t.TEXT_SPAN)), (t.EVIDENCE_FOR, Node(t.HOLDER_NAME)))
    assignment = sheet.say(
        mint(BASE, in_document("portfolio-assignment", BUDGET, "2.2.2", "p7x2")),
        (t.RDF_TYPE, Node(t.PORTFOLIO_ASSIGNMENT)),
        (t.PRINTED_NAME, "Fenna Fictief"),
        (t.ORG_MEMBER, Node(mint(BASE, in_body("person", ORG, "p7x2")))),
        (t.COVERS_ELEMENT, Node(sheet.version)),
        (t.FIRST_ATTESTED, Typed("2031-05-03", t.XSD_DATE)),
        (t.LAST_ATTESTED, Typed("2031-05-03", t.XSD_DATE)),
    )
    sheet.say(
        sheet.version,
        (t.EVIDENCE, Node(holder)),
        (t.HOLDER_NAME, "Fenna Fictief"),
        (t.PORTFOLIO_ASSIGNMENT_PROPERTY, Node(assignment)),
        (t.FRAMEWORK_NOTES_STATE, Node(code_iri(c.ListState.HEADING_WITHOUT_LIST))),
        (t.CRITERIA_STATE, Node(code_iri(c.ListState.FILLED))),
        (t.IN_AMBITION, Node(version(BUDGET, "2.2", "ambition"))),
        (t.IN_PROGRAMME, Node(version(BUDGET, "2", "programme"))),
    )


def _goal_money(sheet: Sheet) -> None:
    for line, cell, amount, after in (
        (c.BudgetLine.EXPENDITURE, "348.646", "348646", "Doel 2.2.2\n"),
        (c.BudgetLine.REVENUE, "0", "0", "\n0\n"),
        (c.BudgetLine.BALANCE, "348.646", "348646", "\n0\n"),
    ):
        span = sheet.span(
            "span", cell, (t.RDF_TYPE, Node(t.TEXT_SPAN)), (t.EVIDENCE_FOR, Node(t.CELL_TEXT)), after=after
        )
        sheet.say(
            mint(BASE, in_document("observation", BUDGET, "2.2.2", line, "2031", "original")),
            (t.RDF_TYPE, Node(t.QB_OBSERVATION)),
            (t.BUDGETED_ELEMENT, Node(sheet.version)),
            (t.BUDGET_LINE, Node(code_iri(line))),
            (t.PHASE, Node(code_iri(c.Phase.ORIGINAL))),
            (t.YEAR, 2031),
            (t.OBEU_AMOUNT, Typed(amount, t.XSD_DECIMAL)),
            (t.CELL_TEXT, cell),
            (t.EVIDENCE, Node(span)),
        )
    sheet.say(
        sheet.version,
        (t.EXPENDITURE, Typed("348646", t.XSD_DECIMAL)),
        (t.REVENUE, Typed("0", t.XSD_DECIMAL)),
        (t.BALANCE, Typed("348646", t.XSD_DECIMAL)),
    )


def _other() -> list[Quad]:
    sheet = Sheet(BUDGET, "1.1.1", OTHER_TEXT, set(NAMED))
    _start(sheet, "Buurtkracht", "We versterken de sociale basis")
    sheet.section(0, c.SectionKind.DESCRIPTION, "Beschrijving", "Wie niet", "was dit doel 3.1.")
    sentence = "Wie niet kan werken doet anders mee (doel 2.2.2)."
    kind, relation = c.CitedKind.GOAL, c.Relation.UNKNOWN
    target = version(BUDGET, "2.2.2")
    doubtful = sheet.reference("doel 2.2.2", sentence, "2.2.2", kind, relation, c.Resolution.RESOLVED, target)
    suspicion = sheet.span(
        "suspicion",
        "Wie niet kan werken doet anders mee",
        (t.RDF_TYPE, Node(t.SUSPICION)),
        (t.SUSPICION_METHOD, Node(code_iri(c.SuspicionMethod.WORDS))),
        (t.SCORE, Typed("0.45", t.XSD_DECIMAL)),
        (t.BETTER_FIT, Node(version(BUDGET, "1.3.4"))),
        (t.SHARED_WORD, "werken"),
        (t.SHARED_WORD, "anders"),
        (t.EXACT, "Wie niet kan werken doet anders mee"),
        (t.BETTER_FIT_TEXT, "We werken anders"),
        (t.TARGET_TEXT, "We zorgen dat inwoners naar vermogen meedoen"),
    )
    sheet.say(doubtful, (t.HAS_SUSPICION, Node(suspicion)))
    staleness = sheet.span(
        "staleness",
        sentence,
        (t.RDF_TYPE, Node(t.STALENESS)),
        (t.COPY_OF, Node(mint(BASE, in_document("reference", REPORT, "20310503t145935", "goal-1.1.2", "271-283")))),
        (t.COPIED_FROM, Node(mint(BASE, in_document("document", REPORT)))),
        (t.MEANT_THEN, Node(version(REPORT, "1.1.2"))),
        (t.MEANT_NOW, Node(version(BUDGET, "1.3.4"))),
        (t.LIKENESS, Typed("0.96", t.XSD_DECIMAL)),
        (t.EXACT, sentence),
    )
    sheet.say(
        doubtful,
        (t.HAS_STALENESS, Node(staleness)),
        (t.UNCHANGED_SINCE, Node(mint(BASE, in_document("document", REPORT)))),
        (t.UNSEEN_YEAR, 2030),
    )
    sentence = "In de begroting 2029 was dit doel 3.1."
    older = sheet.reference("doel 3.1", sentence, "3.1", kind, relation, c.Resolution.OTHER_DOCUMENT, None)
    sheet.say(older, (t.CITED_DOCUMENT, Node(mint(BASE, in_document("document", OLDER)))))
    return sheet.quads


def _report() -> list[Quad]:
    sheet = Sheet(REPORT, "1.1.2", REPORT_TEXT, set(NAMED))
    _start(sheet, "Samenkracht", "We vergroten de veerkracht")
    sheet.section(
        0, c.SectionKind.DEVIATIONS, "Afwijkingen op activiteiten Berap 2031-1", "Integratie", "programma 10."
    )
    sheet.say(sheet.page, (t.GUESSED, Node(t.ORGANISATION)), (t.GUESSED, Node(t.IN_DOCUMENT)))
    sheet.say(sheet.version, (t.NAME_FOUND_BY, Node(code_iri(c.FoundBy.OTHER_DOCUMENT))))
    sentence = REPORT_TEXT[REPORT_TEXT.index("Dit betekent") : REPORT_TEXT.index(" Indirect")]
    programme = version(REPORT, "10", "programme")
    sheet.reference(
        "programma 10",
        "Indirect is er een voordeel op programma 10.",
        "10",
        c.CitedKind.PROGRAMME,
        c.Relation.BOOKED_ON,
        c.Resolution.NOT_LOADED,
        programme,
    )
    loss = sheet.span(
        "effect",
        "incidenteel nadeel wordt gerealiseerd van € 460.000,-",
        (t.RDF_TYPE, Node(t.FINANCIAL_EFFECT)),
        (t.AFFECTS, Node(sheet.version)),
        (t.EFFECT, Node(code_iri(c.Effect.DISADVANTAGE))),
        (t.AMOUNT, Typed("460000", t.XSD_DECIMAL)),
        (t.RECURRENCE, Node(code_iri(c.Recurrence.ONE_OFF))),
        (t.YEAR, 2031),
        (t.EXACT, "incidenteel nadeel wordt gerealiseerd van € 460.000,-"),
        (t.SENTENCE, sentence),
    )
    gain = sheet.span(
        "effect",
        "voordeel op programma 10",
        (t.RDF_TYPE, Node(t.FINANCIAL_EFFECT)),
        (t.AFFECTS, Node(programme)),
        (t.EFFECT, Node(code_iri(c.Effect.ADVANTAGE))),
        (t.EXACT, "voordeel op programma 10"),
    )
    deviation = sheet.span(
        "deviation",
        REPORT_TEXT[REPORT_TEXT.index("Integratie") :],
        (t.RDF_TYPE, Node(t.DEVIATION)),
        (t.DCTERMS_TITLE, Nl("Integratie-uitkering Inburgering")),
        (t.HEADLINE, "Budgettair neutraal"),
        (t.HEADLINE_EFFECT, Node(code_iri(c.Effect.NEUTRAL))),
        (t.HAS_EFFECT, Node(loss)),
        (t.HAS_EFFECT, Node(gain)),
    )
    sheet.say(sheet.version, (t.HAS_DEVIATION, Node(deviation)))
    return sheet.quads
