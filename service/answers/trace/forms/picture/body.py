"""What stands on the page of a picture, without the page: drawn elements, their size, and what needs explaining."""

from dataclasses import dataclass

from service.answers.trace.forms.picture.legend import Entry


@dataclass(frozen=True, slots=True)
class Body:
    """What is drawn, how large it is, and what a legend has to explain."""

    drawn: str
    size: tuple[float, float]
    legend: list[Entry]
