"""Hear the scanner on every screen: its keys leave no trace, its code goes to the Counter."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from retailcrm.ui.wedge import Wedge, rule_for

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
#: a property of the field in which the owner tries the scanner
FOR_TRYING = "scans_are_tried"
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ScannerEar(QObject):
    """Listens to the keys of one window before any widget does.

    The window's own filter sees each key once and nothing else, where a filter on the whole
    program would be asked about every event of every widget.

    Args:
        parent: lives as long as this.
        heard: told the code of every scan.
    """

    def __init__(self, parent: QObject, heard: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._heard = heard
        self._wedge = Wedge()
        self._field: QLineEdit | None = None
        self._before: tuple[str, int, int, int] = ("", 0, -1, 0)
        self._silence = QTimer(self, singleShot=True, interval=self._wedge.rule.idle)
        self._silence.timeout.connect(self._fall_silent)

    def use(self, prefix: str, gap: int) -> None:
        """Know what the shop's scanner sends first, and how fast its keys follow."""
        rule = rule_for(prefix, gap)
        if rule != self._wedge.rule:
            self._wedge.use(rule)
            self._silence.setInterval(rule.idle)

    def listen_to(self, window: QWindow | None) -> None:
        """Hear the keys of this window."""
        if window is not None:
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        is_no_scan = event.isAutoRepeat() or bool(event.modifiers() & _HELD)
        if is_no_scan or is_for_trying(QApplication.focusWidget()):
            self._wedge.forget()
        elif event.key() in _ENDS:
            return self._end(self._wedge.end(event.timestamp()))
        elif event.text().isprintable() and event.text():
            if self._wedge.press(event.text(), event.timestamp()):
                self._remember()
            self._silence.start()
        return False

    def _fall_silent(self) -> None:
        self._end(self._wedge.idle())

    def _end(self, code: str) -> bool:
        self._silence.stop()
        if not code:
            return False
        self._restore()
        self._heard(code)
        return True

    def _remember(self) -> None:
        """Keep what the focused field said before the scan wrote into it."""
        self._field = None
        field = _field_of(QApplication.focusWidget())
        if field is not None and not field.isReadOnly():
            self._field = field
            self._before = (
                field.text(),
                field.cursorPosition(),
                field.selectionStart(),
                field.selectionLength(),
            )

    def _restore(self) -> None:
        field, self._field = self._field, None
        if field is None or not isValid(field):
            return
        text, cursor, start, length = self._before
        if field.text() != text:
            field.setText(text)
            field.textEdited.emit(text)
        if start >= 0:
            field.setSelection(start, length)
        else:
            field.setCursorPosition(cursor)


def is_for_trying(widget: QWidget | None) -> bool:
    """Say whether the scanner is being tried here, so that its code must go nowhere else."""
    return widget is not None and bool(widget.property(FOR_TRYING))


def _field_of(widget: QWidget | None) -> QLineEdit | None:
    """Give the line that a widget is typed in: itself, or the one inside a box of numbers."""
    if widget is None or isinstance(widget, QLineEdit):
        return widget
    return widget.findChild(QLineEdit)
