"""A chosen plan's forecast is written once and held against what happened, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from retailcrm.core.errors import UserError
from retailcrm.planner.plan import Plan
from retailcrm.services.plan_tracking import Tracking
from retailcrm.wiring import Services, open_shop
from tests.conftest import clock
from tests.db.test_planning import worked_shop
from tests.kept_shops import Fill
from tests.unit.planner.worked import INPUTS, MODELS

PLAN = Plan("Next year", MODELS, INPUTS, as_of=date(2023, 12, 31))
MONTHS = tuple(range((2024 - 1970) * 12, (2025 - 1970) * 12))


@pytest.fixture
def planned(filled_with: Callable[[Fill], Services]) -> Services:
    """Give the worked shop with a plan of the end of its second year, chosen."""
    shop = filled_with(worked_shop)
    shop.plans.choose(shop.plans.save(PLAN).value.id, "M3")
    return shop


def tracked(shop: Services, as_of: date | None = None) -> Tracking:
    found = shop.plans.track(as_of=as_of)
    assert found is not None
    return found


def test_a_chosen_plan_is_held_against_every_month_that_is_over(planned: Services) -> None:
    found = tracked(planned)
    assert (found.name, found.model, found.is_over) == ("Next year", "M3", True)
    assert tuple(one.month for one in found.whole.months) == MONTHS
    bought = planned.planning.purchases()
    year = bought.between(19723, 20088)
    assert found.whole.sales == int(year.amount.sum())
    for one in found.channels:
        assert one.sales == int(year.of(one.channel).amount.sum())
    assert sum(one.forecast for one in found.channels) == found.whole.forecast
    why = found.whole.why
    assert why is not None
    assert why.clients + why.conversion + why.check == pytest.approx(
        found.whole.sales - found.whole.forecast
    )
    assert found.year_low is not None
    assert found.year_low < found.whole.sales


def test_months_that_are_not_over_are_not_judged(planned: Services) -> None:
    found = tracked(planned, date(2024, 3, 30))
    assert [one.month for one in found.whole.months] == list(MONTHS[:2])
    assert not found.is_over
    begun = tracked(planned, date(2024, 1, 10))
    assert (begun.whole.months, begun.whole.why, begun.conversions) == ((), None, ())


def test_conversions_are_learned_beyond_those_who_rise_anyway(planned: Services) -> None:
    near = tracked(planned, date(2024, 12, 31)).conversions[2]
    assert near.now.of > 20
    assert near.before.of > 10
    assert near.now.share is not None
    assert near.before.share is not None
    assert near.learned is not None
    more = max(round(near.now.reached - near.before.share * near.now.of), 0)
    assert near.learned.rate == pytest.approx((0.2 * 50 + more) / (50 + near.now.of))


def test_nothing_is_learned_where_nobody_knows_who_rises_anyway(planned: Services) -> None:
    planned.plans.choose(
        planned.plans.save(replace(PLAN, name="Early", as_of=date(2022, 12, 31))).value.id, "M3"
    )
    near = tracked(planned, date(2023, 6, 30)).conversions[2]
    assert near.now.of > 0
    assert (near.before.of, near.learned) == (0, None)


def test_a_forecast_is_written_once_for_all(planned: Services) -> None:
    (chosen,) = planned.plans.plans()
    assert chosen.chosen is not None
    assert chosen.chosen.model == "M3"
    with pytest.raises(UserError, match="was chosen"):
        planned.plans.choose(chosen.id, "M2")
    with pytest.raises(UserError, match="was chosen"):
        planned.plans.save(replace(PLAN, models=MODELS[:1]), chosen.id)
    with pytest.raises(UserError, match="was chosen"):
        planned.plans.remove(chosen.id)
    with pytest.raises(DatabaseError), planned.books._writer.begin() as connection:
        connection.execute(text("UPDATE forecast SET sales = 0"))


def test_the_plan_in_force_is_the_one_chosen_last(planned: Services) -> None:
    other = planned.plans.duplicate(planned.plans.named("Next year").id, "Second").value
    assert other.chosen is None
    planned.plans.choose(other.id, "M1")
    assert tracked(planned).name == "Second"
    assert planned.plans.track(planned.plans.named("Next year").id) is not None


def test_plans_stand_beside_each_other_with_the_best_first(planned: Services) -> None:
    first = planned.plans.named("Next year")
    poor = planned.plans.save(
        replace(PLAN, name="Low margin", inputs=replace(INPUTS, margin=0.1))
    ).value
    wrong = planned.plans.save(
        replace(PLAN, name="Nonsense", inputs=replace(INPUTS, margin=0.0))
    ).value
    found = planned.plans.compare([wrong.id, poor.id, first.id, poor.id])
    assert [one.name for one in found] == ["Next year", "Low margin", "Nonsense"]
    assert "margin" in found[2].problem
    assert found[0].best is not None
    assert found[0].best.model == "M3"


def test_nothing_is_tracked_before_a_choice(file_shop: Services) -> None:
    assert file_shop.plans.track() is None
    draft = file_shop.plans.save(PLAN).value
    with pytest.raises(UserError, match="was not chosen"):
        file_shop.plans.track(draft.id)
    with pytest.raises(UserError, match="Nobody known"):
        file_shop.plans.choose(draft.id, "M3")


def test_a_program_that_the_plan_does_not_have_cannot_be_chosen(planned: Services) -> None:
    other = planned.plans.duplicate(planned.plans.named("Next year").id).value
    with pytest.raises(UserError, match="no program M9"):
        planned.plans.choose(other.id, "M9")


def test_people_near_a_status_are_found_and_add_up(planned: Services) -> None:
    view = planned.planning.look(replace(PLAN, as_of=None))
    assert view.run is not None
    for table in view.run.tables:
        for one in (*table.near, table.below):
            found = planned.customers.found(one.rows)
            assert found is not None
            assert found.ids.size == one.near.clients
            mean = found.figure()
            assert mean == (None if one.near.gap is None else pytest.approx(one.near.gap))
        for told in table.statuses:
            held = planned.customers.found(told.rows)
            assert held is not None
            assert held.ids.size == told.row.buyers
            assert held.figure() == told.row.amount


def test_people_near_a_status_can_be_written_to(planned: Services) -> None:
    view = planned.planning.look(replace(PLAN, as_of=None))
    assert view.run is not None
    near = view.run.tables[0].near[2]
    saved = planned.campaigns.lists.save("Near silver", near.rows.text()).value
    assert saved.people == near.near.clients
    assert np.array_equal(
        planned.campaigns.lists.finders()["list.people"](saved.rows).ids,
        planned.planning.finders()["plan.people"](near.rows).ids,
    )


def test_a_chosen_plan_goes_along_when_everything_is_taken_out(
    planned: Services, tmp_path: Path
) -> None:
    planned.keeping.dump(tmp_path / "out")
    new = open_shop(str(tmp_path / "new.db"), clock)
    try:
        new.keeping.load(tmp_path / "out")
        assert new.plans.plans() == planned.plans.plans()
        assert new.plans.track() == planned.plans.track()
    finally:
        new.close()
