"""Put the window up first; the shop and everything heavy follows behind it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, QRect, QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from retailcrm.core.preferences import Preferences, read_preferences
from retailcrm.core.progress import Progress
from retailcrm.core.resources import resource
from retailcrm.ui.collecting import Collector
from retailcrm.ui.crash import CrashReporter
from retailcrm.ui.screens_table import Loaded
from retailcrm.ui.services_seen import Services
from retailcrm.ui.shell import Shell
from retailcrm.ui.theme import Theme
from retailcrm.ui.window.doors import Doors, Opened
from retailcrm.ui.work import Jobs

USUAL_SIZE = (1366, 768)
WARM_UP_MS = 3000  # the first screen has its figures by then


def run_window(
    open_shop: Callable[[], Services],
    open_demo: Callable[[Progress], Services],
    load_screens: Callable[[], Loaded],
    folder: Path | None = None,
) -> int:
    """Show the window and stay until it is closed.

    Args:
        open_shop: imports the wiring and opens the books; runs on the writer's thread
            after the window is visible.
        open_demo: the same for the demo shop, filling it first if it is empty.
        load_screens: imports `retailcrm.ui.screens.made` and gives its `LOADED`; runs there too.
        folder: where preferences and crash reports are kept; the platform's usual place.

    Returns:
        The exit code of the program.
    """
    app = application()
    place = folder or own_folder()
    reporter = CrashReporter(place / "reports", system_time, app)
    reporter.install()
    entered: list[Services] = []

    def enter(services: Services) -> Opened:
        entered.append(services)
        return services, load_screens()

    doors = Doors(shop=lambda: enter(open_shop()), demo=lambda progress: enter(open_demo(progress)))
    shell = make_shell(app, doors, place)
    shell.show()
    app.processEvents()  # the window is painted before anything heavy is loaded
    shell.load()
    QTimer.singleShot(WARM_UP_MS, shell, lambda: warm_pictures(shell.jobs))
    collector = Collector(app)
    code = app.exec()
    collector.stop()
    for services in entered:
        services.close()
    return code


def warm_pictures(jobs: Jobs) -> None:
    """Load what draws pictures while nobody waits for it."""

    def warm(_progress: Progress) -> None:
        from retailcrm.ui.kit.picture.drawing import warm_up  # noqa: PLC0415 - off this thread

        warm_up()

    jobs.start(warm, on_done=lambda _: None, on_error=lambda _: None)


def application() -> QApplication:
    """Give the one QApplication, named and with our icon."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["retailcrm"])
    app.setApplicationName("retailcrm")
    app.setApplicationDisplayName("retailcrm")
    app.setDesktopFileName("retailcrm")
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    return app


def make_shell(
    app: QApplication,
    doors: Doors,
    folder: Path,
    now: Callable[[], datetime] | None = None,
) -> Shell:
    """Build the window where the person left it."""
    keep_at = folder / "preferences.json"
    preferences = read_preferences(keep_at)
    theme = app.findChild(Theme) or Theme(app)
    theme.choose(preferences.appearance)
    shell = Shell(doors, preferences, keep_at, theme, now or system_time)
    _place(shell, preferences)
    return shell


def own_folder() -> Path:
    """Give the platform's folder for what the program keeps of its own."""
    kind = QStandardPaths.StandardLocation.AppConfigLocation
    return Path(QStandardPaths.writableLocation(kind))


def system_time() -> datetime:
    """Read this computer's clock, with its zone."""
    seconds = QDateTime.currentMSecsSinceEpoch() / 1000
    return datetime.fromtimestamp(seconds).astimezone()


def _place(shell: Shell, preferences: Preferences) -> None:
    shell.resize(*USUAL_SIZE)
    if preferences.window:
        box = QRect(*preferences.window)
        screens = QGuiApplication.screens()
        if any(screen.availableGeometry().intersects(box) for screen in screens):
            shell.setGeometry(box)
    if preferences.is_maximized:
        shell.setWindowState(shell.windowState().WindowMaximized)
