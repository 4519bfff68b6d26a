"""What the letters promise is booked, and booked once."""

from datetime import date, timedelta

import pytest

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Program
from retailcrm.services.transition import Move
from retailcrm.wiring import Services
from tests.builders import taken_in, till_files

TODAY = date(2026, 11, 2)


@pytest.fixture
def filled(file_shop: Services) -> Services:
    taken_in(file_shop, *till_files("square"))
    file_shop.program.save(Program(), TODAY)
    return file_shop


def test_whoever_loses_gets_the_gift_of_the_letter_once(filled: Services) -> None:
    move = Move(starts=TODAY)
    promised = {one.customer_id: one.gift for one in filled.transition.changing(move) if one.card}
    first = filled.start_gifts.book(move).value
    again = filled.start_gifts.book(move).value
    assert first == again
    assert first.members > 0
    for customer, gift in promised.items():
        assert filled.points.account(customer).balance == gift
    assert filled.points.verify().ok


def test_gifts_wait_for_the_first_day_of_the_move(filled: Services) -> None:
    with pytest.raises(UserError, match="begins"):
        filled.start_gifts.book(Move(starts=TODAY + timedelta(days=1)))
