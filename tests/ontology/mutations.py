"""For each shape one mutation of the small valid world that the shape must catch, as a SPARQL update."""

from ontology.terms import PREFIXES

B = "http://localhost:8000"
DOCUMENT = f"<{B}/id/document/gm9999/begroting/2031>"
REPORT = f"<{B}/id/document/gm9999/berap/2031-1>"
GOAL = f"<{B}/id/goal-version/gm9999/begroting/2031/1.1.1>"
OTHER = f"<{B}/id/goal-version/gm9999/begroting/2031/1.1.2>"
LATER = f"<{B}/id/goal-version/gm9999/begroting/2032/1.1.1>"
NAMED = f"<{B}/id/goal-version/gm9999/begroting/2031/2.1.3>"
PROGRAMME = f"<{B}/id/programme-version/gm9999/begroting/2031/2>"
COPY = f"{B}/id/reference/gm9999/begroting/2032/20320502t101500/goal-1.1.2/70-84"
ACTIVITY = f"{B}/id/activity/gm9999/begroting/2031/20310503t145935/goal-1.1.2/209-245"
EARLIER_ACTIVITY = f"{B}/id/activity/gm9999/begroting/2031/20310503t145935/goal-1.1.1/426-467"
ORGANISATION = f"<{B}/id/organisation/gm9999>"
CODE_PREFIXES = {
    name.replace("-", ""): f"https://w3id.org/doelgraaf/def/{name}#"
    for name in (
        "change-kind",
        "resolution",
        "role",
        "list-state",
        "budget-line",
        "effect",
        "phase",
        "sign-convention",
    )
}
PROLOGUE = "\n".join(
    f"PREFIX {name}: <{iri}>"
    for name, iri in {
        **PREFIXES,
        **CODE_PREFIXES,
        "m8g": "http://data.europa.eu/m8g/",
        "oa": "http://data.openbudgets.eu/ontology/dsd/attribute/",
    }.items()
)


def drop(pattern: str, which: str = "") -> str:
    """Take out all triples of a pattern."""
    return f"DELETE {{ {pattern} }} WHERE {{ {pattern} . {which} }}"


def swap(pattern: str, value: str) -> str:
    """Give `?s` another value: `?s dg:year ?o` with `2` makes every year 2."""
    return f"DELETE {{ {pattern} }} INSERT {{ {pattern.replace('?o', value)} }} WHERE {{ {pattern} }}"


def put(triples: str) -> str:
    """Add triples."""
    return f"INSERT DATA {{ {triples} }}"


def wrong_code(predicate: str) -> str:
    """Let a property point to something that is no code of its list."""
    return swap(f"?s {predicate} ?o", "dg:nothing")


