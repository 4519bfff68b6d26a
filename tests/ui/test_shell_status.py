"""What the frame says of the shop: how fresh each store is, by the wall clock."""

from dataclasses import replace
from datetime import date

from retailcrm.ui.status import frame_facts
from tests.ui.fake_shop import NOW, FakeShop


def test_a_store_whose_data_are_old_is_named_with_their_age():
    shop = FakeShop(through=date(2025, 8, 31))
    facts = frame_facts(shop.settings(), shop.status(), NOW)
    assert facts.stores[0].words == "data through Sun 31 Aug 2025, 62 days ago"
    assert facts.stores[0].is_old


def test_moments_are_told_by_the_clock_on_the_shops_wall():
    shop = FakeShop()
    there = replace(shop.settings(), zone="Australia/Sydney")
    facts = frame_facts(there, shop.status(), NOW)
    assert facts.right[0] == "Last import today 06:42"
    nowhere = replace(there, zone="Middle/Earth")
    assert frame_facts(nowhere, shop.status(), NOW).right[0] == "Last import 31 Oct, 19:42"


def test_many_stores_name_the_oldest_data_first():
    shop = FakeShop()
    store = shop.status().stores[0]
    ends = (date(2025, 10, 31), date(2025, 10, 31), date(2025, 10, 31), date(2025, 9, 1))
    stores = tuple(
        replace(store, name=f"Store {n}", data_through=day) for n, day in enumerate(ends)
    )
    facts = frame_facts(shop.settings(), replace(shop.status(), stores=stores), NOW)
    assert [one.name for one in facts.stores] == ["Store 3", "Store 0", "Store 1", "and 1 more"]
