"""How long loyal customers have stayed, by how often and for how much they bought."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.history import Flags, Ints, span
from retailcrm.analytics.spans import (
    LOYAL,
    TIMES,
    amount_edges,
    bands,
    box,
    months_stayed,
    table,
    time_class,
)
from retailcrm.core.days import day_of
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.circle import Among, Circle, Circles, unknown
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.retention_rows import AmountRow, StayRow, StaysTold, TimesTold
from retailcrm.services.retention_told import found_amounts, found_count, told_count
from retailcrm.services.standing import Standing

TIMES_ROWS, STAY, BAND, QUARTER = (
    "retention.times", "retention.stay", "retention.band", "retention.stay_quarter",
)  # fmt: skip
SPANS: tuple[tuple[int, int | None], ...] = (
    *((month, month) for month in range(1, 13)), (13, 18), (19, 24), (25, 36), (37, None),
)  # fmt: skip
"""Months from the first visit to the last, put together for showing."""
_QUARTERS = ("low", "middle", "high")


@dataclass(frozen=True, slots=True, eq=False)
class _Loyal:
    """What is known of the circle's customers; only those flagged as loyal count.

    Attributes:
        loyal: came twice or more.
        times: class of how often.
        days: from the first visit to the last.
        months: the calendar months into which that fits.
        net: what they bought for ever, net, in minor units.
        edges: where the bands of it begin.
    """

    loyal: Flags
    times: Ints
    days: Ints
    months: Ints
    net: Ints
    edges: tuple[int, ...]


class StayAnswers:
    """Answers how long customers stay."""

    def __init__(self, circles: Circles, standing: Standing) -> None:
        self._circles = circles
        self._standing = standing
        self._kept: tuple[Circle, _Loyal] | None = None

    def told(self, as_of: date | None, among: Among) -> StaysTold:
        """Tell the time from the first visit to the last by visits, and visits by amount."""
        circle = self._circles.circle(as_of, among)
        if circle is None:
            return StaysTold(None, (), (), (), (), say("There are no receipts yet."))
        known = self._loyal(circle)
        day = day_of(circle.as_of)
        if not known.loyal.any():
            return StaysTold(day, (), (), (), (), say("Nobody has come a second time yet."))
        shape = int(known.months.max()), len(TIMES)
        counts = table(known.months - 1, known.times, shape, known.loyal)
        return StaysTold(
            as_of=day,
            times=_times(circle, known),
            stays=_stays(circle, counts),
            spans=_spans(circle, counts),
            amounts=_amounts(circle, known),
            missing="",
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people of each bar and cell."""
        return {
            TIMES_ROWS: self._by(_find_times),
            QUARTER: self._by(_find_quarter),
            STAY: self._by(_find_stay),
            BAND: self._by(self._find_band),
        }

    def _by(self, find: Callable[[Circle, _Loyal, RowsRef], Found]) -> Finder:
        def found(told: RowsRef) -> Found:
            circle = self._circles.found(told)
            return find(circle, self._loyal(circle), told)

        return found

    def _loyal(self, circle: Circle) -> _Loyal:
        if self._kept is None or self._kept[0] is not circle:
            self._kept = circle, self._measured(circle)
        return self._kept[1]

    def _measured(self, circle: Circle) -> _Loyal:
        visits = circle.visits
        loyal = visits.ever() >= LOYAL
        first, last = visits.first(), visits.last()
        stayed = np.zeros(loyal.size, dtype=np.int64)
        stayed[loyal] = months_stayed(first[loyal], last[loyal])
        book = self._standing.book()
        net = span(book, None, circle.as_of).total(book.net)
        net = net[np.searchsorted(book.ids, circle.ids)]
        minor = circle.scored.minor
        days = np.where(loyal, last.astype(np.int64) - first, 0)
        edges = amount_edges(net[loyal], minor)
        return _Loyal(loyal, time_class(visits.ever()), days, stayed, net, edges)

    def _find_band(self, circle: Circle, known: _Loyal, told: RowsRef) -> Found:
        low, high = _number(told, "low"), _number(told, "high")
        those = known.loyal & _of_class(known, told)
        those &= (known.net >= (-(2**62) if low is None else low)) & (
            known.net < (2**62 if high is None else high)
        )
        money = self._circles.money()
        return found_count(circle, those, _band_title(low, high, money))


