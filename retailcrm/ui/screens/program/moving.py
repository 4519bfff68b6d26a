"""The way from a flat discount to points: what the owner wants of it, and what comes out."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Protocol

from retailcrm.core.days import add_months
from retailcrm.core.errors import StorageError, UserError
from retailcrm.core.figures import Figures
from retailcrm.core.money import decimal_text, minor_digits
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.vocabulary import GROUPS
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.transition import Phase, Step
from retailcrm.services.customer_table import tamed
from retailcrm.services.reporting import PrintedLetters, PrintLetters
from retailcrm.services.transition import Move, Transition
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.program.kinds import Setting, Unreadable, day_words, number_of, read
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Lane
from retailcrm.ui.work import Step as JobStep

_HUNDRED = Decimal(100)
_SIX = Decimal("0.000001")
ASKED = (
    Setting("starts", "First step on", "day"),
    Setting("value", "A point is worth", "price", "money"),
    Setting("months", "A step takes", "whole", "months"),
    Setting("budget", "Share of today's cost", "number", "%",
            help="What the program may cost in the end, of what the discount costs today."),
    Setting("redeemed", "Points ever used", "share", "%"),
    Setting("notice_days", "Letters out before", "whole", "days"),
    Setting("phases", "Discount by step, %", "text", optional=True,
            help="Such as 4; 2; 0. Empty: the fewest steps that are gentle enough."),
    *(
        Setting(key, title, "number", "×")
        for key, title in (
            ("most_valuable", "Most Valuable"),
            ("most_growable", "Most Growable"),
            ("below_zero", "Below Zero"),
        )
    ),
)  # fmt: skip

_BOUNDS: Mapping[str, tuple[str, str]] = {
    "value": ("0.0001", "1000000"),
    "months": ("1", "12"),
    "budget": ("1", "200"),
    "redeemed": ("0.01", "1"),
    "notice_days": ("0", "365"),
    **{str(key): ("0", "100") for key in GROUPS},
}


@dataclass(frozen=True, slots=True)
class MoveState:
    """Everything the page shows.

    Attributes:
        texts: what stands in each field.
        faults: what is wrong with them.
        plan: the answer; None until worked out.
        chosen: number of the step that would become the program.
        printing: how far the letters are; None while none are printed.
    """

    figures: Figures = PLAIN
    today: date = date.min
    texts: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    plan: Transition | None = None
    move: Move | None = None
    chosen: int = 0
    busy: bool = False
    printing: JobStep | None = None
    problem: str = ""


class MoveView(Protocol):
    """What the presenter may ask of the page."""

    def show_move(self, state: MoveState) -> None:
        """Paint this."""

    def plan_soon(self) -> None:
        """Call `work_out` once the person has paused typing."""

    def tell(self, text: str) -> None:
        """Say one sentence in the message bar."""


class MovePresenter:
    """Plans the move on the shop's own receipts."""

    def __init__(
        self,
        view: MoveView,
        services: Services,
        jobs: Jobs,
        use: Callable[[Program, date], None],
    ) -> None:
        self._view, self._services, self._jobs, self._use = view, services, jobs, use
        self._state = MoveState()
        self._handle: JobHandle | None = None

    @property
    def state(self) -> MoveState:
        """What is shown now."""
        return self._state

    def open(self, figures: Figures, today: date) -> None:
        """Show the move that became the program last, else one from two months ahead."""
        self._show(figures=figures, today=today)
        if self._state.texts:
            self.work_out()
            return
        self._jobs.start(
            lambda _progress: self._services.transition.wished(),
            on_done=self._begin,
            on_error=self._failed,
            replaces="move.wished",
        )

    def type(self, name: str, text: str) -> None:
        """Put a text into a field."""
        texts = dict(self._state.texts) | {name: text}
        _move, faults = read_move(texts, self._state.figures.currency)
        self._show(texts=tuple(texts.items()), faults=tuple(faults.items()))
        if not faults:
            self._view.plan_soon()

    def work_out(self) -> None:
        """Work the move out; an older answer is dropped."""
        move, faults = read_move(dict(self._state.texts), self._state.figures.currency)
        if move is None:
            self._show(faults=tuple(faults.items()))
            return
        self._show(busy=True, problem="")
        self._handle = self._jobs.start(
            lambda _progress: self._services.transition.plan(move),
            on_done=lambda found: self._show(
                plan=found, move=move, busy=False,
                chosen=min(self._state.chosen, len(found.steps) - 1),
            ),
            on_error=self._failed,
            replaces="move.plan",
        )  # fmt: skip

    def _begin(self, wished: Mapping[str, str]) -> None:
        usual = _usual(self._state.figures.currency, self._state.today)
        held = {name: wished.get(name, text) for name, text in usual.items()}
        self._show(texts=tuple(held.items()))
        self.work_out()

    def stop(self) -> None:
        """Let the work go."""
        if self._handle is not None:
            self._handle.cancel()
        self._show(busy=False)

    def choose(self, number: int) -> None:
        """Choose the step that would become the program."""
        self._show(chosen=number)

    def make_program(self, base: Program) -> None:
        """Fill the rules from the chosen step, and remember the move until its gifts are booked."""
        plan, move = self._state.plan, self._state.move
        if plan is None or move is None:
            return
        texts = dict(self._state.texts)
        self._jobs.start(
            lambda _progress: self._services.transition.keep_wish(texts),
            lane=Lane.WRITE,
            on_done=lambda _outcome: None,
            on_error=self._refused,
        )
        step = plan.steps[self._state.chosen]
        self._use(program_of(step, move, base), step.first)

    def save_table(self, path: Path) -> None:
        """Write those who lose, with their gifts, to a CSV file for the letters."""
        plan, currency = self._state.plan, self._state.figures.currency
        if plan is None:
            return

        def save(_progress: Progress) -> None:
            self._services.exports.note("letters", len(plan.losers))
            _write(path, letters(plan, currency))

        self._jobs.start(
            save,
            lane=Lane.WRITE,
            on_done=lambda _none: self._view.tell(say("Saved: {file}", file=path.name)),
            on_error=self._refused,
        )

    def print_letters(self, out: Path, paper: str) -> None:
        """Print a letter to everyone who changes, with the list of those beside the PDF."""
        move = self._state.move
        if move is None:
            return
        wish = PrintLetters(move, out, out.with_suffix(".csv"), paper=paper)
        self._show(printing=JobStep(0, 0))
        self._jobs.start(
            lambda progress: self._services.reporting.letters(wish, progress),
            lane=Lane.WRITE,
            on_done=self._printed,
            on_error=self._refused,
            on_step=lambda step: self._show(printing=step),
        )

    def _printed(self, outcome: Outcome[PrintedLetters]) -> None:
        self._show(printing=None)
        self._view.tell(outcome.summary)

    def _refused(self, error: UserError) -> None:
        """Say why no file was written; the plan stays."""
        self._show(printing=None)
        self._view.tell(str(error))

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, problem=str(error), plan=None)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_move(self._state)


