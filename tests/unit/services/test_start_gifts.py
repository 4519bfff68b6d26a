"""What the letters promise is booked, and booked once."""

from datetime import date, timedelta

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.loyalty.program import Program
from retailcrm.services.transition import Move
from retailcrm.wiring import Services
from tests.builders import taken_in, till_files

TODAY = date(2026, 11, 2)
MOVE = Move(starts=TODAY)


@pytest.fixture
def filled(file_shop: Services) -> Services:
    taken_in(file_shop, *till_files("square"))
    file_shop.program.save(Program(), TODAY)
    return file_shop


def test_whoever_loses_gets_the_gift_of_the_letter_once(filled: Services) -> None:
    promised = {one.customer_id: one.gift for one in filled.transition.changing(MOVE) if one.card}
    first = filled.start_gifts.book(MOVE).value
    again = filled.start_gifts.book(MOVE)
    assert (first.members, first.points) == (again.value.members, again.value.points)
    assert len(first.entries) == first.members > 0
    assert again.value.entries == ()
    assert "nothing was booked twice" in again.summary
    for customer, gift in promised.items():
        assert filled.points.account(customer).balance == gift
    assert filled.points.verify().ok


def test_the_owner_sees_who_gets_what_before_and_what_was_booked_after(filled: Services) -> None:
    before = filled.start_gifts.plan(MOVE)
    promised = [one for one in filled.transition.changing(MOVE) if one.card and one.gift]
    assert [(one.customer_id, one.points) for one in before.due] == [
        (one.customer_id, one.gift) for one in promised
    ]
    assert (before.members, before.last, before.hindrance) == (0, None, "")
    filled.start_gifts.book(MOVE)
    after = filled.start_gifts.plan(MOVE)
    assert (after.due, after.members, after.points, after.last) == (
        (), len(before.due), before.due_points, TODAY,
    )  # fmt: skip


def test_another_first_day_gives_nobody_a_second_gift(filled: Services) -> None:
    filled.start_gifts.book(MOVE)
    earlier = Move(starts=TODAY - timedelta(days=1))
    assert filled.start_gifts.plan(earlier).due == ()


def test_gifts_taken_back_leave_no_points_and_can_be_given_anew(filled: Services) -> None:
    first = filled.start_gifts.book(MOVE).value
    back = filled.start_gifts.take_back(first.entries)
    assert back.value == first.members
    assert "are taken back" in back.summary
    found = filled.start_gifts.plan(MOVE)
    assert (len(found.due), found.members) == (first.members, 0)
    assert all(not filled.points.account(one.customer_id).balance for one in found.due)
    assert "taken back already" in filled.start_gifts.take_back(first.entries).summary
    anew = filled.start_gifts.book(MOVE).value
    assert (anew.members, anew.points) == (first.members, first.points)
    assert filled.points.verify().ok


def test_gifts_wait_for_the_first_day_of_the_move(filled: Services) -> None:
    with pytest.raises(UserError, match="begins on 3 Nov 2026"):
        filled.start_gifts.book(Move(starts=TODAY + timedelta(days=1)))


def test_without_a_program_there_are_no_points_to_give(file_shop: Services) -> None:
    taken_in(file_shop, *till_files("square"))
    with pytest.raises(UserError, match="No program is in force"):
        file_shop.start_gifts.book(MOVE)


def test_only_who_may_change_the_program_books_gifts_or_takes_them_back(filled: Services) -> None:
    staff = Actor("Kim", Role.STAFF)
    with pytest.raises(UserError):
        filled.start_gifts.book(MOVE, actor=staff)
    with pytest.raises(UserError):
        filled.start_gifts.take_back((1,), actor=staff)
