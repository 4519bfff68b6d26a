"""When something falls due, and when nothing does."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from retailcrm.campaigns.moments.birthdays import birthday_in
from retailcrm.campaigns.moments.falling_due import ahead, events_of, left_in_peace
from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import (
    KINDS,
    Kind,
    Moment,
    Reached,
    Step,
    anchor_of,
    occasion_of,
    step_of,
)
from retailcrm.campaigns.moments.ready_made import ready_made
from retailcrm.campaigns.moments.sense import fault_of
from retailcrm.campaigns.moments.settings_text import moment_from, moment_text
from retailcrm.core.days import day_number
from tests.unit.campaigns.crowd import Person, a_crowd, a_trigger, who_is_due

TODAY = date(2026, 10, 31)
START = date(2026, 10, 1)


def _days_ago(days: int, of: date = TODAY) -> date:
    return of - timedelta(days=days)


WELCOME = Moment(Kind.WELCOME, (Step(0), Step(14)))
WIN_BACK = Moment(
    Kind.WIN_BACK, (Step(0, Reached.MIA), Step(45, Reached.MIA), Step(0, Reached.DEAD)), late=7
)
BIRTHDAY = Moment(Kind.BIRTHDAY, (Step(7),))


def test_a_newcomer_is_welcomed_and_hears_again_two_weeks_later() -> None:
    trigger = a_trigger(WELCOME, START)
    newcomer = Person(first=_days_ago(3), last=_days_ago(3))
    earlier = Person(first=_days_ago(14), last=_days_ago(2))
    assert who_is_due(trigger, a_crowd(newcomer, earlier, as_of=TODAY)) == [(1, 1), (2, 2)]


def test_c40_five_thousand_old_customers_in_a_late_file_are_not_welcomed() -> None:
    """The till was changed yesterday: its file says that everybody joined on that day."""
    old = Person(first=_days_ago(900), last=_days_ago(20), enrolled=_days_ago(1))
    crowd = a_crowd(*[old] * 5_000, as_of=TODAY)
    assert who_is_due(a_trigger(WELCOME, START), crowd) == []


def test_c40_whoever_joined_before_the_start_gets_no_later_piece_of_the_series_either() -> None:
    joined = Person(enrolled=_days_ago(14), first=_days_ago(14), last=_days_ago(14))
    crowd = a_crowd(joined, as_of=TODAY)
    assert who_is_due(a_trigger(WELCOME, _days_ago(13)), crowd) == []
    assert who_is_due(a_trigger(WELCOME, _days_ago(14)), crowd) == [(1, 2)]


def test_c40_a_first_visit_that_is_learned_of_months_later_fires_nothing() -> None:
    learned_late = Person(first=_days_ago(25), last=_days_ago(25))
    assert who_is_due(a_trigger(WELCOME, START), a_crowd(learned_late, as_of=TODAY)) == []


def test_an_old_customer_who_takes_a_card_at_the_counter_is_welcomed() -> None:
    known = Person(first=_days_ago(900), last=_days_ago(20), handed=_days_ago(1))
    assert who_is_due(a_trigger(WELCOME, START), a_crowd(known, as_of=TODAY)) == [(1, 1)]


def test_a_silence_speaks_on_the_day_it_is_long_enough_and_not_the_day_before() -> None:
    trigger = a_trigger(Moment(Kind.BEEN_A_WHILE, (Step(0),)), START)
    due = Person(first=_days_ago(90), last=_days_ago(20), remind=19.2)
    too_soon = replace(due, last=_days_ago(19))
    assert who_is_due(trigger, a_crowd(due, too_soon, as_of=TODAY)) == [(1, 1)]


def test_those_who_were_missing_before_the_start_are_left_in_peace() -> None:
    trigger = a_trigger(WIN_BACK, TODAY)
    missing = Person(first=_days_ago(200), last=_days_ago(31), limit=30)
    today = replace(missing, last=_days_ago(30))
    crowd = a_crowd(missing, today, as_of=TODAY)
    assert who_is_due(trigger, crowd) == [(2, 1)]
    peace = left_in_peace(trigger, events_of(WIN_BACK, crowd), crowd)
    assert set(crowd.ids[peace.at].tolist()) == {1}


def test_the_ladder_asks_again_weeks_later_and_once_more_before_it_gives_up() -> None:
    trigger = a_trigger(WIN_BACK, date(2025, 1, 1))
    again = Person(first=_days_ago(300), last=_days_ago(75), limit=30)
    gone = Person(first=_days_ago(800), last=_days_ago(365), limit=30, dead=365)
    assert who_is_due(trigger, a_crowd(again, gone, as_of=TODAY)) == [(1, 2), (2, 3)]


def test_closed_days_are_no_silence() -> None:
    trigger = a_trigger(Moment(Kind.BEEN_A_WHILE, (Step(0),)), START)
    due = Person(first=_days_ago(90), last=_days_ago(25), remind=20)
    shut = ((_days_ago(10), _days_ago(6)),)
    assert who_is_due(trigger, a_crowd(due, as_of=TODAY, closed=shut)) == [(1, 1)]
    one_day_sooner = replace(due, last=_days_ago(24))
    assert who_is_due(trigger, a_crowd(one_day_sooner, as_of=TODAY, closed=shut)) == []


def test_silence_is_told_only_as_far_as_the_data_of_all_stores_reach() -> None:
    """The other store's file of the last five days is missing: she may have been there."""
    trigger = a_trigger(Moment(Kind.BEEN_A_WHILE, (Step(0),)), START)
    quiet = Person(first=_days_ago(90), last=_days_ago(22), remind=20)
    assert who_is_due(trigger, a_crowd(quiet, as_of=TODAY)) == [(1, 1)]
    assert who_is_due(trigger, a_crowd(quiet, as_of=TODAY, known=_days_ago(5))) == []


