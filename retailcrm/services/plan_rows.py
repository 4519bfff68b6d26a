"""What the services tell of plans, as frozen values for window, commands and paper."""

from dataclasses import dataclass

from retailcrm.core.rows import RowsRef
from retailcrm.planner.comparison import Comparison, Turn
from retailcrm.planner.plan import Plan
from retailcrm.planner.problems import PlanProblem
from retailcrm.planner.programs import Near, ProgramModel, StatusRow
from retailcrm.services.plan_base import PlanBase


@dataclass(frozen=True, slots=True)
class StatusTold:
    """A status with the people who would have it."""

    row: StatusRow
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class NearTold:
    """A band before a status with the people in it; an audience for a campaign as well."""

    near: Near
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Who would be what under one program in one channel.

    Attributes:
        model: name of the program.
        channel: offline or online.
        statuses: from none upwards.
        near: by status ahead, far before near.
        below: those below the entry amount, whom the small gift is for.
    """

    model: str
    channel: str
    statuses: tuple[StatusTold, ...]
    near: tuple[NearTold, ...]
    below: NearTold


@dataclass(frozen=True, slots=True, eq=False)
class PlanRun:
    """A plan worked out.

    Attributes:
        base: what it rests on.
        comparison: every program, scenario and channel.
        turns: presuppositions, the one that matters most first.
        break_even: by program, times the conversions it needs to cost nothing; None without one.
        tables: who would be what, by program and channel.
        verdict: the choice and what would turn it, in sentences.
    """

    plan: Plan
    base: PlanBase
    comparison: Comparison
    turns: tuple[Turn, ...]
    break_even: tuple[tuple[str, float | None], ...]
    tables: tuple[StatusTable, ...]
    verdict: tuple[str, ...]

    @property
    def best(self) -> ProgramModel:
        """The program expected to leave most, whether it earns its cost or not."""
        name = self.comparison.ranking[0].model
        return next(one for one in self.plan.models if one.name == name)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why what the best program comes to may be far off, in sentences."""
        return self.base.doubts_of(self.best)


@dataclass(frozen=True, slots=True, eq=False)
class PlanView:
    """A plan as it stands while somebody edits it.

    Attributes:
        base: what it rests on; None where the day or the months looked back from are nonsense.
        problems: what makes no sense or should be known, each at its field.
        run: the plan worked out; None while a problem stops it.
    """

    plan: Plan
    base: PlanBase | None
    problems: tuple[PlanProblem, ...]
    run: PlanRun | None
