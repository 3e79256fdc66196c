"""What the addresses of pages tell of body, document, number and short name."""

import pytest

from ingest.addresses import AddressReading, read_address
from ingest.read.record import DocumentRef
from ontology.codes import DocumentKind

BUDGET_2021 = DocumentRef(DocumentKind.BEGROTING, 2021)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie",
            AddressReading("gm0193", BUDGET_2021, "2.2.2", "Maatschappelijke participatie"),
        ),
        (
            "https://zwolle.begroting-2021.nl/p28640/beschrijving-programma-7-vitale-wijken/",
            AddressReading("gm0193", BUDGET_2021, "7", "Vitale wijken"),
        ),
        (
            "https://zwolle2022.1ebeleidsrapportage.nl/p39055/doel-1-2-1-gezondheid",
            AddressReading("gm0193", DocumentRef(DocumentKind.BERAP, 2022, 1), "1.2.1", "Gezondheid"),
        ),
        ("http://zwolle.1ebeleidsrapportage.nl/p4302/cultuur", AddressReading("gm0193")),
        (
            "http://breda2016.2ebestuursrapportage.nl/p17401/x",
            AddressReading("gm0758", DocumentRef(DocumentKind.BERAP, 2016, 2)),
        ),
        (
            "https://deventer202203.bestuursrapportage.nl/p1/x",
            AddressReading("gm0150", DocumentRef(DocumentKind.BERAP, 2022, 3)),
        ),
        (
            "https://apeldoorn2025.bestuursrapportage.nl/p41372/prestaties",
            AddressReading("gm0200", DocumentRef(DocumentKind.BERAP, 2025)),
        ),
        (
            "https://staphorst.begrotingsapp.nl/jaarstukken-2020/programma/programma-1---openbare-orde-en-veiligheid",
            AddressReading("gm0180", DocumentRef(DocumentKind.JAARSTUKKEN, 2020), "1", "Openbare orde en veiligheid"),
        ),
        (
            "https://oude-ijsselstreek.begrotingonline.nl/programmabegroting-2021-2024-/programma/x",
            AddressReading("gm1509", BUDGET_2021),
        ),
        ("http://begroting2018.tiel.nl/p9228/x", AddressReading("gm0281", DocumentRef(DocumentKind.BEGROTING, 2018))),
        (
            "https://begroting.montferland.info/programmabegroting-2022-/sitemap",
            AddressReading("gm1955", DocumentRef(DocumentKind.BEGROTING, 2022)),
        ),
        ("https://www.voorbeeld.nl/", AddressReading()),
    ],
)
def test_an_address_tells_what_it_can(address: str, told: AddressReading) -> None:
    assert read_address(address) == told
