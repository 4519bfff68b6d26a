"""The cards of the Today screen; each paints one part of the state."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.kit.bar_chart import BarChart, ChartBar
from retailcrm.ui.kit.bars import SplitBar
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.chips import group_word
from retailcrm.ui.kit.icons import GROUP_TOKENS, IconMark
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.opening import Opening, OpenText
from retailcrm.ui.kit.row_table import HEAD, NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import OneLine, Phrase, Text
from retailcrm.ui.screens.today.state import Chart, GroupPanel, Missing, MissingPerson, Todo

LEAST_CHART = 130
Open = Callable[[RowsRef], object]


class GroupsCard(Card):
    """The three groups side by side."""

    def __init__(self, open_rows: Open, open_groups: Callable[[], object]) -> None:
        self._first = Button(say("Open groups"), "quiet", on_click=open_groups)
        super().__init__("", "", self._first)
        self._open = open_rows
        self._panels: QHBoxLayout = row(gap=16)
        self._reason = Text("", "body", "muted", wrap=True)
        self.add(4, self._panels, self._reason, None)
        self.setMinimumHeight(200)

    def show_groups(self, title: str, reason: str, panels: tuple[GroupPanel, ...]) -> None:
        """Show the groups, or why there are none."""
        self.show_title(title)
        self._reason.show_text(reason)
        self._reason.setVisible(bool(reason))
        clear(self._panels)
        here: QWidget = self._first
        for number, panel in enumerate(panels):
            if number:
                self._panels.addWidget(line(upright=True))
            made = _panel(panel, self._open)
            self._panels.addWidget(made, 1)
            for part in made.findChildren(QWidget):  # late as they come, Tab goes as the eye does
                if isinstance(part, Button | Opening):
                    QWidget.setTabOrder(here, part)
                    here = part


def _panel(panel: GroupPanel, open_rows: Open) -> QWidget:
    holder = QWidget()
    count = Button(panel.count, "figure", on_click=lambda: open_rows(panel.rows))
    count.setAccessibleName(f"{panel.title}: {panel.count}")
    tone = GROUP_TOKENS.get(panel.key, "accent")
    change = OpenText(panel.change, "strong")
    if panel.change:
        change.show_rows(panel.change_rows)
        change.opened.connect(open_rows)
        change.setAccessibleName(f"{panel.title}: {panel.change} {panel.since}")
    head = row(count, change, Text(panel.since, "caption", "muted"), None)
    head.setSpacing(10)
    whole: QVBoxLayout = column(group_word(panel.key, panel.title), head, gap=2)
    of_all, of_sales = SplitBar(tone, weak=True), SplitBar(tone)
    of_all.show_share(panel.share)
    of_sales.show_share(panel.sales_share)
    whole.addLayout(
        _share(
            of_all,
            say("{share} of customers", share=panel.share_words),
            partial(open_rows, panel.share_rows),
        )
    )
    whole.addLayout(
        _share(
            of_sales,
            say("{share} of their sales", share=panel.sales_words),
            partial(open_rows, panel.sales_rows),
        )
    )
    whole.addSpacing(6)
    for move in panel.moves:
        whole.addWidget(Button(move.words, "plain", on_click=partial(open_rows, move.rows)))
    whole.addStretch(1)
    holder.setLayout(whole)
    return holder


def _share(bar: SplitBar, words: str, opens: Callable[[], object]) -> QHBoxLayout:
    bar.setFixedWidth(72)
    made = row(bar, Button(words, "line", on_click=opens), None, gap=10)
    made.setContentsMargins(0, 2, 0, 0)
    return made


class SalesCard(Card):
    """The one chart: a year of sales against the year before."""

    def __init__(self, open_rows: Open, open_table: Callable[[], object]) -> None:
        super().__init__("", " ", Button(say("Table"), "quiet", on_click=open_table))
        self._open = open_rows
        self._shown = Chart()
        self.chart = BarChart(
            say("Net sales by month"),
            bar_words=say("bar: this year"),
            line_words=say("line: same month a year before"),
        )
        self.chart.bar_opened.connect(lambda number: self._open(self._shown.bars[number].rows))
        self.chart.setMinimumHeight(LEAST_CHART)
        self.add(6)
        self.body.addWidget(self.chart, 1)

    def show_chart(self, chart: Chart) -> None:
        """Show the finding and its bars."""
        self._shown = chart
        self.show_title(chart.title, chart.caption)
        bars = [
            ChartBar(bar.label, bar.value, bar.before, bar.note, bar.is_strong, bar.tip)
            for bar in chart.bars
        ]
        summary = ". ".join((chart.title, *(bar.tip for bar in chart.bars)))
        self.chart.show_bars(bars, unit=chart.unit, summary=summary)


class TodoCard(Card):
    """What to do now, one button a line; the first is the screen's primary one.

    Signals:
        chosen: a `Todo`.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        self._count = Text("", "caption", "muted")
        super().__init__(say("To do"), "", self._count)
        self._lines: QVBoxLayout = column(gap=0)
        self.add(6, self._lines, None)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_todo(self, items: tuple[Todo, ...]) -> None:
        """Show what is open."""
        clear(self._lines)
        self._count.show_text(say("{n} open", n=len(items)) if items else "")
        if not items:
            calm = Text(say("Nothing is waiting for you."), "body", "muted")
            self._lines.addWidget(line())
            self._lines.addSpacing(12)
            self._lines.addWidget(calm)
        for number, item in enumerate(items):
            self._lines.addWidget(line())
            self._lines.addWidget(self._line(item, "primary" if number == 0 else "outlined"))

    def _line(self, item: Todo, kind: str) -> QWidget:
        what = Phrase(((f"{item.verb} ", True), (item.about, False)))
        reason = OneLine(item.reason, "caption", "muted")
        what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        what.setToolTip(f"{item.verb} {item.about}: {item.reason}")
        button = Button(item.button, kind, on_click=lambda: self.chosen.emit(item))
        button.setAccessibleName(f"{item.button}: {item.verb} {item.about}")
        button.setMinimumWidth(84)
        holder = QWidget()
        words = column(what, reason, gap=0)
        inside = row(IconMark(item.icon), words, button, gap=12)
        inside.setStretch(1, 1)
        inside.setContentsMargins(0, 8, 0, 8)
        holder.setLayout(inside)
        holder.setFixedHeight(52)
        return holder


