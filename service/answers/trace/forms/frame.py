"""What an answer is given in: the language of its reader, how much was loaded, and where it can be asked for again.

Holds nothing of the answer itself.
"""

from dataclasses import dataclass

from ontology.dataset import Coverage
from ontology.language import Language


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around an answer.

    `coverage` is that of its documents together. `methods` is the address of the page that defines what was counted;
    `address` gives the same answer again, so it names the release and all parameters.
    """

    language: Language
    coverage: Coverage
    methods: str
    address: str
