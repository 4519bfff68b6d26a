"""The page of a campaign's result: verdict, arms, what is proven, costs, subsidy."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QStackedLayout, QWidget

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.picture.widget import Picture
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.campaigns.result import (
    ArmLine,
    ResultFacts,
    ResultPresenter,
    ResultState,
)
from retailcrm.ui.screens.campaigns.result_parts import CostCard, SubsidyCard, Totals, VerdictCard
from retailcrm.ui.screens.settings.scrolling import scrolled_page
from retailcrm.ui.work import Jobs

MOST_ARMS = 6
ROW = 28
LEAST_PICTURE = 150


def _columns(currency: str) -> tuple[Column[ArmLine], ...]:
    def number(
        key: str, title: str, width: int, *, strong: bool = False, quiet: bool = False
    ) -> Column[ArmLine]:
        def text(line: ArmLine) -> str:
            return str(getattr(line, key))

        def tone(line: ArmLine) -> str:
            return "muted" if quiet or not line.is_final else line.tone if key == "after" else ""

        return Column(key, title, text, is_number=True, width=width, is_strong=strong, tone=tone)

    return (
        Column("arm", "", lambda one: one.letter, width=30, is_strong=True),
        Column("name", "Arm", lambda one: one.name, is_strong=True),
        number("people", "Members", 72),
        number("came", "Came back", 82),
        number("share", "%", 50),
        number("more", "More than control, pt", 142, strong=True),
        number("range", "95\N{NARROW NO-BREAK SPACE}%, pt", 96, quiet=True),
        number("sales", say("Sales a head, {currency}", currency=currency), 122),
        number("margin", "Margin a head", 100),
        number("over", "Over control", 88),
        number("cost", "Cost a head", 92),
        number("after", "After costs", 84, strong=True),
    )


class ResultPage(QWidget):
    """Shows what one campaign brought.

    Args:
        desk: the shell.
        jobs: the screen's own.
        on_back: goes back to the list; None shows no button for it.

    Signals:
        again: number of a campaign that worked and shall be sent to more people.
    """

    again = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, on_back: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._desk, self._on_back = desk, on_back
        self._facts: ResultFacts | None = None
        self._presenter = ResultPresenter(self, lambda: desk.services, jobs)
        self._jobs = jobs
        self._build()

    def show_campaign(self, number: int) -> None:
        """Show a campaign's result, read anew."""
        self._presenter.show(number)

    def refresh(self) -> None:
        """Read it anew, because the books have changed."""
        if self._facts is not None:
            self._presenter.refresh()

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to press."""
        first = self._verdict.again if self._verdict.again.isVisible() else self._table
        (first or self._everyone).setFocus()

    def act(self, action: str) -> bool:
        """Do what a key asks; False leaves it to the window."""
        if action == "print" and self._print.isVisible():
            self._ask_where()
            return True
        if action == "back" and self._on_back is not None:
            self._on_back()
            return True
        return False

    def show_state(self, state: ResultState) -> None:
        """Paint this."""
        facts = state.facts
        self._print.setVisible(facts is not None and not facts.lacking)
        if facts is None:
            empty = self._refused if state.problem else self._waiting
            self._stack.setCurrentWidget(self._frames[empty])
            self._refused.show_words(state.problem)
            return
        if state.problem:
            self.tell_problem(state.problem)
        self._facts = facts
        self._head.show_title(facts.title, facts.caption)
        if facts.lacking:
            why = say("It compares those who were written to with those left alone.")
            self._lacking.show_words(facts.lacking, why)
            self._stack.setCurrentWidget(self._frames[self._lacking])
            return
        self._show(facts)
        self._stack.setCurrentWidget(self._area)

    def tell_printed(self, file: Path) -> None:
        """Say that a file is there."""
        url = QUrl.fromLocalFile(str(file))
        show = (say("Open file"), lambda: QDesktopServices.openUrl(url))
        self._desk.tell(say("The result is printed: {file}", file=file.name), "news", show)

    def tell_problem(self, problem: str) -> None:
        """Say why something cannot be done."""
        self._desk.tell(problem, "error")

    def _build(self) -> None:
        self._print = Button(say("Print result"), key=cap("print"), on_click=self._ask_where)
        self._print.hide()
        self._head = ScreenHead("", self._print)
        top: QHBoxLayout = row(gap=12)
        if self._on_back is not None:
            top.addWidget(Button(say("Back"), key=cap("back"), on_click=self._back))
        top.addWidget(self._head, 1)
        top.setContentsMargins(24, 16, 24, 0)
        self._verdict = VerdictCard(self._send_again)
        self._table: RowTable[ArmLine] | None = None
        self._everyone = Button("", "quiet", on_click=self._open_everyone)
        self._arms = Card(" ", "", self._everyone)
        self._picture, self._days = (Picture(self._desk, self._jobs) for _ in range(2))
        self._totals = Totals(self._desk.open_rows)
        self._costs, self._subsidy = CostCard(), SubsidyCard(self._desk.open_rows)
        self._refused = EmptyState("", "", icon="warning")
        self._lacking = EmptyState("", "", icon="mail")
        self._waiting = EmptyState(say("Reading the books…"), "", icon="mail")
        self._area = scrolled_page(self._body())
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._frames = {one: _framed(one) for one in (self._waiting, self._refused, self._lacking)}
        for part in (*self._frames.values(), self._area):
            self._stack.addWidget(part)
        whole = column(top, inside, gap=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _body(self) -> QWidget:
        self._compared = QWidget()
        left = column(self._picture, self._totals, gap=12)
        left.setStretch(0, 1)
        self._compared.setLayout(left)
        self._days.canvas.setMinimumHeight(LEAST_PICTURE)
        # Below each other beside the picture; side by side where there is none.
        self._right: QBoxLayout = column(self._costs, self._subsidy, gap=12)
        self._right.setStretch(1, 1)
        lower = row(gap=12)
        lower.addWidget(self._compared, 12)
        lower.addLayout(self._right, 7)
        made = column(self._verdict, self._arms, lower, self._days, None, gap=12)
        made.setStretch(3, 1)
        body = QWidget()
        body.setLayout(made)
        return body

    def _show(self, facts: ResultFacts) -> None:
        self._verdict.show_words(facts.verdict, facts.doubt, facts.again)
        self._arms.show_title(facts.arms_title)
        self._everyone.setVisible(facts.people is not None)
        if facts.people is not None:
            self._everyone.show_text(facts.people[0])
        table = self._table or self._make_table(facts.currency)
        table.show_rows(facts.arms)
        table.fit_height(MOST_ARMS)
        if facts.picture is not None:
            self._picture.show_facts(facts.picture)
        self._show_compared(is_there=facts.picture is not None and facts.picture.marks is not None)
        self._days.setVisible(facts.by_day is not None)
        if facts.by_day is not None:
            self._days.show_facts(facts.by_day)
        self._totals.show_totals(facts.totals, is_final=facts.is_final)
        self._costs.show_costs(facts)
        self._subsidy.show_facts(facts)

    def _show_compared(self, *, is_there: bool) -> None:
        """Leave the picture away where the verdict says already that there is none."""
        self._compared.setVisible(is_there)
        side = QBoxLayout.Direction
        self._right.setDirection(side.TopToBottom if is_there else side.LeftToRight)
        self._right.setStretch(0, 0 if is_there else 1)

    def _make_table(self, currency: str) -> RowTable[ArmLine]:
        """Build the table once the shop's currency is known, which its heads name."""
        self._table = RowTable(say("Arms"), _columns(currency), row_height=ROW)
        self._table.opened.connect(lambda line: self._desk.open_rows(line.rows))
        self._arms.add(self._table)
        return self._table

    def _open_everyone(self) -> None:
        if self._facts is not None and self._facts.people is not None:
            self._open(self._facts.people[1])

    def _open(self, rows: RowsRef) -> None:
        self._desk.open_rows(rows)

    def _back(self) -> None:
        if self._on_back is not None:
            self._on_back()

    def _send_again(self) -> None:
        if self._facts is not None:
            self.again.emit(self._facts.number)

    def _ask_where(self) -> None:
        if self._facts is None:
            return
        preferences = self._desk.preferences
        folder = Path(preferences.folder or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            say("Print the result to a file"),
            str(folder / f"campaign-{self._facts.number}.pdf"),
            "PDF (*.pdf)",
        )
        if chosen:
            self._desk.prefer(replace(preferences, folder=str(Path(chosen).parent)))
            self._presenter.print_to(Path(chosen).with_suffix(".pdf"), preferences.paper)


def _framed(part: QWidget) -> QWidget:
    """Set an empty state inside the screen's margins."""
    made = QWidget()
    inside = column(part)
    inside.setContentsMargins(24, 0, 24, 12)
    made.setLayout(inside)
    return made
