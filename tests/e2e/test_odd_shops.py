"""Shops unlike any other: no screen, command or page is silent, endless or empty-handed."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from retailcrm.core.progress import SILENT
from retailcrm.core.theme import LIGHT
from retailcrm.ui.kit.picture.drawing import draw
from retailcrm.ui.screens.insights.topic import PageFacts
from retailcrm.ui.screens.today.presenter import read_today
from retailcrm.wiring import Services, open_shop
from tests.asking import Ask
from tests.builders import a_table
from tests.conftest import NOW, clock
from tests.e2e.test_every_figure import READS

HEADINGS = "Receipt,Date,Store,Card,Item,Category,Quantity,Price"
LAST = date(2026, 10, 30)
ITEMS = (("Tea", "Drinks"), ("Honey", "Pantry"), ("Cup", "Kitchen"))
COMMANDS = (
    "value", "retention", "concentration", "leakage", "rhythm", "basket", "places", "groups",
    "mia", "till", "money",
)  # fmt: skip
WRITTEN = ("value", "retention", "concentration", "leakage", "rhythm", "basket", "places")


def a_line(at: int, day: date, who: int, *, quantity: int = 1, price: str = "4.00") -> str:
    item, category = ITEMS[at % len(ITEMS)]
    return f"R{at},{day},Main,70100{who:05d},{item},{category},{quantity},{price}"


def one_customer() -> list[str]:
    return [a_line(at, LAST - timedelta(days=20 * at), 1) for at in range(12)]


def one_visit_each() -> list[str]:
    return [a_line(at, LAST - timedelta(days=9 * at), at) for at in range(40)]


def all_returns() -> list[str]:
    return [a_line(at, LAST - timedelta(days=7 * at), at % 9, quantity=-1) for at in range(40)]


def nothing_paid() -> list[str]:
    """Zero and negative values alone: samples, and goods taken back for more than was paid."""
    prices = ("0.00", "0.00", "-3.00")
    return [
        a_line(at, LAST - timedelta(days=7 * at), at % 9, price=prices[at % 3]) for at in range(40)
    ]


def one_month() -> list[str]:
    return [a_line(at, LAST - timedelta(days=at % 28), at % 40) for at in range(120)]


def a_gap_of_a_year() -> list[str]:
    first = date(2024, 1, 8)
    early = [a_line(at, first + timedelta(days=at), at % 30) for at in range(90)]
    late = [a_line(90 + at, LAST - timedelta(days=at), at % 35) for at in range(200)]
    return early + late


def a_shop_that_shut() -> list[str]:
    return [a_line(at, date(2024, 1, 3) + timedelta(days=at), at % 40) for at in range(300)]


ODD: dict[str, Callable[[], list[str]]] = {
    "no data": list,
    "one customer": one_customer,
    "one visit each": one_visit_each,
    "all returns": all_returns,
    "nothing paid": nothing_paid,
    "one month": one_month,
    "a gap of a year": a_gap_of_a_year,
    "a shop that shut": a_shop_that_shut,
}
EACH = pytest.mark.parametrize("kind", ODD)


@pytest.fixture
def odd(ask: Ask, tmp_path: Path, kind: str) -> Ask:
    """Take the receipts of an odd shop in, as its owner would."""
    lines = ODD[kind]()
    if lines:
        said = ask("--json", "import", a_table(tmp_path / "till.csv", HEADINGS, *lines))
        assert said.code == 0, said.err
        assert said.json["files"][0]["receipts_new"] == len(lines)
    return ask


@pytest.fixture
def shop(odd: Ask, tmp_path: Path) -> Services:
    assert odd("status").code == 0
    return open_shop(str(tmp_path / "shop.db"), clock)


@EACH
def test_every_question_is_answered_in_words_and_in_sound_numbers(odd: Ask, kind: str) -> None:
    for command in COMMANDS:
        words, told = odd(command), odd("--json", command)
        assert (words.code, told.code) == (0, 0), (kind, command, words.err)
        assert words.out.strip(), (kind, command)
        for word in ("nan", "inf", "None"):
            assert word not in words.out.split(), (kind, command)
        assert told.json is not None  # its reader refuses NaN and Infinity


@EACH
def test_every_answer_can_be_written_to_a_file(odd: Ask, tmp_path: Path, kind: str) -> None:
    for command in WRITTEN:
        out = tmp_path / f"{command}.csv"
        assert odd(command, "--out", out).code == 0, (kind, command)
        with out.open(encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert cells, (kind, command)
        assert not {"nan", "inf", "-inf", "None"} & set(cells), (kind, command)


@EACH
def test_no_page_of_the_insights_has_an_empty_panel(shop: Services, kind: str) -> None:
    for topic, read in READS.items():
        page = read(shop, {}, SILENT)
        assert _is_whole(page), (kind, topic)
        for picture in page.pictures:
            drawing = draw(picture, LIGHT, 560, 240, 1.0)
            assert any(drawing.pixels), (kind, topic, picture.name)
    shop.close()


def _is_whole(page: PageFacts) -> bool:
    """Say whether a page tells something, or why it cannot."""
    if page.lacking is not None:
        return all(words.strip() for words in page.lacking)
    pictures = all(one.title and (one.marks is not None or one.nothing) for one in page.pictures)
    figures = all(one.told.value is not None or one.why for one in page.figures)
    return bool(page.finding) and pictures and figures


@EACH
def test_today_says_what_it_knows(shop: Services, kind: str) -> None:
    state = read_today(shop, None, None, NOW)
    assert state.is_empty is (kind == "no data")
    if not state.is_empty:
        assert state.title
        assert all(tile.value for tile in state.tiles)
        assert state.groups or state.groups_reason
        assert state.chart.title
    shop.close()


@EACH
def test_every_report_is_printed_or_refused_in_a_sentence(
    odd: Ask, tmp_path: Path, kind: str
) -> None:
    for key in ("retention", "value", "roi", "concentration", "monthly"):
        out = tmp_path / f"{key}.pdf"
        said = odd("report", key, "--month", "2026-10", "--out", out)
        if said.code == 0:
            assert out.stat().st_size > 2_000, (kind, key)
        else:
            assert said.err.strip().endswith("."), (kind, key)
