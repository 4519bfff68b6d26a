"""What at the till is unusual enough to be looked at: simple rates, quiet by default.

Nothing here says that anybody did wrong. A rate that stands out may have a good reason, such as
a canteen that shops with one card, or a customer who likes one cashier.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import betainc

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
NOBODY = -1
_HOUR = 3_600
_MINUTE = 60
_MOST_CODES = 2**62
_WIDE = 16


@dataclass(frozen=True, slots=True)
class WatchRules:
    """From where on a rate stands out.

    Attributes:
        least: receipts of a card in the period before anything is said of it.
        a_day: receipts on each day the card was used, on average.
        one_person: share of a card's receipts in one person's hands.
        chance: how unlikely that must be if tills were met by chance.
        minutes: two tills so close in time cannot well be one person's shopping.
        twice: how often that must happen.
        by_hand: entries of points by hand before anything is said of somebody.
        times: how many times as many as the others book on average.
        one_card: share of the points given by hand that went to one card.
        soon: minutes after points were given by hand in which using them is noticed.
        used_soon: how often that must happen.
    """

    least: int = 10
    a_day: float = 2.5
    one_person: float = 0.9
    chance: float = 1e-6
    minutes: int = 10
    twice: int = 3
    by_hand: int = 5
    times: float = 3.0
    one_card: float = 0.8
    soon: int = 60
    used_soon: int = 2


USUAL = WatchRules()


@dataclass(frozen=True, slots=True, eq=False)
class TillReceipts:
    """Receipts of a period, one row each; `NOBODY` where the till does not tell.

    Attributes:
        customer: whose card it was.
        staff: who served.
        register: the till.
        store: the store.
        day: business date.
        at: seconds since 1970.
    """

    customer: Ints
    staff: Ints
    register: Ints
    store: Ints
    day: Ints
    at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class CardUse:
    """How each card was used, one row a card, the most used first.

    Attributes:
        customer: whose card.
        receipts: receipts with it.
        days: days it was used on.
        staff: how many people served it.
        registers: at how many tills.
        mainly: who served it most, `NOBODY` if unknown.
        by_main: receipts which that person served.
        expected: how many that person would have served, had the till been met by chance.
        chance: how unlikely so many are then.
        at_once: how often it was used at two tills within minutes.
        often: it was used unusually often on a day.
        one_person: nearly always in one person's hands, more than chance allows.
        two_tills: often at two tills within minutes.
    """

    customer: Ints
    receipts: Ints
    days: Ints
    staff: Ints
    registers: Ints
    mainly: Ints
    by_main: Ints
    expected: Floats
    chance: Floats
    at_once: Ints
    often: Flags
    one_person: Flags
    two_tills: Flags

    @property
    def stands_out(self) -> Flags:
        """Say which cards are worth a look."""
        return self.often | self.one_person | self.two_tills


def card_use(told: TillReceipts, rules: WatchRules = USUAL) -> CardUse:
    """Look at every card that was used in a period."""
    at = np.flatnonzero(told.customer != NOBODY)
    ids, who = np.unique(told.customer[at], return_inverse=True)
    receipts = np.bincount(who, minlength=ids.size)
    days = _different(who, told.day[at], ids.size)
    main, by_main = _most(who, told.staff[at], ids.size)
    expected = _expected(told, at, who, main)
    chance = _chance(by_main, receipts, expected)
    at_once = _at_once(told, at, who, ids.size, rules)
    enough = receipts >= rules.least
    share = by_main / np.maximum(receipts, 1)
    order = np.lexsort((ids, -receipts))
    found = CardUse(
        customer=ids,
        receipts=receipts,
        days=days,
        staff=_different(who, told.staff[at], ids.size),
        registers=_different(who, told.register[at], ids.size),
        mainly=main,
        by_main=by_main,
        expected=expected,
        chance=chance,
        at_once=at_once,
        often=enough & (receipts / np.maximum(days, 1) >= rules.a_day),
        one_person=enough & (share >= rules.one_person) & (chance < rules.chance),
        two_tills=at_once >= rules.twice,
    )
    return CardUse(*(getattr(found, name)[order] for name in CardUse.__slots__))


def _different(who: Ints, what: Ints, people: int) -> Ints:
    """Count the different known values of each."""
    known = what != NOBODY
    least = int(what.min(initial=0))
    span = int(what.max(initial=0)) - least + 1
    each = np.sort(who[known] * span + (what[known] - least))
    fresh = np.ones(each.size, dtype=np.bool_)
    np.not_equal(each[1:], each[:-1], out=fresh[1:])
    return np.bincount(each[fresh] // span, minlength=people)


def _most(who: Ints, what: Ints, people: int) -> tuple[Ints, Ints]:
    """Give each one's most frequent known value and how often it comes."""
    known = what != NOBODY
    return _largest(who[known], what[known], np.ones(int(known.sum()), dtype=np.int64), people)


