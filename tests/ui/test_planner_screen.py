"""The Planner on the demonstration's shop: from nothing to a decision, by keyboard alone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from retailcrm.core.rows import RowsRef
from retailcrm.services.customers import CustomerQuery
from retailcrm.ui.kit.line_chart import LineChart
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.screens.planner.state import KEPT, MONTHS, NEAR, RESTS, SINCE, TURNS
from retailcrm.ui.screens.planner.view import PlannerScreen
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from retailcrm.wiring import open_shop
from tests.demo_books import opened
from tests.ui.at_work import window_over
from tests.ui.keyboard import pressed, said, tab_to, typed

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
PARTS = (MONTHS, NEAR, TURNS, RESTS, SINCE, KEPT)


@pytest.fixture
def services(demo_books, tmp_path):
    with opened(demo_books, tmp_path / "shop") as shop:
        yield shop


@pytest.fixture
def shell(services, qapp, theme, tmp_path):
    with window_over(services, qapp, tmp_path, lambda: MORNING) as made:
        yield made


@pytest.fixture
def planner(shell) -> PlannerScreen:
    shell.open_screen("planner")
    settle(shell)
    screen = shell._pages.current
    assert isinstance(screen, PlannerScreen)
    return screen


def shown_table(part: Any) -> RowTable[Any]:
    return next(one for one in part.findChildren(RowTable) if one.isVisible())


def cells(table: RowTable[Any]) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(line, at).data()) for at in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def write(shell: Shell, screen: PlannerScreen, *fields: tuple[str, str]) -> None:
    """Type into fields as a person does who is in them already."""
    for path, text in fields:
        field = screen._inputs._fields[path]
        field.selectAll()
        QTest.keyClicks(field, text)
    settle(shell)


def test_from_nothing_to_a_decision_by_keyboard_alone(shell, services):
    QTest.keySequence(shell, QKeySequence("Ctrl+9"))
    settle(shell)
    planner = shell._pages.current
    assert "None of these programs earns what it costs" in said(planner)
    typed(shell, "Margin on goods", "85")
    typed(shell, "Share who reach the next status, if near", "60")
    settle(shell)
    best = planner._shown.choice
    assert best is not None
    letter = planner._shown.letter(best.model)
    assert f"{letter} {best.model} pays: about" in said(planner)
    QTest.keySequence(QApplication.focusWidget() or shell, QKeySequence("Ctrl+Return"))
    settle(shell)
    (kept,) = services.plans.plans()
    assert kept.chosen is not None
    assert kept.chosen.model == best.model
    assert kept.plan.inputs.margin == pytest.approx(0.85)
    assert f"{best.model} chosen on" in planner._head.caption.text()
    assert not planner._choose.isVisible()


def test_both_measures_on_the_screen_are_those_of_the_plan(planner, services):
    run = services.planning.run(planner._shown.typed.plan)
    figures = planner._shown.figures
    expected = [
        [figures.whole(one.uplift) for one in run.comparison.sums if one.model == model.name]
        + [figures.whole(one.profit) for one in run.comparison.sums if one.model == model.name]
        for model in run.plan.models
    ]
    assert [row[1:7] for row in cells(planner._table)] == expected
    chosen = planner._table.current_row()
    assert chosen.model == run.comparison.ranking[0].model


def test_no_button_flickers_while_an_answer_is_on_its_way(shell, planner):
    margin = planner._inputs._fields["margin"]
    before = cells(planner._table)
    margin.setSelection(len(margin.text()) - 1, 1)
    QTest.keyClicks(margin, "3" if margin.text().endswith("7") else "7")
    assert planner._shown.is_awaited
    assert planner._excel.isEnabled()
    assert cells(planner._table) == before
    settle(shell)
    assert not planner._shown.is_awaited
    assert cells(planner._table) != before


def test_a_change_is_followed_by_its_consequences_at_once(shell, planner, services):
    before = cells(planner._table)
    write(shell, planner, ("models.0.steps.0.discount", "4"))
    after = cells(planner._table)
    assert before[0] != after[0]
    assert [row[:8] for row in before[1:]] == [row[:8] for row in after[1:]]  # but for regret
    assert services.planning.run(planner._shown.typed.plan).comparison.ranking[0].expected == (
        planner._shown.answer.comparison.ranking[0].expected
    )


NONSENSE = (
    ("margin", "abc", "Type a number", "40"),
    ("margin", "140", "at most 100", "40"),
    ("models.0.steps.1.threshold", "1", "", "250"),
    ("models.0.steps.0.discount", "170", "100", "3"),
    ("growth.0.pessimistic.offline", "-170", "", "0"),
    ("models.0.name", " ", "name", "Many small steps"),
)


def test_nonsense_is_said_at_its_field_and_nothing_is_worked_out_from_it(shell, planner):
    before = cells(planner._table)
    for path, text, reason, right in NONSENSE:
        field = planner._inputs._fields[path]
        write(shell, planner, (path, text))
        assert field.property("wrong"), path
        assert reason in field.toolTip()
        assert cells(planner._table) == before
        assert not planner._results.isEnabled()
        assert "mend the field in red" in said(planner)
        write(shell, planner, (path, right))
        assert planner._results.isEnabled(), path
        assert not field.property("wrong")


def test_a_closed_program_says_that_a_field_of_it_is_to_be_mended(shell, planner):
    write(shell, planner, ("models.0.steps.0.discount", "x"))
    pressed(shell, "Program B, In between")
    told = [one.accessibleDescription() for one in planner._inputs._heads]
    assert [one.endswith("a field to mend") for one in told] == [True, False, False]
    pressed(shell, "Program A, Many small steps")
    assert planner._inputs._fields["models.0.steps.0.discount"].property("wrong")


def test_programs_and_statuses_come_and_go(shell, planner):
    pressed(shell, "Add a program")
    assert [one.text() for one in planner._inputs._heads][-1] == "Few large steps 2"
    assert len(cells(planner._table)) == 4
    pressed(shell, "Add a status")
    assert planner._shown.typed.plan.models[3].steps[-1].threshold > 0
    pressed(shell, "Remove program")
    assert len(cells(planner._table)) == 3


def test_the_keyboard_stays_with_what_was_removed_from(shell, planner):
    pressed(shell, "Program B, In between")
    pressed(shell, "Remove Status 3")
    here = QApplication.focusWidget()
    assert here is not None
    assert here.accessibleName() == "Program B, In between"
    pressed(shell, "Remove program")
    pressed(shell, "Remove program")
    here = QApplication.focusWidget()
    assert here is not None
    assert here.accessibleName().startswith("Program A, ")


def test_a_plan_that_is_not_kept_can_be_gone_back_to_and_typed_at(shell, planner):
    write(shell, planner, ("margin", "55"))
    planner.show_part(KEPT)
    pressed(shell, "New plan")
    assert planner._inputs._fields["margin"].text() == "40"
    here = QApplication.focusWidget()
    assert here is not None
    assert planner._inputs.isAncestorOf(here)
    pressed(shell, "Go back to it")
    assert planner._inputs._fields["margin"].text() == "55"
    here = QApplication.focusWidget()
    assert here is not None
    assert planner._inputs.isAncestorOf(here)


def test_every_column_of_numbers_is_within_the_window_and_tells_what_it_means(shell, planner):
    shell.resize(1366, 768)
    planner.show_part(MONTHS, 0)
    pressed(shell, "Table")
    tables = [planner._table]
    for key in (MONTHS, NEAR, RESTS):
        planner.show_part(key)
        settle(shell)
        table = shown_table(planner._parts[key])
        assert table.horizontalHeader().length() <= table.viewport().width(), key
        tables.append(table)
    mute = {column.title for table in tables for column in table.rows.columns
            if column.is_number and not column.tip}  # fmt: skip
    assert mute == {"From, USD"}


def test_no_table_is_made_anew_while_somebody_types(shell, planner):
    for key in (NEAR, TURNS, RESTS):
        planner.show_part(key)
        settle(shell)
        before = [planner._table, shown_table(planner._parts[key])]
        write(shell, planner, ("models.0.steps.0.discount", "2"), ("margin", "41"))
        assert [planner._table, shown_table(planner._parts[key])] == before, key


def test_what_a_plan_rests_on_opens_the_rows_that_add_up_to_it(
    shell, planner, services, monkeypatch
):
    asked: list[RowsRef] = []
    part = planner._parts[RESTS]
    monkeypatch.setattr(part, "_open", asked.append)
    planner.show_part(RESTS)
    settle(shell)
    table = shown_table(part)
    keys = [column.key for column in table.rows.columns]
    for key in ("clients", "sold"):
        table.setCurrentIndex(table.model().index(0, keys.index(key)))
        QTest.keyClick(table, Qt.Key.Key_Return)
    clients, sold = asked
    row = cells(table)[0]
    people = services.customers.ids(CustomerQuery(rows=clients)).size
    assert f"{people:,}" == row[keys.index("clients")]
    total = services.customers.receipt_sum(sold)
    assert planner._shown.figures.whole(total) == row[keys.index("sold")]


def test_every_part_shows_its_finding_and_its_rows(shell, planner):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    for key in PARTS:
        planner.show_part(key)
        settle(shell)
        part = planner._parts[key]
        assert part.title.text(), key
        for table in part.findChildren(RowTable):
            QAbstractItemModelTester(table.model(), fatal)


def test_a_number_of_people_near_a_status_opens_just_these(shell, planner, services, monkeypatch):
    asked: list[RowsRef] = []
    monkeypatch.setattr(planner._parts[NEAR], "_open", asked.append)
    planner.show_part(NEAR, 0)
    settle(shell)
    table = shown_table(planner._parts[NEAR])
    numbers = []
    for line, row in enumerate(cells(table)):
        for at, column in enumerate(table.rows.columns):
            if column.key.startswith("band.") and row[at]:
                table.setCurrentIndex(table.model().index(line, at))
                QTest.keyClick(table, Qt.Key.Key_Return)
                numbers.append(int(row[at].replace(",", "")))
    assert len(numbers) == 9
    found = [services.customers.ids(CustomerQuery(rows=one)).size for one in asked]
    assert found == numbers
    assert sum(numbers) > 0


def test_the_lines_and_their_table_end_at_the_same_profit(shell, planner):
    planner.show_part(MONTHS, 1)
    settle(shell)
    part = planner._parts[MONTHS]
    chart = part.findChild(LineChart)
    ends = chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    last = cells(shown_table(part))[-1]
    assert f"B In between: {last[-1]} after a year" in ends
    pressed(shell, "Picture")
    assert chart.isVisible()


def test_kept_plans_stand_side_by_side_and_enter_opens_one(shell, planner, services):
    planner.act("save")
    settle(shell)
    first = services.plans.plans()[0]
    write(shell, planner, ("margin", "60"))
    planner.show_part(KEPT)
    settle(shell)
    pressed(shell, "Duplicate")
    assert planner._shown.number != first.id
    write(shell, planner, ("margin", "70"))
    planner.act("save")
    settle(shell)
    rows = cells(shown_table(planner._parts[KEPT]))
    assert sorted(row[0] for row in rows) == ["Plan 2027", "Plan 2027 2"]
    table = shown_table(planner._parts[KEPT])
    table.select([row[0] for row in rows].index("Plan 2027"))
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(shell)
    assert planner._shown.number == first.id
    assert planner._shown.typed.plan.inputs.margin == first.plan.inputs.margin


def test_a_chosen_plan_is_followed_month_by_month(shell, planner, services):
    write(shell, planner, ("margin", "85"), ("bands.2", "60"))
    planner.act("go")
    settle(shell)
    planner.show_part(SINCE)
    settle(shell)
    assert planner._parts[SINCE].title.text().startswith("November 2026 will be the first month")
    write(shell, planner, ("margin", "50"))
    planner.act("save")
    settle(shell)
    assert len(services.plans.plans()) == 2
    assert services.plans.plans()[-1].plan.inputs.margin == pytest.approx(0.85)


def test_workbook_and_pages_are_written_where_the_owner_says(shell, planner, monkeypatch, tmp_path):
    for name, begins in (("plan.xlsx", b"PK"), ("plan.pdf", b"%PDF")):
        out = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, out=out: (str(out), ""))
        planner.act("print")
        settle(shell)
        assert out.read_bytes().startswith(begins)


def test_the_points_in_force_stand_beside_the_plan_they_were_set_beside(shell, planner, services):
    pressed(shell, "Set your points beside")
    found = services.planning.points(planner._shown.answer)
    assert found is not None
    words = planner._beside.text()
    assert found.name in words
    assert planner._shown.figures.money(found.expected, whole=True) in words
    write(shell, planner, ("margin", "55"))
    assert not planner._beside.isVisible()


def test_conversions_without_a_campaign_stay_as_presupposed(shell, planner):
    before = planner._shown.typed.plan
    tab_to(shell, "From campaigns")
    pressed(shell, "From campaigns")
    assert planner._shown.typed.plan == before


def test_without_receipts_the_planner_teaches(qapp, theme, tmp_path):
    services = open_shop(str(tmp_path / "shop.db"), lambda: MORNING)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as shell:
        shell.open_screen("planner")
        settle(shell)
        screen = shell._pages.current
        assert screen is not None
        assert "Import receipts" in said(screen)
        assert screen.findChildren(EmptyState)[0].isVisible()
    services.close()
