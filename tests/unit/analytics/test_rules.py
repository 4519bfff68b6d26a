from dataclasses import replace

import pytest

from retailcrm.analytics.rules import Rules, rules_fault


def test_the_usual_rules_are_sound():
    assert rules_fault(Rules()) == ""
    assert rules_fault(Rules(window_days=0)) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"margin": 1.2}, "margin"),
        ({"capture": -0.1}, "Shares"),
        ({"most_valuable_least": 0.3}, "smallest share"),
        ({"remind_at": 0.95}, "follow each other"),
        ({"dead_at": 1.0}, "follow each other"),
        ({"dead_days": -1}, "Days"),
        ({"contact_cost": -1.0}, "Costs"),
        ({"rhythm_gaps": 0}, "rhythm"),
    ],
)
def test_impossible_rules_are_refused_in_a_sentence(change, says):
    assert says in rules_fault(replace(Rules(), **change))


def test_the_window_ends_with_the_day_itself():
    assert Rules(window_days=365).window_start(1000) == 636
    assert Rules(window_days=1).window_start(1000) == 1000
    assert Rules(window_days=0).window_start(1000) is None
