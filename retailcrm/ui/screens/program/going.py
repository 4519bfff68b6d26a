"""How the move to points goes, week by week, and whether it should pause."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.services.move_progress import MoveProgress
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs


@dataclass(frozen=True, slots=True)
class GoingState:
    """Everything the page shows.

    Attributes:
        found: None until counted.
        value: minor units that a point is worth.
        used: share of points ever used.
    """

    figures: Figures = PLAIN
    found: MoveProgress | None = None
    value: Decimal = Decimal(1)
    used: float = 0.75
    busy: bool = False
    problem: str = ""


class GoingView(Protocol):
    """What the presenter may ask of the page."""

    def show_going(self, state: GoingState) -> None:
        """Paint this."""


class GoingPresenter:
    """Counts the weeks since the program began."""

    def __init__(self, view: GoingView, services: Services, jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = GoingState()

    @property
    def state(self) -> GoingState:
        """What is shown now."""
        return self._state

    def open(self, program: Program | None, figures: Figures) -> None:
        """Count the weeks anew, at the value of a point in force."""
        rules = program or Program()
        self._show(
            figures=figures,
            value=rules.redeeming.value,
            used=float(rules.urr),
            busy=True,
            problem="",
        )
        self._jobs.start(
            lambda _progress: self._services.move_progress.weeks(),
            on_done=lambda found: self._show(found=found, busy=False),
            on_error=self._failed,
            replaces="going.weeks",
        )

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, found=None, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_going(self._state)


def going_doubt(found: MoveProgress, figures: Figures) -> str:
    """Say how many of the best are missing now, and how many were before."""
    now = found.weeks[-1].away_share if found.weeks else None
    if now is None:
        return ""
    if found.away_before is None:
        return say("{now} of the best customers are missing", now=figures.percent(now))
    return say(
        "{now} of the best customers are missing, {before} were when it began",
        now=figures.percent(now),
        before=figures.percent(found.away_before),
    )
