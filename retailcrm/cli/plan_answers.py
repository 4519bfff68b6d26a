"""What the commands about plans answer."""

from retailcrm.cli.answers import Json, day, share
from retailcrm.core.days import month_key
from retailcrm.core.money import decimal_text
from retailcrm.planner.uplift import SCENARIOS, Sums
from retailcrm.services.plan_choosing import PlanCompared
from retailcrm.services.plan_points import PointsBeside
from retailcrm.services.plan_rows import PlanRun, StatusTable
from retailcrm.services.plan_tracking import (
    ReachedTold,
    TrackedChannel,
    TrackedMonth,
    Tracking,
)
from retailcrm.services.plans import KeptPlan


def plan_answer(run: PlanRun, digits: int) -> Json:
    """Tell each program in each scenario, the order of choice, and what would turn it."""
    found, needed = run.comparison, dict(run.break_even)
    best, earns = found.ranking[0].model, found.choice is not None
    return {
        "plan": run.plan.name,
        "as_of": day(run.base.as_of),
        "forecast_from": month_key(run.base.first_ahead),
        "notes": list(run.base.notes),
        "rows": [_row(one, digits) for one in found.sums],
        "ranking": [
            {
                "model": one.model,
                "expected_profit": _money(one.expected, digits),
                "pessimistic_profit": _money(one.worst, digits),
                "regret": _money(one.regret, digits),
                "break_even_conversions": needed[one.model],
            }
            for one in found.ranking
        ],
        "turns": [
            {
                "what": one.what,
                "low": _money(one.low, digits),
                "high": _money(one.high, digits),
                "low_choice": one.low_choice,
                "high_choice": one.high_choice,
            }
            for one in run.turns
        ],
        "near": [row for table in run.tables for row in _near(table, digits)],
        "choice": best,
        "earns_its_cost": earns,
        "why": " ".join(run.verdict),
    }


def _row(one: Sums, digits: int) -> Json:
    return {
        "model": one.model,
        "scenario": one.scenario,
        "baseline": _money(one.baseline, digits),
        "uplift_article": _money(one.uplift, digits),
        "uplift_pct": share(one.uplift_share),
        "profit": _money(one.profit, digits),
        "expenses": _money(one.all_expenses, digits),
        "roi_multiple": one.roi_multiple,
    }


def _near(table: StatusTable, digits: int) -> list[Json]:
    return [
        {
            "model": table.model,
            "channel": table.channel,
            "to": _money(one.near.threshold, digits),
            "band": one.near.band,
            "customers": one.near.clients,
            "lacking": None if one.near.gap is None else _money(one.near.gap, digits),
            "list": one.rows.text(),
        }
        for one in (*table.near, table.below)
    ]


def points_answer(one: PointsBeside | None, digits: int) -> Json | None:
    """Tell what a points program would leave; None without one."""
    if one is None:
        return None
    return {
        "program": one.name,
        "tried_from": day(one.first),
        "tried_to": day(one.last),
        "members": one.members,
        "growth_as": one.like,
        "cost": _money(one.cost, digits),
        "profits": {
            scenario: _money(profit, digits)
            for scenario, profit in zip(SCENARIOS, one.profits, strict=True)
        },
        "expected_profit": _money(one.expected, digits),
        "needed_uplift": share(one.needed),
    }


def kept_answer(one: KeptPlan) -> Json:
    """Tell a kept plan's head."""
    chosen = one.chosen
    return {
        "name": one.name,
        "made_on": day(one.made_on),
        "by": one.by,
        "programs": [model.name for model in one.plan.models],
        "chosen": None if chosen is None else chosen.model,
        "chosen_on": None if chosen is None else day(chosen.on),
        "chosen_by": None if chosen is None else chosen.by,
    }


def compared_answer(one: PlanCompared, digits: int) -> Json:
    """Tell what a plan comes to beside others."""
    best = one.best
    return {
        "plan": one.name,
        "program": None if best is None else best.model,
        "expected_profit": None if best is None else _money(best.expected, digits),
        "pessimistic_profit": None if best is None else _money(best.worst, digits),
        "uplift_article": None if best is None else _money(one.uplift, digits),
        "earns_its_cost": one.earns,
        "problem": one.problem or None,
    }


def tracked_answer(found: Tracking, digits: int) -> Json:
    """Tell what became of a chosen plan."""
    return {
        "plan": found.name,
        "program": found.model,
        "chosen_on": day(found.chosen_on),
        "first": month_key(found.first),
        "last": month_key(found.last),
        "through": month_key(found.through) if found.through >= found.first else None,
        "is_over": found.is_over,
        "range_holds": found.holds,
        "year_low": _amount(found.year_low, digits),
        "year_high": _amount(found.year_high, digits),
        "all": _channel(found.whole, digits),
        "channels": {one.channel: _channel(one, digits) for one in found.channels},
        "conversions": [_reached(one) for one in found.conversions],
    }


def _channel(one: TrackedChannel, digits: int) -> Json:
    why = one.why
    return {
        "forecast": _money(one.forecast, digits),
        "sales": _money(one.sales, digits),
        "is_off": one.is_off,
        "because_of": None
        if why is None
        else {
            "clients": _money(why.clients, digits),
            "purchases_of_each": _money(why.conversion, digits),
            "average_purchase": _money(why.check, digits),
        },
        "months": [_month(month, digits) for month in one.months],
    }


def _month(one: TrackedMonth, digits: int) -> Json:
    return {
        "month": month_key(one.month),
        "forecast": _money(one.forecast_sales, digits),
        "low": _amount(one.low, digits),
        "high": _amount(one.high, digits),
        "sales": _money(one.sales, digits),
        "error": _money(one.error, digits),
        "within": one.is_within,
        "forecast_clients": one.forecast_clients,
        "clients": one.clients,
        "tracking_signal": one.signal,
        "mape": share(one.mape),
    }


def _reached(one: ReachedTold) -> Json:
    return {
        "band": one.band.name,
        "presupposed": share(one.band.conversion),
        "people": one.now.of,
        "reached": one.now.reached,
        "reached_before_the_program": share(one.before.share),
        "learned": None if one.learned is None else share(one.learned.rate),
        "low": None if one.learned is None else share(one.learned.low),
        "high": None if one.learned is None else share(one.learned.high),
    }


def _amount(value: int | None, digits: int) -> str | None:
    return None if value is None else _money(value, digits)


def _money(value: float, digits: int) -> str:
    return decimal_text(round(value), digits)
