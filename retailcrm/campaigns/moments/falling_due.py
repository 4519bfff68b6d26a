"""Which pieces of a moment are due on a day, and which are past or still to come."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from retailcrm.analytics.history import Flags
from retailcrm.campaigns.moments.birthdays import birthdays
from retailcrm.campaigns.moments.joining import began_on, joinings
from retailcrm.campaigns.moments.moment import SILENT, Kind, Moment, Trigger
from retailcrm.campaigns.moments.nearing import invited, losing, nearing
from retailcrm.campaigns.moments.people import Events, People
from retailcrm.campaigns.moments.silences import is_dead, silences

_EVENTS: Mapping[Kind, Callable[[Moment, People], Events]] = MappingProxyType(
    {
        Kind.WELCOME: joinings,
        Kind.BEEN_A_WHILE: silences,
        Kind.WIN_BACK: silences,
        Kind.BIRTHDAY: birthdays,
        Kind.NEAR_TIER: nearing,
        Kind.NEAR_REWARD: nearing,
        Kind.EXPIRING: losing,
        Kind.EARLY_ACCESS: invited,
    }
)


def events_of(moment: Moment, people: People, belongs: Flags | None = None) -> Events:
    """Find every piece of a moment, past, due and to come.

    Args:
        moment: its rules.
        people: everyone.
        belongs: who belongs to its audience, a flag for each; None: everyone.
    """
    found = _EVENTS[moment.kind](moment, people)
    keep = np.ones(found.size, dtype=bool) if belongs is None else belongs[found.at]
    if not moment.dead_too and moment.kind is not Kind.WIN_BACK:
        keep &= is_dead(people)[found.at] == 0
    return found.only(keep)


def due_now(trigger: Trigger, events: Events, people: People) -> Events:
    """Leave what is due and still good: nothing from before the start, nothing of long ago."""
    now = today_of(trigger.moment, people)
    keep = (events.due <= now) & (now <= events.until)
    if trigger.ends is not None and people.as_of > trigger.ends:
        keep[:] = False
    return events.only(keep & since_start(trigger, events, people))


def since_start(trigger: Trigger, events: Events, people: People) -> Flags:
    """Say what fell due after the trigger's start; a series counts from its beginning."""
    fell: Flags = events.due >= trigger.starts
    if trigger.moment.kind is Kind.WELCOME:
        fell &= began_on(people)[events.at] >= trigger.starts
    return fell


def ahead(trigger: Trigger, events: Events, people: People, days: int) -> Events:
    """Leave what will fall due within so many days, as far as it can be told today."""
    now = today_of(trigger.moment, people)
    keep = (events.due > now) & (events.due <= now + days)
    return events.only(keep & since_start(trigger, events, people))


def left_in_peace(trigger: Trigger, events: Events, people: People) -> Events:
    """Leave what fell due before the start, so that nobody hears of it."""
    fell = events.due <= today_of(trigger.moment, people)
    return events.only(fell & ~since_start(trigger, events, people))


def today_of(moment: Moment, people: People) -> int:
    """Give the day up to which a moment can be told: silence only where the data reach."""
    return people.known if moment.kind in SILENT else people.as_of
