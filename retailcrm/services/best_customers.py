"""What keeping one of the best is worth against winning somebody new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.champions import Keeping, Winning, action_ratio, value_ratio
from retailcrm.analytics.history import NO_DAY, Ints
from retailcrm.analytics.rates import Rate
from retailcrm.analytics.segments import SEGMENTS, Segment
from retailcrm.core.days import day_of
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.assumptions import Assumptions
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.money_base import YEAR, Crowd, Flags, Floats, MoneyBase
from retailcrm.services.money_rows import BestTold

BEST, NEW, RATIO, KEPT = "money.best", "money.new", "money.value_ratio", "money.kept"
EXPECTED, WATCHED, SO_FAR = "expected", "watched", "so_far"
_LEAST = 30
_CHAMPIONS = SEGMENTS.index(Segment.CHAMPIONS)

Expected = Callable[[date], tuple[Ints, Floats] | None]
"""Gives customers (ids, ascending) and the margin each is expected to bring in twelve months, in
minor units; None where no model may be trusted."""


def no_model(_as_of: date) -> None:
    """Say that no model tells what anybody will bring."""


@dataclass(frozen=True, slots=True, eq=False)
class _Brings:
    """Some customers and what each brings in twelve months."""

    ids: Ints
    amounts: Floats

    def mean(self) -> float | None:
        """Give the average, None of nobody."""
        return float(np.mean(self.amounts)) if self.ids.size else None


@dataclass(frozen=True, slots=True, eq=False)
class _Both:
    basis: str
    best: _Brings
    new: _Brings


class BestAnswers:
    """Answers what one of the best is worth, by a model or by what was seen."""

    def __init__(
        self, base: MoneyBase, assumed: Callable[[], Assumptions], expected: Expected
    ) -> None:
        self._base = base
        self._assumed = assumed
        self._expected = expected

    def told(self, as_of: date | None) -> BestTold:
        """Tell the worth of the best and the new."""
        crowd = self._base.crowd(as_of)
        if crowd is None:
            return _nothing(None, say("There are no receipts yet."))
        both = self._both(crowd)
        best, new = both.best.mean(), both.new.mean()
        if best is None or new is None:
            why = say("It takes champions and new customers of the year before; there are none.")
            return _nothing(crowd.as_of, why)
        ratio = value_ratio(best, new)
        why = "" if ratio is not None else say("New customers lose money in the first year.")
        few = min(both.best.ids.size, both.new.ids.size) < _LEAST
        keeping, winning = self._wish(best, new, crowd)

        def told(key: str, finding: str, value: float | None, unit: Unit) -> Told:
            return Told(key, value, unit, crowd.rows(finding), few_data=few)

        return BestTold(
            as_of=crowd.as_of,
            basis=both.basis,
            best=told("money.best_value", BEST, best, Unit.MONEY),
            new=told("money.new_value", NEW, new, Unit.MONEY),
            ratio=told("money.value_ratio", RATIO, ratio, Unit.RATIO),
            kept=self._kept(crowd),
            gain_kept=None if keeping is None else keeping.gain,
            gain_new=None if winning is None else winning.gain,
            action=None if keeping is None or winning is None else action_ratio(keeping, winning),
            why_none=why,
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the customers behind each figure."""
        return {
            BEST: lambda told: self._found(told, BEST),
            NEW: lambda told: self._found(told, NEW),
            RATIO: self._found_ratio,
            KEPT: self._found_kept,
        }

    def _both(self, crowd: Crowd) -> _Both:
        expected = self._expected(crowd.as_of)
        if expected is not None and expected[0].size:
            best = _of_model(crowd, expected)
            if best.ids.size >= _LEAST:
                return _Both(EXPECTED, best, _first_year(crowd))
        then = self._a_year_ago(crowd)
        if then is not None:
            best = _following(crowd, then)
            if best.ids.size >= _LEAST:
                return _Both(WATCHED, best, _first_year(crowd))
        return _Both(SO_FAR, _this_year(crowd), _so_far(crowd))

    def _a_year_ago(self, crowd: Crowd) -> Crowd | None:
        """Give everyone a year ago, if there was a year of receipts before that as well."""
        first = self._base.first_day()
        if first is None or crowd.day - 2 * YEAR + 1 < first:
            return None
        return self._base.crowd(day_of(crowd.day - YEAR))

    def _kept(self, crowd: Crowd) -> Told | None:
        then = self._a_year_ago(crowd)
        if then is None:
            return None
        came = _came_again(crowd, then)
        rate = Rate(int(came.sum()), int(came.size))
        low, high = rate.interval() or (None, None)
        return Told("money.best_kept", rate.value, Unit.SHARE, crowd.rows(KEPT), low, high,
                    few_data=rate.few_data)  # fmt: skip

    def _wish(self, best: float, new: float, crowd: Crowd) -> tuple[Keeping | None, Winning | None]:
        wish, kept = self._assumed(), self._kept(crowd)
        keeping = None
        if wish.offer is not None and wish.keeps is not None:
            without = 0.0 if kept is None or kept.value is None else kept.value
            more = min(1.0, without + wish.keeps)
            keeping = Keeping(best, more, without, float(wish.offer))
        winning = None if wish.winning is None else Winning(new, float(wish.winning))
        return keeping, winning

    def _found(self, told: RowsRef, what: str) -> Found:
        both = self._both(self._base.meant(told))
        some = both.best if what == BEST else both.new
        title = _titles(both.basis)[what]
        heading = say("Margin in twelve months")
        return Found(title, some.ids, heading, Unit.MONEY, some.amounts, How.MEAN)

    def _found_ratio(self, told: RowsRef) -> Found:
        both = self._both(self._base.meant(told))
        ids = np.concatenate((both.best.ids, both.new.ids))
        amounts = np.concatenate((both.best.amounts, both.new.amounts))
        kept, at = np.unique(ids, return_index=True)
        heading = say("Margin in twelve months")
        title = say("Champions and new customers")
        return Found(title, kept, heading, Unit.MONEY, amounts[at], How.MODEL)

    def _found_kept(self, told: RowsRef) -> Found:
        crowd = self._base.meant(told)
        then = self._a_year_ago(crowd)
        title, heading = say("Champions of a year ago"), say("Came again since")
        if then is None:
            return Found(title, np.zeros(0, dtype=np.int64), heading, Unit.COUNT, np.zeros(0),
                         How.MEAN)  # fmt: skip
        came = _came_again(crowd, then).astype(np.float64)
        return Found(title, _champions(then), heading, Unit.COUNT, came, How.MEAN)


