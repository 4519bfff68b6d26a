"""The Planner under the hands of an owner who mistypes, changes his mind, and likes long names."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from retailcrm.core.theme import LIGHT
from retailcrm.ui.kit.text import OneLine
from retailcrm.ui.screens.planner.state import MONTHS, RESTS, SINCE, TURNS
from retailcrm.ui.screens.planner.view import PlannerScreen
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from tests.demo_books import opened
from tests.ui.at_work import window_over
from tests.ui.keyboard import here, pressed, said, struck, typed
from tests.ui.test_planner_screen import cells, shown_table
from tools import demo_plan

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
LONG = "What my partner and I talked about for weeks, with everything that we thought of"


@pytest.fixture
def shell(demo_books, qapp, theme, tmp_path):
    with (
        opened(demo_books, tmp_path / "shop") as services,
        window_over(services, qapp, tmp_path, lambda: MORNING) as made,
    ):
        made.resize(1366, 768)
        yield made


@pytest.fixture
def planner(shell) -> PlannerScreen:
    shell.open_screen("planner")
    settle(shell)
    screen = shell._pages.current
    assert isinstance(screen, PlannerScreen)
    return screen


def write(shell: Shell, name: str, text: str) -> None:
    typed(shell, name, text)
    settle(shell)


def cut(part: PlannerScreen) -> list[str]:
    """Give the lines of text that end in dots for want of room."""
    lines = (one for one in part.findChildren(OneLine) if one.isVisible())
    return [
        one.text() for one in lines if one.fontMetrics().horizontalAdvance(one.text()) > one.width()
    ]


def test_escape_takes_back_what_was_typed_and_only_then_leaves(shell, planner):
    before = planner._shown.typed.plan
    write(shell, "Margin on goods", "8x")
    assert "mend the field in red" in said(planner)
    struck(shell, "back")
    assert shell._navigator.screen == "planner"
    field = planner._inputs._fields["margin"]
    assert field.text() == "40"
    assert field.hasFocus()
    assert planner._shown.typed.plan == before
    assert not planner._shown.faults
    struck(shell, "back")
    assert shell._navigator.screen != "planner"


def test_escape_takes_back_no_more_than_this_visit_to_the_field(shell, planner):
    write(shell, "Margin on goods", "85")
    QTest.keyClick(here(), Qt.Key.Key_Tab)
    write(shell, "Margin on goods", "60")
    struck(shell, "back")
    assert planner._shown.typed.plan.inputs.margin == pytest.approx(0.85)


def test_escape_takes_back_nothing_that_is_kept(shell, planner):
    write(shell, "Margin on goods", "85")
    struck(shell, "save")
    struck(shell, "back")
    assert shell._navigator.screen != "planner"
    assert planner._shown.typed.plan.inputs.margin == pytest.approx(0.85)


def test_eight_digits_stand_whole_in_their_field_and_every_title_beside_them(shell, planner):
    write(shell, "A, Status 3: from", "12345678")
    field = planner._inputs._fields["models.0.steps.2.threshold"]
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    assert field.fontMetrics().horizontalAdvance("12345678") + 4 < inside.width()
    assert cut(planner._inputs) == []


def test_a_status_that_nobody_ever_came_near_is_no_sure_choice(shell, planner):
    write(shell, "A, Status 3: from", "12345678")
    words = said(planner)
    assert "A Many small steps may pay: about" in words
    assert "Nobody bought as much within the year as status 3 of Many small steps" in words
    planner.show_part(MONTHS)
    settle(shell)
    assert "may pay from" in planner._parts[MONTHS].title.text()


def test_a_number_of_too_many_digits_is_said_at_its_field(shell, planner):
    write(shell, "A, Status 3: from", "9" * 21)
    assert here().toolTip() == "Type a smaller number."
    write(shell, "Fixed costs of a year", "1,200")
    assert planner._shown.typed.plan.inputs.fixed == 1200_00


def test_chances_that_come_to_nothing_are_red_each(shell, planner):
    for name in ("pessimistic", "conservative", "optimistic"):
        write(shell, f"Chance of {name}", "0")
    fields = planner._inputs._fields
    assert [fields[f"weights.{at}"].property("wrong") for at in range(3)] == [True] * 3
    write(shell, "Chance of optimistic", "1")
    assert [fields[f"weights.{at}"].property("wrong") for at in range(3)] == [False] * 3


def test_a_long_name_leaves_room_for_what_becomes_of_the_plan(shell, planner):
    write(shell, "Name of the plan", LONG)
    write(shell, "Name of program A", LONG)
    write(shell, "Margin on goods", "85")
    write(shell, "Share who reach the next status, if near", "60")
    assert "not kept yet" in planner._head.caption.text()
    assert planner._head.caption.text() not in cut(planner)
    struck(shell, "go")
    assert "chosen on" in planner._head.caption.text()
    assert planner._head.caption.text() not in cut(planner)


def test_where_none_pays_it_says_what_to_try(planner):
    assert "Try lower discounts, or give points." in said(planner)
    assert not [one for one in cut(planner) if "Try lower" in one]


def test_a_presupposition_that_turns_nothing_says_so(shell, planner):
    planner.show_part(TURNS)
    settle(shell)
    rows = cells(shown_table(planner._parts[TURNS]))
    assert all(row[2] and row[4] for row in rows)
    assert ["the same", "the same"] in [[row[2], row[4]] for row in rows]


def test_months_of_a_plan_that_told_no_range_stand_without_an_empty_column(shell, planner):
    demo_plan.fill(shell.services)
    planner.refresh()
    planner.show_part(SINCE)
    settle(shell)
    table = shown_table(planner._parts[SINCE])
    assert [column.title for column in table.rows.columns if column.group == "Sales"] == [
        "Forecast", "Actual", "Difference"
    ]  # fmt: skip
    assert all("" not in row for row in cells(table))


def test_a_year_ahead_that_repeats_the_last_is_said_to(shell, planner):
    demo_plan.fill(shell.services)
    (spring,) = (one for one in shell.services.plans.plans() if one.chosen is not None)
    planner.refresh()
    settle(shell)
    planner._presenter.open_kept(spring.id)
    planner.show_part(RESTS)
    settle(shell)
    assert planner._parts[RESTS].title.text().endswith("in the year ahead, as in the last")


def test_a_plan_that_was_removed_can_be_gone_back_to(shell, planner):
    write(shell, "Margin on goods", "85")
    struck(shell, "save")
    planner._presenter.remove()
    settle(shell)
    assert shell.services.plans.plans() == ()
    assert planner._shown.typed.plan.inputs.margin == pytest.approx(0.4)
    pressed(shell, "Go back to it")
    assert planner._shown.typed.plan.inputs.margin == pytest.approx(0.85)
    assert "not kept yet" in planner._head.caption.text()


def test_what_is_set_beside_stands_whole_below_its_table_under_a_message(shell, planner):
    planner.show_part(RESTS)
    pressed(shell, "Add a program")
    pressed(shell, "Add a program")
    pressed(shell, "Set your points beside")
    shell.tell("Something was done.")
    settle(shell)
    words, table = planner._beside, planner._table
    assert words.height() >= words.heightForWidth(words.width())
    assert words.y() >= table.y() + table.height()


def test_figures_of_before_look_like_it_until_the_field_is_mended(shell, planner):
    def shows_red() -> bool:
        shot = planner._table.grab().toImage()
        places = ((x, y) for x in range(shot.width()) for y in range(shot.height()))
        return any(shot.pixelColor(*at).name() == LIGHT.bad.lower() for at in places)

    assert shows_red()
    write(shell, "Margin on goods", "8x")
    assert not shows_red()
    struck(shell, "back")
    assert shows_red()
