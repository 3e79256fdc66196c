"""What a reader can say of statements that stand on others, or that have no list of their own in `corrections.yml`.

A doubt about a reference and the portfolio of a holder have the entry of what they were made of; a quantity has that of
the list item in which it stands. Of a mention and of a deviation an entry can say what was missed in them. Prepares no
entry for what a page says in so many words, and corrects nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import yaml

from ontology import blanks
from ontology.codes import Effect
from ontology.language import Language, Phrase
from service.answers.proposals import Proposal, anchor_of
from service.answers.versions import Version


def remarks_of(version: Version, made: Sequence[Proposal], language: Language) -> list[Proposal]:
    """What can be said of the rest of a page; `made` is what `proposals_of` made of it, none where it has no page."""
    if version.page is None or not made:
        return []
    maker = _Maker(version, made, language)
    return [*maker.of_doubts(), *maker.of_portfolios(), *maker.of_targets(), *maker.of_mentions(),
            *maker.of_deviations(), *maker.of_sums()]  # fmt: skip


def remark_at(
    version: Version, made: Sequence[Proposal], place: tuple[int, int], language: Language
) -> Proposal | None:
    """What can be said of words of a page from which nothing was read; None where there are no words at that place."""
    start, end = place
    if version.page is None or not made or not version.page.text[start:end].strip():
        return None
    return _Maker(version, made, language).of_words(start, end)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes remarks on one version beside its proposals."""

    version: Version
    made: Sequence[Proposal]
    language: Language

    def of_doubts(self) -> Iterator[Proposal]:
        """Remarks on what speaks against a reference: it was copied out of date, or its words fit another goal."""
        for one in self.version.references:
            beside = self._of(one.iri)
            for what, doubt in (("staleness", one.staleness), ("suspicion", one.suspicion)):
                if beside is not None and doubt is not None:
                    yield replace(
                        beside, anchor=anchor_of(doubt.iri), thing=doubt.iri, what=WHAT[what], choices=CHOICES["doubt"]
                    )

    def of_portfolios(self) -> Iterator[Proposal]:
        """Remarks on that a person holds the portfolio; the names that were read are corrected."""
        names = [one for one in self.made if one.group == "holders"]
        for place, one in enumerate(self.version.holders):
            same = [name for name in names if (name.start, name.end) in one.places or name.told == one.name]
            found = next(iter(same), names[min(place, len(names) - 1)] if names else None)
            if found is not None:
                yield replace(found, anchor=anchor_of(one.assignment), thing=one.assignment, what=WHAT["portfolio"])

    def of_targets(self) -> Iterator[Proposal]:
        """Remarks on quantities to be reached: what takes out one takes out its list item."""
        for one in self.version.targets:
            item = self._of(one.element) if one.element else None
            entry = item.entry if item else None
            words = (one.exact, (one.start, one.end))
            yield self._remark("target", one.iri, words, entry, "target" if entry else "no-target")

    def of_mentions(self) -> Iterator[Proposal]:
        """Remarks on places that name another numbered thing: it may be a reference after all."""
        for one in self.version.mentions:
            entry = self._added(one.start, one.end)
            yield self._remark("mention", one.iri, (one.exact, (one.start, one.end)), entry, "mention")

    def of_words(self, start: int, end: int) -> Proposal:
        """A remark on words from which nothing was read."""
        made = self._remark("words", self.version.iri, ("", (start, end)), self._added(start, end), "words")
        return replace(made, anchor=f"words-{start}-{end}")

    def of_deviations(self) -> Iterator[Proposal]:
        """Remarks on deviations: an effect that was missed in one."""
        for one in self.version.deviations:
            start, end = self._first_line(one.start, one.end)
            effect = one.headline_effect.code if one.headline_effect else Effect.NEUTRAL.value
            values = {
                "at": {"exact": self._words(start, end), "start": start, "end": end},
                "add": True,
                "bearer": {"kind": self.version.kind, "number": self.version.number},
                "effect": effect,
            }
            told = one.title or one.headline or ""
            entry = self._entry("effects", values)
            yield self._remark("deviation", one.iri, (told, (start, end)), entry, "deviation")

    def of_sums(self) -> Iterator[Proposal]:
        """Remarks on amounts of which nobody knows where they stand."""
        for one in self.version.budget:
            if one.start is None or one.end is None:
                told = f"{one.line.label.say(self.language)} {one.year or ''}".strip()
                yield self._remark("amount", one.iri, (told, None), None, "amount")

    def _of(self, iri: str) -> Proposal | None:
        return next((one for one in self.made if one.thing == iri), None)

    def _remark(
        self, what: str, iri: str, told: tuple[str, tuple[int, int] | None], entry: str | None, choices: str
    ) -> Proposal:
        text, span = told
        return replace(
            self.made[0],
            group=_GROUPS[what],
            anchor=anchor_of(iri),
            thing=iri,
            what=WHAT[what],
            told=text,
            words=self._words(*span) if span else None,
            start=span[0] if span else None,
            end=span[1] if span else None,
            entry=entry,
            choices=CHOICES[choices],
            corrected=(),
        )

    def _added(self, start: int, end: int) -> str | None:
        """The entry that adds a reference at a place."""
        at = {"exact": self._words(start, end), "start": start, "end": end}
        return self._entry("references", {"at": at, "add": True, "number": blanks.NUMBER})

    def _entry(self, name: str, values: Mapping[str, Any]) -> str | None:
        """An entry for the page of the others."""
        others = (one.entry for one in self.made if one.entry is not None)
        found = next((yaml.safe_load(entry) for entry in others), None)
        if found is None:
            return None
        ((beside,),) = found.values()
        said = {key: beside[key] for key in ("why", "by")}
        whole = {"page": beside["page"], **values, **said}
        return yaml.safe_dump({name: [whole]}, allow_unicode=True, sort_keys=False, width=100)

    def _words(self, start: int, end: int) -> str:
        text = self.version.page.text if self.version.page else ""
        return " ".join(text[start:end].split())

    def _first_line(self, start: int, end: int) -> tuple[int, int]:
        """The first line with words of a stretch of the page."""
        text = self.version.page.text if self.version.page else ""
        place = start
        for line in text[start:end].splitlines(keepends=True):
            if line.strip():
                begin = place + len(line) - len(line.lstrip())
                return begin, begin + len(line.strip())
            place += len(line)
        return start, end


