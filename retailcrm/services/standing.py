"""Where every customer stands under the rules in force, now and at the end of past months."""

import json
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from retailcrm.analytics.base import Scored
from retailcrm.analytics.history import DayBook
from retailcrm.analytics.rules import Rules
from retailcrm.core.days import day_number, month_end, month_index
from retailcrm.core.figures import Figures
from retailcrm.db.books import Books, Reading
from retailcrm.db.seasons import seasons
from retailcrm.db.settings import read_setting, version_of
from retailcrm.db.snapshots import Snapshot, read_snapshot, write_snapshot
from retailcrm.services.base import Base
from retailcrm.services.learned_models import EDITION
from retailcrm.services.shop import KEY, ShopSettings, settings_from

RULES = "group.rules"
RULES_SINCE = "group.rules.since"


class Standing:
    """The base, scored by the shop's own rules."""

    def __init__(self, books: Books, base: Base) -> None:
        self._books = books
        self._base = base

    def shop(self) -> ShopSettings:
        """Read the shop's settings."""
        with self._books.read() as connection:
            return settings_from(read_setting(connection, KEY, {}))

    def rules(self) -> Rules:
        """Read the rules in force; the assumed margin is the shop's, shared by all figures."""
        with self._books.read() as connection:
            rules = rules_from(read_setting(connection, RULES, {}))
            margin = settings_from(read_setting(connection, KEY, {})).margin
            return replace(rules, margin=margin, closed=closed_days(connection))

    def rules_since(self) -> date | None:
        """Give the day the rules in force were kept; None for the ones the program came with."""
        with self._books.read() as connection:
            told = read_setting(connection, RULES_SINCE)
        return None if told is None else date.fromisoformat(told)

    def money(self) -> Callable[[int], str]:
        """Give how amounts are written inside sentences, with their currency."""
        return Figures(self.shop().currency).money

    def as_of(self, told: date | None = None) -> date | None:
        """Give the day asked for, by default the last business date with data."""
        return told or self._base.as_of()

    def scored(self, as_of: date | None = None, rules: Rules | None = None) -> Scored | None:
        """Score everyone; None in an empty shop."""
        day = self.as_of(as_of)
        if day is None:
            return None
        return self._base.scored(day, rules or self.rules(), 10 ** self.shop().digits)

    def month_before(self, as_of: date) -> int:
        """Give the last month that was over before the month of `as_of`."""
        return month_index(as_of) - 1

    def labels(self, month: int, rules: Rules | None = None) -> Snapshot | None:
        """Give everyone's labels at the end of a month, as kept or computed now."""
        rules = rules or self.rules()
        with self._books.read() as connection:
            kept = read_snapshot(connection, month, _text(rules))
        if kept is not None:
            return kept
        scored = self.scored(month_end(month), rules)
        return None if scored is None else labels_of(scored)

    def book(self) -> DayBook:
        """Give everyone's days."""
        return self._base.columns()[0]

    def keep(self) -> None:
        """Keep the labels of the last month that is over, if they are not kept yet."""
        as_of = self.as_of()
        if as_of is None:
            return
        self._base.keep_learned(as_of)
        month = self.month_before(as_of)
        rules = self.rules()
        with self._books.read() as connection:
            if read_snapshot(connection, month, _text(rules)) is not None:
                return
        scored = self.scored(month_end(month), rules)
        if scored is None:
            return
        labels = labels_of(scored)
        with self._books.write() as unit:
            version = version_of(unit.connection)
            write_snapshot(unit.connection, month, _text(rules), version, labels)


def closed_days(connection: Reading) -> tuple[tuple[int, int], ...]:
    """Give the seasons in which the whole shop is shut, as day numbers."""
    return tuple((day_number(first), day_number(last)) for first, last in seasons(connection))


def labels_of(scored: Scored) -> Snapshot:
    """Take everyone's labels from the scores of a day."""
    return Snapshot(scored.as_of, scored.ids, scored.group, scored.segment, scored.stage)


def rules_from(held: dict[str, Any]) -> Rules:
    """Read rules as kept; what an older version did not know has its default."""
    known = {one.name: one for one in fields(Rules)}
    told = {name: _frozen(value) for name, value in held.items() if name in known}
    return Rules(**told)


def rules_to(rules: Rules) -> dict[str, Any]:
    """Give rules as they are kept; when the shop is shut is kept by itself."""
    return asdict(replace(rules, closed=()))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _text(rules: Rules) -> str:
    # Labels rest on chances to come back as well, which change with the method.
    return json.dumps({**asdict(rules), "chances": EDITION}, sort_keys=True)