def read_move(texts: Mapping[str, str], currency: str) -> tuple[Move | None, dict[str, str]]:
    """Read what the owner wants; every wrong field is named at once."""
    values, faults = {}, {}
    for one in ASKED:
        try:
            values[one.path] = read(one, texts.get(one.path, ""), currency)
        except Unreadable as refusal:
            faults[one.path] = str(refusal)
    faults |= {name: fault for name, fault in _out_of_bounds(values) if name not in faults}
    phases = None
    if values.get("phases"):
        try:
            phases = _phases(str(values["phases"]), values.get("months"), values.get("budget"))
        except Unreadable as refusal:
            faults["phases"] = str(refusal)
    if faults:
        return None, faults
    return Move(
        starts=values["starts"],
        value=values["value"],
        multipliers=tuple((str(key), values[str(key)]) for key in GROUPS),
        redeemed=float(values["redeemed"]),
        budget=float(values["budget"] / _HUNDRED),
        months=values["months"],
        phases=phases,
        notice_days=values["notice_days"],
    ), {}


def program_of(step: Step, move: Move, base: Program) -> Program:
    """Make rules of a step: its points for each 1.00, the multipliers, the value of a point."""
    groups = tuple(sorted((key, times) for key, times in move.multipliers if times != 1))
    per_unit = Decimal(repr(step.per_unit)).quantize(_SIX).normalize()
    return replace(
        base,
        earning=replace(base.earning, per_unit=per_unit, groups=groups),
        redeeming=replace(base.redeeming, value=move.value),
        urr=Decimal(repr(move.redeemed)).quantize(_SIX).normalize(),
    )


def letters(plan: Transition, currency: str) -> str:
    """Write the losers as a table for a mail merge."""
    digits = minor_digits(currency)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["customer", "name", "card", f"discount_{currency}", f"change_{currency}", "gift_points"]
    )
    for one in plan.losers:
        writer.writerow(
            [one.customer_id, tamed(one.name), tamed(one.card), decimal_text(one.discount, digits),
             decimal_text(one.change, digits), one.gift]
        )  # fmt: skip
    return out.getvalue()


def _usual(currency: str, today: date) -> dict[str, str]:
    first = add_months(today.replace(day=1), 2)
    worth = decimal_text(10 ** minor_digits(currency) // 100 or 1, minor_digits(currency))
    return {
        "starts": day_words(first), "value": worth, "months": "2", "budget": "100",
        "redeemed": "75", "notice_days": "30", "phases": "",
        "most_valuable": "2", "most_growable": "1.5", "below_zero": "1",
    }  # fmt: skip


def _out_of_bounds(values: Mapping[str, object]) -> list[tuple[str, str]]:
    found = []
    for name, (least, most) in _BOUNDS.items():
        value = values.get(name)
        if isinstance(value, int | Decimal) and not Decimal(least) <= value <= Decimal(most):
            times = _HUNDRED if name == "redeemed" else 1
            low, high = Decimal(least) * times, Decimal(most) * times
            found.append((name, say("From {low} to {high}.", low=f"{low:f}", high=f"{high:f}")))
    return found


def _phases(text: str, months: object, budget: object) -> tuple[Phase, ...]:
    numbers = [number_of(one) for one in text.split(";") if one.strip()]
    wrong = [one for one in numbers if one is None or not 0 <= one <= _HUNDRED]
    if wrong or not numbers:
        raise Unreadable(say("Type percentages such as 4; 2; 0."))
    rates = [float(one / _HUNDRED) for one in numbers if one is not None]
    long = months if isinstance(months, int) else 2
    share = float(budget / _HUNDRED) if isinstance(budget, Decimal) else 1.0
    steps = [Phase(rate, long) for rate in rates[:-1]]
    return (*steps, Phase(rates[-1], None, share))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as refusal:
        raise StorageError(
            say("{file} cannot be written there.", file=path.name),
            say("Close it in other programs, or choose another folder."),
        ) from refusal
