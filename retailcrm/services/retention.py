"""Coming back: how many do, how soon, how often, and for how long."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from retailcrm.core.periods import Step
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.db.books import Books
from retailcrm.services.circle import EVERYONE, Among, Circles
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import Finder, Told
from retailcrm.services.retention_cohorts import CohortAnswers
from retailcrm.services.retention_rates import RateAnswers
from retailcrm.services.retention_rhythm import RhythmAnswers
from retailcrm.services.retention_rows import (
    AmountRow,
    CohortsTold,
    CohortTold,
    CurvePoint,
    CurveTold,
    FixedList,
    GapBar,
    PeriodTold,
    RatesTold,
    RetentionTold,
    RhythmTold,
    SegmentVisits,
    StayRow,
    StaysTold,
    TimesTold,
    VisitsTold,
)
from retailcrm.services.retention_stays import StayAnswers
from retailcrm.services.retention_told import NOBODY_KEY, found_nobody
from retailcrm.services.retention_visits import VisitAnswers
from retailcrm.services.rhythm_table import rhythm_table
from retailcrm.services.standing import Standing

__all__ = [
    "EVERYONE",
    "Among",
    "AmountRow",
    "CohortTold",
    "CohortsTold",
    "CurvePoint",
    "CurveTold",
    "FixedList",
    "GapBar",
    "PeriodTold",
    "RatesTold",
    "RetentionService",
    "RetentionTold",
    "RhythmTold",
    "SegmentVisits",
    "StayRow",
    "StaysTold",
    "Step",
    "TimesTold",
    "VisitsTold",
]


class RetentionService:
    """Questions about coming back; each about everyone, or about those who pass filters."""

    def __init__(self, books: Books, standing: Standing, exports: ExportService) -> None:
        circles = Circles(books, standing)
        self._circles = circles
        self._standing = standing
        self._exports = exports
        self._rates = RateAnswers(circles)
        self._cohorts = CohortAnswers(circles)
        self._rhythm = RhythmAnswers(circles)
        self._visits = VisitAnswers(circles)
        self._stays = StayAnswers(circles, standing)

    def overview(
        self, as_of: date | None = None, among: Among = EVERYONE, step: Step | None = None
    ) -> RetentionTold:
        """Tell the headline figures; without a step the shop's usual gap decides it.

        Raises:
            UserError: a filter names nothing there is (as for every question here).
        """
        return self._rates.told(as_of, among, step)

    def by_quarter(self, as_of: date | None = None) -> Told:
        """Tell the share of the buyers of the last quarter but one who also bought in the last."""
        return self._rates.told(as_of, EVERYONE, Step.QUARTER).retention_rate

    def rates(
        self, as_of: date | None = None, among: Among = EVERYONE, step: Step | None = None
    ) -> RatesTold:
        """Tell the rates period by period."""
        return self._rates.series(as_of, among, step)

    def cohorts(
        self, as_of: date | None = None, among: Among = EVERYONE, *, rolling: bool = False
    ) -> CohortsTold:
        """Tell who of each month's new customers came back at which age."""
        return self._cohorts.matrix(as_of, among, rolling=rolling)

    def second_visit(self, as_of: date | None = None, among: Among = EVERYONE) -> CurveTold:
        """Tell how soon new customers come a second time."""
        return self._cohorts.curve(as_of, among)

    def rhythm(self, as_of: date | None = None, among: Among = EVERYONE) -> RhythmTold:
        """Tell the days between visits."""
        return self._rhythm.told(as_of, among)

    def visits(self, as_of: date | None = None, compared_on: date | None = None) -> VisitsTold:
        """Tell how often each segment comes, and whether the same people came before."""
        return self._visits.told(as_of, compared_on)

    def stays(self, as_of: date | None = None, among: Among = EVERYONE) -> StaysTold:
        """Tell the time from the first visit to the last, by visits and by amount."""
        return self._stays.told(as_of, among)

    def channels(self) -> tuple[str, ...]:
        """Name the channels in which customers have bought."""
        return self._circles.channels()

    def rhythm_rows(
        self, as_of: date | None = None, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> list[list[Any]]:
        """Take out everyone's rhythm as rows of `rhythm_table.RHYTHM_COLUMNS`.

        Raises:
            UserError: the role does not allow it.
        """
        scored = self._standing.scored(as_of)
        rows = [] if scored is None else rhythm_table(scored, progress)
        self._exports.note("rhythm", len(rows), actor=actor)
        return rows

    def note_export(self, rows: int, *, actor: Actor = OWNER) -> None:
        """Note that the cohorts were written to a file.

        Raises:
            UserError: the role does not allow it.
        """
        self._exports.note("retention", rows, actor=actor)

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people behind every figure."""
        return {
            NOBODY_KEY: found_nobody,
            **self._rates.finders(),
            **self._cohorts.finders(),
            **self._rhythm.finders(),
            **self._visits.finders(),
            **self._stays.finders(),
        }
