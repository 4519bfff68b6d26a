"""What a campaign would do, beside what is being typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import Preview
from retailcrm.services.left_out import LeftOutRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.messages import ProgressLine
from retailcrm.ui.kit.opening import OpenText
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.campaigns.draft_words import headline, needed, seen, window
from retailcrm.ui.screens.campaigns.drafting import DraftState


class Consequences(QWidget):
    """Says before sending how many, how many not, what could be seen and what it costs.

    Signals:
        rows_opened: a `RowsRef` of the people behind a count.
    """

    rows_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._busy = ProgressLine()
        self._people = Card(say("What it would do"))
        self._window = Text("", "body", "muted", wrap=True)
        self._problem = Text("", "body", "bad", wrap=True)
        self._arms = column(gap=4)
        self._open = Button("", "quiet", on_click=self._open_people)
        self._people.add(
            self._busy, self._problem, self._window, 4, self._arms, row(self._open, None)
        )
        self._out = Card(say("Nobody is left out"))
        self._reasons = column(gap=2)
        self._out.add(self._reasons)
        self._see = Card(say("What could be seen"))
        self._seen, self._needed = Text("", wrap=True), Text("", "body", "muted", wrap=True)
        self._see.add(self._seen, self._needed)
        self._cost = Card(say("What it costs"))
        self._costs = column(gap=4)
        self._cost.add(self._costs)
        self._warned = Card(say("To know before"))
        self._warnings = column(gap=6)
        self._warned.add(self._warnings)
        self._rows: RowsRef | None = None
        self._shown: Preview | None = None
        parts = column(self._people, self._warned, self._out, self._see, self._cost, None, gap=12)
        self.setLayout(parts)

    def show_state(self, state: DraftState) -> None:
        """Paint this."""
        if state.is_busy:
            self._busy.show_share(None)
        else:
            self._busy.rest()
        self._problem.show_text(state.problem)
        self._problem.setVisible(bool(state.problem))
        preview = state.preview
        for part in (self._out, self._cost):
            part.setVisible(preview is not None)
        self._see.setVisible(preview is not None and _says_something(preview, state.figures))
        self._warned.setVisible(preview is not None and bool(preview.warnings))
        if preview is None:
            self._people.show_title(say("What it would do"))
            self._window.show_text(say("Counting…") if state.is_busy else "")
            self._open.setVisible(False)
            return
        if preview is not self._shown:
            self._shown = preview
            self._show_preview(preview, state.figures)

    def _show_preview(self, preview: Preview, figures: Figures) -> None:
        self._people.show_title(headline(preview, figures))
        self._window.show_text(window(preview, figures))
        self._rows = preview.rows
        self._open.setVisible(preview.may > 0)
        self._open.show_text(say("Open the {count}", count=figures.count(preview.may)))
        clear(self._arms)
        for arm in preview.arms:
            own = arm.name if arm.name not in {"", arm.letter} else arm.offer
            name = " · ".join(part for part in (arm.letter, own) if part)
            self._arms.addLayout(self._line(name, figures.count(arm.people), preview.rows))
        self._show_left_out(preview.left_out, figures)
        self._seen.show_text(seen(preview, figures))
        self._seen.setVisible(bool(self._seen.text()))
        self._needed.show_text(needed(preview, figures))
        self._needed.setVisible(bool(self._needed.text()))
        self._show_costs(preview, figures)
        clear(self._warnings)
        for told in preview.warnings:
            self._warnings.addWidget(Text(told, wrap=True))

    def _show_left_out(self, found: tuple[LeftOutRow, ...], figures: Figures) -> None:
        people = sum(one.people for one in found)
        self._out.show_title(
            say("{count} are left out, and why", count=figures.count(people))
            if people
            else say("Nobody is left out")
        )
        clear(self._reasons)
        for one in found:
            button = Button(one.title, "quiet")
            button.clicked.connect(lambda _=False, there=one.rows: self.rows_opened.emit(there))
            count = self._number(figures.count(one.people), one.title, one.rows)
            self._reasons.addLayout(row(button, None, count))

    def _show_costs(self, preview: Preview, figures: Figures) -> None:
        clear(self._costs)
        self._cost.show_title(
            say("It costs about {amount}", amount=figures.money(preview.total))
            if preview.total
            else say("No costs are entered yet")
        )
        self._cost.caption.setVisible(False)
        for one in preview.costs:
            self._costs.addLayout(self._line(one.title, figures.amount(one.amount), preview.rows))
        if len(preview.costs) > 1:
            self._costs.addWidget(line())
            whole = figures.amount(preview.total)
            self._costs.addLayout(self._line(say("Together"), whole, preview.rows))

    def _open_people(self) -> None:
        if self._rows is not None:
            self.rows_opened.emit(self._rows)

    def _line(self, name: str, number: str, rows: RowsRef) -> QHBoxLayout:
        """Put a number behind its name; it opens whom it is about."""
        made = row(OneLine(name), self._number(number, name, rows), gap=12)
        made.setStretch(0, 1)
        return made

    def _number(self, number: str, name: str, rows: RowsRef) -> OpenText:
        made = OpenText(number)
        made.setAccessibleName(f"{name}: {number}")
        made.show_rows(rows)
        made.opened.connect(self.rows_opened)
        return made


def _says_something(preview: Preview, figures: Figures) -> bool:
    """Say whether a comparison can see anything at all; a title over nothing helps nobody."""
    return bool(seen(preview, figures) or needed(preview, figures))
