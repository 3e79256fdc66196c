"""The mail to the operator about a statement that may be wrong (RFC 6068): IRI, page, words and entry. Sends none."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Final
from urllib.parse import quote

from ontology.language import Language
from service.answers.contents import Page
from service.answers.proposals import Proposal
from service.web.wrong_words import BODY, ENTRY, NO_ENTRY, SUBJECT

_MOST_WORDS: Final = 300  # mail programs refuse addresses that are too long
_LINE: Final = "\n"
_MAIL_LINE: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class Sender:
    """To whom mails go, None where nobody knows; of which release they are, and in which language."""

    email: str | None
    release: str
    language: Language

    def about(self, one: Proposal, called: str, page: Page | None) -> str | None:
        """The address of a mail about a statement of something that is called so."""
        what = f"{one.what.say(self.language)} {called}"
        return self.address(what, one.thing, page, one.words, one.entry)

    def address(
        self, what: str, thing: str, page: Page | None, words: str | None, entry: str | None = None
    ) -> str | None:
        """The address of a mail, with a subject and a text."""
        if self.email is None:
            return None
        body = BODY.say(
            self.language,
            thing=thing,
            page=(page.source or page.iri) if page else "-",
            words=shorten(words or "-", _MOST_WORDS, placeholder=" …"),
            entry=ENTRY.say(self.language, entry=entry) if entry else NO_ENTRY.say(self.language),
            release=self.release,
        )
        subject = quote(SUBJECT.say(self.language, what=what))
        text = quote(body.replace(_LINE, _MAIL_LINE))
        return f"mailto:{quote(self.email, safe='@')}?subject={subject}&body={text}"
