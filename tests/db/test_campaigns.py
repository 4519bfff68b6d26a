"""Campaigns in the books: who takes part is settled once, and nobody is lost on the way."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.campaign_rows import ArmWish, CampaignWish, Channel, CostLine, State
from retailcrm.wiring import Services
from tests.campaigning import DESIGN, DOUBLE, FIVE_OFF, POSTAGE, a_wish, buyers
from tests.mailed import by_hand, says


def people_of(shop: Services, ref: RowsRef) -> list[int]:
    found = shop.customers.found(ref)
    assert found is not None
    return [int(one) for one in found.ids]


def launched(shop: Services, wish: CampaignWish | None = None) -> int:
    number = shop.campaigns.drafts.create(wish or a_wish()).value
    shop.campaigns.drafts.launch(number)
    return number


def kept_rows(shop: Services, table: str) -> list[tuple[object, ...]]:
    with shop.books.read() as connection:
        found = connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))  # noqa: S608
        return [tuple(row) for row in found]


def test_a_draft_is_kept_as_it_was_wished_for(shop: Services) -> None:
    wish = a_wish(
        arms=(ArmWish("Five off", FIVE_OFF), ArmWish("Double", DOUBLE)),
        held_back=2_500,
        days=21,
        series="autumn",
        note="As in May",
        costs=(POSTAGE, DESIGN),
    )
    drafts = shop.campaigns.drafts
    number = drafts.create(wish).value
    assert drafts.wish(number) == wish
    changed = a_wish(name="Winter", channel=Channel.POST, sends=None)
    drafts.change(number, changed)
    assert drafts.wish(number).days == 28
    assert drafts.wish(number).held_back is None
    (row,) = drafts.campaigns()
    assert (row.name, row.state, row.channel) == ("Winter", State.DRAFT, Channel.POST)


def test_a_draft_shows_no_people_no_window_and_no_promise(shop: Services, tmp_path: Path) -> None:
    """C51: a campaign 'brought revenue' before it had gone live."""
    buyers(shop, tmp_path, 3)
    number = shop.campaigns.drafts.create(a_wish(sends=date(2026, 10, 1))).value
    found = shop.campaigns.drafts.detail(number)
    assert (found.row.people, found.row.control, found.row.closes) == (0, 0, None)
    assert (found.left_out, found.promised) == ((), {})


def test_everyone_of_the_audience_is_written_to_left_alone_or_left_out_with_one_reason(
    shop: Services, tmp_path: Path
) -> None:
    everyone = buyers(shop, tmp_path, 120)
    says(shop, everyone[0], "email", given=False)
    by_hand(shop, "UPDATE customer SET email = '' WHERE id = :id", id=everyone[1])
    by_hand(shop, "UPDATE customer SET email = :email WHERE id = :id",
            email=f"p{everyone[2]}@example.com", id=everyone[3])  # fmt: skip
    number = launched(shop)
    found = shop.campaigns.drafts.detail(number)
    assert (found.row.people, found.row.control, found.row.left_out) == (94, 23, 3)
    places = [people_of(shop, arm.rows) for arm in found.arms]
    reasons = {one.reason: people_of(shop, one.rows) for one in found.left_out}
    assert [len(one) for one in places] == [23, 94]
    assert reasons == {"refused": [everyone[0]], "no_address": [everyone[1]],
                       "duplicate": [everyone[3]]}  # fmt: skip
    seen = sorted([*places[0], *places[1], *(one for ids in reasons.values() for one in ids)])
    assert seen == everyone
    assert people_of(
        shop, rows("customers", finding="campaigns.people", campaign=str(number))
    ) == sorted(places[0] + places[1])


def test_what_is_said_before_sending_is_what_the_launch_does(
    shop: Services, tmp_path: Path
) -> None:
    everyone = buyers(shop, tmp_path, 120)
    says(shop, everyone[5], "email", given=False)
    drafts = shop.campaigns.drafts
    wish = a_wish(
        arms=(ArmWish("Five off", FIVE_OFF), ArmWish("Double", DOUBLE)), costs=(POSTAGE, DESIGN)
    )
    number = drafts.create(wish).value
    told = drafts.preview(wish, number)
    assert (told.people, told.may, told.treated, told.control) == (120, 119, 95, 24)
    assert [(one.letter, one.people) for one in told.arms] == [("", 24), ("A", 48), ("B", 47)]
    (refused,) = told.left_out
    assert (refused.reason, people_of(shop, refused.rows)) == ("refused", [everyone[5]])
    assert len(people_of(shop, told.rows)) == 119
    assert told.stops == ""
    assert told.held_back == 2_000
    row = drafts.launch(number).value
    assert (row.people, row.control, row.left_out) == (95, 24, 1)
    promised = drafts.detail(number).promised
    assert (promised["treated"], promised["rate"]) == (95, told.base_rate)


def test_costs_are_for_each_piece_and_once_and_of_the_offers(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120, days=("2026-08-01", "2026-09-28", "2026-10-20"))
    wish = a_wish(costs=(POSTAGE, DESIGN))
    told = shop.campaigns.drafts.preview(wish)
    postage, design, offers = told.costs
    assert (postage.title, postage.amount) == ("Postage, 96 pieces", 96 * 53.0)
    assert (design.title, design.amount) == ("Design", 6_000)
    assert told.base_rate is not None
    assert offers.amount == pytest.approx(96 * told.base_rate * 500)
    assert told.total == pytest.approx(96 * 53 + 6_000 + offers.amount)
    assert told.needs == pytest.approx(told.total / (96 * 1_000 * 0.4))


def test_how_many_come_by_themselves_is_read_from_windows_of_that_length(
    shop: Services, tmp_path: Path
) -> None:
    days = ("2026-06-01", "2026-09-10", "2026-09-22", "2026-10-06", "2026-10-20")
    buyers(shop, tmp_path, 120, days=days)
    told = shop.campaigns.drafts.preview(a_wish(days=14))
    assert told.as_of == date(2026, 10, 20)
    assert told.base_rate == 1.0  # everybody came in each of the last fortnights
    assert told.sees is None
    assert any("would show" in one for one in told.warnings)
    week = shop.campaigns.drafts.preview(a_wish(days=7))
    assert week.base_rate == pytest.approx(2 / 3)
    assert week.sees is not None


def test_a_launch_asked_for_twice_is_one_launch(shop: Services, tmp_path: Path) -> None:
    buyers(shop, tmp_path, 120)
    number = launched(shop, a_wish(costs=(DESIGN,)))
    tables = ("campaign", "arm", "assignment", "left_out", "campaign_cost")
    before = [kept_rows(shop, one) for one in tables]
    again = shop.campaigns.drafts.launch(number)
    assert "already" in again.summary
    assert [kept_rows(shop, one) for one in tables] == before


def test_after_the_launch_nobody_moves_whatever_happens_to_the_books(
    shop: Services, tmp_path: Path
) -> None:
    everyone = buyers(shop, tmp_path, 120)
    number = launched(shop)
    before = kept_rows(shop, "assignment")
    says(shop, everyone[7], "email", given=False)
    buyers_later = tmp_path / "later"
    buyers_later.mkdir()
    with pytest.raises(UserError, match="settled"):
        shop.campaigns.drafts.change(number, a_wish(held_back=0))
    with pytest.raises(UserError, match="settled"):
        shop.campaigns.drafts.remove(number)
    assert kept_rows(shop, "assignment") == before


def test_a_launch_is_taken_back_while_nothing_left_the_shop_and_chance_draws_the_same_again(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120)
    drafts = shop.campaigns.drafts
    number = launched(shop, a_wish(costs=(DESIGN,)))
    before = kept_rows(shop, "assignment")
    drafts.take_back(number)
    assert kept_rows(shop, "assignment") == []
    assert drafts.wish(number).costs == (DESIGN,)
    drafts.launch(number)
    assert kept_rows(shop, "assignment") == before
    assert [one.amount for one in drafts.detail(number).costs] == [DESIGN.amount]


def test_a_launch_stands_once_a_list_has_left_the_shop(shop: Services, tmp_path: Path) -> None:
    buyers(shop, tmp_path, 120)
    number = launched(shop)
    by_hand(
        shop,
        "INSERT INTO list_export (id, at, service, channel, audience, campaign_id, included, "
        "suppressed) VALUES (1, 1, 'csv', 'email', '', :id, 1, 0)",
        id=number,
    )
    with pytest.raises(UserError, match="left the shop"):
        shop.campaigns.drafts.take_back(number)
    assert shop.campaigns.drafts.detail(number).is_out


def test_who_is_left_alone_by_one_campaign_is_left_out_of_the_next(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120)
    drafts = shop.campaigns.drafts
    first = launched(shop)
    alone = people_of(shop, drafts.detail(first).arms[0].rows)
    told = drafts.preview(a_wish(name="Winter"))
    (out,) = told.left_out
    assert (out.reason, people_of(shop, out.rows)) == ("in_control", alone)
    assert any("another campaign" in one for one in told.warnings)
    drafts.end(first)
    assert drafts.preview(a_wish(name="Winter")).left_out == ()


def test_at_the_till_nobody_needs_an_address_or_a_yes(shop: Services, tmp_path: Path) -> None:
    buyers(shop, tmp_path, 120)
    by_hand(shop, "UPDATE customer SET email = ''")
    told = shop.campaigns.drafts.preview(a_wish(channel=Channel.TILL))
    assert (told.may, told.left_out) == (120, ())
    first = launched(shop, a_wish(channel=Channel.TILL))
    alone = people_of(shop, shop.campaigns.drafts.detail(first).arms[0].rows)
    again = shop.campaigns.drafts.preview(a_wish(channel=Channel.TILL, name="Winter"))
    assert [(one.reason, one.people) for one in again.left_out] == [("in_control", len(alone))]


def test_fewer_than_a_hundred_are_all_written_to_and_the_owner_is_told_why(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 99)
    told = shop.campaigns.drafts.preview(a_wish())
    assert (told.treated, told.control) == (99, 0)
    assert any("cannot be measured" in one for one in told.warnings)


def test_an_audience_smaller_than_its_control_is_said_so(shop: Services, tmp_path: Path) -> None:
    buyers(shop, tmp_path, 20)
    told = shop.campaigns.drafts.preview(a_wish(held_back=6_000))
    assert (told.treated, told.control) == (8, 12)
    assert any("More people are left alone" in one for one in told.warnings)


def test_a_campaign_for_nobody_or_without_an_offer_is_not_launched(
    shop: Services, tmp_path: Path
) -> None:
    drafts = shop.campaigns.drafts
    number = drafts.create(a_wish()).value
    with pytest.raises(UserError, match="Nobody"):
        drafts.launch(number)
    buyers(shop, tmp_path, 2)
    drafts.change(number, a_wish(arms=()))
    with pytest.raises(UserError, match="offer"):
        drafts.launch(number)
    three = tuple(ArmWish(name, Offer()) for name in ("One", "Two", "Three"))
    drafts.change(number, a_wish(arms=three))
    with pytest.raises(UserError, match="fewer people"):
        drafts.launch(number)
    assert drafts.campaigns()[0].state is State.DRAFT
    assert kept_rows(shop, "assignment") == []


WRONG: tuple[dict[str, Any], ...] = (
    {"name": "  "},
    {"held_back": 10_000},
    {"held_back": -1},
    {"days": 0},
    {"days": 400},
    {"arms": (ArmWish("A", Offer()), ArmWish("A", Offer()))},
    {"arms": (ArmWish("", Offer()),)},
    {"arms": (ArmWish("A", Offer(OfferKind.MONEY)),)},
    {"costs": (CostLine("bribes", 5),)},
    {"costs": (CostLine("print", -5),)},
    {"audience": "receipts"},
    {"audience": "list?id=7"},
    {"audience": "list?id=seven"},
)


def test_a_wish_without_sense_is_refused_in_one_sentence(shop: Services) -> None:
    for told in WRONG:
        with pytest.raises(UserError) as refused:
            shop.campaigns.drafts.create(a_wish(**told))
        assert refused.value.message.endswith("."), told
    assert shop.campaigns.drafts.campaigns() == ()


def test_who_takes_part_is_judged_before_the_day_of_sending_never_by_what_came_after(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120, days=("2026-05-04", "2026-10-20"))
    drafts = shop.campaigns.drafts
    told = drafts.preview(a_wish("customers?stage=active", sends=date(2026, 10, 10)))
    assert told.as_of == date(2026, 10, 9)
    assert told.people < 120
    after = drafts.preview(a_wish("customers?stage=active", sends=date(2026, 10, 30)))
    assert (after.as_of, after.people) == (date(2026, 10, 20), 120)


def test_the_day_of_sending_can_be_told_later_but_not_before_who_takes_part_was_judged(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120)
    drafts = shop.campaigns.drafts
    number = launched(shop)
    row = drafts.send(number, date(2026, 11, 6)).value
    assert (row.sent, row.closes) == (date(2026, 11, 6), date(2026, 11, 19))
    with pytest.raises(UserError, match="judged after"):
        drafts.send(number, date(2026, 10, 1))


def test_costs_that_came_later_are_entries_and_a_wrong_one_is_taken_back_by_another(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120)
    drafts = shop.campaigns.drafts
    number = launched(shop, a_wish(costs=(POSTAGE,)))
    drafts.cost(number, CostLine("fees", 12_000, note="Mail house"))
    drafts.cost(number, CostLine("fees", -2_000, note="Mail house"))
    told = {one.kind: one.amount for one in drafts.detail(number).costs}
    assert told == {"postage": POSTAGE.amount, "fees": 10_000}
    with pytest.raises(UserError, match="kind of cost"):
        drafts.cost(number, CostLine("bribes", 1))


def test_old_data_are_named_and_stop_nobody(shop: Services, tmp_path: Path) -> None:
    buyers(shop, tmp_path, 120)
    told = shop.campaigns.drafts.preview(a_wish())
    assert any("Main Street" in one for one in told.warnings)
    assert told.stops == ""


def test_a_draft_is_thrown_away_and_a_launched_one_put_away_after_it_was_taken_back(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 120)
    drafts = shop.campaigns.drafts
    drafts.remove(drafts.create(a_wish()).value)
    assert kept_rows(shop, "campaign") == []
    number = launched(shop, a_wish(costs=(DESIGN,)))
    drafts.take_back(number)
    drafts.remove(number)
    assert drafts.campaigns() == ()
    with pytest.raises(UserError, match="no campaign"):
        drafts.wish(99)


def test_staff_at_the_counter_launch_nothing(shop: Services) -> None:
    tom = Actor("Tom", Role.STAFF)
    with pytest.raises(UserError, match="may not"):
        shop.campaigns.drafts.create(a_wish(), actor=tom)
    with pytest.raises(UserError, match="may not"):
        shop.campaigns.drafts.launch(1, actor=tom)


def test_an_audience_of_a_group_and_of_a_saved_list_is_read_alike(
    shop: Services, tmp_path: Path
) -> None:
    everyone = buyers(shop, tmp_path, 40)
    held = np.array(everyone[:7], dtype="<i8").tobytes()
    by_hand(shop, "INSERT INTO saved_list (id, name, customers, at) VALUES (7, 'Regulars', :h, 1)",
            h=held)  # fmt: skip
    told = shop.campaigns.drafts.preview(a_wish("list?id=7"))
    assert (told.title, told.people) == ("Regulars", 7)
    group = shop.campaigns.drafts.preview(a_wish("customers?stage=active"))
    assert (group.title, group.people) == ("Active", 40)


def test_a_moment_is_not_changed_launched_or_thrown_away_as_if_it_were_sent_once(
    shop: Services, tmp_path: Path
) -> None:
    buyers(shop, tmp_path, 3)
    drafts = shop.campaigns.drafts
    number = drafts.create(a_wish()).value
    by_hand(shop, "UPDATE campaign SET kind = 'trigger' WHERE id = :id", id=number)
    for wrong in (
        lambda: drafts.change(number, a_wish()),
        lambda: drafts.launch(number),
        lambda: drafts.remove(number),
    ):
        with pytest.raises(UserError, match="sent once"):
            wrong()
