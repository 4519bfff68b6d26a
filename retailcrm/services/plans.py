"""Plans that are kept: saved, copied, set beside each other, and one of them chosen."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.plans import (
    PlanHead,
    add_forecast,
    add_plan,
    forecast_of,
    plan_head,
    plan_heads,
    plan_in_force,
    plan_named,
    remove_plan,
    write_plan,
)
from retailcrm.planner.kept import free_name, kept, plan_of
from retailcrm.planner.plan import Plan
from retailcrm.services.moments import moment_here
from retailcrm.services.plan_choosing import PlanCompared, compared, foreseen, model_named
from retailcrm.services.plan_tracking import Kept, Tracking, promised_of, track
from retailcrm.services.planning import PlanService

_TOUCHED = frozenset({Topic.PLANS})


@dataclass(frozen=True, slots=True)
class Chosen:
    """That a plan was chosen.

    Attributes:
        model: the program that begins.
        on: the day of the choice.
        by: who chose.
    """

    model: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan under its name.

    Attributes:
        plan: programs and presuppositions.
        made_on: day of its making.
        by: who made it.
        chosen: None of a plan that was not chosen.
    """

    id: int
    name: str
    plan: Plan
    made_on: date
    by: str
    chosen: Chosen | None


class KeptPlans:
    """Keeps plans.

    Args:
        books: the shop's books.
        planning: works plans out.
        clock: gives the time now.
    """

    def __init__(self, books: Books, planning: PlanService, clock: Callable[[], datetime]) -> None:
        self._books, self._planning, self._clock = books, planning, clock

    def plans(self) -> tuple[KeptPlan, ...]:
        """List the kept plans, the newest first."""
        with self._books.read() as connection:
            return tuple(_kept_plan(one) for one in plan_heads(connection))

    def plan(self, number: int) -> KeptPlan:
        """Give a kept plan.

        Raises:
            UserError: there is none of this number.
        """
        with self._books.read() as connection:
            return _kept_plan(_there(connection, number))

    def named(self, name: str) -> KeptPlan:
        """Give a kept plan by its name.

        Raises:
            UserError: there is none.
        """
        with self._books.read() as connection:
            found = plan_named(connection, " ".join(name.split()))
        if found is None:
            raise UserError(say("There is no plan {name}.", name=name))
        return _kept_plan(found)

    def save(
        self, plan: Plan, number: int | None = None, *, actor: Actor = OWNER
    ) -> Outcome[KeptPlan]:
        """Keep a plan, finished or not; anew, or in the place of an earlier one.

        Raises:
            UserError: the name is empty or taken, the earlier one was chosen, or the role
                forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            name = _free(unit.connection, plan.name, number)
            told = {"name": name, "inputs": json.dumps(kept(plan))}
            if number is None:
                number = add_plan(
                    unit.connection, **told, made_on=now.day, at=now.at, actor=actor.name
                )
            else:
                _unchosen(unit.connection, number)
                write_plan(unit.connection, number, **told)
        return Outcome(self.plan(number), _TOUCHED, say("The plan {name} is kept.", name=name))

    def rename(self, number: int, name: str, *, actor: Actor = OWNER) -> Outcome[KeptPlan]:
        """Call a plan something else.

        Raises:
            UserError: there is no such plan, the name is empty or taken, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            _there(unit.connection, number)
            told = _free(unit.connection, name, number)
            write_plan(unit.connection, number, name=told)
        said = say("The plan is called {name} now.", name=told)
        return Outcome(self.plan(number), _TOUCHED, said)

    def duplicate(self, number: int, name: str = "", *, actor: Actor = OWNER) -> Outcome[KeptPlan]:
        """Keep a copy of a plan, to be changed.

        Args:
            number: of the plan.
            name: of the copy; empty: the plan's own with a number behind it.
            actor: who asks.

        Raises:
            UserError: there is no such plan, the name is taken, or the role forbids it.
        """
        found = self.plan(number)
        told = name or free_name(found.name, {one.name for one in self.plans()})
        return self.save(replace(found.plan, name=told), actor=actor)

    def remove(self, number: int, *, actor: Actor = OWNER) -> Outcome[None]:
        """Throw a plan away that was never chosen.

        Raises:
            UserError: there is no such plan, it was chosen, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        with self._books.write() as unit:
            found = _unchosen(unit.connection, number)
            remove_plan(unit.connection, number)
        return Outcome(None, _TOUCHED, say("The plan {name} is gone.", name=found.name))

    def compare(self, numbers: Sequence[int]) -> tuple[PlanCompared, ...]:
        """Set plans beside each other, the one that leaves most first.

        Raises:
            UserError: one of them is not kept, or there is nothing to plan with.
        """
        found = [self._compared(self.plan(one)) for one in dict.fromkeys(numbers)]
        return tuple(sorted(found, key=_order))

    def choose(self, number: int, model: str, *, actor: Actor = OWNER) -> Outcome[KeptPlan]:
        """Choose a program of a plan, and write down once what it is forecast to bring.

        Raises:
            UserError: it was chosen before, makes no sense, has no such program, or the role
                forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        asked = self.plan(number)
        months, promised = foreseen(self._planning.run(asked.plan), model_named(asked.plan, model))
        with self._books.write() as unit:
            _unchosen(unit.connection, number)
            today = moment_here(self._clock, unit.connection).day
            add_forecast(unit.connection, number, months)
            write_plan(
                unit.connection,
                number,
                chosen=model,
                chosen_on=today,
                chosen_by=actor.name,
                promised=json.dumps(promised),
            )
        said = say(
            "{program} of {plan} is chosen; its forecast is kept and scored month by month.",
            program=model,
            plan=asked.name,
        )
        return Outcome(self.plan(number), _TOUCHED, said)

    def track(self, number: int | None = None, as_of: date | None = None) -> Tracking | None:
        """Hold a chosen plan against what happened.

        Args:
            number: of the plan; None: the one that was chosen last.
            as_of: last day to look at; None: the last one with data.

        Returns:
            None where no plan was chosen yet.

        Raises:
            UserError: the plan is not kept or was not chosen, or there are no receipts.
        """
        with self._books.read() as connection:
            head = plan_in_force(connection) if number is None else _there(connection, number)
            if head is None:
                return None
            if head.chosen_on is None:
                raise UserError(say("The plan {name} was not chosen.", name=head.name))
            months = forecast_of(connection, head.id)
        plan = plan_of(json.loads(head.inputs), head.name)
        kept_one = Kept(
            head.id,
            head.name,
            plan,
            model_named(plan, head.chosen),
            day_of(head.chosen_on),
            promised_of(head.promised),
            months,
        )
        return track(kept_one, self._planning.purchases(), self._planning.day(as_of))

    def _compared(self, one: KeptPlan) -> PlanCompared:
        try:
            return compared(one.id, self._planning.run(one.plan))
        except UserError as fault:
            return PlanCompared(
                one.id, one.name, None, earns=False, baseline=0.0, uplift=0.0, problem=str(fault)
            )


