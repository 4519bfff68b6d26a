"""What stands out at the till in a month: rates worth a look, and the receipts behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from retailcrm.analytics.till_watch import (
    NOBODY,
    CardUse,
    HandEntries,
    HandUse,
    TillReceipts,
    card_use,
    hand_use,
    used_soon,
)
from retailcrm.core.days import day_number, day_of, month_end, month_index, month_start
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.customer_pages import full_name, heads_of
from retailcrm.db.status import first_and_last
from retailcrm.db.till_entries import hand_rows, newest_entry, staff_names, till_rows
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.till_watch_rows import CardRow, HandRow, TillWatchTold

USED, SHOWN, ENTRIES, GIVEN, SOON = (
    "till.used", "till.shown", "till.entries", "till.given", "till.soon",
)  # fmt: skip
MOST_MONTHS = 13
_CARD_REASONS = ("often", "one_person", "two_tills")
_HAND_REASONS = ("many", "one_card", "soon")
_Heads = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class _Month:
    """One month as the till and the ledger tell it."""

    month: int
    cards: CardUse
    entries: HandEntries
    people: HandUse
    actors: tuple[str, ...]
    names_staff: bool
    tells_time: bool

    def rows(self, finding: str, **inputs: str) -> RowsRef:
        """Refer to the customers behind a figure of this month."""
        return rows("customers", finding=finding, month=str(self.month), **inputs)


class TillWatchService:
    """Questions about what happens at the till."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._kept: tuple[tuple[int, int, int], _Month] | None = None

    def look(self, month: int | None = None) -> TillWatchTold:
        """Look at a month, by default the last one that is over."""
        months = self._months()
        if not months:
            return TillWatchTold(
                None, (), None, None, (), (), names_staff=False, tells_time=False,
                why_empty=say("There are no receipts yet."),
            )  # fmt: skip
        found = self._month(months[0] if month is None else month)
        shown = np.flatnonzero(found.cards.stands_out)
        with self._books.read() as connection:
            wanted = [*found.cards.customer[shown].tolist(), *found.people.main.tolist()]
            heads = heads_of(connection, [one for one in wanted if one != NOBODY])
            names = staff_names(connection)
        return TillWatchTold(
            month=found.month,
            months=self._listed(months),
            used=Told("till.used", float(found.cards.customer.size), Unit.COUNT, found.rows(USED)),
            shown=Told("till.shown", float(shown.size), Unit.COUNT, found.rows(SHOWN)),
            cards=tuple(_card(found, int(at), heads, names) for at in shown),
            people=_people(found, heads),
            names_staff=found.names_staff,
            tells_time=found.tells_time,
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the customers behind each figure."""
        return {
            USED: self._found_used,
            SHOWN: self._found_shown,
            ENTRIES: lambda told: self._found_by_hand(told, ENTRIES),
            GIVEN: lambda told: self._found_by_hand(told, GIVEN),
            SOON: lambda told: self._found_by_hand(told, SOON),
        }

    def _months(self) -> tuple[int, ...]:
        """List months with data, the last one that is over first."""
        with self._books.read() as connection:
            reach = first_and_last(connection)
        if reach is None:
            return ()
        first, last = (month_index(day_of(one)) for one in reach)
        over = last if reach[1] >= day_number(month_end(last)) else last - 1
        start = max(first, min(over, last))
        return (start, *(one for one in range(last, first - 1, -1) if one != start))

    def _listed(self, months: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(months, reverse=True)[:MOST_MONTHS])

    def _month(self, month: int) -> _Month:
        first, last = day_number(month_start(month)), day_number(month_end(month))
        with self._books.read() as connection:
            key = (self._books.version(), month, newest_entry(connection))
            if self._kept is None or self._kept[0] != key:
                self._kept = key, _read(connection, month, first, last)
        return self._kept[1]

    def _meant(self, told: RowsRef) -> _Month:
        month = told.get("month")
        if month is None or not month.isdigit():
            raise UserError(say("The rows behind this figure cannot be told any more."))
        return self._month(int(month))

    def _found_used(self, told: RowsRef) -> Found:
        return Found(say("Cards used in the month"), np.sort(self._meant(told).cards.customer))

    def _found_shown(self, told: RowsRef) -> Found:
        cards = self._meant(told).cards
        return Found(say("Cards worth a look"), np.sort(cards.customer[cards.stands_out]))

    def _found_by_hand(self, told: RowsRef, what: str) -> Found:
        found = self._meant(told)
        actor = told.get("actor") or ""
        number = found.actors.index(actor) if actor in found.actors else NOBODY
        entries = found.entries
        theirs = (entries.actor == number) & ~entries.used
        amounts, heading = {
            ENTRIES: (np.ones(theirs.size), say("Entries by hand")),
            GIVEN: (np.maximum(entries.points, 0), say("Points given by hand")),
            SOON: (used_soon(entries).astype(np.float64), say("Used within the hour")),
        }[what]
        kept = theirs & (amounts > 0)
        ids, who = np.unique(entries.customer[kept], return_inverse=True)
        sums = np.bincount(who, weights=amounts[kept], minlength=ids.size).astype(np.float64)
        title = say("Customers whose points {name} changed by hand", name=actor)
        return Found(title, ids, heading, Unit.COUNT, sums, How.SUM)


def _read(connection: Reading, month: int, first: int, last: int) -> _Month:
    till, hand = till_rows(connection, first, last), hand_rows(connection, first, last)
    receipts = TillReceipts(till.customer, till.staff, till.register, till.store, till.day, till.at)
    entries = HandEntries(hand.customer, hand.actor, hand.points, hand.used, hand.at)
    return _Month(
        month,
        card_use(receipts),
        entries,
        hand_use(entries),
        hand.actors,
        bool((till.staff != NOBODY).any()),
        bool((till.at != NOBODY).any()),
    )


def _card(found: _Month, at: int, heads: _Heads, names: Mapping[int, str]) -> CardRow:
    use = found.cards
    customer = int(use.customer[at])
    head = heads.get(customer)
    span = {
        "from_": month_start(found.month).isoformat(),
        "to": month_end(found.month).isoformat(),
        "customer": str(customer),
        "channel": "offline",
    }
    mainly = names.get(int(use.mainly[at]), "")
    by_main = None
    if mainly:
        behind = rows("receipts", cashier=mainly, **span)
        by_main = Told("till.by_main", float(use.by_main[at]), Unit.COUNT, behind)
    return CardRow(
        customer_id=customer,
        name="" if head is None else full_name(head),
        card="" if head is None else head["card"],
        receipts=Told(
            "till.receipts", float(use.receipts[at]), Unit.COUNT, rows("receipts", **span)
        ),
        days=int(use.days[at]),
        staff=int(use.staff[at]),
        mainly=mainly,
        by_main=by_main,
        expected=float(use.expected[at]),
        at_once=int(use.at_once[at]),
        reasons=tuple(one for one in _CARD_REASONS if getattr(use, one)[at]),
    )


def _people(found: _Month, heads: _Heads) -> tuple[HandRow, ...]:
    use = found.people
    order = np.lexsort((use.actor, -use.entries))
    return tuple(_person(found, int(at), heads) for at in order)


def _person(found: _Month, at: int, heads: _Heads) -> HandRow:
    use, actor = found.people, found.actors[int(found.people.actor[at])]
    main = heads.get(int(use.main[at])) if use.to_main[at] else None

    def told(key: str, finding: str, value: int) -> Told:
        return Told(key, float(value), Unit.COUNT, found.rows(finding, actor=actor))

    return HandRow(
        actor=actor,
        entries=told("till.entries", ENTRIES, use.entries[at]),
        given=told("till.given", GIVEN, use.given[at]),
        taken=int(use.taken[at]),
        customers=int(use.customers[at]),
        main="" if main is None else full_name(main),
        to_main=int(use.to_main[at]),
        used_soon=told("till.soon", SOON, use.used_soon[at]),
        reasons=tuple(one for one in _HAND_REASONS if getattr(use, one)[at]),
    )
