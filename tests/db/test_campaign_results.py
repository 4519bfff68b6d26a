"""What a campaign brought, in either database, from receipts as a till exports them."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from retailcrm.campaigns.effect import Verdict
from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.errors import UserError
from retailcrm.services.campaign_base import Stage
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.finding import How, Told
from retailcrm.wiring import Services
from tests.campaign_books import (
    SENT,
    Till,
    a_campaign,
    an_occasion,
    codes_used,
    customers,
    delivered,
    kept_out,
    listed,
    spent,
)
from tests.kept_shops import Fill

VOUCHER, POINTS, ALONE = range(160), range(160, 320), range(320, 400)
EVERYBODY = range(420)
MOST = 0.4  # the margin that is assumed where nobody tells the cost


def _till() -> Till:
    """Of the voucher's people 64 come, of the others 20, of those left alone 8."""
    till = Till()
    till.known(EVERYBODY)
    for one in VOUCHER[:64]:
        till.sale(one, "2026-09-10", "20.00", "5.00")
    for one in POINTS[:20]:
        till.sale(one, "2026-09-12")
    for one in ALONE[:8]:
        till.sale(one, "2026-09-08")
    till.sale(ALONE[9], "2026-09-21")  # a day too late
    till.sale(VOUCHER[100], "2026-09-06")  # a day too soon
    return till


def _sent(shop: Services, folder: Path) -> None:
    till = _till()
    till.sale(419, "2026-10-01")
    till.into(shop, folder)
    a_campaign(shop, {"$5 voucher": VOUCHER, "Double points": POINTS}, ALONE)
    spent(shop, "postage", 10.6, per_piece=True)
    spent(shop, "design", 3_200)


@pytest.fixture
def sent(filled_with: Callable[[Fill], Services]) -> Services:
    return filled_with(_sent)


def told_of(result: CampaignResult | ArmResult) -> Iterator[Told]:
    for one in fields(result):
        held = getattr(result, one.name)
        if isinstance(held, Told):
            yield held


def all_told(result: CampaignResult) -> Iterator[Told]:
    yield from told_of(result)
    for arm in (*result.arms, result.control, result.together):
        if arm is not None:
            yield from told_of(arm)
    yield from (one.people for one in result.left_out)


def adds_up(shop: Services, result: CampaignResult) -> None:
    for told in all_told(result):
        assert told.key in DEFINITIONS, told.key
        found = shop.customers.found(told.rows)
        assert found is not None, told.key
        people = shop.customers.ids(CustomerQuery(rows=told.rows))
        assert people.tolist() == found.ids.tolist(), told.key
        if found.how is not How.MODEL:
            assert (found.figure() or 0) == pytest.approx(told.value or 0), told.key


def test_a_head_of_each_arm_is_told_beside_raw_counts(sent: Services) -> None:
    result = sent.campaigns.results.result(1)
    assert result.stage is Stage.FINAL
    assert (result.sent, result.closes) == (SENT, date(2026, 9, 20))
    voucher, points = result.arms
    assert (voucher.letter, voucher.name, voucher.people.value) == ("A", "$5 voucher", 160)
    assert (voucher.came.value, points.came.value) == (64, 20)
    assert result.control is not None
    assert (result.control.came.value, result.control.people.value) == (8, 80)
    assert voucher.sales.value == 64 * 1_500
    assert voucher.sales_each.value == pytest.approx(600)
    # A voucher lowers the margin in full: list 20.00, of it 40 %, less 5.00.
    assert voucher.margin.value == pytest.approx(64 * (2_000 * MOST - 500))
    assert result.control.margin_each.value == pytest.approx(80)
    assert voucher.more_came.value == pytest.approx(0.3)
    assert voucher.more_margin.value == pytest.approx(40)
    assert voucher.more_discount == pytest.approx(64 * 500)


def test_everything_it_cost_is_taken_off(sent: Services) -> None:
    result = sent.campaigns.results.result(1)
    voucher, points = result.arms
    assert [(one.kind, one.pieces) for one in result.costs] == [("design", 0), ("postage", 320)]
    assert [one.amount for one in result.costs] == pytest.approx([3_200, 3_392])
    assert voucher.cost == pytest.approx(1_600 + 160 * 10.6)
    assert voucher.after.value == pytest.approx(40 - voucher.cost / 160)
    assert voucher.brought.value == pytest.approx(40 * 160 - voucher.cost)
    assert points.verdict is Verdict.NOT_PROVEN
    assert result.together is not None
    assert result.together.brought.value == pytest.approx(
        (voucher.brought.value or 0) + (points.brought.value or 0)
    )
    assert result.cost == pytest.approx(voucher.cost + points.cost)


def test_every_figure_opens_the_people_who_make_it(sent: Services) -> None:
    codes_used(sent, [*VOUCHER[:10], ALONE[0]], date(2026, 9, 10))
    kept_out(sent, [400, 401], "no_consent")
    adds_up(sent, sent.campaigns.results.result(1))


