"""Takes from this process what a query must not have: memory without end, core files, and the network. Linux only.

Knows nothing of queries. Nothing of it can be undone in the process.
"""

import contextlib
import ctypes
import os
import platform
import resource
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_EPERM: Final = 1

# BPF instructions of linux/bpf_common.h, and the two verdicts of linux/seccomp.h that are used.
_LOAD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_JUMP_IF_NOT_LESS: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | _EPERM
_AT_NUMBER: Final = 0
_AT_ARCHITECTURE: Final = 4
_FOREIGN_NUMBERS: Final = 0x40000000  # x32 calls, by which an x86-64 process could go around the numbers below

# linux/audit.h and the system call tables: architecture, socket, io_uring_setup (which can open sockets too).
_ARCHITECTURES: Final = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}


@dataclass(frozen=True, slots=True)
class Confinement:
    """What could not be taken away, in words for a log; empty where all was."""

    gaps: tuple[str, ...]


def confine(memory_bytes: int) -> Confinement:
    """Limit the heap of this process to a number of bytes, and cut it off from the network."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    with contextlib.suppress(OSError):  # where memory runs out, the kernel is to end this process before any other
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    gap = _deny_sockets()
    return Confinement(() if gap is None else (gap,))


def _deny_sockets() -> str | None:
    numbers = _ARCHITECTURES.get(platform.machine())
    if numbers is None:
        return f"queries are not cut off from the network: no filter is known for {platform.machine()}"
    library = ctypes.CDLL(None, use_errno=True)
    program = _filter(*numbers)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))  # struct sock_fprog
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or library.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0
    ):
        return f"queries are not cut off from the network: seccomp says {os.strerror(ctypes.get_errno())}"
    return None


def _filter(architecture: int, *refused: int) -> bytes:
    """A seccomp program that refuses the calls with EPERM and every call of another architecture."""
    checks = [(_JUMP_IF_NOT_LESS, _FOREIGN_NUMBERS), *((_JUMP_IF_EQUAL, number) for number in refused)]
    to_refusal = len(checks) + 1  # instructions between the architecture's test and the refusal, with the load
    lines = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_JUMP_IF_EQUAL, 0, to_refusal + 1, architecture),
        (_LOAD, 0, 0, _AT_NUMBER),
    ]
    lines += [(test, len(checks) - index, 0, number) for index, (test, number) in enumerate(checks)]
    lines += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