def _largest(who: Ints, what: Ints, amount: Ints, people: int) -> tuple[Ints, Ints]:
    """Give each one's value with the largest sum of amounts, and that sum."""
    _, first, pair = np.unique(_together(who, what), return_index=True, return_inverse=True)
    holder, held, sums = who[first], what[first], _added(pair, amount, first.size)
    order = np.lexsort((-held, sums, holder))
    value = np.full(people, NOBODY, dtype=np.int64)
    most = np.zeros(people, dtype=np.int64)
    value[holder[order]] = held[order]  # the last of each stays, the one with the largest sum
    most[holder[order]] = sums[order]
    return value, most


def _together(*columns: Ints) -> Ints:
    """Number rows so that equal rows have equal numbers; sorting whole rows is far slower."""
    code, most = np.zeros(columns[0].size, dtype=np.int64), 1
    for column in columns:
        least = int(column.min(initial=0))
        span = int(column.max(initial=0)) - least + 1
        if most * span > _MOST_CODES:
            code, most = _numbered(code)
        if most * span > _MOST_CODES:
            column, span = _numbered(column)  # noqa: PLW2901 - its numbers stand for its values
            least = 0
        code = code * span + (column - least)
        most *= span
    # Whoever counts by these numbers needs them without wide gaps.
    return code if most <= code.size else _numbered(code)[0]


def _numbered(values: Ints) -> tuple[Ints, int]:
    """Number different values from 0 on; give how many there are too."""
    found, number = np.unique(values, return_inverse=True)
    return number.astype(np.int64), max(found.size, 1)


