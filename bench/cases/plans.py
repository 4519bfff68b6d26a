"""A plan while its owner edits it: every change shows the whole comparison again."""

import time
from dataclasses import replace
from itertools import count

from bench.measure import beside
from bench.setting import Setting
from bench.table import Case
from retailcrm.cli.run import now
from retailcrm.planner.plan import Plan
from retailcrm.planner.profit import profits, years
from retailcrm.services.plan_rows import PlanView
from retailcrm.wiring import open_shop

MOST_MS = 50
CLOSE = 1e-9


def redraw(setting: Setting) -> list[Case]:
    """Change an input of three programs, beside the bare sums of a year's profits.

    Raises:
        RuntimeError: the two come to different profits.
    """
    services = open_shop(str(setting.shop(setting.lines)), now)
    planning = services.planning
    begun = time.perf_counter()
    plan = planning.start("Bench")
    first = time.perf_counter() - begun
    base = planning.base()
    steps = count(1)

    def changed() -> Plan:
        margin = 0.3 + next(steps) % 1000 / 10_000  # never twice the same
        return replace(plan, inputs=replace(plan.inputs, margin=margin))

    def ours() -> PlanView:
        return planning.look(changed())

    def bare() -> object:
        told = changed()
        return profits(years(base.channels, told.models, told.inputs), told.inputs)

    _agree(ours())
    mine, theirs = (taken * 1000 for taken in beside(ours, bare))
    clients = sum(one.spread.clients for one in base.channels)
    note = f"{clients} clients; read for the first time in {first:.1f} s"
    name = "a plan's input changes, all is shown again"
    goal = f"<= {MOST_MS} ms"
    return [Case(name, mine, "the bare sums of a year", theirs, goal, mine <= MOST_MS, "ms", note)]


def _agree(view: PlanView) -> None:
    assert view.run is not None
    assert view.base is not None
    plan = view.plan
    bare = profits(years(view.base.channels, plan.models, plan.inputs), plan.inputs)
    for one in view.run.comparison.ranking:
        for mine, other in zip(one.profits, bare[one.model].tolist(), strict=True):
            if abs(mine - other) > CLOSE * max(1.0, abs(other)):
                raise RuntimeError(f"{one.model}: months come to {mine}, the year to {other}.")
