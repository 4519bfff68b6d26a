"""The window: rail, search, screens, messages, footer. It decides where, never what."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.preferences import Preferences, write_preferences
from retailcrm.core.progress import Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import use_keys
from retailcrm.ui.desk import Action
from retailcrm.ui.jobs import JobRunner
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens_table import entry, screen_for
from retailcrm.ui.services_seen import Services
from retailcrm.ui.signed import COUNTER, NOBODY, may_open, signed, who_may
from retailcrm.ui.theme import Theme
from retailcrm.ui.window.busy import BusyLight
from retailcrm.ui.window.doors import Doors, Opened, entered
from retailcrm.ui.window.frame import Frame
from retailcrm.ui.window.glance import Glance
from retailcrm.ui.window.keys import bind_keys, show_keys
from retailcrm.ui.window.navigator import Navigator
from retailcrm.ui.window.places import Place
from retailcrm.ui.window.sign_in import SignIn
from retailcrm.ui.window.way_out import WayOut
from retailcrm.ui.work import Lane


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
        self._opened: Opened | None = None
        self._actor: Actor | None = OWNER
        self._navigator = Navigator()
        self._way_out = WayOut(self, self, lambda: self._pages)
        self.setWindowTitle(say("retailcrm"))
        self.setMinimumSize(1120, 640)
        self.jobs.outcome_published.connect(self._hear)
        self._build()

    @property
    def services(self) -> Services:
        """The open shop."""
        if self._opened is None:
            raise UserError(say("The shop is still opening."), say("Try again in a moment."))
        return signed(self._opened[0], self.actor)

    @property
    def actor(self) -> Actor:
        """Who is at the program; before anybody has signed in, somebody who may do nothing."""
        return self._actor or NOBODY

    def load(self) -> None:
        """Load the shop and the screens behind the window that is already seen."""
        self._enter(lambda _: self._doors.shop())

    def open_demo(self) -> None:
        """Fill the demo shop if need be, and open it in place of this one."""
        self._enter(self._doors.demo)

    def sign_out(self) -> None:
        """Ask who is next, if people are told apart here."""
        if self._opened is not None and self._actor is not None:
            shop = self._opened[0]
            self.jobs.start(lambda _: who_may(shop), on_done=self._ask_who, on_error=self._refused)

    def now(self) -> datetime:
        """Tell the time."""
        return self._now()

    def tell(self, text: str, kind: str = "news", action: Action | None = None) -> None:
        """Say one sentence above the screen."""
        self._frame.messages.tell(text, kind, action)

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
            "leave": self.sign_out,
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
        self._frame.rail.leave_requested.connect(self.sign_out)
        self._frame.show_actor(self._actor)
        bind_keys(self._frame, self.act, self.open_screen)

    def _rebuild(self) -> None:
        """Make everything anew, because every cap and list shows the keys in force."""
        place = self._navigator.here
        self._pages.close_all()
        self._build()
        if self._opened is not None and place is not None:
            self._pages.use(self._opened[1].factories)
            self._look()
            self._navigator.show(place)

    def _enter(self, door: Callable[[Progress], Opened]) -> None:
        self.jobs.start(
            lambda progress: entered(door, progress),
            on_done=self._use,
            on_error=self._refused,
            lane=Lane.WRITE,
        )

    def _use(self, found: tuple[Opened, tuple[str, ...]]) -> None:
        self._opened, names = found
        if names:
            self._ask_who(names)
        else:
            self._welcome(OWNER)

    def _ask_who(self, names: tuple[str, ...]) -> None:
        """Close every screen until somebody has signed in."""
        if not names:
            return
        self._actor = None
        self._frame.show_actor(None)
        self._navigator.forget()
        self._frame.messages.clear()
        asking = SignIn(names, lambda name, pin: self._sign_in(asking, name, pin))
        self._pages.show_alone(asking)
        asking.focus_pin()

    def _sign_in(self, asking: SignIn, name: str, pin: str) -> None:
        if self._opened is None:
            return
        staff = self._opened[0].staff
        self.jobs.start(
            lambda _: staff.sign_in(name, pin),
            on_done=self._welcome,
            on_error=lambda error: asking.refuse(str(error)),
            lane=Lane.WRITE,
        )

    def _welcome(self, actor: Actor) -> None:
        """Open the window for a person, on the screen that was open last if it is for him."""
        if self._opened is None:
            return
        self._actor = actor
        self._frame.show_actor(actor)
        self._pages.use(self._opened[1].factories)
        self._look()
        last = entry(self.preferences.screen)
        self.open_screen(last.key if may_open(last, actor) else COUNTER)

    def _refused(self, error: UserError) -> None:
        if self._opened is not None:
            self.tell(str(error), "error")
            return
        again = Button(say("Try again"), "primary", on_click=self.load)
        self._pages.show_notice(error.message, error.hint, again)

    def _hear(self, outcome: Outcome[object]) -> None:
        self.tell(outcome.summary)
        self._pages.touch(outcome.touched)
        self._look()

    def _look(self) -> None:
        if self._opened is not None:
            self._glance.look(self._opened[1].read_facts)

    def _look_again(self) -> None:
        self._pages.touch(frozenset(Topic))
        self._look()

    def _go(self, place: Place) -> Screen | None:
        if self._opened is None or self._actor is None:
            return None
        if not may_open(entry(place.screen), self._actor):
            self.tell(say("This is for the owner and managers. Ask one of them."), "warn")
            return None
        return self._navigator.go(place)
