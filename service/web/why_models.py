"""The JSON of `/v1/why` as typed models, and how an explanation becomes one. Asks nothing."""

from decimal import Decimal

from pydantic import Field
from pyoxigraph import NamedNode

from service.answers.why import Explanation, Origin, Place, Standing, Way, Why
from service.engine.engine import Term
from service.web.models import Answer, Coded, Label, Model


class TermModel(Model):
    """A term of a statement: a thing or property with its name, or a literal with its datatype and language."""

    iri: str | None = None
    label: Label | None = None
    value: str | None = None
    datatype: str | None = None
    language: str | None = None


class PlaceModel(Model):
    """Where the words of a statement stand; offsets are 0-based Unicode code points in the text of the page."""

    page: str
    address: str | None
    start: int | None
    end: int | None
    words: str | None
    sentence: str | None


class OriginModel(Model):
    """Where a statement without words comes from: runs that made its graph, and how its document or body was known."""

    runs: list[TermModel]
    found_by: list[TermModel] = Field(description="codes of the list `found-by`")


class ClaimModel(Model):
    """A claim of identity: what became of a goal between two documents, how sure that is, and how it was found."""

    iri: str
    kind: Coded
    confidence: Decimal = Field(description="from 0 to 1")
    method: str


class RuleModel(Model):
    """A rule: its name, the axiom that it realises, and what it says."""

    name: str
    axiom: str
    words: Label


class WayModel(Model):
    """One way in which a statement follows: a rule, and the statements that it follows from."""

    rule: RuleModel
    premises: list["ExplanationModel"]


class ExplanationModel(Model):
    """Why a statement stands in the release.

    An asserted one has places, and an origin where no place has words; a derived one has ways; one that was counted
    from all references of a document has neither. `more` says that there are others, or that the asking ended before
    all was known.
    """

    subject: TermModel
    predicate: TermModel
    object: TermModel
    standing: Standing
    graphs: list[str]
    places: list[PlaceModel] = Field(description="empty where the statement stands on no page")
    origin: OriginModel | None
    claims: list[ClaimModel] = Field(description="claims of identity, whose words are at `places`")
    ways: list[WayModel]
    more: bool


class WhyAnswer(Answer):
    """Why a statement stands in the release."""

    explanation: ExplanationModel


def as_model(why: Why) -> ExplanationModel:
    """An explanation as JSON."""
    return _explanation(why, why.explanation)


def _explanation(why: Why, one: Explanation) -> ExplanationModel:
    return ExplanationModel(
        subject=_term(why, one.statement.subject),
        predicate=_term(why, one.statement.predicate),
        object=_term(why, one.statement.object),
        standing=one.standing,
        graphs=list(one.graphs),
        places=[_place(place) for place in one.places],
        origin=None if one.origin is None else _origin(why, one.origin),
        claims=[ClaimModel.model_validate(claim) for claim in one.claims],
        ways=[_way(why, way) for way in one.ways],
        more=one.more,
    )


def _place(place: Place) -> PlaceModel:
    return PlaceModel.model_validate(place)


def _origin(why: Why, origin: Origin) -> OriginModel:
    return OriginModel(
        runs=[_term(why, NamedNode(run)) for run in origin.runs],
        found_by=[_term(why, NamedNode(code)) for code in origin.found_by],
    )


def _way(why: Why, way: Way) -> WayModel:
    words = Label(nl=way.rule.words.nl, en=way.rule.words.en)
    rule = RuleModel(name=way.rule.name, axiom=way.rule.axiom, words=words)
    return WayModel(rule=rule, premises=[_explanation(why, premise) for premise in way.premises])


def _term(why: Why, term: Term) -> TermModel:
    if isinstance(term, NamedNode):
        label = why.label(term.value)
        return TermModel(iri=term.value, label=Label(nl=label.nl, en=label.en))
    return TermModel(value=term.value, datatype=term.datatype.value, language=term.language)
