"""A plan as people write it down: programs, presuppositions, and the day it looks back from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.planner.problems import check
from retailcrm.planner.programs import BANDS, Band, ProgramModel, Step
from retailcrm.planner.purchases import CHANNELS
from retailcrm.planner.uplift import SCENARIOS, Inputs

#: whatever is told beyond it is a slip of the hand, and nothing can be worked out from it
MOST = Decimal(10) ** 12
_BETWEEN = "|"
_PAIR, _BAND = 2, 4
_KNOWN = frozenset(
    {
        "name", "margin", "delivery", "gift_status", "gift_sub", "kappa_sub", "fixed", "models",
        "bands", "growth", "weights", "as_of", "history_months",
        # told by worked plans, but known from the receipts
        "active_months_per_client", "lower_quartile_check",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """Programs to compare, and what is presupposed of them.

    Attributes:
        name: what the owner calls it.
        models: at least one.
        inputs: presuppositions, money in minor units.
        as_of: last day that is looked at; None: the last one with data.
        history_months: months to learn from; None: all there are.
    """

    name: str
    models: tuple[ProgramModel, ...]
    inputs: Inputs = field(default_factory=Inputs)
    as_of: date | None = None
    history_months: int | None = None


def plan_from(told: Mapping[str, Any], minor: int, name: str = "") -> Plan:
    """Read a plan from a file's values.

    Args:
        told: keys as docs/planner.md lists them; money in whole currency units.
        minor: minor units in one currency unit.
        name: of the plan where it tells none.

    Raises:
        UserError: something is unknown, missing or makes no sense; it is named.
    """
    for key in told:
        if key not in _KNOWN:
            raise UserError(
                say("A plan knows no “{key}”.", key=key),
                say("It knows {keys}.", keys=", ".join(sorted(_KNOWN))),
            )
    models = tuple(_model(key, one, minor) for key, one in _table(told, "models").items())
    if not models:
        raise UserError(say("The plan has no program to work out: add one under “models”."))
    plan = Plan(
        str(told.get("name", name)),
        models,
        _inputs(told, minor, tuple(one.name for one in models)),
        _day(told.get("as_of")),
        _months(told.get("history_months")),
    )
    check(models, plan.inputs)
    return plan


def plan_to(plan: Plan, minor: int) -> dict[str, Any]:
    """Write a plan as `plan_from` reads it, money as decimal texts."""

    def money(value: float) -> str:
        return str(Decimal(str(value)) / minor)

    inputs = plan.inputs
    return {
        "name": plan.name,
        "margin": inputs.margin,
        "gift_status": money(inputs.gift),
        "gift_sub": money(inputs.small_gift),
        "kappa_sub": inputs.small_conversion,
        "fixed": money(inputs.fixed),
        "delivery": {one: money(inputs.delivers(one)) for one in CHANNELS},
        "models": {
            one.name: {
                "gift_limit": money(one.gift_limit),
                "steps": [[money(step.threshold), step.discount] for step in one.steps],
                **({} if one.redeemed == 1 else {"points_redeemed": one.redeemed}),
            }
            for one in plan.models
        },
        "bands": [[one.name, one.low, one.high, one.conversion] for one in inputs.bands],
        "growth": {
            one.name: {
                scenario: {
                    channel: inputs.grows(one.name, scenario, channel) for channel in CHANNELS
                }
                for scenario in SCENARIOS
            }
            for one in plan.models
        },
        "weights": list(inputs.weights),
        "as_of": None if plan.as_of is None else plan.as_of.isoformat(),
        "history_months": plan.history_months,
    }


def _inputs(told: Mapping[str, Any], minor: int, models: tuple[str, ...]) -> Inputs:
    usual = Inputs()
    return Inputs(
        margin=_share(told, "margin", usual.margin),
        gift=_money(told, "gift_status", minor),
        small_gift=_money(told, "gift_sub", minor),
        small_conversion=_share(told, "kappa_sub", usual.small_conversion),
        fixed=_money(told, "fixed", minor),
        delivery=_delivery(_table(told, "delivery"), minor),
        growth=_growth(_table(told, "growth"), models),
        bands=_bands(told.get("bands")),
        weights=_weights(told.get("weights"), usual.weights),
    )


def _delivery(told: Mapping[str, Any], minor: int) -> dict[str, float]:
    for channel in told:
        _known_channel("delivery", channel)
    return {channel: _money(told, channel, minor) for channel in told}


def _growth(told: Mapping[str, Any], models: tuple[str, ...]) -> dict[tuple[str, str, str], float]:
    found: dict[tuple[str, str, str], float] = {}
    for key, rows in _flat(told).items():
        model, _, scenario = key.partition(_BETWEEN)
        if model not in models:
            raise UserError(say("Growth is told of “{model}”, which is no program.", model=model))
        if scenario not in SCENARIOS:
            raise UserError(
                say(
                    "Growth is told of the scenario “{scenario}”; there are {known}.",
                    scenario=scenario,
                    known=", ".join(SCENARIOS),
                )
            )
        for channel in rows:
            _known_channel("growth", channel)
            found[model, scenario, channel] = _share(rows, channel, 0.0)
    return found


def _flat(told: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Read growth.MODEL.SCENARIO.CHANNEL and growth."MODEL|SCENARIO".CHANNEL alike."""
    found: dict[str, Mapping[str, Any]] = {}
    for key in told:
        inside = _table(told, key)
        if _BETWEEN in key:
            found[key] = inside
        else:
            found |= {f"{key}{_BETWEEN}{scenario}": _table(inside, scenario) for scenario in inside}
    return found


