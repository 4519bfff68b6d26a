"""People as moments look at them, said in words of the shop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.history import NO_DAY
from retailcrm.campaigns.moments.choosing import Asked, Chosen, Past, choose
from retailcrm.campaigns.moments.falling_due import due_now, events_of
from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import Moment, Trigger
from retailcrm.campaigns.moments.people import People
from retailcrm.core.days import day_number


@dataclass(frozen=True)
class Person:
    """One customer; a day that is None is unknown."""

    first: date | None = None
    last: date | None = None
    enrolled: date | None = None
    handed: date | None = None
    remind: float = 20.0
    limit: float = 30.0
    dead: float = 365.0
    birthday: int = 0
    tier_lacks: float = float("nan")
    reward_lacks: float = float("nan")
    lost: int = 0
    lost_on: date | None = None


def a_crowd(
    *people: Person,
    as_of: date,
    known: date | None = None,
    closed: Sequence[tuple[date, date]] = (),
) -> People:
    """Put people together; their ids count from 1."""
    day = day_number(as_of)

    def days(name: str) -> np.ndarray:
        told = [getattr(one, name) for one in people]
        return np.array(
            [NO_DAY if one is None else day_number(one) for one in told], dtype=np.int64
        )

    def floats(name: str) -> np.ndarray:
        return np.array([getattr(one, name) for one in people], dtype=np.float64)

    return People(
        ids=np.arange(1, len(people) + 1, dtype=np.int64),
        as_of=day,
        known=day if known is None else day_number(known),
        first=days("first"),
        last=days("last"),
        enrolled=days("enrolled"),
        handed=days("handed"),
        remind=floats("remind"),
        limit=floats("limit"),
        dead=floats("dead"),
        closed=tuple((day_number(one), day_number(two)) for one, two in closed),
        birthday=np.array([one.birthday for one in people], dtype=np.int64),
        tier_lacks=floats("tier_lacks"),
        reward_lacks=floats("reward_lacks"),
        lost=np.array([one.lost for one in people], dtype=np.int64),
        lost_on=days("lost_on"),
    )


def a_trigger(
    moment: Moment,
    starts: date,
    *,
    number: int = 1,
    channel: str = "email",
    held_back: int = 0,
    ends: date | None = None,
) -> Trigger:
    """Switch a moment on."""
    last = None if ends is None else day_number(ends)
    return Trigger(number, moment, channel, f"salt-{number}", held_back, day_number(starts), last)


def who_is_due(trigger: Trigger, people: People) -> list[tuple[int, int]]:
    """List (id, step counted from 1) of what is due."""
    found = due_now(trigger, events_of(trigger.moment, people), people)
    return sorted(zip(people.ids[found.at].tolist(), (found.step + 1).tolist(), strict=True))


USUAL = Manners()
_NONE = np.empty(0, dtype=np.int64)
NOTHING = Past(_NONE, _NONE, _NONE, _NONE, np.empty(0, dtype=np.str_), np.empty(0, dtype=bool))


def choices(
    triggers: Sequence[Trigger],
    people: People,
    past: Past = NOTHING,
    manners: Manners = USUAL,
) -> tuple[Chosen, ...]:
    """Decide over what is due of all of them; everyone can be reached."""
    asked = []
    for one in triggers:
        events = due_now(one, events_of(one.moment, people), people)
        who = people.ids[events.at]
        asked.append(Asked(one, who, events, np.full(who.size, "", dtype=object)))
    return choose(asked, past, manners, people.as_of)


def fates(chosen: Chosen) -> dict[int, str]:
    """Give what becomes of each."""
    return dict(zip(chosen.customer.tolist(), chosen.fate.tolist(), strict=True))


def remembered(past: Past, chosen: Sequence[Chosen], day: int) -> Past:
    """Note what was given, as the books do."""
    parts = [past]
    for one in chosen:
        keep = (one.fate == "") | (one.fate == "control")
        many = int(keep.sum())
        parts.append(
            Past(
                np.full(many, one.trigger.id),
                one.customer[keep],
                one.occasion[keep],
                np.full(many, day),
                np.full(many, one.trigger.channel),
                (one.fate == "control")[keep],
            )
        )
    names = ("campaign", "customer", "occasion", "day", "channel", "control")
    return Past(*(np.concatenate([getattr(one, name) for one in parts]) for name in names))
