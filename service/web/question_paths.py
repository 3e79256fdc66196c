"""The addresses of the questions as the description of the API has them: one for each, with just what it takes.

A description can't say that one value of a parameter needs another parameter, so each question is an address by itself.
Adds no route and answers nothing: one route answers all questions of a kind.
"""

from collections.abc import Mapping
from typing import Any

from ontology.language import Phrase
from service.answers.questions import Parameter as StoredParameter
from service.answers.questions import StoredQuestion, questions
from service.answers.trace.parameters import PARAMETERS, Parameter
from service.answers.trace.question import Question
from service.answers.trace.questions import QUESTIONS
from service.web.api_headers import ROOT

_Json = dict[str, Any]


def by_question(paths: Mapping[str, _Json]) -> dict[str, _Json]:
    """The paths of a description, with one for each question instead of the route that answers all of a kind."""
    found: dict[str, _Json] = {}
    for path, item in paths.items():
        folder, _, last = path.rpartition("/")
        match folder.removeprefix(ROOT), last:
            case "/questions", "{name}":
                found |= {f"{folder}/{one.name}": {"get": _stored(item["get"], one)} for one in questions()}
            case "/trace", "{question}":
                found |= {f"{folder}/{one.name}": {"get": _of_network(item["get"], one)} for one in QUESTIONS.values()}
            case _:
                found[path] = item
    return found


def titles() -> dict[str, Phrase]:
    """What each of these addresses answers, by its path."""
    stored = {f"/questions/{one.name}": one.title for one in questions()}
    return stored | {f"/trace/{one.name}": one.title for one in QUESTIONS.values()}


def _stored(plain: _Json, question: StoredQuestion) -> _Json:
    """A stored question, of what the route of all of them takes."""
    parts = {*question.required, *question.optional}
    others = {one.value for one in StoredParameter} - parts
    taken = [_needed(one, question.required) for one in _queried(plain) if one["name"] not in others]
    title = question.title.en
    return {**plain, "summary": title, "description": title, "parameters": taken}


def _of_network(plain: _Json, question: Question) -> _Json:
    """A question about the network, of what the route of all of them takes."""
    own = {one.name: one for one in question.parameters}
    others = PARAMETERS.keys() - own.keys()
    taken = [_needed(one, question.required) for one in _queried(plain) if one["name"] not in others]
    told = [_told(one, own[one["name"]]) if one["name"] in own else one for one in taken]
    return {**plain, "summary": question.title.en, "description": question.about.en, "parameters": told}


def _queried(plain: _Json) -> list[_Json]:
    return [one for one in plain["parameters"] if one["in"] == "query"]


def _needed(plain: _Json, required: tuple[str, ...]) -> _Json:
    """A parameter, required where a question needs it; a list then holds something."""
    if plain["name"] not in required:
        return plain
    lists = [one for one in plain["schema"].get("anyOf", ()) if one.get("type") == "array"]
    schema = {**lists[0], "minItems": 1} if lists else plain["schema"]
    return {**plain, "required": True, "schema": schema}


def _told(plain: _Json, parameter: Parameter) -> _Json:
    """A parameter with the values that it has with one question, where others take more, and its default there."""
    schema, elsewhere = plain["schema"], PARAMETERS[parameter.name]
    if parameter.choices != elsewhere.choices:
        schema = {"type": parameter.kind.value, "enum": [*parameter.choices]}
    elif parameter.most != elsewhere.most:
        schema = {"type": parameter.kind.value, "minimum": parameter.least, "maximum": parameter.most}
    default = {} if parameter.default is None else {"default": parameter.default}
    return {**plain, "schema": {**schema, **default}}
