"""The parts of the pages /network and /matrix: their text, sections, tables and what their script reads."""

import json
import re

from tests.web.shown import words as words_of

BUDGET = "gm9999/begroting/2031"
TOWN = "gm9901/begroting/2031"


def words(html: str) -> str:
    """The text of a page as people read it, without the data of its script."""
    html = re.sub(r"<script.*?</script>|<datalist.*?</datalist>|<title>.*?</title>", " ", html, flags=re.DOTALL)
    return words_of(html)


def part(html: str, name: str) -> str:
    """The section of a page with an identifier."""
    found = re.search(rf'<section[^>]*\bid="{name}".*?</section>', html, re.DOTALL)
    assert found, name
    return found[0]


def settings(html: str) -> dict[str, list[dict[str, object]]]:
    """What the script would read."""
    found = re.search(r'<script type="application/json" id="network-settings">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def rows(html: str, heading: str) -> list[str]:
    """The rows of the table under a heading, as text."""
    table = html[html.index(f'id="{heading}"') :].partition("</table>")[0].partition("<tbody>")[2]
    return [words(row) for row in table.split("</tr>")[:-1]]
