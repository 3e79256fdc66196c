"""The operator hears it where the names in the data lead to another address than the one that is served."""

from pathlib import Path

import pytest

from ontology.language import Language
from service.served_names import leads_here, named_elsewhere
from tests.conftest import BASE


@pytest.mark.parametrize(
    ("base", "address", "leads"),
    [
        ("http://localhost:8000", "http://127.0.0.1:8000/", "here"),
        ("http://localhost:8000", "http://0.0.0.0:8000/", "here"),
        ("http://[::1]:8000", "http://127.0.0.1:8000/", "here"),
        ("http://localhost", "http://127.0.0.1:80/", "here"),
        ("http://10.1.2.3:8000", "http://10.1.2.3:8000/", "here"),
        ("http://localhost:8000", "http://127.0.0.1:8001/", "elsewhere"),
        ("http://localhost:8000/elders", "http://127.0.0.1:8000/", "elsewhere"),
        ("https://localhost:8000", "http://127.0.0.1:8000/", "elsewhere"),
        ("https://data.voorbeeld.nl", "http://127.0.0.1:8000/", "elsewhere"),
    ],
)
def test_names_lead_to_a_service_or_do_not(base: str, address: str, leads: str) -> None:
    assert leads_here(base, address) is (leads == "here")


def test_both_addresses_are_told_in_both_languages(fictional_data: Path) -> None:
    said = named_elsewhere(fictional_data, "http://127.0.0.1:9000/")
    assert said is not None
    for language in Language:
        assert f" {BASE} (" in said.say(language)
        assert "--base http://127.0.0.1:9000." in said.say(language)
        assert "/client.py" in said.say(language)


def test_nothing_is_said_where_names_lead_here(fictional_data: Path) -> None:
    assert named_elsewhere(fictional_data, "http://127.0.0.1:8000/") is None
