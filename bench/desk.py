"""The program's own window, driven for measuring."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui import launch
from retailcrm.ui.window.doors import Doors, Opened
from retailcrm.ui.work import Lane

BEAT = 2  # milliseconds between two looks at the clock
PATIENCE = 10_000  # milliseconds until a member who is not painted is given up


class Heart:
    """Beats on the window's thread; a long pause between two beats is a gap the person feels."""

    def __init__(self) -> None:
        self._pauses: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self._pauses.clear()
        self._last = time.perf_counter()
        self._timer.start(BEAT)

    def stop(self) -> list[float]:
        """Give the pauses in seconds."""
        self._timer.stop()
        return list(self._pauses)

    def _beat(self) -> None:
        now = time.perf_counter()
        self._pauses.append(now - self._last)
        self._last = now


class Eye(QObject):
    """Waits until a widget is painted with what is wanted; the worker has the processor.

    Args:
        where: the widget.
        name: of what is waited for.
        is_there: whether what the widget shows is that.
    """

    def __init__(self, where: QWidget, name: str, is_there: Callable[[], bool]) -> None:
        super().__init__()
        self._where, self._name, self._loop = where, name, QEventLoop()
        self._is_there = is_there
        where.installEventFilter(self)

    def wait(self) -> None:
        """Come back when it is painted, or is given up."""
        QTimer.singleShot(PATIENCE, self, lambda: self._loop.exit(1))
        gone = self._loop.exec()
        self._where.removeEventFilter(self)
        if gone:
            raise RuntimeError(f"{self._name} is not on the screen.")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_there():
            self._loop.quit()  # takes hold when this event, the painting, is over
        return False


class Desk:
    """A window with a shop behind it."""

    def __init__(self, shop: str, folder: Path) -> None:
        self._app = launch.application()
        self._shell = launch.make_shell(self._app, Doors(lambda: _open(shop), _no_demo), folder)
        self._heart = Heart()
        self._busy = 0
        self._shell.jobs.activity_changed.connect(self._hear)
        self._shell.show()
        self._app.processEvents()

    def load(self) -> None:
        """Open the shop and wait until the first screen has its figures."""
        self._shell.load()
        self._until_quiet()

    def idle(self, seconds: float) -> dict[str, float]:
        """Watch a window in which nothing happens."""
        self._heart.start()
        _wait(int(seconds * 1000))
        return _summed(self._heart.stop())

    def importing(self, file: Path) -> tuple[dict[str, float], int]:
        """Watch the window while a file is imported behind it."""
        from retailcrm.services.importing import ImportFiles  # noqa: PLC0415 - loaded late

        services = self._shell.services
        done: list[Any] = []
        self._heart.start()
        self._shell.jobs.start(
            lambda progress: services.importing.run(ImportFiles((file,)), progress),
            on_done=done.append,
            on_error=_surface,
            lane=Lane.WRITE,
        )
        self._until_quiet()
        pauses = self._heart.stop()
        batch = done[0].value.files[0].batch
        return _summed(pauses), int(batch)

    def scrolling(self) -> dict[str, float]:
        """Watch the window while the customer table opens, jumps and scrolls."""
        self._heart.start()
        self._shell.open_screen("customers")
        self._until_quiet()
        table = next(t for t in self._shell.findChildren(QTableView) if t.isVisible())
        bar = table.verticalScrollBar()
        for share in (0.5, 0.9, 0.1, 1.0, 0.3, 0.0):
            bar.setValue(int(bar.maximum() * share))
            self._until_quiet()
        for _ in range(60):
            bar.setValue(bar.value() + 40)
            self._app.processEvents()
        self._until_quiet()
        return _summed(self._heart.stop())

    def scanning(self, cards: Sequence[tuple[str, str]]) -> list[float]:
        """Scan cards; give the milliseconds from the last key until each member is painted."""
        from retailcrm.ui.screens.counter.member_card import MemberCard  # noqa: PLC0415 - late

        self._shell.open_screen("counter")
        self._until_quiet()
        (where,) = self._shell.findChildren(MemberCard)
        return [self._scan(where, card, name) for card, name in cards]

    def _scan(self, where: QWidget, card: str, name: str) -> float:
        eye = Eye(where, name, lambda: where.accessibleName() == name)
        for number, sign in enumerate(card):
            self._press(ord(sign), sign, number)
        begun = time.perf_counter()
        self._press(int(Qt.Key.Key_Return), "\r", len(card))
        eye.wait()
        taken = time.perf_counter() - begun
        self._until_quiet()  # the receipts below come after the member
        return taken * 1000

    def planning(self, part: str, times: int) -> list[float]:
        """Change the margin of a plan; give the milliseconds from key until all is painted."""
        from retailcrm.ui.screens.planner.view import PlannerScreen  # noqa: PLC0415 - late

        self._shell.open_screen("planner")
        self._until_quiet()
        (screen,) = self._shell.findChildren(PlannerScreen)
        screen.show_part(part)
        self._until_quiet()
        margin = next(one for one in screen.findChildren(QLineEdit)
                      if one.accessibleName() == say("Margin on goods"))  # fmt: skip
        margin.setFocus()
        return [self._retype(screen, margin) for _ in range(times)]

    def _retype(self, screen: QWidget, field: QLineEdit) -> float:
        """Type another last digit over the one that stands in the field."""
        sign = "3" if field.text().endswith("7") else "7"
        table: Any = next(one for one in screen.findChildren(QTableView) if one.isVisible())
        before = table.rows.row_at(0)
        field.setSelection(len(field.text()) - 1, 1)
        self._until_quiet()
        eye = Eye(table.viewport(), "The plan", lambda: table.rows.row_at(0) is not before)
        begun = time.perf_counter()
        self._press(ord(sign), sign, 0)
        eye.wait()
        return (time.perf_counter() - begun) * 1000

    def _press(self, key: int, sign: str, number: int) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(9000 + 8 * number)
        self._app.sendEvent(self._shell.windowHandle(), event)

    def take_back(self, batch: int) -> None:
        """Leave the shop as it was."""
        self._shell.services.importing.undo(batch)
        self._shell.close()

    def _hear(self, running: int) -> None:
        self._busy = running

    def _until_quiet(self) -> None:
        """Wait until no job has run for a tenth of a second."""
        quiet_since = time.perf_counter()
        while time.perf_counter() - quiet_since < 0.1:
            _wait(10)
            if self._busy:
                quiet_since = time.perf_counter()


def _open(shop: str) -> Opened:
    from retailcrm.cli.run import now  # noqa: PLC0415 - behind the window, as in life
    from retailcrm.ui.screens.made import LOADED  # noqa: PLC0415 - likewise
    from retailcrm.wiring import open_shop  # noqa: PLC0415 - likewise

    return open_shop(shop, now), LOADED


def _no_demo(_progress: object) -> Opened:
    raise RuntimeError("The bench opens no demo shop.")


def _surface(error: BaseException) -> None:
    raise error


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _summed(pauses: list[float]) -> dict[str, float]:
    ranked = sorted(pauses)
    return {
        "p99": ranked[int(0.99 * len(ranked))] * 1000,
        "worst": ranked[-1] * 1000,
        "beats": float(len(ranked)),
    }
