"""The pieces of RDF in a form with files (multipart/form-data, RFC 7578). Reads no RDF."""

from email.message import Message
from typing import Final

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from service.answers.vocabulary import Label
from service.web.problems import BAD_REQUEST, ProblemError

MULTIPART: Final = "multipart/form-data"
_MOST_PARTS: Final = 100


def read_parts(body: bytes, content_type: str) -> list[tuple[str, bytes]]:
    """The Content-Type and the content of each piece of a body.

    Raises:
        ProblemError: 400, the body is not as its Content-Type says, or has too many pieces.
    """
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise ProblemError(BAD_REQUEST, _NO_BOUNDARY)
    reading = _Reading()
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": reading.begin,
            "on_header_field": reading.field,
            "on_header_value": reading.value,
            "on_header_end": reading.end_header,
            "on_part_data": reading.data,
        },
    )
    try:
        parser.write(body)
        parser.finalize()
    except MultipartParseError as error:
        raise ProblemError(BAD_REQUEST, _malformed(str(error))) from error
    return [(str(headers.get("content-type", "")), bytes(content)) for headers, content in reading.parts]


class _Reading:
    """What a parser has told of a body so far."""

    def __init__(self) -> None:
        self.parts: list[tuple[Message, bytearray]] = []
        self._name = bytearray()
        self._value = bytearray()

    def begin(self) -> None:
        """A piece begins."""
        if len(self.parts) == _MOST_PARTS:
            raise ProblemError(BAD_REQUEST, _TOO_MANY)
        self.parts.append((Message(), bytearray()))

    def field(self, data: bytes, start: int, end: int) -> None:
        """Some of the name of a header."""
        self._name += data[start:end]

    def value(self, data: bytes, start: int, end: int) -> None:
        """Some of the value of a header."""
        self._value += data[start:end]

    def end_header(self) -> None:
        """A header is whole."""
        self.parts[-1][0][self._name.decode("latin-1")] = self._value.decode("latin-1")
        self._name.clear()
        self._value.clear()

    def data(self, data: bytes, start: int, end: int) -> None:
        """Some of the content of a piece."""
        self.parts[-1][1].extend(data[start:end])


def _malformed(why: str) -> Label:
    return Label(
        f"de inhoud is geen {MULTIPART} ({why}); stuur haar zoals RFC 7578 het zegt",
        f"the body is no {MULTIPART} ({why}); send it as RFC 7578 says",
    )


_NO_BOUNDARY: Final = Label(
    f"Content-Type {MULTIPART} heeft geen boundary; noem die", f"Content-Type {MULTIPART} has no boundary; name it"
)
_TOO_MANY: Final = Label(
    f"hoogstens {_MOST_PARTS} stukken worden gelezen; stuur er minder",
    f"at most {_MOST_PARTS} parts are read; send fewer",
)