def test_a_piece_that_nobody_sent_in_time_is_let_go() -> None:
    trigger = a_trigger(replace(WIN_BACK, late=7), START)
    seven, eight = (
        Person(first=_days_ago(300), last=_days_ago(30 + late), limit=30) for late in (7, 8)
    )
    assert who_is_due(trigger, a_crowd(seven, eight, as_of=TODAY)) == [(1, 1)]


def test_a_birthday_card_goes_out_a_week_before_with_or_without_the_year() -> None:
    crowd = a_crowd(Person(birthday=1107), Person(birthday=1108), Person(), as_of=TODAY)
    assert who_is_due(a_trigger(BIRTHDAY, START), crowd) == [(1, 1)]


def test_a_birthday_in_january_is_due_in_december_and_belongs_to_the_new_year() -> None:
    crowd = a_crowd(Person(birthday=103), as_of=date(2026, 12, 27))
    trigger = a_trigger(BIRTHDAY, START)
    assert who_is_due(trigger, crowd) == [(1, 1)]
    events = events_of(BIRTHDAY, crowd)
    assert 2027 in events.anchor.tolist()


@pytest.mark.parametrize(
    ("year", "kept"),
    [(2026, date(2026, 2, 28)), (2028, date(2028, 2, 29)), (2100, date(2100, 2, 28))],
)
def test_c44_the_29_february_is_kept_on_the_28_in_years_without_it(year: int, kept: date) -> None:
    assert birthday_in(year, np.array([229])).tolist() == [day_number(kept)]


def test_c44_every_day_of_a_leap_year_is_its_own_birthday() -> None:
    first = date(2028, 1, 1)
    every = [first + timedelta(days=one) for one in range(366)]
    told = np.array([one.month * 100 + one.day for one in every])
    assert birthday_in(2028, told).tolist() == [day_number(one) for one in every]


def test_a_birthday_card_is_not_sent_after_the_birthday() -> None:
    trigger = a_trigger(Moment(Kind.BIRTHDAY, (Step(3),), late=30), START)
    on_the_day, day_after = Person(birthday=1031), Person(birthday=1030)
    assert who_is_due(trigger, a_crowd(on_the_day, day_after, as_of=TODAY)) == [(1, 1)]


def test_dead_cards_get_no_birthday_card() -> None:
    dead = Person(birthday=1107, first=_days_ago(900), last=_days_ago(500), dead=365)
    assert who_is_due(a_trigger(BIRTHDAY, START), a_crowd(dead, as_of=TODAY)) == []
    wanted = a_trigger(replace(BIRTHDAY, dead_too=True), START)
    assert who_is_due(wanted, a_crowd(dead, as_of=TODAY)) == [(1, 1)]


def test_nearly_there_is_said_the_day_after_the_visit_that_brought_it_near() -> None:
    near = Person(first=_days_ago(90), last=_days_ago(1), reward_lacks=0.08, tier_lacks=0.5)
    there = Person(first=_days_ago(90), last=_days_ago(1), reward_lacks=0.0, tier_lacks=0.1)
    crowd = a_crowd(near, there, as_of=TODAY)
    reward, tier = (Moment(kind, (Step(1),)) for kind in (Kind.NEAR_REWARD, Kind.NEAR_TIER))
    assert who_is_due(a_trigger(reward, START), crowd) == [(1, 1)]
    assert who_is_due(a_trigger(tier, START), crowd) == [(2, 1)]


