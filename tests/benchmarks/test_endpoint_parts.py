"""What the figures of the endpoint stand on: percentiles, answers read from the wire, and answers compared."""

import json

import pytest

from benchmarks import endpoint_report as reports
from benchmarks.endpoint_answers import AnswerError, difference, rows_of, triples_of
from benchmarks.endpoint_attack import Waited
from benchmarks.endpoint_load import Load, Loaded, percentile, run
from benchmarks.endpoint_measures import ceiling, nothing_served
from benchmarks.endpoint_report import Attack, Query, Rate, Spread
from benchmarks.endpoint_wire import JSON, Address, Message, Reading, WireError

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("values", "share", "wanted", "why"),
    [
        ([7.0], 0.5, 7.0, "one value is every percentile"),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0, "half of the values are at most 2"),
        ([float(n) for n in range(1, 101)], 0.95, 95.0, "95 of 100"),
        ([float(n) for n in range(1, 101)], 0.99, 99.0, "99 of 100"),
        ([1.0, 2.0, 3.0], 0.99, 3.0, "of three values the largest"),
        ([1.0, 2.0], 0.0, 1.0, "of no share the least"),
    ],
)
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(
    values: list[float], share: float, wanted: float, why: str
) -> None:
    assert percentile(values, share) == wanted, why


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


WIRE = [
    (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, b"hello", False),
    (b"HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 503, b"", True),
    (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n",
        200,
        b"abcde",
        False,
    ),
    (b"HTTP/1.1 200 OK\r\ntransfer-encoding: CHUNKED\r\n\r\n5\r\n0\r\n\r\n\r\n0\r\n\r\n", 200, b"0\r\n\r\n", False),
]


@pytest.mark.parametrize(("sent", "status", "body", "closes"), WIRE)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_answer_is_read_in_whatever_pieces_it_comes(
    sent: bytes, status: int, body: bytes, size: int, *, closes: bool
) -> None:
    reading = Reading()
    for start in range(0, len(sent), size):
        assert not reading.done or sent[start:] in {b"\r\n", b"\n"}, "it ended before its last byte"
        reading.take(sent[start : start + size])
    assert (reading.done, reading.status, reading.body(), reading.closes) == (True, status, body, closes)


def test_a_body_that_is_broken_off_is_no_answer() -> None:
    for sent in (WIRE[0][0][:-1], WIRE[2][0][:-7], b"", b"HTTP/1.1 200"):
        reading = Reading()
        if sent:
            reading.take(sent)
        with pytest.raises(WireError, match="closed"):
            reading.take(b"")


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    reading = Reading()
    reading.take(b"HTTP/1.1 200 OK\r\n\r\nsome")
    reading.take(b" more")
    assert not reading.done
    reading.take(b"")
    assert (reading.done, reading.closes, reading.body()) == (True, True, b"some more")


def test_a_request_is_made_new_by_a_comment_behind_the_query() -> None:
    message = Message.of(Address("127.0.0.1", 80, "/sparql"), "ASK { ?s ?p 'é+#' }", JSON)
    assert message.same() != message.fresh(7)
    assert message.fresh(7).split(b" ")[1].endswith(b"%7D%0A%23000000000007")
    assert b"%C3%A9%2B%23" in message.same()


def cell(kind: str, value: str, **more: str) -> dict[str, str]:
    return {"type": kind, "value": value, **more}


def answer(*rows: dict[str, dict[str, str]]) -> bytes:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": rows}}).encode()


@pytest.mark.parametrize(
    ("one", "other", "is_same", "why"),
    [
        (cell("literal", "a"), cell("literal", "a", datatype=f"{XSD}string"), True, "RDF 1.1: a plain string"),
        (cell("literal", "1.10", datatype=f"{XSD}decimal"), cell("typed-literal", "1.1", datatype=f"{XSD}double"), True, "one number"),
        (cell("literal", "100", datatype=f"{XSD}integer"), cell("literal", "1E2", datatype=f"{XSD}double"), True, "one number"),
        (cell("literal", "1.1", datatype=f"{XSD}decimal"), cell("literal", "1.2", datatype=f"{XSD}decimal"), False, "two numbers"),
        (cell("literal", "1.10"), cell("literal", "1.1"), False, "numbers of goals are strings"),
        (cell("literal", "true", datatype=f"{XSD}boolean"), cell("typed-literal", "1", datatype=f"{XSD}boolean"), True, "Virtuoso"),
        (cell("literal", "a", **{"xml:lang": "nl-NL"}), cell("literal", "a", **{"xml:lang": "nl-nl"}), True, "tags ignore case"),
        (cell("literal", "a", **{"xml:lang": "nl"}), cell("literal", "a"), False, "a language says something"),
        (cell("bnode", "b0"), cell("bnode", "c7"), True, "blank nodes have no name"),
        (cell("uri", "urn:a"), cell("literal", "urn:a"), False, "an IRI is no string"),
    ],
)  # fmt: skip
def test_terms_are_the_same_where_they_mean_the_same(
    one: dict[str, str], other: dict[str, str], why: str, *, is_same: bool
) -> None:
    said = difference(rows_of(answer({"x": one})), rows_of(answer({"x": other})))
    assert (said is None) == is_same, why


def test_rows_count_as_often_as_they_come_and_in_any_order() -> None:
    a, b = {"x": cell("literal", "a")}, {"x": cell("literal", "b")}
    assert difference(rows_of(answer(a, b, a)), rows_of(answer(b, a, a))) is None
    said = difference(rows_of(answer(a, b, a)), rows_of(answer(b, a)))
    assert said == "3 rows wanted, 2 came; lacks 1, such as x=a"


def test_a_boolean_and_triples_are_compared_too() -> None:
    assert difference(rows_of(b'{"head":{},"boolean":true}'), rows_of(b'{"boolean":false}')) is not None
    one = triples_of(b"<urn:s> <urn:p> 1.0, <urn:o> .")
    assert difference(one, triples_of(b"@prefix u: <urn:> . u:s u:p u:o . u:s u:p 1 .")) is None
    assert (
        difference(one, triples_of(b"<urn:s> <urn:p> <urn:o> ."))
        == "2 rows wanted, 1 came; lacks 1, such as s=urn:s, p=urn:p, o=1"
    )


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b'{"results": {"bindings": [{"x": {"type": "odd", "value": ""}}]}}']
)
def test_what_is_no_answer_is_not_taken_for_an_empty_one(content: bytes) -> None:
    with pytest.raises(AnswerError):
        rows_of(content)


