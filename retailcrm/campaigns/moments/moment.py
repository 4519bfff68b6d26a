"""What a moment is, as the owner sets it up: every rule a value."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happens that a customer hears of the shop."""

    WELCOME = "welcome"
    BEEN_A_WHILE = "been_a_while"
    WIN_BACK = "win_back"
    BIRTHDAY = "birthday"
    NEAR_TIER = "near_tier"
    NEAR_REWARD = "near_reward"
    EXPIRING = "points_expiring"
    EARLY_ACCESS = "early_access"


KINDS = tuple(Kind)
BEFORE = frozenset({Kind.BIRTHDAY, Kind.EXPIRING, Kind.EARLY_ACCESS})
"""Moments whose steps come so many days before; those of all others come after."""
SILENT = frozenset({Kind.BEEN_A_WHILE, Kind.WIN_BACK})
"""Moments that begin with a silence, which only data that reach so far can tell."""
MOST_STEPS = 16
"""More than a series ever has; each step finds room in the number of an occasion."""


class Reached(StrEnum):
    """How far a silence has come when a step counts its days from there."""

    BEEN_A_WHILE = "been_a_while"
    MIA = "mia"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of a series.

    Attributes:
        days: so many days after the event, or before it for the kinds in `BEFORE`.
        reached: the stage of the silence from which the days count; others leave it out.
        about: what the piece says, for the owner's eyes.
    """

    days: int = 0
    reached: Reached = Reached.BEEN_A_WHILE
    about: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a customer hears of the shop.

    Attributes:
        kind: what happens.
        steps: one piece each, in the order in which they come.
        priority: the higher goes first where several are due for one person on one day.
        late: a piece is still good so many days after it fell due; later it is let go.
        rest: so many days pass between two occasions of this moment for one person.
        near: near a tier or reward is whoever lacks at most this share of it.
        least: fewer points than this are not worth a word.
        on: day numbers that early access comes before.
        dead_too: those with a dead card hear of it as well.
    """

    kind: Kind
    steps: tuple[Step, ...] = (Step(),)
    priority: int = 50
    late: int = 7
    rest: int = 0
    near: float = 0.10
    least: int = 1
    on: tuple[int, ...] = ()
    dead_too: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A moment at work: what `Moment` says when, and to whom by which channel.

    Attributes:
        id: number of its campaign.
        moment: its rules.
        channel: email, sms, post or till.
        salt: what chance draws from.
        held_back: share left alone, in ten-thousandths.
        starts: first day it acts; nothing that fell due earlier ever fires.
        ends: last day it acts, None: until it is ended.
    """

    id: int
    moment: Moment
    channel: str
    salt: str
    held_back: int
    starts: int
    ends: int | None = None


def occasion_of(anchor: int, step: int) -> int:
    """Number an occasion: what makes two moments of one person two, and the step of it."""
    return anchor * MOST_STEPS + step


def anchor_of(occasion: int) -> int:
    """Give what the occasion goes back to: a year, the latest visit, a day."""
    return occasion // MOST_STEPS


def step_of(occasion: int) -> int:
    """Give the step, counted from 0."""
    return occasion % MOST_STEPS
