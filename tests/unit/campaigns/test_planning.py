import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retailcrm.campaigns import planning
from retailcrm.campaigns.planning import POWER, seen, smallest_spend, spend_sample_size

DATA = Path(__file__).parents[2] / "data" / "methods"
# Whether there is a value is what each test asks by reading it.
sample_size: Any = planning.sample_size
smallest_effect: Any = planning.smallest_effect
TENTH = 1 / 9  # one left alone for nine written to


def _told(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _told("campaign_sample_size.csv"))
def test_it_takes_as_many_people_as_worked_out(row):
    ratio = float(row["control_per_treat"])
    ratio = TENTH if ratio == pytest.approx(TENTH, abs=1e-4) else ratio
    found = sample_size(float(row["p_control"]), float(row["p_treat"]), ratio)
    assert (found.treated, found.control) == (int(row["n_treat"]), int(row["n_control"]))
    assert found.total == int(row["total"])


@pytest.mark.parametrize("row", _told("campaign_mde.csv"))
def test_a_list_shows_effects_down_to_those_worked_out(row):
    people = int(row["list_size"])
    control = round(people * float(row["holdout"]))
    found = smallest_effect(people - control, control, float(row["base_rate"]))
    assert found * 100 == pytest.approx(float(row["mde_pp"]), abs=5.1e-4)


def test_money_a_head_takes_many_more_people():
    assert spend_sample_size(15, 1) == 3_532
    assert spend_sample_size(15, 0.5) == 14_128
    assert smallest_spend(3_532, 3_532, 15) == pytest.approx(1, abs=1e-3)


def test_the_smallest_effect_needs_all_the_people_there_are():
    effect = smallest_effect(900, 100, 0.1)
    assert seen(900, 100, 0.1, 0.1 + effect) == pytest.approx(POWER, abs=1e-6)
    assert sample_size(0.1, 0.1 + effect, TENTH).treated in {900, 901}


def test_a_campaign_that_pulls_people_away_can_be_planned_too():
    assert sample_size(0.25, 0.2) == sample_size(0.2, 0.25)


def test_what_no_number_of_people_can_tell_has_no_number():
    assert sample_size(0.2, 0.2) is None
    assert sample_size(0.2, 1.2) is None
    assert sample_size(0.2, 0.3, 0) is None
    assert smallest_effect(0, 50, 0.1) is None
    assert smallest_effect(50, 0, 0.1) is None
    assert smallest_effect(10, 1, 0.99) is None
    assert smallest_effect(100, 100, 1.0) is None
    assert spend_sample_size(15, 0) is None
    assert smallest_spend(1, 100, 15) is None
    assert seen(100, 100, 0.0, 1.0) == 1
    assert seen(100, 0, 0.1, 0.2) == pytest.approx(0.05)


def test_the_promised_effect_is_seen_as_often_as_promised():
    chance = np.random.default_rng(7)
    treated, control, base = 3_600, 400, 0.1
    effect = smallest_effect(treated, control, base)
    shops = 20_000
    came = chance.binomial(treated, base + effect, shops) / treated
    alone = chance.binomial(control, base, shops) / control
    both = (came * treated + alone * control) / (treated + control)
    error = np.sqrt(both * (1 - both) * (1 / treated + 1 / control))
    found = np.mean(np.abs(came - alone) > 1.959964 * error)
    assert found == pytest.approx(POWER, abs=0.015)
