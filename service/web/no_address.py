"""What is told of an address that nothing has, and of a method that it does not take: what there is instead."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from service.answers.vocabulary import Label
from service.web.api_headers import METHODS, ROOT, is_api
from service.web.problems import METHOD_NOT_ALLOWED, NOT_FOUND, Problem

_MOST_NEAR: Final = 3
_LEAST_ALIKE: Final = 0.6
_LONGEST: Final = 60  # a longer name was not mistyped
_WITHOUT_VALUES: Final = re.compile(r"(/[\w.-]+)+", re.ASCII)


def nothing_there(path: str, described: Iterable[str]) -> Problem:
    """The problem of a path that nothing has; `described` are the paths of the API, as its description has them."""
    if not is_api(path):
        return Problem(NOT_FOUND, Label("niets heeft dit adres; begin bij /", "nothing has this address; begin at /"))
    near = _near(path.removeprefix(ROOT), described)
    if not near:
        said = Label(
            "niets heeft dit adres; /v1 noemt elk adres dat er is", "nothing has this address; /v1 lists all there are"
        )
        return Problem(NOT_FOUND, said)
    meant = ", ".join(near)
    said = Label(
        f"niets heeft dit adres; misschien is {meant} bedoeld, en /v1 noemt elk adres dat er is",
        f"nothing has this address; perhaps {meant} is meant, and /v1 lists all there are",
    )
    return Problem(NOT_FOUND, said, {"available": near})


def other_method(path: str, headers: Mapping[str, str]) -> Problem:
    """The problem of a method that a path does not take; `headers` are those of the refusal, such as Allow."""
    allowed = METHODS if is_api(path) else ", ".join(sorted(filter(None, headers.get("Allow", "").split(", "))))
    if not allowed:
        return Problem(METHOD_NOT_ALLOWED, Label("gebruik een andere methode", "use another method"), headers=headers)
    said = Label(f"dit adres neemt alleen {allowed}", f"this address takes only {allowed}")
    return Problem(METHOD_NOT_ALLOWED, said, headers={**headers, "Allow": allowed})


def _near(path: str, described: Iterable[str]) -> list[str]:
    """The addresses whose names look most like a path."""
    whole = [one for one in described if _WITHOUT_VALUES.fullmatch(one)]
    found = get_close_matches(path[:_LONGEST], whole, _MOST_NEAR, _LEAST_ALIKE)
    return [f"{ROOT}{one}" for one in found]
