"""Who of those that are due gets a piece today, who is left alone, and who has to wait.

Nobody is written to twice for one occasion, nor more often than the shop's manners allow, all
campaigns and moments of the channel taken together. Whoever chance left alone counts as written
to in all of this: otherwise the two groups would not be alike any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Flags, Ints
from retailcrm.campaigns.assignment import u
from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import MOST_STEPS, Kind, Trigger
from retailcrm.campaigns.moments.people import Events
from retailcrm.campaigns.shares import WHOLE

SENT, CONTROL = "", "control"
"""What becomes of a piece: it goes out, or the person is left alone; all else is a reason."""
_ROOM = 2**21  # an occasion is a day or year times MOST_STEPS


class Wait(StrEnum):
    """Why somebody gets nothing today though the day has come."""

    CAPPED = "capped"  # had enough of this channel lately
    ANOTHER = "another"  # a more important moment is due today
    RESTING = "resting"  # heard of the same moment not long ago
    STALE = "stale"  # the data are too old to act on
    QUIET = "quiet"  # nothing goes out on this day


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """What the people in question were given before, or would have been but for chance.

    Attributes:
        campaign: number of the campaign.
        customer: who it was, or whom they belong to now.
        occasion: as `occasion_of` numbers it.
        day: the shop's date.
        channel: of the campaign.
        control: chance left them alone.
    """

    campaign: Ints
    customer: Ints
    occasion: Ints
    day: Ints
    channel: NDArray[np.str_]
    control: Flags

    @property
    def series(self) -> Ints:
        """Name what a person's steps have in common, as one number."""
        return self.customer * _ROOM + self.occasion // MOST_STEPS

    def only(self, keep: Flags) -> Self:
        """Leave only some, told by a flag for each."""
        return type(self)(*(getattr(self, one.name)[keep] for one in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One trigger with what is due of it.

    Attributes:
        trigger: its rules.
        customer: ids, one for each of `events`.
        events: what is due.
        barred: why somebody cannot be reached by the channel; "" where they can.
    """

    trigger: Trigger
    customer: Ints
    events: Events
    barred: NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """What becomes of what is due of one trigger, one row a person.

    Attributes:
        trigger: its rules.
        customer: ids, ascending.
        step: place in the moment's steps.
        occasion: its number.
        due: day on which it fell due.
        fate: `SENT`, `CONTROL`, or why nothing goes out today.
    """

    trigger: Trigger
    customer: Ints
    step: Ints
    occasion: Ints
    due: Ints
    fate: NDArray[np.str_]

    def which(self, fate: str) -> Flags:
        """Tell who has a fate, a flag for each."""
        found: Flags = self.fate == fate
        return found


def choose(asked: Sequence[Asked], past: Past, manners: Manners, day: int) -> tuple[Chosen, ...]:
    """Decide over everything that is due on a day.

    Args:
        asked: all triggers at work.
        past: what those people were given before.
        manners: how often the shop may speak.
        day: the shop's date.

    Returns:
        One for each trigger, in the order in which they were asked.
    """
    taken = _Taken(past, manners, day)
    order = sorted(
        range(len(asked)), key=lambda at: (-asked[at].trigger.moment.priority, asked[at].trigger.id)
    )
    done: dict[int, Chosen] = {}
    for at in order:
        done[at] = _choose_one(asked[at], past, taken, day)
    return tuple(done[at] for at in range(len(asked)))


def held_up(chosen: Chosen, why: Wait) -> Chosen:
    """Let everyone who would get something, or be left alone, wait for a reason."""
    fate = chosen.fate.copy()
    fate[chosen.which(SENT) | chosen.which(CONTROL)] = str(why)
    return replace(chosen, fate=fate)


def _choose_one(asked: Asked, past: Past, taken: "_Taken", day: int) -> Chosen:
    trigger = asked.trigger
    mine = past.campaign == trigger.id
    fresh = ~_was_done(asked, past.only(mine))
    customer, events, barred = asked.customer[fresh], asked.events.only(fresh), asked.barred[fresh]
    first = _one_each(trigger, customer, events)
    customer, events, barred = customer[first], events.only(first), barred[first]
    occasion = events.anchor * MOST_STEPS + events.step
    chosen = Chosen(trigger, customer, events.step, occasion, events.due, barred.astype(object))
    fate = chosen.fate
    resting = _is_resting(trigger, customer, events.anchor, past.only(mine), day)
    fate[(fate == SENT) & resting] = str(Wait.RESTING)
    full, busy = taken.look(trigger.channel, customer)
    fate[(fate == SENT) & busy] = str(Wait.ANOTHER)
    fate[(fate == SENT) & full] = str(Wait.CAPPED)
    going = np.flatnonzero(fate == SENT)
    taken.take(customer[going])
    alone = _left_alone(trigger, customer[going], events.anchor[going], past.only(mine))
    fate[going[alone]] = CONTROL
    return replace(chosen, fate=fate)


def _was_done(asked: Asked, past: Past) -> Flags:
    """Say what was given before, or a later step of the same occasion."""
    step, keys = past.occasion % MOST_STEPS, past.series
    order = np.lexsort((step, keys))
    keys, step = keys[order], step[order]
    wanted = asked.customer * _ROOM + asked.events.anchor
    last = np.searchsorted(keys, wanted, side="right") - 1
    there = last >= 0
    there[there] = keys[last[there]] == wanted[there]
    reached = np.full(wanted.size, -1, dtype=np.int64)
    reached[there] = step[last[there]]
    found: Flags = asked.events.step <= reached
    return found


def _one_each(trigger: Trigger, customer: Ints, events: Events) -> Ints:
    """Pick one piece a person: a welcome from its beginning, of all else the latest."""
    sign = 1 if trigger.moment.kind is Kind.WELCOME else -1
    order = np.lexsort((sign * events.step, sign * events.due, customer))
    _, first = np.unique(customer[order], return_index=True)
    found: Ints = order[first].astype(np.int64)
    return found


def _is_resting(trigger: Trigger, customer: Ints, anchor: Ints, past: Past, day: int) -> Flags:
    """Say who heard of this moment, for another occasion, not long ago."""
    near = past.only(np.abs(past.day - day) < trigger.moment.rest)
    told = np.isin(customer, near.customer)
    found: Flags = told & ~np.isin(customer * _ROOM + anchor, near.series)
    return found


def _left_alone(trigger: Trigger, customer: Ints, anchor: Ints, past: Past) -> Flags:
    """Draw who is left alone; a series that has begun stays as it was drawn."""
    before = dict(zip(past.series.tolist(), past.control.tolist(), strict=True))
    share = trigger.held_back / WHOLE
    drawn = [
        before.get(who * _ROOM + when, u(trigger.salt, f"{who}:{when}") < share)
        for who, when in zip(customer.tolist(), anchor.tolist(), strict=True)
    ]
    return np.array(drawn, dtype=bool)


class _Taken:
    """How much of each channel's patience is used up, and who gets something today."""

    def __init__(self, past: Past, manners: Manners, day: int) -> None:
        self._most = manners.most
        near = past.only(np.abs(past.day - day) < manners.within)
        self._near = {
            str(one): _counted(near.customer[near.channel == one])
            for one in np.unique(near.channel)
        }
        self._today = past.customer[past.day == day]

    def look(self, channel: str, customer: Ints) -> tuple[Flags, Flags]:
        """Say who had enough by a channel, and who gets something else today by any."""
        full = np.zeros(customer.size, dtype=bool)
        if channel in self._near:
            who, many = self._near[channel]
            at = np.minimum(np.searchsorted(who, customer), who.size - 1)
            full = (who[at] == customer) & (many[at] >= self._most)
        return full, np.isin(customer, self._today)

    def take(self, customer: Ints) -> None:
        """Give each of these people something today."""
        self._today = np.concatenate([self._today, customer])


def _counted(customer: Ints) -> tuple[Ints, Ints]:
    who, many = np.unique(customer, return_counts=True)
    return who, many.astype(np.int64)
