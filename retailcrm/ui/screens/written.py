"""Say that a file is written, and open it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk


def tell_written(desk: Desk, file: Path) -> None:
    """Say which file was written, with a button that opens it."""
    words = say("Written: {file}", file=file.name)
    desk.tell(words, "news", (say("Open file"), lambda: open_file(file)))


def open_file(file: Path) -> None:
    """Open a file with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
