"""Jobs on threads: the window never waits, one writer at a time, answers on the UI thread."""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from retailcrm.core.errors import Cancelled, UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.ui.work import OUR_MISTAKE, JobHandle, Jobs, Lane, Step

T = TypeVar("T")
READERS = 4
STEP_SECONDS = 0.05


def report_unexpected(error: BaseException) -> None:
    """Hand our own mistake to the program's last line of defence."""
    sys.excepthook(type(error), error, error.__traceback__)


@dataclass(eq=False)
class _Job:
    work: Callable[[Progress], Any]
    lane: Lane
    on_done: Callable[[Any], None]
    on_error: Callable[[UserError], None]
    on_step: Callable[[Step], None] | None
    name: str | None
    stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        self.stop.set()

    def release(self) -> None:
        """Let go of the screen here: the worker may hold the job a moment longer."""
        self.work, self.on_done, self.on_error, self.on_step = _nothing, _nothing, _nothing, None


@dataclass(frozen=True, slots=True)
class _Arrival:
    job: _Job
    kind: str  # step | done | error | crash | stopped
    value: Any = None


class _Reporter:
    """Progress for one job: thinned to twenty steps a second, the last never dropped."""

    def __init__(self, job: _Job, send: Callable[[_Arrival], None]) -> None:
        self._job, self._send = job, send
        self._sent_at = 0.0
        self._waiting: Step | None = None

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report, and stop here if the person has asked to."""
        if self._job.stop.is_set():
            raise Cancelled
        self._waiting = Step(done, total, note)
        now = time.monotonic()
        if now - self._sent_at >= STEP_SECONDS:
            self._sent_at = now
            self.flush()

    def flush(self) -> None:
        """Send the step that is still waiting."""
        if self._waiting is not None:
            self._send(_Arrival(self._job, "step", self._waiting))
            self._waiting = None


class JobRunner(QObject):
    """Runs jobs and publishes what they changed.

    Signals:
        outcome_published: the `Outcome` of every committed write, even if the screen
            that asked has closed.
        activity_changed: number of jobs under way.
        stepped: the latest `Step` of any writing job, for the progress line.
    """

    outcome_published = Signal(object)
    activity_changed = Signal(int)
    stepped = Signal(object)
    _arrived = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        on_crash: Callable[[BaseException], None] = report_unexpected,
    ) -> None:
        super().__init__(parent)
        self._on_crash = on_crash
        self._pools = {
            Lane.WRITE: ThreadPoolExecutor(1, "writer"),
            Lane.READ: ThreadPoolExecutor(READERS, "reader"),
        }
        self._running: list[_Job] = []
        self._newest: dict[str, _Job] = {}
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

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
        """Run `work` on its lane; see `Jobs.start`."""
        job = _Job(work, lane, on_done, on_error, on_step, replaces)
        if self._closed:
            job.cancel()
            return job
        if replaces is not None:
            if older := self._newest.get(replaces):
                older.cancel()
            self._newest[replaces] = job
        self._running.append(job)
        self.activity_changed.emit(len(self._running))
        self._pools[lane].submit(self._run, job).add_done_callback(_surface)
        return job

    def hear_crashes(self, on_crash: Callable[[BaseException], None]) -> None:
        """Hand our own mistakes to someone else than the program's last line of defence."""
        self._on_crash = on_crash

    @property
    def is_idle(self) -> bool:
        """Whether no job is waiting or running."""
        return not self._running

    def stop_all(self) -> None:
        """Ask every job to stop; later ones still run."""
        for job in self._running:
            job.cancel()

    def shutdown(self) -> None:
        """Ask every job to stop and wait until all have."""
        self._closed = True
        self.stop_all()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _run(self, job: _Job) -> None:
        reporter = _Reporter(job, self._arrived.emit)
        if job.stop.is_set():
            self._arrived.emit(_Arrival(job, "stopped"))
            return
        try:
            result = job.work(reporter)
        except Cancelled:
            arrival = _Arrival(job, "stopped")
        except UserError as error:
            arrival = _Arrival(job, "error", error)
        except BaseException as error:  # noqa: BLE001 - the job boundary: nothing may get past it
            arrival = _Arrival(job, "crash", error)
        else:
            arrival = _Arrival(job, "done", result)
        reporter.flush()
        self._arrived.emit(arrival)

    @Slot(object)
    def _deliver(self, arrival: _Arrival) -> None:
        job = arrival.job
        if arrival.kind == "step":
            self._tell_step(job, arrival.value)
            return
        self._forget(job)
        try:
            self._conclude(job, arrival)
        finally:
            job.release()

    def _conclude(self, job: _Job, arrival: _Arrival) -> None:
        if arrival.kind == "done" and job.lane is Lane.WRITE and isinstance(arrival.value, Outcome):
            self.outcome_published.emit(arrival.value)
        if arrival.kind == "crash":
            self._on_crash(arrival.value)
        if job.stop.is_set() or arrival.kind == "stopped":
            return
        try:
            self._answer(job, arrival)
        except Exception as error:  # noqa: BLE001 - the job boundary, on the way back
            self._on_crash(error)

    def _answer(self, job: _Job, arrival: _Arrival) -> None:
        if arrival.kind == "done":
            job.on_done(arrival.value)
        else:
            job.on_error(OUR_MISTAKE if arrival.kind == "crash" else arrival.value)

    def _tell_step(self, job: _Job, step: Step) -> None:
        if job.stop.is_set():
            return
        if job.lane is Lane.WRITE:
            self.stepped.emit(step)
        if job.on_step:
            job.on_step(step)

    def _forget(self, job: _Job) -> None:
        if job in self._running:
            self._running.remove(job)
        if job.name is not None and self._newest.get(job.name) is job:
            del self._newest[job.name]
        self.activity_changed.emit(len(self._running))


class JobScope:
    """The jobs of one screen: names do not clash with others', closing silences them all."""

    def __init__(self, jobs: Jobs, name: str) -> None:
        self._jobs, self._name = jobs, name
        self._handles: dict[str, JobHandle] = {}
        self._count = 0
        self._closed = False

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
        """Run `work` for this screen; see `Jobs.start`."""
        self._count += 1
        name = f"{self._name}.{replaces or self._count}"
        handle: JobHandle | None = None  # an answer may come before `start` returns

        def done(value: T) -> None:
            self._forget(name, handle)
            on_done(value)

        def failed(error: UserError) -> None:
            self._forget(name, handle)
            on_error(error)

        handle = self._jobs.start(
            work,
            on_done=done,
            on_error=failed,
            lane=lane,
            on_step=on_step,
            replaces=name if replaces else None,
        )
        self._handles[name] = handle
        if self._closed:
            handle.cancel()
        return handle

    def close(self) -> None:
        """Silence everything that still runs; writes that commit are published all the same."""
        self._closed = True
        for handle in self._handles.values():
            handle.cancel()
        self._handles.clear()

    def _forget(self, name: str, handle: JobHandle | None) -> None:
        if handle is not None and self._handles.get(name) is handle:
            del self._handles[name]


def _nothing(_: object) -> None:
    """Stand where a screen's answer stood."""


def _surface(future: "Future[None]") -> None:
    """Let a mistake of the runner itself be heard; the future would swallow it."""
    if not future.cancelled() and (error := future.exception()):
        report_unexpected(error)
