"""What moments look at, one row a customer, and what they find."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.closed_days import Closed
from retailcrm.analytics.history import Column, Flags, Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Everyone as of a day, in the order of `ids`; a day that is unknown is NO_DAY.

    Attributes:
        ids: customer ids, ascending.
        as_of: the shop's date.
        known: the last day that the data of all stores cover, at most `as_of`.
        first: day of the first visit.
        last: day of the latest visit.
        enrolled: day enrolled, as a file or the counter told it.
        handed: day on which the counter handed out a card.
        remind: days of silence from which it has been a while, NaN if nothing can be said.
        limit: the same from which the customer is missing.
        dead: the same from which the card is dead.
        closed: spans of days on which the whole shop was shut.
        birthday: month x 100 + day, 0 if unknown.
        tier_lacks: share of the next tier that is still missing, NaN without one.
        reward_lacks: share of the next reward that is still missing, NaN without one.
        lost: points that go unless the member comes.
        lost_on: the last day on which they may be used.
    """

    ids: Ints
    as_of: int
    known: int
    first: Column
    last: Column
    enrolled: Column
    handed: Column
    remind: Floats
    limit: Floats
    dead: Floats
    closed: Closed
    birthday: Column
    tier_lacks: Floats
    reward_lacks: Floats
    lost: Column
    lost_on: Column


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Pieces that fall due, one row a person and step.

    Attributes:
        at: position of the person in `People.ids`.
        step: place in the moment's steps.
        anchor: what the occasion goes back to.
        due: day on which the piece falls due.
        until: last day on which it is still good.
    """

    at: Ints
    step: Ints
    anchor: Ints
    due: Ints
    until: Ints

    def only(self, keep: Flags | Ints) -> Self:
        """Leave only some, told by a flag for each or by their places."""
        return type(self)(
            self.at[keep], self.step[keep], self.anchor[keep], self.due[keep], self.until[keep]
        )

    @property
    def size(self) -> int:
        """Count them."""
        return int(self.at.size)


def no_events() -> Events:
    """Give nothing."""
    none = np.empty(0, dtype=np.int64)
    return Events(none, none, none, none, none)


def together(parts: list[Events]) -> Events:
    """Put events one after the other."""
    if not parts:
        return no_events()
    columns = ("at", "step", "anchor", "due", "until")
    return Events(*(np.concatenate([getattr(one, name) for one in parts]) for name in columns))


def falling(at: Ints, step: int, anchor: Column | int, due: Column, until: Column | int) -> Events:
    """Put columns side by side as whole numbers."""
    whole = [
        np.broadcast_to(np.asarray(one, dtype=np.int64), at.shape)
        for one in (at, step, anchor, due, until)
    ]
    return Events(*whole)
