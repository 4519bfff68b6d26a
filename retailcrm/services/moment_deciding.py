"""What becomes of everything that is due on a day, by the rules and the books together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.freshness import Freshness
from retailcrm.analytics.history import Flags, Ints
from retailcrm.campaigns.moments.choosing import Asked, Chosen, Wait, choose, held_up
from retailcrm.campaigns.moments.falling_due import due_now, events_of
from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import Trigger
from retailcrm.campaigns.moments.people import Events, People
from retailcrm.campaigns.moments.settings_text import moment_from
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.db.books import Reading
from retailcrm.db.mailable import left_alone
from retailcrm.db.moments import MomentHead, past_of
from retailcrm.db.settings import read_setting
from retailcrm.services.mailable import CHANNELS, REASONS, judged
from retailcrm.services.standing import closed_days

MANNERS = "moments.manners"
EVERYONE = "customers"
Audience = Callable[[str, date], Ints]
"""Lists the customers that an audience means on a day, ascending."""


@dataclass(frozen=True, slots=True, eq=False)
class Fallen:
    """A moment with everything that falls due of it, past and to come.

    Attributes:
        trigger: its rules at work.
        events: all of them.
        belongs: how many people its audience has.
    """

    trigger: Trigger
    events: Events
    belongs: int


def trigger_of(head: MomentHead, day: int) -> Trigger:
    """Read a moment as kept; one that is not switched on would start on this day."""
    begins = head.starts if head.state == "running" and head.starts is not None else day
    return Trigger(
        id=head.id,
        moment=moment_from(head.moment),
        channel=head.channel,
        salt=head.salt,
        held_back=head.held_back,
        starts=begins,
        ends=head.ends if head.state == "running" else None,
    )


def fallen(heads: Sequence[MomentHead], people: People, audience: Audience) -> tuple[Fallen, ...]:
    """Find what falls due of some moments, whenever it does."""
    return tuple(_fallen(one, people, audience) for one in heads)


def _fallen(head: MomentHead, people: People, audience: Audience) -> Fallen:
    trigger = trigger_of(head, people.as_of)
    belongs = _belongs(head.audience, people, audience)
    events = events_of(trigger.moment, people, belongs)
    many = people.ids.size if belongs is None else int(np.count_nonzero(belongs))
    return Fallen(trigger, events, many)


def _belongs(text: str, people: People, audience: Audience) -> Flags | None:
    if text == EVERYONE:
        return None
    try:
        wanted = audience(text, day_of(people.as_of))
    except UserError:  # whoever it meant cannot be found any more, so nobody hears of anything
        return np.zeros(people.ids.size, dtype=bool)
    found: Flags = np.isin(people.ids, wanted)
    return found


def decided(
    connection: Reading, told: Sequence[Fallen], people: People, manners: Manners
) -> tuple[Chosen, ...]:
    """Say who gets a piece, who is left alone, and who has to wait."""
    due = [due_now(one.trigger, one.events, people) for one in told]
    everybody = np.unique(np.concatenate([people.ids[one.at] for one in due] or [people.ids[:0]]))
    past = past_of(connection, everybody)
    asked = [
        _asked(connection, one.trigger, people.ids[events.at], events, people.as_of)
        for one, events in zip(told, due, strict=True)
    ]
    return choose(asked, past, manners, people.as_of)


def as_allowed(
    chosen: Sequence[Chosen], fresh: Freshness, manners: Manners, day: int
) -> tuple[Chosen, ...]:
    """Let everyone wait where nothing may go out by itself: old data, or a quiet day."""
    if not fresh.may_act:
        return tuple(held_up(one, Wait.STALE) for one in chosen)
    if manners.is_quiet(day):
        return tuple(held_up(one, Wait.QUIET) for one in chosen)
    return tuple(chosen)


def _asked(
    connection: Reading, trigger: Trigger, customer: Ints, events: Events, day: int
) -> Asked:
    return Asked(trigger, customer, events, _barred(connection, trigger, customer, day))


def _barred(connection: Reading, trigger: Trigger, customer: Ints, day: int) -> NDArray[np.str_]:
    """Say for each why the channel cannot reach him, "" where it can."""
    ids = np.unique(customer)
    reason: NDArray[Any] = np.full(ids.size, "", dtype=object)
    if trigger.channel in CHANNELS and ids.size:
        found = judged(connection, ids, trigger.channel, day=day, but=(trigger.id,))
        # Who is not in the books any more cannot be written to.
        reason[:] = "no_address"
        reason[np.searchsorted(ids, found.ids)] = np.array(REASONS, dtype=object)[found.reason]
    elif ids.size:
        alone, all_year = left_alone(connection, day, (trigger.id,))
        reason[np.isin(ids, alone)] = "in_control"
        reason[np.isin(ids, all_year)] = "standing_control"
    found_for: NDArray[Any] = reason[np.searchsorted(ids, customer)]
    return found_for


def manners_of(connection: Reading) -> Manners:
    """Read how often and when the shop speaks; what an older version did not know is usual."""
    held: Mapping[str, Any] = read_setting(connection, MANNERS, {})
    known = {one.name for one in fields(Manners)} - {"shut"}
    told = {name: value for name, value in held.items() if name in known}
    if "weekdays" in told:
        told["weekdays"] = tuple(told["weekdays"])
    if "quiet" in told:
        told["quiet"] = tuple((int(first), int(last)) for first, last in told["quiet"])
    return Manners(**told, shut=closed_days(connection))
