"""How many are left alone, and how many would come by themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.campaigns.audience import Past, usual_held_back, usual_rate


@pytest.mark.parametrize(
    ("people", "share"),
    [(0, 0), (99, 0), (100, 2_000), (499, 2_000), (500, 1_000), (1_050, 1_000), (300_000, 1_000)],
)
def test_small_audiences_leave_a_larger_share_alone_and_tiny_ones_nobody(
    people: int, share: int
) -> None:
    assert usual_held_back(people) == share


@given(st.integers(500, 10**6))
def test_from_five_hundred_on_at_least_fifty_are_left_alone(people: int) -> None:
    assert people * usual_held_back(people) // 10_000 >= 50


def window(*kinds: tuple[int, int, int]) -> Past:
    cells = [kind for kind, people, _ in kinds for _ in range(people)]
    came = [at < ones for _, people, ones in kinds for at in range(people)]
    return Past(np.array(cells), np.array(came))


def test_the_expected_share_is_that_of_people_like_these() -> None:
    past = (window((0, 100, 40), (1, 100, 5)), window((0, 100, 60), (1, 100, 15)))
    assert usual_rate(np.array([0, 0]), past, 2) == pytest.approx(0.5)
    assert usual_rate(np.array([1, 1, 1]), past, 2) == pytest.approx(0.1)
    assert usual_rate(np.array([0, 1]), past, 2) == pytest.approx(0.3)


def test_a_rare_kind_and_strangers_take_the_share_of_everyone() -> None:
    past = (window((0, 100, 30), (1, 3, 3)),)
    everyone = 33 / 103
    assert usual_rate(np.array([1]), past, 3) == pytest.approx(everyone)
    assert usual_rate(np.array([-1, 2]), past, 3) == pytest.approx(everyone)


def test_a_shop_without_a_past_cannot_say_how_many_come() -> None:
    assert usual_rate(np.array([0]), (), 1) is None
    assert usual_rate(np.array([], dtype=np.int64), (window((0, 50, 5)),), 1) is None
    assert usual_rate(np.array([0]), (window((0, 20, 5)),), 1) is None
