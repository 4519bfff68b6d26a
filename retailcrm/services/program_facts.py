"""What the print of a program says, tried on the shop's own receipts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.programs import in_force, versions
from retailcrm.loyalty.program import Program
from retailcrm.reports.issue import digest
from retailcrm.reports.program_facts import ChangeFacts, ProgramFacts, TriedFacts
from retailcrm.services.print_issue import issue_of
from retailcrm.services.replaying import Preview, ReplayService, Tried

KEY = "program"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be tried.

    Attributes:
        program: the rules; None: those in force.
        first: first day of the receipts; None: twelve months before the last.
        last: their last day; None: the last one with data.
        uplift: share by which the owner expects sales to rise; None: nobody said.
    """

    program: Program | None = None
    first: date | None = None
    last: date | None = None
    uplift: float | None = None


def program_facts(
    books: Books,
    replaying: ReplayService,
    clock: Callable[[], datetime],
    trial: Trial,
    progress: Progress = SILENT,
) -> ProgramFacts:
    """Try rules on the past; new ones are held against those in force where there are any.

    Raises:
        UserError: there is no program, or there are no receipts to try it on.
    """
    issue, _ = issue_of(books, clock, KEY)
    with books.read() as connection:
        held = in_force(versions(connection), day_number(issue.day))
    now = held.program if held is not None else None
    program = trial.program or now
    if program is None:
        raise UserError(
            say("There is no program to print."), say("Set one up on the Program screen.")
        )
    change = None
    if now is not None and now != program and trial.first is None and trial.last is None:
        preview = replaying.preview(program, progress)
        tried, change = preview.after, _change(preview)
    else:
        tried = replaying.replay(program, trial.first, trial.last, progress)
    facts = ProgramFacts(
        issue=issue,
        program=program,
        first=tried.first,
        last=tried.last,
        tried=_tried(tried),
        change=change,
        uplift=trial.uplift,
    )
    return replace(facts, issue=replace(issue, inputs=digest(facts)))


def _tried(one: Tried) -> TriedFacts:
    return TriedFacts(
        members=one.members,
        totals=one.totals,
        months=one.months,
        changes=one.changes,
        tiers=tuple((tier.name, tier.members) for tier in one.tiers),
        open_points=one.open_points,
        liability=one.liability,
        rules=one.rules,
    )


def _change(preview: Preview) -> ChangeFacts | None:
    if preview.before is None:
        return None
    return ChangeFacts(
        now=_tried(preview.before),
        more=(preview.more, preview.gained),
        less=(preview.less, preview.lost),
        moves=tuple((one.was, one.now, one.members) for one in preview.moves),
        open_points=preview.open_points,
        liability=(preview.liability_before, preview.liability_after),
        announce_on=preview.announce_on,
    )
