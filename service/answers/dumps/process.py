"""The making of dumps as a process of its own: `python -m service.answers.dumps.process DATA RELEASE`.

It is as humble as the system lets it be, and ends when the process that started it does, which holds its standard
input. What went wrong stands on its standard output in both languages, as JSON.
"""

import os
import sys
import threading
from pathlib import Path

import msgspec

from ontology.language import Language, SpokenError
from service.answers.dumps.making import make_dumps

_HUMBLE = 10  # of 19, the nicest to others (nice(2))


class Failure(msgspec.Struct, frozen=True):
    """Why dumps could not be made."""

    nl: str
    en: str


def main() -> int:
    """Make the dumps that the command line names; 1 where that failed."""
    os.nice(_HUMBLE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    data, release = sys.argv[1:]
    try:
        make_dumps(Path(data), release)
    except SpokenError as error:
        failure = Failure(error.say(Language.NL), error.say(Language.EN))
    except OSError as error:
        failure = Failure(str(error), str(error))
    else:
        return 0
    sys.stdout.buffer.write(msgspec.json.encode(failure))
    return 1


def _end_with_parent() -> None:
    """End as soon as nobody holds the other end of standard input."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
