"""Rows and columns with the spaces of the scale."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

LayoutT = TypeVar("LayoutT", bound=QBoxLayout)
Part = QWidget | QLayout | int | None
"""A widget, a layout, a space in pixels, or None for "take the rest"."""


def row(*parts: Part, gap: int = 8) -> QHBoxLayout:
    """Put parts side by side."""
    return _fill(QHBoxLayout(), parts, gap)


def column(*parts: Part, gap: int = 8) -> QVBoxLayout:
    """Put parts below each other."""
    return _fill(QVBoxLayout(), parts, gap)


def line(*, upright: bool = False) -> QFrame:
    """Draw a thin dividing line."""
    made = QFrame()
    made.setObjectName("line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def scrolled(inner: QWidget, edged: QLayout | None = None) -> QScrollArea:
    """Let a tall page scroll upright; its width always fits.

    Args:
        inner: the page.
        edged: the layout with the screen's margins: the bar takes its room from the right one,
            so that cards end where the buttons above them do.
    """
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setObjectName("page")
    if edged is not None:
        edge, bar = edged.contentsMargins(), area.verticalScrollBar()

        def share(_low: int, high: int) -> None:
            if isValid(bar) and isValid(edged):  # the window may be closing
                room = bar.sizeHint().width() if high else 0
                edged.setContentsMargins(
                    edge.left(), edge.top(), edge.right() - room, edge.bottom()
                )

        bar.rangeChanged.connect(share)
    return area


class Holder(QWidget):
    """Holds a page without a layout, which would ask for the height that all texts wish for.

    Attributes:
        inner: the page.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        inner.setParent(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.inner.setGeometry(self.rect())


class LeastHigh(Holder):
    """Holds a page that scrolls only where not even its least height fits.

    A scroll area gives a page with wrapped words the height it would like best; this one is
    asked for the least.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        return self.inner.minimumSizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        # What the page needs may change with what it shows; nobody else hears of it.
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and away."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def _fill(layout: LayoutT, parts: Iterable[Part], gap: int) -> LayoutT:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
