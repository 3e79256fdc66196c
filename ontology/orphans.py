"""Orphans: worker processes that end as soon as the process that started them is gone. Starts none."""

import os
import threading
from multiprocessing import parent_process


def die_with_parent() -> None:
    """Let a worker process end as soon as the process that started it is gone, however that ended."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
