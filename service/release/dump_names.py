"""What dumps are called: `all/facts.nq.gz`, `gm0193/begroting/2021/texts.nq.gz`. Knows no more of them."""

from typing import Final

WHOLE: Final = "all"
FACTS: Final = "facts.nq.gz"
TEXTS: Final = "texts.nq.gz"
