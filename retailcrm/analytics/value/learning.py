"""Learns all it can from the days up to the end of a month, and says how far to trust it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from retailcrm.analytics.cohorts import last_complete_month
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.analytics.value.buyers import Buyers
from retailcrm.analytics.value.fitting import VisitFit, fit_visits
from retailcrm.analytics.value.sample import Sample
from retailcrm.analytics.value.spend import SpendFit, fit_spend
from retailcrm.analytics.value.trial import Trial, held_out
from retailcrm.core.days import day_number, day_of, month_end, month_index

REPEATERS_LEAST = 30
GAPS_LEAST = 60
REPEATERS_ENOUGH = 200
MONTHS_LEAST = 4
MONTHS_HELD = 12
_HELD_OF = 3


class Way(StrEnum):
    """How the future of customers is told."""

    MODEL = "mbg_nbd"
    OWN_RATE = "own_rate"
    SIMPLE = "simple"


class Why(StrEnum):
    """Why it is told that way."""

    NEARER = "nearer"  # the model came nearer than the naive rule
    FARTHER = "farther"  # it did not, so the naive rule is used
    FEW = "few"  # too few came again
    SHORT = "short"  # too few months, or too few customers before them, to check it
    UNSOUND = "unsound"  # no sound parameters were found


@dataclass(frozen=True, slots=True)
class Learned:
    """What the days up to the end of a month teach.

    Attributes:
        day: the last of those days.
        way: how to tell what customers will do.
        why: the reason.
        customers: who had come by then.
        repeaters: who had come at least twice.
        gaps: gaps between their visits.
        months: months from the first visit on.
        visits: fitted model of visits, None if there is none.
        spend: fitted spending, likewise.
        trial: how the model did in the months held out, None if it could not be tried.
    """

    day: int
    way: Way
    why: Why
    customers: int = 0
    repeaters: int = 0
    gaps: int = 0
    months: int = 0
    visits: VisitFit | None = None
    spend: SpendFit | None = None
    trial: Trial | None = None

    @property
    def sure(self) -> bool:
        """Say whether enough customers came again for figures of each to be trusted."""
        return self.way is Way.MODEL and self.repeaters >= REPEATERS_ENOUGH


def last_day(as_of: int) -> int:
    """Give the end of the last month that is over by a day."""
    return day_number(month_end(last_complete_month(as_of)))


def learn(book: DayBook, day: int) -> Learned:
    """Fit everything to the days up to `day`, and try it on the last of those months."""
    buyers = Buyers.of(book, day)
    months = _months(book, day)
    many = (buyers.at.size, buyers.repeaters(), buyers.gaps())
    base = Learned(day, Way.SIMPLE, Why.FEW, *many, months)
    if not _enough(buyers):
        return base
    found = _fitted(buyers)
    if found is None:
        return _with(base, Why.UNSOUND)
    held = min(max(months // _HELD_OF, 1), MONTHS_HELD)
    cut = day_number(month_end(month_index(day_of(day)) - held))
    known = Buyers.of(book, cut)
    before = _fitted(known) if months >= MONTHS_LEAST and _enough(known) else None
    if before is None:
        return _with(base, Why.SHORT, found)
    trial = held_out(book, (cut, day), *before)
    return _with(base, Why.NEARER if trial.score.wins else Why.FARTHER, found, trial)


_WAYS = {Why.NEARER: Way.MODEL, Why.FARTHER: Way.OWN_RATE}
_Fits = tuple[VisitFit, SpendFit]


def _with(
    base: Learned, why: Why, fits: _Fits | None = None, trial: Trial | None = None
) -> Learned:
    visits, spend = fits or (None, None)
    way = _WAYS.get(why, Way.SIMPLE)
    return replace(base, way=way, why=why, visits=visits, spend=spend, trial=trial)


def _enough(buyers: Buyers) -> bool:
    return buyers.repeaters() >= REPEATERS_LEAST and buyers.gaps() >= GAPS_LEAST


def _fitted(buyers: Buyers) -> _Fits | None:
    sample = Sample.of(buyers.repeats, buyers.last, buyers.age)
    visits = fit_visits(sample, buyers.mean_gap())
    if visits is None:
        return None
    ticket = float(buyers.ticket.mean())
    return visits, fit_spend(buyers.repeats, buyers.spend, ticket)


def _months(book: DayBook, day: int) -> int:
    came = book.day[(book.sales_with_value > 0) & (book.day <= day)]
    first = int(came.min(initial=NO_DAY if not came.size else day))
    if first == NO_DAY:
        return 0
    return month_index(day_of(day)) - month_index(day_of(first)) + 1