# shape -> (why it must catch this, the update)
MUTATIONS: dict[str, tuple[str, str]] = {
    "DocumentShape": ("no year", drop(f"{DOCUMENT} dg:year ?o")),
    "NamedDocumentShape": ("no kind", drop(f"<{B}/id/document/gm9999/begroting/2030> dg:documentKind ?o")),
    "EditionShape": ("of no document", drop("?s dg:editionOf ?o")),
    "PageShape": (
        "superseded and current",
        put(f"<{B}/id/page/x> a dg:Page ; dg:inEdition <urn:e> ; dg:supersededBy <urn:p>"),
    ),
    "CurrentPageShape": ("text does not fit its digest", swap("?s dg:text ?o", '"Een andere tekst"')),
    "SectionShape": ("of no kind", drop("?s dg:sectionKind ?o")),
    "VersionShape": ("no number", drop(f"{GOAL} dg:number ?o")),
    "NamedVersionShape": ("no kind", drop("?s dg:namedKind ?o")),
    "VersionDocumentShape": ("number twice in one document", swap(f"{OTHER} dg:number ?o", '"1.1.1"')),
    "TreeShape": ("under itself", put(f"{GOAL} dg:subGoalOf {OTHER} . {OTHER} dg:subGoalOf {GOAL}")),
    "TreeNumberShape": ("1.1.1 under 1.1.2", put(f"{GOAL} dg:subGoalOf {OTHER}")),
    "PlaceShape": ("in two programmes", put(f"{GOAL} dg:inProgramme {PROGRAMME}")),
    "ProgrammeLinkShape": ("in no programme", drop("?s dg:inProgramme ?o")),
    "IdentityShape": ("two goals, nothing split", put(f"{GOAL} dg:versionOf <urn:one> , <urn:two>")),
    "OneVersionPerDocumentShape": (
        "two versions",
        put(f"<urn:g> a dg:Goal . {GOAL} dg:versionOf <urn:g> . {OTHER} dg:versionOf <urn:g>"),
    ),
    "IdentityAssertionShape": ("confidence above one", swap("?s dg:confidence ?o", "1.5")),
    "IdentityEvidenceShape": ("on no words", drop("?s dg:evidence ?o", "?s a dg:IdentityAssertion")),
    "ReferrerShape": ("in no text", drop("?s dg:referringElement ?o")),
    "FundsShape": ("a goal that funds", put(f"{GOAL} dg:funds {OTHER}")),
    "ServesShape": ("a goal that serves", put(f"{GOAL} dg:serves {OTHER}")),
    "ListsShape": ("a goal that lists", put(f"{GOAL} dg:lists {OTHER}")),
    "ReferenceShape": ("no sentence", drop("?s dg:sentence ?o", "?s a dg:Reference")),
    "ResolutionShape": ("dangling with a target", swap("?s dg:resolution ?o", "resolution:dangling")),
    "RefersToShape": ("an edge without words", put(f"{GOAL} dg:refersTo {LATER}")),
    "CrossReferenceShape": ("words without an edge", drop("?s dg:refersTo ?o")),
    "SpanShape": ("start after the end", swap("?s dg:start ?o", "999999")),
    "FilledSpanShape": (
        "an empty quote",
        "DELETE { ?s dg:end ?e } INSERT { ?s dg:end ?b } WHERE { ?s a dg:Reference ; dg:start ?b ; dg:end ?e }",
    ),
    "SpanTextShape": (
        "shifted by one",
        "DELETE { ?s dg:start ?o } INSERT { ?s dg:start ?n } WHERE { ?s dg:start ?o ; dg:exact ?x BIND(?o + 1 AS ?n) }",
    ),
    "SpanOrderShape": (
        "outside its section",
        "DELETE { ?s dg:end ?o } INSERT { ?s dg:end ?n } WHERE { ?s dg:end ?o ; dg:inSection ?x BIND(?o + 9999 AS ?n) }",
    ),
    "TargetNumberShape": ("another number than cited", swap("?s dg:citedNumber ?o", '"9.9.9"')),
    "TargetDocumentShape": ("a report on nothing", drop(f"{REPORT} dg:reportsOn ?o")),
    "PortfolioAssignmentShape": ("two persons", put("<urn:a> a dg:PortfolioAssignment ; org:member <urn:p> , <urn:q>")),
    "PersonShape": ("more than a name", "INSERT { ?s dg:year 1970 } WHERE { ?s a foaf:Person }"),
    "DeviationShape": ("no title", drop("?s dcterms:title ?o", "?s a dg:Deviation")),
    "FinancialEffectShape": ("negative", swap("?s dg:amount ?o", '"-1"^^xsd:decimal')),
    "TargetValueShape": ("no quantity", drop("?s dg:value ?o")),
    "IndicatorShape": ("of no goal", put('<urn:i> a dg:Indicator ; dg:name "Rust"')),
    "IndicatorValueShape": (
        "of no kind",
        put('<urn:i> a dg:Indicator ; dg:hasIndicatorValue <urn:v> . <urn:v> a dg:IndicatorValue ; dg:exact "70%"'),
    ),
    "RealisationShape": ("no text", put(f"<urn:r> a dg:Realisation . {GOAL} dg:hasRealisation <urn:r>")),
    "SuspicionShape": ("no score", drop("?s dg:score ?o")),
    "SuspectReferenceShape": ("its own target fits better", swap("?s dg:betterFit ?o", OTHER)),
    "StalenessShape": ("no likeness", drop("?s dg:likeness ?o")),
    "StaleReferenceShape": ("what was meant is what it leads to", swap("?s dg:meantNow ?o", LATER)),
    "UnchangedShape": ("since two documents", put(f"<{COPY}> dg:unchangedSince <{B}/id/document/gm9999/berap/2031-1>")),
    "UnseenYearShape": ("of no age", put(f"<{ACTIVITY}> dg:unseenYear 2030")),
    "PreviousItemShape": (
        "continues two",
        put(f"<{ACTIVITY}> dg:previousItem <{B}/id/activity/x> , <{B}/id/activity/y>"),
    ),
    "MentionShape": ("of no kind", drop("?s dg:mentionKind ?o")),
    "ObservationShape": ("no phase", drop("?s dg:phase ?o")),
    "BudgetTableShape": ("no currency", drop("?s oa:currency ?o")),
    "UniqueObservationShape": (
        "one cell twice",
        put(
            f"<urn:o> dg:budgetedElement {GOAL} ; a qb:Observation ; dg:budgetLine budgetline:expenditure ; dg:year 2031 ; dg:phase <https://w3id.org/doelgraaf/def/phase#original>"
        ),
    ),
    "BudgetArithmeticShape": (
        "balance off by one",
        "DELETE { ?s om:amount ?o } INSERT { ?s om:amount ?n } WHERE { ?s om:amount ?o ; dg:budgetLine budgetline:balance BIND(?o + 1 AS ?n) }",
    ),
    "AmountHandleShape": ("an amount of no cell", swap(f"{GOAL} dg:expenditure ?o", "7.5")),
    "NoConceptLeakShape": ("a goal as concept", put(f"{GOAL} a skos:Concept")),
    "TimestampShape": ("a zone", swap("?s dg:builtAt ?o", '"2031-05-03T14:59:35Z"^^xsd:dateTime')),
    "CaptureTimeShape": (
        "a date only",
        'INSERT { ?s dg:capturedAt "2031-05-03"^^xsd:date } WHERE { ?s dg:inEdition ?e }',
    ),
    "AttestedDateShape": ("a text", swap("?s dg:firstAttested ?o", '"mei 2031"')),
    "HolderNameShape": ("a name without a person", put(f'{GOAL} dg:holderName "Niemand"')),
    "PrintedNameShape": (
        "of somebody else",
        'INSERT { ?s dg:printedName "Niemand" } WHERE { ?s a dg:PortfolioAssignment }',
    ),
    "AssignedElementShape": ("known from one side", drop("?s dg:portfolioAssignment ?o")),
    "DocumentGraphShape": ("from no run", drop("?s prov:wasGeneratedBy ?o")),
    "CorrectionShape": ("a person for a role", swap("?s dg:byRole ?o", '"Jan Jansen"')),
    "RunShape": ("no reader version", drop("?s dg:readerVersion ?o")),
    "ElementShape": ("no text", drop("?s dcterms:description ?o", "?s a dg:Criterion")),
    "TextDigestShape": ("in capitals", swap("?s dg:textDigest ?o", '"ABC"')),
    "ListStateShape": ("empty, yet with notes", swap(f"{GOAL} dg:frameworkNotesState ?o", "liststate:no-heading")),
    "DomainShape": ("in no scheme", drop("?s skos:inScheme ?o", "?s a dg:Domain")),
    "OrganisationShape": ("no name", drop(f"{ORGANISATION} dg:name ?o")),
    "EvidenceShape": ("for nothing", drop("?s dg:evidenceFor ?o")),
    "DocumentKindCodeShape": ("no code", wrong_code("dg:documentKind")),
    "PageKindCodeShape": ("no code", wrong_code("dg:pageKind")),
    "SectionKindCodeShape": ("no code", wrong_code("dg:sectionKind")),
    "LayoutCodeShape": ("no code", wrong_code("dg:layout")),
    "FoundByCodeShape": ("no code", wrong_code("dg:nameFoundBy")),
    "CitedKindCodeShape": ("no code", wrong_code("dg:citedKind")),
    "RoleCodeShape": ("no code", wrong_code("dg:role")),
    "RelationCodeShape": ("no code", wrong_code("dg:relation")),
    "ResolutionCodeShape": ("no code", wrong_code("dg:resolution")),
    "MentionKindCodeShape": ("no code", wrong_code("dg:mentionKind")),
    "ListStateCodeShape": ("no code", wrong_code("dg:criteriaState")),
    "ComparatorCodeShape": ("no code", wrong_code("dg:comparator")),
    "PeriodCodeShape": ("no code", put("<urn:t> dg:period dg:nothing")),
    "DirectionCodeShape": ("no code", put("<urn:t> dg:direction dg:nothing")),
    "ValueKindCodeShape": ("no code", put("<urn:v> dg:valueKind dg:nothing")),
    "RealisationStatusCodeShape": ("no code", put("<urn:r> dg:realisationStatus dg:nothing")),
    "EffectCodeShape": ("no code", wrong_code("dg:headlineEffect")),
    "RecurrenceCodeShape": ("no code", wrong_code("dg:recurrence")),
    "BudgetLineCodeShape": ("no code", wrong_code("dg:budgetLine")),
    "PhaseCodeShape": ("no code", wrong_code("dg:phase")),
    "SignConventionCodeShape": ("no code", wrong_code("dg:signConvention")),
    "SuspicionMethodCodeShape": ("no code", wrong_code("dg:suspicionMethod")),
    "ChangeKindCodeShape": ("no code", wrong_code("dg:changeKind")),
    "ExecutiveRoleCodeShape": ("no code", wrong_code("org:role")),
}

