"""Whatever the base looks like: one segment, one group, and the order of rows is nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from retailcrm.analytics.base import Attributes, score_base
from retailcrm.analytics.groups import GROUPS, Worth, classify
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.analytics.reasons import group_reasons, stage_evidence
from retailcrm.analytics.rfm import Measures, score
from retailcrm.analytics.rhythm import STAGES
from retailcrm.analytics.rules import Rules
from retailcrm.analytics.segments import SEGMENTS

AS_OF = 20_000
CUSTOMERS = 60

visits = some.dictionaries(
    some.tuples(some.integers(0, CUSTOMERS - 1), some.integers(AS_OF - 900, AS_OF + 30)),
    some.tuples(some.integers(-5_000, 50_000), some.integers(0, 5_000), some.integers(0, 1)),
    max_size=150,
)


def base(days, extra=0):
    """Write (customer, day) -> (net, discount, returns) as a base with some who never came."""
    keys = sorted(days)
    customer = np.array([one for one, _day in keys], dtype=np.int32)
    day = np.array([when for _one, when in keys], dtype=np.int32)
    values = np.array([days[key] for key in keys], dtype=np.int64).reshape(-1, 3)
    net, discount, returns = values.T
    zero = np.zeros_like(net)
    size = CUSTOMERS + extra
    book = DayBook(
        np.arange(1, size + 1),
        customer,
        day,
        receipts=np.ones_like(customer),
        returns=returns,
        sales_with_value=(net > 0).astype(np.int32),
        net=net,
        list_amount=net + discount,
        discount=discount,
        cost=zero,
        list_uncosted=net + discount,
        returned_list=zero,
    )
    enrolled = np.where(np.arange(size) % 3, AS_OF - 7 * np.arange(size), NO_DAY)
    attributes = Attributes(
        np.ones(size, dtype=np.bool_), enrolled, np.arange(size, dtype=np.int64) % 5 - 1
    )
    return book, attributes


@settings(max_examples=60, deadline=None)
@given(visits, some.sampled_from([0, 30, 365]), some.integers(0, 30))
def test_everyone_lands_in_exactly_one_segment_and_one_group(days, window, least):
    book, attributes = base(days)
    rules = Rules(window_days=window, group_least=least, score_least=1, peers_least=4)
    found = score_base(book, attributes, rules, AS_OF)
    assert (found.segment >= 0).all() != bool(found.no_scores)
    assert (found.group >= 0).all() != bool(found.no_groups)
    assert ((found.stage >= 0) & (found.stage < len(STAGES))).all()
    assert (found.segment < len(SEGMENTS)).all()
    assert (found.group < len(GROUPS)).all()
    everyone = range(found.ids.size)
    assert all(group_reasons(found, everyone, str)) != bool(found.no_groups)
    assert all(stage_evidence(found, everyone))
    for name in ("contribution", "gap", "growth", "future", "p_return"):
        assert np.isfinite(getattr(found, name)).all(), name
    assert (found.gap >= 0).all()


@settings(max_examples=60, deadline=None)
@given(visits, some.randoms(use_true_random=False))
def test_numbering_the_customers_otherwise_changes_nobodys_scores(days, random):
    order = list(range(CUSTOMERS))
    random.shuffle(order)
    book, attributes = base(days)
    other, _ = base({(order[one], when): value for (one, when), value in days.items()})
    place = np.array(order)
    moved = Attributes(
        *(
            np.empty_like(part)
            for part in (attributes.has_card, attributes.enrolled, attributes.main_category)
        )
    )
    for name in ("has_card", "enrolled", "main_category"):
        getattr(moved, name)[place] = getattr(attributes, name)
    rules = Rules(peers_least=3)
    one, two = score_base(book, attributes, rules, AS_OF), score_base(other, moved, rules, AS_OF)
    assert set(place[one.ids - 1]) == set(two.ids - 1)
    same = np.searchsorted(two.ids, place[one.ids - 1] + 1)
    for name in ("r", "f", "m", "column", "segment", "stage", "contribution", "limit"):
        assert np.array_equal(getattr(one, name), getattr(two, name)[same], equal_nan=True), name
    for (name, mine), (other_name, others) in zip(one.cuts, two.cuts, strict=True):
        assert name == other_name
        assert np.array_equal(mine, others, equal_nan=True)
    # Only equal contributions are told apart by id, so as many are Most Valuable.
    assert np.count_nonzero(one.group == 0) == np.count_nonzero(two.group == 0)


whole = arrays.arrays(np.int64, some.integers(5, 80), elements=some.integers(0, 12))


@given(whole, some.randoms(use_true_random=False))
def test_equal_values_score_alike_and_more_never_scores_less(values, random):
    order = np.array(random.sample(range(values.size), values.size))
    often = values % 4 + 1
    found = score(Measures(values, often, values * 100, often))
    shuffled = score(Measures(values[order], often[order], values[order] * 100, often[order]))
    for name in ("r", "f", "m", "column"):
        assert np.array_equal(getattr(found, name)[order], getattr(shuffled, name)), name
    by_spend = np.argsort(values, kind="stable")
    assert (np.diff(found.m[by_spend]) >= 0).all()
    assert (np.diff(found.r[by_spend]) <= 0).all()
    for value in np.unique(values):
        assert np.unique(found.m[values == value]).size == 1


def slow_standing(value, cell, band, counts, least):
    """Say it again one customer at a time, the way it is written down."""
    out = []
    for at in range(value.size):
        circles = (cell == cell[at], band == band[at], np.ones(value.size, dtype=bool))
        peers = next(
            (value[same & counts] for same in circles if (same & counts).sum() >= max(1, least)),
            value[counts],
        )
        share = ((peers < value[at]).sum() + 0.5 * (peers == value[at]).sum()) / peers.size
        reach = np.quantile(peers, min(0.95, share + 0.30))
        out.append((share, max(reach, value[at], 0.0)))
    return np.array(out)


@settings(deadline=None)
@given(some.data())
def test_standing_among_peers_is_what_the_slow_count_gives(data):
    size = data.draw(some.integers(1, 40))
    numbers = arrays.arrays(np.int64, size, elements=some.integers(-3, 12))
    value = data.draw(numbers) * 10.0
    band, category = data.draw(numbers) % 2, data.draw(numbers) % 3
    stage = (data.draw(numbers) % 5).astype(np.int8)
    least = data.draw(some.integers(0, 6))
    worth = Worth(value, stage, np.ones(size, dtype=np.int64), band, category)
    found = classify(worth, Rules(peers_least=least)).standing
    assert (found.potential >= np.maximum(value, 0)).all()
    if (stage < 2).any():
        slow = slow_standing(value, band * 3 + category, band, stage < 2, least)
        assert np.allclose(found.percentile, slow[:, 0])
        assert np.allclose(found.potential, slow[:, 1])