def _times(circle: Circle, known: _Loyal) -> tuple[TimesTold, ...]:
    told = []
    for code, (least, most) in enumerate(TIMES):
        those = known.loyal & (known.times == code)
        found = box(known.days[those])
        ends = zip(_QUARTERS, (found.low, found.middle, found.high), strict=True)
        low, middle, high = (
            Told(f"stay_{name}", value, Unit.DAYS, circle.rows(QUARTER, times=code, of=name))
            for name, value in ends
        )
        behind = circle.rows(TIMES_ROWS, times=code)
        count = told_count("stay_customers", found.customers, behind)
        told.append(TimesTold(least, most, count, low, middle, high))
    return tuple(told)


def _stays(circle: Circle, counts: Ints) -> tuple[StayRow, ...]:
    return tuple(_stay(circle, counts, month, month) for month in range(1, counts.shape[0] + 1))


def _spans(circle: Circle, counts: Ints) -> tuple[StayRow, ...]:
    longest = max(counts.shape[0], 2)
    return tuple(_stay(circle, counts, first, last) for first, last in SPANS if first <= longest)


def _stay(circle: Circle, counts: Ints, first: int, last: int | None) -> StayRow:
    asked = {"months": first, "until": last}
    together = counts[first - 1 : last].sum(axis=0)
    return StayRow(
        first,
        last,
        tuple(
            told_count("stay_months", count, circle.rows(STAY, times=code, **asked))
            for code, count in enumerate(together.tolist())
        ),
    )


def _within(known: _Loyal, first: int, last: int | None) -> Flags:
    found: Flags = known.loyal & (known.months >= first)
    return found if last is None else found & (known.months <= last)


def _amounts(circle: Circle, known: _Loyal) -> tuple[AmountRow, ...]:
    edges = known.edges
    place = bands(known.net, edges)
    counts = table(place, known.times, (len(edges) + 1, len(TIMES)), known.loyal)
    ends: list[int | None] = [None, *edges, None]
    return tuple(
        AmountRow(
            low,
            high,
            tuple(
                told_count("stay_amount", count, circle.rows(BAND, low=low, high=high, times=code))
                for code, count in enumerate(line)
            ),
        )
        for low, high, line in zip(ends[:-1], ends[1:], counts.tolist(), strict=True)
    )


def _number(told: RowsRef, name: str) -> int | None:
    text = told.get(name)
    if text is None:
        return None
    try:
        return int(text)
    except ValueError as fault:
        raise unknown() from fault


def _of_class(known: _Loyal, told: RowsRef) -> Flags:
    code = _number(told, "times")
    if code is None or not 0 <= code < len(TIMES):
        raise unknown()
    found: Flags = known.times == code
    return found


def _class_words(told: RowsRef) -> str:
    least, most = TIMES[_number(told, "times") or 0]
    if most is None:
        return say("Came {least} times or more", least=least)
    if least == most:
        return say("Came {least} times", least=least)
    return say("Came {least} to {most} times", least=least, most=most)


def _find_times(circle: Circle, known: _Loyal, told: RowsRef) -> Found:
    return found_count(circle, known.loyal & _of_class(known, told), _class_words(told))


def _find_quarter(circle: Circle, known: _Loyal, told: RowsRef) -> Found:
    those = known.loyal & _of_class(known, told)
    title = say("{class_}: days from the first visit to the last", class_=_class_words(told))
    how = How.MEDIAN if told.get("of") == _QUARTERS[1] else How.MODEL
    measure = say("Days"), Unit.DAYS, how
    return found_amounts(circle, those, title, measure, known.days)


def _find_stay(circle: Circle, known: _Loyal, told: RowsRef) -> Found:
    first, last = _number(told, "months"), _number(told, "until")
    if first is None:
        raise unknown()
    those = _of_class(known, told) & _within(known, first, last)
    words = {"class_": _class_words(told), "first": first, "months": last}
    if first == last:
        title = say("{class_}, all of it within {months} months", **words)
    elif last is None:
        title = say("{class_}, over {first} months or more", **words)
    else:
        title = say("{class_}, over {first} to {months} months", **words)
    return found_count(circle, those, title)


def _band_title(low: int | None, high: int | None, money: Callable[[int], str]) -> str:
    if low is None and high is None:
        return say("Loyal customers")
    if low is None:
        return say("Bought for less than {high}", high=money(high or 0))
    if high is None:
        return say("Bought for {low} or more", low=money(low))
    return say("Bought for {low} up to {high}", low=money(low), high=money(high))
