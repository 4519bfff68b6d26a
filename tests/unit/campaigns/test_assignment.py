"""Chance decides who is left alone, the same chance on every machine and in every order."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from retailcrm.campaigns.assignment import draw, draws, round_half_up, u
from retailcrm.campaigns.measurement import sample_ratio

VECTORS = Path(__file__).parents[2] / "data" / "campaign_hash_vectors.csv"


def _vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as held:
        return list(csv.DictReader(held))


def people(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(1, count + 1), np.zeros(count, dtype=np.int64)


def test_everyones_number_is_the_published_one() -> None:
    vectors = _vectors()
    assert len(vectors) == 10
    for one in vectors:
        told = u(one["salt"], one["customer_id"])
        assert told == pytest.approx(float(one["u"]), abs=1e-15)
        assert (told < 0.1) == (one["arm_10pct_holdout"] == "control")


def test_many_at_once_have_the_numbers_that_each_has_alone() -> None:
    ids = np.array([1, 2, 1001])
    told = draws("camp-0001", ids) / 2.0**64
    assert told == pytest.approx([u("camp-0001", one) for one in (1, 2, 1001)], abs=1e-15)


def test_the_lowest_numbers_are_left_alone_and_the_rest_is_dealt_in_order() -> None:
    ids, strata = people(1_000)
    drawn = draw("autumn", ids, strata, held_back=1_000, arms=3)
    assert drawn.sizes(3) == (100, 300, 300, 300)
    numbers = [draws("autumn", drawn.of(place)) for place in range(4)]
    for lower, higher in pairwise(numbers):
        assert lower.max() < higher.min()


def test_numbers_are_even_and_two_campaigns_draw_apart() -> None:
    ids, _ = people(20_000)
    one, other = (draws(salt, ids) / 2.0**64 for salt in ("spring", "autumn"))
    assert kstest(one, "uniform").pvalue > 0.001
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.03


SHOPS = st.lists(st.integers(1, 10**9), min_size=0, max_size=200, unique=True)


@given(
    ids=SHOPS,
    held_back=st.integers(0, 10_000),
    arms=st.integers(1, 4),
    kinds=st.integers(1, 9),
    shuffled=st.randoms(use_true_random=False),
)
def test_shares_are_exact_in_all_and_near_within_each_kind_of_customer(
    ids: list[int], held_back: int, arms: int, kinds: int, shuffled
) -> None:
    here = np.array(ids, dtype=np.int64)
    strata = here % kinds
    drawn = draw("any", here, strata, held_back=held_back, arms=arms)
    sizes = drawn.sizes(arms)
    assert sum(sizes) == len(ids)
    assert sizes[0] == round_half_up(len(ids) * held_back, 10_000)
    assert max(sizes[1:]) - min(sizes[1:]) <= 1
    for kind in range(kinds):
        inside = drawn.place[drawn.ids % kinds == kind]
        assert abs(np.count_nonzero(inside == 0) - inside.size * held_back / 10_000) < 1
    mixed = list(ids)
    shuffled.shuffle(mixed)
    again = np.array(mixed, dtype=np.int64)
    other = draw("any", again, again % kinds, held_back=held_back, arms=arms)
    assert (drawn.ids == other.ids).all()
    assert (drawn.place == other.place).all()


@given(people_here=st.integers(1, 3_000), arms=st.integers(1, 4))
def test_what_was_drawn_passes_the_check_of_its_shares(people_here: int, arms: int) -> None:
    ids, strata = people(people_here)
    sizes = draw("any", ids, strata, held_back=1_000, arms=arms).sizes(arms)
    assert sample_ratio(sizes, (0.1, *[0.9 / arms] * arms)) > 0.2
