"""Joins the search field, its answers and the finder."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from retailcrm.ui.desk import Desk
from retailcrm.ui.search import Finder, Hit
from retailcrm.ui.window.search_field import Answers, SearchField


class SearchBar(QObject):
    """Search or scan from anywhere; afterwards the keyboard is back on the screen."""

    def __init__(
        self, desk: Desk, field: SearchField, window: QWidget, act: Callable[[str], object]
    ) -> None:
        super().__init__(field)
        self._field, self._window = field, window
        self._answers = Answers(field, window)
        self._finder = Finder(desk, self._show, act, self.leave)
        self._came_from: QWidget | None = None
        field.typed.connect(self._finder.type)
        field.entered.connect(self._finder.enter)
        field.left.connect(self.leave)
        self._answers.picked.connect(self._finder.enter)

    def focus(self) -> None:
        """Put the cursor into the field, ready to be typed over."""
        now = self._window.window().focusWidget()
        if now is not self._field:
            self._came_from = now
        self._field.setFocus()
        self._field.selectAll()

    def leave(self) -> None:
        """Empty the field and give the keyboard back."""
        self.forget()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()
        else:
            self._window.setFocus()
        self._came_from = None

    def forget(self) -> None:
        """Empty the field; what was looked for is behind the person."""
        self._field.clear()
        self._finder.type("")

    def _show(self, hits: tuple[Hit, ...], is_waiting: bool) -> None:  # noqa: FBT001
        self._answers.show_hits(hits, self._field.text().strip(), is_waiting=is_waiting)
