"""The distributions of a dataset: each dump of it, with its form, licence, size and digest (DCAT 3, section 6.8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from pyoxigraph import Triple

from ontology.language import Phrase
from service.answers.dcat import DCAT, DCATAP, DCT, RDFS, SPDX, Names, Thing, lists
from service.answers.dcat.lists import Listed
from service.answers.dumps import dumped_tables
from service.answers.tables import Column
from service.release.dump_names import FACTS, TEXTS
from service.release.dumps import Dump
from service.release.rights import FACT_RIGHTS, SENTENCE_COLUMNS, TEXT_RIGHTS

_QUADS: Final = MappingProxyType(
    {
        FACTS: Phrase("Uitspraken als N-Quads", "Statements as N-Quads"),
        TEXTS: Phrase("Teksten van pagina's als N-Quads", "Texts of pages as N-Quads"),
    }
)
_ABOUT_QUADS: Final = MappingProxyType(
    {
        FACTS: Phrase(
            "De uitspraken met hun graaf, zonder de teksten van pagina's. Namen, titels en zinnen die een waarde zijn, "
            "zoals wat een doel wil bereiken, staan er wel in; die woorden blijven van hun uitgever.",
            "The statements with their graph, without the texts of pages. Names, titles and sentences that are values, "
            "such as what a goal wants to reach, are in it; those words remain their publisher's.",
        ),
        TEXTS: Phrase(
            "De teksten van pagina's en de woorden waarnaar uitspraken wijzen. Zij blijven van hun uitgever.",
            "The texts of pages, and the words that statements point at. They remain their publisher's.",
        ),
    }
)
_TABLE: Final = Phrase("Tabel {name} als {form}", "Table {name} as {form}")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a dump: its file type, its media type, how it is compressed, and what it conforms to."""

    kind: Listed
    media: Listed
    compressed: Listed | None = None
    standard: Listed = lists.VOCABULARY

    def listed(self) -> Iterator[Listed]:
        """What it points at."""
        yield from (self.kind, self.media, self.standard)
        if self.compressed is not None:
            yield self.compressed


_FORMS: Final = MappingProxyType(
    {
        "gz": Form(lists.N_QUADS, lists.MEDIA_N_QUADS, lists.MEDIA_GZIP),
        "csv": Form(lists.CSV, lists.MEDIA_CSV, standard=lists.CSV_STANDARD),
        "parquet": Form(lists.PARQUET, lists.MEDIA_PARQUET),
    }
)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A dump as a catalogue describes it."""

    path: str
    dump: Dump

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def form(self) -> Form:
        """Its form."""
        return _FORMS[self.name.rpartition(".")[2]]

    @property
    def changed(self) -> datetime | None:
        """When its bytes came to be these (UTC); None where that is not known of it apart."""
        return datetime.fromisoformat(self.dump.changed) if self.dump.changed else None

    @property
    def texts(self) -> bool:
        """Whether it holds words of a publisher."""
        return has_texts(self.name)

    @property
    def sentences(self) -> bool:
        """Whether it holds sentences of a publisher among its statements."""
        return self.name == FACTS or any(column.name in SENTENCE_COLUMNS for column in self._columns)

    @property
    def licence(self) -> Listed:
        """Under which licence it is given."""
        return lists.UNKNOWN_LICENCE if self.texts else lists.CC0

    @property
    def title(self) -> Phrase:
        """What it is called."""
        known = _QUADS.get(self.name)
        form = self.form.kind.name.en
        return known or Phrase(*(said.format(name=self._stem, form=form) for said in (_TABLE.nl, _TABLE.en)))

    @property
    def about(self) -> Phrase:
        """What it holds."""
        return _ABOUT_QUADS.get(self.name) or next(one.about for one in dumped_tables() if one.name == self._stem)

    @property
    def _stem(self) -> str:
        return self.name.partition(".")[0]

    @property
    def _columns(self) -> Sequence[Column]:
        return next((one.table.columns for one in dumped_tables() if one.name == self._stem), ())

    def listed(self) -> Iterator[Listed]:
        """The values of lists that it points at."""
        yield from self.form.listed()
        yield from (self.licence, lists.DUTCH, lists.AVAILABLE, lists.SHA256)

    def triples(self, names: Names, changed: date) -> Iterator[Triple]:
        """Its description, of bytes that changed last on a day."""
        thing, form = Thing(names.distribution(self.path)), self.form
        yield from thing.is_a(f"{DCAT}Distribution")
        yield from thing.tells(f"{DCT}title", self.title)
        yield from thing.tells(f"{DCT}description", self.about)
        for predicate in ("accessURL", "downloadURL"):
            yield thing.has(f"{DCAT}{predicate}", names.download(self.path))
        yield thing.has(f"{DCAT}mediaType", form.media.iri)
        yield thing.has(f"{DCT}format", form.kind.iri)
        yield thing.has(f"{DCT}conformsTo", form.standard.iri)
        if form.compressed is not None:
            yield thing.has(f"{DCAT}compressFormat", form.compressed.iri)
        yield thing.has(f"{DCT}license", self.licence.iri)
        yield thing.has(f"{DCT}language", lists.DUTCH.iri)
        yield thing.has(f"{DCATAP}availability", lists.AVAILABLE.iri)
        yield thing.has(f"{DCAT}accessService", names.part("sparql" if form.compressed else "api"))
        if self.texts or self.sentences:
            yield thing.has(f"{DCT}rights", names.part("texts" if self.texts else "statements"))
        yield thing.dates(f"{DCT}modified", changed)
        yield from self._size(thing)

    def _size(self, thing: Thing) -> Iterator[Triple]:
        checksum = Thing(f"{thing.iri}/sha256")
        yield thing.says(f"{DCAT}byteSize", str(self.dump.size), "nonNegativeInteger")
        yield thing.has(f"{SPDX}checksum", checksum.iri)
        yield from checksum.is_a(f"{SPDX}Checksum")
        yield checksum.has(f"{SPDX}algorithm", lists.SHA256.iri)
        yield checksum.says(f"{SPDX}checksumValue", self.dump.sha256, "hexBinary")


def has_texts(name: str) -> bool:
    """Whether a dump of a name, such as `references-texts.csv`, holds words of a publisher."""
    return name == TEXTS or name.partition(".")[0].endswith("-texts")


def rights(names: Names) -> Iterator[Triple]:
    """The terms of statements and of texts."""
    for name, said in (("statements", FACT_RIGHTS), ("texts", TEXT_RIGHTS)):
        thing = Thing(names.part(name))
        yield from thing.is_a(f"{DCT}RightsStatement")
        yield from thing.tells(f"{RDFS}label", said)