def test_what_comes_back_in_the_window_is_no_sale(shop: Services, tmp_path: Path) -> None:
    till = _till()
    for one in VOUCHER[:64]:
        till.sale(one, "2026-09-18", "15.00", many=-1)
    till.sale(419, "2026-10-01")
    till.into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER}, ALONE)
    arm = shop.campaigns.results.result(1).arms[0]
    assert arm.came.value == 64  # they did come
    assert arm.sales.value == 0


def test_a_draft_shows_no_result_however_much_is_sold(shop: Services, tmp_path: Path) -> None:
    """C51: figures appeared before the campaign had gone out."""
    _till().into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER}, ALONE, sent=None, state="draft")
    result = shop.campaigns.results.result(1)
    assert result.stage is Stage.DRAFT
    assert (result.arms, result.control, result.verdict) == ((), None, None)
    assert "draft" in result.why_empty
    assert shop.campaigns.results.results() == ()


def test_sales_of_before_the_program_was_bought_feed_the_figures(
    shop: Services, tmp_path: Path
) -> None:
    """C51: other programs know no history from before they were installed."""
    _till().into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER}, ALONE)
    assert shop.campaigns.results.result(1).arms[0].came.value == 64


def test_until_the_window_closes_everything_is_interim(shop: Services, tmp_path: Path) -> None:
    till = Till()
    till.known(EVERYBODY)
    for one in VOUCHER[:64]:
        till.sale(one, "2026-09-10")
    till.into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER}, ALONE)
    result = shop.campaigns.results.result(1)
    assert result.stage is Stage.INTERIM
    assert not result.is_final
    assert result.through == date(2026, 9, 10)
    assert result.arms[0].waiting == 96
    assert result.arms[0].by_day == ()


def test_a_shop_that_closed_on_the_last_day_waits_for_no_other_store(
    shop: Services, tmp_path: Path
) -> None:
    till = _till()
    till.lines.append("X1,2026-09-11,Harbour,,Tea,1,3.00,0.00")
    till.sale(419, "2026-10-01")
    till.into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER}, ALONE)
    # The export of the other store is missing: people may have come there.
    assert shop.campaigns.results.result(1).stage is Stage.INTERIM


def test_before_the_first_sale_after_sending_there_is_nothing_to_judge(
    shop: Services, tmp_path: Path
) -> None:
    till = Till()
    till.known(EVERYBODY)
    till.into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER}, ALONE)
    result = shop.campaigns.results.result(1)
    assert result.stage is Stage.WAITING
    assert "Import" in result.why_empty


def test_one_person_may_use_several_vouchers_and_counts_once(sent: Services) -> None:
    """C52: the vendor's own report hid what several redemptions a head do."""
    codes_used(sent, [VOUCHER[0], VOUCHER[0], VOUCHER[1], POINTS[0]], date(2026, 9, 10))
    voucher, points = sent.campaigns.results.result(1).arms
    assert (voucher.redeemers.value, voucher.redemptions.value) == (2, 3)
    assert (points.redeemers.value, points.redemptions.value) == (1, 1)


def test_vouchers_of_people_who_come_anyway_are_a_subsidy(sent: Services) -> None:
    codes_used(sent, VOUCHER[:40], date(2026, 9, 10))
    voucher = sent.campaigns.results.result(1).arms[0]
    assert voucher.subsidy.value == pytest.approx(16)
    assert voucher.subsidy_share.value == pytest.approx(0.4)


def test_who_had_opted_out_before_is_no_loss_of_this_campaign(sent: Services) -> None:
    """C60: people who were long gone were counted as this campaign's opt-outs."""
    kept_out(sent, [400, 401, 402], "no_consent")
    delivered(sent, "unsubscribed", VOUCHER[:2], datetime(2026, 9, 8, 12, tzinfo=UTC))
    delivered(sent, "unsubscribed", [POINTS[0]], datetime(2026, 8, 1, 12, tzinfo=UTC))
    result = sent.campaigns.results.result(1)
    assert (result.refused.value, result.refused_before.value) == (2, 1)
    assert [(one.reason, one.people.value) for one in result.left_out] == [("no_consent", 3)]
    adds_up(sent, result)


def test_letters_that_came_back_change_nothing_and_are_told_beside(sent: Services) -> None:
    before = sent.campaigns.results.result(1).arms[0]
    listed(sent, list(VOUCHER[:150]))
    delivered(sent, "bounced", VOUCHER[60:64], datetime(2026, 9, 8, tzinfo=UTC))
    after = sent.campaigns.results.result(1).arms[0]
    assert after.came == before.came
    assert after.more_came == before.more_came
    assert (after.reached.value, after.pieces) == (146, 150)
    assert after.reached_share.value == pytest.approx(60 / 146)


def test_people_left_alone_who_got_it_all_the_same_are_told(sent: Services) -> None:
    codes_used(sent, [ALONE[0]], date(2026, 9, 10))
    result = sent.campaigns.results.result(1)
    assert (result.leaked.value, result.strangers) == (1, 1)


