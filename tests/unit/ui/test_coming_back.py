"""The page about coming back, read of small shops: what it says, and that all of it opens."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from retailcrm.core.figures import Figures
from retailcrm.core.progress import SILENT
from retailcrm.core.rows import RowsRef
from retailcrm.services.importing import ImportFiles
from retailcrm.ui.kit.picture.facts import Bars, Heat
from retailcrm.ui.screens.insights.came_again import part_words
from retailcrm.ui.screens.insights.coming_back import read
from retailcrm.wiring import Services, open_shop
from tests.builders import HONEY, PAN, a_sale, an_export
from tests.conftest import clock

BEGUN = date(2024, 1, 8)
MOST_ROWS = 60


def filled(folder: Path, told: list[tuple[str, date]]) -> Services:
    folder.mkdir(exist_ok=True)
    made = open_shop(str(folder / "shop.db"), clock)
    sales = [
        a_sale(f"A-{at}", HONEY, *([PAN] if at % 3 else []), day=on.isoformat(), buyer=who,
               named=f"Ana {who}" if who else "")
        for at, (who, on) in enumerate(told)
    ]  # fmt: skip
    made.importing.run(ImportFiles((an_export(folder / "items.csv", *sales),)))
    return made


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Open a shop of sixty: every second comes once, the others every 20 to 60 days."""
    told = []
    for at in range(60):
        first = BEGUN + timedelta(days=7 * at)
        visits = 1 if at % 2 else 2 + at % 12
        told += [(f"n{at}", first + timedelta(days=(20 + 4 * (at % 11)) * n))
                 for n in range(visits)]  # fmt: skip
    made = filled(tmp_path_factory.mktemp("coming"), [one for one in told
                                                      if one[1] < date(2025, 3, 15)])  # fmt: skip
    yield made
    made.close()


def references(told: object) -> Iterator[RowsRef]:
    if isinstance(told, RowsRef):
        yield told
    elif isinstance(told, tuple):
        for one in told:
            yield from references(one)
    elif is_dataclass(told) and not isinstance(told, Figures):
        for one in fields(told):
            yield from references(getattr(told, one.name))


def test_the_page_says_how_many_never_come_again(shop: Services) -> None:
    facts = read(shop, {}, SILENT)
    assert facts.finding.startswith(("Half of new customers", "4", "5"))
    assert "come again within a year; of all 60 customers so far, " in facts.finding
    ever = facts.figures[0]
    assert Figures("USD").percent(ever.told.value) in facts.finding, "the tile says the same"
    assert ever.why.endswith(" of all 60 customers so far")
    assert "60 first visits" in facts.doubt
    assert "8 Jan 2024" in facts.doubt
    names = [one.name for one in facts.pictures]
    assert names == [
        "second_visit", "returning", "cohorts", "stays", "time_with_you", "visits_by_amount",
        "gaps", "loyal", "same_people",
    ]  # fmt: skip
    assert all(one.marks is not None and one.title and one.caption for one in facts.pictures)


