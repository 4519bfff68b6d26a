"""The program tried on the past, the move to points, and what is owed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from retailcrm.loyalty.program import Program
from retailcrm.ui.screens.program.moving import MovePresenter, letters, read_move
from retailcrm.ui.screens.program.owing import OwedPresenter, owed_doubt, owed_title
from retailcrm.ui.screens.program.past import (
    PastPresenter,
    expected_words,
    past_doubt,
    past_title,
)
from retailcrm.ui.screens.program.presenter import ProgramPresenter
from retailcrm.ui.screens.program.state import PAST, RULES
from retailcrm.ui.work import InlineJobs
from tests.ui.program_shop import CLUB, PLAIN, TODAY, ProgramShop, a_desk, version
from tests.unit.ui.program_view import NOW, USD, View


@pytest.fixture
def shop() -> ProgramShop:
    return ProgramShop(held=(version(CLUB),))


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def jobs() -> InlineJobs:
    return InlineJobs()


def rules(shop: ProgramShop, view: View, jobs: Any) -> ProgramPresenter:
    presenter = ProgramPresenter(view, a_desk(shop).services, jobs, lambda: NOW)
    presenter.refresh()
    return presenter


def past(shop: ProgramShop, view: View, jobs: Any) -> PastPresenter:
    presenter = PastPresenter(view, a_desk(shop).services, jobs)
    presenter.open(PLAIN, USD)
    return presenter


def test_rules_are_tried_on_the_last_year_at_once_and_on_any_other_time(shop, view, jobs):
    presenter = past(shop, view, jobs)
    assert shop.replayed == [(PLAIN, date(2024, 11, 1), date(2025, 10, 31))]
    presenter.type_day("first", "1 Mar 2025")
    presenter.run()
    assert shop.replayed[-1] == (PLAIN, date(2025, 3, 1), date(2025, 10, 31))
    presenter.open(PLAIN, USD)
    assert len(shop.replayed) == 2, "the same rules on the same days are counted once"
    presenter.open(CLUB, USD)
    assert shop.replayed[-1][0] == CLUB
    presenter.type_day("last", "never")
    presenter.run()
    assert len(shop.replayed) == 3
    assert view.past.faults == (("last", "Type a day, such as 31 Dec 2026."),)


def test_what_must_pay_for_the_points_is_worked_out_and_never_guessed(shop, view, jobs):
    presenter = past(shop, view, jobs)
    assert view.past.tried is not None
    assert past_title(view.past.tried, USD) == (
        "Sales must rise by 2.3\u202f% to pay for these points"
    )
    assert past_doubt(view.past) == (
        "86,000 points would cost $645, those never used left out. "
        "In place of the discounts of $1,970 sales must rise by 0.0\u202f%"
    )
    assert expected_words(view.past) == ""
    presenter.type_uplift("5")
    assert expected_words(view.past) == "then $733 is left after the points"
    presenter.type_uplift("1")
    assert expected_words(view.past) == "then $369 is missing after the points"
    presenter.type_uplift("much")
    assert dict(view.past.faults)["uplift"] == "Type a percentage, such as 3."


def test_a_try_can_be_stopped(shop, view):
    jobs = InlineJobs(hold=True)
    presenter = past(shop, view, jobs)
    jobs.run_held()
    presenter.run()
    presenter.stop()
    jobs.run_held()
    assert view.past.counting is None
    assert len(shop.replayed) == 1


def move(shop: ProgramShop, view: View, jobs: Any, used: list[Any]) -> MovePresenter:
    presenter = MovePresenter(
        view, a_desk(shop).services, jobs, lambda program, day: used.append((program, day))
    )
    presenter.open(USD, TODAY)
    return presenter


def test_the_move_is_planned_from_two_months_ahead_in_gentle_steps(shop, view, jobs):
    presenter = move(shop, view, jobs, [])
    assert shop.planned[-1].starts == date(2026, 1, 1)
    assert view.move.plan is not None
    assert view.move.plan.too_much == ()
    presenter.type("phases", "4; 2; 0")
    presenter.work_out()
    phases = shop.planned[-1].phases
    assert phases is not None
    assert [(one.discount, one.months) for one in phases] == [(0.04, 2), (0.02, 2), (0.0, None)]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("starts", "", "Type a day, such as 31 Dec 2026."),
        ("value", "0", "From 0.0001 to 1000000."),
        ("redeemed", "0", "From 1.00 to 100."),
        ("months", "0", "From 1 to 12."),
        ("phases", "four", "Type percentages such as 4; 2; 0."),
        ("below_zero", "-1", "From 0 to 100."),
    ],
)
def test_a_wrong_wish_of_the_move_is_named_at_its_field(shop, view, jobs, name, text, said):
    presenter = move(shop, view, jobs, [])
    planned, pauses = len(shop.planned), view.pauses
    presenter.type(name, text)
    presenter.work_out()
    assert dict(view.move.faults) == {name: said}
    assert (len(shop.planned), view.pauses) == (planned, pauses)
    assert read_move(dict(view.move.texts), "USD")[0] is None


def test_a_step_of_the_move_becomes_the_program(shop, view, jobs):
    used: list[Any] = []
    presenter = move(shop, view, jobs, used)
    presenter.type("phases", "2; 0")
    presenter.work_out()
    assert view.move.plan is not None
    presenter.choose(1)
    presenter.make_program(CLUB)
    program, day = used[-1]
    assert day == view.move.plan.steps[1].first
    assert float(program.earning.per_unit) == pytest.approx(
        view.move.plan.steps[1].per_unit, abs=1e-6
    )
    assert dict(program.earning.groups) == {
        "most_growable": Decimal("1.5"),
        "most_valuable": Decimal(2),
    }
    assert program.tiers == CLUB.tiers
    assert program.name == "Club"


def test_those_who_lose_are_saved_for_the_letters(shop, view, jobs, tmp_path):
    presenter = move(shop, view, jobs, [])
    presenter.save_table(tmp_path / "letters.csv")
    assert view.move.plan is not None
    written = (tmp_path / "letters.csv").read_text("utf-8").splitlines()
    assert written[0] == "customer,name,card,discount_USD,change_USD,gift_points"
    assert len(written) == 1 + len(view.move.plan.losers) > 1
    assert "\n".join(written) == letters(view.move.plan, "USD").replace("\r\n", "\n").strip()
    assert view.told == ["Saved: letters.csv"]
    assert shop.noted == [("letters", len(view.move.plan.losers))]
    presenter.save_table(tmp_path / "no" / "letters.csv")
    assert view.told[-1].startswith("letters.csv cannot be written there.")
    assert view.move.plan is not None


def test_a_shop_without_a_discount_is_told_so(view, jobs):
    shop = ProgramShop(refusal="No discount was given in the last twelve months.")
    move(shop, view, jobs, [])
    assert view.move.plan is None
    assert view.move.problem == "No discount was given in the last twelve months."


def test_what_is_owed_says_how_the_share_was_found(shop, view, jobs, tmp_path):
    presenter = OwedPresenter(view, a_desk(shop).services, jobs)
    presenter.open(USD)
    found = view.owed.found
    assert found is not None
    assert owed_title(found, USD).startswith("12,000 open points: $")
    assert owed_doubt(found, USD) == (
        "9,000 of them will still be used: 75.0\u202f% of all points ever are. "
        "Assumed: there are 2 months of points."
    )
    presenter.print(tmp_path / "owed.pdf", "letter")
    assert view.owed.made == tmp_path / "owed.pdf"
    shop.refusal = "The disk is full."
    presenter.print(tmp_path / "owed.xlsx", "letter")
    assert view.owed.problem == "The disk is full."
    assert view.owed.found is found


def test_without_a_program_nothing_is_owed(view, jobs):
    presenter = OwedPresenter(view, a_desk(ProgramShop()).services, jobs)
    presenter.open(USD)
    assert view.owed.found is None
    assert view.owed.problem == "There is no program, so nothing is owed."


def test_turning_to_another_page_keeps_the_rules(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("name", "Cheese Club")
    presenter.turn_to(PAST)
    assert view.state.page == PAST
    presenter.use(Program(name="Other"), date(2026, 1, 1))
    assert view.state.page == RULES
    assert view.state.starts == "1 Jan 2026"
