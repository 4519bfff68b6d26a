"""Copies that can be put back, and the way of everything out of the books and in again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.keeping import CopyRow, Restored
from retailcrm.ui.screens.settings.place import size_words
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Lane, Step

SHOWN = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy in words.

    Attributes:
        file: the copy.
        when: the day and time it was made.
        size: on the disk.
        about: what it is, if it is no ordinary copy.
    """

    file: Path
    when: str
    size: str
    about: str


@dataclass(frozen=True, slots=True)
class KeepingState:
    """What the card shows.

    Attributes:
        copies: the newest, newest first.
        more: how many older ones the folder holds.
        is_file: copies can be put back; on a server they are loaded.
        can_load: the books are empty.
        is_busy: something is put back, taken out or loaded.
        words: how it goes, or how it went.
        problem: why it was refused.
    """

    copies: tuple[CopyLine, ...] = ()
    more: int = 0
    is_file: bool = True
    can_load: bool = False
    is_busy: bool = False
    words: str = ""
    problem: str = ""


class KeepingView(Protocol):
    """What the presenter may ask of the card."""

    def show_state(self, state: KeepingState) -> None:
        """Paint this."""

    def offer_undo(self, words: str, kept: Path) -> None:
        """Say that a copy was put back, and offer the books as they were."""


class KeepingPresenter:
    """Puts copies back, takes everything out, loads it."""

    def __init__(self, view: KeepingView, services: Services, jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = KeepingState()
        self._running: JobHandle | None = None

    @property
    def state(self) -> KeepingState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Look again."""
        self._jobs.start(
            lambda _: _read(self._services),
            on_done=self._know,
            on_error=self._failed,
            replaces="copies",
        )

    def restore(self, copy: Path) -> None:
        """Put a copy in the place of the books."""
        self._start(
            lambda progress: self._services.keeping.restore(copy, progress),
            say("Opening the copy…"),
            self._restored,
        )

    def dump(self, target: Path) -> None:
        """Take everything out."""
        self._start(
            lambda progress: self._services.keeping.dump(target, progress),
            say("Writing everything out…"),
            self._done,
        )

    def load(self, source: Path) -> None:
        """Load everything into these empty books."""
        self._start(
            lambda progress: self._services.keeping.load(source, progress),
            say("Checking the dump…"),
            self._done,
        )

    def stop(self) -> None:
        """Stop what runs; the books stay as they are."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
            self._show(replace(self._state, is_busy=False, words=say("Stopped.")))
            self.refresh()

    def _start(
        self,
        work: Callable[[Progress], Outcome[T]],
        words: str,
        on_done: Callable[[Outcome[T]], None],
    ) -> None:
        self._show(replace(self._state, is_busy=True, words=words, problem=""))
        self._running = self._jobs.start(
            work, on_done=on_done, on_error=self._failed, on_step=self._step, lane=Lane.WRITE
        )

    def _step(self, step: Step) -> None:
        share = f" {step.done * 100 // step.total} %" if step.total else ""
        self._show(replace(self._state, words=f"{step.note}{share}"))

    def _restored(self, outcome: Outcome[Restored]) -> None:
        self._done(outcome)
        if outcome.value.kept is not None:
            self._view.offer_undo(outcome.summary, outcome.value.kept)

    def _done(self, outcome: Outcome[Any]) -> None:
        self._running = None
        self._show(replace(self._state, is_busy=False, words=outcome.summary))
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._running = None
        self._show(replace(self._state, is_busy=False, words="", problem=str(error)))

    def _know(self, found: KeepingState) -> None:
        held = self._state
        self._show(replace(found, is_busy=held.is_busy, words=held.words, problem=held.problem))

    def _show(self, state: KeepingState) -> None:
        self._state = state
        self._view.show_state(state)


def _read(services: Services) -> KeepingState:
    copies = services.keeping.copies()
    return KeepingState(
        copies=tuple(_line(one) for one in copies[:SHOWN]),
        more=max(0, len(copies) - SHOWN),
        is_file=services.checking.whereabouts().folder is not None,
        can_load=services.keeping.is_empty(),
    )


def _line(copy: CopyRow) -> CopyLine:
    day = Figures("USD").day(copy.made.date())
    about = say("kept aside when a copy was put back") if copy.is_aside else ""
    return CopyLine(copy.file, f"{day}, {copy.made:%H:%M}", size_words(copy.size), about)
