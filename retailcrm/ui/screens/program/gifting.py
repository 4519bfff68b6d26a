"""Start gifts of the move: who is due one, booked once, taken back if need be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.services.start_gifts import GiftPlan, Gifts
from retailcrm.services.transition import Move
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Lane, Step


@dataclass(frozen=True, slots=True)
class GiftState:
    """Everything that is shown of the gifts.

    Attributes:
        found: None until read, and for a move that was not worked out.
        booking: how far the booking is; None while nothing is booked.
    """

    found: GiftPlan | None = None
    booking: Step | None = None

    @property
    def can_book(self) -> bool:
        """Whether somebody can be given a gift now."""
        found = self.found
        is_due = found is not None and bool(found.due) and not found.hindrance
        return is_due and self.booking is None


class GiftView(Protocol):
    """What the presenter may ask of the screen."""

    def show_gifts(self, state: GiftState) -> None:
        """Paint this."""

    def tell_gifts(self, text: str, take_back: Callable[[], object] | None = None) -> None:
        """Say one sentence, with a way to take back what it tells of."""


class GiftPresenter:
    """Books what the letters promise."""

    def __init__(self, view: GiftView, services: Services, jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = GiftState()
        self._move: Move | None = None
        self._handle: JobHandle | None = None

    @property
    def state(self) -> GiftState:
        """What is shown now."""
        return self._state

    def look(self, move: Move | None) -> None:
        """Read who is due a gift by a move; None: by none."""
        if move != self._move:
            self._show(found=None)
        self._move = move
        if move is None:
            return
        self._jobs.start(
            lambda _progress: self._services.start_gifts.plan(move),
            on_done=lambda found: self._show(found=found),
            on_error=lambda _error: self._show(found=None),
            replaces="gifts.look",
        )

    def book(self) -> None:
        """Book every gift that is due."""
        move = self._move
        if move is None or not self._state.can_book:
            return
        self._show(booking=Step(0, 0))
        self._handle = self._jobs.start(
            lambda progress: self._services.start_gifts.book(move, progress),
            lane=Lane.WRITE,
            on_done=self._booked,
            on_error=self._failed,
            on_step=lambda step: self._show(booking=step),
        )

    def stop(self) -> None:
        """Stop; whoever has a gift keeps it, the others are due it still."""
        if self._handle is not None:
            self._handle.cancel()
        self._show(booking=None)
        self.look(self._move)

    def _booked(self, outcome: Outcome[Gifts]) -> None:
        entries = outcome.value.entries
        self._view.tell_gifts(
            outcome.summary, (lambda: self._take_back(entries)) if entries else None
        )
        self._read_again()

    def _take_back(self, entries: tuple[int, ...]) -> None:
        self._show(booking=Step(0, len(entries)))
        self._handle = self._jobs.start(
            lambda progress: self._services.start_gifts.take_back(entries, progress),
            lane=Lane.WRITE,
            on_done=self._taken_back,
            on_error=self._failed,
            on_step=lambda step: self._show(booking=step),
        )

    def _taken_back(self, outcome: Outcome[int]) -> None:
        self._view.tell_gifts(outcome.summary)
        self._read_again()

    def _failed(self, error: UserError) -> None:
        self._view.tell_gifts(str(error))
        self._read_again()

    def _read_again(self) -> None:
        self._show(booking=None)
        self.look(self._move)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_gifts(self._state)
