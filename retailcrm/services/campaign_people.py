"""Who of an audience can take part in a campaign, who cannot and why, and who finds them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.assignments import assigned, left_out
from retailcrm.db.books import Books, Reading
from retailcrm.db.mailable import left_alone
from retailcrm.services.audiences import Audiences
from retailcrm.services.campaign_rows import CONTROL, Channel
from retailcrm.services.finding import Finder, Found
from retailcrm.services.mailable import REASONS, judged, reason_title
from retailcrm.services.moments import moment_here

PEOPLE, OUT, WOULD = "campaigns.people", "campaigns.left_out", "campaigns.would"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """An audience, everyone of it in exactly one place.

    Attributes:
        people: everyone, ascending.
        may: who can take part, ascending.
        out: who cannot, by the one reason, in the order in which reasons are asked.
    """

    people: _Ids
    may: _Ids
    out: Mapping[str, _Ids]


def sort_people(
    connection: Reading, people: _Ids, channel: Channel, day: int, campaign: int
) -> Sorted:
    """Sort an audience into who can take part and who cannot.

    Args:
        connection: a view of the books.
        people: the audience.
        channel: how they would be reached; at the till nobody needs an address.
        day: today.
        campaign: the one that is asked about; its own control does not keep anybody out.
    """
    if channel is Channel.TILL:
        return _at_the_till(connection, people, day, campaign)
    found = judged(connection, people, channel.value, day=day, but=(campaign,))
    out = {reason: found.because(reason) for reason in REASONS[1:]}
    return Sorted(found.ids, found.may, {key: ids for key, ids in out.items() if ids.size})


def arm_letter(place: int) -> str:
    """Name an arm's place: A, B and on; the control has no letter."""
    return "" if place == CONTROL else _LETTERS[(place - 1) % len(_LETTERS)]


def arm_rows(campaign: int, place: int) -> RowsRef:
    """Refer to the people of one arm, or of the control."""
    return rows("customers", finding=PEOPLE, campaign=str(campaign), place=str(place))


class CampaignFinders:
    """Finds the people behind what is told of campaigns before their results."""

    def __init__(self, books: Books, audiences: Audiences, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._audiences = audiences
        self._clock = clock

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {PEOPLE: self._people, OUT: self._out, WOULD: self._would}

    def _people(self, asked: RowsRef) -> Found:
        place = asked.get("place")
        with self._books.read() as connection:
            ids = assigned(connection, _number(asked), None if place is None else int(place))
        if place is None:
            return Found(say("In the campaign"), ids)
        if place == str(CONTROL):
            return Found(say("Left alone to compare with"), ids)
        return Found(say("Arm {letter}", letter=arm_letter(int(place))), ids)

    def _out(self, asked: RowsRef) -> Found:
        reason = asked.get("reason") or ""
        with self._books.read() as connection:
            ids = left_out(connection, _number(asked), reason)
        return Found(reason_title(reason), ids)

    def _would(self, asked: RowsRef) -> Found:
        as_of = asked.get("as_of")
        people = self._audiences.people(
            asked.get("audience") or "", None if as_of is None else date.fromisoformat(as_of)
        )
        with self._books.read() as connection:
            day = moment_here(self._clock, connection).day
            found = sort_people(
                connection, people, Channel(asked.get("channel") or ""), day, _number(asked)
            )
        reason = asked.get("reason")
        if reason is None:
            return Found(say("Can take part"), found.may)
        return Found(reason_title(reason), found.out.get(reason, np.empty(0, dtype=np.int64)))


def _number(asked: RowsRef) -> int:
    told = asked.get("campaign") or "0"
    if not told.isdecimal():
        raise UserError(say("The rows behind this figure cannot be told any more."))
    return int(told)


def _at_the_till(connection: Reading, people: _Ids, day: int, campaign: int) -> Sorted:
    in_control, standing = left_alone(connection, day, (campaign,))
    people = np.unique(people)
    alone, of_year = np.isin(people, in_control), np.isin(people, standing)
    out = {"in_control": people[alone], "standing_control": people[of_year & ~alone]}
    return Sorted(
        people, people[~alone & ~of_year], {key: ids for key, ids in out.items() if ids.size}
    )
