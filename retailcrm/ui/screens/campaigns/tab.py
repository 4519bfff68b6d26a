"""What the Campaigns screen expects of a tab."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retailcrm.core.rows import RowsRef


class Tab(QWidget):
    """One part of the screen, built when it is first turned to.

    Signals:
        page_turned: another page of the tab is open, or it is called something else.
    """

    page_turned = Signal()

    def owns_head(self) -> bool:
        """Say whether the open page names itself, so that it gets the room of title and tabs."""
        return False

    def page_title(self) -> str:
        """Name the page that is open inside the tab; empty where it is the tab's first."""
        return ""

    def head_part(self) -> QWidget | None:
        """Give what stands in the screen's first line while this tab is open: its buttons."""
        return None

    def grow_old(self) -> None:
        """Note that the books have changed; the tab is read anew when it is next seen."""

    def look(self) -> None:
        """Read what is old; called each time the tab is turned to."""

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to press."""

    def open_rows(self, rows: RowsRef) -> None:
        """Show what a reference of kind `campaigns` means; the screen has chosen this tab."""

    def act(self, action: str) -> bool:
        """Do what a key asks; False leaves it to the window."""
        del action
        return False

    def close_tab(self) -> None:
        """Stop what still runs; the screen is closing."""
