"""The list of keys, on F1."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button, KeyCap
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text


class KeysDialog(QDialog):
    """Shows every key and what it does."""

    def __init__(self, keys: tuple[tuple[str, str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Keys"))
        self.setModal(True)
        # In one column the list is longer than a small screen is high.
        first = -(-len(keys) * 2 // 3)
        close = Button(say("Close"), "primary", key="Esc", on_click=self.accept)
        whole = column(
            Text(say("Everything by keyboard"), "screen"),
            4,
            row(key_grid(keys[:first]), key_grid(keys[first:]), gap=32),
            12,
            row(None, close),
            gap=4,
        )
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)


def key_grid(keys: tuple[tuple[str, str, str], ...]) -> QWidget:
    """Lay out (key, what it does, where) rows."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for line, (key, what, where) in enumerate(keys):
        grid.addWidget(KeyCap(key), line, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Text(what), line, 1)
        grid.addWidget(Text(where, "caption", "muted"), line, 2)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(keys), 1)
    return holder
