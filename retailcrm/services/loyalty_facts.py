"""Everything that prints about points say, gathered from the services that know it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from retailcrm.core.progress import Progress
from retailcrm.db.books import Books
from retailcrm.reports.issue import digest
from retailcrm.reports.letter_facts import LettersFacts, Wording
from retailcrm.reports.liability_facts import LiabilityFacts
from retailcrm.reports.program_facts import ProgramFacts
from retailcrm.reports.statement_facts import StatementFacts
from retailcrm.services.changing import Changing
from retailcrm.services.letter_facts import letters_facts
from retailcrm.services.liability import LiabilityService
from retailcrm.services.points import PointsService
from retailcrm.services.print_issue import issue_of
from retailcrm.services.program_facts import Trial, program_facts
from retailcrm.services.replaying import ReplayService
from retailcrm.services.statement_facts import statement_facts
from retailcrm.services.transition import Move, TransitionService

LIABILITY = "liability"


@dataclass(frozen=True, slots=True)
class LoyaltyFacts:
    """Gathers facts of prints about points."""

    books: Books
    points: PointsService
    owed: LiabilityService
    transition: TransitionService
    replaying: ReplayService
    clock: Callable[[], datetime]

    def statement(self, customer_id: int, first: date | None, paper: str) -> StatementFacts:
        """Gather a member's points, see `statement_facts`."""
        facts = statement_facts(self.books, self.points, self.clock, customer_id, first)
        return replace(facts, issue=replace(facts.issue, paper=paper))

    def liability(self, paper: str) -> LiabilityFacts:
        """Gather what the shop owes in points.

        Raises:
            UserError: there is no program yet.
        """
        found = self.owed.sheet()
        issue, program = issue_of(self.books, self.clock, LIABILITY)
        cohorts = found.cohorts
        triangle = (cohorts.first_month, cohorts.used.tolist(), cohorts.expired.tolist())
        inputs = digest(issue, program, found.sheet, found.redemption, found.to_come, triangle)
        return LiabilityFacts(
            issue=replace(issue, inputs=inputs, paper=paper),
            program=program,
            open_points=found.open_points,
            redemption=found.redemption,
            to_come=found.to_come,
            sheet=found.sheet,
            cohorts=cohorts,
        )

    def letters(
        self, move: Move, wording: Wording | None, paper: str
    ) -> tuple[LettersFacts, tuple[Changing, ...]]:
        """Gather the letters of a move, and everyone they are about, see `letters_facts`."""
        facts, every = letters_facts(self.books, self.transition, self.clock, move, wording)
        return replace(facts, issue=replace(facts.issue, paper=paper)), every

    def program(self, trial: Trial, paper: str, progress: Progress) -> ProgramFacts:
        """Try a program on the past, see `program_facts`."""
        facts = program_facts(self.books, self.replaying, self.clock, trial, progress)
        return replace(facts, issue=replace(facts.issue, paper=paper))
