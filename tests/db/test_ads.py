"""The ad diary: what flyers and pages cost, and what they brought, or that it cannot be told.

Idea B22 in shop words: "I buy local paper and flyers every month and nobody can tell me what
they bring; the programs only see clicks."
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from retailcrm.campaigns.ads import Why
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.rows import parse_rows
from retailcrm.services.ad_rows import AdResult, AdWay, NewAd
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import DIRECTORY, Goods, Row, a_person, a_sale, an_export, csv_text, taken_in
from tests.mailed import a_campaign, person

FLYER = NewAd("Flyer", "Autumn flyer", date(2026, 9, 7), date(2026, 10, 4), cost=15_000)
STORES = ("North", "South", "East", "West")


def weekly_sales(weeks: int, lift: int = 0) -> list[list[Row]]:
    """Sell once a week in four stores, more in the first two while the flyer is out."""
    first = date(2026, 10, 4) - timedelta(weeks=weeks) + timedelta(days=5)
    found = []
    for week in range(weeks):
        day = first + timedelta(weeks=week)
        for place, store in enumerate(STORES):
            more = lift if FLYER.starts <= day <= FLYER.ends and place < 2 else 0
            cents = 10_000 + 137 * ((week * 7 + place * 3) % 11) + more
            found.append(
                a_sale(f"{store}{week}", Goods("Pan", cents), day=day.isoformat(), store=store)
            )
    return found


def sold(shop: Services, folder: Path, weeks: int, lift: int = 0) -> None:
    taken_in(shop, an_export(folder / "sales.csv", *weekly_sales(weeks, lift)))


def way(told: AdResult, name: str) -> AdWay:
    return next(one for one in told.ways if one.way == name)


def test_c_b22_stores_with_a_flyer_are_held_against_stores_without(
    shop: Services, tmp_path: Path
) -> None:
    sold(shop, tmp_path, 17, lift=6_000)
    wish = NewAd(**{**told_of(FLYER), "by": "store", "went_to": STORES[:2],
                    "compared": STORES[2:]})  # fmt: skip
    row = shop.campaigns.ads.add(wish).value
    told = shop.campaigns.ads.result(row.ad_id)
    zones = way(told, "zones")
    assert told.best is zones
    assert zones.brought is not None
    assert zones.brought.uplift == pytest.approx(0.57, abs=0.03)
    assert zones.brought.sales == pytest.approx(2 * 4 * 6_000, rel=0.05)
    assert zones.brought.casts == pytest.approx(1 / 6)
    assert told.rate == pytest.approx(0.40)
    assert zones.returned is not None
    assert zones.returned.margin == pytest.approx(zones.brought.sales * told.rate)
    assert told.sentence == (
        "Not proven: $194.06 of margin for $150.00, between $108.16 and $262.70."
    )
    cheap = shop.campaigns.ads.spend(row.ad_id, -7_000).value
    told = shop.campaigns.ads.result(cheap.ad_id)
    assert told.sentence.startswith("Paid for itself: $194.06 of margin for $80.00")


def told_of(wish: NewAd) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in NewAd.__slots__}


def test_a_year_before_tells_what_a_page_brought(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path, 70, lift=6_000)
    row = shop.campaigns.ads.add(FLYER).value
    told = shop.campaigns.ads.result(row.ad_id)
    assert told.best is way(told, "season")
    assert told.best is not None
    assert told.best.brought is not None
    assert told.best.brought.sales == pytest.approx(2 * 4 * 6_000, rel=0.15)
    low, high = told.best.brought.low, told.best.brought.high
    assert low is not None
    assert high is not None
    assert low < told.best.brought.sales < high


def test_without_places_a_year_or_a_code_it_cannot_be_told(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path, 17)
    row = shop.campaigns.ads.add(FLYER).value
    told = shop.campaigns.ads.result(row.ad_id)
    assert (told.best, told.verdict) == (None, "cannot_tell")
    assert [one.why for one in told.ways] == [Why.NO_ZONES, Why.FEW_WEEKS, Why.NO_CODE]
    (medium,) = shop.campaigns.ads.diary().media
    assert (medium.margin, medium.sentence) == (None, "Cannot tell what it brought.")


def test_an_ad_that_still_runs_is_not_judged(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path, 70, lift=6_000)
    wish = NewAd(**{**told_of(FLYER), "ends": date(2026, 10, 18)})
    row = shop.campaigns.ads.add(wish).value
    told = shop.campaigns.ads.result(row.ad_id)
    assert told.sentence == "Cannot tell yet: it is not over in the data."


def test_a_code_of_the_flyer_is_counted_at_the_till(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path, 17)
    row = shop.campaigns.ads.add(NewAd(**{**told_of(FLYER), "code": "AUTUMN"})).value
    assert row.codes == ("AUTUMN",)
    with shop.books.write() as unit:
        code = unit.connection.scalar(text("SELECT id FROM coupon_code"))
        receipt = unit.connection.scalar(text("SELECT MAX(id) FROM receipt"))
        for number, told in enumerate((receipt, None)):
            unit.connection.execute(
                text(
                    "INSERT INTO code_use (id, code_id, receipt_id, day, at, accepted, key) "
                    "VALUES (:id, :code, :receipt, 20705, 0, 1, :key)"
                ),
                {"id": number + 1, "code": code, "receipt": told, "key": f"k{number}"},
            )
    told = way(shop.campaigns.ads.result(row.ad_id), "codes")
    assert told.brought is not None
    assert told.brought.people == pytest.approx(2 * 0.5 / 0.6)


def test_new_customers_name_the_paper_and_each_opens_to_people(
    shop: Services, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    rows = [a_person(one, one, "Lima") for one in ("Ana", "Bo", "Cy")]
    people.write_text(csv_text(rows, DIRECTORY))
    taken_in(shop, people)
    sales = [a_sale("a1", Goods("Pan", 60_000), buyer="Ana", day="2026-09-09"),
             a_sale("a2", Goods("Pan", 60_000), buyer="Ana", day="2026-10-20"),
             a_sale("b1", buyer="Bo", day="2026-03-01"), a_sale("c1", buyer="Cy",
                                                                day="2026-09-12")]  # fmt: skip
    taken_in(shop, an_export(tmp_path / "sales.csv", *sales))
    with shop.books.write() as unit:
        unit.connection.execute(
            text("UPDATE customer SET source = 'FLYER' WHERE first_name IN ('Ana', 'Bo')")
        )
    shop.campaigns.ads.add(FLYER)
    (medium,) = shop.campaigns.ads.diary().media
    # Bo came before the flyer, Cy named something else
    assert (medium.new.value, medium.each) == (1.0, 15_000)
    assert medium.brought.value == pytest.approx(120_000 * 0.4)
    assert medium.payback == 1
    for figure in (medium.new, medium.brought):
        found = shop.customers.found(parse_rows(figure.rows.text()))
        assert found is not None
        assert found.figure() == pytest.approx(figure.value)
        ids = shop.customers.ids(CustomerQuery(rows=figure.rows))
        assert [one.name for one in shop.customers.page(ids)] == ["Ana Lima"]


def test_corrections_are_entries_and_the_cost_is_their_sum(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path, 17)
    row = shop.campaigns.ads.add(FLYER).value
    shop.campaigns.ads.spend(row.ad_id, 4_000, on=date(2026, 9, 16))
    row = shop.campaigns.ads.spend(row.ad_id, -1_000, on=date(2026, 9, 16), note="too much").value
    assert row.cost == 18_000
    assert [(one.week.isoformat(), one.amount) for one in row.spent] == [
        ("2026-09-07", 15_000), ("2026-09-14", 4_000), ("2026-09-14", -1_000),
    ]  # fmt: skip
    weeks = {one.week.isoformat(): dict(one.spent) for one in shop.campaigns.ads.diary().weeks}
    assert weeks["2026-09-14"] == {"Flyer": 3_000}
    with pytest.raises(UserError, match="less than nothing"):
        shop.campaigns.ads.spend(row.ad_id, -20_000)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "Name medium and ad"),
        ({"ends": date(2026, 9, 1)}, "cannot end before"),
        ({"by": "store", "went_to": ("Nowhere",)}, "no store Nowhere"),
        ({"by": "postcode"}, "Say where the ad went"),
        ({"by": "postcode", "went_to": ("1", "2"), "compared": ("2",)}, "named on both sides"),
        ({"cost": -5}, "less than nothing"),
    ],
)
def test_an_ad_that_makes_no_sense_is_refused_in_one_sentence(
    file_shop: Services, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        file_shop.campaigns.ads.add(NewAd(**{**told_of(FLYER), **changed}))
    assert file_shop.campaigns.ads.listed() == ()


def test_an_ad_taken_out_of_the_diary_is_kept_in_the_books(file_shop: Services) -> None:
    row = file_shop.campaigns.ads.add(FLYER).value
    file_shop.campaigns.ads.withdraw(row.ad_id)
    assert file_shop.campaigns.ads.listed() == ()
    with file_shop.books.read() as connection:
        assert connection.scalar(text("SELECT COUNT(*) FROM ad_spend")) == 1
    assert file_shop.campaigns.ads.diary().media == ()


def test_postcodes_with_a_flyer_are_told_by_the_customers_who_live_there(
    shop: Services, tmp_path: Path
) -> None:
    people, rows = tmp_path / "people.csv", []
    for place, code in enumerate(("10001", "10002", "10003", "10004")):
        rows.append(a_person(f"C{place}", f"P{place}", "Lima") | {"Postal Code": code})
    people.write_text(csv_text(rows, DIRECTORY))
    taken_in(shop, people)
    first = date(2026, 6, 12)
    sales = [
        a_sale(
            f"{place}-{week}",
            Goods("Pan", 5_000 + 91 * ((week * 5 + place * 2) % 7) + (2_000 if late else 0)),
            buyer=f"C{place}",
            day=(first + timedelta(weeks=week)).isoformat(),
        )
        for week in range(17)
        for place in range(4)
        for late in [first + timedelta(weeks=week) >= FLYER.starts and place < 2]
    ]
    taken_in(shop, an_export(tmp_path / "sales.csv", *sales))
    wish = NewAd(**{**told_of(FLYER), "by": "postcode", "went_to": ("10001", "10002"),
                    "compared": ("10003", "10004")})  # fmt: skip
    told = shop.campaigns.ads.result(shop.campaigns.ads.add(wish).value.ad_id)
    zones = way(told, "zones")
    assert zones.brought is not None
    assert zones.brought.sales == pytest.approx(2 * 4 * 2_000, rel=0.1)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (date(2026, 9, 10), Why.NOT_ALONE),  # while the flyer was out
        (date(2025, 9, 10), Why.NOT_ALONE),  # a year before it
        (date(2026, 7, 30), None),  # between: those weeks are left out
    ],
)
def test_the_season_does_not_call_a_campaigns_sales_the_flyers(
    shop: Services, tmp_path: Path, sent: date, why: Why | None
) -> None:
    sold(shop, tmp_path, 70, lift=6_000)
    everybody = tuple(person(shop, f"P{one}") for one in range(3))
    a_campaign(shop, 1, control=(), treated=everybody)
    with shop.books.write() as unit:
        unit.connection.execute(text("UPDATE campaign SET sent = :day"), {"day": day_number(sent)})
    row = shop.campaigns.ads.add(FLYER).value
    told = way(shop.campaigns.ads.result(row.ad_id), "season")
    assert told.why is why
    if why is None:
        assert told.brought is not None
        assert told.brought.sales == pytest.approx(2 * 4 * 6_000, rel=0.15)
