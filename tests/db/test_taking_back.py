"""What was booked at the counter by mistake is taken back, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.db.move_days import point_days
from retailcrm.db.points_moves import month_moves
from retailcrm.loyalty.program import Expiry, Negative, Redeeming
from retailcrm.services.points import PointsService
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import Services
from tests.builders import HONEY, PAN, a_directory, a_person, a_return, taken_in
from tests.club import ANA, SIMPLE, START, ana, balance, bought, kinds, sales
from tests.kept_shops import Fill

INES, OMAR = Actor("Ines", Role.STAFF), Actor("Omar", Role.STAFF)
MAYA = Actor("Maya", Role.MANAGER)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def _club(shop: Services, folder: Path) -> None:
    shop.program.save(replace(SIMPLE, expiry=Expiry(months=6, notice_days=0)), START)
    taken_in(shop, a_directory(folder / "people.csv", ANA))


@pytest.fixture
def club(filled_with: Callable[[Fill], Services]) -> Services:
    """Open a shop with one member and one point for each dollar."""
    return filled_with(_club)


def award(shop: Services, points: int, actor: Actor = MAYA) -> int:
    change = Change(customer_id=ana(shop), points=points, reason="Welcome")
    return shop.points.award(change, actor=actor).value.entry


def redeem(shop: Services, points: int, *, receipt: str = "", actor: Actor = MAYA) -> int:
    wish = Redemption(customer_id=ana(shop), points=points, receipt=receipt)
    return shop.points.redeem(wish, actor=actor).value.entry


def later(shop: Services, days: int) -> PointsService:
    """Come back to the counter some days later."""
    return PointsService(shop.books, lambda: NOW + timedelta(days=days))


def lots(shop: Services) -> list[tuple[int, int, date | None]]:
    return [(lot.entry, lot.points, lot.expires) for lot in shop.points.account(ana(shop)).lots]


def test_an_award_taken_back_leaves_nothing_but_the_two_entries(club: Services) -> None:
    outcome = club.points.take_back(award(club, 40))
    assert (outcome.value.balance, balance(club), lots(club)) == (0, 0, [])
    assert kinds(club) == [("award", 40), ("take_back", -40)]
    assert outcome.summary == "40 points taken back; the balance is 0."


def test_what_is_taken_back_twice_is_refused_and_booked_once(club: Services) -> None:
    award(club, 40)
    second = award(club, 40)
    club.points.take_back(second)
    with pytest.raises(UserError, match="taken back already"):
        club.points.take_back(second)
    assert balance(club) == 40


def test_points_used_go_back_into_the_very_lots_they_came_from(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN, day="2026-05-04"), bought("2", PAN, day="2026-06-04"))
    before = lots(club)
    used = redeem(club, 30)
    assert lots(club) != before
    outcome = club.points.take_back(used)
    assert lots(club) == before
    assert outcome.summary == "30 points are there again; the balance is 42."
    assert balance(club) == 42


def test_an_award_that_was_used_since_is_taken_from_what_else_there_is_then_owed(
    club: Services,
) -> None:
    wrong = award(club, 40)
    redeem(club, 40)
    award(club, 25)
    assert club.points.take_back(wrong).value.balance == -15
    told = club.points.account(ana(club))
    assert (told.available, told.owed, told.lots) == (0, 15, ())
    award(club, 20)
    assert club.points.account(ana(club)).available == 5
    assert balance(club) == 5


def test_where_nothing_may_be_owed_the_rest_is_let_off_by_an_entry_of_its_own(
    club: Services,
) -> None:
    club.program.save(replace(SIMPLE, redeeming=Redeeming(negative=Negative.CLAMP)), NOW.date())
    wrong = award(club, 40)
    redeem(club, 30)
    assert club.points.take_back(wrong).value.balance == 0
    assert kinds(club)[-2:] == [("take_back", -40), ("clamp", 30)]
    assert balance(club) == 0


def test_used_points_that_come_back_pay_what_is_owed_first(club: Services) -> None:
    wrong = award(club, 40)
    used = redeem(club, 40)
    club.points.take_back(wrong)
    assert balance(club) == -40
    club.points.take_back(used)
    told = club.points.account(ana(club))
    assert (told.balance, told.owed, told.lots) == (0, 0, ())
    assert balance(club) == 0


def test_an_award_that_expired_is_not_lost_twice(club: Services) -> None:
    wrong = award(club, 40)
    redeem(club, 10)
    with club.books.write() as unit:
        unit.connection.execute(
            text(
                "INSERT INTO points_entry (id, customer_id, kind, points, day, at, key, reverses) "
                "SELECT 900, customer_id, 'expire', -30, day, at, 'expired', id "
                "FROM points_entry WHERE id = :lot"
            ),
            {"lot": wrong},
        )
        unit.connection.execute(
            text("INSERT INTO lot_use (entry_id, lot_id, points) VALUES (900, :lot, 30)"),
            {"lot": wrong},
        )
    assert club.points.take_back(wrong).value.balance == -10
    assert balance(club) == -10


def test_staff_take_back_their_own_last_slip_of_the_day_and_nothing_else(club: Services) -> None:
    first, last = award(club, 40, INES), redeem(club, 5, actor=INES)
    refused = "only the last points that you booked today"
    for entry, who in ((first, INES), (last, OMAR)):
        with pytest.raises(UserError, match=refused):
            club.points.take_back(entry, actor=who)
    with pytest.raises(UserError, match=refused):
        later(club, 1).take_back(last, actor=INES)
    assert balance(club) == 35
    club.points.take_back(last, actor=INES)
    with pytest.raises(UserError, match=refused):
        club.points.take_back(first, actor=INES)
    assert balance(club) == 40


def test_a_manager_takes_back_what_anybody_booked_on_any_day(club: Services) -> None:
    entry = award(club, 40, INES)
    change = Change(customer_id=ana(club), points=-15, reason="Typed twice")
    adjusted = club.points.adjust(change, actor=MAYA).value.entry
    points = later(club, 40)
    points.take_back(adjusted, actor=MAYA)
    points.take_back(entry, actor=MAYA)
    assert kinds(club)[-2:] == [("take_back", 15), ("take_back", -40)]
    assert balance(club) == 0


def test_what_follows_receipts_or_is_not_there_is_no_slip_of_anybody(
    club: Services, tmp_path: Path
) -> None:
    sales(club, tmp_path, bought("1", PAN))
    (earned,) = club.points.why(ana(club))
    with pytest.raises(UserError, match="not made by hand"):
        club.points.take_back(earned.entry)
    with pytest.raises(UserError, match="no entry 77777"):
        club.points.take_back(77_777)
    back = club.points.take_back(award(club, 3)).value.entry
    with pytest.raises(UserError, match="not made by hand"):
        club.points.take_back(back)
    assert balance(club) == 21


def test_a_return_after_a_redemption_was_taken_back_gives_nothing_back_again(
    club: Services, tmp_path: Path
) -> None:
    award(club, 50)
    used = redeem(club, 30, receipt="T1")
    club.points.take_back(used)
    day = NOW.date().isoformat()
    sales(club, tmp_path, bought("1", HONEY, day=day))
    sales(club, tmp_path, a_return("R", HONEY, of="1", day=day), name="back.csv")
    assert balance(club) == 50


def test_after_goods_came_back_a_redemption_stays_as_it_is(club: Services, tmp_path: Path) -> None:
    award(club, 50)
    used = redeem(club, 30, receipt="T1")
    day = NOW.date().isoformat()
    sales(club, tmp_path, bought("1", HONEY, day=day))
    sales(club, tmp_path, a_return("R", HONEY, of="1", day=day), name="back.csv")
    assert balance(club) == 50
    with pytest.raises(UserError, match="Goods of this receipt came back"):
        club.points.take_back(used)
    assert balance(club) == 50


def test_members_parted_since_each_keep_what_they_have(club: Services, tmp_path: Path) -> None:
    ben = a_person("BEN", "Ben", "Moss", card="7010000157")
    taken_in(club, a_directory(tmp_path / "ben.csv", ben))
    him = int(next(hit.customer_id for hit in club.customers.search("7010000157", 1)))
    award(club, 40)
    merge = club.merging.merge(him, ana(club)).value.merge_id
    wish = Redemption(customer_id=him, points=30)
    used = club.points.redeem(wish).value.entry
    club.points.take_back(used)
    again = club.points.redeem(wish).value.entry
    club.merging.unmerge(merge)
    assert club.points.verify().ok
    with pytest.raises(UserError, match="Points of another member"):
        club.points.take_back(again)
    assert (club.points.account(him).balance, balance(club)) == (0, 10)


def test_why_this_balance_says_what_was_taken_back_and_by_whom(club: Services) -> None:
    award(club, 40, INES)
    club.points.take_back(redeem(club, 30, actor=INES), actor=INES)
    last = club.points.why(ana(club))[-1]
    assert last.text == "30 points there again that were used by mistake"
    assert (last.actor, last.balance) == ("Ines", 40)


def test_the_months_count_what_was_taken_back_against_what_it_was(club: Services) -> None:
    club.points.take_back(award(club, 40))
    award(club, 25)
    club.points.take_back(redeem(club, 20))
    with club.books.read() as connection:
        (month,) = month_moves(connection)
        (days,) = np.array(point_days(connection, 0, 99_999).redeemed)
    assert (month.redeemed, month.other, days) == (0, 25, 0)
