"""A headline figure: its name, its value, what it is compared with, and its year."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout
from typing_extensions import override

from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.sparkline import Sparkline
from retailcrm.ui.kit.text import OneLine, Text


@dataclass(frozen=True, slots=True)
class TileFacts:
    """What a tile shows.

    Attributes:
        title: name and unit ("Net sales, USD").
        value: written out; an en dash where there is none.
        changes: (change, against what) pairs ("+8.9 %", "on September").
        history: oldest first.
        definition: one sentence, on hover.
        reason: words over two lines in place of the changes: why there is no value.
    """

    title: str
    value: str
    changes: tuple[tuple[str, str], ...] = ()
    history: tuple[float | None, ...] = ()
    definition: str = ""
    reason: str = ""


class FigureTile(QFrame):
    """A figure that opens its rows by click, Enter or Space.

    Signals:
        opened: the person wants the rows.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = OneLine("", "caption", "muted")
        self._value = Text("", "figure")
        self._spark = Sparkline()
        self._changes = tuple(
            (Text("", "strong-caption"), OneLine("", "caption", "muted")) for _ in "12"
        )
        self._reason = Text("", "caption", "muted", wrap=True)
        whole = column(
            self._title,
            row(self._value, None, self._spark),
            *(_change(*change) for change in self._changes),
            self._reason,
            None,
            gap=2,
        )
        whole.setContentsMargins(16, 11, 12, 9)
        self.setLayout(whole)
        self.setFixedHeight(112)
        self.setMinimumWidth(150)

    def show_facts(self, facts: TileFacts) -> None:
        """Show a figure."""
        self._title.show_text(facts.title)
        self._value.show_text(facts.value)
        self._spark.show_values(facts.history)
        self._spark.setVisible(bool(facts.history))
        for (change, against), told in zip(self._changes, _two(facts.changes), strict=True):
            change.show_text(told[0])
            change.setVisible(bool(told[0]))
            against.show_text(told[1])
            against.setVisible(bool(told[1]))
        self._reason.show_text(facts.reason)
        self._reason.setVisible(bool(facts.reason))
        self.setToolTip("\n".join(filter(None, (facts.reason, facts.definition))))
        self.setAccessibleName(f"{facts.title}: {facts.value}")
        compared = "; ".join(" ".join(change) for change in facts.changes)
        self.setAccessibleDescription(
            ". ".join(filter(None, (compared, facts.reason, facts.definition)))
        )

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(self.rect()))


def _change(change: Text, against: OneLine) -> QHBoxLayout:
    """Put a change before what it is compared with, which gives way."""
    made = row(change, against, gap=6)
    made.setStretch(1, 1)
    return made


def _two(changes: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], tuple[str, str]]:
    padded = [*changes, ("", ""), ("", "")]
    return padded[0], padded[1]
