"""The codes of the code lists, as the record and the graph use them; `codelists.ttl` says what each one means."""

import re
from enum import StrEnum
from functools import lru_cache

from ontology.terms import Iri


class Code(StrEnum):
    """A code of one list; each list is a class of its own."""


@lru_cache(maxsize=None, typed=True)  # typed: codes of two lists can be equal as strings
def code_iri(code: Code) -> Iri:
    """The IRI of a code: `https://w3id.org/doelgraaf/def/{list}#{code}`."""
    code_list = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(code).__name__).lower()  # BudgetLine -> budget-line
    return Iri(f"https://w3id.org/doelgraaf/def/{code_list}#{code}")


class DocumentKind(Code):
    """Codes of the list `document-kind`."""

    BEGROTING = "begroting"
    BEGROTINGSWIJZIGING = "begrotingswijziging"
    PERSPECTIEFNOTA = "perspectiefnota"
    VOORJAARSNOTA = "voorjaarsnota"
    BERAP = "berap"
    JAARSTUKKEN = "jaarstukken"


class PageKind(Code):
    """Codes of the list `page-kind`."""

    GOAL = "goal"
    AMBITION = "ambition"
    PROGRAMME = "programme"
    DOMAIN = "domain"
    TREE = "tree"
    PROJECT = "project"
    SPENDING_PROPOSALS = "spending-proposals"
    OTHER = "other"
    UNKNOWN = "unknown"


class SectionKind(Code):
    """Codes of the list `section-kind`."""

    DESCRIPTION = "description"
    CRITERIA = "criteria"
    FRAMEWORK_NOTES = "framework-notes"
    HOLDERS = "holders"
    ACTIVITIES = "activities"
    DEVIATIONS = "deviations"
    BUDGET = "budget"
    REALISATION = "realisation"
    ACTIVITY_REALISATION = "activity-realisation"
    INDICATORS = "indicators"
    GOALS = "goals"
    SERVES = "serves"
    RELATIONS = "relations"
    OTHER = "other"


class BudgetLine(Code):
    """Codes of the list `budget-line`."""

    EXPENDITURE = "expenditure"
    REVENUE = "revenue"
    BALANCE = "balance"
    ADDITION_TO_RESERVES = "addition-to-reserves"
    WITHDRAWAL_FROM_RESERVES = "withdrawal-from-reserves"
    RESULT = "result"


class SignConvention(Code):
    """Codes of the list `sign-convention`."""

    EXPENDITURE_MINUS_REVENUE = "expenditure-minus-revenue"
    REVENUE_MINUS_EXPENDITURE = "revenue-minus-expenditure"


class Phase(Code):
    """Codes of the list `phase`."""

    ORIGINAL = "original"
    REVISED = "revised"
    FORECAST = "forecast"
    EXECUTED = "executed"
    DIFFERENCE = "difference"


class Effect(Code):
    """Codes of the list `effect`."""

    ADVANTAGE = "advantage"
    DISADVANTAGE = "disadvantage"
    NEUTRAL = "neutral"


class Recurrence(Code):
    """Codes of the list `recurrence`."""

    ONE_OFF = "one-off"
    STRUCTURAL = "structural"
    UNKNOWN = "unknown"


class Comparator(Code):
    """Codes of the list `comparator`."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    EQUALS = "equals"
    INCREASE = "increase"
    DECREASE = "decrease"


class Period(Code):
    """Codes of the list `period`."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Direction(Code):
    """Codes of the list `direction`."""

    UP = "up"
    DOWN = "down"


class ValueKind(Code):
    """Codes of the list `value-kind`."""

    BASELINE = "baseline"
    NORM = "norm"
    RESULT = "result"


class RealisationStatus(Code):
    """Codes of the list `realisation-status`."""

    REALISED = "realised"
    PARTLY_REALISED = "partly-realised"
    NOT_REALISED = "not-realised"
    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class ListState(Code):
    """Codes of the list `list-state`."""

    FILLED = "filled"
    HEADING_WITHOUT_LIST = "heading-without-list"
    NO_HEADING = "no-heading"


class CitedKind(Code):
    """Codes of the list `cited-kind`."""

    GOAL = "goal"
    AMBITION = "ambition"
    PROGRAMME = "programme"
    ACTIVITY = "activity"
    SPENDING_PROPOSAL = "spending-proposal"
    PROJECT = "project"


class MentionKind(Code):
    """Codes of the list `mention-kind`."""

    SPENDING_PROPOSAL = "spending-proposal"
    TRACK = "track"
    SCENARIO = "scenario"
    MEASURE = "measure"
    PARAGRAPH = "paragraph"
    TARGET = "target"
    OTHER = "other"


class Layout(Code):
    """Codes of the list `layout`."""

    Z0 = "z0"
    Z1 = "z1"
    Z2 = "z2"
    Z3 = "z3"
    Z3_BARE = "z3-bare"
    Z4 = "z4"
    Z5 = "z5"
    Z5B = "z5b"
    PROJECT = "project"
    PROPOSALS = "proposals"
    QUESTIONS = "questions"
    LISTING = "listing"
    UNKNOWN = "unknown"


class FoundBy(Code):
    """Codes of the list `found-by`."""

    ADDRESS = "address"
    SIDECAR = "sidecar"
    BODIES = "bodies"
    TEXT = "text"
    OTHER_DOCUMENT = "other-document"
    CORRECTION = "correction"


class Role(Code):
    """Codes of the list `role`."""

    CROSS_REFERENCE = "cross-reference"
    SELF = "self"
    CHILD = "child"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


class Relation(Code):
    """Codes of the list `relation`."""

    SEE = "see"
    CONTRIBUTES_TO = "contributes-to"
    PART_OF = "part-of"
    ALIGNED_WITH = "aligned-with"
    BOOKED_ON = "booked-on"
    FINANCED_FROM = "financed-from"
    TREATED_IN = "treated-in"
    LEADS_TO = "leads-to"
    MERGED_INTO = "merged-into"
    REPLACED_BY = "replaced-by"
    CONTINUED_IN = "continued-in"
    UNKNOWN = "unknown"


class Resolution(Code):
    """Codes of the list `resolution`."""

    RESOLVED = "resolved"
    NOT_LOADED = "not-loaded"
    DANGLING = "dangling"
    AMBIGUOUS = "ambiguous"
    OTHER_DOCUMENT = "other-document"
    OUT_OF_SCOPE = "out-of-scope"
    SELF = "self"


class SuspicionMethod(Code):
    """Codes of the list `suspicion-method`."""

    LABEL = "label"
    WORDS = "words"


class ChangeKind(Code):
    """Codes of the list `change-kind`."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    NUMBER_REUSED = "number-reused"
    NEW = "new"
    DROPPED = "dropped"


class ExecutiveRole(Code):
    """Codes of the list `executive-role`."""

    PORTFOLIO_HOLDER = "portfolio-holder"


class CoverageMetric(Code):
    """Codes of the list `coverage-metric`."""

    PAGES_READ = "pages-read"
    VERSIONS_NAMED_ONLY = "versions-named-only"
    GOALS_READ = "goals-read"
    GOALS_EXPECTED = "goals-expected"
    COMPLETE = "complete"


class Completeness(Code):
    """Codes of the list `completeness`."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
