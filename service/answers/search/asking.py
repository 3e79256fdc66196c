"""A question to the index, built of values: nothing that somebody typed is ever read as a query language.

A thing is found where each term stands in its number, title, short text or long text. Its score is the sum, over the
terms, of the weight of the best place in which the term stands, so it does not depend on what else the index holds or
held: BM25 as Tantivy counts it goes on counting things that were replaced, and would rank a patched release otherwise
than one that was built as a whole. The newest year decides between equals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tantivy import Occur, Query, Schema

from service.answers.search.wanted import Term, Wanted
from service.release.search_index import schema
from service.release.search_words import parts_of

NUMBER_WEIGHT: Final = 40.0
_WEIGHTS: Final = (("title", 8.0), ("lead", 3.0), ("body", 1.0))
_PART_WEIGHT: Final = 4.0  # of a piece of a word in a title: `groen` in Vergroening
_TOGETHER: Final = 1.5  # words that stand next to each other as they were typed count for more, by this part

Filters = Mapping[str, Sequence[str]]
"""By name of a facet the values of which one has to hold."""


@dataclass(frozen=True)
class Asking:
    """Builds questions to an index with the fields of this software."""

    schema: Schema

    def query(self, wanted: Wanted, filters: Filters) -> Query:
        """The question: what is wanted and all filters hold, and nothing that is to be left out is there."""
        clauses = [(Occur.Must, self._sought(wanted))]
        clauses += [(Occur.MustNot, self._anywhere(term)) for term in wanted.without]
        clauses += [(Occur.Must, self._one_of(name, values)) for name, values in sorted(filters.items()) if values]
        return Query.boolean_query(clauses)

    def paths(self, paths: Sequence[str]) -> Query:
        """The question for things by their paths."""
        return self._one_of("path", paths)

    def _sought(self, wanted: Wanted) -> Query:
        if not wanted.terms:
            return Query.const_score_query(Query.all_query(), 1.0)
        clauses = [(Occur.Must, self._term(term)) for term in wanted.terms]
        if len(wanted.terms) > 1:
            clauses.append((Occur.Should, self._together(wanted.terms)))
        words = Query.boolean_query(clauses)
        if not wanted.number:
            return words
        number = Query.const_score_query(Query.term_query(self.schema, "number", wanted.number, "basic"), NUMBER_WEIGHT)
        return Query.boolean_query([(Occur.Should, words), (Occur.Should, number)])

    def _term(self, term: Term) -> Query:
        places = [self._in(name, term.lemmas, weight) for name, weight in _WEIGHTS]
        parts = parts_of(term.words[0].folded) if len(term.words) == 1 else []
        if parts:
            places.append(self._in("grams", parts, _PART_WEIGHT))
        return Query.disjunction_max_query(places)

    def _together(self, terms: Sequence[Term]) -> Query:
        lemmas = [lemma for term in terms for lemma in term.lemmas]
        return Query.disjunction_max_query([self._in(name, lemmas, weight * _TOGETHER) for name, weight in _WEIGHTS])

    def _anywhere(self, term: Term) -> Query:
        return Query.boolean_query([(Occur.Should, self._in(name, term.lemmas, 1.0)) for name, _ in _WEIGHTS])

    def _in(self, field: str, words: Sequence[str], weight: float) -> Query:
        if len(words) == 1:
            found = Query.term_query(self.schema, field, words[0])
        else:
            found = Query.phrase_query(self.schema, field, list(words))
        return Query.const_score_query(found, weight)

    def _one_of(self, field: str, values: Sequence[str]) -> Query:
        return Query.const_score_query(Query.term_set_query(self.schema, field, list(values)), 0.0)


def make_asking() -> Asking:
    """What builds questions to an index of ours."""
    return Asking(schema())
