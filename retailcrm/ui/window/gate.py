"""The way into the shop: its door, and the person who goes through it."""

from collections.abc import Callable
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.words import say
from retailcrm.services.signed import signed
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.screens_table import Loaded, entry
from retailcrm.ui.services_seen import Services
from retailcrm.ui.signed import COUNTER, NOBODY, may_open, who_may
from retailcrm.ui.window.doors import Opened, entered
from retailcrm.ui.window.frame import Frame
from retailcrm.ui.window.navigator import Navigator
from retailcrm.ui.window.places import Place
from retailcrm.ui.window.sign_in import SignIn
from retailcrm.ui.work import Lane


class Window(Desk, Protocol):
    """The shell as its gate sees it."""

    def look(self) -> None:
        """Read how the shop stands."""

    def load(self) -> None:
        """Try the shop's door again."""


class Gate:
    """Opens a shop, asks who is there where people are told apart, and keeps screens to them.

    Args:
        window: the shell.
        frame: gives what stands around the screens now.
        navigator: forgets the way of whoever leaves.
    """

    def __init__(self, window: Window, frame: Callable[[], Frame], navigator: Navigator) -> None:
        self._window, self._frame, self._navigator = window, frame, navigator
        self._opened: Opened | None = None
        self._actor: Actor | None = OWNER

    @property
    def services(self) -> Services:
        """The open shop, as the person at the program may use it."""
        if self._opened is None:
            raise UserError(say("The shop is still opening."), say("Try again in a moment."))
        return signed(self._opened[0], self.actor)

    @property
    def actor(self) -> Actor:
        """Who is at the program; before anybody has signed in, somebody who may do nothing."""
        return self._actor or NOBODY

    @property
    def loaded(self) -> Loaded | None:
        """The screens, None before the shop is open."""
        return None if self._opened is None else self._opened[1]

    def show_actor(self) -> None:
        """Dress a frame that was made anew for whoever is there."""
        self._frame().show_actor(self._actor)

    def enter(self, door: Callable[[Progress], Opened]) -> None:
        """Go through a door."""
        self._window.jobs.start(
            lambda progress: entered(door, progress),
            on_done=self._use,
            on_error=self._refused,
            lane=Lane.WRITE,
        )

    def lets(self, place: Place) -> bool:
        """Say whether the person may go to a place; tells them if not."""
        if self._opened is None or self._actor is None:
            return False
        if may_open(entry(place.screen), self._actor):
            return True
        self._window.tell(say("This is for the owner and managers. Ask one of them."), "warn")
        return False

    def sign_out(self) -> None:
        """Ask who is next, if people are told apart here."""
        if self._opened is not None and self._actor is not None:
            shop = self._opened[0]
            self._window.jobs.start(
                lambda _: who_may(shop), on_done=self._ask_who, on_error=self._refused
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
        self._navigator.forget()
        self.show_actor()
        self._frame().messages.clear()
        asking = SignIn(names, lambda name, pin: self._sign_in(asking, name, pin))
        self._frame().pages.show_alone(asking)
        asking.focus_pin()

    def _sign_in(self, asking: SignIn, name: str, pin: str) -> None:
        if self._opened is None:
            return
        staff = self._opened[0].staff
        self._window.jobs.start(
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
        self.show_actor()
        self._frame().pages.use(self._opened[1].factories)
        self._window.look()
        last = entry(self._window.preferences.screen)
        self._window.open_screen(last.key if may_open(last, actor) else COUNTER)

    def _refused(self, error: UserError) -> None:
        if self._opened is not None:
            self._window.tell(str(error), "error")
            return
        again = Button(say("Try again"), "primary", on_click=self._window.load)
        self._frame().pages.show_notice(error.message, error.hint, again)
