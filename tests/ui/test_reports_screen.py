"""Reports: which months, onto which paper, where the file is."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from retailcrm.services.reporting import KEYS
from retailcrm.ui.kit.table import RowTableModel
from retailcrm.ui.screens.reports.choices import choices
from retailcrm.ui.screens.reports.presenter import (
    PrintedLine,
    ReportsPresenter,
    ReportsState,
    file_name,
)
from retailcrm.ui.screens.reports.view import PRINTED_COLUMNS
from retailcrm.ui.work import InlineJobs
from tests.ui.fake_insights import OCTOBER
from tests.ui.fake_shop import NOW, FakeServices


class Seen:
    def __init__(self) -> None:
        self.states: list[ReportsState] = []

    def show_state(self, state: ReportsState) -> None:
        self.states.append(state)


@pytest.fixture
def services():
    return FakeServices()


@pytest.fixture
def seen():
    return Seen()


@pytest.fixture
def presenter(services, seen):
    made = ReportsPresenter(seen, services, InlineJobs(), lambda: NOW, "a4")
    made.refresh()
    return made


def test_months_are_listed_newest_first_and_none_is_printed_yet(presenter):
    first = presenter.state.months[0]
    assert (first.title, first.state) == ("October 2025", "not printed yet")
    assert presenter.state.printed == ()


def test_a_month_is_printed_on_the_chosen_paper_and_then_listed(presenter, services, tmp_path):
    presenter.choose_paper("letter")
    presenter.print_month(OCTOBER, tmp_path / "october.pdf")
    (wish,) = services.reporting.printed
    assert (wish.key, wish.month, wish.paper) == ("monthly", OCTOBER, "letter")
    assert presenter.state.made == tmp_path / "october.pdf"
    assert presenter.state.months[0].state == "printed 1 Nov 2025, 08:00"
    (line,) = presenter.state.printed
    assert (line.title, line.pages, line.is_there) == ("October 2025", "6", False)


def test_a_printed_file_is_listed_by_its_name_and_its_place_is_a_hover_away(tmp_path):
    file = tmp_path / "october.pdf"
    line = PrintedLine("The monthly report", "October 2025", "1 Nov 2025", "6", file, True)
    (column,) = [one for one in PRINTED_COLUMNS if one.key == "file"]
    model = RowTableModel((column,))
    model.replace_rows((line,))
    cell = model.index(0, 0)
    assert model.data(cell) == "october.pdf"
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole) == str(file)
    assert column.text(replace(line, is_there=False)) == "october.pdf (moved)"


def test_another_report_is_chosen_and_its_months_are_its_own(presenter, services, tmp_path):
    presenter.print_month(OCTOBER, tmp_path / "october.pdf")
    presenter.choose_report("retention")
    assert presenter.state.months[0].state == "not printed yet"
    presenter.print_month(OCTOBER, tmp_path / "back.pdf")
    assert [wish.key for wish in services.reporting.printed] == ["monthly", "retention"]
    assert presenter.state.months[0].state == "printed 1 Nov 2025, 08:00"
    assert [line.report for line in presenter.state.printed] == [
        "Who comes back",
        "The monthly report",
    ]


def test_every_report_that_can_be_printed_of_a_month_can_be_chosen():
    assert [one.key for one in choices()] == list(KEYS)
    assert all(one.title and one.about.endswith(".") for one in choices())


def test_the_name_of_another_report_says_which_it_is():
    assert file_name("Larch Lane", OCTOBER, "roi") == "2025-10-roi-Larch-Lane.pdf"


def test_a_refused_file_is_said_and_nothing_stays_busy(presenter, services, seen, tmp_path):
    services.reporting.refusal = "The folder is read-only."
    presenter.print_month(OCTOBER, tmp_path / "october.pdf")
    assert seen.states[-1].problem == "The folder is read-only. Choose another folder."
    assert seen.states[-1].printing == ""
    assert seen.states[-1].made is None


def test_printing_shows_which_month_and_can_be_stopped(services, seen, tmp_path):
    jobs = InlineJobs(hold=True)
    presenter = ReportsPresenter(seen, services, jobs, lambda: NOW, "a4")
    presenter.print_month(OCTOBER, tmp_path / "october.pdf")
    assert presenter.state.printing == "October 2025"
    presenter.cancel()
    jobs.run_held()
    assert presenter.state.printing == ""
    assert services.reporting.printed == []


@pytest.mark.parametrize(
    ("shop", "name"),
    [
        ("Larch Lane Books & Gifts", "2025-10-Larch-Lane-Books-Gifts.pdf"),
        ("../etc", "2025-10-etc.pdf"),
        ("Bücher/Zürich", "2025-10-Bücher-Zürich.pdf"),
        ("", "2025-10.pdf"),
    ],
)
def test_the_proposed_name_sorts_by_month_and_is_only_a_name(shop, name):
    assert file_name(shop, OCTOBER) == name
    assert Path(name).name == name
