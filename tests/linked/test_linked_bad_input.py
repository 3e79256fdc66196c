"""Whatever is sent to the addresses of linked data, the answer says what is wrong with it and is never a failure of ours."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.linked.desk import Desk

GOAL = "goal-version/gm0193/begroting/2021/2.2.2"
PLACES = ("/id/", "/doc/", "/doc/goal-version/gm0193/begroting/2021/", "/graph/", "/def/", "/changes/", "/sitemap/")
QUERIES = ("incoming", "_profile", "before", "lang", "at", "minConfidence")
KNOWN = {200, 301, 303, 304, 400, 404, 406, 410}
# What an HTTP client can send in a header (RFC 9110, section 5.5).
HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=120)
ACCEPT = st.lists(
    st.builds(
        lambda form, name, value: f"{form};{name}={value}",
        st.sampled_from(["text/turtle", "text/html", "*/*", "application/ld+json", "a/b/c", "", "text/*", "*", ";;"]),
        st.sampled_from(["q", " q ", "Q", "charset", ""]),
        st.sampled_from(["0", "1", "0.5", "1e9", "nan", "inf", "-1", "x", "", "0.000000001"]),
    ),
    max_size=8,
).map(",".join)
PATIENT = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(desk: Desk, address: str, headers: dict[str, str] | None = None) -> None:
    """That an answer is one of those that are known, and a refusal says what is wrong."""
    answer = desk.client.get(address, headers={"accept": "*/*", **(headers or {})})
    assert answer.status_code in KNOWN, (address, headers, answer.status_code)
    if answer.status_code >= 400:
        assert answer.headers["content-type"].partition(";")[0] in {"application/problem+json", "text/html"}
        if answer.headers["content-type"] == "application/problem+json":
            told = answer.json()
            assert told["status"] == answer.status_code
            assert told["detail"]


@PATIENT
@given(
    place=st.sampled_from(PLACES),
    path=st.text(max_size=60),
    suffix=st.sampled_from(["", ".ttl", ".html", ".atom", ".xml"]),
)
@example(place="/doc/", path="\x00", suffix="")
@example(place="/doc/", path="..%2f..%2fetc/passwd", suffix=".ttl")
@example(place="/doc/", path="document/gm0193/begroting/99999999999999999999", suffix="")
@example(place="/changes/", path="9" * 40, suffix=".ttl")
@example(place="/changes/", path="٣", suffix="")
@example(place="/graph/", path="doc/gm0193/begroting/2021> { ?s ?p ?o } #", suffix="")
def test_any_path_is_answered(real: Desk, place: str, path: str, suffix: str) -> None:
    check(real, f"{place}{quote(path)}{suffix}")


@PATIENT
@given(name=st.sampled_from(QUERIES), value=st.text(max_size=40) | st.integers().map(str))
@example(name="incoming", value="9" * 400)
@example(name="incoming", value="1e3")
@example(name="before", value="9" * 400)
@example(name="before", value="-1")
@example(name="_profile", value='<>"{}|\\^`\n')
def test_any_parameter_is_answered(real: Desk, name: str, value: str) -> None:
    for path in (f"/doc/{GOAL}", f"/doc/{GOAL}.ttl", "/changes", "/changes.atom", "/changes/organisation/gm0193.atom"):
        check(real, f"{path}?{name}={quote(value, safe='')}")


@PATIENT
@given(accept=ACCEPT | HEADER, profile=HEADER, language=HEADER)
@example(accept=",".join(["text/turtle;q=0.5"] * 2000), profile="<" * 5000, language="nl" * 3000)
@example(accept="text/turtle;q=1;q=0", profile="*;q=nan", language="en;q=x")
def test_any_header_is_answered(real: Desk, accept: str, profile: str, language: str) -> None:
    headers = {"accept": accept, "accept-profile": profile, "accept-language": language}
    for path in (f"/id/{GOAL}", f"/doc/{GOAL}", "/graph/doc/gm0193/begroting/2021", "/def", "/changes", "/changes/1"):
        check(real, path, headers)


@pytest.mark.parametrize(
    "path",
    [
        "/doc/%",
        "/doc/%zz",
        "/doc/%C3%28",
        "/doc/%E2%80%AE",
        "/doc/goal-version%2Fgm0193%2Fbegroting%2F2021%2F2.2.2",
        "/id/a%0d%0aSet-Cookie:%20x=1",
        "/doc//",
        "/doc/./x",
        "/doc/x%00.ttl",
        "/doc/" + "a/" * 2000,
        "/changes/%2e%2e/%2e%2e",
        "/sitemap/..%2f..%2fmanifest.json.xml",
    ],
)
def test_odd_encodings_are_answered(real: Desk, path: str) -> None:
    check(real, path)
    assert "set-cookie" not in real.client.get(path).headers
