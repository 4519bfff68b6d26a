"""What plans rest on: the shop's own purchases, added up once for every change of a plan."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.core.days import day_number, day_of, month_end, month_index, month_start
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.planner.baseline import baseline
from retailcrm.planner.doubts import beyond_all, doubts, history_notes
from retailcrm.planner.forecast import YEAR
from retailcrm.planner.problems import PlanProblem
from retailcrm.planner.programs import ProgramModel, small_check
from retailcrm.planner.purchases import (
    CHANNELS,
    LoyalRatio,
    Monthly,
    Purchases,
    active_months,
    buyers,
    loyal_ratio,
    monthly,
)
from retailcrm.planner.spread import Ints, spread
from retailcrm.planner.uplift import ChannelBase

_EVER = 2**31


@dataclass(frozen=True, slots=True, eq=False)
class PlanBase:
    """What a plan rests on: read once, asked for every change.

    Attributes:
        as_of: last day looked at.
        through: last month that is over by then, counted from January 1970.
        months: each channel month by month.
        loyal: who came back, by channel.
        channels: of each channel with purchases within the year.
        amounts: net sales of each client within the last year, all channels together, ascending.
        purchase: the average purchase of that year, minor units.
        problems: what the history is too short for.
    """

    as_of: date
    through: int
    months: tuple[tuple[str, Monthly], ...]
    loyal: tuple[tuple[str, LoyalRatio], ...]
    channels: tuple[ChannelBase, ...]
    amounts: Ints
    purchase: float
    problems: tuple[PlanProblem, ...]

    @property
    def first_ahead(self) -> int:
        """The first month that is forecast."""
        return self.through + 1

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why what the plan comes to may be far off, in sentences; none for a settled shop."""
        return doubts(self._many, self.channels, [one for _, one in self.loyal])

    def doubts_of(self, model: ProgramModel) -> tuple[str, ...]:
        """Why what a program comes to may be far off: the history, and its own amounts."""
        if self._many < YEAR:
            return self.doubts  # what people buy within a year is not known yet
        return (*self.doubts, *beyond_all(model, int(self.amounts[-1])))

    @property
    def _many(self) -> int:
        """How many months the receipts reach back."""
        return max(held.clients.size for _, held in self.months)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the history is too short for, in sentences."""
        return tuple(one.reason for one in self.problems)


def year_of(through: int) -> tuple[int, int]:
    """Give the first and last day number of the year that ends with a month."""
    return day_number(month_start(through - YEAR + 1)), day_number(month_end(through))


def last_month(as_of: date) -> int:
    """Give the last month that is over on a day."""
    month = month_index(as_of)
    return month if as_of == month_end(month) else month - 1


def plan_base(every: Purchases, as_of: date, history: int | None) -> PlanBase:
    """Add purchases up for plans; months that are not over are left out.

    Args:
        every: purchases of known customers.
        as_of: last day to look at.
        history: months to learn from; None: all.

    Raises:
        UserError: nobody known has bought anything in a month that is over.
    """
    through = last_month(as_of)
    known = every.between(-_EVER, day_number(month_end(through)))
    if not known.sales.day.size:
        raise UserError(
            say("Nobody known has bought anything in a month that is over."),
            say("The planner needs receipts with a card or a name on them."),
        )
    first = month_index(day_of(int(known.day.min())))
    if history is not None:
        first = max(first, through - history + 1)
        known = known.between(day_number(month_start(first)), _EVER)
    many = through - first + 1
    parts = {channel: known.of(channel) for channel in CHANNELS}
    parts = {channel: one for channel, one in parts.items() if one.sales.day.size}
    months = {channel: monthly(one, first, many) for channel, one in parts.items()}
    loyal = {channel: loyal_ratio(buyers(one)) for channel, one in parts.items()}
    channels = tuple(
        _channel(channel, one, months[channel], through) for channel, one in parts.items()
    )
    year = known.between(*year_of(through))
    return PlanBase(
        as_of,
        through,
        tuple(months.items()),
        tuple(loyal.items()),
        channels,
        np.sort(buyers(year).amount),
        float(year.amount.sum()) / max(year.sales.day.size, 1),
        tuple(_problems(many, loyal, channels)),
    )


def _channel(channel: str, every: Purchases, months: Monthly, through: int) -> ChannelBase:
    year = every.between(*year_of(through))
    mine = buyers(year)
    ahead = baseline(months)
    return ChannelBase(
        channel,
        spread(mine.amount, mine.number),
        active_months(year),
        small_check(year.sales.amount),
        ahead.clients,
        ahead.often,
        ahead.revenue,
        ahead.errors,
        ahead.tested,
        ahead.direct,
    )


def _problems(
    many: int, loyal: dict[str, LoyalRatio], channels: tuple[ChannelBase, ...]
) -> list[PlanProblem]:
    told = [PlanProblem("history", one, stops=False) for one in history_notes(many, channels)]
    missing = {
        "online": say("There is no online shop in the receipts."),
        "offline": say("There is no store in the receipts."),
    }
    told += [
        PlanProblem(f"channel.{channel}", words, stops=False)
        for channel, words in missing.items()
        if channel not in loyal
    ]
    if not any(one.loyal for one in loyal.values()):
        told.append(
            PlanProblem(
                "returning",
                say(
                    "Nobody has come back yet: who would buy more to reach a status cannot be "
                    "told from these receipts."
                ),
            )
        )
    return told
