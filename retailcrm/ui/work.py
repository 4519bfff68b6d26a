"""Long work as presenters see it: start it, hear the answer; no Qt needed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from retailcrm.core.errors import Cancelled, UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress

T = TypeVar("T")


class Lane(StrEnum):
    """Where work runs: one writer at a time, several readers beside it."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is; `total` is 0 where unknown."""

    done: int
    total: int
    note: str = ""


class JobHandle(Protocol):
    """A running job."""

    def cancel(self) -> None:
        """Ask the job to stop; neither answer nor error will arrive any more."""


class Jobs(Protocol):
    """The only way for a screen to do work that may take longer than a blink."""

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[UserError], None],
        lane: Lane = Lane.READ,
        on_step: Callable[[Step], None] | None = None,
        replaces: str | None = None,
    ) -> JobHandle:
        """Run `work` off the UI thread and answer on it.

        Args:
            work: gets a progress to report to; runs on another thread.
            on_done: hears the result.
            on_error: hears what the person can mend; our own mistakes are reported
                as crashes, and arrive here too as one sentence, so that no screen stays busy.
            lane: WRITE for anything that changes the books.
            on_step: hears the progress, at most twenty times a second.
            replaces: a newer job with the same name silences the older one.
        """


OUR_MISTAKE = UserError(
    "Something went wrong in the program; your books were not changed.",
    "Try again; a report with the details was kept.",
)


class _Done:
    def cancel(self) -> None:
        """Nothing runs any more."""


@dataclass
class InlineJobs:
    """Jobs that run at once, for tests of presenters.

    Attributes:
        hold: keep the work back until `run_held` is called, to look at the busy state.
        published: every outcome of a write, in order.
    """

    hold: bool = False
    published: list[Outcome[Any]] = field(default_factory=list)
    _held: dict[str, Callable[[], None]] = field(default_factory=dict)

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[UserError], None],
        lane: Lane = Lane.READ,
        on_step: Callable[[Step], None] | None = None,
        replaces: str | None = None,
    ) -> JobHandle:
        """Run `work` now, or keep it until `run_held`."""

        def run() -> None:
            try:
                result = work(_Teller(on_step))
            except UserError as error:
                on_error(error)
                return
            except Cancelled:
                return
            if isinstance(result, Outcome) and lane is Lane.WRITE:
                self.published.append(result)
            on_done(result)

        if not self.hold:
            run()
            return _Done()
        name = replaces or f"job {len(self._held)}"
        self._held[name] = run
        return _Held(self._held, name)

    def run_held(self) -> None:
        """Run everything kept back, oldest first."""
        while self._held:
            self._held.pop(next(iter(self._held)))()


class _Held:
    def __init__(self, held: dict[str, Callable[[], None]], name: str) -> None:
        self._held, self._name = held, name

    def cancel(self) -> None:
        """Forget the kept work."""
        self._held.pop(self._name, None)


class _Teller:
    def __init__(self, on_step: Callable[[Step], None] | None) -> None:
        self._on_step = on_step

    def step(self, done: int, total: int, note: str = "") -> None:
        """Pass the step on."""
        if self._on_step:
            self._on_step(Step(done, total, note))
