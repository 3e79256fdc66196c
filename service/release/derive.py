"""What the rules add to one document: pure, per document, and kept by the digest of all that it depends on.

A rule is a CONSTRUCT query over the facts of one document and of its body. A derived triple goes to the inferred graph
of the document when it names something of that document; what follows from the body alone, or speaks only of things
outside the document, goes to the inferred graph of the body, so that no triple stands in two graphs. Of the body's
captures that were superseded, a document sees its own: one page that changes leaves what follows of others as it was.
"""

import gzip
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from ontology.dataset import compress
from ontology.iri import DocumentKey, graph, parse
from ontology.language import Phrase
from ontology.terms import PREFIXES
from service.release.releases import ReleaseError

# Part of the key of what is kept; another number where the same input gives another result.
_VERSION: Final = "2"
# Rules that feed each other end after a few rounds; more means that one of them mints terms without end.
_MOST_ROUNDS: Final = 20


class RuleError(ReleaseError):
    """A rule that can't be run, or whose results can't be stored; the message names its file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the name of its file and its CONSTRUCT query."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order of their names."""

    rules: tuple[Rule, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the rules."""
        content = "\0".join(part for rule in self.rules for part in (rule.name, rule.query))
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class BodyGraph:
    """The graph of a body as its documents see it; `content` is its N-Quads."""

    base: str
    content: bytes

    @cached_property
    def _by_document(self) -> dict[str, list[bytes]]:
        """Its lines by the document whose capture they describe; "" for all else."""
        lines: dict[str, list[bytes]] = {"": []}
        prefix = f"<{self.base}/id/page/".encode()
        for line in self.content.splitlines(keepends=True):
            document = b"/".join(line[len(prefix) :].split(b"/", 3)[:3]).decode() if line.startswith(prefix) else ""
            lines.setdefault(document, []).append(line)
        return lines

    @cached_property
    def _common(self) -> bytes:
        return b"".join(self._by_document[""])

    def seen(self, document: str) -> bytes:
        """What a document sees of it, as N-Quads: all but the captures of other documents."""
        return self._common + b"".join(self._by_document.get(document, ()))

    @cached_property
    def _common_digest(self) -> "hashlib._Hash":
        return hashlib.sha256(self._common)

    def seen_digest(self, document: str) -> str:
        """The SHA-256 of what a document sees of it."""
        seen = self._common_digest.copy()
        seen.update(b"".join(self._by_document.get(document, ())))
        return seen.hexdigest()


@dataclass(frozen=True, slots=True)
class Derivation:
    """What to derive for: a document, or with `facts` None the body alone.

    `subject` is the path of the document or the code of the organisation; `facts` and `body` are N-Quads files, and
    the digests are those of what the subject sees of them.
    """

    base: str
    subject: str
    facts: Path | None
    body: Path
    facts_digest: str
    body_digest: str

    def key(self, rules: Rules) -> str:
        """The digest of all that the result depends on."""
        parts = (_VERSION, self.base, self.subject, self.facts_digest, self.body_digest, rules.digest)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def packaged_rules() -> Rules:
    """The rules of the vocabulary: `ontology/rules/*.rq`."""
    folder = files("ontology").joinpath("rules")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".rq")), key=lambda entry: entry.name)
    return Rules(tuple(Rule(entry.name, entry.read_text("utf-8")) for entry in found))


def derive(base: str, document: DocumentKey, facts: bytes, body: bytes, rules: Rules) -> list[str]:
    """What a document adds to what follows from its body, as sorted lines of N-Quads; facts and body are N-Quads.

    Raises:
        RuleError: a rule can't be parsed, constructs a blank node, or feeds itself without end.
    """
    from_both = _closure([facts, body], rules) - _closure([body], rules)
    of_document = graph(base, "inferred", document.path)
    of_body = graph(base, "inferred", document.organisation)
    return sorted(f"{triple} <{of_document if _names(base, document, triple) else of_body}> ." for triple in from_both)


def derive_body(base: str, organisation: str, body: bytes, rules: Rules) -> list[str]:
    """What follows from a body alone, as sorted lines of N-Quads.

    Raises:
        RuleError: as `derive`.
    """
    of_body = graph(base, "inferred", organisation)
    return sorted(f"{triple} <{of_body}> ." for triple in _closure([body], rules))


def derive_all(
    derivations: Iterable[Derivation], rules: Rules, kept: Path, jobs: int, progress: Callable[[int, int], None]
) -> dict[str, Path]:
    """Files with the inferred quads by subject, named by key; those that are not kept yet are made in worker processes.

    `progress` is told how many subjects are done, of how many.

    Raises:
        RuleError: as `derive`, or a worker process was killed.
    """
    wanted = {derivation: kept / f"{derivation.key(rules)}.nq.gz" for derivation in derivations}
    missing = [(derivation, path) for derivation, path in wanted.items() if not path.exists()]
    done = len(wanted) - len(missing)
    progress(done, len(wanted))
    if missing:
        kept.mkdir(parents=True, exist_ok=True)
        for _ in _in_workers(missing, rules, jobs):
            done += 1
            progress(done, len(wanted))
    return {derivation.subject: path for derivation, path in wanted.items()}


def die_with_parent() -> None:
    """Let a worker process end as soon as the process that started it is gone, however that ended."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _in_workers(missing: list[tuple[Derivation, Path]], rules: Rules, jobs: int) -> Iterator[None]:
    workers = min(jobs, len(missing))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=die_with_parent) as pool:
        futures = [pool.submit(_derive_file, derivation, rules, path) for derivation, path in missing]
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


