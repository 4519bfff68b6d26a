"""Open every screen once, for the self-test: the program shows that it can be shown."""

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

from retailcrm.ui.launch import application, make_shell
from retailcrm.ui.screens.made import LOADED
from retailcrm.ui.screens_table import SCREENS
from retailcrm.ui.services_seen import Services
from retailcrm.ui.shell import Shell
from retailcrm.ui.window.doors import Doors

PATIENCE_MS = 60_000
TICK_MS, CALM = 15, 3


class ScreenFailedError(Exception):
    """A screen could not be opened."""


def open_every_screen(services: Services) -> int:
    """Open each screen on an open shop and wait until it has its figures.

    Returns:
        How many screens were opened.

    Raises:
        ScreenFailedError: a screen met a mistake of ours, or did not come to rest.
    """
    crashes: list[BaseException] = []
    app = application()
    opened = (services, LOADED)
    with tempfile.TemporaryDirectory() as folder:
        shell = make_shell(app, Doors(lambda: opened, lambda _: opened), Path(folder))
        shell.preferences = replace(shell.preferences, copies_at_close=False)
        shell.jobs.hear_crashes(crashes.append)
        shell.show()
        shell.load()
        settle(shell)
        for screen in SCREENS:
            shell.open_screen(screen.key)
            settle(shell)
            shell.grab()
            if crashes:
                raise ScreenFailedError(screen.key) from crashes[0]
        shell.close()
    return len(SCREENS)


def settle(shell: Shell) -> None:
    """Let the window work until nothing is under way.

    Raises:
        ScreenFailedError: it did not come to rest in time.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    calm = 0
    while calm < CALM:
        _wait(TICK_MS)
        calm = calm + 1 if shell.jobs.is_idle else 0
        if deadline.hasExpired():
            raise ScreenFailedError("the window did not come to rest")


def _wait(wait_ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(wait_ms, loop.quit)
    loop.exec()
