"""What tests start beside themselves, processes and threads, and how long these may take to end."""

import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer
from socket import socket
from threading import Thread
from typing import Any

import pytest
import uvicorn

PATIENCE_S = 60.0


def end(process: "subprocess.Popen[Any]") -> None:
    """Tell a process to end and wait until it did; one that does not is killed, and fails the test."""
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE_S)
        pytest.fail(f"{process.args} did not end within {PATIENCE_S} s after it was told to")


def wait_for_end(thread: Thread) -> None:
    """Wait until a thread ends; one that does not fails the test with where it stands."""
    thread.join(PATIENCE_S)
    if thread.is_alive():
        stack = traceback.format_stack(sys._current_frames()[thread.ident or 0])  # noqa: SLF001 - the one way to see it
        pytest.fail(f"{thread.name} did not end within {PATIENCE_S} s; it stands at:\n{''.join(stack)}")


@contextmanager
def beside(work: Callable[[], object], stop: Callable[[], object]) -> Iterator[None]:
    """Some work in a thread of its own, for as long as the block lasts; `stop` tells it to end, and returns at once."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop()
        wait_for_end(thread)


@contextmanager
def answering(server: HTTPServer) -> Iterator[int]:
    """The port of a server of the standard library that answers in a thread of its own."""
    shut_down = Thread(target=server.shutdown, daemon=True)  # which itself waits for the end
    with server, beside(server.serve_forever, shut_down.start):
        yield server.server_port


@contextmanager
def listening(config: uvicorn.Config, taken: socket) -> Iterator[int]:
    """The port of an application that answers in a thread of its own at a socket that was taken."""
    server = uvicorn.Server(config)

    def stop() -> None:
        server.should_exit = True

    with beside(partial(server.run, sockets=[taken]), stop):
        deadline = time.monotonic() + PATIENCE_S
        while not server.started:
            assert time.monotonic() < deadline, f"{config.app} did not start within {PATIENCE_S} s"
            time.sleep(0.01)
        yield int(taken.getsockname()[1])
