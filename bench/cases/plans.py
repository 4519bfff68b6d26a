"""A plan while its owner edits it: every change shows the whole comparison again."""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median

from bench.measure import beside
from bench.setting import Setting, inside
from bench.table import Case, within
from retailcrm.cli.run import now
from retailcrm.planner.plan import Plan
from retailcrm.planner.profit import profits, years
from retailcrm.services.plan_rows import PlanView
from retailcrm.wiring import open_shop

MOST_MS = 50
PARTS = ("months", "near", "turns", "rests", "kept")
TIMES = 20
CLOSE = 1e-9


def redraw(setting: Setting) -> list[Case]:
    """Change all thresholds of three programs, beside the bare sums of a year's profits.

    Raises:
        RuntimeError: the two come to different profits.
    """
    shop = _sells_online_too(setting)
    services = open_shop(str(shop), now)
    planning = services.planning
    begun = time.perf_counter()
    plan = planning.start("Bench")
    first = time.perf_counter() - begun
    base = planning.base()
    steps = count(1)

    def changed() -> Plan:
        """Give thresholds that were never asked for: everybody is counted anew."""
        by = next(steps)
        models = tuple(
            replace(one, steps=tuple(replace(at, threshold=at.threshold + by) for at in one.steps))
            for one in plan.models
        )
        return replace(plan, models=models)

    def ours() -> PlanView:
        return planning.look(changed())

    def bare() -> object:
        told = changed()
        return profits(years(base.channels, told.models, told.inputs), told.inputs)

    _agree(ours())
    mine, theirs = (taken * 1000 for taken in beside(ours, bare))
    clients = sum(one.spread.clients for one in base.channels)
    note = f"{clients} clients; read for the first time in {first:.1f} s"
    name = "a plan's thresholds change, all is told again"
    goal = f"<= {MOST_MS} ms"
    services.close()
    return [
        Case(name, mine, "the bare sums of a year", theirs, goal, mine <= MOST_MS, "ms", note),
        *(_painted(shop, setting.work / "preferences", part) for part in PARTS),
    ]


def _sells_online_too(setting: Setting) -> Path:
    """Give a copy of the shop in which each fifth receipt came from the online shop."""
    shop = setting.shop(setting.lines)
    copy = shop.with_name(f"online-{shop.name}")
    if not copy.exists():
        shutil.copyfile(shop, copy)
        with closing(sqlite3.connect(copy)) as books, books:
            books.execute("UPDATE receipt SET channel = 1 WHERE id % 5 = 0")
    return copy


def _painted(shop: Path, folder: Path, part: str) -> Case:
    """Type a figure at the open Planner: from the key until the window is painted."""
    folder.mkdir(exist_ok=True)
    taken = inside("bench.windows", "planning", time.time(), shop, folder, part, TIMES)["taken"]
    note = f"slowest of {len(taken)} {max(taken):.0f} ms"
    return within(f"a key in the Planner, painted ({part})", median(taken), MOST_MS, note=note)


def _agree(view: PlanView) -> None:
    assert view.run is not None
    assert view.base is not None
    plan = view.plan
    bare = profits(years(view.base.channels, plan.models, plan.inputs), plan.inputs)
    for one in view.run.comparison.ranking:
        for mine, other in zip(one.profits, bare[one.model], strict=True):
            if abs(mine - other) > CLOSE * max(1.0, abs(other)):
                raise RuntimeError(f"{one.model}: months come to {mine}, the year to {other}.")
