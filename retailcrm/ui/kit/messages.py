"""News, emptiness and progress: never a box in the way."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import colour

NEWS_MS = 9000


class MessageBar(QFrame):
    """One line of news above the screen; news goes by itself, trouble stays until closed."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tone = "accent"
        self._act: Callable[[], object] | None = None
        self._text = Text("", "medium", wrap=True)
        self._button = Button("", "quiet", on_click=self._do)
        self._close = Button(say("Close"), "quiet", on_click=self.clear)
        self._goes = QTimer(self, singleShot=True, interval=NEWS_MS)
        self._goes.timeout.connect(self.clear)
        whole = row(self._text, self._button, self._close, gap=16)
        whole.setContentsMargins(24, 6, 24, 6)
        self.setLayout(whole)
        self.hide()

    def tell(
        self,
        text: str,
        kind: str = "news",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say one sentence; an empty one says nothing and leaves what stands there.

        Args:
            text: what happened and what to do.
            kind: news, warn or error.
            action: (verb, what it does) for one button, such as taking back.
        """
        if not text:
            return
        self._tone = {"news": "accent", "warn": "warn", "error": "bad"}[kind]
        self._act = action[1] if action else None
        self._text.show_text(text)
        self._button.setVisible(action is not None)
        if action:
            self._button.show_text(action[0])
        self.setAccessibleName(text)
        self.show()
        self.update()
        if kind == "news" and action is None:
            self._goes.start()
        else:
            self._goes.stop()

    def clear(self) -> None:
        """Take the message away."""
        self._goes.stop()
        self._text.show_text("")
        self.hide()
        self.closed.emit()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(f"{self._tone}_soft"))
        painter.fillRect(0, 0, 4, self.height(), colour(self._tone))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("border"))

    def _do(self) -> None:
        act = self._act
        self.clear()
        if act:
            act()


class EmptyState(QFrame):
    """What will be here, why it helps, and the next step."""

    def __init__(self, what: str, why: str = "", *steps: Button, icon: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self._what = Text(what, "title", wrap=True)
        self._why = Text(why, "body", "muted", wrap=True)
        for text in (self._what, self._why):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner: QVBoxLayout = column(gap=8)
        if icon:
            inner.addWidget(IconMark(icon, size=28), 0, Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(self._what)
        inner.addWidget(self._why)
        self.steps: QHBoxLayout = row(None, *steps, None)
        inner.addSpacing(8)
        inner.addLayout(self.steps)
        holder = QWidget()
        holder.setLayout(inner)
        holder.setMaximumWidth(560)
        around = column(None, row(None, holder, None), None)
        around.setContentsMargins(24, 24, 24, 24)
        around.itemAt(1).layout().setStretch(1, 10)  # type: ignore[union-attr]
        self.setLayout(around)

    def show_words(self, what: str, why: str = "") -> None:
        """Say it differently."""
        self._what.show_text(what)
        self._why.show_text(why)


class ProgressLine(QWidget):
    """Two pixels under the top bar: how far, or only that something runs."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self._phase = 0.0
        self._busy = False
        self.setFixedHeight(2)
        self.setAccessibleName(say("Progress"))
        self._tick = QTimer(self, interval=40)
        self._tick.timeout.connect(self._advance)

    def show_share(self, share: float | None) -> None:
        """Show how far the work is; None for "it runs"."""
        self._busy, self._share = True, share
        if share is None:
            self._tick.start()
        else:
            self._tick.stop()
        self.update()

    def rest(self) -> None:
        """Nothing runs."""
        self._busy = False
        self._tick.stop()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._busy:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("accent_soft"))
        wide = float(self.width())
        if self._share is None:
            box = QRectF((self._phase * 1.3 - 0.3) * wide, 0, wide * 0.3, 2)
        else:
            box = QRectF(0, 0, wide * min(max(self._share, 0.0), 1.0), 2)
        painter.fillRect(box, colour("accent"))

    def _advance(self) -> None:
        self._phase = (self._phase + 0.02) % 1.0
        self.update()
