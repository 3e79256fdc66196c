"""What every answer under `/v1` says of the API in its headers: the version, who may ask, and what is going away.

By the API Design Rules (API-Version), the Fetch standard (CORS), RFC 9745 (Deprecation) and RFC 8594 (Sunset).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from types import MappingProxyType
from typing import Final

from starlette.responses import Response

API_VERSION: Final = "1.0.0"
ROOT: Final = "/v1"
METHODS: Final = "GET, HEAD, OPTIONS"
CAUTION: Final = "Doelgraaf-Caution"
"""What to beware of, in both languages, of an answer whose form has no place for it."""
LEAST_CONFIDENCE: Final = "Doelgraaf-Min-Confidence"
"""The least confidence of claims that an answer counts, of a form that has no place for it."""
_READABLE: Final = (
    f"API-Version, Content-Disposition, Deprecation, {CAUTION}, {LEAST_CONFIDENCE}, Doelgraaf-Release, ETag, "
    "Last-Modified, Link, Retry-After, Sunset"
)
COMMON: Final[Mapping[str, str]] = MappingProxyType(
    {
        "API-Version": API_VERSION,
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": _READABLE,
    }
)
PREFLIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        **COMMON,
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept, Accept-Language, If-Modified-Since, If-None-Match, Range",
        "Access-Control-Max-Age": "86400",
    }
)


_READABLE_OF_LINKED_DATA: Final = (
    "Content-Profile, Doelgraaf-Release, ETag, Last-Modified, Link, Location, Retry-After, Vary"
)
PREFLIGHT_OF_LINKED_DATA: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": (
            "Accept, Accept-Language, Accept-Profile, If-Modified-Since, If-None-Match, Range"
        ),
        "Access-Control-Max-Age": "86400",
    }
)


def share(answer: Response) -> None:
    """Let scripts of other sites read an answer of linked data: a description, what leads to it, or a problem."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = _READABLE_OF_LINKED_DATA


@dataclass(frozen=True, slots=True)
class Retiring:
    """That something of the API goes away: since when that is known, when it goes, and where what replaces it stands.

    Times are those of UTC.
    """

    since: datetime
    sunset: datetime
    successor: str

    def tell(self, answer: Response) -> Response:
        """An answer whose headers tell so."""
        since, sunset = self.since.replace(tzinfo=UTC), self.sunset.replace(tzinfo=UTC)
        answer.headers["Deprecation"] = f"@{int(since.timestamp())}"
        answer.headers["Sunset"] = format_datetime(sunset, usegmt=True)
        links = [link for link in (answer.headers.get("link"),) if link]
        answer.headers["Link"] = ", ".join([*links, f'<{self.successor}>; rel="successor-version"'])
        return answer


def is_api(path: str) -> bool:
    """Whether a path is one of the API."""
    return path == ROOT or path.startswith(f"{ROOT}/")