_GROUPS: Final = MappingProxyType(
    {"target": "targets", "mention": "mentions", "deviation": "effects", "amount": "amounts", "words": "words"}
)
WHAT: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "staleness": Phrase("Verouderde verwijzing", "Reference out of date"),
        "suspicion": Phrase("Twijfel aan een verwijzing", "Doubt about a reference"),
        "portfolio": Phrase("Portefeuille", "Portfolio"),
        "target": Phrase("Streefwaarde", "Target"),
        "mention": Phrase("Vermelding", "Mention"),
        "deviation": Phrase("Afwijking", "Deviation"),
        "amount": Phrase("Bedrag", "Amount"),
        "words": Phrase("Woorden op de pagina", "Words on the page"),
    }
)
CHOICES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "doubt": Phrase(
            "De twijfel zelf is geen lezing en heeft dus geen regel; die van de verwijzing heft haar op. Zet het "
            "juiste nummer in de plaats: een verwijzing waarvan de beheerder zegt waarheen zij leidt, wordt niet meer "
            "betwijfeld.",
            "The doubt itself was not read and so has no entry; that of the reference settles it. Put the right "
            "number in its place: a reference of which the operator says where it leads is not doubted any more.",
        ),
        "target": Phrase(
            "Voor een getal alleen is er geen regel: het is gelezen uit een punt van een lijst. Deze haalt het hele "
            "punt uit die lijst, en het getal ermee. Hoort het punt er wel in, schrijf dan in de mail wat er niet "
            "klopt.",
            "There is no entry for a number alone: it was read from an item of a list. This takes the whole item out "
            "of that list, and the number with it. If the item belongs there, say in the mail what is wrong.",
        ),
        "no-target": Phrase(
            "Dit getal staat in de lopende tekst, niet in een criterium of activiteit, en alleen een heel punt van "
            "zo'n lijst is met een regel weg te halen. Schrijf welk getal er hoort te staan, of dat het geen "
            "streefwaarde is.",
            "This number stands in running text, not in a criterion or an activity, and an entry can only take away a "
            "whole item of such a list. Say which number should stand there, or that it is no target.",
        ),
        "mention": Phrase(
            "Voor een vermelding is er geen regel. Is het wel een verwijzing naar een doel, dan voegt deze haar toe: "
            "zet het nummer in de plaats. Klopt er iets anders niet, schrijf dat dan in de mail.",
            "There is no entry for a mention. If it is a reference to a goal after all, this adds it: put the number "
            "in its place. If something else is wrong, say so in the mail.",
        ),
        "deviation": Phrase(
            "Voor de kop van een afwijking is er geen regel; voor de effecten erin wel. Is er een effect niet gelezen, "
            "dan voegt deze het toe: zet de woorden, bearer en effect (advantage: voordeel, disadvantage: "
            "nadeel, neutral: neutraal) goed.",
            "There is no entry for the heading of a deviation; there is for the effects in it. If an effect was not "
            "read, this adds it: put the words, bearer and effect (advantage, disadvantage, neutral) right.",
        ),
        "amount": Phrase(
            "Van dit bedrag is niet bekend waar het op de pagina staat, en een regel noemt altijd de plaats. Schrijf "
            "welk bedrag er hoort te staan.",
            "Where this amount stands on the page is not known, and an entry always names the place. Say which amount "
            "should stand there.",
        ),
        "words": Phrase(
            "Van deze woorden zelf is niets gelezen dat een regel heeft. Is het een verwijzing naar een doel, dan "
            "voegt deze haar toe: zet het nummer in de plaats. Is het iets anders, schrijf dat dan in de mail.",
            "Nothing was read from these very words that has an entry. If they are a reference to a goal, this adds "
            "it: put the number in its place. If it is something else, say so in the mail.",
        ),
    }
)
