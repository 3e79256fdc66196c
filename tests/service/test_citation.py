"""A citation has what whoever registers or cites the data needs, in forms that their readers read."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from datacite import schema45

from ontology.dataset import Dataset
from ontology.language import Language
from service.answers.citation import Citation
from service.answers.coverage import Holdings
from service.answers.dcat.publisher import Publisher
from service.release.dumps import Dump

DOI = "10.5072/voorbeeld_1"
NAMED = Publisher("Stichting {Voorbeeld} & co", "https://ror.org/00example0", doi=DOI)
# The mandatory properties of DataCite 4.5, but the DOI itself, which its agency gives.
MANDATORY = {"creators", "titles", "publisher", "publicationYear", "types"}
RELATIONS = {"IsDocumentedBy", "HasMetadata", "HasPart"}


@pytest.fixture(params=[NAMED, Publisher()], ids=["named", "unnamed"])
def citation(request: pytest.FixtureRequest, real_dataset: Path) -> Citation:
    holdings = Holdings(Dataset(real_dataset).manifest(), "0007-5f1c9a70be", datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC))
    return Citation(holdings, request.param, Dump("ab" * 32, 9000, 1234))


def test_datacite_has_what_is_mandatory_and_names_the_release(citation: Citation) -> None:
    told = json.loads(citation.datacite())
    assert set(told) >= MANDATORY
    assert all(told[name] for name in MANDATORY)
    assert told["types"]["resourceTypeGeneral"] == "Dataset"
    assert (told["version"], told["publicationYear"]) == ("0007-5f1c9a70be", "2031")
    assert told["url"].endswith("/catalogue?release=0007-5f1c9a70be")
    assert {one["relationType"] for one in told["relatedIdentifiers"]} == RELATIONS
    assert [one["dateType"] for one in told["dates"]] == ["Issued", "Other"]
    assert told["dates"][1]["date"] == "2021/2023"
    assert told["sizes"] == ["1234 statements", "9000 bytes"]
    assert {one["lang"] for one in told["titles"]} == {"nl", "en"}
    assert told["rightsList"][0]["rightsIdentifier"] == "CC0-1.0"
    assert "dg:statement" in told["rightsList"][1]["rights"]  # which words of pages stand among statements
    assert "publisher" in told["rightsList"][2]["rights"]


def test_datacite_finds_it_valid_and_one_without_a_title_not(citation: Citation) -> None:
    told = json.loads(citation.datacite())
    assert list(schema45.validator.iter_errors(told)) == []
    del told["titles"]
    assert [error.message for error in schema45.validator.iter_errors(told)] == ["'titles' is a required property"]


def test_a_doi_is_told_where_there_is_one(real_dataset: Path) -> None:
    holdings = Holdings(Dataset(real_dataset).manifest(), "0007-5f1c9a70be", datetime(2031, 1, 2, tzinfo=UTC))
    told, untold = (json.loads(Citation(holdings, one).datacite()) for one in (NAMED, Publisher()))
    assert told["doi"] == DOI
    assert "doi" not in untold
    assert told["creators"][0]["nameIdentifiers"][0]["nameIdentifierScheme"] == "ROR"
    assert "nameIdentifiers" not in untold["creators"][0]
    assert Citation(holdings, NAMED).sentence(Language.NL).endswith(f"https://doi.org/{DOI}")
    assert "De beheerder van http://localhost:8000" in Citation(holdings, Publisher()).sentence(Language.NL)


def test_cff_has_what_is_required_and_reads_back(citation: Citation) -> None:
    told = yaml.safe_load(citation.cff())
    assert set(told) >= {"cff-version", "message", "title", "authors"}
    assert (told["cff-version"], told["type"], told["license"]) == ("1.2.0", "dataset", "CC0-1.0")
    assert told["authors"] == [{"name": citation.author}]
    assert told["date-released"] == "2031-01-02"
    assert told.get("doi") == citation.publisher.doi


def test_bibtex_has_balanced_braces_and_no_character_that_tex_reads_otherwise(citation: Citation) -> None:
    told = citation.bibtex().decode()
    assert told.startswith("@misc{doelgraaf-0007-5f1c9a70be,\n")
    bare = re.sub(r"\\[\\{}$&#^_~%]", "", told)
    depth = 0
    for character in bare:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    author = re.search(r"  author = \{(.*)\},\n", told)
    assert author is not None
    assert (r"Stichting \{Voorbeeld\} \& co" in author[1]) == (citation.publisher is NAMED)


def test_each_form_is_the_same_each_time(citation: Citation) -> None:
    for make in (citation.datacite, citation.cff, citation.bibtex):
        assert make() == make()
