"""The body of a request, read with a limit on its size and its time. Understands none of it."""

import asyncio
from typing import Final

from starlette.requests import Request

from service.answers.vocabulary import Label
from service.web.problems import REQUEST_TIMEOUT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, ProblemError

_TIMEOUT_S: Final = 60.0
_PLAIN: Final = frozenset({"", "identity"})


async def read_body(request: Request, most_bytes: int, timeout_s: float = _TIMEOUT_S) -> bytes:
    """The whole body.

    Raises:
        ProblemError: it is compressed, longer than `most_bytes`, or did not arrive in `timeout_s`.
    """
    if request.headers.get("content-encoding", "").strip().lower() not in _PLAIN:
        raise ProblemError(
            UNSUPPORTED_MEDIA_TYPE,
            Label("gecomprimeerde inhoud wordt niet gelezen", "compressed content is not read; send it as it is"),
        )
    body = bytearray()
    try:
        async with asyncio.timeout(timeout_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most_bytes:
                    raise ProblemError(
                        TOO_LARGE,
                        Label(
                            f"hoogstens {most_bytes} bytes worden gelezen; stuur het in delen",
                            f"at most {most_bytes} bytes are read; send it in parts",
                        ),
                    )
    except TimeoutError:
        raise ProblemError(
            REQUEST_TIMEOUT,
            Label(
                f"de inhoud kwam niet binnen {timeout_s:g} seconden; stuur haar nog eens",
                f"the body did not arrive within {timeout_s:g} seconds; send it again",
            ),
        ) from None
    return bytes(body)


def media_type_of(content_type: str) -> tuple[str, str]:
    """The media type of a Content-Type header in lower case, and its parameters as they came."""
    media_type, _, parameters = content_type.partition(";")
    return media_type.strip().lower(), parameters


def require_utf8(parameters: str) -> None:
    """Refuse another charset than UTF-8.

    Raises:
        ProblemError: 415, it is another.
    """
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "charset" and value.strip('"').lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise ProblemError(
                UNSUPPORTED_MEDIA_TYPE,
                Label(
                    f"charset {value} wordt hier niet gelezen; stuur UTF-8",
                    f"charset {value} is not read here; send UTF-8",
                ),
            )