def test_what_mail_services_would_claim_stands_beside(sent: Services) -> None:
    assert sent.campaigns.results.result(1).claimed.value == 64 * 1_500 + 20 * 2_000
    codes_used(sent, [*VOUCHER[:10], VOUCHER[0]], date(2026, 9, 10))
    result = sent.campaigns.results.result(1)
    assert (result.claimed_by, result.claimed.value) == ("code", 10 * 1_500)


def test_without_people_left_alone_the_program_says_that_it_cannot_tell(
    shop: Services, tmp_path: Path
) -> None:
    till = _till()
    till.sale(419, "2026-10-01")
    till.into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": VOUCHER})
    result = shop.campaigns.results.result(1)
    assert result.verdict is Verdict.NO_CONTROL
    assert result.arms[0].brought.value is None
    adds_up(shop, result)


def test_groups_of_the_wrong_size_are_not_interpreted(sent: Services) -> None:
    with sent.books.write() as unit:
        unit.connection.exec_driver_sql("UPDATE campaign SET held_back = 5000")
    assert sent.campaigns.results.result(1).verdict is Verdict.BROKEN


def test_a_handful_of_people_gets_counts_only(shop: Services, tmp_path: Path) -> None:
    _till().into(shop, tmp_path)
    a_campaign(shop, {"$5 voucher": range(5)}, range(320, 322))
    result = shop.campaigns.results.result(1)
    assert result.verdict is Verdict.TOO_SMALL
    assert result.arms[0].came.value == 5
    adds_up(shop, result)


def test_moments_are_judged_each_by_its_own_window(shop: Services, tmp_path: Path) -> None:
    till = Till()
    till.known(EVERYBODY)
    for one in VOUCHER[:80]:
        till.sale(one, "2026-07-05")
    for one in VOUCHER[:40]:
        till.sale(one, "2026-08-05")
    till.sale(419, "2026-08-20")
    till.into(shop, tmp_path)
    a_campaign(shop, {"Come back": ()}, (), kind="trigger", sent=None, held_back=3_333)
    for day in (date(2026, 7, 1), date(2026, 8, 1), date(2026, 8, 15)):
        an_occasion(shop, VOUCHER, 1, day)
        an_occasion(shop, ALONE, 0, day)
    result = shop.campaigns.results.result(1)
    arm = result.arms[0]
    # July and early August are over, those of 15 August may still come.
    assert (result.stage, result.open_windows) == (Stage.FINAL, 240)
    assert (arm.people.value, arm.came.value) == (320, 120)
    assert arm.sales.value == 120 * 2_000
    adds_up(shop, result)


def test_two_entries_of_one_person_count_once(sent: Services) -> None:
    ids = customers(sent)
    before = sent.campaigns.results.result(1)
    sent.merging.merge(ids[VOUCHER[0]], ids[ALONE[20]])
    result = sent.campaigns.results.result(1)
    assert result.everyone.value == (before.everyone.value or 0) - 1
    assert result.control is not None
    assert result.control.people.value == 79
    adds_up(sent, result)


def test_as_of_a_day_nothing_later_is_known(sent: Services) -> None:
    result = sent.campaigns.results.result(1, date(2026, 9, 9))
    assert result.stage is Stage.INTERIM
    assert result.arms[0].came.value == 0
    adds_up(sent, result)


def test_people_left_alone_all_year_are_compared_with_everyone_else(sent: Services) -> None:
    begins = date(2026, 6, 1)
    a_campaign(sent, {}, ALONE, number=9, kind="standing", sent=begins, days=150)
    result = sent.campaigns.results.result(9)
    (others,) = result.arms
    assert result.control is not None
    assert (others.people.value, result.control.people.value) == (340, 80)
    assert (others.came.value, result.control.came.value) == (86, 9)
    assert sent.campaigns.results.results() != sent.campaigns.results.results(standing=True)
    adds_up(sent, result)


def test_like_campaigns_are_judged_together(sent: Services) -> None:
    for number in (2, 3):
        a_campaign(
            sent,
            {"$5 voucher": VOUCHER},
            ALONE,
            number=number,
            sent=date(2026, 9, 8),
            series="autumn",
        )
    (series,) = sent.campaigns.results.series()
    assert (series.series, series.judged, series.people) == ("autumn", 2, 320)
    parts = sum((one.together.brought.value or 0) for one in series.campaigns if one.together)
    assert series.brought.value == pytest.approx(parts)
    assert len(sent.campaigns.results.results()) == 3


def test_people_in_two_campaigns_at_once_are_told(sent: Services) -> None:
    a_campaign(sent, {"Letter": VOUCHER[:80]}, (), number=2)
    assert sent.campaigns.results.result(1).overlap == pytest.approx(80 / 400)


def test_a_campaign_that_is_not_there_is_refused_in_one_sentence(shop: Services) -> None:
    with pytest.raises(UserError, match="no campaign 7"):
        shop.campaigns.results.result(7)
