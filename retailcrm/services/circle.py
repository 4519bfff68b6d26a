"""Whose coming back is asked about: everyone, or those who pass some filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.history import Flags, Ints, Visits
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.first_channel import CHANNELS, first_online, known_channels
from retailcrm.services.finding import FINDING
from retailcrm.services.standing import Standing


@dataclass(frozen=True, slots=True)
class Among:
    """Filters; what is empty leaves everyone in.

    Attributes:
        group: key of one of the three groups, as of the day asked for.
        segment: key of a segment, likewise.
        channel: where the first purchase was: `offline` or `online`; who bought in both on the
            first day began online.
        first_from: first day on which the first visit may have been.
        first_to: last day on which it may have been.
        least: fewest visits.
    """

    group: str = ""
    segment: str = ""
    channel: str = ""
    first_from: date | None = None
    first_to: date | None = None
    least: int = 0

    def words(self) -> dict[str, str]:
        """Give the filters in use as inputs of a reference."""
        told = {
            "group": self.group,
            "segment": self.segment,
            "channel": self.channel,
            "first_from": self.first_from.isoformat() if self.first_from else "",
            "first_to": self.first_to.isoformat() if self.first_to else "",
            "least": str(self.least) if self.least else "",
        }
        return {name: value for name, value in told.items() if value}


EVERYONE = Among()


def among_of(told: RowsRef) -> Among:
    """Read the filters of a reference back."""
    return Among(
        told.get("group") or "",
        told.get("segment") or "",
        told.get("channel") or "",
        _day(told.get("first_from")),
        _day(told.get("first_to")),
        int(told.get("least") or 0),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


@dataclass(frozen=True, slots=True, eq=False)
class Circle:
    """The customers asked about, and their visits up to a day.

    Attributes:
        scored: the whole base as of the day.
        among: the filters that made the circle.
        place: positions of the circle's customers in `scored`.
        ids: their ids, ascending.
        visits: their visits.
        common: day and filters, as every reference to the circle names them.
    """

    scored: Scored
    among: Among
    place: Ints
    ids: Ints
    visits: Visits
    common: tuple[tuple[str, str], ...]

    @property
    def as_of(self) -> int:
        """Give the last day that counts."""
        return self.scored.as_of

    def rows(self, finding: str, **inputs: str | int | None) -> RowsRef:
        """Name a finding about this circle on this day."""
        told = [(name, str(one)) for name, one in inputs.items() if one is not None]
        return RowsRef("customers", tuple(sorted([*self.common, (FINDING, finding), *told])))


class Circles:
    """Makes circles, and keeps the latest."""

    def __init__(self, books: Books, standing: Standing) -> None:
        self._books = books
        self._standing = standing
        self._kept: tuple[Scored, Among, Circle] | None = None
        self._first: tuple[int, tuple[Ints, Ints]] | None = None

    def circle(self, as_of: date | None, among: Among = EVERYONE) -> Circle | None:
        """Give the customers who pass the filters; None in an empty shop.

        Raises:
            UserError: a filter names nothing there is.
        """
        scored = self._standing.scored(as_of)
        if scored is None:
            return None
        kept = self._kept
        if kept is None or kept[0] is not scored or kept[1] != among:
            kept = self._kept = scored, among, self._made(scored, among)
        return kept[2]

    def found(self, told: RowsRef) -> Circle:
        """Give the circle that a reference means.

        Raises:
            UserError: there is nobody any more.
        """
        day = told.get("as_of")
        try:
            as_of = None if day is None else date.fromisoformat(day)
            found = self.circle(as_of, among_of(told))
        except ValueError as fault:
            raise unknown() from fault
        if found is None:
            raise unknown()
        return found

    def channels(self) -> tuple[str, ...]:
        """Name the channels in which customers have bought."""
        with self._books.read() as connection:
            return known_channels(connection)

    def scored(self, as_of: date) -> Scored | None:
        """Give the base as of another day."""
        return self._standing.scored(as_of)

    def money(self) -> Callable[[int], str]:
        """Give how amounts are written."""
        return self._standing.money()

    def _made(self, scored: Scored, among: Among) -> Circle:
        place = np.arange(scored.ids.size)
        common = (("as_of", day_of(scored.as_of).isoformat()), *among.words().items())
        if among == EVERYONE:
            return Circle(scored, among, place, scored.ids, scored.calendar, common)
        keep = self._passes(scored, among)
        visits = scored.calendar.only(keep)
        return Circle(scored, among, place[keep], scored.ids[keep], visits, common)

    def _passes(self, scored: Scored, among: Among) -> Flags:
        came = scored.visits > 0
        keep: Flags = scored.visits >= among.least
        if among.group:
            keep &= scored.group == _code([str(one) for one in GROUPS], among.group)
        if among.segment:
            keep &= scored.segment == _code([str(one) for one in SEGMENTS], among.segment)
        if among.first_from:
            keep &= came & (scored.first >= day_number(among.first_from))
        if among.first_to:
            keep &= came & (scored.first <= day_number(among.first_to))
        if among.channel:
            online = self._began_online(scored)
            keep &= came & (online if _code(list(CHANNELS), among.channel) else ~online)
        return keep

    def _began_online(self, scored: Scored) -> Flags:
        """Say who bought online on the very first day."""
        ids, day = self._online()
        found = np.zeros(scored.ids.size, dtype=np.bool_)
        place = np.searchsorted(ids, scored.ids)
        there = np.flatnonzero(place < ids.size)
        there = there[ids[place[there]] == scored.ids[there]]
        found[there] = day[place[there]] <= scored.first[there]
        return found

    def _online(self) -> tuple[Ints, Ints]:
        version = self._books.version()
        if self._first is None or self._first[0] != version:
            with self._books.read() as connection:
                self._first = version, first_online(connection)
        return self._first[1]


def unknown() -> UserError:
    """Say that the rows behind a figure are gone."""
    return UserError(say("The rows behind this figure cannot be told any more."))


def _code(keys: list[str], key: str) -> int:
    if key not in keys:
        raise UserError(
            say("There is no {key}.", key=key), say("It is one of {keys}.", keys=", ".join(keys))
        )
    return keys.index(key)
