"""Every field of a plan: how it is written, read, and put back into the plan."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from retailcrm.core.money import decimal_text
from retailcrm.core.words import say
from retailcrm.planner.kept import free_name
from retailcrm.planner.plan import MOST, Plan
from retailcrm.planner.programs import ProgramModel, Step
from retailcrm.planner.uplift import Inputs
from retailcrm.ui.screens.program.kinds import number_of

_HUNDRED = Decimal(100)
_MOST_STEPS = 6
#: an amount as the tables write it, with a comma before every three digits
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_NUMBERED = re.compile(r" \d+$")  # behind the name of a program that was added
_DECIMALS = 2  # a currency with more of them may mean a comma before its decimals
_CONVERSION, _WEIGHT, _DELIVERY, _GROWTH = "bands", "weights", "delivery", "growth"
_PROGRAMS = ("models.", f"{_GROWTH}.")
_MONEY = frozenset({"gift", "small_gift", "fixed"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A plan as it is typed.

    Attributes:
        plan: with everything that could be read.
        texts: by field, what was typed; fields that were not touched stand as the plan has them.
        unread: by field, why what was typed cannot be read.
    """

    plan: Plan
    texts: Mapping[str, str]
    unread: Mapping[str, str]

    def text(self, path: str, digits: int) -> str:
        """Give what stands in a field."""
        return self.texts[path] if path in self.texts else text_of(self.plan, path, digits)

    def typed(self, path: str, text: str, digits: int) -> "Typed":
        """Take what was typed into a field; what cannot be read changes nothing."""
        texts = {**self.texts, path: text}
        unread = {key: why for key, why in self.unread.items() if key != path}
        if path == "name" or path.endswith(".name"):
            fault = _name_fault(self.plan, path, text.strip())
            if fault:
                return Typed(self.plan, texts, {**unread, path: fault})
            return Typed(_renamed(self.plan, path, text.strip()), texts, unread)
        number = _number(path, text, digits)
        if number is None:
            return Typed(self.plan, texts, {**unread, path: say("Type a number, such as 2.5.")})
        if abs(number) > MOST:
            return Typed(self.plan, texts, {**unread, path: say("Type a smaller number.")})
        return Typed(_put(self.plan, path, number, digits), texts, unread)

    def changed(self, plan: Plan, anew: tuple[str, ...] = _PROGRAMS) -> "Typed":
        """Go on with a plan that was changed elsewhere.

        Args:
            plan: with other programs, unless told otherwise.
            anew: what the names of its other fields begin with; what was typed there is gone.
        """
        return Typed(
            plan,
            {key: text for key, text in self.texts.items() if not key.startswith(anew)},
            {key: why for key, why in self.unread.items() if not key.startswith(anew)},
        )


def typed_of(plan: Plan) -> Typed:
    """Begin to type at a plan."""
    return Typed(plan, {}, {})


def text_of(plan: Plan, path: str, digits: int) -> str:
    """Write a field as the plan has it."""
    value = _value(plan, path)
    if isinstance(value, str):
        return value
    if _is_money(path):
        return decimal_text(round(value), digits).removesuffix("." + "0" * digits)
    return _plain(Decimal(str(value)) * _HUNDRED)


def with_model(plan: Plan) -> Plan:
    """Add a program like the last one, a step further up."""
    if not plan.models:
        return replace(plan, models=(ProgramModel(say("Program"), 0, (Step(100_00, 0.03),)),))
    last = plan.models[-1]
    names = {one.name for one in plan.models}
    first = _NUMBERED.sub("", last.name)
    name = free_name(first if first in names else last.name, names)
    growth = plan.inputs.growth or {}
    copied = {(name, *key[1:]): share for key, share in growth.items() if key[0] == last.name}
    return replace(
        plan,
        models=(*plan.models, replace(last, name=name)),
        inputs=replace(plan.inputs, growth={**growth, **copied}),
    )


def without_model(plan: Plan, number: int) -> Plan:
    """Take a program out."""
    gone = plan.models[number].name
    growth = {key: share for key, share in (plan.inputs.growth or {}).items() if key[0] != gone}
    models = tuple(one for at, one in enumerate(plan.models) if at != number)
    return replace(plan, models=models, inputs=replace(plan.inputs, growth=growth))


def with_step(plan: Plan, number: int) -> Plan:
    """Add a status above the last one of a program."""
    steps = plan.models[number].steps
    if not steps or len(steps) >= _MOST_STEPS:
        more = Step(max(2 * plan.models[number].gift_limit, 100), 0.03)
    else:
        before = steps[-2].threshold if len(steps) > 1 else plan.models[number].gift_limit
        last = steps[-1]
        more = Step(2 * last.threshold - before, min(last.discount + 0.02, 1.0))
    return _model(plan, number, lambda one: replace(one, steps=(*one.steps, more)))


