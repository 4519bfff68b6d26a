"""The commands about plans: what programs would bring, and what became of the chosen one."""

import tomllib
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command, commands_of
from retailcrm.cli.plan_answers import (
    compared_answer,
    kept_answer,
    plan_answer,
    points_answer,
    tracked_answer,
)
from retailcrm.cli.typed import day_typed
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.planner.plan import Plan
from retailcrm.services.plans import KeptPlan
from retailcrm.wiring import Services

_Run = Callable[[Services, Namespace, Progress], Json]
_MOST_BYTES = 1 << 20
_TOML, _PDF = ".toml", ".pdf"


def plan_words(command: Command) -> None:
    """Commands about plans."""
    action = commands_of(command("plan", "what programs would bring"), "action")
    run = action("run", "work out what the programs of a plan would bring next year")
    run.add_argument("plan", metavar="PLAN.toml", help="a file, or the name of a kept plan")
    run.add_argument(
        "--out", type=Path, metavar="FILE", help="a workbook with formulas (.xlsx) or pages (.pdf)"
    )
    run.add_argument(
        "--points", action="store_true", help="set the points program in force beside it"
    )
    run.add_argument("--paper", choices=("a4", "letter"), default="a4")
    save = action("save", "keep a plan; without a file, one cut from what your clients spend")
    save.add_argument("file", nargs="?", type=Path, metavar="PLAN.toml")
    save.add_argument("--name", help="what to call it")
    action("list", "list the kept plans")
    for name, help_ in (("show", "tell a plan"), ("remove", "throw a plan away")):
        action(name, help_).add_argument("plan", metavar="NAME")
    copy = action("duplicate", "copy a plan")
    copy.add_argument("plan", metavar="NAME")
    copy.add_argument("--name", default="", help="what to call the copy")
    action("compare", "set plans beside each other").add_argument(
        "plans", nargs="+", metavar="NAME"
    )
    choose = action("choose", "choose a program of a plan; its forecast is kept and scored")
    choose.add_argument("plan", metavar="NAME")
    choose.add_argument("program", metavar="PROGRAM")
    track = action("track", "hold a chosen plan against what happened")
    track.add_argument("plan", nargs="?", metavar="NAME", help="default: the one chosen last")
    track.add_argument("--as-of", type=day_typed, metavar="DATE")


def run_plan(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked of plans."""
    return _ACTIONS[told.action](services, told, progress)


def _run(services: Services, told: Namespace, progress: Progress) -> Json:
    progress.step(0, 1, say("Working out the plan"))
    run = services.planning.run(_plan(services, told.plan))
    digits = services.shop.settings().digits
    answer = plan_answer(run, digits)
    if told.points:
        answer["points"] = points_answer(services.planning.points(run), digits)
    if told.out is not None and told.out.suffix.lower() == _PDF:
        answer["file"] = str(services.planning.save_pdf(run, told.out, told.paper))
    elif told.out is not None:
        answer["file"] = str(services.planning.save_workbook(run, told.out))
    progress.step(1, 1, say("Working out the plan"))
    return answer


def _save(services: Services, told: Namespace, _progress: Progress) -> Json:
    if told.file is None:
        plan = services.planning.start(told.name or say("First plan"))
    else:
        name = told.name or told.file.stem
        values = _values(told.file)
        if told.name:
            values["name"] = told.name
        plan = services.planning.read(values, name)
    return _kept(services, services.plans.save(plan).value)


def _list(services: Services, _told: Namespace, _progress: Progress) -> Json:
    return {"plans": [kept_answer(one) for one in services.plans.plans()]}


def _show(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _kept(services, services.plans.named(told.plan))


def _remove(services: Services, told: Namespace, _progress: Progress) -> Json:
    found = services.plans.named(told.plan)
    services.plans.remove(found.id)
    return {"removed": found.name}


def _duplicate(services: Services, told: Namespace, _progress: Progress) -> Json:
    found = services.plans.named(told.plan)
    return _kept(services, services.plans.duplicate(found.id, told.name).value)


def _compare(services: Services, told: Namespace, _progress: Progress) -> Json:
    numbers = [services.plans.named(one).id for one in told.plans]
    digits = services.shop.settings().digits
    return {"rows": [compared_answer(one, digits) for one in services.plans.compare(numbers)]}


def _choose(services: Services, told: Namespace, _progress: Progress) -> Json:
    found = services.plans.named(told.plan)
    return _kept(services, services.plans.choose(found.id, told.program).value)


def _track(services: Services, told: Namespace, _progress: Progress) -> Json:
    number = None if told.plan is None else services.plans.named(told.plan).id
    found = services.plans.track(number, told.as_of)
    if found is None:
        raise UserError(
            say("No plan was chosen yet."), say("Choose one with `plan choose NAME PROGRAM`.")
        )
    return tracked_answer(found, services.shop.settings().digits)


def _kept(services: Services, one: KeptPlan) -> Json:
    return kept_answer(one) | {"plan": services.planning.write(one.plan)}


def _plan(services: Services, told: str) -> Plan:
    """Read a plan from a file, or give the kept one of this name."""
    path = Path(told)
    if path.suffix.lower() == _TOML or path.exists():
        return services.planning.read(_values(path), path.stem)
    return services.plans.named(told).plan


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


_ACTIONS: MappingProxyType[str, _Run] = MappingProxyType(
    {
        "run": _run,
        "save": _save,
        "list": _list,
        "show": _show,
        "remove": _remove,
        "duplicate": _duplicate,
        "compare": _compare,
        "choose": _choose,
        "track": _track,
    }
)
