"""One sentence of the glance; it is made once and says something else for every member."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from retailcrm.core.definitions import DEFINITIONS, meaning_of
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.opening import OpenPhrase
from retailcrm.ui.screens.counter.member_words import Line

LEAST = 28


class Sentence(QWidget):
    """An icon, words to be read from a metre away, and a button where one belongs.

    Args:
        on_note: adds a note.
        opens: shows the rows behind what is said.
    """

    def __init__(self, on_note: Callable[[], object], opens: Callable[[RowsRef], object]) -> None:
        super().__init__()
        self._icon, self._words = (
            IconMark("note", "muted", 22),
            OpenPhrase(role="spoken", wrap=True),
        )
        self._words.opened.connect(opens)
        self._note = Button(say("Add a note"), "quiet", on_click=on_note)
        self._height: tuple[int, int] | None = None
        parts = row(self._icon, self._words, self._note, gap=14)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self.setMinimumHeight(LEAST)

    def show_line(self, line: Line, rows: RowsRef | None, *, has_button: bool) -> None:
        """Say this, and open these rows."""
        self._icon.show_icon(line.icon, line.tone or "muted")
        self._words.show_runs(line.runs)
        self._words.show_rows(rows)
        self._words.setToolTip(meaning_of(line.behind) if line.behind in DEFINITIONS else "")
        if self._note.isHidden() is has_button:
            self._note.setVisible(has_button)
        self._height = None

    def height_in(self, wide: int) -> int:
        """Give the height that the words need; asked often, worked out once."""
        if self._height is None or self._height[0] != wide:
            needed = self.heightForWidth(wide) if self.hasHeightForWidth() else LEAST
            self._height = wide, max(LEAST, needed)
        return self._height[1]
