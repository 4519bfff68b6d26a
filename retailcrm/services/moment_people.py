"""Everyone as moments look at them on a day: columns read once, questions asked of all of them."""

from dataclasses import dataclass

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.freshness import Freshness, StoreData, freshness
from retailcrm.analytics.history import NO_DAY, DayBook, Ints, span
from retailcrm.campaigns.moments.people import Floats, People
from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Books, Reading
from retailcrm.db.kin import heirs
from retailcrm.db.moments import birthdays_of, handed_on, tiers_held
from retailcrm.db.points_due import balances, points_due
from retailcrm.db.programs import Version, in_force, versions
from retailcrm.db.settings import read_setting
from retailcrm.db.status import store_rows
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.program import ExpiryMode, Program
from retailcrm.loyalty.tiers import window_start
from retailcrm.services.expiring import first_day
from retailcrm.services.shop import KEY, settings_from
from retailcrm.services.standing import Standing

LOOK_AHEAD = 100
"""Days within which the end of points is looked for; more than any warning comes before."""


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """Everyone as of a day, and whether anything may go out by itself.

    Attributes:
        people: everyone; None in a shop without anybody.
        fresh: how old the data of each store are.
    """

    people: People | None
    fresh: Freshness


class MomentPeople:
    """Reads what moments need to know of everyone.

    Args:
        books: the shop's books.
        standing: everyone's days and rhythm.
    """

    def __init__(self, books: Books, standing: Standing) -> None:
        self._books = books
        self._standing = standing

    def glance(self, day: int) -> Looked:
        """Look only at how old the data are."""
        with self._books.read() as connection:
            return Looked(None, _freshness(connection, day))

    def read(self, day: int) -> Looked:
        """Look at everyone as of the shop's date."""
        fresh = self.glance(day).fresh
        if fresh.through is None:
            return Looked(None, fresh)
        scored = self._standing.scored(day_of(day))
        if scored is None or not scored.ids.size:
            return Looked(None, fresh)
        book = self._standing.book()
        with self._books.read() as connection:
            return Looked(_people(connection, scored, book, min(fresh.through, day)), fresh)


def _freshness(connection: Reading, day: int) -> Freshness:
    """Judge how old the data are on a day; what came later than it is not known yet."""
    limit = settings_from(read_setting(connection, KEY, {})).stale_days
    stores = [
        StoreData(row[1], min(int(row[6]), day))
        for row in store_rows(connection)
        if row[6] is not None and row[5] is not None and row[5] <= day
    ]
    return freshness(stores, day, limit)


def _people(connection: Reading, scored: Scored, book: DayBook, known: int) -> People:
    ids, rules = scored.ids, scored.rules
    points = _Points.read(connection, scored, book)
    return People(
        ids=ids,
        as_of=scored.as_of,
        known=known,
        first=scored.first,
        last=scored.last,
        enrolled=scored.enrolled,
        handed=_placed(ids, _of_heirs(handed_on(connection), heirs(connection)), NO_DAY),
        remind=scored.remind,
        limit=scored.limit,
        dead=_dead_after(scored),
        closed=rules.closed,
        birthday=_placed(ids, dict(birthdays_of(connection)), 0),
        tier_lacks=points.tier_lacks,
        reward_lacks=points.reward_lacks,
        lost=points.lost,
        lost_on=points.lost_on,
    )


def _dead_after(scored: Scored) -> Floats:
    """Give the days of silence from which a card is dead, from those of being missed.

    Both are the same number of days times a factor of the rule and the number of gaps.
    """
    rules, prior = scored.rules, scored.prior
    power = -1.0 / (prior.shape + scored.gaps)
    missed = (1.0 - rules.missing_at) ** power - 1.0
    over = (1.0 - rules.dead_at) ** power - 1.0
    found: Floats = np.maximum(scored.limit * over / missed, rules.dead_days)
    return found


def _of_heirs(told: list[tuple[int, int]], into: dict[int, int]) -> dict[int, int]:
    """Give each the earliest day of everyone whom they now are."""
    found: dict[int, int] = {}
    for who, day in told:
        heir = into.get(who, who)
        found[heir] = min(day, found.get(heir, day))
    return found


