"""Profit of each program since the start, month by month: lines, or the table behind them."""

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.services.plan_rows import PlanRun
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.line_chart import ChartLine, LineChart, Pattern
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.planner.findings import months_title, pays_from, running
from retailcrm.ui.screens.planner.parts import Part
from retailcrm.ui.screens.planner.state import PlannerState

_MONEY = ("baseline", "more", "given", "anyway", "profit", "running")
_LEAST = 66
_OTHERS: tuple[Pattern, ...] = ("dashed", "dotted", "mixed")


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the open program, conservative scenario, all channels; minor units."""

    month: int
    baseline: float
    clients: float
    added: float
    conversions: float
    more: float
    given: float
    anyway: float
    profit: float
    running: float


class MonthsPart(Part):
    """The lines of all programs; the table is about the one whose fields are open."""

    def __init__(self) -> None:
        super().__init__()
        self._is_table = False
        self._state: PlannerState | None = None
        self._chart = LineChart(say("Profit since the start"))
        self._chart.opened.connect(self._turn)
        self._other = Button(say("Table"), "quiet", on_click=self._turn)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._chart)
        self.inside.removeWidget(self.title)
        self.inside.insertLayout(0, row(self.title, self._other))
        self.inside.addWidget(self._stack, 1)

    @override
    def show_part(self, state: PlannerState) -> None:
        self._state = state
        run = state.answer
        if run is None:
            return
        words = say("Picture") if self._is_table else say("Table")
        self._other.setText(words)
        self._other.setAccessibleName(words)
        if self._is_table:
            self._show_table(state, run)
            return
        self.title.show_text(months_title(state, run)[0])
        self.caption.show_text(months_title(state, run)[1])
        labels = [
            "",
            *(state.figures.short_month_name(run.base.first_ahead + n) for n in range(12)),
        ]
        self._chart.show_lines(_lines(state, run), labels, unit=10.0**state.figures.digits)
        self._stack.setCurrentWidget(self._chart)

    def _turn(self) -> None:
        self._is_table = not self._is_table
        if self._state is not None:
            self.show_part(self._state)

    def _show_table(self, state: PlannerState, run: PlanRun) -> None:
        model = run.plan.models[min(state.opened, len(run.plan.models) - 1)].name
        shown = _rows(run, model)
        made = (state.figures, _widths(shown, state.figures))
        if self.table is None or self.made != made:
            table: RowTable[MonthRow] = RowTable(
                say("Month by month"), _columns(*made), row_height=NARROW_ROW
            )
            if self.table is not None:
                self._stack.removeWidget(self.table)
                self.table.deleteLater()
            self.table, self.made = table, made
            self._stack.addWidget(table)
        self.title.show_text(
            say("{letter} {model}, month by month", letter=state.letter(model), model=model)
        )
        self.caption.show_text(
            say("Conservative scenario, all channels, {currency}; the program whose fields are "
                "open on the left", currency=state.figures.currency)
        )  # fmt: skip
        self.fill(shown)
        self._stack.setCurrentWidget(self.table)


def _lines(state: PlannerState, run: PlanRun) -> list[ChartLine]:
    best = run.comparison.choice
    made, others = [], 0
    for model in run.plan.models:
        profits = running(run, model.name)
        is_best = best is not None and model.name == best.model
        month = pays_from(profits)
        marks = is_best and month is not None and bool(run.plan.inputs.fixed)
        name = f"{state.letter(model.name)} {model.name}"
        note = state.figures.whole(float(profits[-1]))
        made.append(
            ChartLine(
                name,
                (-run.plan.inputs.fixed, *(float(one) for one in profits)),
                note,
                "solid" if is_best else _OTHERS[others % len(_OTHERS)],
                is_best,
                month + 1 if marks and month is not None else None,
                _pays_words(state, run, month or 0),
                tip=say("{name}: {money} after a year", name=name, money=note),
            )
        )  # fmt: skip
        others += not is_best
    return made


def _pays_words(state: PlannerState, run: PlanRun, ahead: int) -> str:
    month = state.figures.month_name(run.base.first_ahead + ahead)
    if run.doubts:
        return say("may pay from {month}", month=month)
    return say("pays from {month}", month=month)


def _rows(run: PlanRun, model: str) -> tuple[MonthRow, ...]:
    parts = [
        one.months
        for one in run.comparison.parts
        if one.model == model and one.scenario == SCENARIOS[1]
    ]
    added = running(run, model)
    margin = run.plan.inputs.margin
    return tuple(
        MonthRow(
            run.base.first_ahead + at,
            sum(float(one.baseline[at]) for one in parts),
            sum(float(one.clients[at]) for one in parts),
            sum(float(one.added[at]) for one in parts),
            sum(float(one.conversions[at]) for one in parts),
            sum(float(one.new_sales[at] + one.gross[at]) for one in parts),
            sum(float(one.discount[at] + one.gifts[at] + one.delivery[at]) for one in parts),
            sum(float(one.base_discount[at]) for one in parts),
            sum(float(one.profit(margin)[at]) for one in parts),
            float(added[at]),
        )
        for at in range(added.size)
    )


def _columns(figures: Figures, widths: tuple[int, ...]) -> tuple[Column[MonthRow], ...]:
    def number(key: str, title: str, width: int, tip: str, places: int = 0) -> Column[MonthRow]:
        return Column(
            key, title, lambda row: figures.number(getattr(row, key), places),
            is_number=True, width=width, group="Customers", tip=tip,
        )  # fmt: skip

    def money(key: str, title: str, group: str, tip: str) -> Column[MonthRow]:
        return Column(
            key, title, lambda row: figures.whole(getattr(row, key)),
            is_number=True, width=widths[_MONEY.index(key)], group=group, tip=tip,
            tone=lambda row: "bad" if getattr(row, key) < 0 else "",
        )  # fmt: skip

    return (
        Column("month", "Month", lambda row: figures.short_month(row.month)),
        money("baseline", "Without", "Sales", meaning_of("plan.baseline")),
        money("more", "More", "Sales", say("Sales to new customers and to those who reach a "
                                           "status, before every discount.")),
        number("clients", "All", 62, say("Customers in the forecast without a program.")),
        number("added", "New", 58, say("Customers whom the program brings."), 1),
        number("conversions", "Reach", 62, meaning_of("plan.reaching"), 1),
        money("given", "For it", "Given", meaning_of("plan.given")),
        money("anyway", "Anyway", "Given", meaning_of("plan.anyway")),
        money("profit", "Month", "Profit", meaning_of("plan.profit")),
        money("running", "So far", "Profit",
              say("Profit since the start, fixed costs included.")),
    )  # fmt: skip


def _widths(shown: tuple[MonthRow, ...], figures: Figures) -> tuple[int, ...]:
    """Give each column of money the pixels that its longest amount needs."""
    return tuple(
        max(_LEAST, 18 + 8 * max(len(figures.whole(getattr(row, key))) for row in shown))
        for key in _MONEY
    )
