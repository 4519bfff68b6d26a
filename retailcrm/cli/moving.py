"""Commands about the move from a flat discount to points."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.moving_answers import progress_answer, transition_answer
from retailcrm.cli.program_files import program_in, today
from retailcrm.cli.typed import day_typed
from retailcrm.core.days import add_months
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.transition import Phase
from retailcrm.services.reporting import PrintLetters
from retailcrm.services.transition import Move
from retailcrm.wiring import Services

_MOST_MONTHS = 60


def moving_words(action: Command) -> None:
    """Add what plans the move and watches it."""
    _transition(action("transition", "the way from today's discount to the program of a file"))
    action("progress", "how the move goes, week by week, and whether to pause")


def _transition(one: ArgumentParser) -> None:
    one.add_argument("file", type=Path, metavar="FILE", help="TOML or JSON")
    one.add_argument("--from", dest="first", metavar=DATE, help="first day of the first phase")
    one.add_argument(
        "--budget", type=_fraction, default=1.0, metavar="SHARE",
        help="share of today's cost that may be spent in the end; 1: all of it",
    )  # fmt: skip
    one.add_argument("--months", type=_months, default=2, metavar="N", help="length of a phase")
    one.add_argument(
        "--phase", type=_phase, action="append", metavar="DISCOUNT:MONTHS",
        help="a phase of your own, 0.05:2 for 5 %% over two months; the last one without months",
    )  # fmt: skip
    one.add_argument("--letters", type=Path, metavar="PDF", help="print a letter to each member")
    one.add_argument("--list", type=Path, metavar="CSV", help="with letters: list everyone")
    one.add_argument(
        "--gifts", action="store_true", help="book the start gifts of members who lose, once"
    )
    one.add_argument("--paper", choices=("a4", "letter"), default="a4")


def run_transition(services: Services, told: Namespace, progress: Progress) -> Json:
    """Plan the way from a flat discount to points."""
    program = program_in(told.file)
    starts = day_typed(told.first) or _next_start(program, today(services, told))
    phases = None if told.phase is None else _spent(told.phase, told.budget)
    move = Move(
        starts=starts,
        value=program.redeeming.value,
        multipliers=program.earning.groups,
        redeemed=float(program.urr),
        budget=told.budget,
        months=told.months,
        phases=phases,
        notice_days=program.expiry.notice_days,
    )
    planned = services.transition.plan(move)
    answer = transition_answer(planned, services.shop.settings().digits)
    letters = _letters(services, told, move, progress)
    return {**letters, **_gifts(services, told, move, progress), **answer}


def _gifts(services: Services, told: Namespace, move: Move, progress: Progress) -> Json:
    if not told.gifts:
        return {}
    booked = services.start_gifts.book(move, progress).value
    return {"gifts_booked": {"members": booked.members, "points": booked.points}}


def _letters(services: Services, told: Namespace, move: Move, progress: Progress) -> Json:
    if told.letters is None:
        if told.list is not None:
            raise UserError(say("The list goes with the letters."), say("Add --letters x.pdf."))
        return {}
    wish = PrintLetters(move, told.letters, told.list, paper=told.paper)
    outcome = services.reporting.letters(wish, progress)
    return {
        "said": outcome.summary,
        "file": str(outcome.value.file),
        "letters": outcome.value.pages,
        "without_address": outcome.value.without,
    }


def run_progress(services: Services, _told: Namespace, _progress: Progress) -> Json:
    """Tell how the move goes."""
    held = services.program.current()
    program = held.program if held is not None and held.program is not None else Program()
    found = services.move_progress.weeks()
    return progress_answer(found, program, services.shop.settings().digits)


def _next_start(program: Program, now: date) -> date:
    """Give the first of a month that leaves time for the letters."""
    notified = now + timedelta(days=program.expiry.notice_days)
    return notified if notified.day == 1 else add_months(notified.replace(day=1), 1)


def _spent(phases: list[Phase], budget: float) -> tuple[Phase, ...]:
    """Let the last phase have no end, and the budget of the end."""
    last = phases[-1]
    return (*phases[:-1], Phase(last.discount, None, budget))


def _fraction(text: str) -> float:
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal("NaN")
    if not (value.is_finite() and 0 <= value <= 1):
        raise ArgumentTypeError(say("{text} is no share from 0 to 1.", text=text))
    return float(value)


def _months(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= _MOST_MONTHS):
        raise ArgumentTypeError(
            say("{text} is no number of months up to {most}.", text=text, most=_MOST_MONTHS)
        )
    return int(text)


def _phase(text: str) -> Phase:
    discount, _, months = text.partition(":")
    return Phase(_fraction(discount), _months(months) if months else None)
