"""What is derived of each document and body, kept in files under the digest of all that it depends on.

Knows what has to be made and has worker processes make it; what follows from facts is known by `derive`, what they say
of the network by `network_rows`, and what counting that gives by `analysis`.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import msgspec

from ontology.dataset import compress
from ontology.iri import DocumentKey
from ontology.language import Phrase
from ontology.orphans import die_with_parent
from service.release import network_rows
from service.release.analysis import analysis
from service.release.derive import BodyGraph, RuleError, Rules, derive, derive_body

# Part of the key of what is kept; another number where the same input gives another result.
_VERSION: Final = "7"
_DRAFT: Final = ".draft"

ENDINGS: Final = (".nq.gz", ".rows", ".analysis.nq.gz")
"""How the names of the files under one key end."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What to derive for: a document, which is its own only fact file, or a body with the files of all its documents.

    `subject` is the path of the document or the code of the organisation; `facts` and `body` are N-Quads files, and
    the digests are those of what the subject sees of them.
    """

    base: str
    subject: str
    facts: tuple[Path, ...]
    body: Path
    facts_digest: str
    body_digest: str

    @property
    def of_body(self) -> bool:
        """Whether it is of a body."""
        return "/" not in self.subject

    def key(self, rules: Rules) -> str:
        """The digest of all that the result depends on."""
        parts = (_VERSION, self.base, self.subject, self.facts_digest, self.body_digest, rules.digest)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Derived:
    """The files of what was derived of one document or body, under one key."""

    folder: Path
    key: str

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them, in the order of `ENDINGS`."""
        return tuple(self.folder / f"{self.key}{ending}" for ending in ENDINGS)

    @property
    def quads(self) -> Path:
        """What rules added, as sorted N-Quads that are compressed."""
        return self.files[0]

    @property
    def rows(self) -> Path:
        """What the facts say of the network, as `network_rows` encodes it: those of the document, or the body graph."""
        return self.files[1]

    @property
    def analysis(self) -> Path:
        """The analysis graph of the document, as sorted N-Quads that are compressed; of a body it is empty."""
        return self.files[2]

    @property
    def complete(self) -> bool:
        """Whether all of them are there."""
        return all(path.exists() for path in self.files)


def derive_all(
    derivations: Iterable[Derivation], rules: Rules, folder: Path, jobs: int, progress: Callable[[int, int], None]
) -> dict[str, Derived]:
    """What was derived by subject; what is not kept in the folder yet is made in worker processes.

    `progress` is told how many subjects are done, of how many.

    Raises:
        RuleError: as `derive`, or a worker process was killed.
    """
    wanted = {derivation: Derived(folder, derivation.key(rules)) for derivation in derivations}
    missing = [(derivation, derived) for derivation, derived in wanted.items() if not derived.complete]
    done = len(wanted) - len(missing)
    progress(done, len(wanted))
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        with _written(rules, folder) as at:
            for _ in _in_workers(missing, at, jobs):
                done += 1
                progress(done, len(wanted))
    return {derivation.subject: derived for derivation, derived in wanted.items()}


def unneeded(folder: Path, keys: Iterable[str]) -> list[Path]:
    """The files in a folder that are of none of these keys, and halves of files; sorted."""
    needed = {path for key in keys for path in Derived(folder, key).files}
    found = {path for ending in ENDINGS for path in folder.glob(f"*{ending}")}
    return sorted({*(found - needed), *folder.glob(f".*{_DRAFT}")})


@contextmanager
def _written(rules: Rules, folder: Path) -> Iterator[Path]:
    """The rules in a file: on some versions of Python a pool that is sent much hangs if a worker is killed."""
    with NamedTemporaryFile(prefix=".rules-", suffix=_DRAFT, dir=folder) as file:
        file.write(msgspec.msgpack.encode(rules))
        file.flush()
        yield Path(file.name)


@lru_cache(maxsize=1)
def _rules_at(path: Path) -> Rules:
    return msgspec.msgpack.decode(path.read_bytes(), type=Rules)


def _in_workers(missing: list[tuple[Derivation, Derived]], rules: Path, jobs: int) -> Iterator[None]:
    workers = min(jobs, len(missing))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=die_with_parent) as pool:
        futures = [pool.submit(_derive_files, derivation, rules, derived) for derivation, derived in missing]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise RuleError(
                Phrase(
                    "een proces dat regels toepast is beëindigd ({why}); is er genoeg geheugen?",
                    "a process that runs rules was killed ({why}); is there enough memory?",
                ),
                why=str(error),
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _derive_files(derivation: Derivation, rules_at: Path, derived: Derived) -> None:
    rules = _rules_at(rules_at)
    base, subject = derivation.base, derivation.subject
    body = gzip.decompress(derivation.body.read_bytes())
    if derivation.of_body:
        facts = (gzip.decompress(path.read_bytes()) for path in derivation.facts)
        _keep(derived.quads, _compressed(derive_body(base, subject, body, facts, rules)))
        rows = network_rows.rows_of(base, body)
        counted: list[str] = []
    else:
        (path,) = derivation.facts
        stated = gzip.decompress(path.read_bytes())
        seen = BodyGraph(base, body).seen(subject)
        document = DocumentKey.parse(subject)
        _keep(derived.quads, _compressed(derive(base, document, stated, seen, rules)))
        rows = network_rows.rows_of(base, stated)
        counted = analysis(base, document, rows)
    _keep(derived.rows, network_rows.encode(rows))
    _keep(derived.analysis, _compressed(counted))


def _compressed(lines: Iterable[str]) -> bytes:
    return compress("".join(f"{line}\n" for line in lines).encode())


def _keep(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name}{_DRAFT}")
    draft.write_bytes(content)
    draft.replace(target)
