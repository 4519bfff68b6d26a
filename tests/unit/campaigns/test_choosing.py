"""Who gets a piece, who is left alone, and who waits."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.analytics.history import NO_DAY
from retailcrm.campaigns.assignment import u
from retailcrm.campaigns.moments.choosing import Asked, Past, choose
from retailcrm.campaigns.moments.falling_due import due_now, events_of
from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step
from retailcrm.core.days import day_number, day_of
from tests.unit.campaigns.crowd import (
    NOTHING,
    Person,
    a_crowd,
    a_trigger,
    choices,
    fates,
    remembered,
)

TODAY = date(2026, 10, 31)
START = date(2026, 1, 1)
BIRTHDAY = Moment(Kind.BIRTHDAY, (Step(7),), priority=90)
WHILE = Moment(Kind.BEEN_A_WHILE, (Step(0),), priority=40)
LADDER = Moment(Kind.WIN_BACK, (Step(0, Reached.MIA), Step(5, Reached.MIA)), priority=60, late=20)


def _quiet(days: int, *, limit: float = 30.0, birthday: int = 0) -> Person:
    last = TODAY - timedelta(days=days)
    first = last - timedelta(days=90)
    return Person(first=first, last=last, limit=limit, birthday=birthday)


def test_run_twice_on_a_day_adds_nothing() -> None:
    trigger, crowd = a_trigger(BIRTHDAY, START), a_crowd(Person(birthday=1107), as_of=TODAY)
    first = choices([trigger], crowd)
    assert fates(first[0]) == {1: ""}
    past = remembered(NOTHING, first, crowd.as_of)
    assert fates(choices([trigger], crowd, past)[0]) == {}


def test_the_more_important_moment_goes_first_and_the_other_waits() -> None:
    both = _quiet(20, birthday=1107)
    crowd = a_crowd(both, as_of=TODAY)
    birthday, quiet = a_trigger(BIRTHDAY, START), a_trigger(WHILE, START, number=2)
    told = choices([quiet, birthday], crowd)
    assert [fates(one) for one in told] == [{1: "another"}, {1: ""}]


def test_two_moments_by_two_channels_do_not_fall_on_one_day_either() -> None:
    crowd = a_crowd(_quiet(20, birthday=1107), as_of=TODAY)
    birthday = a_trigger(BIRTHDAY, START, channel="post")
    quiet = a_trigger(WHILE, START, number=2)
    assert fates(choices([birthday, quiet], crowd)[1]) == {1: "another"}


def test_whoever_had_something_this_week_waits_until_the_week_is_over() -> None:
    trigger, person = a_trigger(WHILE, START), _quiet(20)
    had = Past(
        np.array([9]), np.array([1]), np.array([0]), np.array([day_number(TODAY)]),
        np.array(["email"]), np.array([False]),
    )  # fmt: skip
    for later, fate in ((1, "capped"), (6, "capped"), (7, "")):
        crowd = a_crowd(person, as_of=TODAY + timedelta(days=later))
        assert fates(choices([trigger], crowd, had)[0]) == {1: fate}


def test_letters_and_mails_are_counted_apart() -> None:
    had = Past(
        np.array([9]), np.array([1]), np.array([0]), np.array([day_number(TODAY) - 1]),
        np.array(["post"]), np.array([False]),
    )  # fmt: skip
    crowd = a_crowd(_quiet(20), as_of=TODAY)
    assert fates(choices([a_trigger(WHILE, START)], crowd, had)[0]) == {1: ""}


def test_a_silence_gets_each_step_once_and_never_an_earlier_one_again() -> None:
    trigger = a_trigger(LADDER, START)
    crowd = a_crowd(_quiet(36, limit=30), as_of=TODAY)
    told = choices([trigger], crowd)
    assert told[0].step.tolist() == [1]  # the latest that is due
    past = remembered(NOTHING, told, crowd.as_of)
    later = a_crowd(_quiet(36, limit=30), as_of=TODAY + timedelta(days=9))
    assert fates(choices([trigger], later, past)[0]) == {}


def test_a_new_silence_may_speak_again_but_not_at_once() -> None:
    trigger = a_trigger(replace(WHILE, rest=30), START)
    first = choices([trigger], a_crowd(_quiet(20), as_of=TODAY))
    past = remembered(NOTHING, first, day_number(TODAY))
    again = replace(_quiet(20), last=TODAY + timedelta(days=5))
    on = TODAY + timedelta(days=25)
    assert fates(choices([trigger], a_crowd(again, as_of=on), past)[0]) == {1: "resting"}
    on = TODAY + timedelta(days=30)
    assert fates(choices([trigger], a_crowd(again, as_of=on), past)[0]) == {1: ""}


def test_chance_leaves_the_same_people_alone_on_any_machine() -> None:
    crowd = a_crowd(*[Person(birthday=1107)] * 400, as_of=TODAY)
    trigger = a_trigger(BIRTHDAY, START, held_back=1_000)
    told = fates(choices([trigger], crowd)[0])
    alone = {who for who, fate in told.items() if fate == "control"}
    assert alone == {who for who in range(1, 401) if u(trigger.salt, f"{who}:2026") < 0.1}
    assert 20 <= len(alone) <= 60


def test_a_series_that_left_somebody_alone_leaves_him_alone_to_its_end() -> None:
    trigger = a_trigger(LADDER, START, held_back=5_000)
    people = [_quiet(30, limit=30) for _ in range(60)]
    first = choices([trigger], a_crowd(*people, as_of=TODAY))
    past = remembered(NOTHING, first, day_number(TODAY))
    later = a_crowd(*people, as_of=TODAY + timedelta(days=8))
    second = choices([replace(trigger, held_back=0)], later, past)
    assert fates(second[0]) == fates(first[0])
    assert set(fates(first[0]).values()) == {"", "control"}


def test_whoever_is_left_alone_has_had_enough_as_the_others_have() -> None:
    """Else those left alone would hear of other things more often, and be alike no more."""
    trigger = a_trigger(BIRTHDAY, START, held_back=9_999)
    crowd = a_crowd(Person(birthday=1107), as_of=TODAY)
    past = remembered(NOTHING, choices([trigger], crowd), crowd.as_of)
    next_day = a_crowd(_quiet(20), as_of=TODAY + timedelta(days=1))
    assert fates(choices([a_trigger(WHILE, START, number=2)], next_day, past)[0]) == {1: "capped"}


def test_whom_no_letter_reaches_takes_nobodys_place() -> None:
    crowd = a_crowd(_quiet(20, birthday=1107), as_of=TODAY)
    birthday, quiet = a_trigger(BIRTHDAY, START), a_trigger(WHILE, START, number=2)
    asked = []
    for one, barred in ((birthday, "refused"), (quiet, "")):
        events = due_now(one, events_of(one.moment, crowd), crowd)
        asked.append(Asked(one, crowd.ids[events.at], events, np.array([barred], dtype=object)))
    told = choose(asked, NOTHING, Manners(), crowd.as_of)
    assert [fates(one) for one in told] == [{1: "refused"}, {1: ""}]


MOMENTS = (
    Moment(Kind.WELCOME, (Step(0), Step(4)), priority=80, late=3),
    Moment(Kind.BEEN_A_WHILE, (Step(0),), priority=40, late=3, rest=5),
    LADDER,
    Moment(Kind.BIRTHDAY, (Step(2),), priority=90, late=2),
    Moment(Kind.NEAR_REWARD, (Step(1),), priority=30, rest=10, late=3),
)
_VISITS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 59), st.integers(0, 59)), max_size=40
)
_RUNS = st.lists(st.integers(0, 59), min_size=5, max_size=60)
_CAP = st.tuples(st.integers(1, 3), st.integers(1, 12))


@settings(max_examples=60)
@given(visits=_VISITS, runs=_RUNS, cap=_CAP, starts=st.integers(0, 40), share=st.integers(0, 5_000))
def test_whatever_is_learned_in_whatever_order_nobody_hears_too_much_too_early_or_twice(
    visits: list[tuple[int, int, int]],
    runs: list[int],
    cap: tuple[int, int],
    starts: int,
    share: int,
) -> None:
    """Visits come to light late or early, runs come on any day, some twice, some out of order."""
    zero, manners = day_number(START), Manners(*cap)
    triggers = [
        a_trigger(one, day_of(zero + starts), number=at, held_back=share)
        for at, one in enumerate(MOMENTS, 1)
    ]
    past = NOTHING
    for at, run in enumerate(runs):
        people = _learned(visits, zero + run, learned_by=at)
        told = choices(triggers, people, past, manners)
        past = remembered(past, told, people.as_of)
    _check(past, zero + starts, cap)


def _learned(visits: list[tuple[int, int, int]], day: int, learned_by: int):
    """Give six people as the books know them after so many runs."""
    people = []
    for who in range(6):
        days = sorted(
            START + timedelta(days=when)
            for one, when, told in visits
            if one == who and told <= learned_by and day_number(START) + when <= day
        )
        people.append(
            Person(
                first=days[0] if days else None,
                last=days[-1] if days else None,
                remind=3.5 + who,
                limit=6.5 + who,
                birthday=105 + who * 4,
                reward_lacks=0.05 if who % 2 else float("nan"),
            )
        )
    return a_crowd(*people, as_of=day_of(day))


def _check(past: Past, starts: int, cap: tuple[int, int]) -> None:
    keys = list(
        zip(past.campaign.tolist(), past.customer.tolist(), past.occasion.tolist(), strict=True)
    )
    assert len(keys) == len(set(keys)), "twice for one occasion"
    assert not past.day.size or past.day.min() >= starts, "before its start"
    most, within = cap
    for who in set(past.customer.tolist()):
        days = np.sort(past.day[past.customer == who])
        assert len(set(days.tolist())) == days.size, "two on one day"
        for day in days:
            assert ((days >= day) & (days < day + within)).sum() <= most, "too much"
        for campaign in set(past.campaign.tolist()):
            mine = (past.customer == who) & (past.campaign == campaign)
            for series in set((past.occasion[mine] // 16).tolist()):
                drawn = past.control[mine & (past.occasion // 16 == series)]
                assert len(set(drawn.tolist())) == 1, "left alone, then written to"
    assert NO_DAY not in past.day
