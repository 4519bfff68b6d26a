"""The owner's targets on Today: where the shop stands, and setting others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from retailcrm.analytics.targets import Target
from retailcrm.core.definitions import meaning_of, name_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit
from retailcrm.services.points_soon import PointsSoon
from retailcrm.services.sales import DEFINITIONS as SALES
from retailcrm.services.targets import (
    BEST_VISITS,
    KEYS,
    MEMBER_SHARE,
    RETENTION,
    TICKET,
    Goals,
    TargetRow,
    TargetService,
)
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.program.kinds import day_words, number_of, read_day
from retailcrm.ui.work import Jobs, Lane

_TITLES = {
    RETENTION: "Customers who stayed",
    TICKET: "Average ticket",
    MEMBER_SHARE: "Members’ share of sales",
    BEST_VISITS: "Visits of the best, a year",
}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target, written out.

    Attributes:
        title: what it is about.
        now: where the figure stands.
        goal: where it should be ("of 45 %").
        way: share of the way done, between 0 and 1; None without a value.
        short: the same as a word ("38 %").
        words: the same in words ("38 % of the way, 60 % of the time").
        help: one sentence, on hover.
        rows: the rows behind the figure.
    """

    title: str
    now: str
    goal: str
    way: float | None
    short: str
    words: str
    help: str
    rows: RowsRef


def lines_of(rows: tuple[TargetRow, ...], figures: Figures) -> tuple[TargetLine, ...]:
    """Write the targets as Today shows them."""
    return tuple(_line(row, figures) for row in rows)


def points_line(soon: PointsSoon | None, figures: Figures) -> tuple[TargetLine, ...]:
    """Write what members hold in points, beside the targets; nothing without a program."""
    if soon is None:
        return ()
    return (
        TargetLine(
            title=name_of("points_held"),
            now=figures.count(soon.held),
            goal=say("worth {money}", money=figures.money(soon.held_value)),
            way=None,
            short="",
            words=say("{n} members hold points", n=figures.count(soon.holders)),
            help=meaning_of("points_held"),
            rows=soon.held_rows,
        ),
    )


def title_of(key: str) -> str:
    """Name the figure of a target."""
    return say(_TITLES[key])


def help_of(told: Told) -> str:
    """Say how the figure of a target is counted."""
    return say(SALES[told.key]) if told.key in SALES else meaning_of(told.key)


def written(key: str, value: float | None, figures: Figures) -> str:
    """Write a value of a target's figure."""
    if key == TICKET:
        return figures.amount(value)
    if key == BEST_VISITS:
        return figures.number(value)
    return figures.percent(value)


def _line(row: TargetRow, figures: Figures) -> TargetLine:
    key = row.target.key
    return TargetLine(
        title=title_of(key),
        now=written(key, row.now.value, figures),
        goal=say("of {goal}", goal=written(key, row.target.goal, figures)),
        way=None if row.way is None else min(max(row.way, 0.0), 1.0),
        short=_short(row, figures),
        words=_way(row, figures),
        help=help_of(row.now),
        rows=row.now.rows,
    )


def _short(row: TargetRow, figures: Figures) -> str:
    if row.way is None or row.way < 0:
        return figures.percent(None if row.way is None else 0.0, 0)
    return say("reached") if row.way >= 1 else figures.percent(row.way, 0)


def _way(row: TargetRow, figures: Figures) -> str:
    if row.way is None:
        return say("no figure yet")
    if row.way >= 1:
        return say("reached")
    if row.way < 0:
        return say("further off than at the start")
    done = figures.percent(row.way, 0)
    if row.time_gone is None:
        return say("{done} of the way", done=done)
    gone = figures.percent(row.time_gone, 0)
    return say("{done} of the way, {gone} of the time", done=done, gone=gone)


@dataclass(frozen=True, slots=True)
class TargetField:
    """One target while it is being set; `text` as typed, empty for no target."""

    key: str
    now: str
    text: str
    unit: str
    help: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class TargetsState:
    """Everything the dialog shows."""

    fields: tuple[TargetField, ...] = ()
    until: str = ""
    until_wrong: str = ""
    problem: str = ""
    is_saving: bool = False
    is_done: bool = False


