"""A member's points: the account, why the balance is what it is, and changes by hand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.figures import MINUS, Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.points_rows import AccountRow, Booked, Change, EntryRow
from retailcrm.services.reporting import PrintedReport
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

_Found = tuple[Figures, AccountRow | None, tuple[EntryRow, ...]]


@dataclass(frozen=True, slots=True)
class PointsState:
    """Everything the points of a customer's page show.

    Attributes:
        account: None while the shop has no program.
        entries: newest first.
        is_read: the first answer has come.
        wrong: why the change by hand was not booked.
        booked: counts the changes booked here, so that the fields can be emptied.
    """

    customer_id: int | None = None
    account: AccountRow | None = None
    entries: tuple[EntryRow, ...] = ()
    figures: Figures = PLAIN
    is_read: bool = False
    busy: bool = False
    problem: str = ""
    wrong: str = ""
    booked: int = 0


class PointsView(Protocol):
    """What the presenter may ask of the page."""

    def show_points(self, state: PointsState) -> None:
        """Paint this."""

    def tell_printed(self, file: Path) -> None:
        """Say that the statement is written."""


class PointsPresenter:
    """Explains a balance, changes it by hand, prints it."""

    def __init__(self, view: PointsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = PointsState()

    def open(self, customer_id: int) -> None:
        """Look at another customer's points."""
        if customer_id != self._state.customer_id:
            self._show(replace(PointsState(), customer_id=customer_id, booked=self._state.booked))
        self.refresh()

    def refresh(self) -> None:
        """Read the points again."""
        customer = self._state.customer_id
        if customer is None:
            return
        self._change(busy=True, problem="")
        self._jobs.start(
            lambda _: _read(self._services(), customer),
            on_done=self._know,
            on_error=lambda error: self._change(busy=False, problem=str(error)),
            replaces="points.read",
        )

    def adjust(self, points: str, reason: str) -> None:
        """Give points by hand, or take them with a minus before the number."""
        customer, number = self._state.customer_id, whole_number(points)
        if customer is None or self._state.busy:
            return
        if number is None:
            self._change(wrong=say("Type whole points: 50 to give, -50 to take."))
            return
        change = Change(customer_id=customer, points=number, reason=reason)
        self._change(busy=True, wrong="")
        self._jobs.start(
            lambda _: self._services().points.adjust(change),
            on_done=self._booked,
            on_error=lambda error: self._change(busy=False, wrong=str(error)),
            lane=Lane.WRITE,
        )

    def print_statement(self, out: Path, paper: str) -> None:
        """Write the member's statement as PDF."""
        customer = self._state.customer_id
        if customer is None:
            return
        self._jobs.start(
            lambda _: self._services().reporting.statement(customer, out, paper=paper),
            on_done=self._printed,
            on_error=lambda error: self._change(problem=str(error)),
            lane=Lane.WRITE,
        )

    def _know(self, found: _Found) -> None:
        figures, account, entries = found
        self._change(figures=figures, account=account, entries=entries, is_read=True, busy=False)

    def _booked(self, _outcome: Outcome[Booked]) -> None:
        self._change(busy=False, booked=self._state.booked + 1)
        self.refresh()

    def _printed(self, outcome: Outcome[PrintedReport]) -> None:
        self._view.tell_printed(outcome.value.file)

    def _change(self, **changes: object) -> None:
        self._show(replace(self._state, **changes))  # type: ignore[arg-type]

    def _show(self, state: PointsState) -> None:
        self._state = state
        self._view.show_points(state)


def whole_number(text: str) -> int | None:
    """Read points as people type them; None if it is no whole number."""
    plain = "".join(text.split()).replace(MINUS, "-").replace(",", "")
    try:
        return int(plain)
    except ValueError:
        return None


def _read(services: Services, customer: int) -> _Found:
    account = services.points.if_any(customer)
    story = services.points.why(customer) if account is not None else ()
    return figures_of(services.shop), account, tuple(reversed(story))
