from pathlib import Path

import pytest

from retailcrm.db import people
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import Services

TILLS = Path(__file__).parents[1] / "data" / "tills"


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "MOST_FACES", 0)


def test_who_was_forgotten_meanwhile_is_found_again_in_the_books(
    shop: Services, forgetful: None
) -> None:
    sales = sorted((TILLS / "square").glob("items-*.csv"))[:1]
    lists = sorted((TILLS / "square").glob("export-*.csv"))[:1]
    for files in (sales, lists, sales):
        shop.importing.run(ImportFiles(tuple(files), zone="America/New_York"))
    status = shop.shop.status()
    assert (status.customers, status.receipts) == (60, 415)
    assert shop.checking.check().ok
