"""The shop's Constant Contact account: connect it, send a list, fetch answers, go on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.connection_rows import (
    Begun,
    ConnectionSettings,
    ConnectionStatus,
    PushWish,
)
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Lane, Step


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """What the card shows.

    Attributes:
        status: how the connection stands; None until it was read.
        is_registering: what was registered at the service is asked for.
        begun: a connection that waits for the browser.
        step: what is being done over the network; empty: nothing.
        problem: what went wrong.
    """

    status: ConnectionStatus | None = None
    is_registering: bool = False
    begun: Begun | None = None
    step: str = ""
    problem: str = ""

    @property
    def is_connected(self) -> bool:
        """Whether there is a key to an account."""
        return self.status is not None and self.status.is_connected

    @property
    def waits(self) -> bool:
        """Whether a list has not arrived whole."""
        return self.status is not None and bool(self.status.waiting)


class ConnectionView(Protocol):
    """What the presenter may ask of the card."""

    def show_connection(self, state: ConnectionState) -> None:
        """Paint this."""

    def open_browser(self, address: str) -> None:
        """Open an address in the person's browser."""

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""


class ConnectionPresenter:
    """Keeps the connection."""

    def __init__(self, view: ConnectionView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = ConnectionState()
        self._waiting: JobHandle | None = None

    @property
    def state(self) -> ConnectionState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Read how the connection stands."""
        self._jobs.start(
            lambda _: self._services().campaigns.connection.status(),
            on_done=self._read,
            on_error=self._failed,
            replaces="connection.status",
        )

    def register(self) -> None:
        """Ask for what was registered at the service."""
        self._show(is_registering=True, problem="")

    def connect(self, client_id: str, redirect: str) -> None:
        """Keep what was registered, and ask for a yes in the browser."""
        service = self._services().campaigns.connection
        told = ConnectionSettings(client_id, redirect)

        def begin() -> Begun:
            service.save_settings(told)
            return service.begin()

        self._show(problem="")
        self._jobs.start(
            lambda _: begin(), on_done=self._begun, on_error=self._failed, lane=Lane.WRITE
        )

    def finish(self, address: str) -> None:
        """Connect with the address at which the browser ended."""
        self._stop_waiting()
        self._jobs.start(
            lambda _: self._services().campaigns.connection.finish(address),
            on_done=self._done,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def leave(self) -> None:
        """Connect nothing."""
        self._stop_waiting()
        self._show(is_registering=False, begun=None, problem="")

    def disconnect(self) -> None:
        """Forget the key to the account."""
        self._do(lambda service, _: service.disconnect(), "")

    def push(self, audience: str, into: str) -> None:
        """Send a list."""
        wish = PushWish(audience, into)
        self._do(lambda service, progress: service.push(wish, progress), say("Sending"))

    def resume(self) -> None:
        """Go on with what has not arrived."""
        self._do(lambda service, progress: service.resume(None, progress), say("Sending"))

    def pull(self) -> None:
        """Fetch what came back."""
        self._do(lambda service, progress: service.pull(progress), say("Fetching"))

    def close(self) -> None:
        """Stop waiting for the browser."""
        self._stop_waiting()

    def _do(self, act: Callable[[Any, Any], Outcome[Any]], step: str) -> None:
        if self._state.step:
            return
        self._show(step=step, problem="")
        self._jobs.start(
            lambda progress: act(self._services().campaigns.connection, progress),
            on_done=self._done,
            on_error=self._failed,
            on_step=self._stepped,
            lane=Lane.WRITE,
        )

    def _read(self, status: ConnectionStatus) -> None:
        self._show(status=status)

    def _begun(self, begun: Begun) -> None:
        self._show(begun=begun, is_registering=False)
        self._view.open_browser(begun.address)
        if begun.listens:
            self._waiting = self._jobs.start(
                self._services().campaigns.connection.wait,
                on_done=self._heard,
                on_error=self._failed,
                replaces="connection.wait",
            )

    def _heard(self, outcome: Outcome[ConnectionStatus] | None) -> None:
        if outcome is not None:
            self._done(outcome)

    def _done(self, outcome: Outcome[Any]) -> None:
        self._waiting = None
        self._show(step="", begun=None, is_registering=False, problem="")
        self._view.tell(outcome.summary)
        self.refresh()

    def _stepped(self, step: Step) -> None:
        if step.note:
            self._show(step=step.note)

    def _failed(self, error: UserError) -> None:
        self._waiting = None
        self._show(step="", problem=str(error))
        self._jobs.start(
            lambda _: self._services().campaigns.connection.status(),
            on_done=self._read,
            on_error=lambda fault: self._show(problem=str(fault)),
            replaces="connection.status",
        )

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_connection(self._state)


def standing_words(state: ConnectionState, figures: Figures = PLAIN) -> str:
    """Say how the connection stands."""
    status = state.status
    if state.step:
        return f"{state.step} …"
    if state.begun is not None:
        return say("Say yes in the browser that has opened.") if state.begun.listens else say(
            "Say yes in the browser that has opened, then paste the address at which it ends."
        )  # fmt: skip
    if status is None:
        return ""
    if status.trouble:
        return status.trouble
    if not status.is_connected:
        return say("With a connection, lists go there and answers come back without any files.")
    name = status.account
    said = [say("Connected as {name}.", name=name) if name else say("Connected.")]
    if status.pulled_at is not None:
        day = figures.day_year(status.pulled_at.date())
        said.append(say("Answers fetched on {day}.", day=day))
    said.extend(
        say("{name}: {done} of {parts} parts have arrived.",
            name=one.title, done=one.done, parts=one.parts)
        for one in status.waiting
    )  # fmt: skip
    return " ".join(said)
