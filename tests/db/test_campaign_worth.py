"""What offers give away, and what measured campaigns tell of the whole program."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.db.programs import add_version
from retailcrm.loyalty.program import Program
from retailcrm.models.points import PointsEntry
from retailcrm.wiring import Services
from tests.builders import a_sale, an_export, taken_in
from tests.campaign_books import AT, Till, a_campaign, codes_used, customers, spent
from tests.campaigning import buyers
from tests.kept_shops import Fill

TREATED, ALONE = range(160), range(160, 240)


def _sold(shop: Services, folder: Path) -> None:
    """Of 160 written to 80 come, of 80 left alone 16; each spends 20.00."""
    till = Till()
    till.known(range(260))
    for one in (*TREATED[:80], *ALONE[:16]):
        till.sale(one, "2026-09-10")
    till.sale(259, "2026-10-20")
    till.into(shop, folder)


@pytest.fixture
def sold(filled_with: Callable[[Fill], Services]) -> Services:
    return filled_with(_sold)


def test_points_that_the_offer_gave_lower_what_is_left(sold: Services) -> None:
    a_campaign(sold, {"200 points": TREATED}, ALONE)
    before = sold.campaigns.results.result(1).arms[0]
    ids = customers(sold)
    with sold.books.write() as unit:
        program = replace(Program(), urr=Decimal(1))
        add_version(
            unit.connection, program, starts=_day("2026-01-01"), note="", at=AT, actor="owner"
        )
        given = [
            {
                "id": at + 1,
                "customer_id": ids[one],
                "kind": "award",
                "points": 200,
                "day": _day("2026-09-10"),
                "at": AT,
                "key": f"gift-{at}",
            }
            for at, one in enumerate(TREATED[:80])
        ]
        unit.connection.execute(insert(PointsEntry), given)
    after = sold.campaigns.results.result(1).arms[0]
    assert after.more_points is not None
    assert after.more_points > 0
    lost = (before.more_margin.value or 0) - (after.more_margin.value or 0)
    assert lost * 160 == pytest.approx(after.more_points)


def test_a_reward_costs_the_shop_for_each_code_used(sold: Services) -> None:
    a_campaign(sold, {"A cup": TREATED}, ALONE)
    offer = Offer(OfferKind.REWARD, "A cup", amount=350).json()
    with sold.books.write() as unit:
        unit.connection.execute(
            text("UPDATE arm SET offer = :told WHERE place = 1"), {"told": offer}
        )
    before = sold.campaigns.results.result(1).arms[0].margin.value or 0
    codes_used(sold, [*TREATED[:10], TREATED[0]], date(2026, 9, 10))
    after = sold.campaigns.results.result(1).arms[0].margin.value or 0
    assert before - after == 11 * 350


def test_people_left_alone_tell_what_the_program_brings(sold: Services) -> None:
    a_campaign(
        sold, {}, ALONE, number=9, kind="standing", sent=date(2026, 6, 1), days=200, held_back=3_000
    )
    told = sold.insights.money.program_return()
    result = sold.campaigns.results.result(9)
    (others,) = result.arms
    assert told.basis == "control"
    assert told.brought is not None
    share = (others.more_sales.value or 0) / (others.sales_each.value or 1)
    assert told.brought.value == pytest.approx(share)
    assert told.brought.low is not None
    assert told.multiple is not None


def test_a_group_left_alone_since_yesterday_tells_nothing_yet(sold: Services) -> None:
    a_campaign(sold, {}, ALONE, number=9, kind="standing", sent=date(2026, 9, 1), days=60)
    assert sold.insights.money.program_return().basis != "control"


def test_where_only_campaigns_are_measured_they_tell_the_least(sold: Services) -> None:
    a_campaign(sold, {"Letter": TREATED}, ALONE)
    spent(sold, "postage", 50, per_piece=True)
    told = sold.insights.money.program_return()
    arm = sold.campaigns.results.result(1).arms[0]
    assert told.basis == "campaigns"
    assert told.messages == 160 * 50
    assert told.brought is not None
    assert told.sales is not None
    assert told.brought.value == pytest.approx(
        (arm.brought_sales.value or 0) / (told.sales.value or 1)
    )
    assert told.campaigns is not None
    assert told.campaigns.campaigns == 1
    assert told.cost >= told.messages


def _day(told: str) -> int:
    return (date.fromisoformat(told) - date(1970, 1, 1)).days


def test_people_whom_a_late_file_brings_were_never_in_the_lot_of_the_year(
    shop: Services, tmp_path: Path
) -> None:
    """An old export, found in December, brings customers who could not be left alone in June."""
    buyers(shop, tmp_path, 40)
    number = shop.campaigns.drafts.leave_alone(share=2_000).value.id
    found = shop.campaigns.results.result(number)
    assert found.everyone.value == 40
    late = [
        row
        for one in range(5)
        for row in a_sale(f"L{one}", day="2026-09-02", buyer=f"L{one}", named=f"Late {one}")
    ]
    taken_in(shop, an_export(tmp_path / "late.csv", late))
    assert shop.shop.status().customers == 45
    assert shop.campaigns.results.result(number).everyone.value == 40
