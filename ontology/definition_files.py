"""The Turtle files of this package, by what they are for. Reads none of them."""

from typing import Final

VOCABULARY_FILES: Final = ("doelgraaf.ttl", "codelists.ttl", "budget.ttl")
AXIOM_FILES: Final = ("doelgraaf.ttl", "axioms.ttl")
SHAPE_FILES: Final = ("shapes.ttl",)
CURATED_SHAPE_FILES: Final = ("curated_shapes.ttl",)