def without_step(plan: Plan, number: int, step: int) -> Plan:
    """Take a status out of a program."""
    return _model(
        plan,
        number,
        lambda one: replace(one, steps=(*one.steps[:step], *one.steps[step + 1 :])),
    )


def can_step(plan: Plan, number: int) -> bool:
    """Say whether a program can have one more status."""
    return len(plan.models[number].steps) < _MOST_STEPS


def _value(plan: Plan, path: str) -> str | float:
    what, *rest = path.split(".")
    if what == "name":
        return plan.name
    if what == "models":
        return _of_model(plan.models[int(rest[0])], rest[1:])
    readers: dict[str, Callable[[], float]] = {
        _GROWTH: lambda: plan.inputs.grows(plan.models[int(rest[0])].name, rest[1], rest[2]),
        _DELIVERY: lambda: plan.inputs.delivers(rest[0]),
        _CONVERSION: lambda: plan.inputs.bands[int(rest[0])].conversion,
        _WEIGHT: lambda: plan.inputs.weights[int(rest[0])],
    }
    return readers[what]() if what in readers else float(getattr(plan.inputs, what))


def _of_model(model: ProgramModel, rest: list[str]) -> str | float:
    if rest[0] == "steps":
        step = model.steps[int(rest[1])]
        return step.threshold if rest[2] == "threshold" else step.discount
    if rest[0] == "redeemed":
        return model.redeemed
    return model.name if rest[0] == "name" else model.gift_limit


def _put(plan: Plan, path: str, number: Decimal, digits: int) -> Plan:
    what, *rest = path.split(".")
    value = float(number.scaleb(digits)) if _is_money(path) else float(number / _HUNDRED)
    if what == "models":
        return _model(plan, int(rest[0]), lambda one: _put_model(one, rest[1:], value))
    return replace(plan, inputs=_put_input(plan, plan.inputs, (what, *rest), value))


def _put_model(model: ProgramModel, rest: list[str], value: float) -> ProgramModel:
    if rest[0] == "gift_limit":
        return replace(model, gift_limit=round(value))
    if rest[0] == "redeemed":
        return replace(model, redeemed=value)
    at = int(rest[1])
    held = model.steps[at]
    if rest[2] == "threshold":
        step = replace(held, threshold=round(value))
    else:
        step = replace(held, discount=value)
    return replace(model, steps=(*model.steps[:at], step, *model.steps[at + 1 :]))


def _put_input(plan: Plan, inputs: Inputs, path: tuple[str, ...], value: float) -> Inputs:
    what, *rest = path
    if what == _GROWTH:
        key = (plan.models[int(rest[0])].name, rest[1], rest[2])
        return replace(inputs, growth={**(inputs.growth or {}), key: value})
    if what == _DELIVERY:
        return replace(inputs, delivery={**(inputs.delivery or {}), rest[0]: value})
    if what == _CONVERSION:
        at = int(rest[0])
        bands = tuple(
            replace(one, conversion=value) if n == at else one for n, one in enumerate(inputs.bands)
        )
        return replace(inputs, bands=bands)
    if what == _WEIGHT:
        at = int(rest[0])
        low, middle, high = (value if n == at else one for n, one in enumerate(inputs.weights))
        return replace(inputs, weights=(low, middle, high))
    return replace(inputs, **{what: value})  # type: ignore[arg-type]


def _name_fault(plan: Plan, path: str, name: str) -> str:
    if not name:
        return say("Give it a name.")
    number = int(path.split(".")[1]) if path != "name" else None
    others = (one.name for at, one in enumerate(plan.models) if at != number)
    if number is not None and name in others:
        return say("Another program has this name.")
    return ""


def _renamed(plan: Plan, path: str, name: str) -> Plan:
    """Give a plan or a program another name; the growth told of it follows."""
    if path == "name":
        return replace(plan, name=name)
    number = int(path.split(".")[1])
    before = plan.models[number].name
    growth = {
        ((name if key[0] == before else key[0]), *key[1:]): share
        for key, share in (plan.inputs.growth or {}).items()
    }
    renamed = _model(plan, number, lambda one: replace(one, name=name))
    return replace(renamed, inputs=replace(renamed.inputs, growth=growth))


def _model(plan: Plan, number: int, change: Callable[[ProgramModel], ProgramModel]) -> Plan:
    models = tuple(change(one) if at == number else one for at, one in enumerate(plan.models))
    return replace(plan, models=models)


def _is_money(path: str) -> bool:
    return path in _MONEY or path.startswith(_DELIVERY) or path.endswith(("_limit", "threshold"))


def _number(path: str, text: str, digits: int) -> Decimal | None:
    """Read what was typed; an amount may have a comma before every three digits."""
    is_grouped = _is_money(path) and digits <= _DECIMALS and _GROUPED.fullmatch(text.strip())
    return number_of(text.replace(",", "") if is_grouped else text)


def _plain(number: Decimal) -> str:
    text = format(round(number, 4), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
