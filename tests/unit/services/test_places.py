"""Places are told with the people who live there; a table of them is loaded whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.services.finding import Told
from retailcrm.wiring import Services
from tests.builders import Goods, a_directory, a_person, a_sale, an_export, taken_in
from tests.conftest import clock
from tests.new_books import new_shop

#: postcode as the directory writes it, and how many live there
HOMES = {"02138": 12, "2139": 6, "10001-2345": 3, "": 4}
BEST = {0, 1, 2, 12, 18}


def _people(folder: Path) -> Path:
    number, rows = 0, []
    for postcode, many in HOMES.items():
        for _ in range(many):
            rows.append(
                a_person(f"C{number}", "Ana", f"Lima {number}", card=_card(number))
                | {"Postal Code": postcode, "City": "Cambridge" if "213" in postcode else ""}
            )
            number += 1
    return a_directory(folder / "people.csv", *rows)


def _card(number: int) -> str:
    return f"70{number:06d}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Services]:
    shop = new_shop(tmp_path / "shop.db", clock)
    sales = [
        a_sale(f"S{at}", Goods(cents=9_000 if at in BEST else 1_000), buyer=f"C{at}")
        for at in range(sum(HOMES.values()))
    ]
    till = an_export(tmp_path / "till.csv", *sales)
    taken_in(shop, _people(tmp_path), till, country="US")
    shop.shop.save_settings(replace(shop.shop.settings(), country="US"))
    yield shop
    shop.close()


def _table(folder: Path, *lines: str, name: str = "places.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(("ZIP,Town,Households,Income", *lines)) + "\n", encoding="utf-8")
    return path


def _agrees(town: Services, told: Told | None) -> None:
    assert told is not None
    found = town.customers.found(told.rows)
    assert found is not None
    if found.figure() is not None:
        assert found.figure() == pytest.approx(told.value), told.key


def test_customers_are_counted_where_they_live_whatever_the_spelling(town: Services) -> None:
    found = town.insights.places.overview()
    assert {one.postcode: one.customers.value for one in found.places} == {
        "02138": 12, "02139": 6, "10001": 3,
    }  # fmt: skip
    assert found.known is not None
    assert found.without is not None
    assert (found.known.value, found.without.value) == (21, 4)
    assert found.places[0].name == "Cambridge"
    assert found.lacking.startswith("Load a table")


def test_every_figure_of_places_opens_the_people_who_make_it(
    town: Services, tmp_path: Path
) -> None:
    town.insights.places.load(_table(tmp_path, "2138,,4000,90", "2139,,3000,70", "10001,,9000,80"))
    found = town.insights.places.overview()
    for told in (found.known, found.without, found.area):
        _agrees(town, told)
    for row in found.places:
        for told in (
            row.customers,
            row.best,
            row.net_sales,
            row.per_thousand,
            row.index,
            row.found,
        ):
            _agrees(town, told)


def test_a_loaded_table_makes_places_comparable(town: Services, tmp_path: Path) -> None:
    outcome = town.insights.places.load(
        _table(tmp_path, "2138,Harvard,4000,90", "02139,Central,3000,70", "02140,Porter,2500,88")
    )
    assert outcome.value == 3
    rows = {one.postcode: one for one in town.insights.places.overview().places}
    assert rows["02138"].name == "Harvard"
    assert rows["02138"].per_thousand.value == pytest.approx(3.0)
    assert rows["02138"].prospects == 3_988
    assert rows["02140"].customers.value == 0
    assert rows["02140"].inside, "the postcode beside belongs to the area"
    assert rows["10001"].households is None
    assert rows["10001"].index.value is None


def test_a_table_with_a_bad_row_changes_nothing_until_the_owner_leaves_it_out(
    town: Services, tmp_path: Path
) -> None:
    good = _table(tmp_path, "02138,,4000,90", name="good.csv")
    bad = _table(tmp_path, "02138,,5000,90", "nowhere,,10,1", name="bad.csv")
    town.insights.places.load(good)
    with pytest.raises(UserError, match="Nothing was loaded") as refused:
        town.insights.places.load(bad)
    assert "Line 3" in str(refused.value.hint)
    held = town.insights.places.table()
    assert held is not None
    assert held.file == "good.csv"
    outcome = town.insights.places.load(bad, skip=True)
    assert "Rows left out: 1." in outcome.summary
    rows = {one.postcode: one for one in town.insights.places.overview().places}
    assert rows["02138"].households == 5_000


def test_a_preview_writes_nothing_and_says_who_lives_there(town: Services, tmp_path: Path) -> None:
    found = town.insights.places.preview(
        _table(tmp_path, "2138,Harvard,4000,90", "2139,Central,3000,")
    )
    assert (found.rows, found.matched, found.customers, found.filled) == (2, 18, 21, 2)
    assert found.sample[1] == ("02139", "Central", "3000", "")
    assert any("leading zeros" in note for note in found.notes)
    assert town.insights.places.table() is None


def test_another_table_takes_the_place_of_the_first(town: Services, tmp_path: Path) -> None:
    town.insights.places.load(_table(tmp_path, "02138,,4000,90", "02141,,100,1"))
    town.insights.places.load(_table(tmp_path, "02138,,4500,90"))
    codes = {one.postcode for one in town.insights.places.overview().places}
    assert "02141" not in codes


def test_a_shop_without_any_postcode_says_so(tmp_path: Path) -> None:
    shop = new_shop(tmp_path / "shop.db", clock)
    assert shop.insights.places.overview().as_of is None
    taken_in(shop, an_export(tmp_path / "till.csv", a_sale("1", named="Ana Lima", card="7012")))
    found = shop.insights.places.overview()
    assert found.known is not None
    assert found.without is not None
    assert (found.known.value, found.without.value, found.places) == (0, 1, ())
    shop.close()


def test_places_that_look_like_the_best_ones_are_listed(town: Services, tmp_path: Path) -> None:
    lines = ["02138,,4000,90", "02139,,3000,50", "10001,,9000,45"]
    lines += [f"0214{at},,2000,{income}" for at, income in enumerate((89, 40, 60))]
    town.insights.places.load(_table(tmp_path, *lines))
    found = town.insights.places.overview()
    assert found.way == "profile", found.lacking
    assert found.alike[0].postcode == "02140"
    assert found.alike[0].traits[0][0] == "Income"
    assert "Income 89.0, where your best live" in found.alike[0].reason
