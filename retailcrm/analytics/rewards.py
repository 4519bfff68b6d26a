"""Which reward means something to a customer: what they love, what they may love, or come back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Codes, Floats, Scored
from retailcrm.analytics.groups import GROUPS, Group
from retailcrm.analytics.history import Ints
from retailcrm.analytics.rhythm import MIA
from retailcrm.analytics.segments import SEGMENTS, Segment

#: A reward may cost this share of what it is expected to bring.
MOST_SHARE = 0.25


class RewardKind(StrEnum):
    """What a reward is for."""

    THANKS = "thanks"  # in the category the customer spends most on
    NEW = "new"  # in the best category not bought yet
    BACK = "back"  # in the category spent most on, for a limited time
    NONE = ""


KINDS = (RewardKind.THANKS, RewardKind.NEW, RewardKind.BACK)
_THANKED = (Segment.CHAMPIONS, Segment.LOYAL)


@dataclass(frozen=True, slots=True, eq=False)
class Rewards:
    """One reward a customer.

    Attributes:
        kind: position in `KINDS`, -1 for none.
        category: column of its category, -1 for none.
        most: dearest list price in minor units that pays; 0 where only kind words do.
    """

    kind: NDArray[np.int8]
    category: Ints
    most: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """Where some customers stand.

    Attributes:
        segment: position in `segments.SEGMENTS`.
        group: position in `groups.GROUPS`.
        stage: position in `rhythm.STAGES`.
        growth: what good care is expected to win, in minor units.
        back: what a return is worth: chance times contribution.
    """

    segment: Codes
    group: Codes
    stage: Codes
    growth: Floats
    back: Floats

    @classmethod
    def of(cls, scored: Scored, at: Ints) -> Self:
        """Take those at some places."""
        return cls(
            scored.segment[at],
            scored.group[at],
            scored.stage[at],
            scored.growth[at],
            scored.p_return[at] * scored.contribution[at],
        )


def rewards(who: Standings, favourite: Ints, newest: Ints, margin: float) -> Rewards:
    """Choose a reward for each.

    Args:
        who: their segment, group and stage.
        favourite: column of the category each spends most on, -1 for none.
        newest: column of the best category not bought yet, -1 for none.
        margin: share of the list price that is margin.
    """
    thanked = np.isin(who.segment, [SEGMENTS.index(one) for one in _THANKED])
    growing = who.segment == SEGMENTS.index(Segment.POTENTIAL_LOYALIST)
    growing |= who.group == GROUPS.index(Group.MOST_GROWABLE)
    kind = np.select(
        [(who.stage == MIA) & (favourite >= 0), thanked & (favourite >= 0),
         growing & (newest >= 0)],
        [KINDS.index(RewardKind.BACK), KINDS.index(RewardKind.THANKS),
         KINDS.index(RewardKind.NEW)],
        default=-1,
    )  # fmt: skip
    is_new = kind == KINDS.index(RewardKind.NEW)
    category = np.where(is_new, newest, favourite)
    return Rewards(
        kind=kind.astype(np.int8),
        category=np.where(kind < 0, -1, category),
        most=np.where(kind < 0, 0.0, dearest(_expected(who, kind), margin)),
    )


def dearest(expected: Floats, margin: float) -> Floats:
    """Give the dearest list price whose cost is no more than a quarter of what it brings.

    Args:
        expected: margin that the reward is expected to bring.
        margin: share of the list price that is margin; goods without cost need no limit.
    """
    cost = max(1.0 - margin, 0.01)
    return np.maximum(expected, 0.0) * MOST_SHARE / cost


def _expected(who: Standings, kind: NDArray[np.int64]) -> Floats:
    """Take what good care is expected to win; of the missing, what their return is worth."""
    return np.where(kind == KINDS.index(RewardKind.BACK), who.back, who.growth)
