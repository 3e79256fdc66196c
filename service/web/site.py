"""What every router of ours answers from: an engine, what the release holds, and the renderer; and how a route fails.

Knows no path. An error of a route becomes a problem, as a page for a browser that prefers one.
"""

from collections import Counter
from collections.abc import Callable, Container, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.vocabulary import Label
from service.answers.years.kept_bodies import KeptBodies
from service.engine.engine import Engine, EngineError
from service.release.change_log import ChangeLog
from service.web.api_headers import Retiring, share
from service.web.description import lists_of, parameters_of
from service.web.faults import faults
from service.web.one_release import of_one_release
from service.web.problems import BAD_REQUEST, MEDIA_TYPE, NOT_FOUND, Problem, ProblemError, of_engine, response
from service.web.render import Renderer, make_renderer
from service.web.shares import NAME as LEAST
from service.web.variants import preferred_type
from service.web.withdrawn import document_went

# What a list of what exists may show before it helps nobody.
MOST_SUGGESTIONS: Final = 20
_LONGEST: Final = 60
_NO_LOG: Final = ChangeLog(Path("changes of nothing"))


@dataclass(frozen=True, slots=True)
class Site:
    """What routes answer from; `current` gives what the present release holds, so that a new one needs no restart.

    `log` is what changed from one release to the next, `bodies` what was read last of the claims of bodies.
    """

    engine: Engine
    current: Callable[[], Holdings]
    renderer: Renderer
    log: ChangeLog
    bodies: KeptBodies = field(default_factory=KeptBodies)

    def at(self, holdings: Holdings) -> "Site":
        """The same, for the rest of an answer that was made of one release, whatever comes to be served meanwhile."""
        return replace(self, current=lambda: holdings)

    def document(self, organisation: str, kind: str, year: str, address: str | None = None) -> DocumentKey:
        """The document of a path such as `gm0193/berap/2023-2`.

        `address` is where more of it was asked for, such as its goals; without it that is where it is described.

        Raises:
            ProblemError: 410 where an earlier release had it, else 404, with the documents that the release does hold.
        """
        holdings = self.current()
        path = f"{organisation}/{kind}/{year}".rstrip("/")
        if path in holdings.manifest.documents:
            return DocumentKey.parse(path)
        raise document_went(self.log, holdings, path, address or f"/v1/documents/{path}") or not_found(
            Label(
                f"Deze release heeft geen document {path!r}; `available` noemt wat er wel is.",
                f"This release holds no document {path!r}; `available` lists those it holds.",
            ),
            [document.path for document in holdings.documents],
        )


def make_site(engine: Engine, current: Callable[[], Holdings], log: ChangeLog = _NO_LOG) -> Site:
    """A site over an engine; `current` is asked at every request."""
    return Site(engine, current, make_renderer(), log)


def route_class(
    site: Site,
    *,
    pages: bool,
    checked: bool = True,
    steady: bool = False,
    shared: bool = False,
    retiring: Retiring | None = None,
) -> type[APIRoute]:
    """A class of routes whose errors are problems; with `pages`, a browser gets them as a page.

    Other routes refuse parameters that their description does not have, unless they see to that themselves, which
    `checked` tells. Answers of `steady` routes are made again where another release comes in meanwhile; those of
    `shared` routes may be read by scripts of other sites, whatever they are. `retiring` tells that the routes go away,
    which every answer of theirs then says.
    """

    class ProblemRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handler, path = super().get_route_handler(), self.path_format

            async def handle(request: Request) -> Response:
                try:
                    if pages:  # a form has it once, and of two the answer would be of either
                        _require_once(request, {*request.query_params} - {LEAST})
                    elif checked:
                        require_known(request, path)
                    make = partial(handler, request)
                    answer = await (of_one_release(lambda: site.engine.release, make) if steady else make())
                except (ProblemError, RequestValidationError, EngineError) as error:
                    answer = _fail(site, request, _as_problem(error), pages=pages)
                if shared:
                    share(answer)
                return answer if retiring is None else retiring.tell(answer)

            return handle

    return ProblemRoute


def require_known(request: Request, path: str) -> None:
    """Refuse a parameter that the description of a path does not have, or that is given more often than it says.

    Raises:
        ProblemError: 400, naming the parameter and those that there are.
    """
    described = request.app.openapi()
    known = parameters_of(described, path)
    if known is None:
        return
    unknown = sorted(set(request.query_params) - known)
    if not unknown:
        _require_once(request, lists_of(described, path))
        return
    raise _no_parameter(unknown[0], known)


def require_only(request: Request, *known: str) -> None:
    """Refuse a parameter that a page does not take; every page takes `lang`.

    Raises:
        ProblemError: 400, naming the parameter and those that there are.
    """
    taken = {*known, "lang"}
    unknown = sorted(set(request.query_params) - taken)
    if unknown:
        raise _no_parameter(unknown[0], taken)


def _no_parameter(unknown: str, known: Iterable[str]) -> ProblemError:
    name, names = shorten(repr(unknown), _LONGEST, placeholder="…"), ", ".join(sorted(known))
    return ProblemError(
        BAD_REQUEST,
        Label(f"de parameter {name} bestaat niet; er zijn {names}", f"no parameter {name}; there are {names}"),
    )


def _require_once(request: Request, several: Container[str]) -> None:
    """Refuse a parameter that is given again, of which only the last would count."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in sorted(given.items()):
        if times > 1 and name not in several:
            raise ProblemError(
                BAD_REQUEST,
                Label(
                    f"de parameter {name!r} staat er {times} keer; geef hem één keer, en vraag per waarde",
                    f"the parameter {name!r} is given {times} times; give it once, and ask for each value apart",
                ),
            )


def not_found(detail: Label | str, available: Sequence[str] = ()) -> ProblemError:
    """The problem of something that is not there; `available` lists what is, as far as it helps."""
    error = ProblemError(NOT_FOUND, detail)
    if available:
        error.problem = replace(error.problem, members={"available": list(available)[:MOST_SUGGESTIONS]})
    return error


def prefers_page(request: Request) -> bool:
    """Whether a client wants to be told what went wrong by a page, as browsers do; of others none asks for one."""
    return preferred_type(request.headers.get("accept"), (MEDIA_TYPE, "text/html")) == "text/html"


def _fail(site: Site, request: Request, problem: Problem, *, pages: bool) -> Response:
    if pages and prefers_page(request):
        return site.renderer.problem(request, site.current(), problem)
    answer = response(problem, request.headers.get("accept-language"), request.url.path)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers.setdefault("Access-Control-Allow-Origin", "*")
    if pages and "Vary" not in problem.headers:
        answer.headers["Vary"] = "Accept, Accept-Language"
    return answer


def _as_problem(error: ProblemError | RequestValidationError | EngineError) -> Problem:
    match error:
        case ProblemError():
            return error.problem
        case RequestValidationError():
            return Problem(BAD_REQUEST, faults(error))
        case EngineError():
            return of_engine(error)
