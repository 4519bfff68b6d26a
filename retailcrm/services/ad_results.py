"""What one ad brought, by each way that the data allow, and the weeks of the whole diary."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retailcrm.analytics.history import DayBook
from retailcrm.campaigns.ads import (
    Brought,
    Way,
    Why,
    by_codes,
    by_season,
    by_zones,
    returned,
)
from retailcrm.core.days import day_number, day_of
from retailcrm.core.rows import RowsRef
from retailcrm.core.rows import rows as rows_of
from retailcrm.core.words import say
from retailcrm.db.ads import WEEK, HeldAd, Used, ads, monday_of, store_days, used_codes, weekly
from retailcrm.db.books import Reading
from retailcrm.db.sales_sums import day_sums
from retailcrm.db.status import first_and_last, store_rows
from retailcrm.services.ad_people import USED
from retailcrm.services.ad_reading import (
    STORE,
    Span,
    Weeks,
    is_touched,
    seasons_of,
    shown_of,
    unusual_days,
    weeks_of,
    zones_of,
)
from retailcrm.services.ad_rows import AdResult, AdRow, AdWay, WeekRow
from retailcrm.services.ad_story import (
    Money,
    verdict_of,
    verdict_words,
    way_words,
    why_words,
)
from retailcrm.services.standing import Standing

MOST_WEEKS = 78
WEEKEND = 2  # days at the end of a week on which a shop may be closed


@dataclass(frozen=True, slots=True, eq=False)
class AdFacts:
    """What every ad is judged by.

    Attributes:
        first: first day with data; None in an empty shop.
        last: last day with data, likewise.
        margin: assumed margin where cost is unknown.
        unusual: days of large campaigns and of closed seasons.
    """

    first: int | None
    last: int | None
    ads: tuple[HeldAd, ...]
    used: tuple[Used, ...]
    stores: frozenset[str]
    book: DayBook
    margin: float
    unusual: tuple[Span, ...] = ()


def facts_of(connection: Reading, standing: Standing) -> AdFacts:
    """Read what every ad is judged by."""
    reach, book = first_and_last(connection), standing.book()
    return AdFacts(
        first=None if reach is None else reach[0],
        last=None if reach is None else reach[1],
        ads=ads(connection),
        used=used_codes(connection),
        stores=frozenset(str(one[1]) for one in store_rows(connection)),
        book=book,
        margin=standing.shop().margin,
        unusual=unusual_days(connection, book.ids.size),
    )


@dataclass(frozen=True, slots=True)
class _Sold:
    """What the shop sold in the weeks of an ad."""

    rate: float
    ticket: float


def result_of(connection: Reading, facts: AdFacts, row: AdRow, money: Money) -> AdResult:
    """Judge one ad."""
    ad = next(one for one in facts.ads if one.id == row.ad_id)
    if facts.first is None or facts.last is None:
        ways = _cannot(Why.NOT_OVER, row)
        return _result(row, ways, facts.margin, money)
    weeks = weeks_of(ad, facts.ads, facts.first, facts.unusual)
    sold = _sold(connection, facts, weeks)
    if facts.last + WEEKEND < ad.ends:
        return _result(row, _cannot(Why.NOT_OVER, row), sold.rate, money)
    zones = zones_of(connection, ad, weeks)
    season = by_season(seasons_of(connection, ad, weeks, facts.first))
    if is_touched(weeks, facts.unusual):
        season = Why.NOT_ALONE
    shown, given = shown_of(ad, facts.used, facts.book, sold.ticket)
    found: tuple[tuple[Way, Brought | Why, float], ...] = (
        (Way.ZONES, Why.NO_ZONES if zones is None else by_zones(zones), 0.0),
        (Way.SEASON, season, 0.0),
        (Way.CODES, by_codes(shown), given),
    )
    ways = tuple(_way(row, way, told, gave, sold.rate, money) for way, told, gave in found)
    return _result(row, ways, sold.rate, money)


def week_rows(connection: Reading, facts: AdFacts, rows: Sequence[AdRow]) -> tuple[WeekRow, ...]:
    """Give the weeks from a few before the first ad to the last with data."""
    if facts.last is None or facts.first is None or not rows:
        return ()
    spent: dict[int, dict[str, int]] = {}
    for row in rows:
        for entry in row.spent:
            week = spent.setdefault(day_number(entry.week), {})
            week[row.medium] = week.get(row.medium, 0) + entry.amount
    last = monday_of(max(facts.last, *spent) if spent else facts.last)
    begin = min([*spent, last]) - 4 * WEEK
    mondays = range(max(begin, last - MOST_WEEKS * WEEK, monday_of(facts.first)), last + 1, WEEK)
    if not mondays:
        return ()
    sold = weekly(store_days(connection, mondays[0], last + WEEK - 1), mondays)
    return tuple(
        WeekRow(
            day_of(monday),
            sum(weeks[place] for weeks in sold.values()),
            tuple(sorted(spent.get(monday, {}).items())),
            _receipts(monday, monday + WEEK - 1),
        )
        for place, monday in enumerate(mondays)
    )


def _way(
    row: AdRow, way: Way, told: Brought | Why, given: float, rate: float, money: Money
) -> AdWay:
    if isinstance(told, Why):
        return AdWay(way, None, told, None, why_words(way, told), _rows(row, way))
    made = returned(told, rate, row.cost, given)
    return AdWay(way, told, None, made, way_words(told, money), _rows(row, way))


def _cannot(why: Why, row: AdRow) -> tuple[AdWay, ...]:
    return tuple(AdWay(way, None, why, None, why_words(way, why), _rows(row, way)) for way in Way)


def _result(row: AdRow, ways: tuple[AdWay, ...], rate: float, money: Money) -> AdResult:
    best = next((one for one in ways if one.brought is not None), None)
    verdict = verdict_of(best, row.cost)
    sentence = verdict_words(verdict, best, row.cost, money)
    if best is None and all(one.why is Why.NOT_OVER for one in ways):
        sentence = say("Cannot tell yet: it is not over in the data.")
    return AdResult(row, ways, best, verdict, sentence, rate)


def _sold(connection: Reading, facts: AdFacts, weeks: Weeks) -> _Sold:
    """Give margin as a share of sales, and the average ticket, in the weeks of an ad."""
    sums = day_sums(connection, weeks.during[0], weeks.last)
    total = {name: sum(int(day[name]) for day in sums)
             for name in ("net", "cost", "list_uncosted", "receipts")}  # fmt: skip
    if total["net"] <= 0:
        return _Sold(facts.margin, 0.0)
    cost = total["cost"] + total["list_uncosted"] * (1 - facts.margin)
    return _Sold((total["net"] - cost) / total["net"], total["net"] / max(1, total["receipts"]))


def _rows(row: AdRow, way: Way) -> RowsRef:
    if way is Way.CODES:
        return rows_of("customers", finding=USED, ad=str(row.ad_id))
    first = monday_of(day_number(row.starts))
    last = monday_of(day_number(row.ends)) + WEEK - 1
    found = _receipts(first, last)
    one_store = row.by == STORE and len(row.went_to) == 1
    filters = (*found.filters, ("store", row.went_to[0])) if one_store else found.filters
    return replace(found, filters=tuple(sorted(filters)))


def _receipts(first: int, last: int) -> RowsRef:
    return rows_of("receipts", from_=day_of(first).isoformat(), to=day_of(last).isoformat())
