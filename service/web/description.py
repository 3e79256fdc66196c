"""The description of the API for machines (OpenAPI 3.1), by the API Design Rules of the Dutch government.

FastAPI says which paths, parameters and models there are; this says what holds of them all: the server, whom to write
to, the headers of every answer, the problems, and the parameter `release`. Adds no route.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from fastapi import FastAPI

from ontology.language import Language
from service.answers.dcat.publisher import Publisher
from service.web.api_headers import API_VERSION, ROOT
from service.web.question_paths import by_question

_Json = dict[str, Any]

_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "API-Version": "version of the API",
        "Doelgraaf-Release": "release that the answer comes from; give it as `release` to get the same again",
        "ETag": "names the answer, for If-None-Match",
        "Last-Modified": "when the release was made",
        "Link": "other parts of a list (first, prev, next, last), what describes the answer (RFC 8288)",
    }
)
_EVERY: Final = ("API-Version", "Doelgraaf-Release", "ETag", "Last-Modified")
_PROBLEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "400": "a parameter that does not exist, or with a value that can't be",
        "404": "what an address or a parameter names is not in the release; `available` lists what is, where it helps",
        "410": "what an address or a parameter names was in an earlier release, which `available` has, and is gone",
        "406": "none of the forms in Accept or `format` exists here",
        "413": "the answer does not fit in the form that is asked for",
        "429": "more than the share of one client; `Retry-After` tells when to come back",
        "500": "the service met an error of its own",
        "503": "too busy, or not ready; `Retry-After` tells when to come back",
        "504": "the answer took too long",
    }
)
_PROBLEM_SCHEMA: Final[_Json] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "names the kind of problem, and never changes"},
        "title": {"type": "string", "description": "what kind of problem it is"},
        "status": {"type": "integer", "description": "the status of the answer"},
        "detail": {"type": "string", "description": "what is wrong here, and how to mend it"},
        "instance": {"type": "string", "description": "the path that was asked"},
    },
}
_RELEASE: Final[_Json] = {
    "name": "release",
    "in": "query",
    "required": False,
    "description": "name or number of the release to answer from; without it, the one that is served now",
    "schema": {"type": "string", "pattern": "^[0-9a-z-]{1,40}$", "examples": ["1"]},
}
# What parameters are that several paths take, where a path does not say it itself.
_PARAMETERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "document": "path of a document, such as gm0193/begroting/2021",
        "domain": "path of a policy domain, see /v1/domains",
        "format": "form of the answer; without it, what the Accept header prefers",
        "kind": "only this kind",
        "name": "name, as the list has it",
        "organisation": "code of an organisation, such as gm0193",
        "person": "identifier of a person, as /v1/holders has it",
        "sequence": "which of the documents of its kind in that year: 1 or 2",
        "year": "fiscal year of the document",
    }
)
_SEGMENT: Final = re.compile(r"^\{(\w+)\}$")


def describe(app: FastAPI, operator: Publisher, base: Callable[[], str] = str) -> None:
    """Have an application describe itself so; the description is made once, when it is first asked for.

    `base` gives the address of the service: who has no operator with a name is led to its first page.
    """
    plain = app.openapi

    def openapi() -> _Json:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(plain(), _contact(operator, base()))
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation says to extend it


def parameters_of(described: _Json, path: str) -> frozenset[str] | None:
    """The parameters that a path takes behind the question mark; None for one that is not described."""
    found = described["paths"].get(path.removeprefix(ROOT) or "/")
    if found is None:
        return None
    return frozenset(one["name"] for one in found["get"].get("parameters", ()) if one["in"] == "query")


def lists_of(described: _Json, path: str) -> frozenset[str]:
    """Those of them that may be given more than once."""
    found = described["paths"].get(path.removeprefix(ROOT) or "/")
    given = [] if found is None else found["get"].get("parameters", ())
    return frozenset(one["name"] for one in given if one["in"] == "query" and _takes_several(one["schema"]))


def _takes_several(schema: _Json) -> bool:
    return any(one.get("type") == "array" for one in (schema, *schema.get("anyOf", ())))


def _contact(operator: Publisher, base: str) -> _Json:
    """Whom people turn to: as the settings say, else the first page; nobody has an address but who gave it."""
    told = {
        "name": operator.name or operator.called(base or "doelgraaf").say(Language.EN),
        "email": operator.email,
        "url": operator.page or f"{base}/",
    }
    return {name: value for name, value in told.items() if value}


def _completed(plain: _Json, contact: _Json) -> _Json:
    described = {**plain, "servers": [{"url": ROOT, "description": "this service"}]}
    licence = {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    described["info"] = {**plain["info"], "version": API_VERSION, "license": licence, "contact": contact}
    routes = by_question(plain["paths"])
    paths = {path.removeprefix(ROOT) or "/": _path(path, item) for path, item in routes.items()}
    described["paths"] = {**paths, "/openapi.json": _OWN}
    described["tags"] = [{"name": name, "description": about} for name, about in _tags(described["paths"]).items()]
    described["components"] = _components(plain.get("components", {}))
    return described


def _path(path: str, item: _Json) -> _Json:
    operation = item["get"]
    segments = [segment for segment in path.removeprefix(ROOT).split("/") if segment]
    parameters = [_parameter(one) for one in operation.get("parameters", [])]
    return {
        "get": {
            **operation,
            "operationId": _name(segments),
            "tags": [segments[0] if segments else "start"],
            "description": operation.get("description") or f"{operation['summary']}.",
            "parameters": [*parameters, _RELEASE],
            "responses": _responses(operation["responses"]),
        }
    }


def _responses(plain: _Json) -> _Json:
    """The answers of an operation: its own with their headers, and the problems that any may meet."""
    every = {name: {"$ref": f"#/components/headers/{name}"} for name in _EVERY}
    linked = {**every, "Link": {"$ref": "#/components/headers/Link"}}
    own = {status: {**told, "headers": linked} for status, told in plain.items() if status != "422"}
    problems = {status: {"$ref": f"#/components/responses/Problem{status}"} for status in _PROBLEMS}
    return {**own, "304": {"description": "the client has it already", "headers": every}, **problems}


def _parameter(plain: _Json) -> _Json:
    """A parameter without null among its types, which no address can hold."""
    schema = {name: value for name, value in plain["schema"].items() if name not in {"anyOf", "title"}}
    types = [one for one in plain["schema"].get("anyOf", ()) if one != {"type": "null"}]
    types = [one for one in types if one.get("type") == "number"] or types  # a decimal may be a text in JSON, not here
    only = {**types[0], **schema} if len(types) == 1 else {**schema, **({"anyOf": types} if types else {})}
    about = plain.get("description") or only.get("description") or _PARAMETERS.get(plain["name"])
    return {**plain, "schema": only, **({"description": about} if about else {})}


def _components(plain: _Json) -> _Json:
    schemas = {name: one for name, one in plain.get("schemas", {}).items() if "ValidationError" not in name}
    headers = {
        name: {"description": about, "schema": {"type": "string"}, "required": name == "API-Version"}
        for name, about in _HEADERS.items()
    }
    version = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    problems = {
        f"Problem{status}": {"description": about, "headers": version, "content": content}
        for status, about in _PROBLEMS.items()
    }
    return {
        **plain,
        "schemas": {**{name: _closed(one) for name, one in schemas.items()}, "Problem": _PROBLEM_SCHEMA},
        "headers": headers,
        "responses": problems,
    }


def _closed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema whose lists of a fixed length have `items` too, which linters look for."""
    match schema:
        case {"prefixItems": list()}:
            return {"items": {}, **schema}
        case dict():
            return {name: _closed(part) for name, part in schema.items()}
        case list():
            return [_closed(part) for part in schema]
        case _:
            return schema