SUM_HEIGHT, LEAST_ROWS = 168, 2


def people(currency: str) -> tuple[Column[MissingPerson], ...]:
    """Head the columns of those worth most."""
    return (
        Column("name", say("Worth most"), lambda one: one.name, is_strong=True),
        Column("away", say("Days away"), lambda one: one.away, is_number=True, width=78),
        Column("usual", say("Usually"), lambda one: one.usual, is_number=True, width=66),
        Column(
            "worth",
            say("A year, {unit}", unit=currency),
            lambda one: one.worth,
            is_number=True,
            width=88,
            tip=say("Chance to come back times what they would bring after costs."),
        ),
    )


class MissingCard(Card):
    """The missing as a sum; where there is room, who of them is worth most.

    Signals:
        person_opened: id of a customer.
    """

    person_opened = Signal(int)

    def __init__(self, open_list: Open, open_rows: Open) -> None:
        self._rows: RowsRef | None = None
        self._open, self._open_rows = open_list, open_rows
        self._button = Button(say("Open the missing"), "quiet", on_click=self._open_missing)
        super().__init__(say("Missing and found again"), "", self._button)
        self._sum = QGridLayout()
        self._sum.setHorizontalSpacing(12)
        self._sum.setVerticalSpacing(0)
        self._found = Phrase(role="caption", wrap=True)
        self._rule = Text("", "caption", "muted", wrap=True)
        self.add(2, self._sum, 4, line(), 4, self._found, self._rule, 4)
        self._people: RowTable[MissingPerson] | None = None
        self.body.addStretch(0)
        self.setMinimumHeight(SUM_HEIGHT)

    def show_missing(self, missing: Missing) -> None:
        """Show the sum, what the found ones bought, and who is worth a call."""
        self._rows = missing.rows
        self._button.setVisible(missing.rows is not None)
        clear(self._sum)
        for number, part in enumerate(missing.parts):
            opens = Button(part.value, "number", on_click=partial(self._open_rows, part.rows))
            opens.setAccessibleName(f"{part.value} {part.words}")
            self._sum.addWidget(opens, 0, number)
            label = Text(part.words, "caption", "muted", wrap=True)
            self._sum.addWidget(label, 1, number, Qt.AlignmentFlag.AlignTop)
            self._sum.setColumnStretch(number, 1)
        self._found.show_runs(missing.found)
        self._rule.show_text(missing.rule)
        if self._people is None and missing.people:
            self._people = self._make_table(missing.currency)
        if self._people is not None:
            self._people.show_rows(missing.people)
        self._make_room()

    def _make_table(self, currency: str) -> RowTable[MissingPerson]:
        made: RowTable[MissingPerson] = RowTable(
            say("Missing and worth most"), people(currency), row_height=NARROW_ROW
        )
        # The table takes what room is left; the page never grows for its sake.
        made.setMinimumHeight(0)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        made.opened.connect(lambda one: self.person_opened.emit(one.customer_id))
        self.body.insertWidget(self.body.count() - 1, made, 1)
        return made

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Show the people only where at least two of them can be read."""
        needed = SUM_HEIGHT + HEAD + LEAST_ROWS * NARROW_ROW
        if self._people is not None:
            has_rows = self._people.rows.rowCount() > 0
            self._people.setVisible(has_rows and self.height() >= needed)

    def _open_missing(self) -> None:
        if self._rows is not None:
            self._open(self._rows)
