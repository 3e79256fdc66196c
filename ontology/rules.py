"""What the rules of the vocabulary are: its axioms, closed by an OWL 2 RL reasoner, one rule for each.

    python -m ontology.rules

writes them to `ontology/rules/`. Applies no rule. Not for the serving path, because it imports rdflib.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import click
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.codes import CitedKind, code_iri
from ontology.definition_files import AXIOM_FILES
from ontology.language import Language, Phrase
from ontology.rule import OBJECT, SUBJECT, Pattern, Rule, shorten
from ontology.terms import (
    DG,
    ELEMENT_REFERS_TO,
    IN_PROGRAMME,
    NAMED_KIND,
    PROGRAMME_REFERS_TO,
    PROGRAMME_VERSION,
    RDF_TYPE,
    REFERS_TO,
    Iri,
)
from ontology.vocabulary import load

FOLDER: Final = Path(__file__).with_name("rules")

# Of a pair of inverses «P owl:inverseOf Q» pages state P, and Q is derived; of these pages state both.
STATED_BOTH_WAYS: Final = frozenset(Iri(f"{DG}{name}") for name in ("coversElement", "hasSection", "referringElement"))
# What whole elements have with each other follows from several documents, and never about an element and itself.
BETWEEN_ELEMENTS: Final = frozenset({ELEMENT_REFERS_TO, PROGRAMME_REFERS_TO})

_SUBCLASS: Final = Phrase("Alles wat «{sub}» is, is ook «{over}».", "Whatever is “{sub}” is “{over}” too.")
_SUBPROPERTY: Final = Phrase("Waar «{sub}» geldt, geldt ook «{over}».", "Where “{sub}” holds, “{over}” holds too.")
_INVERSE: Final = Phrase(
    "«{back}» is «{there}» in de andere richting.", "“{back}” is “{there}” in the other direction."
)
_SYMMETRIC: Final = Phrase("«{term}» geldt in beide richtingen.", "“{term}” holds in both directions.")
_TRANSITIVE: Final = Phrase(
    "«{term}» geldt ook over wat ertussen staat heen.", "“{term}” holds across what stands between too."
)
_CHAIN: Final = Phrase("{listed} na elkaar geven «{over}».", "{listed} one after the other give “{over}”.")
_STEP: Final = Phrase("«{term}»", "“{term}”")
_BACK: Final = Phrase("«{term}» andersom", "“{term}” the other way round")
_TO_PROGRAMME: Final = Phrase(
    "Wat binnen een programma naar een programma zelf verwijst, geeft «{over}».",
    "What refers to a programme itself from within a programme gives “{over}”.",
)
_APART: Final = Phrase("Nooit tussen iets en zichzelf.", "Never between a thing and itself.")


def make_rules() -> tuple[Rule, ...]:
    """The rules of the vocabulary, by their names."""
    asserted = load(*AXIOM_FILES)
    return tuple(sorted([*of_axioms(asserted), *_of_definitions(asserted)], key=lambda rule: rule.name))


def of_axioms(asserted: Graph) -> Iterator[Rule]:
    """A rule for each axiom on a term of ours from which facts follow, and for each that follows from those."""
    closed = closed_vocabulary(asserted)
    yield from _subclasses(closed)
    yield from _subproperties(closed)
    yield from _inverses(asserted)
    yield from _symmetric(asserted)
    yield from _transitive(asserted)
    yield from _chains(asserted)


def closed_vocabulary(asserted: Graph) -> Graph:
    """A vocabulary with all that follows from it by OWL 2 RL."""
    import owlrl  # noqa: PLC0415 - slow to import, and only this needs it

    closed = Graph()
    for triple in asserted:
        closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def write(folder: Path) -> tuple[int, int]:
    """Write the files of all rules to a folder, and take away those of others; how many were written, how many left."""
    texts = {f"{rule.name}.rq": rule.text() for rule in make_rules()}
    gone = [path for path in folder.glob("*.rq") if path.name not in texts]
    for path in gone:
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(texts), len(gone)


def _subclasses(closed: Graph) -> Iterator[Rule]:
    for sub, over in _pairs(closed, RDFS.subClassOf):
        name = f"subclass-{_local(sub)}-{_local(over)}"
        axiom = f"{shorten(sub)} rdfs:subClassOf {shorten(over)}"
        words = _say(closed, _SUBCLASS, sub=sub, over=over)
        yield _rule(name, axiom, words, Pattern(SUBJECT, RDF_TYPE, over), Pattern(SUBJECT, RDF_TYPE, sub))


def _subproperties(closed: Graph) -> Iterator[Rule]:
    for sub, over in _pairs(closed, RDFS.subPropertyOf):
        name = f"subproperty-{_local(sub)}-{_local(over)}"
        axiom = f"{shorten(sub)} rdfs:subPropertyOf {shorten(over)}"
        yield _rule(name, axiom, _say(closed, _SUBPROPERTY, sub=sub, over=over), _link(over), _link(sub))


def _inverses(asserted: Graph) -> Iterator[Rule]:
    for there, back in _pairs(asserted, OWL.inverseOf):
        if there not in STATED_BOTH_WAYS:
            axiom = f"{shorten(there)} owl:inverseOf {shorten(back)}"
            words = _say(asserted, _INVERSE, there=there, back=back)
            yield _rule(f"inverse-{_local(back)}", axiom, words, _link(back), Pattern(OBJECT, there, SUBJECT))


def _symmetric(asserted: Graph) -> Iterator[Rule]:
    for term in _ours(asserted.subjects(RDF.type, OWL.SymmetricProperty)):
        axiom, words = f"{shorten(term)} a owl:SymmetricProperty", _say(asserted, _SYMMETRIC, term=term)
        yield _rule(f"symmetric-{_local(term)}", axiom, words, _link(term), Pattern(OBJECT, term, SUBJECT))


def _transitive(asserted: Graph) -> Iterator[Rule]:
    for term in _ours(asserted.subjects(RDF.type, OWL.TransitiveProperty)):
        axiom, words = f"{shorten(term)} a owl:TransitiveProperty", _say(asserted, _TRANSITIVE, term=term)
        body = (Pattern(SUBJECT, term, "?step1"), Pattern("?step1", term, OBJECT))
        yield _rule(f"transitive-{_local(term)}", axiom, words, _link(term), *body)


def _chains(asserted: Graph) -> Iterator[Rule]:
    stated = {back: there for there, back in _pairs(asserted, OWL.inverseOf) if there not in STATED_BOTH_WAYS}
    for over in _ours(asserted.subjects(OWL.propertyChainAxiom)):
        for chain in asserted.objects(URIRef(over), OWL.propertyChainAxiom):
            steps = [Iri(str(step)) for step in Collection(asserted, chain)]
            axiom = f"{shorten(over)} owl:propertyChainAxiom ( {' '.join(map(shorten, steps))} )"
            listed = Phrase(*(_listed(asserted, steps, stated, language) for language in Language))
            words = _say(asserted, _CHAIN, listed, over=over)
            yield _rule(f"chain-{_local(over)}", axiom, words, _link(over), *_body(steps, stated))


def _body(steps: Sequence[Iri], stated: Mapping[Iri, Iri]) -> Iterator[Pattern]:
    """A chain as patterns; a step that is only derived is walked backwards along what pages state."""
    things = [SUBJECT, *(f"?step{count}" for count in range(1, len(steps))), OBJECT]
    for step, (start, end) in zip(steps, pairwise(things), strict=True):
        if step in stated:
            yield Pattern(end, stated[step], start)
        else:
            yield Pattern(start, step, end)


def _of_definitions(asserted: Graph) -> Iterator[Rule]:
    """The rules of what `dg:programmeRefersTo` means besides its chain, because a chain can't end a step early."""
    to_other = (Pattern("?step1", IN_PROGRAMME, SUBJECT), Pattern("?step1", REFERS_TO, OBJECT))
    programmes = {
        "described": Pattern(OBJECT, RDF_TYPE, PROGRAMME_VERSION),
        "named": Pattern(OBJECT, NAMED_KIND, code_iri(CitedKind.PROGRAMME)),
    }
    words = _say(asserted, _TO_PROGRAMME, over=PROGRAMME_REFERS_TO)
    for how, programme in programmes.items():
        axiom = f"dg:programmeRefersTo by its definition: a reference to a programme that is {how}"
        name = f"direct-programmeRefersTo-{how}"
        yield _rule(name, axiom, words, _link(PROGRAMME_REFERS_TO), *to_other, programme)