def test_the_load_client_counts_every_answer_of_a_server_that_does_nothing() -> None:
    with nothing_served() as address:
        loaded = run(Load(address, (Message.of(address, "ASK {}", JSON),), 4, 0.5, is_fresh=True))
    assert loaded.failed == 0
    assert loaded.statuses == {200: len(loaded.milliseconds)}
    assert loaded.rate == pytest.approx(len(loaded.milliseconds) / loaded.seconds)
    assert loaded.seconds >= 0.5
    assert all(milliseconds > 0 for milliseconds in loaded.milliseconds)


def test_the_ceiling_of_the_client_is_told() -> None:
    found = ceiling((1, 2), 0.2)
    assert {name for name in found if name.startswith("the load client")} == {
        "the load client, 1 connections",
        "the load client, 2 connections",
    }
    assert all(rate > 0 for rate in found.values())


def query(name: str, twin_ms: float, own_ms: float) -> Query:
    return Query(name, 1, Spread.of([twin_ms]), Spread.of([own_ms]), {})


def test_a_query_may_take_a_factor_and_a_millisecond_more_than_the_engine() -> None:
    assert reports.per_query([query("a", 10.0, 13.9), query("b", 0.1, 1.1)]).met
    late = reports.per_query([query("a", 10.0, 14.1), query("b", 100.0, 140.0), query("c", 1.0, 1.0)])
    assert not late.met
    assert late.found == "1 of 3 queries; worst b: 140.00 ms beside 100.00 ms"


def test_rates_are_compared_mix_by_mix() -> None:
    def rate(server: str, mix: str, each: float) -> Rate:
        return Rate.of(server, mix, 1, [Loaded(1.0, (1.0,), {200: int(each)})])

    rates = [
        rate("own", "look-ups", 900),
        rate("other", "look-ups", 30),
        rate("own", "look-ups, each new", 300),
        rate("other", "look-ups, each new", 20),
    ]
    found = [reports.beside("own", "other", mix, rates) for mix in ("look-ups", "look-ups, each new")]
    assert [one and (one.met, one.found) for one in found] == [
        (True, "30.0 times with 1 clients"),
        (False, "15.0 times with 1 clients"),
    ]
    assert reports.beside("own", "nobody", "look-ups", rates) is None


def test_all_queries_of_a_rival_count_together_and_only_those_that_it_answers() -> None:
    each = Spread(1.0, 1.0, 1.0)
    asked = [Query("a", 1, each, Spread(2.0, 2.0, 2.0), {"other": 50.0}), Query("b", 1, each, each, {"other": 25.0})]
    found = reports.one_after_another("other", [*asked, Query("c", 1, each, each, {})])
    assert found is not None
    assert (found.met, found.found) == (True, "25.0 times; 2 of 3 queries are answered by both")
    assert reports.one_after_another("nobody", asked) is None


def test_requests_that_fail_are_no_throughput() -> None:
    rate = Rate.of("a", "b", 8, [Loaded(2.0, (1.0, 3.0), {200: 1, 503: 1}), Loaded(2.0, (), {0: 4})])
    assert (rate.rate, rate.p50, rate.failed) == (Spread(0.25, 0.0, 0.5), 1.0, 5)
    assert Rate.of("a", "b", 8, [Loaded(2.0, (), {})]).p95 is None


def test_under_attack_short_queries_have_to_be_answered_and_in_time() -> None:
    def waited(p95: float, failed: int = 0) -> Waited:
        return Waited(1.0, p95, {200: 100 - failed, 503: failed}, {})

    assert reports.short_under_attack(Attack("a", (waited(2.0),), (waited(4.0),))).met
    assert not reports.short_under_attack(Attack("a", (waited(2.0),), (waited(4.1),))).met
    assert not reports.short_under_attack(Attack("a", (waited(2.0),), (waited(2.0, failed=1),))).met
