"""The socket at which the service is heard, taken before anything else is done: a taken port is told at once."""

import errno
import socket

from ontology.language import Phrase, SpokenError

_BACKLOG = 2048


class AddressError(SpokenError):
    """An address at which the service can't be heard."""


def take(host: str, port: int) -> socket.socket:
    """A socket of our own at an address, at which connections are refused until it listens; port 0 is any free one.

    Raises:
        AddressError: somebody else has the port, or this machine does not have the host.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a service before us left may linger
            taken.bind(address)
        except OSError:
            taken.close()
            raise
    except OSError as error:
        raise _address_error(error, host, port) from error
    return taken


def listen(taken: socket.socket) -> None:
    """Let connections wait at a socket until they are answered.

    Raises:
        AddressError: somebody else listens at its port by now.
    """
    try:
        taken.listen(_BACKLOG)
    except OSError as error:
        host, port = taken.getsockname()[:2]
        raise _address_error(error, host, port) from error


def address_of(taken: socket.socket, host: str) -> str:
    """The address of the service for a browser, with the host as the operator wrote it."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{taken.getsockname()[1]}/"


def _address_error(error: OSError, host: str, port: int) -> AddressError:
    match error.errno:
        case errno.EADDRINUSE:
            phrase = Phrase(
                "poort {port} van {host} is al in gebruik; stop wat daar draait, of kies een andere met --port",
                "port {port} of {host} is in use already; stop what runs there, or choose another one with --port",
            )
        case errno.EACCES:
            phrase = Phrase(
                "poort {port} van {host} is niet toegestaan; kies met --port een poort vanaf 1024",
                "port {port} of {host} is not allowed; choose a port from 1024 with --port",
            )
        case _:
            phrase = Phrase(
                "{host}: op dit adres kan de dienst niet luisteren ({why}); kies een adres van deze machine met --host",
                "{host}: the service can't listen at this address ({why}); choose one of this machine with --host",
            )
    return AddressError(phrase, host=host, port=port, why=error.strerror)
