"""Today: true words about the month, and a list of what to do."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.services.grouping import MissingSum
from retailcrm.services.points_soon import PointsSoon
from retailcrm.services.reporting import PrintReport
from retailcrm.services.sales import MonthBar
from retailcrm.ui.kit.bar_chart import BarChart
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.drop import DropArea
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.kit.tile import FigureTile
from retailcrm.ui.screens.today.presenter import TodayPresenter
from retailcrm.ui.screens.today.sales_words import chart, run_of
from retailcrm.ui.screens.today.state import TodayState
from retailcrm.ui.screens.today.view import TodayScreen
from retailcrm.ui.work import InlineJobs
from tests.ui.fake_insights import OCTOBER, month_rows
from tests.ui.fake_shop import NOW, FakeServices, FakeShop, an_empty_shop, an_overview

USD = Figures("USD")


class Seen:
    """A view that only remembers."""

    def __init__(self) -> None:
        self.states: list[TodayState] = []

    def show_state(self, state: TodayState) -> None:
        self.states.append(state)

    @property
    def last(self) -> TodayState:
        return self.states[-1]


def today(services: FakeServices | None = None, jobs: InlineJobs | None = None):
    seen = Seen()
    presenter = TodayPresenter(seen, services or FakeServices(), jobs or InlineJobs(), lambda: NOW)
    presenter.refresh()
    return presenter, seen


def bars(*pairs: tuple[int, int | None], over: bool = True) -> tuple[MonthBar, ...]:
    last = len(pairs) - 1
    return tuple(
        MonthBar(OCTOBER - last + at, net, before, over or at < last, month_rows(OCTOBER))
        for at, (net, before) in enumerate(pairs)
    )


def finding(*pairs: tuple[int, int | None], over: bool = True) -> str:
    headline = FakeServices().sales.headline(OCTOBER)
    return chart(replace(headline, bars=bars(*pairs, over=over)), USD).title


def test_an_empty_shop_is_offered_its_first_step():
    _, seen = today(an_empty_shop())
    assert seen.last.is_empty
    assert seen.last.tiles == ()


def test_five_figures_are_written_with_unit_change_and_definition():
    _, seen = today()
    net, margin, _, ticket, share = seen.last.tiles
    assert (net.title, net.value) == ("Net sales, USD", "116,742")
    assert net.changes == (("+8.9\u202f%", "on September"), ("+6.8\u202f%", "on October 2024"))
    assert margin.title == "Margin, USD · cost known 94\u202f%"
    assert ticket.value == "38.10"
    assert share.changes[0] == ("+1.3\u202fpt", "on September")
    assert all(tile.definition and len(tile.history) == 13 for tile in seen.last.tiles)
    assert net.rows == month_rows(OCTOBER)


def test_a_month_that_is_not_over_is_not_shown_first_nor_compared():
    services = FakeServices()
    services.sales.complete = False
    presenter, seen = today(services)
    assert seen.last.month == OCTOBER - 1
    presenter.choose_month(OCTOBER)
    assert seen.last.caption.startswith("so far")
    assert seen.last.tiles[0].changes == (("", "the month is not over"),)
    assert not seen.last.chart.bars[-1].is_strong


def test_choosing_a_store_asks_for_that_store_alone():
    services = FakeServices()
    presenter, seen = today(services)
    assert seen.last.caption == "against September and October 2024, both stores"
    presenter.choose_store(2)
    assert services.sales.asked[-1] == (OCTOBER, 2)
    assert seen.last.caption.endswith("Riverside")
    assert seen.last.store == 2


@pytest.mark.parametrize(
    ("months", "title"),
    [
        (((3, 2), (4, 3), (5, 4)), "Sales have been above last year for three months running"),
        (((3, 2), (1, 3), (1, 4)), "Sales have been below last year for two months running"),
        (((1, 2), (5, 4)), "Sales in October were above last year"),
        (((3, 2), (1, 4)), "Sales in October were below last year"),
        (((3, 2), (4, 4)), "Sales were exactly as a year ago"),
        (((9, None), (4, None)), "September 2025 was the best month so far"),
        (((0, None), (4, None)), "Net sales by month"),
        (((0, None), (-4, None)), "Net sales by month"),
    ],
)
def test_the_charts_title_says_what_is_true(months, title):
    assert finding(*months) == title


def test_a_month_under_way_does_not_break_a_run():
    assert run_of(bars((3, 2), (4, 3), (1, 9), over=False)).length == 2
    title = "Sales have been above last year for two months running"
    assert finding((3, 2), (4, 3), (1, 9), over=False) == title


def test_the_months_of_the_run_are_strong_and_carry_their_change():
    _, seen = today()
    strong = [bar for bar in seen.last.chart.bars if bar.is_strong]
    assert [bar.label for bar in strong] == ["May", "Jun", "Jul", "Aug", "Sep", "Oct"]
    assert strong[-1].note == "+6.8"
    assert "a year before $109,300.00" in strong[-1].tip
    assert all(bar.note == "" for bar in seen.last.chart.bars if not bar.is_strong)


def test_the_three_groups_say_who_moved_and_open_them():
    _, seen = today()
    valuable, growable, below = seen.last.groups
    assert (valuable.count, valuable.change, valuable.since) == ("612", "+23", "since 30 Sep")
    assert [move.words for move in valuable.moves] == [
        "41 moved up from Most Growable",
        "18 slipped to Most Growable",
    ]
    assert growable.moves[0].words == "76 new"
    assert below.moves[0].words == "1,141 dead cards"
    up = rows("customers", moved_from="most_growable", moved_to="most_valuable")
    assert valuable.moves[0].rows == up


def test_too_few_customers_for_groups_are_told_why():
    services = FakeServices()
    why = "Groups need 20 customers with a purchase; there are 7."
    services.grouping.overview_now = an_overview(empty_reason=why)
    _, seen = today(services)
    assert seen.last.groups == ()
    assert seen.last.groups_reason == why


def test_the_missing_are_a_sum_that_adds_up():
    _, seen = today()
    parts = seen.last.missing.parts
    assert [part.value for part in parts] == ["719", "+118", "−64", "−42", "731"]
    assert parts[2].rows.get("part") == "found"
    assert parts[4].rows.get("stage") == "mia"
    assert (
        "".join(text for text, _ in seen.last.missing.found)
        == "64 came back and bought for $3,482."
    )


def test_before_the_first_snapshot_only_todays_missing_are_shown():
    services = FakeServices()
    first = MissingSum(None, 0, 0, 0, 0, 12, 0)
    services.grouping.overview_now = an_overview(missing=first)
    _, seen = today(services)
    (only,) = seen.last.missing.parts
    assert (only.value, only.words) == ("12", "missing today")


def test_the_to_do_list_names_what_waits_in_order_of_use():
    services = FakeServices()
    _, seen = today(services)
    assert [(item.verb, item.about) for item in seen.last.todo] == [
        ("Win back", "1 missing who is worth it"),
        ("Remind", "594 not seen for a while"),
        ("Repair", "9 rows kept aside"),
        ("Print", "October 2025"),
    ]
    assert seen.last.todo[0].reason == "together worth $642 a year"
    assert seen.last.todo[2].rows == rows("problems")


def test_members_about_to_lose_points_are_named_with_the_day():
    services = FakeServices()
    services.insights.points_soon.now = PointsSoon(
        held=52_000,
        held_value=52_000,
        holders=640,
        members=128,
        points=10_360,
        value=10_360,
        first_on=date(2025, 11, 30),
        owing=3,
        asks=True,
        owing_rows=rows("customers", finding="points.owed"),
        held_rows=rows("customers", finding="points.held"),
        rows=rows("customers", finding="points.soon"),
    )
    _, seen = today(services)
    warn = next(item for item in seen.last.todo if item.verb == "Warn")
    assert warn.about == "128 members of points that expire"
    assert warn.reason == "30 Nov; 10,360 points, $103.60"
    assert warn.rows == rows("customers", finding="points.soon")
    decide = next(item for item in seen.last.todo if item.verb == "Decide")
    assert decide.about == "3 members with points below zero"
    assert decide.rows == rows("customers", finding="points.owed")


def test_old_data_come_first_on_the_list_with_their_age():
    services = FakeServices(shop=FakeShop(through=date(2025, 9, 1), problems_open=0))
    _, seen = today(services)
    first = seen.last.todo[0]
    assert (first.verb, first.about) == ("Import", "Riverside and 1 more")
    assert first.reason == "its data are 61 days old"
    assert first.screen == "import"


def test_a_printed_month_is_off_the_list():
    services = FakeServices()
    services.reporting.print_report(PrintReport("monthly", OCTOBER, Path("october.pdf")))
    _, seen = today(services)
    assert "Print" not in [item.verb for item in seen.last.todo]


def test_the_last_figures_stay_while_new_ones_are_read():
    jobs = InlineJobs()
    presenter, seen = today(jobs=jobs)
    jobs.hold = True
    presenter.refresh()
    assert seen.last.busy
    assert seen.last.tiles[0].value == "116,742"
    jobs.run_held()
    assert not seen.last.busy


def test_a_problem_is_said_and_the_figures_stay():
    services = FakeServices()
    presenter, seen = today(services)

    def refuse() -> None:
        raise UserError("The shop's file is locked.", "Close the other program.")

    services.sales.months = refuse
    presenter.refresh()
    assert seen.last.problem == "The shop's file is locked. Close the other program."
    assert seen.last.tiles[0].value == "116,742"
    assert not seen.last.busy


class ADesk:
    """A desk with nothing on it but the shop and a pad for notes."""

    def __init__(self, services: FakeServices, jobs: InlineJobs) -> None:
        self.services, self.jobs = services, jobs
        self.notes: list[tuple[Any, ...]] = []

    def now(self) -> datetime:
        return NOW

    def __getattr__(self, name: str) -> Any:
        return lambda *words: self.notes.append((name, *words))


@pytest.fixture
def desk(theme):
    return ADesk(FakeServices(), InlineJobs())


@pytest.fixture
def screen(qtbot, desk):
    made = TodayScreen(cast("Any", desk))
    qtbot.addWidget(made)
    made.resize(1198, 686)
    made.refresh()
    made.show()
    return made


def test_every_figure_on_the_screen_opens_its_rows(qtbot, screen, desk):
    for tile in screen.findChildren(FigureTile):
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    screen.findChild(BarChart).bar_opened.emit(0)
    for text in ("612", "41 moved up from Most Growable", "Table", "Open the missing", "Open list"):
        button = next(one for one in screen.findChildren(Button) if one.text() == text)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [note[0] for note in desk.notes[8:]] == ["open_rows", "open_screen", "open_rows"]
    assert desk.notes[9] == ("open_screen", "groups", rows("customers", stage="mia"))
    assert desk.notes[10][1].get("finding") == "groups.worth"
    assert desk.notes[5] == ("open_rows", month_rows(OCTOBER - 11))
    assert desk.notes[6] == ("open_rows", rows("customers", group="most_valuable"))


def test_where_there_is_room_the_missing_worth_most_are_named(qtbot, screen, desk):
    table = screen.findChild(RowTable)
    assert not table.isVisible()
    screen.resize(1198, 1000)
    qtbot.waitUntil(table.isVisible)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    table.select(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.notes[-1] == ("open_customer", 1)


def test_books_that_cannot_be_read_say_so_and_let_try_again(qtbot, desk):
    answers = [UserError("The shop's file is locked.", "Close the other program."), (OCTOBER,)]

    def months() -> Any:
        if isinstance(answers[0], UserError):
            raise answers[0]
        return answers[0]

    desk.services.sales.months = months
    screen = TodayScreen(cast("Any", desk))
    qtbot.addWidget(screen)
    screen.refresh()
    screen.show()
    said = [label.text() for label in screen.findChildren(Text) if label.isVisible()]
    assert "The shop's file is locked. Close the other program." in said
    answers.pop(0)
    again = next(one for one in screen.findChildren(Button) if one.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert screen.findChildren(FigureTile)[0].isVisible()


def test_the_first_evening_offers_a_drop_a_choice_and_the_demo(qtbot, theme):
    desk = ADesk(an_empty_shop(), InlineJobs())
    screen = TodayScreen(cast("Any", desk))
    qtbot.addWidget(screen)
    screen.refresh()
    screen.show()
    offered = [one for one in screen.findChildren(Button) if one.isVisible()]
    assert [one.text() for one in offered] == ["Choose files", "Open the demo shop"]
    qtbot.mouseClick(offered[1], Qt.MouseButton.LeftButton)
    screen.findChildren(DropArea)[0].files_dropped.emit((Path("items.csv"),))
    assert desk.notes == [("open_demo",), ("import_files", (Path("items.csv"),))]


def test_the_print_key_prints_the_month_that_is_shown(screen, desk):
    assert screen.act("print")
    assert desk.notes == [("print_month", OCTOBER)]
    assert not screen.act("go")
