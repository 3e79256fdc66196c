"""A client that sends half a request, or headers without end, does not hold its connection."""

import socket
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from service.web import http_bounds
from service.web.http_bounds import BoundedProtocol
from tests.started import listening

PATIENCE_S = 20


async def sizes(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that tells how many bytes the query and the body of a request have."""
    request = Request(scope, receive)
    body = await request.body()
    await PlainTextResponse(f"{request.url.path} {len(request.url.query)} {len(body)}")(scope, receive, send)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that waits half a second for a head."""
    monkeypatch.setattr(http_bounds, "HEAD_TIMEOUT_S", 0.5)
    config = uvicorn.Config(sizes, http=BoundedProtocol, loop="uvloop", log_config=None, ws="none")
    with socket.create_server(("127.0.0.1", 0)) as taken, listening(config, taken) as port:
        yield port


def connected(port: int) -> socket.socket:
    """A connection to the server."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.settimeout(PATIENCE_S)
    return connection


def everything(connection: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    content = b""
    while part := connection.recv(65536):
        content += part
    return content


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nA: "], ids=["nothing", "half a head"])
def test_who_does_not_end_its_head_is_let_go(port: int, begun: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(begun)
        assert everything(connection) == b""


def test_a_slow_second_request_on_a_connection_is_let_go_too(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(65536).endswith(b"/ 0 0")
        connection.sendall(b"GET / HT")
        assert everything(connection) == b""


def test_a_head_without_end_is_refused(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        lines = b"".join(b"X-%d: " % number + b"x" * 1000 + b"\r\n" for number in range(20_000))
        with pytest.raises(ConnectionError):
            connection.sendall(lines)


def test_a_long_address_is_read(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /a?q=" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert everything(connection).endswith(b"/a 200002 0")


def test_a_long_body_is_no_head(port: int) -> None:
    body = b"x" * 1_000_000
    with connected(port) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n" + body)
        assert everything(connection).endswith(b"/ 0 1000000")


def test_a_byte_after_an_answer_does_not_hold_a_connection(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(65536).endswith(b"/ 0 0")
        connection.sendall(b"\r\n")
        assert everything(connection) == b""
