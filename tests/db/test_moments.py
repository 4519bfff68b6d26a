"""Moments in the shop's books: who hears of it, once, never too early, never on old data."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step
from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import parse_rows
from retailcrm.services.member_rows import Enrolment
from retailcrm.services.moment_rows import MomentWish
from retailcrm.services.signed import signed
from retailcrm.wiring import Services, open_shop
from tests.builders import (
    a_person,
    one_value,
)
from tests.kept_shops import Fill
from tests.moment_shop import (
    BIRTHDAY,
    TODAY,
    WELCOME,
    WHILE,
    a_member,
    people,
    switched_on,
    visits,
)


def _stocked(shop: Services, folder: Path) -> None:
    people(folder, shop, *(a_member(one, birthday=f"11-{8 + one:02d}") for one in (1, 2, 3)))
    came = [(one, date(2026, 10, 28) + timedelta(days=one)) for one in (1, 2, 3)]
    visits(folder, shop, *came)


@pytest.fixture
def stocked(filled_with: Callable[[Fill], Services]) -> Services:
    """A shop that sold to three people lately, who agreed to e-mails."""
    return filled_with(_stocked)


def test_newcomers_are_welcomed_once_however_often_the_day_is_run(stocked: Services) -> None:
    triggers = stocked.campaigns.triggers
    number = switched_on(stocked, WELCOME, date(2026, 10, 29))
    assert triggers.due().ready == 3
    first = triggers.run().value
    assert (first.sent, first.control, first.waiting) == (3, 0, ())
    again = triggers.run().value
    assert (again.sent, again.control) == (0, 0)
    assert [(one.people, one.audience) for one in again.lists] == [
        (3, f"campaign?arm=1&day={20759}&id={number}")
    ]
    assert triggers.run(TODAY - timedelta(days=1)).value.sent == 0
    assert stocked.campaigns.triggers.moment(number).sent == 3


def test_every_figure_of_a_day_opens_the_people_it_counts(stocked: Services) -> None:
    triggers = stocked.campaigns.triggers
    number = switched_on(stocked, replace(WELCOME, held_back=5_000), date(2026, 10, 29))
    due = triggers.due()
    one = due.moments[0]
    assert one.ready + one.control == 3
    for count, rows in (
        (one.ready, one.rows),
        (one.control, one.control_rows),
        (sum(many for _, many in one.waiting), one.waiting_rows),
        (one.steps[0].ready, one.steps[0].rows),
    ):
        found = stocked.customers.found(rows)
        assert found is not None
        assert found.figure() == count
    triggers.run()
    row = triggers.moment(number)
    for count, rows in ((row.people, row.rows), (row.control, row.control_rows)):
        found = stocked.customers.found(rows)
        assert found is not None
        assert found.figure() == count


def test_c40_a_file_of_old_customers_after_the_start_fires_nothing(
    stocked: Services, tmp_path: Path
) -> None:
    triggers = stocked.campaigns.triggers
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    switched_on(stocked, WHILE, date(2026, 10, 29))
    triggers.run()
    people(tmp_path, stocked, *(a_member(one) for one in range(10, 40)), name="old")
    long_ago = [(one, date(2025, 3, 1) + timedelta(days=one)) for one in range(10, 40)]
    visits(tmp_path, stocked, *long_ago, name="backfill")
    due = triggers.due()
    assert due.ready == 0
    assert triggers.run().value.sent == 0


def test_the_first_run_is_told_before_a_moment_is_switched_on(
    stocked: Services, tmp_path: Path
) -> None:
    triggers = stocked.campaigns.triggers
    long_ago = [(one, date(2026, 3, 1)) for one in range(10, 15)]
    people(tmp_path, stocked, *(a_member(one) for one in range(10, 15)), name="old")
    visits(tmp_path, stocked, *long_ago, name="backfill")
    number = triggers.add(WELCOME).value.id
    first = triggers.preview(number)
    assert (first.now.ready, first.before, first.ahead, first.belongs) == (0, 8, 0, 8)
    for count, rows in ((first.before, first.before_rows), (first.ahead, first.ahead_rows)):
        found = stocked.customers.found(rows)
        assert found is not None
        assert found.figure() == count
    assert triggers.run().value.sent == 0  # a draft does nothing


def test_birthdays_of_next_month_are_told_and_their_cards_go_out_on_their_day(
    stocked: Services,
) -> None:
    triggers = stocked.campaigns.triggers
    number = triggers.add(BIRTHDAY).value.id
    first = triggers.preview(number)
    assert (first.now.ready, first.ahead) == (1, 2)  # the 9th, then the 10th and the 11th
    triggers.start(number)
    ready = [triggers.due(TODAY + timedelta(days=ahead)).ready for ahead in range(4)]
    assert ready == [1, 2, 3, 3]  # those that nobody sent stay good until the day itself


def test_whoever_said_no_or_nothing_waits_with_the_reason(
    stocked: Services, tmp_path: Path
) -> None:
    people(
        tmp_path,
        stocked,
        a_member(1, says="Unsubscribed"),
        a_person("B9", "Bo", "Berg"),
        name="answers",
    )
    visits(tmp_path, stocked, (9, date(2026, 10, 31)), name="more")
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    ran = stocked.campaigns.triggers.run().value
    assert (ran.sent, dict(ran.waiting)) == (2, {"refused": 1, "no_consent": 1})
    left = one_value(stocked, "SELECT COUNT(*) FROM left_out")
    assert left == 2


def test_a_yes_that_comes_later_takes_the_reason_away(stocked: Services, tmp_path: Path) -> None:
    people(tmp_path, stocked, a_person("B9", "Bo", "Berg", email="bo@example.org"), name="bo")
    visits(tmp_path, stocked, (9, date(2026, 10, 31)), name="more")
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    assert dict(stocked.campaigns.triggers.run().value.waiting) == {"no_consent": 1}
    bo = stocked.customers.refer("bo@example.org")
    stocked.members.consent(bo, "email", given=True, wording="May we write to you?")
    assert stocked.campaigns.triggers.run().value.sent == 1
    assert one_value(stocked, "SELECT COUNT(*) FROM left_out") == 0


def test_people_drawn_to_be_left_alone_are_in_no_file(shop: Services, tmp_path: Path) -> None:
    people(tmp_path, shop, *(a_member(one) for one in range(1, 41)))
    visits(tmp_path, shop, *((one, date(2026, 11, 1)) for one in range(1, 41)))
    switched_on(shop, replace(WELCOME, held_back=5_000), date(2026, 10, 29))
    triggers = shop.campaigns.triggers
    due = triggers.due().moments[0]
    found = shop.customers.found(due.control_rows)
    assert found is not None
    alone = found.ids.tolist()
    made = triggers.make_lists(tmp_path / "out").value
    files = [one.written for one in made.lists if one.written is not None]
    written = "".join(one.file.read_text(encoding="utf-8") for one in files)
    assert (made.people, made.ran.control) == (due.ready, len(alone))
    assert len(alone) + due.ready == 40
    assert alone  # forty tosses of a coin
    for who in alone:
        email = one_value(shop, "SELECT email FROM customer WHERE id = :id", id=who)
        assert email not in written


def test_lists_that_could_not_be_written_wait_for_the_next_try(
    stocked: Services, tmp_path: Path
) -> None:
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    triggers = stocked.campaigns.triggers
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    failed = triggers.make_lists(blocked)
    assert failed.value.lists[0].why_not
    assert [one.file for one in triggers.due().lists] == [""]
    made = triggers.make_lists(tmp_path / "out").value
    assert (made.ran.sent, made.people) == (0, 3)
    written = made.lists[0].written
    assert written is not None
    assert triggers.due().lists[0].file == written.file.name


def test_on_quiet_days_nothing_goes_out_and_the_next_day_catches_up(stocked: Services) -> None:
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    triggers = stocked.campaigns.triggers
    triggers.save_manners(Manners(weekdays=(0,)))  # the 2 November 2026 is a Monday
    due = triggers.due()
    assert (due.quiet, due.ready, due.next_day) == (True, 0, date(2026, 11, 3))
    with pytest.raises(UserError, match="quiet"):
        triggers.run()
    assert triggers.due(date(2026, 11, 3)).ready == 3


def test_nothing_goes_out_in_a_closed_season_unless_the_owner_says_so(stocked: Services) -> None:
    """The seasons are told once, in Settings; moments keep quiet in them without being told."""
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    triggers = stocked.campaigns.triggers
    stocked.program.keep_seasons(((date(2026, 11, 1), date(2026, 11, 5)),))
    due = triggers.due()
    assert (due.quiet, due.ready, due.next_day) == (True, 0, date(2026, 11, 6))
    triggers.save_manners(replace(triggers.manners(), in_seasons=True))
    assert triggers.due().ready == 3
    stocked.program.keep_seasons(())
    assert triggers.manners() == Manners(in_seasons=True)


def test_manners_that_leave_no_day_to_speak_are_refused(stocked: Services) -> None:
    with pytest.raises(UserError):
        stocked.campaigns.triggers.save_manners(Manners(weekdays=tuple(range(7))))
    with pytest.raises(UserError):
        stocked.campaigns.triggers.save_manners(Manners(most=0))


def test_a_birthday_waits_for_the_week_after_the_welcome(stocked: Services) -> None:
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    switched_on(stocked, replace(BIRTHDAY, moment=replace(BIRTHDAY.moment, late=2)), TODAY)
    triggers = stocked.campaigns.triggers
    ran = triggers.run().value
    assert (ran.sent, dict(ran.waiting)) == (3, {"another": 1})
    assert dict(triggers.due(date(2026, 11, 3)).moments[1].waiting) == {"capped": 2}


def test_two_programs_that_run_the_same_day_at_once_write_nobody_twice(
    shop: Services, address: str, tmp_path: Path
) -> None:
    people(tmp_path, shop, *(a_member(one) for one in range(1, 25)))
    visits(tmp_path, shop, *((one, date(2026, 11, 1)) for one in range(1, 25)))
    switched_on(shop, WELCOME, date(2026, 10, 29))
    other = open_shop(address, lambda: datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    try:
        with ThreadPoolExecutor(2) as both:
            found = list(both.map(lambda one: one.campaigns.triggers.run().value, (shop, other)))
    finally:
        other.close()
    assert sorted(one.sent for one in found) == [0, 24]
    assert one_value(shop, "SELECT COUNT(*) FROM assignment") == 24


def test_a_merged_customer_hears_no_second_time(stocked: Services) -> None:
    number = switched_on(stocked, WELCOME, date(2026, 10, 29))
    triggers = stocked.campaigns.triggers
    triggers.run()
    first, second = (stocked.customers.refer(f"ana{one}@example.org") for one in (1, 2))
    stocked.merging.merge(first, second)
    assert triggers.run().value.sent == 0
    found = stocked.customers.found(triggers.moment(number).rows)
    assert found is not None
    assert found.ids.size == 2


def test_a_moment_that_was_off_begins_anew_and_speaks_of_nothing_in_between(
    stocked: Services,
) -> None:
    number = switched_on(stocked, WELCOME, date(2026, 10, 29))
    triggers = stocked.campaigns.triggers
    assert triggers.pause(number).value.state == "ended"
    assert triggers.due().moments == ()
    triggers.start(number)
    assert triggers.moment(number).starts == TODAY
    assert triggers.due().ready == 0


def test_a_draft_can_be_thrown_away_but_not_what_was_once_switched_on(stocked: Services) -> None:
    triggers = stocked.campaigns.triggers
    draft = triggers.add(BIRTHDAY).value.id
    triggers.drop(draft)
    assert triggers.moments() == ()
    kept = switched_on(stocked, BIRTHDAY, TODAY)
    with pytest.raises(UserError, match="kept"):
        triggers.drop(kept)


def test_editing_a_series_adds_a_piece_and_keeps_what_was_given(stocked: Services) -> None:
    triggers = stocked.campaigns.triggers
    number = switched_on(stocked, WELCOME, date(2026, 10, 29))
    triggers.run()
    longer = replace(WELCOME, moment=Moment(Kind.WELCOME, (Step(0), Step(14), Step(30))))
    row = triggers.edit(number, longer).value
    assert len(row.moment.steps) == 3
    assert (row.sent, row.state) == (3, "running")
    assert one_value(stocked, "SELECT COUNT(*) FROM arm") == 4
    assert triggers.run().value.sent == 0


def test_a_moment_for_a_group_reaches_nobody_else(stocked: Services) -> None:
    nobody = replace(WELCOME, audience="customers?stage=dead")
    switched_on(stocked, nobody, date(2026, 10, 29))
    assert stocked.campaigns.triggers.due().ready == 0


def test_a_list_that_is_not_kept_any_more_means_nobody(stocked: Services) -> None:
    switched_on(stocked, replace(WELCOME, audience="list?id=77"), date(2026, 10, 29))
    triggers = stocked.campaigns.triggers
    assert triggers.due().ready == 0
    assert "not kept" in triggers.moments()[0].audience_title


def test_the_win_back_ladder_climbs_with_the_silence(shop: Services, tmp_path: Path) -> None:
    people(tmp_path, shop, a_member(1), a_member(2))
    rhythm = [(1, date(2026, 3, 1) + timedelta(days=7 * week)) for week in range(12)]
    visits(tmp_path, shop, *rhythm, (2, date(2026, 8, 31)))
    steps = (Step(0, Reached.MIA), Step(21, Reached.MIA))
    wish = MomentWish("Win back", Moment(Kind.WIN_BACK, steps, dead_too=True), held_back=0)
    number = switched_on(shop, wish, date(2026, 5, 1))
    triggers = shop.campaigns.triggers
    went = {}
    day = date(2026, 5, 18)
    while day <= date(2026, 8, 31):
        ran = triggers.run(day).value
        if ran.sent:
            went[day] = ran.sent
        day += timedelta(days=7)
    assert list(went.values()) == [1, 1]
    first, second = went
    assert second - first == timedelta(days=21)
    assert [one.step for one in triggers.history(number)] == [2, 1]


def test_points_that_end_are_warned_of_and_near_rewards_told(shop: Services) -> None:
    """Without a program nobody is near anything, and nothing ends."""
    for kind in (Kind.NEAR_TIER, Kind.NEAR_REWARD, Kind.EXPIRING):
        switched_on(shop, MomentWish(kind.title(), Moment(kind, (Step(1),))), TODAY)
    assert shop.campaigns.triggers.due().ready == 0


def test_a_card_taken_at_the_counter_is_welcomed_the_same_day(stocked: Services) -> None:
    switched_on(stocked, WELCOME, TODAY)
    told = Enrolment(
        first_name="Noa", last_name="Kim", email="noa@example.org",
        consents=(("email", True, "May we write to you?"),),
    )  # fmt: skip
    stocked.members.enrol(told)
    assert stocked.campaigns.triggers.run().value.sent == 1


def test_staff_at_the_counter_set_up_and_send_nothing(stocked: Services) -> None:
    hands = signed(stocked, Actor("tom", Role.STAFF))
    for ask in ("ready_made", "due", "run", "moments"):
        with pytest.raises(UserError):
            getattr(hands.campaigns.triggers, ask)()


def test_moments_are_not_run_ahead_of_time(stocked: Services) -> None:
    with pytest.raises(UserError, match="ahead"):
        stocked.campaigns.triggers.run(TODAY + timedelta(days=1))


def test_the_list_of_a_moment_means_the_people_who_were_noted(stocked: Services) -> None:
    switched_on(stocked, WELCOME, date(2026, 10, 29))
    one = stocked.campaigns.triggers.run().value.lists[0]
    preview = stocked.campaigns.mailing.preview("csv", one.audience, "email")
    assert preview.included == one.people == 3
    assert parse_rows(one.audience).kind == "campaign"
    found = stocked.customers.found(one.rows)
    assert found is not None
    assert np.array_equal(found.ids, np.sort(found.ids))
    assert found.ids.size == 3