def _name(segments: list[str]) -> str:
    """The name of an operation by its path: `getDocumentsByOrganisationKindYear`."""
    words = [segment for segment in segments if not _SEGMENT.match(segment)]
    named = [found[1] for segment in segments if (found := _SEGMENT.match(segment))]
    told = "".join(word.title().replace("-", "") for word in words) or "Start"
    return f"get{told}" + ("By" + "".join(name.title() for name in named) if named else "")


def _tags(paths: _Json) -> dict[str, str]:
    """The tags of the paths, each with what its first path gives."""
    found: dict[str, str] = {}
    for item in paths.values():
        found.setdefault(item["get"]["tags"][0], item["get"]["summary"])
    return found


_OWN: Final[_Json] = {
    "get": {
        "summary": "This description",
        "description": "The description of the API for machines (OpenAPI 3.1).",
        "operationId": "getOpenapi",
        "tags": ["start"],
        "responses": {
            "200": {
                "description": "the description",
                "headers": {
                    "API-Version": {"$ref": "#/components/headers/API-Version"},
                    "Access-Control-Allow-Origin": {
                        "description": "any site may read it",
                        "schema": {"type": "string"},
                    },
                },
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            **{status: {"$ref": f"#/components/responses/Problem{status}"} for status in _PROBLEMS},
        },
    }
}