class TargetsView(Protocol):
    """What the presenter may ask of the dialog."""

    def show_state(self, state: TargetsState) -> None:
        """Paint this."""


class TargetsPresenter:
    """Reads what was typed, and keeps it."""

    def __init__(self, view: TargetsView, targets: TargetService, jobs: Jobs) -> None:
        self._view, self._targets, self._jobs = view, targets, jobs
        self._figures = PLAIN
        self._state = TargetsState()

    def open(self, figures: Figures) -> None:
        """Show the targets that are set, beside where the figures stand."""
        self._figures = figures
        self._jobs.start(
            self._read,
            on_done=self._show,
            on_error=self._failed,
            replaces="targets.read",
        )

    def _read(self, _progress: Progress) -> TargetsState:
        return self._begun(self._targets.targets(), self._targets.figures())

    def type(self, key: str, text: str) -> None:
        """Take what was typed for a figure."""
        fields = tuple(
            replace(one, text=text, wrong="") if one.key == key else one
            for one in self._state.fields
        )
        self._show(replace(self._state, fields=fields))

    def type_until(self, text: str) -> None:
        """Take what was typed for the day."""
        self._show(replace(self._state, until=text, until_wrong=""))

    def save(self) -> None:
        """Keep the targets, if everything can be read."""
        fields = tuple(replace(one, wrong=self._wrong(one)) for one in self._state.fields)
        until = read_day(self._state.until) if self._state.until.strip() else None
        unread = bool(self._state.until.strip()) and until is None
        day_wrong = say("Type a day, such as 31 Dec 2026.") if unread else ""
        if day_wrong or any(one.wrong for one in fields):
            self._show(replace(self._state, fields=fields, until_wrong=day_wrong))
            return
        goals = Goals({one.key: self._goal(one) for one in fields}, until)
        self._show(replace(self._state, fields=fields, is_saving=True, problem=""))
        self._jobs.start(
            lambda _: self._targets.save(goals),
            on_done=lambda _: self._saved(),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _begun(self, held: tuple[Target, ...], now: Mapping[str, Told]) -> TargetsState:
        goals = {one.key: one.goal for one in held}
        until = next((one.until for one in held), None)
        fields = tuple(
            TargetField(
                key=key,
                now=written(key, now[key].value, self._figures),
                text=self._typed(key, goals[key]) if key in goals else "",
                unit=self._unit(now[key].unit),
                help=help_of(now[key]),
            )
            for key in KEYS
            if key in now
        )
        return TargetsState(fields, _day(until))

    def _typed(self, key: str, goal: float) -> str:
        if key == TICKET:
            return f"{goal / 10**self._figures.digits:.{self._figures.digits}f}"
        return f"{goal * (1 if key == BEST_VISITS else 100):.1f}".removesuffix(".0")

    def _unit(self, unit: Unit) -> str:
        if unit is Unit.MONEY:
            return self._figures.currency
        return "%" if unit is Unit.SHARE else ""

    def _wrong(self, field: TargetField) -> str:
        if not field.text.strip():
            return ""
        number = number_of(field.text)
        if number is None or number <= 0:
            return say("Type a number above 0, or leave it empty.")
        if field.unit == "%" and number > 100:
            return say("At most 100 %.")
        return ""

    def _goal(self, field: TargetField) -> float | None:
        number = number_of(field.text)
        if number is None:
            return None
        if field.unit == "%":
            return float(number / 100)
        return float(number) * (10**self._figures.digits if field.key == TICKET else 1)

    def _saved(self) -> None:
        self._show(replace(self._state, is_saving=False, is_done=True))

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, is_saving=False, problem=str(error)))

    def _show(self, state: TargetsState) -> None:
        self._state = state
        self._view.show_state(state)


def _day(day: date | None) -> str:
    return "" if day is None else day_words(day)
