"""While files are checked or imported: what, how far, how long, and a way to stop."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.bars import SplitBar
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing.presenter import ImportState, Phase
from retailcrm.ui.work import Step

SURE_AFTER_MS = 2000
WIDE = 560


class BusyPage(QWidget):
    """Shows the progress of a check or an import."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self._clock = QElapsedTimer()
        self._phase: Phase | None = None
        self._head = ScreenHead(say("Import"))
        self._what = Text("", "title", wrap=True)
        self._note = Text("", "body", "muted")
        self._bar = SplitBar()
        self._bar.setAccessibleName(say("Progress"))
        self._far = Text("", "body", "muted")
        self._stop = Button(say("Stop"), key=cap("back"), on_click=stop)
        card = Card()
        card.setFixedWidth(WIDE)
        card.add(self._what, self._note, 8, self._bar, row(self._far, None, self._stop))
        middle = row(None, card, None)
        self.setLayout(page(self._head, column(None, middle, None)))

    def show_state(self, state: ImportState) -> None:
        """Paint this."""
        if state.phase is not self._phase:
            self._phase = state.phase
            self._clock.start()
        names = ", ".join(one.path.name for one in state.chosen)
        is_check = state.phase is Phase.CHECKING
        self._head.show_title(
            say("Check before import") if is_check else say("Import"),
            say("Nothing is written yet") if is_check else say("All of a file goes in, or nothing"),
        )
        self._what.show_text(
            say("Checking {files}…", files=names) if is_check else say("Importing {files}…",
                                                                      files=names)
        )  # fmt: skip
        self._show_step(state.step)

    def focus_first(self) -> None:
        """Put the keyboard on the way out."""
        self._stop.setFocus()

    def _show_step(self, step: Step | None) -> None:
        share = step.done / step.total if step and step.total else None
        self._bar.show_share(share)
        self._note.show_text(step.note if step else say("Looking at the headings"))
        if share is None:
            self._far.show_text("")
            return
        self._far.show_text(f"{share * 100:.0f}\N{NARROW NO-BREAK SPACE}%{self._left(share)}")

    def _left(self, share: float) -> str:
        spent = self._clock.elapsed()
        if spent < SURE_AFTER_MS or not 0 < share < 1:
            return ""
        seconds = round(spent / 1000 * (1 - share) / share)
        if seconds < 1:
            return ""
        return ", " + (
            say("about {n} s left", n=seconds)
            if seconds < 90
            else say("about {n} min left", n=round(seconds / 60))
        )
