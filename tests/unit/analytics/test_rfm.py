import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from retailcrm.analytics.rfm import Measures, begins, code_counts, recency_ranges, score
from retailcrm.analytics.segments import (
    PRESETS,
    SEGMENTS,
    USUAL,
    Segment,
    assign,
    grid_fault,
)
from retailcrm.core.vocabulary import segment_title

DATA = Path(__file__).parents[2] / "data" / "methods"


def worked():
    with (DATA / "rfm_worked_example.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def measures(rows):
    def column(name):
        return np.array([int(row[name]) for row in rows], dtype=np.int64)

    spend = np.array([round(float(row["monetary"]) * 100) for row in rows], dtype=np.int64)
    return Measures(column("recency"), column("freq"), spend, column("freq"))


def of(recency, frequency, monetary, visits=None):
    visits = frequency if visits is None else visits
    return Measures(
        *(np.array(part, dtype=np.int64) for part in (recency, frequency, monetary, visits))
    )


def test_twenty_customers_score_as_worked_out_by_hand():
    rows = worked()
    found = score(measures(rows))
    for name, part in (("R", found.r), ("F", found.f), ("M", found.m), ("column", found.column)):
        assert part.tolist() == [int(row[name]) for row in rows], name
    named = [
        segment_title(SEGMENTS[one]) for one in assign(found.r, found.column, measures(rows).visits)
    ]
    assert named == [row["segment"] for row in rows]
    assert found.few_data


def test_worked_recency_is_the_days_since_the_last_visit():
    end = date(2024, 12, 31)
    assert all(
        (end - date.fromisoformat(row["last"])).days == int(row["recency"]) for row in worked()
    )


def test_one_visit_always_scores_one_however_many_came_once():
    often = [1] * 12 + [2, 2, 3, 3, 4, 5, 7, 9]
    found = score(of(range(20), often, range(100, 120)))
    assert set(found.f[:12]) == {1}
    assert set(found.f[12:]) == {2, 3, 4, 5}


def test_cut_points_are_what_decides_the_scores():
    found = score(measures(worked()))
    cuts = dict(found.cuts)
    spend = measures(worked()).monetary
    for points in range(1, 6):
        assert cuts["monetary"][points - 1] == spend[found.m >= points].min()
        assert cuts["recency"][points - 1] == measures(worked()).recency[found.r >= points].max()


def test_recency_ranges_cover_every_day_once():
    ranges = recency_ranges(score(measures(worked())).cuts)
    assert [one[0] for one in ranges] == [5, 4, 3, 2, 1]
    assert ranges[0][1] == 0
    assert ranges[-1][2] == 358
    assert all(near[2] + 1 == far[1] for near, far in pairwise(ranges))


def test_a_score_that_nobody_earns_has_no_cut_point():
    found = score(of([3] * 10, [1] * 10, [500] * 10))
    cuts = dict(found.cuts)
    assert set(found.r) == {3}
    assert cuts["recency"][2] == 3
    assert np.isnan(cuts["recency"][3:]).all()
    assert np.isnan(cuts["frequency"][1:]).all()
    assert recency_ranges(found.cuts) == ((3, 0, 3),)


def test_four_customers_get_no_scores_and_five_get_few_data():
    assert score(of(range(4), [1] * 4, range(4))).cuts == ()
    assert score(of(range(5), [1] * 5, range(5))).few_data
    assert not score(of(range(50), [1] * 50, range(50))).few_data


def test_customers_without_a_visit_in_the_window_have_no_score():
    found = score(
        of([5, 6, 7, 8, 9, 400], [1, 2, 3, 4, 5, 0], [1, 2, 3, 4, 5, 0], [1, 2, 3, 4, 5, 2])
    )
    assert found.r[-1] == found.f[-1] == found.m[-1] == found.column[-1] == 0
    assert sum(count for _code, count in code_counts(found)) == 5


def test_spend_below_zero_simply_ranks_lowest():
    found = score(of(range(10), [1] * 10, [-500, 0, *range(100, 900, 100)]))
    assert found.m[0] == 1
    assert (np.diff(found.m) >= 0).all()


@pytest.mark.parametrize("values", [[], [7], [7, 7, 7]])
def test_cut_points_of_hardly_any_values(values):
    found = begins(np.array(values, dtype=np.int64), 5, 1)
    assert found.size == 5
    assert np.isfinite(found).sum() == (3 if values else 0)


@pytest.mark.parametrize("name", [name for name, _grid in PRESETS])
def test_all_125_codes_land_in_exactly_one_segment(name):
    grid = dict(PRESETS)[name]
    codes = np.array([(r, f, m) for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)])
    r, f, m = codes.T
    for visits in (1, 2):
        column = np.where(visits == 1, 1, np.maximum(2, (f + m + 1) // 2))
        found = assign(r, column, np.full(125, visits), grid)
        assert ((found >= 0) & (found < len(SEGMENTS) - 1)).all()
    assert grid_fault(grid) == ""


def test_everyone_outside_the_window_is_lost_or_a_prospect():
    found = assign(np.array([0, 0]), np.array([0, 0]), np.array([3, 0]))
    assert [SEGMENTS[one] for one in found] == [Segment.LOST, Segment.PROSPECT]


@pytest.mark.parametrize(
    ("grid", "says"),
    [
        (USUAL[:4], "five rows"),
        ((*USUAL[:4], USUAL[4][:3]), "five rows"),
        ((*USUAL[:4], (*USUAL[4][:4], "gold")), "row R=1, column 5"),
        ((*USUAL[:4], (*USUAL[4][:4], "prospect")), "row R=1, column 5"),
    ],
)
def test_a_grid_with_a_hole_is_refused_and_the_cell_named(grid, says):
    assert says in grid_fault(grid)
