"""A reward means something to the customer, and costs no more than it may bring."""

import numpy as np
import pytest

from retailcrm.analytics.groups import GROUPS, Group
from retailcrm.analytics.rewards import KINDS, RewardKind, Rewards, Standings, dearest, rewards
from retailcrm.analytics.rhythm import STAGES, Stage
from retailcrm.analytics.segments import SEGMENTS, Segment

LOVED, UNTRIED = 3, 7


def _reward(
    segment: Segment,
    group: Group = Group.BELOW_ZERO,
    stage: Stage = Stage.ACTIVE,
    *,
    loved: int = LOVED,
    untried: int = UNTRIED,
) -> Rewards:
    who = Standings(
        segment=np.array([SEGMENTS.index(segment)], dtype=np.int8),
        group=np.array([GROUPS.index(group)], dtype=np.int8),
        stage=np.array([STAGES.index(stage)], dtype=np.int8),
        growth=np.array([7_200.0]),
        back=np.array([2_400.0]),
    )
    return rewards(who, np.array([loved]), np.array([untried]), 0.4)


def _kind(found: Rewards) -> RewardKind:
    return KINDS[found.kind[0]] if found.kind[0] >= 0 else RewardKind.NONE


@pytest.mark.parametrize("segment", [Segment.CHAMPIONS, Segment.LOYAL])
def test_the_best_are_thanked_with_what_they_love(segment: Segment) -> None:
    found = _reward(segment, Group.MOST_VALUABLE)
    assert (_kind(found), found.category[0]) == (RewardKind.THANKS, LOVED)


def test_who_can_grow_is_shown_something_new() -> None:
    for found in (
        _reward(Segment.POTENTIAL_LOYALIST),
        _reward(Segment.NEED_ATTENTION, Group.MOST_GROWABLE),
    ):
        assert (_kind(found), found.category[0]) == (RewardKind.NEW, UNTRIED)


def test_the_missing_are_asked_back_before_anything_else() -> None:
    found = _reward(Segment.CHAMPIONS, Group.MOST_VALUABLE, Stage.MIA)
    assert (_kind(found), found.category[0]) == (RewardKind.BACK, LOVED)
    assert found.most[0] == pytest.approx(2_400 * 0.25 / 0.6)


def test_others_and_those_of_whom_nothing_is_known_get_no_reward() -> None:
    for found in (
        _reward(Segment.HIBERNATING),
        _reward(Segment.CHAMPIONS, loved=-1),
        _reward(Segment.POTENTIAL_LOYALIST, untried=-1),
    ):
        assert (_kind(found), found.category[0], found.most[0]) == (RewardKind.NONE, -1, 0)


def test_a_reward_costs_a_quarter_of_what_it_brings_at_most() -> None:
    most = dearest(np.array([7_200.0, -50.0, 0.0]), 0.4)
    assert most.tolist() == [pytest.approx(3_000), 0, 0]
    assert most[0] * 0.6 == pytest.approx(7_200 / 4)
    assert np.isfinite(dearest(np.array([1.0]), 1.0)).all()
