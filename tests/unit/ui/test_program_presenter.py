"""The owner changes the program: tried while it is typed, kept from a day on, explained."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from retailcrm.ui.screens.program.columns import version_lines
from retailcrm.ui.screens.program.findings import compared, move_words, preview_title
from retailcrm.ui.screens.program.presenter import ProgramPresenter
from retailcrm.ui.work import InlineJobs
from tests.ui.program_shop import CLUB, TODAY, ProgramShop, a_desk, version
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
    said = [move_words(one, USD) for one in view.state.preview.moves]
    assert said == ["77 members become Silver"]


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


def test_rules_that_hold_for_no_receipt_yet_book_nothing_and_say_so_by_silence(view, jobs):
    shop = ProgramShop()
    shop.booked = 0
    presenter = rules(shop, view, jobs)
    presenter.begin_with("tiers")
    presenter.keep()
    assert shop.caught_up == 1
    assert view.told == ["The rules hold."]
