"""Start gifts are found again in either database."""

from datetime import date

from retailcrm.loyalty.program import Program
from retailcrm.services.transition import Move
from retailcrm.wiring import Services
from tests.builders import taken_in, till_files

TODAY = date(2026, 11, 2)


def test_a_gift_once_booked_is_due_no_more_until_it_is_taken_back(shop: Services) -> None:
    taken_in(shop, *till_files("square"))
    shop.program.save(Program(), TODAY)
    move = Move(starts=TODAY)
    booked = shop.start_gifts.book(move).value
    found = shop.start_gifts.plan(move)
    assert (found.due, found.members) == ((), len(booked.entries))
    shop.start_gifts.take_back(booked.entries[:1])
    assert len(shop.start_gifts.plan(move).due) == 1