def _rule(name: str, axiom: str, words: Phrase, head: Pattern, *body: Pattern) -> Rule:
    if head.predicate not in BETWEEN_ELEMENTS:
        return Rule(name, axiom, words, head, body)
    said = Phrase(f"{words.nl} {_APART.nl}", f"{words.en} {_APART.en}")
    return Rule(name, axiom, said, head, body, apart=True, crosses=True)


def _say(graph: Graph, phrase: Phrase, listed: Phrase | None = None, **terms: Iri) -> Phrase:
    """A phrase with what terms are called in it, in both languages."""
    said = (
        phrase.say(language, listed=listed or "", **{key: _label(graph, term, language) for key, term in terms.items()})
        for language in Language
    )
    return Phrase(*said)


def _pairs(graph: Graph, predicate: Node) -> list[tuple[Iri, Iri]]:
    """What an axiom says of terms of ours, sorted; nothing of a term and itself, or of all things."""
    found = ((str(sub), str(over)) for sub, over in graph.subject_objects(predicate))
    outside = (str(OWL), str(RDF), str(RDFS))
    return sorted(
        (Iri(sub), Iri(over))
        for sub, over in found
        if sub.startswith(DG) and sub != over and "/" in over and not over.startswith(outside)
    )


def _ours(nodes: Iterator[Node]) -> list[Iri]:
    return sorted({Iri(str(node)) for node in nodes if str(node).startswith(DG)})


def _link(name: Iri) -> Pattern:
    return Pattern(SUBJECT, name, OBJECT)


def _listed(graph: Graph, steps: Sequence[Iri], stated: Mapping[Iri, Iri], language: Language) -> str:
    """The steps of a chain as its patterns walk them, so that the words are those of the statements that it joins."""
    word = "en" if language is Language.NL else "and"
    *most, last = (
        (_BACK if step in stated else _STEP).say(language, term=_label(graph, stated.get(step, step), language))
        for step in steps
    )
    return f"{', '.join(most)} {word} {last}"


def _label(graph: Graph, term: Iri, language: Language) -> str:
    """What a term is called; a term of others by its prefixed name."""
    for label in graph.objects(URIRef(term), RDFS.label) if term.startswith(DG) else ():
        if getattr(label, "language", None) == language.value:
            return str(label)
    return shorten(term)


def _local(iri: Iri) -> str:
    return shorten(iri).partition(":")[2]


@click.command()
def main() -> None:
    """Write the files of the rules."""
    written, gone = write(FOLDER)
    click.echo(f"{FOLDER}: {written} rules written, {gone} that are no more taken away")


if __name__ == "__main__":
    main()
