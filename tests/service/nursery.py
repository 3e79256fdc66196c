"""A process that publishes in children of itself, so that one is there in no time and can be killed as a command is.

Reads a JSON array of a dataset and a data directory per line; tells the child's identifier, and then how it ended. On
SIGUSR1 a child writes to the standard error where each of its threads is.
"""

import faulthandler
import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from service.release.publish import publish


def main() -> None:
    """Publish what comes in, until nothing does."""
    faulthandler.register(signal.SIGUSR1)
    for line in sys.stdin:
        dataset, data = map(Path, json.loads(line))
        child = os.fork()
        if not child:
            publish(dataset, data, allow_violations=True, keep=3)
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - it talks by lines
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
