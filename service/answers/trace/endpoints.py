"""What people name as the begin or end of a question, found in the network: goals, programmes, holders and domains.

Something is named by its IRI; by a path such as `gm0193/begroting/2021/2.2.2`, `gm0193/begroting/2021/programme/10` or
`gm0193/sociaal-domein`; by `gm0193/goal/2k7wqx3m5p9t` or its own identifier where it endures; or by its number alone
where one document of the scope has it. Walks nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from ontology.iri import slug
from ontology.language import Phrase
from service.answers.trace.asking import Asked
from service.answers.trace.nearby import MOST_NEAR, near, parts_of, slug_of
from service.answers.trace.scope import MOST_DEPTH, Scope, ScopeError
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_build import Part
from service.release.network_rows import DOMAIN, ENDURING_KINDS, HOLDER, NODE_KINDS, PERSON, VERSION_KINDS, VERSION_OF

_GOAL: Final = "goal-version"
_PROGRAMME: Final = "programme-version"
_LONGEST: Final = 200  # so much of a text is said again


class UnknownEndpointError(ScopeError):
    """What was named is not in the network; the message names what comes near."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The nodes that were named, and with them all that stands in them and takes part, in the order of the tree."""

    named: tuple[int, ...]
    members: Numbers


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question with ends is asked of: the view of the one body that they are of, and what was asked of it."""

    asked: Asked
    view: View
    begins: Endpoint
    ends: Endpoint


def ground_of(network: Network, asked: Asked) -> Ground:
    """The begins and ends that were asked for, in the view of their body.

    Raises:
        UnknownEndpointError: one of them is not there.
        ScopeError: none was named, one is meant in several ways or takes no part, they are of several bodies, the
            depth is out of bounds, or a least confidence would change nothing.
    """
    _require_depth(asked.depth)
    named = {text: find(network, asked.scope, text) for text in dict.fromkeys((*asked.begins, *asked.ends))}
    begins, ends = (tuple(dict.fromkeys(named[text] for text in texts)) for texts in (asked.begins, asked.ends))
    if not begins:
        raise ScopeError(_NOTHING_NAMED)
    lasting = any(network.kind(node) in ENDURING_KINDS for node in (*begins, *ends))
    asked.scope.require_identity(through_ends=lasting)
    view = _view(network, asked.scope, (*begins, *ends))
    code = _code(network, begins[0])
    narrowed = replace(asked, scope=replace(asked.scope, organisation=code))
    return Ground(narrowed, view, endpoint_of(view, begins), endpoint_of(view, ends))


def short(network: Network, node: int) -> str:
    """The shortest path by which a node is found: `gm0193/begroting/2021/2.2.2`."""
    kind, place, rest = network.kind(node), network.part_of(node).path, slug_of(network, node)
    return f"{place}/{rest}" if kind in {_GOAL, PERSON, DOMAIN} else f"{place}/{_word(kind)}/{rest}"


def find(network: Network, scope: Scope, text: str) -> int:
    """The node that a text names.

    Raises:
        UnknownEndpointError: there is none.
        ScopeError: it may mean several.
    """
    found = meant(network, scope, text)
    if not found:
        _require_documents(network, scope)
    if len(found) > 1:
        listed = ", ".join(_spoken(network, node) for node in found[:MOST_NEAR])
        raise ScopeError(_SEVERAL, text=text[:_LONGEST], found=listed)
    if not found:
        listed = ", ".join(_spoken(network, node) for node in near(network, scope, text)) or "-"
        raise UnknownEndpointError(_NONE, text=text[:_LONGEST], near=listed)
    return found[0]


def meant(network: Network, scope: Scope, text: str) -> list[int]:
    """The nodes that a text may mean: goals before others, and loaded ones before those that are only named.

    Raises:
        UnknownEndpointError: it names a document that is not there.
        ScopeError: as `Scope.parts`.
    """
    found = _candidates(network, scope, text)
    for prefers in (_is_goal, Network.is_loaded):
        preferred = [node for node in found if prefers(network, node)]
        found = preferred or found
    return found


def _candidates(network: Network, scope: Scope, text: str) -> list[int]:
    if text.startswith(("http://", "https://")):
        # people copy the address of a page, which is the IRI but for one segment
        return _known(network.find(text.replace(f"{network.base}/doc/", f"{network.base}/id/", 1)))
    segments = [segment for segment in text.strip().split("/") if segment]
    match segments:
        case [kind, _, _, *_] if kind in NODE_KINDS:
            return _known(network.find(f"{network.base}/id/{'/'.join(segments)}"))
        case [code, *rest] if rest and code.lower() in network.bodies:
            return _in_body(network, code.lower(), rest)
        case _:
            return _in_scope(network, scope, segments)


def _in_body(network: Network, code: str, rest: Sequence[str]) -> list[int]:
    match rest:
        case [kind, year, *local] if (part := network.part(f"{code}/{kind}/{year}".lower())) and local:
            return _versions(network, [part], local)
        case [kind, _, _, *_] if kind not in {PERSON, DOMAIN}:
            known = [part.path for part in network.parts if part.loaded and part.path.startswith(f"{code}/")]
            raise UnknownEndpointError(_NO_DOCUMENT, path="/".join((code, *rest[:2])), known=", ".join(known))
        case _:
            return _lasting(network, code, rest)


def _in_scope(network: Network, scope: Scope, segments: Sequence[str]) -> list[int]:
    """What has a number, or else a name, in one of the documents that take part."""
    paths = scope.parts(network)
    if found := _versions(network, parts_of(network, paths), segments):
        return found
    codes = dict.fromkeys(path.partition("/")[0] for path in paths)
    return [node for code in codes for node in _lasting(network, code, segments)]


def _versions(network: Network, parts: Iterable[Part], local: Sequence[str]) -> list[int]:
    """The versions of a number, as `2.2.2`, `programme/10` or `programme 10`, in some documents."""
    words = local if len(local) > 1 else local[0].split(maxsplit=1) if local else []
    kind = _KINDS.get(words[0].lower()) if len(words) > 1 else None
    number = slug(" ".join(words[1:] if kind else words))
    kinds = [NODE_KINDS.index(name) for name in ((kind,) if kind else VERSION_KINDS)]
    return [
        node
        for first, end in _runs(parts)
        for node in network.with_slug(first, end, number).tolist()
        if network.node_kind[node] in kinds
    ]


def _lasting(network: Network, code: str, segments: Sequence[str]) -> list[int]:
    """The holders and domains of a body with an identifier or a name, and what endures in it with an identifier."""
    part = network.part(code)
    kind = segments[0] if len(segments) > 1 and segments[0] in {PERSON, DOMAIN, *ENDURING_KINDS} else None
    wanted = slug("/".join(segments[1:] if kind else segments))
    nodes = range(part.first, part.end) if part and wanted else range(0)
    return [node for node in nodes if kind in {None, network.kind(node)} and wanted in _lasting_names(network, node)]


def _lasting_names(network: Network, node: int) -> tuple[str, ...]:
    """By what a holder, domain or something that endures is found; names of goals are those of many versions."""
    identifier = slug_of(network, node)
    return (identifier,) if network.kind(node) in ENDURING_KINDS else (identifier, slug(network.name(node)))


def _runs(parts: Iterable[Part]) -> list[tuple[int, int]]:
    """The nodes of documents, those of neighbouring documents in one run."""
    runs: list[tuple[int, int]] = []
    for part in parts:
        joined = bool(runs) and runs[-1][1] == part.first
        runs = [*runs[:-1], (runs[-1][0], part.end)] if joined else [*runs, (part.first, part.end)]
    return runs


def _view(network: Network, scope: Scope, nodes: Sequence[int]) -> View:
    codes = sorted({_code(network, node) for node in nodes})
    if len(codes) > 1:
        raise ScopeError(_SEVERAL_BODIES, codes=", ".join(codes))
    if scope.organisation not in {None, codes[0]}:
        raise ScopeError(_NOT_ASKED_OF, name=short(network, nodes[0]), scope=scope.organisation)
    _require_documents(network, scope)
    view = View.of(network, scope, codes[0])
    for node in nodes:
        if not view.has(np.array([node]))[0]:
            raise ScopeError(_NOT_ASKED_OF, name=short(network, node), scope=", ".join(scope.parts(network)) or "-")
    return view


def _require_documents(network: Network, scope: Scope) -> None:
    if not scope.parts(network):
        code = scope.organisation
        parts = network.parts if code is None else network.parts_by_body[code]
        known = [part.path for part in parts if part.loaded and "/" in part.path]
        raise ScopeError(_NO_PART, known=", ".join(known[-MOST_NEAR:]) or "-")


def endpoint_of(view: View, nodes: Sequence[int]) -> Endpoint:
    """Nodes that were named, with what stands in them and takes part."""
    members = [np.array([*nodes], dtype=np.int64), *(_inside(view, node) for node in nodes)]
    return Endpoint(tuple(nodes), np.unique(np.concatenate(members)))


def _inside(view: View, node: int) -> Numbers:
    """The versions that stand in a programme or domain, are held by somebody or are of one goal, and take part."""
    network, first, end = view.network, view.first, view.end
    match network.kind(node):
        case kind if kind == _PROGRAMME:
            found = np.flatnonzero(network.node_programme[first:end] == node) + first
        case kind if kind == DOMAIN:
            found = np.flatnonzero(network.node_domain[first:end] == node) + first
        case kind if kind == PERSON or kind in ENDURING_KINDS:
            arcs = network.arcs_into(np.array([node], dtype=np.int64))
            leading = network.kinds([HOLDER if kind == PERSON else VERSION_OF], suspect=True)
            arcs = arcs[leading[network.arc_kind[arcs]]]
            found = network.sources(arcs if view.counting is None else view.counting.keep(arcs))
        case _:
            found = np.empty(0, dtype=np.int64)
    return found[view.has(found)].astype(np.int64)


def _spoken(network: Network, node: int) -> str:
    """A node as it can be written, with the name of one that has no number."""
    name = network.name(node) if network.kind(node) in {PERSON, DOMAIN, *ENDURING_KINDS} else ""
    return f"{short(network, node)} ({name})" if name else short(network, node)


def _known(node: int | None) -> list[int]:
    return [] if node is None else [node]


def _code(network: Network, node: int) -> str:
    return network.part_of(node).path.partition("/")[0]


def _word(kind: str) -> str:
    return kind.removesuffix("-version")


def _is_goal(network: Network, node: int) -> bool:
    return network.kind(node) == _GOAL


def _require_depth(depth: int) -> None:
    if not 1 <= depth <= MOST_DEPTH:
        raise ScopeError(_DEPTH, depth=depth, most=MOST_DEPTH)


_KINDS: Final = MappingProxyType(
    {_word(kind): kind for kind in VERSION_KINDS}
    | {kind: kind for kind in VERSION_KINDS}
    | {
        "doel": _GOAL,
        "ambitie": "ambition-version",
        "programma": _PROGRAMME,
        "bestedingsvoorstel": "spending-proposal",
    }
)
_NOTHING_NAMED: Final = Phrase(
    "zeg waarvan (`from`): een doel, programma, portefeuillehouder of domein, zoals gm0193/begroting/2021/2.2.2",
    "say of what (`from`): a goal, programme, portfolio holder or domain, such as gm0193/begroting/2021/2.2.2",
)
_NONE: Final = Phrase(
    "{text!r} staat niet in het netwerk van deze release; wel bijvoorbeeld: {near}",
    "{text!r} is not in the network of this release; there is, for instance: {near}",
)
_NO_PART: Final = Phrase(
    "in de gekozen jaren en documenten doet geen enkel document mee; wel zijn er bijvoorbeeld: {known}",
    "no document at all takes part in the years and documents chosen; there are, for instance: {known}",
)
_NO_DOCUMENT: Final = Phrase(
    "deze release heeft geen document {path!r}; wel: {known}", "this release has no document {path!r}; it has: {known}"
)
_SEVERAL: Final = Phrase(
    "{text!r} kan meer betekenen: {found}; schrijf er een van, of noem een document",
    "{text!r} may mean several things: {found}; write one of these, or name a document",
)
_SEVERAL_BODIES: Final = Phrase(
    "wat gevraagd is hoort bij meer organisaties ({codes}), en verwijzingen gaan niet van de ene naar de andere; "
    "vraag van één organisatie",
    "what was asked is of several organisations ({codes}), and no reference leads from one to another; ask of one "
    "organisation",
)
_NOT_ASKED_OF: Final = Phrase(
    "{name} doet niet mee: er is gevraagd van {scope}; vraag meer documenten of iets anders",
    "{name} does not take part: it was asked of {scope}; ask of more documents or for something else",
)
_DEPTH: Final = Phrase(
    "een diepte van {depth} kan niet: van 1 tot en met {most} stappen",
    "a depth of {depth} can't be: from 1 to {most} steps",
)
