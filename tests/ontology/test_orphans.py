"""Worker processes end with the process that started them, also when that is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from select import select

PROGRAM = """
import sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from ontology.orphans import die_with_parent

if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=die_with_parent) as pool:
        print(pool.submit(__import__("os").getpid).result(20), flush=True)
        time.sleep(60)
"""
PATIENCE_S = 20


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_worker_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        assert select([parent.stdout], [], [], PATIENCE_S)[0], "the program did not tell its worker"
        worker = int(parent.stdout.readline())
        assert is_alive(worker)
        parent.send_signal(signal.SIGKILL)
        parent.wait(PATIENCE_S)
        deadline = time.monotonic() + PATIENCE_S
        while is_alive(worker) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert not is_alive(worker)