def _expected(told: TillReceipts, at: Ints, who: Ints, main: Ints) -> Floats:
    """Count how many of each card's receipts its main cashier would serve by chance.

    Others served in the same store, on the same day and in the same hour say how likely that
    person was: somebody who always comes in one person's shift is nothing unusual.
    """
    clock = np.where(told.at == NOBODY, NOBODY, told.at // _HOUR)
    served = main[who]
    daily = _share_of_others(_together(told.store, told.day), told.staff, at, served)
    slots = _together(told.store, told.day, clock)
    hourly = _share_of_others(slots, told.staff, at, served, daily)
    found: Floats = np.bincount(who, weights=hourly, minlength=main.size).astype(np.float64)
    return found


def _share_of_others(
    slot: Ints, staff: Ints, at: Ints, served: Ints, fallback: Floats | None = None
) -> Floats:
    """Give, for some receipts, what part of the others in their slot somebody served."""
    names, named = _numbered(staff)
    slots = int(slot.max(initial=-1)) + 1
    whole = np.bincount(slot[staff != NOBODY], minlength=slots)
    wanted = np.zeros(int(staff.max(initial=NOBODY)) - NOBODY + 1, dtype=np.int64)
    wanted[staff - NOBODY] = names
    key = slot[at] * named + wanted[served - NOBODY]
    mine = _often(slot * named + names, slots * named, key)
    own = (staff[at] == served) & (served != NOBODY)
    others = np.maximum(whole[slot[at]] - (staff[at] != NOBODY), 0)
    theirs = np.clip(mine - own, 0, others)
    usual = np.ones(at.size) if fallback is None else fallback
    found: Floats = (theirs + usual) / (others + 1.0)
    return found


def _often(codes: Ints, most: int, asked: Ints) -> Ints:
    """Count how often some codes occur, by place where there are not many more than rows."""
    if most <= _WIDE * codes.size:
        return np.bincount(codes, minlength=most)[asked]
    keys, counts = np.unique(codes, return_counts=True)
    place = np.minimum(np.searchsorted(keys, asked), keys.size - 1)
    return np.where(keys[place] == asked, counts[place], 0)


def _chance(by_main: Ints, receipts: Ints, expected: Floats) -> Floats:
    """Give how likely at least so many are if each is met by chance."""
    share = np.clip(expected / np.maximum(receipts, 1), 0.0, 1.0)
    found = np.ones(receipts.size)
    some = by_main > 0
    k, n = by_main[some].astype(np.float64), receipts[some].astype(np.float64)
    found[some] = betainc(k, n - k + 1.0, share[some])  # the binomial's upper tail
    return found


def _at_once(told: TillReceipts, at: Ints, who: Ints, people: int, rules: WatchRules) -> Ints:
    """Count how often a card was used at two tills within minutes."""
    known = (told.at[at] != NOBODY) & (told.register[at] != NOBODY)
    rows, holder = at[known], who[known]
    moment = told.at[rows] - told.at[rows].min(initial=0)
    # One sort of one number takes a fraction of a sort by three.
    order = np.argsort(holder * (moment.max(initial=0) + 1) + moment, kind="stable")
    rows, holder = rows[order], holder[order]
    same = holder[1:] == holder[:-1]
    soon = np.diff(told.at[rows]) <= rules.minutes * _MINUTE
    elsewhere = (told.register[rows][1:] != told.register[rows][:-1]) | (
        told.store[rows][1:] != told.store[rows][:-1]
    )
    return np.bincount(holder[1:][same & soon & elsewhere], minlength=people)


@dataclass(frozen=True, slots=True, eq=False)
class HandEntries:
    """Points booked by hand, and points used, one row an entry.

    Attributes:
        customer: whose account.
        actor: who booked, by number.
        points: how many; below zero if they were taken or used.
        used: it is a redemption.
        at: seconds since 1970.
    """

    customer: Ints
    actor: Ints
    points: Ints
    used: Flags
    at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class HandUse:
    """What each person booked by hand, one row a person.

    Attributes:
        actor: who.
        entries: entries by hand.
        given: points given.
        taken: points taken.
        customers: to how many customers.
        main: who got most of the points given, `NOBODY` if none were.
        to_main: points given to them.
        used_soon: how often points that the person gave were used soon after.
        many: several times as many entries as others book.
        one_card: nearly all points given went to one card.
        soon: points were used soon after more than once.
    """

    actor: Ints
    entries: Ints
    given: Ints
    taken: Ints
    customers: Ints
    main: Ints
    to_main: Ints
    used_soon: Ints
    many: Flags
    one_card: Flags
    soon: Flags

    @property
    def stands_out(self) -> Flags:
        """Say whose entries are worth a look."""
        return self.many | self.one_card | self.soon


def hand_use(told: HandEntries, rules: WatchRules = USUAL) -> HandUse:
    """Look at everyone who booked points by hand in a period."""
    by_hand = np.flatnonzero(~told.used)
    actors, who = np.unique(told.actor[by_hand], return_inverse=True)
    points = told.points[by_hand]
    entries = np.bincount(who, minlength=actors.size)
    given = _added(who, np.maximum(points, 0), actors.size)
    main, to_main = _largest(who, told.customer[by_hand], np.maximum(points, 0), actors.size)
    soon = used_soon(told, rules)
    used = np.bincount(who[soon[by_hand]], minlength=actors.size)
    others = (entries.sum() - entries) / max(actors.size - 1, 1)
    enough = entries >= rules.by_hand
    return HandUse(
        actor=actors,
        entries=entries,
        given=given,
        taken=_added(who, np.maximum(-points, 0), actors.size),
        customers=_different(who, told.customer[by_hand], actors.size),
        main=main,
        to_main=to_main,
        used_soon=used,
        many=enough & (actors.size > 1) & (entries >= rules.times * np.maximum(others, 1)),
        one_card=enough & (given > 0) & (to_main >= rules.one_card * given),
        soon=used >= rules.used_soon,
    )


def used_soon(told: HandEntries, rules: WatchRules = USUAL) -> Flags:
    """Say which points given by hand were used within the hour, by whoever got them."""
    order = np.lexsort((told.used, told.at, told.customer))
    customer, at, used = told.customer[order], told.at[order], told.used[order]
    many = order.size
    upcoming = np.where(used, np.arange(many), many)
    upcoming = np.minimum.accumulate(upcoming[::-1])[::-1]
    there = upcoming < many
    place = np.minimum(upcoming, max(many - 1, 0))
    found = np.zeros(many, dtype=np.bool_)
    if many:
        near = (at[place] - at <= rules.soon * _MINUTE) & (customer[place] == customer)
        found[order] = there & near & ~used & (told.points[order] > 0)
    return found


def _added(who: Ints, amount: Ints, people: int) -> Ints:
    return np.rint(np.bincount(who, weights=amount, minlength=people)).astype(np.int64)
