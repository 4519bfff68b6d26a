"""Who buys what is told with the people behind it, and what is next with its reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.services.category_rows import CategoriesOverview
from retailcrm.services.finding import Told
from retailcrm.wiring import Services
from tests.builders import Goods, a_return, a_sale, an_export, taken_in
from tests.conftest import clock
from tests.new_books import new_shop

TEA = Goods("Assam", 1_000, "Tea")
BISCUITS = Goods("Shortbread", 600, "Biscuits")
COFFEE = Goods("Java", 900, "Coffee")
LATELY = "2026-09-30"


def _card(number: int) -> str:
    return f"70{number:06d}"


def _basket(number: int) -> tuple[Goods, ...]:
    """Sixty buy tea, 44 of them biscuits; forty buy coffee, four of them biscuits."""
    if number < 60:
        return (TEA, BISCUITS) if number < 44 else (TEA,)
    return (COFFEE, BISCUITS) if number < 64 else (COFFEE,)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("town")
    shop = new_shop(folder / "shop.db", clock)
    sales = [
        a_sale(f"S{at}", *_basket(at), named=f"Person {at}", card=_card(at), day="2026-05-04")
        for at in range(100)
    ]
    later = [
        a_sale("L1", COFFEE, named="Person 0", card=_card(0), day=LATELY),
        a_sale("L2", TEA, named="New One", card=_card(200), day=LATELY),
        a_return("R1", TEA, of="S59"),
    ]
    taken_in(shop, an_export(folder / "till.csv", *sales, *later))
    yield shop
    shop.close()


def _told(town: Services) -> CategoriesOverview:
    return town.insights.categories.overview()


def _agrees(town: Services, told: Told) -> None:
    found = town.customers.found(told.rows)
    assert found is not None
    assert found.figure() == pytest.approx(told.value), told.key


def test_categories_stand_in_the_order_of_their_buyers(town: Services) -> None:
    rows = {one.name: one for one in _told(town).rows}
    assert list(rows) == ["Tea", "Biscuits", "Coffee"]
    assert [one.buyers.value for one in rows.values()] == [61, 48, 41]
    assert rows["Tea"].penetration.value == pytest.approx(61 / 101)
    assert rows["Tea"].net_sales.value == 61_000 - 1_000
    assert rows["Biscuits"].net_sales.value == 48 * 600


def test_every_figure_of_categories_opens_the_people_who_make_it(town: Services) -> None:
    found = _told(town)
    for told in (found.customers, found.breadth, found.moved, found.moved_before):
        assert told is not None
        _agrees(town, told)
    for row in found.rows:
        for told in (row.buyers, row.penetration, row.net_sales, row.new_buyers, row.show_to):
            _agrees(town, told)
    assert found.pairs
    for pair in found.pairs:
        for told in (pair.both, pair.confidence, pair.never):
            _agrees(town, told)


def test_who_tries_a_new_category_was_there_before(town: Services) -> None:
    found = _told(town)
    assert found.moved is not None
    assert found.moved.value == 1
    ids = town.customers.found(found.moved.rows)
    assert ids is not None
    assert [row.name for row in town.customers.page(ids.ids)] == ["Person 0"]
    new = {one.name: one.new_buyers.value for one in found.rows}
    assert new == {"Tea": 1, "Biscuits": 0, "Coffee": 1}


def test_tea_goes_with_biscuits_and_coffee_with_neither(town: Services) -> None:
    told = {(one.first_name, one.second_name): one for one in _told(town).pairs}
    assert set(told) == {("Tea", "Biscuits"), ("Biscuits", "Tea")}
    found = told["Tea", "Biscuits"]
    assert (found.both.value, found.never.value) == (44, 17)
    assert found.lift.value == pytest.approx((44 / 61) / (48 / 101))


def test_biscuits_are_shown_to_those_who_only_drink_tea_and_because_of_it(town: Services) -> None:
    rows = town.insights.categories.show_to("biscuits")
    tea = [row for row in rows if row.because == "Tea"]
    assert {row.card for row in tea} >= {_card(at) for at in range(44, 60)}
    chances = [row.chance for row in rows]
    assert chances == sorted(chances, reverse=True)
    assert "Tea points to it most" in tea[0].reason


def test_bought_tea_never_biscuits_lists_exactly_those(town: Services) -> None:
    found = town.insights.categories.never("Tea", "Biscuits")
    names = {row.name for row in town.customers.page(found.ids)}
    assert names == {f"Person {at}" for at in range(44, 60)} | {"New One"}


def test_a_category_nobody_sells_is_refused_in_a_sentence(town: Services) -> None:
    with pytest.raises(UserError, match="There is no category Wine"):
        town.insights.categories.show_to("Wine")


def test_an_earlier_day_knows_nothing_of_later_purchases(town: Services) -> None:
    found = town.insights.categories.overview(date(2026, 5, 4))
    assert {one.name: one.buyers.value for one in found.rows} == {
        "Tea": 60, "Biscuits": 48, "Coffee": 40,
    }  # fmt: skip
    _agrees(town, found.rows[0].buyers)


def test_one_customers_gaps_are_told_with_what_is_next(town: Services) -> None:
    only_tea = town.customers.refer(_card(50))
    told = town.insights.categories.of_customer(only_tea)
    assert [name for name, _ in told.bought] == ["Tea"]
    assert told.not_bought == ("Biscuits", "Coffee")
    assert told.nexts[0][0] == "Biscuits"
    assert told.nexts[0][2] == "Tea"
    everything = town.insights.categories.of_customer(town.customers.refer(_card(0)))
    assert everything.nexts == ()
    assert everything.not_bought == ()


def test_what_was_brought_back_the_same_year_still_was_bought(town: Services) -> None:
    returned = town.insights.categories.of_customer(town.customers.refer(_card(59)))
    assert [name for name, _ in returned.bought] == ["Tea"]


def test_every_suggestion_is_a_row_of_the_file(town: Services) -> None:
    rows = town.insights.categories.table()
    assert len({(row[0], row[3]) for row in rows}) == len(rows)
    found = _told(town)
    best = {one.name: one.show_to.value for one in found.rows}
    first: dict[int, str] = {}
    for row in rows:
        first.setdefault(row[0], row[3])
    for name, many in best.items():
        assert sum(one == name for one in first.values()) == many


def test_an_empty_shop_has_no_categories_and_says_nothing_else(tmp_path: Path) -> None:
    shop = new_shop(tmp_path / "shop.db", clock)
    found = shop.insights.categories.overview()
    assert (found.as_of, found.rows, found.pairs) == (None, (), ())
    assert shop.insights.categories.table() == []
    shop.close()


def test_a_till_without_categories_has_customers_and_no_rows(tmp_path: Path) -> None:
    shop = new_shop(tmp_path / "shop.db", clock)
    sale = a_sale("1", Goods("Thing", 500, ""), named="Ana Lima", card="7012")
    taken_in(shop, an_export(tmp_path / "till.csv", sale))
    found = shop.insights.categories.overview()
    assert found.customers is not None
    assert found.customers.value == 1
    assert found.rows == ()
    assert found.matrix.ids == ()
    shop.close()
