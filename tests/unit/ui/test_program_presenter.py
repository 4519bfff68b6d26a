"""The owner changes the program: tried while it is typed, kept from a day on, explained."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from retailcrm.core.figures import Figures
from retailcrm.loyalty.program import Program
from retailcrm.ui.screens.program.columns import version_lines
from retailcrm.ui.screens.program.findings import compared, move_words, preview_title
from retailcrm.ui.screens.program.moving import MovePresenter, MoveState, letters, read_move
from retailcrm.ui.screens.program.owing import OwedPresenter, OwedState, owed_doubt, owed_title
from retailcrm.ui.screens.program.past import (
    PastPresenter,
    PastState,
    expected_words,
    past_doubt,
    past_title,
)
from retailcrm.ui.screens.program.presenter import ProgramPresenter
from retailcrm.ui.screens.program.state import PAST, RULES, ProgramState
from retailcrm.ui.work import InlineJobs
from tests.ui.program_shop import CLUB, PLAIN, TODAY, ProgramShop, a_desk, version

USD = Figures("USD")
NOW = datetime(2025, 11, 1, 8, 30, tzinfo=UTC)


@dataclass
class View:
    """Remembers what it was shown and told; counts when the person pauses."""

    state: ProgramState = field(default_factory=ProgramState)
    past: PastState = field(default_factory=PastState)
    move: MoveState = field(default_factory=MoveState)
    owed: OwedState = field(default_factory=OwedState)
    told: list[str] = field(default_factory=list)
    pauses: int = 0

    def show_state(self, state: ProgramState) -> None:
        self.state = state

    def show_past(self, state: PastState) -> None:
        self.past = state

    def show_move(self, state: MoveState) -> None:
        self.move = state

    def show_owed(self, state: OwedState) -> None:
        self.owed = state

    def count_soon(self) -> None:
        self.pauses += 1

    def plan_soon(self) -> None:
        self.pauses += 1

    def tell(self, text: str) -> None:
        self.told.append(text)


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


def test_a_shop_without_a_program_begins_with_one_in_two_steps(view, jobs):
    shop = ProgramShop()
    presenter = rules(shop, view, jobs)
    assert view.state.draft is None
    presenter.begin_with("tiers")
    assert view.state.is_fresh
    assert [one.name for one in shop.previewed[-1].tiers.tiers] == ["Silver", "Gold"]
    presenter.keep()
    program, starts, _note = shop.saved[-1]
    assert program == shop.previewed[-1]
    assert starts == TODAY
    assert view.told == ["The rules hold.", "9 entries booked for 4 members."]


def test_a_first_program_may_begin_in_the_past_and_books_what_it_missed(view, jobs):
    shop = ProgramShop()
    presenter = rules(shop, view, jobs)
    presenter.begin_with("spending")
    presenter.type_start("1 Jan 2025")
    presenter.keep()
    assert shop.saved[-1][1] == date(2025, 1, 1)
    assert shop.caught_up == 1
    assert view.state.booking is None
    assert not view.state.is_changed


def test_rules_that_begin_later_book_nothing_yet(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("earning.per_unit", "2")
    presenter.type_start("2025-12-01")
    presenter.keep()
    assert shop.saved[-1][1] == date(2025, 12, 1)
    assert shop.caught_up == 0


def test_opening_rules_and_keeping_them_unchanged_changes_nothing(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    assert not view.state.is_changed
    assert not view.state.can_keep
    presenter.keep()
    presenter.type("earning.per_unit", "3")
    presenter.type("earning.per_unit", "1")
    presenter.keep()
    assert shop.saved == []


def test_typing_waits_for_a_pause_and_then_tries_the_rules(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    counted = len(shop.previewed)
    presenter.type("earning.per_unit", "2")
    assert view.pauses == 1
    assert len(shop.previewed) == counted
    assert not view.state.is_fresh
    assert preview_title(view.state)[0] == "Trying the rules on your receipts…"
    presenter.count()
    assert view.state.is_fresh
    assert preview_title(view.state)[0] == "455 members would get $860 a year more, nobody less"
    presenter.type("earning.per_unit", "0.5")
    presenter.count()
    assert preview_title(view.state)[0] == "455 members would get $430 a year less, nobody more"


def test_an_answer_about_older_rules_is_dropped(shop, view):
    jobs = InlineJobs()
    presenter = rules(shop, view, jobs)
    jobs.hold = True
    presenter.type("earning.per_unit", "2")
    presenter.count()
    presenter.type("earning.per_unit", "7")
    jobs.run_held()
    assert shop.previewed[-1].earning.per_unit == 2
    assert not view.state.is_fresh
    presenter.count()
    jobs.run_held()
    assert view.state.is_fresh


def test_a_count_can_be_stopped_and_made_after_all(shop, view):
    jobs = InlineJobs()
    presenter = rules(shop, view, jobs)
    jobs.hold = True
    presenter.type("earning.per_unit", "2")
    presenter.count()
    presenter.stop_counting()
    jobs.run_held()
    assert view.state.counting is None
    assert not view.state.is_fresh
    jobs.hold = False
    presenter.count()
    assert view.state.is_fresh


def test_wrong_rules_are_named_and_cannot_be_kept(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("expiry.day", "40")
    assert view.state.checked.faults == {"expiry.day": "It must be from 1 to 31."}
    assert preview_title(view.state)[0] == "Mend the marked fields first"
    presenter.keep()
    assert shop.saved == []
    assert view.state.section == "expiry"


@pytest.mark.parametrize("day", ["31 Oct 2025", "someday", ""])
def test_rules_in_force_cannot_be_changed_for_days_that_are_past(shop, view, jobs, day):
    presenter = rules(shop, view, jobs)
    presenter.type("earning.per_unit", "2")
    presenter.type_start(day)
    assert view.state.starts_fault
    presenter.keep()
    assert shop.saved == []


def test_rules_begin_when_members_have_heard_of_them(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("earning.per_unit", "0.5")
    presenter.count()
    presenter.start_when_told()
    assert view.state.starts == "1 Dec 2025"


def test_what_was_typed_stays_when_an_import_comes_between(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("name", "Cheese Club")
    presenter.refresh()
    assert view.state.draft is not None
    assert view.state.draft.texts["name"] == "Cheese Club"
    presenter.discard()
    assert view.state.draft.texts["name"] == "Club"


def test_a_new_tier_gets_its_short_name_by_itself_and_an_old_one_keeps_it(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.add_row("tiers.tiers")
    presenter.type_in("tiers.tiers", 1, "name", "Gold Plus")
    presenter.type_in("tiers.tiers", 0, "name", "Sterling")
    assert view.state.draft is not None
    assert [row["key"] for row in view.state.draft.rows["tiers.tiers"]] == ["silver", "gold-plus"]
    presenter.remove_row("tiers.tiers", 1)
    assert len(view.state.draft.rows["tiers.tiers"]) == 1


def test_a_single_customer_is_named_as_people_are(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.add_customer("Nobody")
    presenter.add_customer("2900000007")
    presenter.add_customer("2900000007")
    assert view.told == [
        "Nobody is found for Nobody.",
        "This customer has a multiplier already.",
    ]
    assert view.state.checked.program is not None
    assert view.state.checked.program.earning.customers == ((7, Decimal(2)),)
    assert view.state.names == {"7": "June Okafor 7"}


def test_the_program_ends_on_a_day(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type_start("31 Dec 2025")
    presenter.end()
    assert shop.saved == [(None, date(2025, 12, 31), "")]
    assert not view.state.can_end
    assert view.state.draft is None


def test_books_that_refuse_say_why_and_keep_what_was_typed(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("earning.per_unit", "2")
    shop.refusal = "The books are locked."
    presenter.keep()
    assert view.state.problem == "The books are locked."
    assert view.state.booking is None
    assert view.state.is_changed


def test_before_and_after_stand_side_by_side(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("earning.per_unit", "2")
    presenter.count()
    assert view.state.preview is not None
    rows = compared(view.state.preview, USD)
    told = {one.title: (one.before, one.after, one.change) for one in rows}
    assert told["Points a year"] == ("86,000", "172,000", "+86,000")
    assert told["Given back, % of margin"] == ("3.0", "6.1", "+3.0")
    assert told["Open points cost, USD"] == ("300", "300", "0")
    assert move_words(view.state.preview.moves, USD) == ("77 members become Silver",)


def test_each_version_says_what_it_changed(shop, view, jobs):
    presenter = rules(shop, view, jobs)
    presenter.type("earning.per_visit", "5")
    presenter.type_note("Opening week")
    presenter.keep()
    assert view.state.versions is not None
    assert [one.told for one in version_lines(view.state.versions, "USD")] == [
        "Points for each visit: 0 became 5 (Opening week)",
        "The program begins.",
    ]


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
