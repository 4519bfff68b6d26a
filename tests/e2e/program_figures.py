"""Every figure of the Program screen, with the rows that each opens."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from retailcrm.loyalty.program import Program
from retailcrm.services.finding import Told, Unit
from retailcrm.services.liability import Liability
from retailcrm.services.move_progress import MoveProgress
from retailcrm.services.replaying import Preview, Tried
from retailcrm.services.transition import Move, Transition
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.program import behind
from retailcrm.ui.screens.program.columns import (
    change_columns,
    cost_columns,
    owed_columns,
    week_columns,
)
from retailcrm.ui.screens.program.findings import compared
from retailcrm.wiring import Services
from tests.e2e.adding_up import made_from

NAMES = {"group", "title", "month", "week"}
HALF, RATE = 0.5, 1e-5

Figures = Iterator[tuple[str, Told]]


def of_trial(tried: Tried) -> Figures:
    """List the figures of rules tried on the past."""
    yield from (("above", one) for one in behind.tried_figures(tried))
    for month in tried.months:
        yield "chart", behind.month_told(tried, month.month, month.points)
    for tier in tried.tiers:
        yield "tiers", behind.tier_told(tried, tier)
    for change in tried.changes:
        for key in _keys(change_columns(PLAIN)):
            yield f"{change.group or 'everyone'}.{key}", behind.change_told(tried, change, key)


def of_preview(preview: Preview) -> Figures:
    """List the figures of a change of the rules."""
    for line in compared(preview, PLAIN):
        for column in ("before", "after", "change"):
            told = behind.preview_told(preview, line.key, column)
            if told is not None:
                yield f"{line.key}.{column}", told
    for move in preview.moves:
        yield "moves", behind.move_told(preview, move)


def of_sheet(found: Liability) -> Figures:
    """List the figures of what is owed."""
    yield from (("above", one) for one in behind.owed_figures(found))
    for row in found.sheet.rows:
        for key in _keys(owed_columns(PLAIN)):
            yield f"{row.name}.{key}", behind.owed_told(found, row, key)


def of_plan(plan: Transition, move: Move) -> Figures:
    """List the figures of a move."""
    yield from (("losers", one) for one in behind.loser_figures(plan, move))
    for cost in plan.costs:
        for key in _keys(cost_columns(PLAIN)):
            yield f"{cost.group or 'everyone'}.{key}", behind.cost_told(plan, cost, key)


def of_weeks(found: MoveProgress, program: Program) -> Figures:
    """List the figures of a move under way."""
    yield "before", behind.away_before_told(found)
    yield from (("newest", one) for one in behind.week_figures(found.weeks[-1]))
    value, used = program.redeeming.value, float(program.urr)
    for week in found.weeks:
        for key in _keys(week_columns(PLAIN, value, used)):
            yield f"{week.first}.{key}", behind.week_told(week, key, value, used)


def wrong_ones(shop: Services, figures: Figures) -> list[str]:
    """List figures that their rows do not make."""
    found = []
    for where, told in figures:
        made = made_from(shop, told.rows)
        if not _agrees(told, made):
            found.append(f"{where}, {told.key}: {told.value} is not {made} ({told.rows.text()})")
    return found


def _agrees(told: Told, made: tuple[float | None, ...]) -> bool:
    """Amounts are whole minor units on the screen, and add up to half of one."""
    if not made:
        return True
    if told.value is None:
        return any(not one for one in made)
    near = {Unit.MONEY: HALF, Unit.SHARE: RATE}.get(told.unit, 1e-6)
    return any(one is not None and abs(one - float(told.value)) <= near for one in made)


def _keys(columns: tuple[object, ...]) -> list[str]:
    return [key for one in columns if (key := str(one.key)) not in NAMES]  # type: ignore[attr-defined]


def a_move(starts: date) -> Move:
    """Give what an owner might want."""
    times = (("most_growable", Decimal("1.5")), ("most_valuable", Decimal(2)))
    return Move(starts=starts, multipliers=times)
