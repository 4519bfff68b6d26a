"""The command about plans: what programs would bring."""

import tomllib
from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import Command, commands_of
from retailcrm.core.days import month_key
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.planner.uplift import Sums
from retailcrm.services.plan_rows import PlanRun
from retailcrm.wiring import Services

_MOST_BYTES = 1 << 20


def plan_words(command: Command) -> None:
    """Commands about plans."""
    action = commands_of(command("plan", "what programs would bring"), "action")
    run = action("run", "work out what the programs of a plan would bring next year")
    run.add_argument("file", type=Path, metavar="PLAN.toml")
    run.add_argument("--out", type=Path, metavar="FILE.xlsx", help="a workbook with formulas")


def run_plan(services: Services, told: Namespace, progress: Progress) -> Json:
    """Work a plan out and compare its programs."""
    progress.step(0, 1, say("Working out the plan"))
    plan = services.planning.read(_values(told.file), told.file.stem)
    run = services.planning.run(plan)
    answer = plan_answer(run, services.shop.settings().digits)
    if told.out is not None:
        answer["file"] = str(services.planning.save_workbook(run, told.out))
    progress.step(1, 1, say("Working out the plan"))
    return answer


def plan_answer(run: PlanRun, digits: int) -> Json:
    """Tell each program in each scenario, the order of choice, and what would turn it."""
    found, needed = run.comparison, dict(run.break_even)

    def money(value: float) -> str:
        return decimal_text(round(value), digits)

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
                "expected_profit": money(one.expected),
                "pessimistic_profit": money(one.worst),
                "regret": money(one.regret),
                "break_even_conversions": needed[one.model],
            }
            for one in found.ranking
        ],
        "turns": [
            {
                "what": one.what,
                "low": money(one.low),
                "high": money(one.high),
                "low_choice": one.low_choice,
                "high_choice": one.high_choice,
            }
            for one in run.turns
        ],
        "choice": best,
        "earns_its_cost": earns,
        "why": "" if earns else say("None of these programs earns what it costs."),
    }


def _row(one: Sums, digits: int) -> Json:
    return {
        "model": one.model,
        "scenario": one.scenario,
        "baseline": decimal_text(round(one.baseline), digits),
        "uplift_article": decimal_text(round(one.uplift), digits),
        "uplift_pct": one.uplift_share,
        "profit": decimal_text(round(one.profit), digits),
        "expenses": decimal_text(round(one.all_expenses), digits),
        "roi_multiple": one.roi_multiple,
    }


def _values(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            held = file.read(_MOST_BYTES + 1)
        if len(held) > _MOST_BYTES:
            raise UserError(say("{file} is too large for a plan.", file=path.name))
        return tomllib.loads(held.decode("utf-8-sig"))
    except (OSError, ValueError) as fault:
        raise UserError(
            say("The plan {file} cannot be read.", file=path.name),
            say("It is a TOML file as docs/planner.md describes."),
        ) from fault
