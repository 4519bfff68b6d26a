"""Any rules on any stretch of the past: what they give, to whom, and what must pay for them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from retailcrm.core.days import month_start
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.loyalty.replay import Change
from retailcrm.services.replaying import Tried
from retailcrm.ui.kit.bar_chart import BarChart, ChartBar
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.messages import EmptyState, ProgressLine
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.program.behind import (
    change_told,
    month_told,
    tier_told,
    tried_figures,
)
from retailcrm.ui.screens.program.columns import change_columns
from retailcrm.ui.screens.program.figure_strip import FigureStrip
from retailcrm.ui.screens.program.past import (
    PastPresenter,
    PastState,
    expected_words,
    past_doubt,
    past_title,
)

PAUSE_MS = 500


class PastPage(QWidget):
    """Shows the replay; days and the expected rise of sales are typed above it.

    Args:
        presenter: tries the rules.
        begin: leads to where a program is made.
        open_rows: shows the rows behind a figure.
    """

    def __init__(
        self, presenter: PastPresenter, begin: Button, open_rows: Callable[[RowsRef], object]
    ) -> None:
        super().__init__()
        self._open = open_rows
        self._presenter = presenter
        self._shown = PastState()
        self._table: RowTable[Change] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(presenter.run)
        self._nothing = EmptyState(
            say("Here you see what any program would have done in your own past"),
            say("Points, what they cost, who wins and who loses, from your own receipts."),
            begin,
            icon="program",
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._answer())

    def show_state(self, state: PastState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        self._stack.setCurrentIndex(1 if state.program is not None else 0)
        for name, field in self._days.items():
            text = str(getattr(state, name))
            if field.text() != text:
                field.setText(text)
            field.show_wrong(dict(state.faults).get(name, ""))
        self._wrong.show_text("; ".join(fault for _name, fault in state.faults))
        self._expected.show_text(expected_words(state))
        self._show_counting(state)
        if state.tried is None:
            self._verdict.show_words(state.problem or say("Trying the rules on your receipts…"))
            return
        self._verdict.show_words(past_title(state.tried, state.figures), past_doubt(state))
        if state.tried is not before.tried or state.figures != before.figures:
            self._show_tried(state.tried, state.figures)

    def focus_first(self) -> None:
        """Put the keyboard on the first day."""
        self._days["first"].setFocus()

    def _answer(self) -> QWidget:
        self._verdict = Verdict()
        self._line = ProgressLine()
        self._verdict.body.addWidget(self._line)
        self._verdict.body.addLayout(self._asked())
        self._strip = FigureStrip(self._open)
        self._chart = BarChart(say("Points by month"))
        self._chart.bar_opened.connect(self._open_month)
        self._chart_card = Card("-", "-")
        self._chart_card.body.addWidget(self._chart, 1)
        self._changes = Card("-", "-")
        self._tiers = column(gap=2)
        self._changes.add(8, self._tiers, None)
        below = row(gap=12)
        below.addWidget(self._chart_card, 1)
        below.addWidget(self._changes, 1)
        whole = column(self._verdict, self._strip, gap=12)
        whole.addLayout(below, 1)
        holder = QWidget()
        holder.setLayout(whole)
        return holder

    def _asked(self) -> QHBoxLayout:
        self._days = {"first": Field(say("First day")), "last": Field(say("Last day"))}
        for name, field in self._days.items():
            field.setFixedWidth(112)
            field.textEdited.connect(lambda text, name=name: self._type_day(name, text))
        self._uplift = Field(say("How much more sales you expect, per cent"))
        self._uplift.setFixedWidth(64)
        self._uplift.textEdited.connect(self._presenter.type_uplift)
        self._expected = Text("", "medium")
        self._wrong = Text("", "caption", "bad")
        self._stop = Button(say("Stop"), "quiet", on_click=self._presenter.stop)
        return row(
            Text(say("From")), self._days["first"], Text(say("to")), self._days["last"], 16,
            Text(say("If sales rise by")), self._uplift, Text("%"), self._expected, self._wrong,
            None, self._stop,
        )  # fmt: skip

    def _type_day(self, name: str, text: str) -> None:
        self._presenter.type_day(name, text)
        self._pause.start()

    def _show_counting(self, state: PastState) -> None:
        step = state.counting
        self._stop.setVisible(step is not None)
        if step is None:
            self._line.rest()
        else:
            self._line.show_share(step.done / step.total if step.total else None)

    def _show_tried(self, tried: Tried, figures: Figures) -> None:
        self._strip.show_figures(tried_figures(tried), figures)
        self._chart_card.show_title(*_chart_title(tried, figures))
        self._chart.show_bars([_bar(one.month, one.points, figures) for one in tried.months])
        self._show_changes(tried, figures)

    def _show_changes(self, tried: Tried, figures: Figures) -> None:
        everyone = tried.changes[-1]
        self._changes.show_title(
            say("{won} would win, {lost} would lose", won=figures.count(everyone.winners),
                lost=figures.count(everyone.losers)),
            say("Points in place of the discounts they were given"),
        )  # fmt: skip
        if self._table is not None:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = RowTable(
            say("Winners and losers by group"), change_columns(figures), row_height=NARROW_ROW
        )
        self._table.show_rows(tried.changes)
        self._table.open_cells(self._open_change)
        self._table.fit_height(6)
        self._changes.body.insertWidget(2, self._table)
        clear(self._tiers)
        for one in tried.tiers:
            if one.name and one.members:
                n = figures.count(one.members)
                words = say("{n} hold {tier} at the end", n=n, tier=one.name)
                there = tier_told(tried, one).rows
                opens = Button(words, "line", on_click=partial(self._open, there))
                self._tiers.addLayout(row(opens, None))

    def _open_month(self, number: int) -> None:
        if self._shown.tried is not None:
            month = self._shown.tried.months[number]
            self._open(month_told(self._shown.tried, month.month, month.points).rows)

    def _open_change(self, change: Change, key: str) -> None:
        if self._shown.tried is not None:
            self._open(change_told(self._shown.tried, change, key).rows)


def _chart_title(tried: Tried, figures: Figures) -> tuple[str, str]:
    if not any(one.points for one in tried.months):
        return say("No month would have earned points"), say("Points by month")
    most = max(tried.months, key=lambda one: one.points)
    return say(
        "{month} would have earned the most points: {n}",
        month=figures.month(most.month),
        n=figures.count(most.points),
    ), say("Points by month")


def _bar(month: int, points: int, figures: Figures) -> ChartBar:
    label = figures.short_month_name(month)
    if month_start(month).month == 1:
        label = str(month_start(month).year)
    tip = say("{month}: {n} points", month=figures.month(month), n=figures.count(points))
    return ChartBar(label, float(points), tip=tip)
