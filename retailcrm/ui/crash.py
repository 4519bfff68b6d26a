"""The last line of defence: a mistake of ours is written down and said, the program stays up."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text

KEPT = 20
_LOG = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashReporter(QObject):
    """Writes reports into a folder and shows the first one; they stay on this computer.

    Args:
        folder: where reports are kept, at most twenty.
        now: tells the time for the report's name.
    """

    _caught = Signal(str, str)

    def __init__(self, folder: Path, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._folder, self._now = folder, now
        self._dialog: CrashDialog | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        """Hear everything that nobody else caught, and what Qt has to say."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread
        qInstallMessageHandler(_log_qt)

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Keep a report and show it; Ctrl+C in a terminal just ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("unexpected: %s", text)
        self._caught.emit(text, str(self._keep(text)))

    def _report_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.report(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _keep(self, text: str) -> Path:
        moment = self._now()
        file = self._folder / f"report-{moment:%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{_machine()}\n{moment.isoformat()}\n\n{text}", "utf-8")
            for old in sorted(self._folder.glob("report-*.txt"))[:-KEPT]:
                old.unlink()
        except OSError:
            _LOG.exception("the report could not be kept")
        return file

    def _show(self, text: str, file: str) -> None:
        if self._dialog is None or not self._dialog.isVisible():
            self._dialog = CrashDialog(text, file, QApplication.activeWindow())
            self._dialog.open()


class CrashDialog(QDialog):
    """Says that it was our mistake, what it means for the books, and where the report is."""

    def __init__(self, text: str, file: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("A mistake in the program"))
        self.resize(620, 380)
        details = QPlainTextEdit(text)
        details.setReadOnly(True)
        details.setAccessibleName(say("Details of the mistake"))
        copy = Button(
            say("Copy the report"), on_click=lambda: QApplication.clipboard().setText(text)
        )
        close = Button(say("Go on working"), "primary", on_click=self.accept)
        whole = column(
            Text(say("Something went wrong, and it is our mistake"), "screen"),
            Text(
                say("What was being written is taken back whole; your books are as before."),
                wrap=True,
            ),
            Text(say("The report is kept here: {file}", file=file), "caption", "muted", wrap=True),
            details,
            row(None, copy, close),
            gap=8,
        )
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)


def _machine() -> str:
    # Slow to load, and only wanted here: the window comes first.
    version = import_module("importlib.metadata").version("retailcrm")
    return f"retailcrm {version}, Python {platform.python_version()}, {platform.platform()}"


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.INFO), "%s", message or "")
