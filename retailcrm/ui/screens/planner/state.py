"""What the planner shows."""

from dataclasses import dataclass

from retailcrm.core.figures import Figures
from retailcrm.planner.comparison import Ranked
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.services.plan_choosing import PlanCompared
from retailcrm.services.plan_points import PointsBeside
from retailcrm.services.plan_rows import PlanRun, PlanView
from retailcrm.services.plan_tracking import Tracking
from retailcrm.services.plans import KeptPlan
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.planner.fields import Typed

MONTHS, NEAR, TURNS, RESTS, SINCE, KEPT = "months", "near", "turns", "rests", "since", "kept"
_WEIGHTS = "weights"  # wrong together: the fault stands at each
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class PlannerState:
    """Everything the screen shows.

    Attributes:
        kept: plans that are kept, the newest first; None until read.
        number: of the kept plan that is open; None for one that is not kept yet.
        typed: the plan as typed; None until there is one, or nothing to plan with.
        view: the newest answer.
        answer: the newest answer that could be worked out; older than `typed` while there is
            a fault, or for the blink that an answer takes.
        points: the points program in force beside it, and the answer that it was set beside.
        compared: kept plans side by side.
        tracking: what became of the plan in force.
        part: months, near, turns, rests, since or kept.
        opened: number of the program whose fields are open.
        revision: counts the plans opened and programs added, so that forms are made anew.
    """

    figures: Figures = PLAIN
    kept: tuple[KeptPlan, ...] | None = None
    number: int | None = None
    typed: Typed | None = None
    view: PlanView | None = None
    answer: PlanRun | None = None
    points: tuple[PlanRun, PointsBeside] | None = None
    compared: tuple[PlanCompared, ...] = ()
    tracking: Tracking | None = None
    part: str = MONTHS
    opened: int = 0
    revision: int = 0
    is_busy: bool = False
    problem: str = ""

    @property
    def held(self) -> KeptPlan | None:
        """The kept plan that is open."""
        return next((one for one in self.kept or () if one.id == self.number), None)

    @property
    def is_changed(self) -> bool:
        """Whether keeping would change anything."""
        if self.typed is None:
            return False
        held = self.held
        return held is None or held.plan != self.typed.plan

    @property
    def faults(self) -> dict[str, str]:
        """Why fields are wrong: what cannot be read, and what makes no sense."""
        if self.typed is None:
            return {}
        problems = self.view.problems if self.view else ()
        found = {one.field: one.reason for one in problems if one.stops}
        if _WEIGHTS in found:
            found |= dict.fromkeys((f"{_WEIGHTS}.{at}" for at in range(len(SCENARIOS))),
                                   found.pop(_WEIGHTS))  # fmt: skip
        return {**found, **self.typed.unread}

    @property
    def is_fresh(self) -> bool:
        """Whether the figures shown are about the plan as it stands."""
        typed, answer = self.typed, self.answer
        is_read = typed is not None and not typed.unread
        return is_read and answer is not None and typed is not None and answer.plan == typed.plan

    @property
    def is_awaited(self) -> bool:
        """Whether the answer to what was typed is on its way."""
        if self.typed is None or self.typed.unread:
            return False
        return self.view is None or self.view.plan != self.typed.plan

    @property
    def choice(self) -> Ranked | None:
        """The program to choose, if any earns its cost."""
        return self.answer.comparison.choice if self.answer and self.is_fresh else None

    @property
    def can_choose(self) -> bool:
        """Whether the best program can be chosen as it stands."""
        held = self.held
        is_free = held is None or held.chosen is None
        return self.choice is not None and is_free and not self.is_busy

    def letter(self, model: str) -> str:
        """Give the letter of a program."""
        names = [one.name for one in self.answer.plan.models] if self.answer else []
        return LETTERS[names.index(model) % len(LETTERS)] if model in names else ""
