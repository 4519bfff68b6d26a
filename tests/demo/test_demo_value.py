"""What the customers of the demo shop will bring, every figure opened to its people."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np
import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.errors import UserError
from retailcrm.core.rows import rows
from retailcrm.services.finding import How
from retailcrm.services.value import ValueSummary
from retailcrm.wiring import Services, open_shop
from tests.told_figures import every_figure


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    morning = datetime(2026, 11, 1, 9, tzinfo=UTC)
    made = open_shop(str(tmp_path_factory.mktemp("value") / "demo.db"), lambda: morning)
    made.demo.load()
    yield made
    made.close()


@pytest.fixture(scope="module")
def found(shop: Services) -> ValueSummary:
    return shop.insights.value.summary()


def number(told: float | None) -> float:
    assert told is not None
    return told


def test_the_model_beats_the_naive_rule_and_says_so(found: ValueSummary) -> None:
    assert (found.model, found.confidence) == ("mbg_nbd", "normal")
    assert found.trial is not None
    assert found.trial.wins
    assert number(found.trial.model_miss.value) < number(found.trial.own_miss.value)


def test_every_figure_opens_to_people_who_add_up_to_it(shop: Services, found: ValueSummary) -> None:
    assert found.trial is not None
    figures = list(every_figure(found))
    assert len(figures) > 100
    for told in figures:
        assert told.key in DEFINITIONS
        behind = shop.customers.found(told.rows)
        assert behind is not None
        assert np.all(np.diff(behind.ids) > 0)
        if behind.how is How.MODEL:
            assert behind.ids.size == sum(number(one.customers.value) for one in found.trial.tenths)
        elif told.value is not None:
            assert behind.figure() == pytest.approx(told.value, abs=0.5), told.key


def test_segments_and_groups_each_add_up_to_everyone(found: ValueSummary) -> None:
    for parts in (found.by_segment, found.by_group):
        for name in ("customers", "so_far", "expected"):
            whole = getattr(found, name).value
            assert sum(getattr(row, name).value for row in parts) == pytest.approx(whole)
        assert sum(number(row.share.value) for row in parts) == pytest.approx(1.0)


def test_ranges_hold_what_is_expected_and_narrow_for_many(found: ValueSummary) -> None:
    told = [found.expected, *(row.expected for row in (*found.by_segment, *found.by_group))]
    for one in told:
        assert 0 <= number(one.low) < number(one.value) < number(one.high)
    wide = [(number(one.high) - number(one.low)) / number(one.value) for one in told]
    assert min(wide) == wide[0]


def test_a_customer_has_a_range_and_a_newcomer_none(shop: Services) -> None:
    found = shop.insights.value
    whole = shop.insights.value.expected(date(2026, 10, 31))
    assert whole is not None
    ids, amounts = whole
    best = int(ids[np.argmax(amounts)])
    told = found.of_customer(best)
    assert told is not None
    assert number(told.low) <= told.expected <= number(told.high)
    assert told.expected == round(float(amounts.max()))
    assert found.of_customer(10**9) is None


def test_the_chance_to_come_back_orders_groups_and_the_missing(shop: Services) -> None:
    scored = shop.grouping.missing()
    worth = [row.worth for row in scored]
    assert worth == sorted(worth, reverse=True)
    table = shop.insights.value.table()
    chances = {float(row[9]) for row in table}
    assert len(chances) > 100, "not the few chances of the stages"


def test_a_day_in_the_past_knows_nothing_of_later_days(shop: Services) -> None:
    early = shop.insights.value.summary(date(2026, 3, 15))
    assert early.learned_to == date(2026, 2, 28)
    now = shop.insights.value.summary()
    assert number(early.customers.value) < number(now.customers.value)


@pytest.mark.parametrize(
    "asked",
    [
        {"finding": "value.of", "figure": "value_expected", "of": "segment.nobody"},
        {"finding": "value.of", "figure": "no such figure"},
        {"finding": "value.trial", "figure": "no such figure"},
    ],
)
def test_a_figure_that_is_not_there_is_refused_in_a_sentence(
    shop: Services, asked: dict[str, str]
) -> None:
    with pytest.raises(UserError):
        shop.customers.found(rows("customers", **asked))
