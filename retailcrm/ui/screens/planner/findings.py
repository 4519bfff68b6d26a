"""What the planner says of a plan, in sentences computed from its figures."""

import numpy as np

from retailcrm.core.words import say
from retailcrm.planner.comparison import Ranked, Turn
from retailcrm.planner.uplift import SCENARIOS, Sums
from retailcrm.planner.verdict import turn_words
from retailcrm.services.plan_rows import PlanRun
from retailcrm.ui.screens.planner.state import PlannerState

CONSERVATIVE = SCENARIOS[1]
_COUNTS = ("none", "one", "two", "all three")


def verdict(state: PlannerState) -> tuple[str, str]:
    """Say which program to choose, and the doubt below it."""
    if state.faults and not state.is_fresh:
        first = next(iter(state.faults.values()))
        return say("The figures below are of before: mend the field in red"), first
    run = state.answer
    if run is None:
        return say("Working out the plan…"), ""
    best = run.comparison.ranking[0]
    money = state.figures.money(best.expected, whole=True)
    if run.comparison.choice is None:
        lost = state.figures.money(abs(best.expected), whole=True)
        return (
            say("None of these programs earns what it costs"),
            " ".join((
                say("The best of them, {model}, would lose about {money} a year.",
                    model=_named(state, best.model), money=lost),
                *(run.doubts or (say("Try lower discounts, or give points."),)),
            )),
        )  # fmt: skip
    return _pays(state, best, money, run.doubts), _doubt(state, run, best)


def _pays(state: PlannerState, best: Ranked, money: str, doubts: tuple[str, ...]) -> str:
    """Say that a program pays; less surely where the plan rests on little."""
    told = {"model": _named(state, best.model), "money": money}
    if doubts:
        return say("{model} may pay: about {money} a year, but little is known yet",
                   **told)  # fmt: skip
    pays = sum(1 for one in best.profits if one >= 0)
    if pays < len(SCENARIOS):
        return say("{model} pays: about {money} a year, and in {n} of three scenarios",
                   n=say(_COUNTS[pays]), **told)  # fmt: skip
    return say("{model} pays: about {money} a year, and in all three scenarios", **told)


def _doubt(state: PlannerState, run: PlanRun, best: Ranked) -> str:
    """Say what the plan rests on too little of; else who sells more and loses; else the worst."""
    if run.doubts:
        return " ".join(run.doubts)
    mine = _of(run, best.model)
    for other in run.comparison.ranking[1:]:
        theirs = _of(run, other.model)
        if theirs.uplift > mine.uplift and other.expected < 0:
            return say(
                "{model} sells more, but loses money on discounts for purchases you would have "
                "had anyway.",
                model=_named(state, other.model),
            )
    if best.worst < 0:
        return say(
            "In the pessimistic scenario it would lose {money}.",
            money=state.figures.money(abs(best.worst), whole=True),
        )
    return say(
        "Even in the pessimistic scenario it earns {money}.",
        money=state.figures.money(best.worst, whole=True),
    )


def _named(state: PlannerState, model: str) -> str:
    letter = state.letter(model)
    return f"{letter} {model}".strip()


def _of(run: PlanRun, model: str, scenario: str = CONSERVATIVE) -> Sums:
    found = (one for one in run.comparison.sums if one.model == model and one.scenario == scenario)
    return next(found)


def running(run: PlanRun, model: str) -> np.ndarray:
    """Add up a program's profit month by month, the fixed costs first, minor units."""
    inputs = run.plan.inputs
    parts = [
        one for one in run.comparison.parts if one.model == model and one.scenario == CONSERVATIVE
    ]
    months = sum(one.months.profit(inputs.margin) for one in parts)
    small = sum(one.small_gift.profit(inputs.margin) for one in parts)
    each = np.asarray(months, dtype=np.float64)
    return np.cumsum(each + small / max(each.size, 1)) - inputs.fixed


def pays_from(profits: np.ndarray) -> int | None:
    """Give the first month from which a program has earned what it cost; None if never."""
    if profits[-1] < 0:
        return None
    below = np.flatnonzero(profits < 0)
    return int(below[-1]) + 1 if below.size else 0


def months_title(state: PlannerState, run: PlanRun) -> tuple[str, str]:
    """Say from which month on each program pays, and what the lines mean."""
    caption = say(
        "Profit since the start, {currency}, conservative scenario, fixed costs included",
        currency=state.figures.currency,
    )
    paying = [
        (one.name, month)
        for one in run.plan.models
        if (month := pays_from(running(run, one.name))) is not None
    ]
    if not paying:
        return say("No program pays within the year"), caption
    best, month = min(paying, key=lambda one: one[1])
    if len(paying) == 1 and len(run.plan.models) > 1:
        others = say("the others do not pay within the year")
    elif len(paying) < len(run.plan.models):
        others = say("{n} of {all} pay within the year", n=len(paying), all=len(run.plan.models))
    else:
        others = ""
    told = {
        "model": _named(state, best),
        "month": state.figures.month_name(run.base.first_ahead + month),
    }
    words = (
        say("{model} may pay from {month} on", **told)
        if run.doubts
        else say("{model} pays from {month} on", **told)
    )
    return (f"{words}; {others}" if others else words), caption


def turns_title(run: PlanRun) -> str:
    """Say what would turn the choice."""
    chosen = run.comparison.ranking[0].model
    if run.comparison.choice is None:
        return _none_pays_title(run)
    turning = [one for one in run.turns if {one.low_choice, one.high_choice} != {chosen}]
    if turning:
        return say("The choice hangs on {what}", what=turn_words()[turning[0].what])
    sinking = [one for one in run.turns if min(one.low, one.high) < 0 <= max(one.low, one.high)]
    if sinking:
        what = turn_words()[sinking[0].what]
        return say("The choice stays, but whether it pays hangs on {what}", what=what)
    return say("No presupposition by itself would turn the choice")


def _none_pays_title(run: PlanRun) -> str:
    paying = [one for one in run.turns if max(one.low, one.high) >= 0]
    if paying:
        what = turn_words()[paying[0].what]
        return say("None pays as presupposed; whether one would hangs on {what}", what=what)
    return say("None pays, whichever presupposition by itself is wrong by half")


def what_words(turn: Turn) -> str:
    """Name a presupposition."""
    words = turn_words()[turn.what]
    return words[:1].upper() + words[1:]


def break_even_words(state: PlannerState, run: PlanRun) -> str:
    """Say from which share of the presupposed conversions each program pays."""
    needed = [
        f"{state.letter(model)} {state.figures.percent(factor, 0)}"
        for model, factor in run.break_even
        if factor is not None
    ]
    if not needed:
        return ""
    return say("Of the presupposed conversions it takes: {shares}.", shares=", ".join(needed))


def points_words(state: PlannerState) -> str:
    """Say what the points program in force would leave beside the plan; empty until counted."""
    if state.points is None or state.points[0] is not state.answer:
        return ""
    found, figures = state.points[1], state.figures
    said = say(
        "Your points, {name}: {expected} expected ({worst} at worst) for {cost} of points, with "
        "as many new customers as {like}.",
        name=found.name,
        expected=figures.money(found.expected, whole=True),
        worst=figures.money(found.profits[0], whole=True),
        cost=figures.money(found.cost, whole=True),
        like=_named(state, found.like),
    )
    if found.needed is None:
        return said
    return said + " " + say("Sales would have to rise by {share}.",
                            share=figures.percent(found.needed))  # fmt: skip
