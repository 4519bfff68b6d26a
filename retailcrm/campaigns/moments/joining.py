"""When somebody is new in the shop; old customers in a new file are not."""

import numpy as np

from retailcrm.analytics.history import NO_DAY, Ints
from retailcrm.campaigns.moments.moment import Moment
from retailcrm.campaigns.moments.people import Events, People, falling, together

NEW_FOR = 30
"""Whoever bought longer ago than this before a file says that they joined is no newcomer."""
ONCE = 0
"""Everybody is welcomed once, whatever is learned of their days later."""


def joinings(moment: Moment, people: People) -> Events:
    """Find the day on which each step of a welcome falls due."""
    began = began_on(people)
    at = np.flatnonzero(began != NO_DAY)
    parts = []
    for place, step in enumerate(moment.steps):
        due = began[at] + step.days
        parts.append(falling(at, place, ONCE, due, due + moment.late))
    return together(parts)


def began_on(people: People) -> Ints:
    """Give the day on which each began to be a customer, NO_DAY for those who long are.

    A card handed out at the counter is a beginning, whatever was before. What a file says of
    joining is one only for those who were not customers before: the day on which a till was
    changed stands in such files as everybody's first.
    """
    first = people.first.astype(np.int64)
    told = people.enrolled.astype(np.int64)
    handed = people.handed.astype(np.int64)
    is_old = (first != NO_DAY) & (told != NO_DAY) & (first < told - NEW_FOR)
    joined = np.where(told == NO_DAY, first, told)
    joined = np.where(is_old, NO_DAY, joined)
    found: Ints = np.where(handed != NO_DAY, handed, joined)
    return found