def _placed(ids: Ints, told: dict[int, int], otherwise: int) -> Ints:
    """Put values beside the customers they belong to; of strangers nothing is kept."""
    found = np.full(ids.size, otherwise, dtype=np.int64)
    if not told or not ids.size:
        return found
    who = np.fromiter(told, dtype=np.int64, count=len(told))
    what = np.fromiter(told.values(), dtype=np.int64, count=len(told))
    at = np.minimum(np.searchsorted(ids, who), ids.size - 1)
    there = ids[at] == who
    found[at[there]] = what[there]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    tier_lacks: Floats
    reward_lacks: Floats
    lost: Ints
    lost_on: Ints

    @classmethod
    def read(cls, connection: Reading, scored: Scored, book: DayBook) -> "_Points":
        nobody = np.full(scored.ids.size, np.nan)
        found = versions(connection)
        version = in_force(found, scored.as_of)
        if version is None or version.program is None:
            none = np.zeros(scored.ids.size, dtype=np.int64)
            return cls(nobody, nobody, none, np.full(scored.ids.size, NO_DAY, dtype=np.int64))
        into, program = heirs(connection), version.program
        held = _placed(scored.ids, _summed(balances(connection), into), 0)
        first = max(scored.as_of, day_number(first_day(found, version)))
        lost, lost_on = _losses(connection, scored, version, held, first)
        tiers = program.tiers
        return cls(
            _tier_lacks(connection, scored, book, program) if tiers.tiers else nobody,
            _reward_lacks(held, program),
            lost,
            lost_on,
        )


def _summed(told: list[tuple[int, int]], into: dict[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for who, points in told:
        heir = into.get(who, who)
        found[heir] = found.get(heir, 0) + points
    return found


def _reward_lacks(held: Ints, program: Program) -> Floats:
    """Give the share of the next reward that points do not pay yet."""
    prices = np.unique(np.array([one.points for one in program.rewards], dtype=np.int64))
    lacks = np.full(held.size, np.nan)
    at = np.searchsorted(prices, held, side="right")
    there = (at < prices.size) & (held > 0)
    price = prices[at[there]]
    lacks[there] = (price - held[there]) / price
    return lacks


def _tier_lacks(connection: Reading, scored: Scored, book: DayBook, program: Program) -> Floats:
    """Give the share of the next tier's sales that is still missing."""
    rules = program.tiers
    since = day_number(window_start(rules, day_of(scored.as_of), program.closed))
    spent = span(book, since, scored.as_of).total(book.net)[np.searchsorted(book.ids, scored.ids)]
    rising = sorted(rules.tiers, key=lambda tier: tier.threshold)
    steps = np.array([one.threshold for one in rising], dtype=np.int64)
    rank = {one.key: place for place, one in enumerate(rising)}
    held = {who: rank.get(tier, -1) for who, tier in tiers_held(connection)}
    has = _placed(scored.ids, held, -1)
    at = np.maximum(np.searchsorted(steps, spent, side="right"), has + 1)
    lacks = np.full(spent.size, np.nan)
    there = (at < steps.size) & (spent > 0)
    above = np.maximum(steps[np.minimum(at[there], steps.size - 1)], 1)
    lacks[there] = (above - spent[there]) / above
    return lacks


def _losses(
    connection: Reading, scored: Scored, version: Version, held: Ints, first: int
) -> tuple[Ints, Ints]:
    """Give the points that end within the days looked ahead, and the first day they do."""
    assert version.program is not None
    expiry, until = version.program.expiry, scored.as_of + LOOK_AHEAD
    none = np.zeros(scored.ids.size, dtype=np.int64), np.full(scored.ids.size, NO_DAY, np.int64)
    if expiry.mode is ExpiryMode.NEVER:
        return none
    if expiry.mode is ExpiryMode.INACTIVITY:
        return _idle(scored, version.program, held, (first, until))
    into = heirs(connection)
    rows = points_due(connection, first, until)
    lost = _summed([(who, points) for who, points, _ in rows], into)
    on = _of_heirs([(who, day) for who, _, day in rows], into)
    return _placed(scored.ids, lost, 0), _placed(scored.ids, on, NO_DAY)


def _idle(
    scored: Scored, program: Program, held: Ints, within: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Give whose points end with the silence since their latest visit."""
    ends = np.full(scored.ids.size, NO_DAY, dtype=np.int64)
    has = (held > 0) & (scored.last != NO_DAY)
    for day in np.unique(scored.last[has]).tolist():
        told = expires_on(program.expiry, day_of(day), day_of(day), program.closed)
        if told is not None and within[0] <= day_number(told) <= within[1]:
            ends[has & (scored.last == day)] = day_number(told)
    return np.where(ends != NO_DAY, held, 0), ends
