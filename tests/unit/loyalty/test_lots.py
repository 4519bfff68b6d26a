import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from retailcrm.loyalty.expiry import expires_on, lost_on
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
    pending,
    take,
    usable,
    used,
)
from retailcrm.loyalty.program import Expiry

DAY = date(2024, 5, 15)
WORKED = Path(__file__).parents[2] / "data" / "loyalty" / "points_ledger_worked.csv"


def lot(entry_id, points, last=None, **more: Any):
    expires = None if last is None else DAY + timedelta(days=last)
    return replace(Lot(entry_id, points, DAY, expires), **more)


def test_the_next_to_expire_goes_first_then_the_oldest_and_undated_points_last():
    lots = (lot(1, 5), lot(2, 5, 40), lot(4, 5, 30), lot(3, 5, 30))
    assert [one.entry_id for one in order(lots)] == [3, 4, 2, 1]


def test_points_are_usable_from_their_first_to_their_last_day():
    coming = lot(1, 5, available=DAY + timedelta(days=1))
    lots = (coming, lot(2, 5, 0), lot(3, 5, -1), lot(4, 0))
    assert [one.entry_id for one in usable(lots, DAY)] == [2]
    assert [one.entry_id for one in expired(lots, DAY)] == [3]
    assert pending(lots, DAY) == 5


def test_what_no_lot_covers_is_told():
    lots = (lot(1, 50, 10), lot(2, 30, 20))
    assert take(lots, 60, DAY) == ((Use(1, 50), Use(2, 10)), 0)
    assert take(lots, 100, DAY) == ((Use(1, 50), Use(2, 30)), 20)
    assert take((), 7, DAY) == ((), 7)


def test_a_return_takes_from_the_lot_of_its_receipt_first_pending_or_not():
    mine = lot(2, 30, 90, receipt_id=77, available=DAY + timedelta(days=14))
    lots = (lot(1, 50, 10), mine)
    assert take(lots, 40, DAY, prefer_receipt=77, any_day=True) == ((Use(2, 30), Use(1, 10)), 0)
    assert take(lots, 60, DAY, prefer_receipt=77) == ((Use(1, 50),), 10)


def test_c24_lots_that_were_used_up_stay_where_they_are():
    lots = (lot(1, 50, 10), lot(2, 30, 20))
    left = used(lots, take(lots, 50, DAY)[0])
    assert [(one.entry_id, one.points) for one in left] == [(1, 0), (2, 30)]


def test_c31_the_next_points_pay_the_oldest_debt_first():
    debts = (Debt(9, 10), Debt(5, 30))
    payments = pay(debts, lot(12, 35))
    assert payments == ((5, 30), (9, 5))
    assert paid(debts, payments) == (Debt(9, 5),)
    assert balance((lot(12, 0),), paid(debts, payments)) == -5


def test_c04_points_given_back_keep_the_last_day_they_had():
    lots = (lot(1, 0, 10), lot(2, 20))
    found = give_back((Use(1, 30), Use(2, 20)), lots, 40, DAY, 30)
    assert found.uses == (Use(1, -30), Use(2, -10))
    assert (found.fresh, found.expires) == (0, None)


def test_c04_points_whose_lot_has_expired_live_for_the_set_days():
    lots = (lot(1, 0, -1), lot(2, 0, 0))
    found = give_back((Use(1, 30), Use(2, 20)), lots, 50, DAY, 30)
    assert (found.uses, found.fresh) == ((Use(2, -20),), 30)
    assert found.expires == DAY + timedelta(days=30)


def test_no_more_comes_back_than_was_used():
    assert give_back((Use(1, 30),), (lot(1, 0),), 99, DAY, 30).uses == (Use(1, -30),)


def test_c28_of_a_hundred_points_sixty_can_be_taken_once():
    first = take((lot(1, 100),), 60, DAY)
    left = used((lot(1, 100),), first[0])
    assert first[1] == 0
    assert take(left, 60, DAY) == ((Use(1, 40),), 20)


class Ledger:
    """The worked ledger, kept with the functions under test."""

    def __init__(self) -> None:
        self.lots: tuple[Lot, ...] = ()
        self.receipts: dict[str, int] = {}
        self.redeemed: dict[str, tuple[Use, ...]] = {}

    def earn(self, day, reference, points):
        entry_id = len(self.lots) + 1
        self.receipts[reference] = entry_id
        one = Lot(entry_id, points, day, expires_on(Expiry(), day), entry_id)
        self.lots += (one,)

    def redeem(self, day, reference, points):
        uses, missing = take(self.lots, -points, day)
        assert not missing
        self.redeemed[reference] = uses
        self.lots = used(self.lots, uses)

    def reverse_earn(self, day, reference, points):
        uses, missing = take(self.lots, -points, day, self.receipts[reference], any_day=True)
        assert not missing
        self.lots = used(self.lots, uses)

    def return_redeemed(self, day, reference, points):
        found = give_back(self.redeemed[reference], self.lots, points, day, 30)
        assert not found.fresh
        self.lots = used(self.lots, found.uses)

    def expire(self, day, reference, points):
        (one,) = expired(self.lots, day)
        assert (f"lot {one.entry_id}", -one.points) == (reference, points)
        assert one.expires is not None
        assert lost_on(one.expires) == day
        self.lots = used(self.lots, (Use(one.entry_id, one.points),))


def test_the_worked_ledger_comes_out_entry_by_entry():
    ledger, total = Ledger(), 0
    with WORKED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day, points = date.fromisoformat(row["date"]), int(row["points"])
            getattr(ledger, row["type"].replace(" ", "_"))(day, row["ref"], points)
            total += points
            assert balance(ledger.lots) == total == int(row["balance"])
    assert total == 0


@pytest.mark.parametrize("points", [0, -5])
def test_taking_nothing_takes_nothing(points):
    assert take((lot(1, 5),), points, DAY) == ((), 0)
