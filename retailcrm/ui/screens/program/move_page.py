"""From a flat discount to points: what the owner wants on the left, what comes out beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.loyalty.transition import Step
from retailcrm.services.start_gifts import GiftPlan
from retailcrm.services.transition import Loser, Transition
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import column, row, scrolled
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.program.behind import cost_told, loser_figures
from retailcrm.ui.screens.program.columns import cost_columns, loser_columns, step_columns
from retailcrm.ui.screens.program.findings import group_name
from retailcrm.ui.screens.program.gift_words import losers_title
from retailcrm.ui.screens.program.moving import ASKED, MovePresenter, MoveState

PAUSE_MS = 350
FORM_WIDTH = 320


class MovePage(QWidget):
    """Plans the move.

    Signals:
        customer_opened: id of a customer who would lose.
        make_requested: the chosen step shall become the program.
        rows_requested: a `RowsRef`.
    """

    customer_opened = Signal(int)
    make_requested = Signal()
    rows_requested = Signal(object)

    def __init__(self, presenter: MovePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown = MoveState()
        self._gifts: GiftPlan | None = None
        self._fields: dict[str, Field] = {}
        self._faults: dict[str, Text] = {}
        self._units: list[Text] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(presenter.work_out)
        whole = row(self._asked(), gap=12)
        whole.addLayout(self._answer(), 1)
        self.setLayout(whole)

    def show_state(self, state: MoveState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        faults = dict(state.faults)
        for name, text in state.texts:
            if self._fields[name].text() != text:
                self._fields[name].setText(text)
            self._fields[name].show_wrong(faults.get(name, ""))
            self._faults[name].show_text(faults.get(name, ""))
            self._faults[name].setVisible(name in faults)
        for unit in self._units:
            unit.show_text(state.figures.currency)
        plan = state.plan
        for part in self._parts:
            part.setVisible(plan is not None)
        if plan is None:
            title = state.problem or say("Working the move out…")
            self._verdict.show_words(title)
            return
        if plan is not before.plan or state.figures != before.figures:
            self._show_plan(plan, state.figures)

    def show_gifts(self, gifts: GiftPlan | None) -> None:
        """Say of each who loses whether the gift is due or booked."""
        if gifts != self._gifts:
            self._gifts = gifts
            self._show_losers()

    def plan_soon(self) -> None:
        """Work it out once the person has paused typing."""
        self._pause.start()

    def focus_first(self) -> None:
        """Put the keyboard on the first question."""
        self._fields[ASKED[0].path].setFocus()

    def _asked(self) -> Card:
        card = Card(say("The move"), say("Points grow as the discount shrinks"))
        holder, grid = QWidget(), QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for one in ASKED:
            line = grid.rowCount()
            if one.path == "most_valuable":
                grid.setRowMinimumHeight(line, 8)
                grid.addWidget(Text(say("Points times, by group"), "strong"), line + 1, 0, 1, 3)
                line += 2
            self._add_field(grid, line, one.path)
        inside: QVBoxLayout = column(grid, None)
        inside.setContentsMargins(0, 0, 8, 0)
        holder.setLayout(inside)
        card.add(8)
        card.body.addWidget(scrolled(holder), 1)
        card.body.setContentsMargins(16, 12, 8, 12)
        card.setFixedWidth(FORM_WIDTH)
        return card

    def _add_field(self, grid: QGridLayout, line: int, name: str) -> None:
        one = next(one for one in ASKED if one.path == name)
        field = Field(say(one.title))
        is_wide = one.kind in ("day", "text")
        field.setFixedWidth(104 if is_wide else 64)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setToolTip(say(one.help))
        field.setAccessibleDescription(say(one.help))
        field.textEdited.connect(lambda text: self._presenter.type(name, text))
        label = Text(say(one.title), wrap=True)
        label.setBuddy(field)
        label.setToolTip(say(one.help))
        unit = Text(say(one.unit) if one.unit.strip("%×") else one.unit, "body", "muted")
        if one.unit == "money":
            self._units.append(unit)
        fault = Text("", "caption", "bad", wrap=True)
        fault.hide()
        grid.addWidget(label, line, 0)
        grid.addWidget(field, line, 1, 1, 2 if is_wide else 1)
        if not is_wide:
            grid.addWidget(unit, line, 2)
        grid.addWidget(fault, line + 1, 0, 1, 3)
        self._fields[name], self._faults[name] = field, fault

    def _answer(self) -> QVBoxLayout:
        self._verdict = Verdict()
        self._costs = _TableCard(say("What the discount costs today"), cost_columns)
        self._steps = _TableCard(say("Steps"), step_columns)
        everyone = Button(say("List them all"), "quiet", on_click=self._list_losers)
        self._losers = _TableCard(say("Who would lose"), self._loser_columns, everyone)
        self._parts = (self._costs, self._steps, self._losers)
        whole = column(self._verdict, *self._parts, gap=12)
        whole.addStretch(0)
        whole.setStretch(3, 1)
        return whole

    def _show_plan(self, plan: Transition, figures: Figures) -> None:
        self._verdict.show_words(*_verdict(plan, figures))
        costs = self._costs.show_table(plan.costs, figures, most=4)
        costs.open_cells(
            lambda cost, key: self.rows_requested.emit(cost_told(plan, cost, key).rows)
        )
        self._costs.show_title(
            say("What the discount costs today"),
            say(
                "{first} to {last}",
                first=figures.day_year(plan.first),
                last=figures.day_year(plan.last),
            ),
        )
        steps = self._steps.show_table(plan.steps, figures, most=5)
        steps.current_changed.connect(self._choose)
        steps.opened.connect(lambda _step: self.make_requested.emit())
        steps.select(self._shown.chosen)
        self._steps.show_title(*_steps_title(plan, figures))
        self._show_losers()

    def _show_losers(self) -> None:
        plan, figures = self._shown.plan, self._shown.figures
        if plan is None:
            return
        losers = self._losers.show_table(plan.losers, figures)
        losers.opened.connect(lambda one: self.customer_opened.emit(one.customer_id))
        self._losers.show_title(*losers_title(plan, self._gifts, figures))

    def _loser_columns(self, figures: Figures) -> tuple[Column[Loser], ...]:
        return loser_columns(figures, self._gifts)

    def _list_losers(self) -> None:
        plan, move = self._shown.plan, self._shown.move
        if plan is not None and move is not None:
            self.rows_requested.emit(loser_figures(plan, move)[0].rows)

    def _choose(self, step: Step | None) -> None:
        if step is not None and self._shown.plan is not None:
            self._presenter.choose(self._shown.plan.steps.index(step))


class _TableCard(Card):
    """A card around a table that is made anew with the shop's figures."""

    def __init__(
        self,
        name: str,
        columns: Callable[[Figures], tuple[Column[Any], ...]],
        *beside: QWidget,
    ) -> None:
        super().__init__(name, "-", *beside)
        self.put_caption_beside()
        self.show_title(name, "")
        self._name, self._columns = name, columns
        self._table: RowTable[Any] | None = None

    def show_table(self, rows: tuple[Any, ...], figures: Figures, most: int = 0) -> RowTable[Any]:
        """Show rows; `most` makes the table no taller than so many."""
        if self._table is not None:
            self._table.setParent(None)
            self._table.deleteLater()
        made = RowTable(self._name, self._columns(figures), row_height=NARROW_ROW)
        made.show_rows(rows)
        if most:
            made.fit_height(most)
        self.body.addWidget(made, 0 if most else 1)
        self._table = made
        return made


def _verdict(plan: Transition, figures: Figures) -> tuple[str, str]:
    everyone = plan.costs[-1]
    title = say(
        "The discount costs {money} a year, {share} of what goods would have cost",
        money=figures.money(everyone.discount, whole=True),
        share=figures.percent(everyone.rate),
    )
    equal = plan.terms[-1]
    told = say(
        "As points it is worth {rate} of spending; in the end the program costs {cost}",
        rate=figures.percent(equal.value),
        cost=figures.percent(equal.cost),
    )
    return title, told


def _steps_title(plan: Transition, figures: Figures) -> tuple[str, str]:
    caption = say("Enter fills the rules from a step")
    if not plan.too_much:
        n = len(plan.steps)
        title = (
            say("One step is gentle enough for every group")
            if n == 1
            else say("{n} steps, gentle enough for every group", n=n)
        )
        return title, caption
    worst = max(plan.too_much, key=lambda one: one.loss)
    return say(
        "{group} lose {loss} of their spending in step {n}: too much at once",
        group=group_name(worst.group),
        loss=figures.percent(worst.loss),
        n=worst.phase,
    ), caption
