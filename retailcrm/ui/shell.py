"""The window: rail, search, screens, messages, footer. It decides where, never what."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.preferences import Preferences, write_preferences
from retailcrm.core.roles import Actor
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import use_keys
from retailcrm.ui.desk import Action
from retailcrm.ui.jobs import JobRunner
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens_table import screen_for
from retailcrm.ui.services_seen import Services
from retailcrm.ui.theme import Theme
from retailcrm.ui.window.busy import BusyLight
from retailcrm.ui.window.doors import Doors
from retailcrm.ui.window.frame import Frame
from retailcrm.ui.window.gate import Gate
from retailcrm.ui.window.glance import Glance
from retailcrm.ui.window.keys import bind_keys, show_keys
from retailcrm.ui.window.navigator import Navigator
from retailcrm.ui.window.places import Place
from retailcrm.ui.window.way_out import WayOut


class Shell(QMainWindow):
    """The desk at which every screen sits (see `ui.desk.Desk`)."""

    def __init__(
        self,
        doors: Doors,
        preferences: Preferences,
        keep_at: Path,
        theme: Theme,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._doors, self._keep_at, self._theme, self._now = doors, keep_at, theme, now
        self.preferences = preferences
        self.jobs = JobRunner(self)
        self._navigator = Navigator()
        self._gate = Gate(self, lambda: self._frame, self._navigator)
        self._way_out = WayOut(self, self, lambda: self._pages)
        self.setWindowTitle(say("retailcrm"))
        self.setMinimumSize(1120, 640)
        self.jobs.outcome_published.connect(self._hear)
        self._build()

    @property
    def services(self) -> Services:
        """The open shop, in the name of whoever is at the program."""
        return self._gate.services

    @property
    def actor(self) -> Actor:
        """Who is at the program."""
        return self._gate.actor

    def load(self) -> None:
        """Load the shop and the screens behind the window that is already seen."""
        self._gate.enter(lambda _: self._doors.shop())

    def open_demo(self) -> None:
        """Fill the demo shop if need be, and open it in place of this one."""
        self._gate.enter(self._doors.demo)

    def now(self) -> datetime:
        """Tell the time."""
        return self._now()

    def tell(self, text: str, kind: str = "news", action: Action | None = None) -> None:
        """Say one sentence above the screen."""
        self._frame.messages.tell(text, kind, action)

    def hush(self, text: str) -> None:
        """Take a sentence away that holds no longer."""
        if text and self._frame.messages.text == text:
            self._frame.messages.clear()

    def open_screen(self, key: str, rows: RowsRef | None = None) -> None:
        """Go to a screen."""
        self._go(Place(key, rows=rows))

    def open_rows(self, rows: RowsRef) -> None:
        """Show the rows behind a figure."""
        self._go(Place(screen_for(rows), rows=rows))

    def open_customer(self, customer_id: int) -> None:
        """Show one customer."""
        self._go(Place("customers", customer=customer_id))

    def import_files(self, paths: tuple[Path, ...]) -> None:
        """Hand files over to the Import screen."""
        if screen := self._go(Place("import")):
            screen.import_files(paths)

    def print_month(self, month: int | None) -> None:
        """Ask on the Reports screen where to print a month."""
        if screen := self._go(Place("reports")):
            screen.print_month(month)

    def prefer(self, preferences: Preferences) -> None:
        """Keep other preferences and apply them."""
        before, self.preferences = self.preferences, preferences
        self._theme.choose(preferences.appearance)
        if preferences.keys != before.keys:
            QTimer.singleShot(0, self, self._rebuild)
        if not write_preferences(self._keep_at, preferences):
            self.tell(say("Your preferences could not be kept on this disk."), "warn")

    def act(self, action: str) -> None:
        """Do what a key asks: the screen first, then the window."""
        screen = self._pages.current
        if screen is not None and screen.act(action):
            return
        own: dict[str, Callable[[], object]] = {
            **dict.fromkeys(("search", "customer"), self._search.focus),
            "scan": lambda: (at := self._go(Place("counter"))) and at.act("scan"),
            "new": lambda: (at := self._go(Place("counter"))) and at.act("new"),
            "back": self._navigator.back,
            "leave": self._gate.sign_out,
            "help": lambda: show_keys(self),
            "refresh": self._look_again,
            "print": lambda: self.open_screen("reports"),
            "undo": lambda: self.open_screen("import"),
            "find": lambda: (at := self._go(Place("customers"))) and at.act("find"),
        }
        if action in own:
            own[action]()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._way_out.may_leave():
            event.ignore()
            return
        box, here = self.normalGeometry(), self._navigator.screen
        box_now = (box.x(), box.y(), box.width(), box.height())
        is_full = self.isMaximized()
        self.prefer(self.preferences.at(box_now, is_maximized=is_full, screen=here))
        self._pages.close_all()
        self.jobs.shutdown()
        event.accept()

    def _build(self) -> None:
        use_keys(self.preferences.keys)
        self._frame = Frame(self, self.act)
        self.setCentralWidget(self._frame)
        self._navigator.attach(self._frame)
        self._pages, self._search = self._frame.pages, self._frame.search
        self._glance = Glance(self, self._frame, self.setWindowTitle)
        self._busy = BusyLight(self.jobs, self._frame.line, self._frame.footer)
        self._frame.rail.screen_requested.connect(self.open_screen)
        self._frame.rail.leave_requested.connect(self._gate.sign_out)
        self._gate.show_actor()
        bind_keys(self._frame, self.act, self.open_screen)

    def _rebuild(self) -> None:
        """Make everything anew, because every cap and list shows the keys in force."""
        place = self._navigator.here
        self._pages.close_all()
        self._build()
        if self._gate.loaded and place is not None:
            self._pages.use(self._gate.loaded.factories)
            self.look()
            self._navigator.show(place)

    def _hear(self, outcome: Outcome[object]) -> None:
        self.tell(outcome.summary)
        self._pages.touch(outcome.touched)
        self.look()

    def look(self) -> None:
        """Read how the shop stands, off this thread."""
        if self._gate.loaded:
            self._glance.look(self._gate.loaded.read_facts)

    def _look_again(self) -> None:
        self._pages.touch(frozenset(Topic))
        self.look()

    def _go(self, place: Place) -> Screen | None:
        return self._navigator.go(place) if self._gate.lets(place) else None
