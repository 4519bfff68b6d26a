"""What the shop owes in points, from its own ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from retailcrm.core.days import day_of, month_index, month_key
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.points_moves import EarnedLots, MonthMoves, earned_lots, month_moves
from retailcrm.db.programs import in_force, versions
from retailcrm.db.settings import read_setting
from retailcrm.loyalty.breakage import (
    Found,
    Redemption,
    Triangle,
    expected_use,
    lot_curve,
    redemption_share,
    triangle,
)
from retailcrm.loyalty.liability import LiabilitySheet, Period, Worth, liability_sheet
from retailcrm.loyalty.program import Program
from retailcrm.services.moments import moment_here
from retailcrm.services.shop import KEY, settings_from

_HUNDREDTH_OF_A_PERCENT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Liability:
    """The sheet for the accountant and how it came about.

    Attributes:
        as_of: the day it holds for.
        currency: ISO code of all amounts.
        open_points: points that members hold.
        redemption: share of points ever used, and how it was found.
        to_come: points still to be used, of those open.
        sheet: month by month.
        cohorts: points by month earned and age.
        assumed_value: minor units that a point is worth.
    """

    as_of: date
    currency: str
    open_points: int
    redemption: Redemption
    to_come: int
    sheet: LiabilitySheet
    cohorts: Triangle
    assumed_value: Decimal


class LiabilityService:
    """Answers what open points will cost."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def sheet(self) -> Liability:
        """Roll points and what they are worth forward, month by month.

        Raises:
            UserError: there is no program yet.
        """
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            found = versions(connection)
            held = in_force(found, today) or (found[-1] if found else None)
            lots, moves = earned_lots(connection), month_moves(connection)
            currency = settings_from(read_setting(connection, KEY, {})).currency
        if held is None or held.program is None:
            raise UserError(
                say("There is no program, so nothing is owed."),
                say("Set one up on the Program screen."),
            )
        return _told(held.program, lots, moves, today, currency)


def _told(
    program: Program, lots: EarnedLots, moves: tuple[MonthMoves, ...], today: int, currency: str
) -> Liability:
    month = month_index(day_of(today))
    over = month_index(day_of(today + 1)) - 1  # a month under way would look as if little is used
    cohorts = triangle(lots.month, lots.points, lots.used, lots.expired, over)
    redemption = redemption_share(cohorts, float(program.urr))
    worth = Worth(program.redeeming.value, program.cost_factor)
    periods = [_period(one, lots, program, over) for one in moves if one.month <= month]
    open_points = sum(one.earned + one.other - one.redeemed - one.expired for one in moves)
    return Liability(
        as_of=day_of(today),
        currency=currency,
        open_points=open_points,
        redemption=redemption,
        to_come=_to_come(cohorts, redemption, open_points),
        sheet=liability_sheet(worth, periods),
        cohorts=cohorts,
        assumed_value=program.redeeming.value,
    )


def _period(moves: MonthMoves, lots: EarnedLots, program: Program, over: int) -> Period:
    """Look at a month with what was known at its end."""
    then = triangle(lots.month, lots.points, lots.used, lots.expired, min(moves.month, over))
    share = redemption_share(then, float(program.urr)).share
    return Period(
        name=month_key(moves.month),
        sales=moves.sales,
        earned=moves.earned,
        redeemed=moves.redeemed,
        expired=moves.expired,
        share=Decimal(str(share)).quantize(_HUNDREDTH_OF_A_PERCENT),
        other=moves.other,
    )


def _to_come(cohorts: Triangle, redemption: Redemption, open_points: int) -> int:
    measured = redemption.found is Found.MEASURED
    by_age = expected_use(cohorts, lot_curve(cohorts)) if measured else None
    if by_age is None:
        by_age = redemption.share * open_points
    else:
        by_age += redemption.share * (open_points - int(cohorts.still_open().sum()))
    return max(0, min(open_points, round(by_age)))
