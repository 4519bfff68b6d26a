"""A table whose cells are corrected in place: Enter begins, Enter ends."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from retailcrm.ui.kit.row_table import RowTable

RowT = TypeVar("RowT")


class MendTable(RowTable[RowT]):
    """Opens the cell that may be corrected, wherever in the row the cursor stands."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_editing = self.state() == QAbstractItemView.State.EditingState
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() and not is_editing:
            self._edit_current()
        else:
            super().keyPressEvent(event)

    def _edit_current(self) -> None:
        opened = [at for at, column in enumerate(self.rows.columns) if column.is_open]
        line = self.currentIndex().row()
        if line >= 0 and opened:
            self.setCurrentIndex(self.rows.index(line, opened[0]))
            self.edit(self.currentIndex())
