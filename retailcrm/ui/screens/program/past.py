"""Any rules tried on any stretch of the shop's own past."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.services.replaying import Tried
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.program.kinds import day_words, number_of, read_day
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Step

_NO_DAY = "Type a day, such as 31 Dec 2026."
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class PastState:
    """Everything the page shows.

    Attributes:
        program: the rules that are tried; None while there are none.
        texts: first and last day and the expected rise of sales, as typed.
        faults: what is wrong with them.
        tried: the answer; None until counted.
        is_stale: rules or days have changed since.
        counting: how far the count is; None while none runs.
    """

    figures: Figures = PLAIN
    program: Program | None = None
    first: str = ""
    last: str = ""
    uplift: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    tried: Tried | None = None
    is_stale: bool = True
    counting: Step | None = None
    problem: str = ""

    @property
    def expected(self) -> float | None:
        """How much more the owner expects to sell, as a share; None if she does not say."""
        number = number_of(self.uplift)
        return None if number is None else float(number / _HUNDRED)


class PastView(Protocol):
    """What the presenter may ask of the page."""

    def show_past(self, state: PastState) -> None:
        """Paint this."""


class PastPresenter:
    """Replays rules on receipts of the past."""

    def __init__(self, view: PastView, services: Services, jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = PastState()
        self._handle: JobHandle | None = None

    @property
    def state(self) -> PastState:
        """What is shown now."""
        return self._state

    def open(self, program: Program | None, figures: Figures) -> None:
        """Show these rules on the past; counted at once where nothing is known of them."""
        is_same = program == self._state.program and not self._state.is_stale
        self._show(program=program, figures=figures, is_stale=not is_same)
        if program is None or is_same:
            return
        if self._state.first:
            self.run()
        else:
            self._jobs.start(
                lambda _progress: self._services.replaying.stretch(),
                on_done=self._stretched,
                on_error=self._failed,
                replaces="past.stretch",
            )

    def forget(self) -> None:
        """Take the answer as old: the receipts have changed."""
        self._show(is_stale=True)

    def type_day(self, name: str, text: str) -> None:
        """Put a text into the first or the last day."""
        faults = dict(self._state.faults)
        faults.pop(name, None)
        if read_day(text) is None:
            faults[name] = say(_NO_DAY)
        self._show(faults=tuple(faults.items()), is_stale=True, **{name: text})

    def type_uplift(self, text: str) -> None:
        """Say how much more sales the owner expects; nothing here knows it."""
        faults = dict(self._state.faults)
        faults.pop("uplift", None)
        if text.strip() and number_of(text) is None:
            faults["uplift"] = say("Type a percentage, such as 3.")
        self._show(uplift=text, faults=tuple(faults.items()))

    def run(self) -> None:
        """Try the rules on the stretch; an older try is dropped."""
        program, first, last = self._state.program, *self._days()
        if program is None or first is None or last is None:
            return
        self._show(counting=Step(0, 0), problem="")
        self._handle = self._jobs.start(
            lambda progress: self._services.replaying.replay(program, first, last, progress),
            on_done=lambda found: self._show(tried=found, counting=None, is_stale=False),
            on_error=self._failed,
            on_step=lambda step: self._show(counting=step),
            replaces="past.replay",
        )

    def stop(self) -> None:
        """Let the count go."""
        if self._handle is not None:
            self._handle.cancel()
        self._show(counting=None)

    def _days(self) -> tuple[date | None, date | None]:
        return read_day(self._state.first), read_day(self._state.last)

    def _stretched(self, found: tuple[date, date]) -> None:
        self._show(first=day_words(found[0]), last=day_words(found[1]))
        self.run()

    def _failed(self, error: UserError) -> None:
        self._show(counting=None, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_past(self._state)


def past_title(tried: Tried, figures: Figures) -> str:
    """Say what must happen for the program to pay."""
    uplift = tried.totals.uplift_beside
    if uplift is None:
        return say("There is no margin that could pay for points")
    if not tried.totals.cost:
        return say("These rules give nothing in this time")
    return say("Sales must rise by {share} to pay for these points", share=figures.percent(uplift))


def past_doubt(state: PastState) -> str:
    """Say what the points cost, and what is left if sales rise as the owner expects."""
    tried, figures = state.tried, state.figures
    if tried is None:
        return ""
    totals = tried.totals
    said = say(
        "{points} points would cost {cost}, those never used left out",
        points=figures.count(totals.points),
        cost=figures.money(totals.cost, whole=True),
    )
    if totals.discount:
        said += ". " + say(
            "In place of the discounts of {money} sales must rise by {share}",
            money=figures.money(totals.discount, whole=True),
            share=figures.percent(totals.uplift_instead),
        )
    return said


def expected_words(state: PastState) -> str:
    """Say what is left in the end at the rise that the owner expects."""
    if state.tried is None or state.expected is None:
        return ""
    gain = state.tried.totals.gain(state.expected)
    money = state.figures.money(abs(round(gain)), whole=True)
    if gain >= 0:
        return say("then {money} is left after the points", money=money)
    return say("then {money} is missing after the points", money=money)
