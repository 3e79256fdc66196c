"""Who asks, as far as a request tells: what fair use is counted by. Keeps nothing."""

from ipaddress import AddressValueError, IPv6Address
from typing import Final

from starlette.types import Scope

_MOST_AGENT: Final = 200
_NETWORK_BYTES: Final = 8  # a subscriber has a whole /64 of IPv6 addresses


def client_of(scope: Scope) -> str:
    """The address and the user agent of a request; many people share the address of an office."""
    address = scope["client"][0] if scope.get("client") else ""
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    return f"{_network(address)} {agent[:_MOST_AGENT].decode('latin-1')}"


def _network(address: str) -> str:
    if ":" not in address:
        return address
    try:
        known = IPv6Address(address)
    except AddressValueError:
        return address
    return str(known.ipv4_mapped or known.packed[:_NETWORK_BYTES].hex())