def _derive_file(derivation: Derivation, rules: Rules, target: Path) -> None:
    base, subject = derivation.base, derivation.subject
    body = gzip.decompress(derivation.body.read_bytes())
    if derivation.facts is None:
        lines = derive_body(base, subject, body, rules)
    else:
        facts = gzip.decompress(derivation.facts.read_bytes())
        lines = derive(base, DocumentKey.parse(subject), facts, BodyGraph(base, body).seen(subject), rules)
    draft = target.with_name(f".{target.name}.draft")
    draft.write_bytes(compress("".join(f"{line}\n" for line in lines).encode()))
    draft.replace(target)


def _closure(contents: list[bytes], rules: Rules) -> set[Triple]:
    """All triples that the rules add to what the contents assert."""
    store = Store()
    for content in contents:
        store.load(content, RdfFormat.N_QUADS)
    derived: set[Triple] = set()
    for _ in range(_MOST_ROUNDS):
        new = {triple for rule in rules.rules for triple in _results(rule, store)}
        new = {triple for triple in new - derived if not _is_asserted(store, triple)}
        if not new:
            return derived
        derived |= new
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in new)
    raise RuleError(
        Phrase(
            "de regels voegen na {rounds} rondes nog steeds iets toe; een ervan voedt zichzelf met nieuwe termen",
            "the rules still add triples after {rounds} rounds; one of them feeds itself with new terms",
        ),
        rounds=_MOST_ROUNDS,
    )


def _results(rule: Rule, store: Store) -> list[Triple]:
    """What a rule constructs; the engine's results live in this call alone, also when an error leaves it."""
    triples = _constructed(rule, store)
    if triples is None:
        raise RuleError(
            Phrase(
                "ontology/rules/{rule}: geeft geen triples; een regel is één CONSTRUCT-vraag",
                "ontology/rules/{rule}: gives no triples; a rule is one CONSTRUCT query",
            ),
            rule=rule.name,
        )
    if any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        raise RuleError(
            Phrase(
                "ontology/rules/{rule}: maakt een blanco knoop; geef wat hij maakt een IRI",
                "ontology/rules/{rule}: makes a blank node; give what it makes an IRI",
            ),
            rule=rule.name,
        )
    return triples


def _constructed(rule: Rule, store: Store) -> list[Triple] | None:
    """The triples of a rule's query; None for a query that gives rows."""
    try:
        results = store.query(rule.query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        return list(results) if isinstance(results, QueryTriples) else None
    except SyntaxError as error:
        raise RuleError(
            Phrase(
                "ontology/rules/{rule}: {why}; een regel is één CONSTRUCT-vraag",
                "ontology/rules/{rule}: {why}; a rule is one CONSTRUCT query",
            ),
            rule=rule.name,
            why=str(error),
        ) from error


def _is_asserted(store: Store, triple: Triple) -> bool:
    return next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is not None


def _names(base: str, document: DocumentKey, triple: Triple) -> bool:
    """Whether a triple has a thing of the document as its subject or object."""
    terms = (term.value for term in (triple.subject, triple.object) if isinstance(term, NamedNode))
    identifiers = (parse(base, term) for term in terms)
    return any(identifier is not None and identifier.document == document for identifier in identifiers)
