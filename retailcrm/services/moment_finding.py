"""Who is behind the figures about moments: ready, left alone, waiting, past or to come."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from retailcrm.analytics.history import Ints
from retailcrm.campaigns.moments.choosing import CONTROL, SENT, Chosen
from retailcrm.campaigns.moments.falling_due import ahead, left_in_peace
from retailcrm.campaigns.moments.people import People
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.kin import heirs
from retailcrm.db.moments import MomentHead, given_to, moment_heads
from retailcrm.services.finding import Finder, Found
from retailcrm.services.moment_deciding import (
    Audience,
    Fallen,
    as_allowed,
    decided,
    fallen,
    manners_of,
)
from retailcrm.services.moment_people import MomentPeople
from retailcrm.services.moment_words import (
    AHEAD,
    BEFORE,
    FOUND,
    GIVEN,
    MONTH_AHEAD,
    READY,
    waiting_title,
)

_TITLES = {
    READY: "{name}: ready to be sent",
    CONTROL: "{name}: left alone to compare with",
    BEFORE: "{name}: their day was before the start",
    AHEAD: "{name}: their day comes within {days} days",
    GIVEN: "{name}: written to",
}


class MomentFinder:
    """Finds the people of a moment.

    Args:
        books: the shop's books.
        people: everyone as moments look at them.
        audience: lists the customers that an audience means.
    """

    def __init__(self, books: Books, people: MomentPeople, audience: Audience) -> None:
        self._books = books
        self._people = people
        self._audience = audience

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {FOUND: self._found}

    def _found(self, rows: RowsRef) -> Found:
        what = rows.get("what") or READY
        told = rows.get("day")
        day = None if told is None else day_number(date.fromisoformat(told))
        step = None if rows.get("step") is None else int(rows.get("step") or 0)
        with self._books.read() as connection:
            head = _head(connection, rows)
            if what == GIVEN or (what == CONTROL and day is None):
                place = step if what == GIVEN else 0
                found = _given(connection, head, day, place, is_given=what == GIVEN)
                return Found(_title(head, what), found)
        assert day is not None
        reason = rows.get("reason")
        ids = self._computed(head, (what, step, reason), day)
        return Found(_title(head, what, reason), ids)

    def _computed(
        self, head: MomentHead, asked: tuple[str, int | None, str | None], day: int
    ) -> Ints:
        looked = self._people.read(day)
        people = looked.people
        if people is None:
            return np.empty(0, dtype=np.int64)
        what, step, reason = asked
        with self._books.read() as connection:
            heads = moment_heads(connection)
            told = fallen(
                [one for one in heads if one.state == "running" or one.id == head.id],
                people,
                self._audience,
            )
            mine = next(at for at, one in enumerate(told) if one.trigger.id == head.id)
            if what in {BEFORE, AHEAD}:
                return _not_now(told[mine], people, what)
            alone = head.state != "running"
            shown = (told[mine],) if alone else told
            manners = manners_of(connection)
            chosen = decided(connection, shown, people, manners)
        if not alone:
            chosen = as_allowed(chosen, looked.fresh, manners, day)
        return _of(chosen[0 if alone else mine], what, step, reason)


def _head(connection: Reading, rows: RowsRef) -> MomentHead:
    told = rows.get("moment") or ""
    found = moment_heads(connection, int(told)) if told.isdecimal() else ()
    if not found:
        raise UserError(say("There is no such moment."), say("See the list of moments."))
    return found[0]


def _given(
    connection: Reading, head: MomentHead, day: int | None, place: int | None, *, is_given: bool
) -> Ints:
    """Give who got something, or was left alone, whoever they are now."""
    into = heirs(connection)
    found = given_to(connection, head.id, day, place)
    if is_given and place is None:
        alone = set(given_to(connection, head.id, day, 0))
        sent = {
            one
            for step in range(1, len(head.arms))
            for one in given_to(connection, head.id, day, step)
        }
        found = [one for one in found if one not in alone or one in sent]
    return np.unique(np.array([into.get(one, one) for one in found], dtype=np.int64))


def _not_now(told: Fallen, people: People, what: str) -> Ints:
    if what == BEFORE:
        at = left_in_peace(told.trigger, told.events, people).at
    else:
        at = ahead(told.trigger, told.events, people, MONTH_AHEAD).at
    found: Ints = people.ids[np.unique(at)]
    return found


def _of(chosen: Chosen, what: str, step: int | None, reason: str | None) -> Ints:
    if what == READY:
        keep = chosen.which(SENT)
    elif what == CONTROL:
        keep = chosen.which(CONTROL)
    elif reason is not None:
        keep = chosen.which(reason)
    else:
        keep = ~(chosen.which(SENT) | chosen.which(CONTROL))
    if step is not None:
        keep &= chosen.step == step - 1
    found: Ints = np.sort(chosen.customer[keep])
    return found


def _title(head: MomentHead, what: str, reason: str | None = None) -> str:
    if what in _TITLES:
        return say(_TITLES[what], name=head.name, days=MONTH_AHEAD)
    if reason is not None:
        return f"{head.name}: {waiting_title(reason)}"
    return say("{name}: nothing for them today", name=head.name)