def _model(name: str, told: Any, minor: int) -> ProgramModel:
    if not isinstance(told, Mapping):
        raise UserError(say("{program}: tell its gift_limit and its steps.", program=name))
    steps = told.get("steps", ())
    if not isinstance(steps, list) or not all(
        isinstance(one, list) and len(one) == _PAIR for one in steps
    ):
        raise UserError(say("{program}: steps are pairs of amount and discount.", program=name))
    return ProgramModel(
        name,
        round(_money(told, "gift_limit", minor)),
        tuple(
            Step(round(_amount(amount, "steps", minor)), _number(rate, "steps"))
            for amount, rate in steps
        ),
        _share(told, "points_redeemed", 1.0),
    )


def _bands(told: Any) -> tuple[Band, ...]:
    if told is None:
        return BANDS
    if not isinstance(told, list) or not all(
        isinstance(one, list) and len(one) == _BAND for one in told
    ):
        raise UserError(say("Bands are a name, where it begins, where it ends, and a share each."))
    return tuple(Band(str(name), *(_number(one, "bands") for one in rest)) for name, *rest in told)


def _weights(told: Any, usual: tuple[float, float, float]) -> tuple[float, float, float]:
    if not told:
        return usual
    if not isinstance(told, list) or len(told) != len(SCENARIOS):
        raise UserError(say("There are three weights, one for each scenario."))
    low, middle, high = (_number(one, "weights") for one in told)
    return low, middle, high


def _day(told: Any) -> date | None:
    if told is None or isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told))
    except ValueError as fault:
        raise UserError(say("as_of is a day such as 2024-12-31.")) from fault


def _months(told: Any) -> int | None:
    if told is None:
        return None
    if not isinstance(told, int) or isinstance(told, bool) or told < 1:
        raise UserError(say("history_months is a whole number of months, at least 1."))
    return told


def _table(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    held = told.get(key, {})
    if not isinstance(held, Mapping):
        raise UserError(say("“{key}” is a table of its own.", key=key))
    return held


def _known_channel(key: str, channel: str) -> None:
    if channel not in CHANNELS:
        raise UserError(
            say("“{key}” is told of {channel}; there are offline and online.", key=key,
                channel=channel)
        )  # fmt: skip


def _share(told: Mapping[str, Any], key: str, usual: float) -> float:
    return _number(told[key], key) if key in told else usual


def _money(told: Mapping[str, Any], key: str, minor: int) -> float:
    return _amount(told[key], key, minor) if key in told else 0.0


def _amount(told: Any, key: str, minor: int) -> float:
    return float(_decimal(told, key) * minor)


def _number(told: Any, key: str) -> float:
    return float(_decimal(told, key))


def _decimal(told: Any, key: str) -> Decimal:
    try:
        found = Decimal(str(told))
    except InvalidOperation:
        found = Decimal("NaN")
    if isinstance(told, bool) or not found.is_finite():
        raise UserError(say("“{key}” is a number, not “{told}”.", key=key, told=told))
    if abs(found) > MOST:
        raise UserError(say("“{key}” is too large: “{told}”.", key=key, told=told))
    return found
