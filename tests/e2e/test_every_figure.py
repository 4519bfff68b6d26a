"""Every figure of the insights opens rows that add up to it, on the shop of the demonstration."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retailcrm.core.progress import SILENT
from retailcrm.ui.screens.insights import coming_back, value
from retailcrm.ui.screens.insights.topic import Read
from retailcrm.ui.screens.insights.topics import TOPICS
from retailcrm.wiring import Services, open_shop
from tests.e2e.adding_up import agrees, lines_on, made_from, shown_on
from tools import demo_program

EVENING = datetime(2026, 10, 31, 20, 15, tzinfo=UTC)


READS: dict[str, Read] = {"value": value.read, "retention": coming_back.read}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    path: Path = tmp_path_factory.mktemp("demo") / "shop.db"
    shop = open_shop(str(path), lambda: EVENING)
    shop.demo.load()
    demo_program.fill(shop)
    yield shop
    shop.close()


def test_no_page_is_forgotten_here() -> None:
    assert {topic.key for topic in TOPICS} == set(READS)


@pytest.mark.parametrize("topic", sorted(READS))
def test_every_figure_of_a_page_adds_up_to_it(demo: Services, topic: str) -> None:
    page = READS[topic](demo, {}, SILENT)
    assert page.lacking is None
    shown = list(shown_on(page))
    assert len(shown) > len(page.figures) > 0
    wrong = [
        f"{one.where}: {one.value} is not {made} ({one.rows.text()})"
        for one in shown
        if not agrees(one.value, made := made_from(demo, one.rows))
    ]
    assert wrong == []


@pytest.mark.parametrize("topic", sorted(READS))
def test_every_line_of_a_table_opens_rows_that_make_one_of_its_cells(
    demo: Services, topic: str
) -> None:
    page = READS[topic](demo, {}, SILENT)
    wrong = [
        f"{where}: {cells} is not {made} ({rows.text()})"
        for where, cells, rows in lines_on(page)
        if not any(
            agrees(cell, made := made_from(demo, rows))
            for cell in cells
            if cell is None or isinstance(cell, int | float)
        )
    ]
    assert wrong == []