# Literals that rdflib itself would mend while reading an update: shape -> (property, lexical form, datatype).
LEXICAL_MUTATIONS: dict[str, tuple[str, str, str]] = {
    "IntegerShape": ("https://w3id.org/doelgraaf/def#order", "01", "integer"),
    "DecimalShape": ("https://w3id.org/doelgraaf/def#value", "200.0", "decimal"),
}

# The same for each further SPARQL constraint of a shape, which the mutation of its shape does not touch.
CONSTRAINT_MUTATIONS: dict[str, tuple[str, str]] = {
    "VersionDocumentShape-sparql1": ("another year than its document", swap(f"{GOAL} dg:year ?o", "2099")),
    "VersionDocumentShape-sparql2": (
        "of another body than its document",
        swap(f"{GOAL} dg:organisation ?o", "<urn:b>"),
    ),
    "TreeShape-sparql2": ("under a goal of another document", put(f"{GOAL} dg:subGoalOf {LATER}")),
    "PlaceShape-sparql1": ("in an ambition of another document", put(f"{GOAL} dg:inAmbition {LATER}")),
    "IdentityShape-sparql2": (
        "comes after a goal of its own document",
        put(f"{GOAL} dg:versionOf <urn:g> ; dg:previousVersion {OTHER}"),
    ),
    "IdentityAssertionShape-sparql1": (
        "new, and yet there before",
        put(f"<urn:i> a dg:IdentityAssertion ; dg:changeKind changekind:new ; dg:earlier {GOAL}"),
    ),
    "StaleReferenceShape-sparql1": (
        "a copy of which nothing was found",
        swap("?s dg:resolution ?o", "resolution:dangling"),
    ),
    "StaleReferenceShape-sparql3": (
        "copied from its own document",
        swap("?s dg:copiedFrom ?o", f"<{B}/id/document/gm9999/begroting/2032>"),
    ),
    "UnchangedShape-sparql1": (
        "since its own document",
        swap("?s dg:unchangedSince ?o", f"<{B}/id/document/gm9999/begroting/2032>"),
    ),
    "PreviousItemShape-sparql1": ("continues one beside it", put(f"<{ACTIVITY}> dg:previousItem <{EARLIER_ACTIVITY}>")),
    "ResolutionShape-sparql2": ("a target with a page", swap("?s dg:resolution ?o", "resolution:not-loaded")),
    "ResolutionShape-sparql3": ("a target that is only named", swap("?s dg:resolution ?o", "resolution:resolved")),
    "CrossReferenceShape-sparql2": ("known from one side", drop("?s dg:makesReference ?o")),
    "TargetNumberShape-sparql2": ("a target of another body", swap(f"{OTHER} dg:organisation ?o", "<urn:b>")),
    "BudgetArithmeticShape-sparql2": (
        "balance of the other sign",
        swap("?s dg:signConvention ?o", "signconvention:revenue-minus-expenditure"),
    ),
    "BudgetArithmeticShape-sparql4": (
        "result of the other sign, off by one",
        swap("?s dg:signConvention ?o", "signconvention:revenue-minus-expenditure")
        + " ; DELETE { ?s om:amount ?o } INSERT { ?s om:amount ?n } WHERE { ?s om:amount ?o ; dg:budgetLine budgetline:result BIND(?o + 1 AS ?n) }",
    ),
    "ListStateShape-sparql2": ("no heading, yet activities", swap("?s dg:activitiesState ?o", "liststate:no-heading")),
    "ListStateShape-sparql4": ("no heading, yet holders", swap("?s dg:holdersState ?o", "liststate:no-heading")),
}
