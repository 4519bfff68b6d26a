"""Whether a moment makes sense as it was set up."""

from itertools import pairwise

from retailcrm.campaigns.moments.moment import BEFORE, MOST_STEPS, Kind, Moment, Reached
from retailcrm.core.words import say

A_YEAR = 366
_ORDER = tuple(Reached)


def fault_of(moment: Moment) -> str:
    """Say in one sentence what is wrong with a moment, "" if nothing is."""
    if not 1 <= len(moment.steps) < MOST_STEPS:
        return say("A moment needs at least one piece, and at most {n}.", n=MOST_STEPS - 1)
    if any(not 0 <= one.days <= A_YEAR for one in moment.steps):
        return say("The days of a piece lie between 0 and {n}.", n=A_YEAR)
    if not 0 <= moment.late <= A_YEAR or not 0 <= moment.rest <= 10 * A_YEAR:
        return say("The days within which a piece is still good cannot be read.")
    if not 0 < moment.near < 1:
        return say("Near means that less than the whole is missing.")
    if moment.kind is Kind.EARLY_ACCESS and not moment.on:
        return say("Say on which day the doors open.")
    return "" if _in_order(moment) else say("The pieces of a series come one after the other.")


def _in_order(moment: Moment) -> bool:
    sign = -1 if moment.kind in BEFORE else 1
    places = [(_ORDER.index(one.reached), sign * one.days) for one in moment.steps]
    return all(before < after for before, after in pairwise(places))
