"""Reports: which of them, which months can be printed, where to, and what was printed before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from retailcrm.core.days import month_end, month_key
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.words import say
from retailcrm.services.reporting import PrintedReport, PrintReport, ReportRow
from retailcrm.ui.clock import clock, on_the_wall
from retailcrm.ui.screens.reports.choices import choice_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Lane, Step

MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month that can be printed."""

    month: int
    title: str
    state: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One report that was printed before."""

    report: str
    title: str
    when: str
    pages: str
    file: Path
    is_there: bool


@dataclass(frozen=True, slots=True)
class ReportsState:
    """Everything the Reports screen shows.

    Attributes:
        report: key of the report that is chosen.
        shop: the shop's name, for the proposed file.
        printing: name of the month that is being printed, "" if none is.
        made: the file just written, for "Open".
    """

    is_loaded: bool = False
    busy: bool = False
    problem: str = ""
    months: tuple[MonthLine, ...] = ()
    printed: tuple[PrintedLine, ...] = ()
    report: str = MONTHLY
    paper: str = "a4"
    shop: str = ""
    printing: str = ""
    step: Step = Step(0, 0)  # noqa: RUF009 - frozen
    made: Path | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    shop: str
    months: tuple[MonthLine, ...]
    printed: tuple[PrintedLine, ...]


class ReportsView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: ReportsState) -> None:
        """Paint this."""


class ReportsPresenter:
    """Lists and prints."""

    watches = frozenset({Topic.REPORTS, Topic.RECEIPTS})

    def __init__(
        self,
        view: ReportsView,
        services: Services,
        jobs: Jobs,
        now: Callable[[], datetime],
        paper: str,
    ) -> None:
        self._view, self._services, self._jobs, self._now = view, services, jobs, now
        self._state = ReportsState(paper=paper)
        self._job: JobHandle | None = None

    @property
    def state(self) -> ReportsState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Look again."""
        self._show(replace(self._state, busy=True))
        report = self._state.report
        self._jobs.start(
            lambda _: _read(self._services, self._now(), report),
            on_done=self._listed,
            on_error=self._failed,
            replaces="refresh",
        )

    def choose_report(self, report: str) -> None:
        """Print this report from now on; the months say when it was printed."""
        self._show(replace(self._state, report=report))
        self.refresh()

    def choose_paper(self, paper: str) -> None:
        """Print on A4 or Letter from now on."""
        self._show(replace(self._state, paper=paper))

    def print_month(self, month: int, out: Path) -> None:
        """Write the chosen report of a month to a file."""
        wish = PrintReport(self._state.report, month, out, self._state.paper)
        title = Figures("USD").month(month)
        self._show(replace(self._state, printing=title, problem="", made=None, step=Step(0, 0)))
        self._job = self._jobs.start(
            lambda progress: self._services.reporting.print_report(wish, progress),
            on_done=self._printed,
            on_error=self._failed,
            on_step=lambda step: self._show(replace(self._state, step=step)),
            lane=Lane.WRITE,
        )

    def cancel(self) -> None:
        """Stop printing; nothing is left behind."""
        if self._job is not None:
            self._job.cancel()
        self._show(replace(self._state, printing=""))

    def _listed(self, found: _Found) -> None:
        self._show(
            replace(
                self._state,
                is_loaded=True,
                busy=False,
                problem="",
                shop=found.shop,
                months=found.months,
                printed=found.printed,
            )
        )

    def _printed(self, outcome: Outcome[PrintedReport]) -> None:
        self._show(replace(self._state, printing="", made=outcome.value.file))
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, busy=False, printing="", problem=str(error)))

    def _show(self, state: ReportsState) -> None:
        self._state = state
        self._view.show_state(state)


def file_name(shop: str, month: int, report: str = MONTHLY) -> str:
    """Propose a name that sorts by month and says which report it is and whose."""
    kept = "".join(sign if sign.isalnum() else " " for sign in shop)
    which = [] if report == MONTHLY else [report]
    return f"{'-'.join([month_key(month), *which, *kept.split()])}.pdf"


@dataclass(frozen=True, slots=True)
class _Clock:
    """How moments are written here."""

    zone: str
    now: datetime
    figures: Figures

    def write(self, moment: datetime) -> str:
        there = on_the_wall(moment, self.zone, self.now)
        return f"{self.figures.day_year(there.date())}, {clock(there)}"


def _read(services: Services, now: datetime, report: str) -> _Found:
    settings = services.shop.settings()
    wall = _Clock(settings.zone, now, Figures(settings.currency))
    history = services.reporting.history()
    last = {row.month: row for row in reversed(history) if row.key == report}
    ends = [store.data_through for store in services.shop.status().stores if store.data_through]
    through = min(ends, default=None)
    months = tuple(
        _month(month, last.get(month), through, wall) for month in services.reporting.months()
    )
    return _Found(settings.name, months, tuple(_line(row, wall) for row in history))


def _month(month: int, printed: ReportRow | None, through: date | None, wall: _Clock) -> MonthLine:
    is_over = through is not None and month_end(month) <= through
    if printed is not None:
        words = say("printed {when}", when=wall.write(printed.printed_at))
    else:
        words = say("not printed yet") if is_over else say("not over yet in the data")
    return MonthLine(month, wall.figures.month(month), words, is_over)


def _line(row: ReportRow, wall: _Clock) -> PrintedLine:
    file = Path(row.file)
    return PrintedLine(
        report=choice_of(row.key).title,
        title=wall.figures.month(row.month),
        when=wall.write(row.printed_at),
        pages=wall.figures.count(row.pages),
        file=file,
        is_there=file.is_file(),
    )
