"""Models are fitted once for a month's data, kept, and fitted anew when those data change."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.analytics.value import learning
from retailcrm.analytics.value.learning import Learned
from retailcrm.services import learned_models
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import Services, open_shop
from tests.builders import Goods, a_sale, an_export
from tests.conftest import clock
from tests.new_books import new_shop

BUYERS = 40


def a_year(folder: Path) -> Path:
    """Forty people come every 20 to 59 days from September 2025 to June 2026."""
    sales = []
    for buyer in range(BUYERS):
        days = range(buyer % 17, 300, 20 + buyer)
        sales += [
            a_sale(
                f"S-{buyer}-{at}",
                Goods(cents=1_500 + 100 * buyer),
                day=date.fromordinal(date(2025, 9, 1).toordinal() + day).isoformat(),
                buyer=f"B{buyer}",
                named=f"Ana B{buyer}",
            )
            for at, day in enumerate(days)
        ]
    return an_export(folder / "year.csv", *sales)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    made = new_shop(tmp_path / "shop.db", clock)
    made.importing.run(ImportFiles((a_year(tmp_path),)))
    made.grouping.overview()
    yield made
    made.close()


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the day of every fit."""
    noted: list[int] = []
    learn = learning.learn

    def noting(book, day: int) -> Learned:
        noted.append(day)
        return learn(book, day)

    monkeypatch.setattr(learned_models, "learn", noting)
    return noted


def bring(shop: Services, folder: Path, number: str, day: str) -> None:
    file = an_export(folder / f"{number}.csv", a_sale(number, day=day, buyer="B3", named="Ana B3"))
    report = shop.importing.run(ImportFiles((file,))).value.files[0]
    assert report.receipts_new == 1


def kept(shop: Services) -> list[int]:
    with shop.books.read() as connection:
        return [int(one) for one in connection.scalars(text("SELECT day FROM fitted_model"))]


def test_a_shop_of_forty_regulars_learns_something(shop: Services) -> None:
    found = shop.insights.value.summary()
    assert found.model
    assert found.trial is not None
    assert found.customers.value == BUYERS


def test_the_end_of_an_import_keeps_the_model(shop: Services, tmp_path: Path) -> None:
    assert kept(shop) == []
    bring(shop, tmp_path, "N-1", "2026-07-01")
    assert len(kept(shop)) == 1


def test_the_next_day_needs_no_new_fit_but_late_data_do(
    shop: Services, tmp_path: Path, fits: list[int]
) -> None:
    bring(shop, tmp_path, "N-1", "2026-07-01")
    fits.clear()
    bring(shop, tmp_path, "N-2", "2026-07-02")
    shop.insights.value.summary()
    shop.grouping.overview()
    assert fits == []
    day = kept(shop)
    bring(shop, tmp_path, "L-1", "2026-03-03")
    shop.insights.value.summary()
    assert set(fits) >= set(day), "the days it rests on have changed"


def test_a_program_started_anew_takes_the_kept_model(
    shop: Services, tmp_path: Path, fits: list[int]
) -> None:
    bring(shop, tmp_path, "N-1", "2026-07-01")
    before = shop.insights.value.summary()
    fits.clear()
    again = open_shop(str(tmp_path / "shop.db"), clock)
    try:
        assert again.insights.value.summary() == before
    finally:
        again.close()
    assert fits == []


def test_figures_do_not_depend_on_whether_the_model_was_kept(
    shop: Services, tmp_path: Path
) -> None:
    bring(shop, tmp_path, "N-1", "2026-07-01")
    before = shop.insights.value.summary()
    with shop.books.write() as unit:
        unit.connection.execute(text("DELETE FROM fitted_model"))
    again = open_shop(str(tmp_path / "shop.db"), clock)
    try:
        assert again.insights.value.summary() == before
    finally:
        again.close()


def test_a_model_of_other_data_is_never_taken(
    shop: Services, tmp_path: Path, fits: list[int]
) -> None:
    bring(shop, tmp_path, "N-1", "2026-07-01")
    with shop.books.write() as unit:
        unit.connection.execute(text("UPDATE fitted_model SET inputs = 'other'"))
    fits.clear()
    again = open_shop(str(tmp_path / "shop.db"), clock)
    try:
        again.insights.value.summary()
    finally:
        again.close()
    assert len(fits) == 1
