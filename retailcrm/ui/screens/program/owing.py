"""What the shop owes in points, month by month."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.liability import Liability
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class OwedState:
    """Everything the page shows; `found` is None until read, `made` is the file printed last."""

    figures: Figures = PLAIN
    found: Liability | None = None
    busy: bool = False
    printing: bool = False
    made: Path | None = None
    problem: str = ""


class OwedView(Protocol):
    """What the presenter may ask of the page."""

    def show_owed(self, state: OwedState) -> None:
        """Paint this."""


class OwedPresenter:
    """Reads the sheet for the accountant."""

    def __init__(self, view: OwedView, services: Services, jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = OwedState()

    @property
    def state(self) -> OwedState:
        """What is shown now."""
        return self._state

    def open(self, figures: Figures) -> None:
        """Work the sheet out anew."""
        self._show(figures=figures, busy=True, problem="")
        self._jobs.start(
            lambda _progress: self._services.liability.sheet(),
            on_done=lambda found: self._show(found=found, busy=False),
            on_error=self._failed,
            replaces="owed.sheet",
        )

    def print(self, out: Path, paper: str) -> None:
        """Print the sheet as PDF, or as an Excel file by the file's ending."""
        self._show(printing=True, made=None, problem="")
        self._jobs.start(
            lambda _progress: self._services.reporting.liability(out, paper=paper),
            lane=Lane.WRITE,
            on_done=lambda made: self._show(printing=False, made=made.value.file),
            on_error=lambda error: self._show(printing=False, problem=str(error)),
        )

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, found=None, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_owed(self._state)


def owed_title(found: Liability, figures: Figures) -> str:
    """Say what the open points come to."""
    rows = found.sheet.rows
    if not rows or not found.open_points:
        return say("Nobody holds points yet, so nothing is owed")
    return say(
        "{points} open points: {owed} to put aside",
        points=figures.count(found.open_points),
        owed=figures.money(rows[-1].owed),
    )


def owed_doubt(found: Liability, figures: Figures) -> str:
    """Say how many of them will come, and how that is known."""
    return say(
        "{n} of them will still be used: {share} of all points ever are. {told}",
        n=figures.count(found.to_come),
        share=figures.percent(found.redemption.share),
        told=found.redemption.told,
    )