def test_points_that_end_are_announced_a_month_and_a_week_before() -> None:
    moment = Moment(Kind.EXPIRING, (Step(30), Step(7)), least=20)
    month = Person(lost=50, lost_on=TODAY + timedelta(days=30))
    week = Person(lost=50, lost_on=TODAY + timedelta(days=7))
    few = Person(lost=19, lost_on=TODAY + timedelta(days=7))
    crowd = a_crowd(month, week, few, as_of=TODAY)
    assert who_is_due(a_trigger(moment, START), crowd) == [(1, 1), (2, 2)]


def test_the_best_hear_three_days_before_the_doors_open() -> None:
    opens = TODAY + timedelta(days=3)
    moment = Moment(Kind.EARLY_ACCESS, (Step(3),), on=(day_number(opens),))
    trigger = a_trigger(moment, START)
    assert who_is_due(trigger, a_crowd(Person(), as_of=TODAY)) == [(1, 1)]
    assert who_is_due(trigger, a_crowd(Person(), as_of=_days_ago(1))) == []
    assert who_is_due(trigger, a_crowd(Person(), as_of=opens + timedelta(days=1))) == []


def test_what_comes_next_month_is_told_before() -> None:
    trigger = a_trigger(BIRTHDAY, TODAY)
    crowd = a_crowd(Person(birthday=1130), Person(birthday=1231), as_of=TODAY)
    coming = ahead(trigger, events_of(BIRTHDAY, crowd), crowd, 30)
    assert crowd.ids[coming.at].tolist() == [1]


def test_a_moment_that_was_ended_fires_no_more() -> None:
    trigger = a_trigger(BIRTHDAY, START, ends=_days_ago(1))
    assert who_is_due(trigger, a_crowd(Person(birthday=1107), as_of=TODAY)) == []


def test_nothing_fires_of_any_kind_before_its_start() -> None:
    opens = day_number(TODAY) + 3
    person = Person(
        first=_days_ago(400), last=_days_ago(30), enrolled=_days_ago(0), handed=_days_ago(0),
        remind=30, limit=30, birthday=1107, tier_lacks=0.05, reward_lacks=0.05, lost=50,
        lost_on=TODAY + timedelta(days=7),
    )  # fmt: skip
    crowd = a_crowd(person, as_of=TODAY)
    for made in ready_made():
        moment = replace(made.moment, on=(opens,))
        assert who_is_due(a_trigger(moment, TODAY + timedelta(days=1)), crowd) == [], made.kind


def test_an_empty_shop_has_no_moments() -> None:
    for kind in KINDS:
        trigger = a_trigger(Moment(kind, (Step(1),), on=(1,)), START)
        assert who_is_due(trigger, a_crowd(as_of=TODAY)) == []


def test_settings_are_kept_as_they_were_told() -> None:
    for made in ready_made():
        assert moment_from(moment_text(made.moment)) == made.moment


def test_settings_of_an_older_program_take_what_is_usual() -> None:
    assert moment_from('{"kind": "birthday", "steps": [{"days": 3}]}') == Moment(
        Kind.BIRTHDAY, (Step(3),)
    )


def test_an_occasion_tells_its_step_and_what_it_goes_back_to() -> None:
    told = occasion_of(20_757, 3)
    assert (anchor_of(told), step_of(told)) == (20_757, 3)


def test_every_ready_made_moment_makes_sense_but_for_the_day_the_doors_open() -> None:
    faults = {made.kind: fault_of(made.moment) for made in ready_made()}
    assert faults.pop(Kind.EARLY_ACCESS)
    assert set(faults.values()) == {""}
    assert {made.kind for made in ready_made()} == set(KINDS)


@pytest.mark.parametrize(
    "moment",
    [
        Moment(Kind.BIRTHDAY, ()),
        Moment(Kind.BIRTHDAY, (Step(400),)),
        Moment(Kind.BIRTHDAY, (Step(3), Step(7))),
        Moment(Kind.WELCOME, (Step(7), Step(0))),
        Moment(Kind.WIN_BACK, (Step(0, Reached.DEAD), Step(0, Reached.MIA))),
        Moment(Kind.NEAR_TIER, near=0.0),
        Moment(Kind.WELCOME, late=-1),
    ],
)
def test_a_moment_that_makes_no_sense_is_told_so(moment: Moment) -> None:
    assert fault_of(moment)


def test_on_quiet_days_the_shop_keeps_silent() -> None:
    christmas = (day_number(date(2026, 12, 24)), day_number(date(2026, 12, 26)))
    manners = Manners(weekdays=(6,), quiet=(christmas,))
    assert manners.is_quiet(day_number(date(2026, 12, 25)))
    assert manners.is_quiet(day_number(date(2026, 11, 1)))
    assert not manners.is_quiet(day_number(TODAY))
    # The 27th is a Sunday.
    assert manners.next_day(christmas[0]) == day_number(date(2026, 12, 28))
