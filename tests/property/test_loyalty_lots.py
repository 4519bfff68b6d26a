"""Lots, debts and entries always tell the same balance, whatever happens in whatever order."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.lots import (
    Debt,
    Lot,
    Use,
    balance,
    expired,
    give_back,
    order,
    paid,
    pay,
    take,
    usable,
    used,
)
from retailcrm.loyalty.program import Expiry

DAY = date(2024, 5, 15)
days = some.integers(-60, 60).map(lambda number: DAY + timedelta(days=number))


@some.composite
def some_lots(draw):
    made = draw(
        some.lists(
            some.tuples(
                some.integers(0, 500), days, some.one_of(some.none(), days), some.integers(1, 3)
            ),
            max_size=8,
        )
    )
    return tuple(Lot(number, *rest) for number, rest in enumerate(made, 1))


@given(some_lots(), some.integers(0, 3_000), days, some.sampled_from((None, 1, 2)), some.booleans())
def test_taken_is_what_was_asked_less_what_is_uncovered(lots, points, day, receipt, any_day):
    uses, missing = take(lots, points, day, receipt, any_day=any_day)
    taken = sum(use.points for use in uses)
    left = {lot.entry_id: lot.points for lot in used(lots, uses)}
    assert taken == points - missing
    assert missing == 0 or taken == sum(
        lot.points for lot in (lots if any_day else usable(lots, day))
    )
    assert all(use.points > 0 for use in uses)
    assert all(points >= 0 for points in left.values())
    assert sum(left.values()) == sum(lot.points for lot in lots) - taken
    if not any_day:
        assert {use.lot_id for use in uses} <= {lot.entry_id for lot in usable(lots, day)}


@given(some_lots(), some.integers(0, 3_000), days)
def test_nothing_that_lasts_longer_goes_first(lots, points, day):
    uses, _missing = take(lots, points, day)
    turns = [lot.entry_id for lot in usable(lots, day)]
    assert [use.lot_id for use in uses] == turns[: len(uses)]
    ends = [lot.expires or date.max for lot in order(lots)]
    assert ends == sorted(ends)


@given(some_lots(), some.integers(1, 3_000), some.integers(0, 3_000), days, days)
def test_used_points_come_back_whole_and_only_once(lots, points, asked, day, later):
    uses, _missing = take(lots, points, day)
    taken = sum(use.points for use in uses)
    after = used(lots, uses)
    found = give_back(uses, after, asked, later, 30)
    back = -sum(use.points for use in found.uses)
    assert back + found.fresh == min(asked, taken)
    assert (found.expires is None) == (found.fresh == 0)
    restored = used(after, found.uses)
    for before, now in zip(lots, restored, strict=True):
        assert now.points <= before.points
        assert now.expires == before.expires


@given(
    some.lists(some.integers(1, 300), max_size=6).map(
        lambda owed: tuple(Debt(number, points) for number, points in enumerate(owed, 1))
    ),
    some.integers(0, 1_000),
)
def test_a_lot_pays_debts_oldest_first_and_no_more_than_it_holds(debts, points):
    payments = pay(debts, Lot(99, points, DAY))
    spent = sum(part for _entry, part in payments)
    assert spent == min(points, sum(debt.points for debt in debts))
    assert sum(debt.points for debt in paid(debts, payments)) == (
        sum(debt.points for debt in debts) - spent
    )
    assert [entry for entry, _part in payments] == [
        debt.entry_id for debt in debts[: len(payments)]
    ]


class Book:
    """One member's entries, kept with nothing but the functions under test."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.day = DAY
        self.entries: list[int] = []
        self.lots: tuple[Lot, ...] = ()
        self.debts: tuple[Debt, ...] = ()
        self.open_uses: list[tuple[Use, ...]] = []

    def add_lot(self, points, expires, pending=0, receipt=None):
        self.entries.append(points)
        one = Lot(len(self.entries), points, self.day + timedelta(days=pending), expires, receipt)
        payments = pay(self.debts, one)
        self.debts = paid(self.debts, payments)
        self.lots += (replace(one, points=points - sum(part for _entry, part in payments)),)

    def earn(self):
        rule = Expiry(months=self.dice.randint(1, 3))
        self.add_lot(
            self.dice.randint(1, 200),
            self.dice.choice((None, expires_on(rule, self.day))),
            self.dice.choice((0, 0, 14)),
            self.dice.randint(1, 50),
        )

    def redeem(self):
        asked = self.dice.randint(1, 150)
        uses, missing = take(self.lots, asked, self.day)
        if not missing:
            self.entries.append(-asked)
            self.lots = used(self.lots, uses)
            self.open_uses.append(uses)

    def reverse(self):
        asked = self.dice.randint(1, 200)
        uses, missing = take(self.lots, asked, self.day, self.dice.randint(1, 50), any_day=True)
        self.entries.append(-asked)
        self.lots = used(self.lots, uses)
        if missing:
            self.debts += (Debt(len(self.entries), missing),)

    def give_back(self):
        if not self.open_uses:
            return
        uses = self.open_uses.pop(self.dice.randrange(len(self.open_uses)))
        whole = sum(use.points for use in uses)
        found = give_back(uses, self.lots, self.dice.randint(1, whole), self.day, 30)
        if found.uses:
            self.entries.append(-sum(use.points for use in found.uses))
            self.lots = used(self.lots, found.uses)
        if found.fresh:
            self.add_lot(found.fresh, found.expires)

    def expire(self):
        for lot in expired(self.lots, self.day):
            self.entries.append(-lot.points)
            self.lots = used(self.lots, take((lot,), lot.points, self.day, any_day=True)[0])

    def clamp(self):
        owed = sum(debt.points for debt in self.debts)
        if owed:
            self.add_lot(owed, None)

    def sleep(self):
        self.day += timedelta(days=self.dice.randint(0, 40))


@pytest.mark.parametrize("seed", range(20))
def test_c26_lots_less_debts_are_the_sum_of_entries_after_ten_thousand_operations(seed):
    book = Book(Random(seed))  # noqa: S311 - a game, no secret
    steps = (book.earn, book.earn, book.redeem, book.reverse, book.give_back, book.expire,
             book.clamp, book.sleep)  # fmt: skip
    for _step in range(500):
        book.dice.choice(steps)()
        assert balance(book.lots, book.debts) == sum(book.entries)
        assert all(lot.points >= 0 for lot in book.lots)
        assert all(debt.points > 0 for debt in book.debts)
    assert len(book.entries) > 100
