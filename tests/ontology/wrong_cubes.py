"""A small cube that meets every constraint of RDF Data Cube, and for each constraint one change that breaks it."""

from dataclasses import dataclass

_PREFIXES = """\
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
RIGHT = (
    _PREFIXES
    + """
:set a qb:DataSet ; qb:structure :structure ; :currency :euro ; qb:slice :slice .
:structure a qb:DataStructureDefinition ; qb:component :c1 , :c2 , :c3 , :c4 , :c5 ; qb:sliceKey :key .
:c1 qb:dimension :line . :c2 qb:dimension :year . :c3 qb:measure :amount .
:c4 qb:attribute :currency ; qb:componentRequired true ; qb:componentAttachment qb:DataSet .
:c5 qb:dimension :place .
:line rdfs:range skos:Concept ; qb:codeList :lines .
:year rdfs:range rdfs:Literal .
:place rdfs:range rdfs:Resource ; qb:codeList :places .
:lines a skos:ConceptScheme . :cost a skos:Concept ; skos:inScheme :lines .
:places a qb:HierarchicalCodeList ; qb:hierarchyRoot :country ; qb:parentChildProperty :has .
:country :has :town .
:key a qb:SliceKey ; qb:componentProperty :line .
:slice qb:sliceStructure :key ; :line :cost ; qb:observation :one .
:one qb:dataSet :set ; :line :cost ; :year 2031 ; :place :town ; :amount 5 .
:two qb:dataSet :set ; :line :cost ; :year 2032 ; :place :country ; :amount 5 .
:other a qb:DataSet ; qb:structure :byMeasure .
:byMeasure a qb:DataStructureDefinition ; qb:component :m1 , :m2 , :m3 , :m4 , :m5 .
:m1 qb:dimension qb:measureType . :m2 qb:measure :amount . :m3 qb:measure :share . :m4 qb:dimension :year .
:m5 qb:dimension :region .
qb:measureType rdfs:range rdf:Property .
:region rdfs:range rdfs:Resource ; qb:codeList :regions .
:regions a qb:HierarchicalCodeList ; qb:hierarchyRoot :north ; qb:parentChildProperty [ owl:inverseOf :within ] .
:west :within :north .
:three qb:dataSet :other ; qb:measureType :amount ; :year 2031 ; :amount 5 ; :region :west .
:four qb:dataSet :other ; qb:measureType :share ; :year 2031 ; :share 5 ; :region :west .
"""
).replace("@prefix rdfs:", "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n@prefix rdfs:")


@dataclass(frozen=True)
class Change:
    """What is taken out of the right cube, by subject or by subject and predicate, and what is put in."""

    dropped: tuple[str, ...] = ()
    added: str = ""


def change(*dropped: str, added: str = "") -> Change:
    """A change; names are those of the right cube, such as `one` or `one amount`."""
    return Change(tuple(" ".join(map(_iri, name.split(" "))) for name in dropped), _PREFIXES + added)


def _iri(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"<http://purl.org/linked-data/cube#{local}>" if prefix == "qb" else f"<urn:x:{name}>"


WRONG = {
    "ic-01": change(added=":one qb:dataSet :other ."),
    "ic-02": change("set qb:structure"),
    "ic-03": change("c3"),
    "ic-04": change(added=":c6 qb:dimension :nowhere ."),
    "ic-05": change("line qb:codeList"),
    "ic-06": change(added=":c2 qb:componentRequired false ."),
    "ic-07": change("structure qb:sliceKey"),
    "ic-08": change(added=":key qb:componentProperty :colour ."),
    "ic-09": change("slice qb:sliceStructure"),
    "ic-10": change(added=":key qb:componentProperty :year ."),
    "ic-11": change("two year"),
    "ic-12": change(added=":five qb:dataSet :set ; :line :cost ; :year 2032 ; :place :country ; :amount 6 ."),
    "ic-13": change("set currency"),
    "ic-14": change("two amount"),
    "ic-15": change("three amount"),
    "ic-16": change(added=":three :share 7 ."),
    "ic-17": change("four"),
    "ic-18": change(added=":other qb:slice :second . :second qb:observation :one ."),
    "ic-19": change(added=":two :line :revenue ."),
    "ic-20": change(added=":two :place :moon ."),
    "ic-21": change(added=":three :region :south ."),
}
