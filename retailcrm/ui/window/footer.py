"""The line at the bottom: how far each store's data reach, the last import, the last copy."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from retailcrm.ui.facts import FrameFacts, StoreFacts
from retailcrm.ui.kit.layout import clear, row
from retailcrm.ui.kit.text import Text


class Footer(QFrame):
    """Shows how fresh the books are; while something runs, what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self.setFixedHeight(28)
        self._left: QHBoxLayout = row(gap=24)
        self._busy = Text("", "caption", "muted")
        self._right: QHBoxLayout = row(gap=24)
        whole = row(self._left, None, self._busy, self._right, gap=24)
        whole.setContentsMargins(24, 0, 24, 0)
        self.setLayout(whole)

    def show_facts(self, facts: FrameFacts) -> None:
        """Show how far the data reach."""
        clear(self._left)
        clear(self._right)
        for store in facts.stores:
            self._left.addWidget(_store(store))
        for words in facts.right:
            self._right.addWidget(Text(words, "caption", "muted"))
        told = [f"{store.name} {store.words}" for store in facts.stores]
        self.setAccessibleName("; ".join([*told, *facts.right]))

    def show_busy(self, words: str) -> None:
        """Say what runs; empty for nothing."""
        self._busy.show_text(words)


def _store(store: StoreFacts) -> QWidget:
    holder = QWidget()
    tone = "warn" if store.is_old else "muted"
    name = Text(store.name, "caption")
    name.setStyleSheet("font-weight: 500;")
    holder.setLayout(row(name, Text(store.words, "caption", tone), gap=6))
    return holder
