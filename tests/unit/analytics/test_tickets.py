import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.tickets import TwoPeriods, change, difference, ticket

NET = np.array([120, 45, 300, 80, 60, 210, 33, 150])
RECEIPTS = np.array([4, 1, 6, 2, 2, 5, 1, 3])


def test_the_ticket_of_eight_customers_is_as_worked_out():
    found = ticket(NET, RECEIPTS)
    assert found.value == pytest.approx(41.5833, abs=5e-5)
    assert found.error == pytest.approx(3.4420, abs=5e-5)
    assert found.low == pytest.approx(33.44, abs=5e-3)
    assert found.high == pytest.approx(49.72, abs=5e-3)
    assert (found.net, found.receipts, found.buyers) == (998, 24, 8)


def test_a_ticket_of_nobody_has_no_value_and_of_one_no_interval():
    assert ticket(np.array([0]), np.array([0])).value is None
    one = ticket(np.array([500, 0]), np.array([2, 0]))
    assert (one.value, one.buyers, one.low) == (250.0, 1, None)


def test_goods_brought_back_by_somebody_without_a_receipt_lower_the_ticket():
    assert ticket(np.array([500, -100]), np.array([2, 0])).value == 200.0


def known(value):
    """Take a figure that must have a value."""
    assert value is not None
    return value


def grown(before, after, people=40):
    many = np.full(people, 3)
    return TwoPeriods(many * before, many, many * after, many)


def test_members_against_others_grow_as_worked_out():
    members, others = grown(4_000, 4_600), grown(3_500, 3_640)
    assert change(members).value == pytest.approx(0.15)
    assert difference(members, others).value == pytest.approx(0.1058, abs=5e-5)
    naive = 4_600 / 3_640 - 1
    assert naive == pytest.approx(0.264, abs=5e-4)


def test_only_customers_with_a_receipt_in_both_periods_count():
    known = grown(4_000, 4_600)
    extra = TwoPeriods(
        np.append(known.net_before, [99_999, 0]),
        np.append(known.receipts_before, [1, 0]),
        np.append(known.net_after, [0, 99_999]),
        np.append(known.receipts_after, [0, 1]),
    )
    assert change(extra).value == change(known).value
    assert change(extra).customers == 40


def test_without_anyone_to_compare_with_there_is_no_value():
    none = np.zeros(3, dtype=np.int64)
    empty = TwoPeriods(none, none, none, none)
    assert change(empty).value is None
    assert difference(grown(10, 12), empty).value is None
    assert difference(grown(10, -12), grown(10, 12)).value is None
    assert not difference(empty, empty).is_sure


def simulated(random, people, effect, spread):
    """Make shoppers whose tickets differ and vary, and who all pay 4 % more a year later."""
    level = random.lognormal(np.log(3_000) + spread, 0.5, people)
    many0, many1 = random.poisson(3, people), random.poisson(3, people)
    noise0 = random.normal(0, 0.35, people) / np.sqrt(np.maximum(many0, 1))
    noise1 = random.normal(0, 0.35, people) / np.sqrt(np.maximum(many1, 1))
    net0 = np.rint(level * many0 * np.exp(noise0)).astype(np.int64)
    net1 = np.rint(level * 1.04 * (1 + effect) * many1 * np.exp(noise1)).astype(np.int64)
    return TwoPeriods(net0, many0, net1, many1)


@pytest.mark.parametrize("effect", [0.0, 0.08])
def test_the_interval_holds_the_truth_as_often_as_it_promises(effect):
    random = np.random.default_rng(20261031)
    runs = 400
    found = [
        difference(simulated(random, 300, effect, 0.4), simulated(random, 300, 0.0, 0.0))
        for _ in range(runs)
    ]
    held = sum(known(one.low) <= effect <= known(one.high) for one in found) / runs
    # 95 % of 400 runs, give or take three standard errors.
    assert 0.917 <= held <= 0.983
    assert np.mean([known(one.value) for one in found]) == pytest.approx(effect, abs=0.01)


def test_a_program_without_effect_looks_good_only_to_who_compares_members_with_others():
    random = np.random.default_rng(7)
    members, others = simulated(random, 400, 0.0, 0.4), simulated(random, 400, 0.0, 0.0)
    told = ticket(members.net_after, members.receipts_after)
    rest = ticket(others.net_after, others.receipts_after)
    assert known(told.low) > known(rest.high)
    assert not difference(members, others).is_sure


columns = st.lists(st.tuples(*[st.integers(-50, 500), st.integers(0, 5)] * 2), max_size=12)


@given(columns, columns)
def test_whatever_the_shop_sold_there_is_a_number_or_none(some, rest):
    def periods(rows):
        table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
        return TwoPeriods(table[:, 0], table[:, 1], table[:, 2], table[:, 3])

    found = difference(periods(some), periods(rest))
    assert found.value is None or known(found.low) <= found.value <= known(found.high)
    one = ticket(periods(some).net_before, periods(some).receipts_before)
    assert one.low is None or one.low <= known(one.value) <= known(one.high)
