"""What endures through documents as an item of a list: with its page, its words and its coverage. Asks nothing."""

from service.answers.coverage import Holdings
from service.answers.years.enduring import Enduring
from service.web.display import page_address, words_address
from service.web.models import Coverage
from service.web.year_models import EnduringItem


def enduring_item(holdings: Holdings, one: Enduring) -> EnduringItem:
    """The item of a goal, ambition or programme that endures."""
    last = one.last
    return EnduringItem(
        iri=one.goal.iri,
        path="/".join(one.goal.iri.rsplit("/", 2)[1:]),
        label=one.goal.label,
        kind=one.kind,
        organisation=one.organisation,
        versions=one.versions,
        first_year=one.first_year,
        last_year=one.last_year,
        version=last.version if last else None,
        document=last.document.path if last else None,
        number=last.number if last else None,
        statement=last.statement if last else None,
        page=last.page if last else None,
        address=last.address if last else None,
        start=last.start if last else None,
        end=last.end if last else None,
        words_link=words_address(holdings.base, last.version, last.start, last.end) if last else None,
        link=page_address(one.goal.iri, holdings.base) or "",
        coverage=Coverage.model_validate(holdings.coverage_of_body(one.organisation)),
    )
