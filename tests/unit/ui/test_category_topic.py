"""What the tab Categories says where there is little to suggest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retailcrm.core.progress import SILENT
from retailcrm.services.importing import ImportFiles
from retailcrm.ui.screens.insights.categories import read
from retailcrm.wiring import Services
from tests.builders import HONEY, PAN, a_sale, an_export
from tests.conftest import clock
from tests.new_books import new_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    made = new_shop(tmp_path / "shop.db", clock)
    sale = a_sale("A-1", HONEY, PAN, day="2024-01-08", buyer="a", named="Ana Lima")
    made.importing.run(ImportFiles((an_export(tmp_path / "items.csv", sale),)))
    yield made
    made.close()


def test_where_nothing_can_be_suggested_there_are_no_noughts_but_a_sentence(
    shop: Services,
) -> None:
    facts = read(shop, {}, SILENT)
    assert facts.lacking is None
    picture = next(one for one in facts.pictures if one.name == "category_show_to")
    assert picture.marks is None
    assert picture.title == "Nothing to suggest yet"
    assert picture.nothing.endswith("a category is suggested once thirty customers have bought it.")
    assert "category_next" not in [one.name for one in facts.tables]
    assert facts.choices == ()