def _order(one: PlanCompared) -> tuple[bool, float, str]:
    return one.best is None, 0.0 if one.best is None else -one.best.expected, one.name


def _there(connection: Reading, number: int) -> PlanHead:
    found = plan_head(connection, number)
    if found is None:
        raise UserError(say("This plan is not kept any more."))
    return found


def _unchosen(connection: Reading, number: int) -> PlanHead:
    found = _there(connection, number)
    if found.chosen_on is not None:
        raise UserError(
            say("The plan {name} was chosen: its forecast will be held against it.",
                name=found.name),
            say("Make a copy and change that."),
        )  # fmt: skip
    return found


def _free(connection: Reading, name: str, number: int | None) -> str:
    told = " ".join(name.split())
    if not told:
        raise UserError(say("A plan needs a name."))
    found = plan_named(connection, told)
    if found is not None and found.id != number:
        raise UserError(say("There is a plan {name} already.", name=told), say("Choose another."))
    return told


def _kept_plan(head: PlanHead) -> KeptPlan:
    chosen = (
        None
        if head.chosen_on is None
        else Chosen(head.chosen, day_of(head.chosen_on), head.chosen_by)
    )
    return KeptPlan(
        head.id,
        head.name,
        plan_of(json.loads(head.inputs), head.name),
        day_of(head.made_on),
        head.actor,
        chosen,
    )
