"""What goes wrong is told in the language of the reader, in JSON and on pages, as far as the words are ours."""

import logging

import pytest
import structlog
from starlette.testclient import TestClient

from service.web.serving import log_broken_off
from service.web.sparql import BrokenOffError

JSON = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "accept", "dutch", "english"),
    [
        ("/nope", JSON, "niets heeft dit adres", "nothing has this address"),
        ("/doc/goal-version/gm9901/begroting/2031/9.9.9", "text/turtle", "zegt niets over", "says nothing of"),
        ("/doc/goal-version/gm9901/begroting/2031/2.2.2", "image/png", "bestaat hier", "exists here"),
        ("/v1/documents/gm9901/begroting/1999", JSON, "heeft geen document", "holds no document"),
        ("/v1/documents/gm9901/begroting/2031/goals/9.9.9", JSON, "geen doel '9.9.9'", "no goal '9.9.9'"),
        ("/v1/holders/gm9901/niemand", JSON, "Niemand is bekend", "Nobody is known"),
        ("/v1/questions/cq03?kleur=rood", JSON, "bestaat niet", "no parameter"),
        ("/sparql?query=%20", JSON, "de vraag is leeg", "the query is empty"),
        ("/sparql?query=SELEC%20%3Fx%20%7B%7D", JSON, "vraag begint met SELECT, ASK", "query begins with SELECT, ASK"),
        ("/sparql?query=%23%20leeg", JSON, "hier staat geen woord", "this one has no word at all"),
        ("/sparql?query=PREFIX%20a%3A%3Ca%3Ab%3E", JSON, "hier staat geen woord", "this one has no word at all"),
        ("/sparql?query=ASK%7B%7D&query=x", JSON, "heeft 2 vragen", "has 2 queries"),
        ("/sparql?query=ASK%7B%7D&timeout=nu", JSON, "geen aantal seconden", "no number of seconds"),
        ("/sparql?query=ASK%7B%7D&format=pdf", JSON, "bestaat niet voor deze vraag", "does not exist for this query"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=x", JSON, "geen absolute IRI", "no absolute IRI"),
    ],
)
def test_a_problem_is_told_in_the_language_of_the_reader(
    client: TestClient, path: str, accept: str, dutch: str, english: str
) -> None:
    for language, words in (("nl", dutch), ("en", english)):
        answer = client.get(path, headers={"accept": accept, "accept-language": language})
        assert answer.headers["content-type"] == JSON
        assert words in answer.json()["detail"]
        assert answer.headers["content-language"] == language


def test_a_page_says_in_which_language_the_words_are(client: TestClient) -> None:
    headers = {"accept": "text/html", "accept-language": "nl"}
    ours = client.get("/sparql?query=%20", headers=headers).text
    engines = client.get("/sparql?query=SELECT%20%7B", headers=headers).text
    assert '<p lang="nl">de vraag is leeg' in ours
    assert '<p lang="nl">regel 1' in engines


def test_an_answer_that_is_broken_off_is_one_line_in_the_log() -> None:
    error = BrokenOffError("the answer grew too long")
    exc_info = (BrokenOffError, error, None)
    broken = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "Exception in ASGI", (), exc_info)
    other = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "something else", (), None)
    with structlog.testing.capture_logs() as lines:
        assert [log_broken_off(record) for record in (broken, other)] == [False, True]
    assert lines == [{"event": "answer broken off", "why": "the answer grew too long", "log_level": "warning"}]