def _champions(crowd: Crowd) -> Ints:
    ids: Ints = crowd.ids[crowd.scored.segment == _CHAMPIONS]
    return ids


def _at(crowd: Crowd, ids: Ints) -> Ints:
    return np.asarray(np.searchsorted(crowd.ids, ids), dtype=np.int64)


def _of_model(crowd: Crowd, expected: tuple[Ints, Floats]) -> _Brings:
    ids: Ints = np.intersect1d(_champions(crowd), expected[0])
    return _Brings(ids, expected[1][np.searchsorted(expected[0], ids)])


def _following(crowd: Crowd, then: Crowd) -> _Brings:
    """Give what the champions of a year ago brought in the year since."""
    ids = _champions(then)
    since = crowd.between(then.day + 1)
    return _Brings(ids, since.margin()[_at(crowd, ids)])


def _came_again(crowd: Crowd, then: Crowd) -> Flags:
    visits = crowd.between(then.day + 1).of(crowd.book.sales_with_value > 0)
    return np.asarray(visits[_at(crowd, _champions(then))] > 0, dtype=np.bool_)


def _this_year(crowd: Crowd) -> _Brings:
    here = crowd.scored.segment == _CHAMPIONS
    return _Brings(crowd.ids[here], crowd.between(crowd.since(YEAR)).margin()[here])


def _first_year(crowd: Crowd) -> _Brings:
    """Give what those who first came one to two years ago brought in their first year."""
    first = crowd.scored.first.astype(np.int64)
    there = (first != NO_DAY) & (first > crowd.day - 2 * YEAR) & (first <= crowd.day - YEAR)
    return _Brings(crowd.ids[there], _margin_of_first(crowd, YEAR)[there])


def _so_far(crowd: Crowd) -> _Brings:
    """Give what those who first came within the year have brought until now."""
    first = crowd.scored.first.astype(np.int64)
    there = (first != NO_DAY) & (first > crowd.day - YEAR)
    return _Brings(crowd.ids[there], _margin_of_first(crowd, YEAR)[there])


def _margin_of_first(crowd: Crowd, days: int) -> Floats:
    """Give everyone's margin in the first so many days, the first visit with it."""
    book = crowd.book
    first = np.full(book.ids.size, NO_DAY, dtype=np.int64)
    first[crowd.at] = crowd.scored.first
    age = book.day - first[book.customer]
    rows = np.flatnonzero((age >= 0) & (age < days) & (book.day <= crowd.day))

    def total(column: Ints) -> Floats:
        found = np.bincount(book.customer[rows], weights=column[rows], minlength=book.ids.size)
        return np.asarray(found[crowd.at], dtype=np.float64)

    assumed = 1.0 - crowd.scored.rules.margin
    left: Floats = total(book.net) - total(book.cost) - total(book.list_uncosted) * assumed
    return left


def _titles(basis: str) -> dict[str, str]:
    best = {
        EXPECTED: say("Champions"),
        WATCHED: say("Champions of a year ago, and what they brought since"),
        SO_FAR: say("Champions, and what they brought in the last year"),
    }[basis]
    new = (
        say("New this year, and what they have brought so far")
        if basis == SO_FAR
        else say("New one to two years ago, and what they brought in their first year")
    )
    return {BEST: best, NEW: new}


def _nothing(as_of: date | None, why: str) -> BestTold:
    return BestTold(as_of, "", None, None, None, None, None, None, None, why)
