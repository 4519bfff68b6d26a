"""Who is close to something, about to lose something, or should hear of it first."""

import numpy as np

from retailcrm.analytics.history import NO_DAY, Flags
from retailcrm.campaigns.moments.moment import Kind, Moment
from retailcrm.campaigns.moments.people import (
    Events,
    Floats,
    People,
    falling,
    no_events,
    together,
)


def nearing(moment: Moment, people: People) -> Events:
    """Find who came close to a tier or reward with the latest visit, and when to say so."""
    lacks = people.tier_lacks if moment.kind is Kind.NEAR_TIER else people.reward_lacks
    at = np.flatnonzero(is_near(lacks, moment.near) & (people.last != NO_DAY))
    last = people.last[at].astype(np.int64)
    parts = []
    for place, step in enumerate(moment.steps):
        due = last + step.days
        parts.append(falling(at, place, last, due, due + moment.late))
    return together(parts)


def is_near(lacks: Floats, near: float) -> Flags:
    """Say who lacks little; whoever lacks nothing is there already."""
    found: Flags = (lacks > 0) & (lacks <= near)
    return found


def losing(moment: Moment, people: People) -> Events:
    """Find when to warn those whose points end."""
    at = np.flatnonzero((people.lost_on != NO_DAY) & (people.lost >= max(1, moment.least)))
    ends = people.lost_on[at].astype(np.int64)
    parts = []
    for place, step in enumerate(moment.steps):
        due = ends - step.days
        parts.append(falling(at, place, ends, due, np.minimum(due + moment.late, ends)))
    return together(parts)


def invited(moment: Moment, people: People) -> Events:
    """Find when to tell everyone of a day; the trigger's audience says who is meant."""
    at = np.arange(people.ids.size, dtype=np.int64)
    parts = [
        falling(
            at, place, on, np.full(at.size, on - step.days), min(on, on - step.days + moment.late)
        )
        for on in moment.on
        for place, step in enumerate(moment.steps)
    ]
    return together(parts) if parts else no_events()