def test_everything_on_the_page_opens_people(shop: Services) -> None:
    for chosen in ({}, {"who": "group:most_growable", "period": "quarter", "ages": "days"}):
        facts = read(shop, chosen, SILENT)
        found = set(references(facts))
        assert len(found) > MOST_ROWS
        for one in sorted(found, key=RowsRef.text)[:: max(1, len(found) // MOST_ROWS)]:
            behind = shop.customers.found(one)
            assert behind is not None
            assert behind.title


def test_the_months_show_only_cells_that_are_over(shop: Services) -> None:
    facts = read(shop, {}, SILENT)
    grid = next(one.marks for one in facts.pictures if one.name == "cohorts")
    assert isinstance(grid, Heat)
    assert len(grid.rows) == 14  # the latest thirteen, and all together
    newest, every = grid.rows[-2:]
    assert newest.label == "Feb 2025"
    assert sum(cell is not None for cell in newest.cells) == 1
    assert every.label == "All months"
    first = every.cells[0]
    assert first is not None
    assert first.is_apart


def test_choices_narrow_the_page(shop: Services) -> None:
    facts = read(shop, {"visits": "2"}, SILENT)
    assert "no forecast" in facts.doubt or "fewer than 30" in facts.doubt
    assert facts.figures[0].told.value == 1.0
    lately = read(shop, {"first": "year"}, SILENT)
    assert lately.figures[0].why != facts.figures[0].why
    keys = [one.key for one in facts.choices]
    assert keys == ["who", "first", "visits", "period", "ages"]  # one channel is no choice
    nobody = read(shop, {"who": "segment:champions", "first": "year", "visits": "10"}, SILENT)
    assert nobody.finding == "Nobody passes these filters"
    assert nobody.choices
    assert nobody.pictures == ()


def test_a_shop_that_names_nobody_says_what_is_missing(tmp_path: Path) -> None:
    made = filled(tmp_path, [("", BEGUN), ("", BEGUN + timedelta(days=40))])
    facts = read(made, {}, SILENT)
    assert facts.lacking is not None
    assert "card, e-mail or phone" in facts.lacking[1]
    made.close()


def test_a_young_shop_says_when_there_will_be_more(tmp_path: Path) -> None:
    made = filled(tmp_path, [("a", BEGUN), ("b", BEGUN + timedelta(days=3))])
    facts = read(made, {}, SILENT)
    assert facts.lacking is not None
    title, why = facts.lacking
    assert title == "Too soon to say who comes back"
    assert why.startswith("There are 2 customers so far; each has come once. ")
    assert "7 Feb 2024" in why
    made.close()


def test_one_receipt_is_no_page_of_dashes(tmp_path: Path) -> None:
    made = filled(tmp_path, [("a", BEGUN)])
    facts = read(made, {}, SILENT)
    assert facts.lacking is not None
    assert facts.lacking[1].startswith("There is one customer so far, who has come once. ")
    made.close()


def test_a_young_shop_where_one_came_again_says_when_there_will_be_more(tmp_path: Path) -> None:
    told = [("a", BEGUN), ("b", BEGUN + timedelta(days=3)), ("a", BEGUN + timedelta(days=5))]
    made = filled(tmp_path, told)
    facts = read(made, {}, SILENT)
    assert facts.lacking is None
    assert facts.finding == "1 of 2 customers has come a second time so far"
    assert facts.doubt.startswith("Shares of fewer than 30 customers say little")
    said = {one.name: one.nothing for one in facts.pictures if one.marks is None}
    assert "29 Feb 2024" in said["cohorts"]
    assert "stays" not in said
    made.close()


def test_the_period_in_which_the_books_begin_is_not_drawn_as_nobody_returning(
    tmp_path: Path,
) -> None:
    days = (0, 10, 35, 60, 75)
    made = filled(tmp_path, [("a", BEGUN + timedelta(days=one)) for one in days])
    facts = read(made, {"period": "month"}, SILENT)
    picture = next(one for one in facts.pictures if one.name == "returning")
    assert isinstance(picture.marks, Bars)
    assert [(bar.label, bar.value) for bar in picture.marks.bars] == [("Feb 2024", 1.0)]
    assert facts.finding == "One customer, who has come a second time"
    made.close()
    young = filled(tmp_path / "young", [("a", BEGUN + timedelta(days=one)) for one in days[:3]])
    facts = read(young, {"period": "month"}, SILENT)
    shown = next(one for one in facts.figures if one.told.key == "returning_rate")
    assert (shown.told.value, shown.why) == (None, "the books begin in Jan 2024")
    assert next(one for one in facts.pictures if one.name == "returning").marks is None
    young.close()


def test_a_gap_of_a_year_leaves_no_empty_months(tmp_path: Path) -> None:
    made = filled(tmp_path, [("a", BEGUN), ("b", BEGUN), ("a", BEGUN + timedelta(days=430))])
    facts = read(made, {}, SILENT)
    grid = next(one.marks for one in facts.pictures if one.name == "cohorts")
    assert isinstance(grid, Heat)
    assert [row.label for row in grid.rows] == ["Jan 2024", "All months"]
    assert "Nobody known by name" in next(
        one.title for one in facts.pictures if one.name == "returning"
    )
    made.close()


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.5, "Half"), (0.34, "A third"), (0.25, "A quarter"), (0.67, "Two thirds"), (0.1, "10 %")],
)
def test_shares_are_said_as_people_say_them(share: float, words: str) -> None:
    assert part_words(share, Figures("USD")).replace("\u202f", " ") == words
