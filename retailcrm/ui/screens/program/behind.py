"""The figures of the Program screen with the rows behind each; keys are those of the columns."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from retailcrm.core.days import day_of, month_end, month_start
from retailcrm.core.points_refs import (
    changed_rows,
    costs_rows,
    losers_rows,
    moved_rows,
    tried_rows,
    week_rows,
)
from retailcrm.core.rows import RowsRef
from retailcrm.loyalty.liability import LiabilityRow
from retailcrm.loyalty.moving import Week
from retailcrm.loyalty.replay import Change
from retailcrm.loyalty.transition import GroupCost
from retailcrm.services.finding import Told, Unit
from retailcrm.services.liability import Liability
from retailcrm.services.move_brief import brief
from retailcrm.services.move_progress import MoveProgress
from retailcrm.services.replaying import Preview, TierCount, TierMove, Tried
from retailcrm.services.transition import Move, Transition

_UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(("value", "cost", "owed", "discount", "won", "lost", "net"), Unit.MONEY),
    **dict.fromkeys(("of_sales", "of_margin", "uplift"), Unit.SHARE),
}


def tried_figures(tried: Tried) -> tuple[Told, ...]:
    """Give the figures above a trial on the past."""
    keys = ("members", "points", "of_sales", "of_margin", "owed", "discount")
    return tuple(tried_told(tried, key) for key in keys)


def tried_told(tried: Tried, key: str) -> Told:
    """Give one figure of rules tried on a stretch."""
    there = tried_rows(tried.rules, key, tried.first, tried.last)
    unit = _UNITS.get(key, Unit.COUNT)
    return Told(f"program.{key}", tried_value(tried, key), unit, there)


def tried_value(tried: Tried, key: str) -> float | None:
    """Give what a figure of rules tried on a stretch comes to."""
    totals = tried.totals
    values: dict[str, float | None] = {
        "members": tried.members,
        "points": totals.points,
        "value": totals.value,
        "cost": totals.cost,
        "of_sales": totals.of_sales,
        "of_margin": totals.of_margin,
        "uplift": totals.uplift_beside,
        "discount": totals.discount,
        "open": tried.open_points,
        "owed": tried.liability,
    }
    return values[key]


def month_told(tried: Tried, month: int, points: int) -> Told:
    """Give the points of a month of the chart."""
    there = tried_rows(tried.rules, "points", tried.first, tried.last, month=month)
    return Told("program.points", points, Unit.COUNT, there)


def tier_told(tried: Tried, tier: TierCount) -> Told:
    """Give how many would hold a tier on the last day."""
    there = tried_rows(tried.rules, "tier", tried.first, tried.last, tier=tier.name)
    return Told("program.tier", tier.members, Unit.COUNT, there)


def change_told(tried: Tried, change: Change, key: str) -> Told:
    """Give one cell of winners and losers by group."""
    values = {
        "members": ("bought", change.members),
        "winners": ("winners", change.winners),
        "won": ("won", change.won),
        "losers": ("losers", change.losers),
        "lost": ("lost", change.lost),
    }
    what, value = values.get(key, values["members"])
    there = tried_rows(tried.rules, what, tried.first, tried.last, of=change.group)
    return Told(f"program.{what}", value, _UNITS.get(what, Unit.COUNT), there)


def preview_told(preview: Preview, row: str, column: str) -> Told | None:
    """Give one cell of before and after; None where there is nothing before."""
    tried = preview.before if column == "before" else preview.after
    if row in ("more", "less"):
        return changed_told(preview, row, counted=column != "change")
    if tried is None:
        return None
    if row != "owed":
        return tried_told(tried, row)
    return open_told(preview, column)


def changed_told(preview: Preview, row: str, *, counted: bool) -> Told | None:
    """Give who gets more or less than by the rules in force, or by how much."""
    if preview.before is None:
        return None
    what, value, key, unit = {
        ("more", True): ("more", preview.more, "more", Unit.COUNT),
        ("more", False): ("gained", preview.gained, "gained", Unit.MONEY),
        ("less", True): ("less", preview.less, "less", Unit.COUNT),
        ("less", False): ("lost", preview.lost, "fallen", Unit.MONEY),
    }[row, counted]
    return Told(f"program.{key}", value, unit, _changed(preview, what))


def move_told(preview: Preview, move: TierMove) -> Told:
    """Give who would go from one tier to another."""
    there = _changed(preview, "moved", was=move.was, now=move.now)
    return Told("program.moved", move.members, Unit.COUNT, there)


def open_told(preview: Preview, column: str) -> Told:
    """Give what the points that members hold today cost under the rules of a column."""
    is_old = column == "before"
    value = preview.liability_before if is_old else preview.liability_after
    each = preview.each_before if is_old else preview.each_after
    there = moved_rows("cost", None, date.max, each=repr(each))
    return Told("program.open_cost", value, Unit.MONEY, there)


def owed_figures(found: Liability) -> tuple[Told, ...]:
    """Give the figures above the sheet for the accountant."""
    last = found.sheet.rows[-1] if found.sheet.rows else None
    end = found.as_of if last is None else _end(last)
    money = (("owed", last.owed if last else None), ("cost", last.cost if last else None))
    each = _each(found, last)
    return (
        Told("owed.open", found.open_points, Unit.COUNT, moved_rows("open", None, end)),
        Told("owed.to_come", found.to_come, Unit.COUNT, moved_rows("to_come", None, end)),
        Told("owed.share", found.redemption.share, Unit.SHARE, moved_rows("share", None, end)),
        *(
            Told(f"owed.{key}", value, Unit.MONEY, moved_rows(key, None, end, each=each))
            for key, value in money
        ),
    )


def owed_told(found: Liability, row: LiabilityRow, key: str) -> Told:
    """Give one cell of the sheet month by month."""
    begin, end = month_start(_month(row)), _end(row)
    if key == "month":
        key = "closing"
    value = float(row.share) if key == "share" else float(getattr(row, key))
    unit = Unit.SHARE if key == "share" else Unit.COUNT
    if key in ("allocated", "revenue", "owed", "cost"):
        unit = Unit.MONEY
    there = {
        "opening": moved_rows("open", None, begin - timedelta(days=1)),
        "closing": moved_rows("open", None, end),
        "share": moved_rows("share", None, end),
        "owed": moved_rows("owed", None, end),
        "cost": moved_rows("cost", None, end, each=_each(found, row)),
    }.get(key) or moved_rows(key, begin, end)
    return Told(f"owed.{key}", value, unit, there)


def cost_told(plan: Transition, cost: GroupCost, key: str) -> Told:
    """Give one cell of what the discount costs today."""
    value, what, unit = {
        "members": (cost.members, "members", Unit.COUNT),
        "list": (cost.list_amount, "list", Unit.MONEY),
        "discount": (cost.discount, "discount", Unit.MONEY),
        "rate": (cost.rate, "rate", Unit.SHARE),
        "each": (cost.per_member, "each", Unit.MONEY),
    }.get(key, (cost.members, "members", Unit.COUNT))
    return Told(f"move.{what}", value, unit, costs_rows(what, plan.last, cost.group))


def loser_figures(plan: Transition, move: Move) -> tuple[Told, ...]:
    """Give how many would get less, and what makes up for it."""
    made, told = plan.compensation, brief(move)
    return (
        Told("move.losers", int(made.loses.sum()), Unit.COUNT, losers_rows("count", told)),
        Told("move.gifts", made.points, Unit.COUNT, losers_rows("gifts", told)),
        Told("move.worth", made.cost, Unit.MONEY, losers_rows("worth", told)),
    )


def week_figures(week: Week) -> tuple[Told, ...]:
    """Give the figures of the newest week of a move."""
    end = day_of(week.last)
    shares = [one / week.members if week.members else None for one in (week.moved, week.carded)]
    away = week.away if week.best else None
    return (
        Told("week.members", week.members, Unit.COUNT, week_rows("members", None, end)),
        Told("week.moved", week.moved, Unit.COUNT, week_rows("moved", None, end)),
        Told("week.moved_share", shares[0], Unit.SHARE, week_rows("moved_share", None, end)),
        Told("week.carded_share", shares[1], Unit.SHARE, week_rows("carded_share", None, end)),
        Told("week.away", away, Unit.COUNT, week_rows("away", None, end)),
    )


def week_told(week: Week, key: str, value: Decimal, used: float) -> Told:
    """Give one cell of the weeks of a move."""
    first, last = day_of(week.first), day_of(week.last)
    if key == "cost":
        each = float(value) * used
        there = week_rows("cost", first, last, each)
        return Told("week.cost", week.cost_rate(value, used), Unit.SHARE, there)
    if key == "away":
        there = week_rows("away_share", None, last)
        return Told("week.away_share", week.away_share, Unit.SHARE, there)
    what = "buyers" if key == "week" else key
    number = getattr(week, what)
    unit = Unit.MONEY if what in ("net", "discount") else Unit.COUNT
    begin = None if what in ("moved", "carded") else first
    return Told(f"week.{what}", number, unit, week_rows(what, begin, last))


def away_before_told(found: MoveProgress) -> Told:
    """Give what part of the best was missing when the move began."""
    there = week_rows("away_before", None, None)
    return Told("week.away_share", found.away_before, Unit.SHARE, there)


def _changed(preview: Preview, what: str, **part: str) -> RowsRef:
    assert preview.before is not None
    return changed_rows(preview.before.rules, preview.after.rules, what, **part)


def _each(found: Liability, row: LiabilityRow | None) -> str:
    """Write what an open point costs, in minor units."""
    worth = found.sheet.worth
    share = Decimal(1) if row is None else row.share
    return str(worth.value * share * worth.cost_factor)


def _month(row: LiabilityRow) -> int:
    year, month = row.name.split("-")
    return (int(year) - 1970) * 12 + int(month) - 1


def _end(row: LiabilityRow) -> date:
    return month_end(_month(row))
