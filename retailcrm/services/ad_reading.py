"""Sales before and during an ad, drawn from the books in the form its estimators ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retailcrm.analytics.history import DayBook
from retailcrm.campaigns.ads import BASE_WEEKS, Floats, Seasons, Shown, Zones
from retailcrm.db.ads import (
    WEEK,
    HeldAd,
    Used,
    monday_of,
    postcode_days,
    store_days,
    weekly,
    written_spans,
)
from retailcrm.db.books import Reading
from retailcrm.services.standing import closed_days

YEAR = 52 * WEEK
FARTHEST = 26  # weeks in which weeks without other ads are looked for
LONG_GONE = 365
LARGE = 0.1
Span = tuple[int, int]
STORE, POSTCODE = "store", "postcode"


@dataclass(frozen=True, slots=True)
class Weeks:
    """Mondays of an ad: those it ran in, and those before it that no other ad touched."""

    during: tuple[int, ...]
    before: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last day of the last week."""
        return self.during[-1] + WEEK - 1


def weeks_of(
    ad: HeldAd, others: Sequence[HeldAd], first: int, unusual: Sequence[Span] = ()
) -> Weeks:
    """Choose the weeks of an ad and up to twelve before it.

    Args:
        ad: the ad.
        others: all ads; in their weeks sales are not usual.
        first: first day with data.
        unusual: days on which sales were not usual for another reason.
    """
    during = tuple(range(monday_of(ad.starts), ad.ends + 1, WEEK))
    taken = [(monday_of(one.starts), one.ends) for one in others if one.id != ad.id]
    before: list[int] = []
    for back in range(1, FARTHEST + 1):
        monday = during[0] - back * WEEK
        if len(before) == BASE_WEEKS or monday < first:
            break
        week = (monday, monday + WEEK - 1)
        if not _shared(*week, taken) and not _then_or_now(*week, unusual):
            before.append(monday)
    return Weeks(during, tuple(reversed(before)))


def unusual_days(connection: Reading, customers: int) -> tuple[Span, ...]:
    """Give the days on which sales are not usual: large campaigns ran, or the shop was shut.

    A campaign is large that wrote to one in ten of the shop's customers or more: what a smaller
    one brings is lost among the sales of a week.
    """
    large = customers * LARGE
    written = [(a, b) for a, b, people in written_spans(connection) if people >= large]
    return (*written, *closed_days(connection))


def is_touched(weeks: Weeks, spans: Sequence[Span]) -> bool:
    """Say whether the weeks of an ad, or the same ones a year ago, share days with others."""
    return _then_or_now(weeks.during[0], weeks.last, spans)


def _then_or_now(begins: int, ends: int, spans: Sequence[Span]) -> bool:
    return _shared(begins, ends, spans) or _shared(begins - YEAR, ends - YEAR, spans)


def _shared(begins: int, ends: int, spans: Sequence[Span]) -> bool:
    return any(first <= ends and begins <= last for first, last in spans)


def zones_of(connection: Reading, ad: HeldAd, weeks: Weeks) -> Zones | None:
    """Read weekly sales of the places it went to and of those it did not."""
    if not ad.by or not weeks.before:
        return None
    mondays = (*weeks.before, *weeks.during)
    sold = _places(connection, ad, (*ad.went_to, *ad.compared), mondays)
    split = len(weeks.before)

    def means(places: Sequence[str], part: slice) -> Floats:
        found = [sold.get(one, (0,) * len(mondays))[part] for one in places]
        return np.array([float(np.mean(one)) for one in found])

    early, late = slice(0, split), slice(split, None)
    return Zones(
        before=means(ad.went_to, early),
        during=means(ad.went_to, late),
        other_before=means(ad.compared, early),
        other_during=means(ad.compared, late),
        weeks=len(weeks.during),
    )


def seasons_of(connection: Reading, ad: HeldAd, weeks: Weeks, first: int) -> Seasons:
    """Read the weeks of the ad, those before it, and the same ones a year ago."""
    base = tuple(one for one in weeks.before if one - YEAR >= first)
    known = weeks.during[0] - YEAR >= first
    during = weeks.during if known else ()

    def sold(mondays: Sequence[int]) -> Floats:
        if not mondays:
            return np.zeros(0)
        found = _places(connection, ad, ad.went_to, mondays).values()
        total: Floats = np.zeros(len(mondays))
        for one in found:
            total += one
        return total

    def then(mondays: Sequence[int]) -> tuple[int, ...]:
        return tuple(one - YEAR for one in mondays)

    return Seasons(sold(base), sold(then(base)), sold(during), sold(then(during)))


def shown_of(ad: HeldAd, used: Sequence[Used], book: DayBook, usual: float) -> tuple[Shown, float]:
    """Count the codes of an ad, and what they gave away.

    Args:
        ad: the ad.
        used: uses of codes.
        book: everyone's days.
        usual: average ticket, for uses of which no receipt is known.
    """
    mine = [one for one in used if one.ad == ad.id]
    receipts = [one for one in mine if one.net is not None]
    whole = [float((one.net or 0) + one.discount) for one in receipts]
    ticket = float(np.mean(whole)) if whole else usual
    sure = sum(1 for one in mine if one.customer is not None and is_fresh(book, one))
    given = float(sum(one.discount for one in receipts))
    return Shown(len(mine), sure, ticket), given


def is_fresh(book: DayBook, used: Used) -> bool:
    """Say whether a customer was new that day, or had not come for a year."""
    place = int(np.searchsorted(book.ids, used.customer or 0))
    if place >= book.ids.size or book.ids[place] != used.customer:
        return False
    begin, end = np.searchsorted(book.customer, [place, place + 1])
    days = book.day[begin:end][book.sales_with_value[begin:end] > 0]
    earlier = days[days < used.day]
    return not earlier.size or int(earlier[-1]) < used.day - LONG_GONE


def _places(
    connection: Reading, ad: HeldAd, places: Sequence[str], mondays: Sequence[int]
) -> dict[str, tuple[int, ...]]:
    """Give weekly sales of places; of the whole shop where an ad went anywhere."""
    first, last = min(mondays), max(mondays) + WEEK - 1
    if ad.by == POSTCODE:
        return weekly(postcode_days(connection, places, first, last), mondays)
    found = weekly(store_days(connection, first, last), mondays)
    return {one: found[one] for one in places if one in found} if ad.by == STORE else found
