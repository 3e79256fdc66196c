"""A port is ours from the moment it is taken, and nobody is heard at it before the service listens."""

import socket

import pytest

from service.listening import AddressError, address_of, listen, take


def test_a_taken_port_refuses_until_it_listens() -> None:
    with take("127.0.0.1", 0) as taken, socket.socket() as probe:
        address = taken.getsockname()
        assert probe.connect_ex(address) != 0
        listen(taken)
        with socket.create_connection(address, timeout=5):
            assert address_of(taken, "127.0.0.1") == f"http://127.0.0.1:{address[1]}/"


def test_who_listens_first_has_the_port() -> None:
    with take("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with take("127.0.0.1", port) as second:
            listen(first)
            with pytest.raises(AddressError, match=f"port {port} of 127.0.0.1 is in use already"):
                listen(second)
        with pytest.raises(AddressError, match="--port"):
            take("127.0.0.1", port)


def test_a_host_that_nobody_knows_is_told() -> None:
    with pytest.raises(AddressError, match=r"host\.invalid: .*--host"):
        take("host.invalid", 0)


def test_an_address_of_version_6_stands_in_brackets() -> None:
    with take("127.0.0.1", 0) as taken:
        assert address_of(taken, "::1").startswith("http://[::1]:")
