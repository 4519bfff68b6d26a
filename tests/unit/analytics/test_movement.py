import numpy as np
import pytest

from retailcrm.analytics.freshness import StoreData, freshness
from retailcrm.analytics.movement import Labels, missing, movers, moves


def labels(**codes: int):
    pairs = sorted((int(name[1:]), code) for name, code in codes.items())
    return Labels(np.array([one for one, _ in pairs]), np.array([code for _, code in pairs]))


BEFORE = labels(c1=0, c2=0, c3=1, c4=2, c5=1, c6=-1)
NOW = labels(c1=0, c2=1, c3=1, c4=0, c6=2, c7=0)


def test_moves_count_everyone_once_the_newcomers_and_the_gone_as_well():
    found = moves(BEFORE, NOW, 3)
    assert found.counts == ((1, 1, 0, 0), (0, 1, 0, 1), (1, 0, 0, 0), (1, 0, 1, 0))
    assert sum(map(sum, found.counts)) == 7
    assert found.moved() == 5
    assert found.into(0) == ((2, 1), (3, 1))
    assert found.out_of(1) == ((3, 1),)
    assert [found.change(code) for code in range(3)] == [1, 0, 0]


def test_shares_of_a_row_add_up_to_one():
    shares = moves(BEFORE, NOW, 3).shares()
    assert shares.sum(axis=1) == pytest.approx([1, 1, 1, 1])
    assert np.isnan(moves(labels(c1=0), labels(c1=0), 2).shares()[1]).all()


def test_movers_are_named():
    assert movers(BEFORE, NOW, 0, 1).tolist() == [2]
    assert movers(BEFORE, NOW, -1, 2).tolist() == [6]
    assert movers(BEFORE, NOW, -1, 0).tolist() == [7]


def test_the_missing_are_a_sum():
    before = labels(c1=2, c2=2, c3=2, c4=2, c5=0, c6=2, c7=3)
    now = labels(c1=2, c2=0, c3=1, c4=3, c5=2, c7=3, c8=2)
    found = missing(before, now)
    assert (found.before, found.newly, found.found, found.dead, found.now) == (4, 2, 2, 1, 3)
    assert found.before + found.newly - found.found - found.dead == found.now
    assert found.found_ids.tolist() == [2, 3]
    assert found.newly_ids.tolist() == [5, 8]


def test_nobody_is_missing_in_an_empty_shop():
    nobody = Labels(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int8))
    found = missing(nobody, nobody)
    assert (found.before, found.now) == (0, 0)
    assert moves(nobody, nobody, 3).moved() == 0


def test_data_of_a_week_ago_are_fresh_and_older_ones_stop_everything_automatic():
    fresh = freshness([StoreData("Main", 93), StoreData("Market", 99)], today=100)
    assert fresh.may_act
    assert fresh.through == 93
    assert fresh.reason() == ""
    stale = freshness([StoreData("Market", 99), StoreData("Main", 92)], today=100)
    assert not stale.may_act
    assert stale.stale() == ("Main",)
    assert stale.reason() == "The sales of Main are 8 days old. Import the newest export first."
    assert freshness([StoreData("Main", 92)], today=100, limit=8).may_act


def test_a_store_that_never_had_data_is_not_waited_for():
    found = freshness([StoreData("Main", 100), StoreData("New", None)], today=100)
    assert found.may_act
    assert [store.name for store in found.stores] == ["Main"]


def test_without_any_data_nothing_acts_by_itself():
    found = freshness([StoreData("New", None)], today=100)
    assert not found.may_act
    assert found.through is None
    assert found.reason() == "There are no sales yet."
