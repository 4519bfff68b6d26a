"""What the shell expects of a screen."""

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.core.outcome import Topic
from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.accessibility import follow_layout

CALM = 200  # milliseconds after the last change of parts until the Tab key follows them


class Screen(QWidget):
    """One screen of the rail.

    Attributes:
        watches: topics whose change makes the screen look again; the shell calls `refresh`
            at once if the screen is seen, otherwise when it is next opened.
    """

    watches: frozenset[Topic] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self._moved = QTimer(self, singleShot=True, interval=CALM)
        self._moved.timeout.connect(lambda: follow_layout(self))

    def refresh(self) -> None:
        """Look again; called once before the screen is first seen."""

    def open_home(self) -> None:
        """Show the screen as the rail opens it, without rows or a person in front."""

    def open_rows(self, rows: RowsRef) -> None:
        """Show the rows behind a figure; the shell has already chosen the right screen."""

    def open_customer(self, customer_id: int) -> None:
        """Show one customer, on the screen of customers."""

    def import_files(self, paths: tuple[Path, ...]) -> None:
        """Show what files would change, on the screen of imports."""

    def print_month(self, month: int | None) -> None:
        """Ask where to print a month, on the screen of reports."""

    def act(self, action: str) -> bool:
        """Do the action of a key (see `ui.actions`); False lets the shell do its own."""
        del action
        return False

    @override
    def event(self, event: QEvent) -> bool:
        """Keep the Tab key in reading order when parts were put in or taken out.

        Not at once: what is to be painted is waited for, and nobody presses Tab so soon. Whoever
        does has the order looked at first (`focusNextPrevChild`).
        """
        if event.type() == QEvent.Type.LayoutRequest:
            self._moved.start()
        return super().event(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Look at the order once more: not every change of a part is told to the whole."""
        follow_layout(self)
        return super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint nothing anew, as widgets do otherwise: a screen looks no different with focus."""

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Likewise."""

    def close_screen(self) -> None:
        """Stop what still runs; the window is closing."""
