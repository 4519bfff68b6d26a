import numpy as np
import pytest

from retailcrm.analytics.till_watch import (
    NOBODY,
    HandEntries,
    TillReceipts,
    card_use,
    hand_use,
)

DAY = 86_400
HOUR = 3_600


def receipts(rows):
    """Write receipts as (customer, staff, register, store, day, at)."""
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 6)
    return TillReceipts(*(table[:, column].copy() for column in range(6)))


def entries(rows):
    """Write entries as (customer, actor, points, used, minute)."""
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    used = table[:, 3].astype(bool)
    return HandEntries(table[:, 0], table[:, 1], table[:, 2], used, table[:, 4] * 60)


@pytest.fixture(scope="module")
def month():
    """A month of 20,000 receipts: regulars, passers-by, and one card that a cashier lends out."""
    random = np.random.default_rng(31)
    many = 20_000
    day = random.integers(0, 30, many)
    at = day * DAY + random.integers(9, 19, many) * HOUR + random.integers(0, HOUR, many)
    staff = random.integers(1, 7, many)
    customer = np.where(random.random(many) < 0.5, random.integers(1_000, 6_000, many), NOBODY)
    rows = np.stack((customer, staff, staff, np.ones(many, dtype=int), day, at), axis=1)
    regulars = [
        (500 + one, random.integers(1, 7), 1 + at % 6, 1, at, at * DAY + 10 * HOUR)
        for one in range(20)
        for at in range(30)
    ]
    lent = np.flatnonzero((staff == 3) & (customer == NOBODY))[:80]
    rows[lent, 0] = 666
    return receipts(np.concatenate((rows, np.array(regulars))))


def test_a_card_on_many_strangers_baskets_is_on_top_and_alone(month):
    found = card_use(month)
    shown = np.flatnonzero(found.stands_out)
    assert found.customer[shown].tolist() == [666]
    assert shown.tolist() == [0]
    assert found.receipts[0] == 80
    assert found.one_person[0]
    assert (found.mainly[0], found.by_main[0]) == (3, 80)
    assert found.expected[0] == pytest.approx(80 / 6, rel=0.3)


def test_ordinary_regulars_who_come_every_day_are_left_alone(month):
    found = card_use(month)
    regulars = (found.customer >= 500) & (found.customer < 520)
    assert regulars.sum() == 20
    assert (found.receipts[regulars] == 30).all()
    assert not found.stands_out[regulars].any()


def test_who_always_comes_in_one_persons_shift_is_nothing_unusual():
    rows = [(7, 1, 1, 1, day, day * DAY + 9 * HOUR) for day in range(30)]
    rows += [
        (NOBODY, 1 if hour < 13 else 2, 1, 1, day, day * DAY + hour * HOUR + 1)
        for day in range(30)
        for hour in range(9, 18)
    ]
    assert not card_use(receipts(rows)).stands_out.any()


def test_a_card_used_several_times_a_day_is_shown_even_with_one_cashier():
    rows = [(7, 1, 1, 1, day, day * DAY + hour * HOUR) for day in range(5) for hour in (9, 12, 15)]
    found = card_use(receipts(rows))
    assert found.often.tolist() == [True]
    assert found.one_person.tolist() == [False]
    assert (found.receipts[0], found.days[0]) == (15, 5)


def test_a_card_at_two_tills_within_minutes_is_shown():
    rows = [
        (7, till, till, 1, day, day * DAY + 9 * HOUR + 60 * till)
        for day in range(3)
        for till in (1, 2)
    ]
    found = card_use(receipts(rows))
    assert found.at_once.tolist() == [3]
    assert found.two_tills.tolist() == [True]
    slow = [
        (7, till, till, 1, day, day * DAY + 9 * HOUR * till) for day in range(3) for till in (1, 2)
    ]
    assert card_use(receipts(slow)).at_once.tolist() == [0]


def test_a_till_that_names_nobody_and_no_time_says_nothing_of_people():
    rows = [(7, NOBODY, NOBODY, 1, day, NOBODY) for day in range(30)]
    found = card_use(receipts(rows))
    assert not found.stands_out.any()
    assert found.mainly.tolist() == [NOBODY]


def test_no_receipts_and_no_entries_say_nothing():
    assert card_use(receipts([])).customer.size == 0
    assert hand_use(entries([])).actor.size == 0
    assert not card_use(receipts([(NOBODY, 1, 1, 1, 1, 1)])).stands_out.size


def test_somebody_who_books_far_more_by_hand_than_others_is_shown():
    usual = [(one, 2 + one % 2, 50, 0, one * 500) for one in range(6)]
    busy = [(100 + one, 1, 50, 0, one * 500) for one in range(20)]
    found = hand_use(entries(usual + busy))
    assert found.actor.tolist() == [1, 2, 3]
    assert found.many.tolist() == [True, False, False]
    assert found.stands_out.tolist() == [True, False, False]
    assert (found.entries[0], found.given[0], found.customers[0]) == (20, 1_000, 20)


def test_points_that_nearly_all_go_to_one_card_are_shown():
    found = hand_use(entries([(7, 1, 100, 0, one * 500) for one in range(5)] + [(8, 1, 20, 0, 9)]))
    assert found.one_card.tolist() == [True]
    assert (found.main[0], found.to_main[0]) == (7, 500)


def test_points_used_right_after_they_were_given_are_counted():
    rows = [(7, 1, 100, 0, 0), (7, 2, -100, 1, 20), (8, 1, 100, 0, 0), (8, 2, -100, 1, 200)]
    once = hand_use(entries(rows))
    assert (once.used_soon.tolist(), once.soon.tolist()) == ([1], [False])
    again = hand_use(entries([*rows, (9, 1, 50, 0, 500), (9, 1, -50, 1, 501)]))
    assert (again.used_soon.tolist(), again.soon.tolist()) == ([2], [True])


def test_points_used_by_somebody_else_or_before_do_not_count():
    rows = [(7, 1, 100, 0, 10), (7, 1, -20, 1, 5), (8, 1, -100, 1, 12), (6, 1, -10, 1, 11)]
    assert hand_use(entries(rows)).used_soon.tolist() == [0]


def test_taking_points_is_no_gift():
    found = hand_use(entries([(7, 1, -100, 0, at) for at in range(6)]))
    assert (found.given[0], found.taken[0], found.one_card[0]) == (0, 600, False)
