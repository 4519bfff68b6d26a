"""Plans that are kept: saved, copied, set beside each other, and one of them chosen."""

import json
from collections.abc import Callable
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
    add_plan,
    plan_head,
    plan_heads,
    plan_named,
    remove_plan,
    write_plan,
)
from retailcrm.planner.kept import kept, plan_of
from retailcrm.planner.plan import Plan
from retailcrm.services.moments import moment_here

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
        clock: gives the time now.
    """

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books, self._clock = books, clock

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
        told = name or self._next_name(found.name)
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

    def _next_name(self, name: str) -> str:
        taken = {one.name for one in self.plans()}
        number = 2
        while f"{name} {number}" in taken:
            number += 1
        return f"{name} {number}"


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
