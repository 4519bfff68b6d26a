"""The cards of a result: the verdict with its one button, totals, costs, subsidy."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.kit.bars import BarPart, StackedBar
from retailcrm.ui.kit.buttons import QUIET, Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.campaigns.result import ResultFacts, TotalFacts

Open = Callable[[RowsRef], object]


class VerdictCard(Verdict):
    """The finding, its doubt, and the button where there is something to do."""

    def __init__(self, on_again: Callable[[], object]) -> None:
        super().__init__(wraps=True)
        self.again = Button("", "primary", on_click=on_again)
        self.body.removeWidget(self._finding)
        self.body.removeWidget(self._doubt)
        words = column(self._finding, self._doubt, gap=4)
        beside: QHBoxLayout = row(gap=16)
        beside.addLayout(words, 1)
        beside.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(beside)

    def show_words(self, finding: str, doubt: str = "", again: str = "") -> None:
        """Say another finding; without `again` there is no button."""
        super().show_words(finding, doubt)
        self.again.show_text(again)
        self.again.setVisible(bool(again))


class Totals(QWidget):
    """What all people of each arm brought together, and what it would take to prove the rest."""

    def __init__(self, open_rows: Open) -> None:
        super().__init__()
        self._open = open_rows
        self._line: QHBoxLayout = row(gap=24)
        card = Card()
        card.add(self._line)
        whole = column(card, gap=0)
        self.setLayout(whole)

    def show_totals(self, totals: tuple[TotalFacts, ...], *, is_final: bool) -> None:
        """Show them side by side; muted while they may still turn round."""
        clear(self._line)
        self.setVisible(bool(totals))
        for one in totals:
            self._line.addLayout(self._part(one, is_final=is_final), 1)

    def _part(self, told: TotalFacts, *, is_final: bool) -> QVBoxLayout:
        figure: QWidget = Text(told.figure, "strong", "" if is_final else "muted")
        figure.setFixedHeight(QUIET)  # of the buttons beside it, so that all stand on one line
        if told.rows is not None:
            rows = told.rows
            kind = ("loss" if told.is_loss else "sum") if is_final else "still"
            figure = Button(told.figure, kind, on_click=lambda: self._open(rows))
            figure.setAccessibleName(f"{told.what}: {told.figure} {told.doubt}")
        below = row(figure, OneLine(told.doubt, "body", "muted"), gap=6)
        below.setStretch(1, 1)
        return column(OneLine(told.what, "caption", "muted"), below, gap=2)


class CostCard(Card):
    """What it cost, line by line, and what the margin has felt already."""

    def __init__(self) -> None:
        self._sum = Text("", "title")
        super().__init__(" ", "", self._sum)
        self._lines: QVBoxLayout = column(gap=4)
        self._given = Text("", "caption", "muted", wrap=True)
        self.add(self._lines, 4, self._given)

    def show_costs(self, facts: ResultFacts) -> None:
        """Show the costs of a campaign."""
        self.show_title(facts.cost_title)
        self._sum.show_text(facts.cost)
        clear(self._lines)
        for what, amount in facts.costs:
            self._lines.addLayout(row(Text(what), None, Text(amount)))
            self._lines.addWidget(line())
        if not facts.costs:
            self._lines.addWidget(Text(say("No costs were entered."), "body", "muted"))
        self._given.show_text(facts.given)


class SubsidyCard(Card):
    """Who would have come anyway, what became of everybody, and what others would claim."""

    def __init__(self, open_rows: Open) -> None:
        super().__init__(" ")
        self._open = open_rows
        self._rows: RowsRef | None = None
        self._bar = StackedBar(say("Who used the code"))
        self._bar.part_opened.connect(lambda _: self._open_users())
        self._notes: QVBoxLayout = column(gap=4)
        self._claimed: QHBoxLayout = row()
        self.add(self._bar, 4, self._notes, None, line(), self._claimed)

    def show_facts(self, facts: ResultFacts) -> None:
        """Show another result."""
        told = facts.subsidy
        self.show_title(told.title)
        self._rows = told.rows
        self._bar.setVisible(told.share is not None)
        if told.share is not None:
            self._bar.show_parts(_parts(told.share, told.anyway, told.brought))
        clear(self._notes)
        for words, rows in facts.notes:
            self._notes.addWidget(self._note(words, rows))
        clear(self._claimed)
        if facts.claimed is not None and facts.claimed.rows is not None:
            rows_ = facts.claimed.rows
            figure = Button(facts.claimed.figure, "plain", on_click=lambda: self._open(rows_))
            figure.setAccessibleName(f"{facts.claimed.what}: {facts.claimed.figure}")
            self._claimed.addWidget(OneLine(facts.claimed.what, "caption", "muted"), 1)
            self._claimed.addWidget(figure)

    def _note(self, words: str, rows: RowsRef | None) -> QWidget:
        if rows is None:
            return Text(words, "caption", "muted", wrap=True)
        return Button(words, "plain", on_click=lambda: self._open(rows))

    def _open_users(self) -> None:
        if self._rows is not None:
            self._open(self._rows)


def _parts(share: float, anyway: str, brought: str) -> tuple[BarPart, ...]:
    parts = (
        BarPart(share, anyway, "sunken", "ink", anyway),
        BarPart(1 - share, brought, "accent", "on_accent", brought),
    )
    return tuple(one for one in parts if one.size > 0)
