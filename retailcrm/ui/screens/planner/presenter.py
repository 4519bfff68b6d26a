"""The planner: a plan is worked out at every change, kept, and followed once it is chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.planner.kept import free_name
from retailcrm.planner.plan import Plan
from retailcrm.services.plan_choosing import PlanCompared
from retailcrm.services.plan_conversions import BandTold, measured_bands
from retailcrm.services.plan_points import PointsBeside
from retailcrm.services.plan_rows import PlanRun, PlanView
from retailcrm.services.plan_tracking import Tracking
from retailcrm.services.plans import KeptPlan
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.screens.planner import fields
from retailcrm.ui.screens.planner.fields import Typed, typed_of
from retailcrm.ui.screens.planner.state import KEPT, SINCE, PlannerState
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

_SUMMER = 6


class PlannerView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: PlannerState) -> None:
        """Paint this."""

    def tell(
        self, text: str, made: Path | None = None, back: Callable[[], object] | None = None
    ) -> None:
        """Say one sentence; offer to open what was made, or to go back to what was left."""


Known = tuple[Figures, tuple[KeptPlan, ...], Plan | None]


class PlannerPresenter:
    """Holds the plan that is typed at, and asks the shop what it would bring."""

    watches = frozenset({Topic.RECEIPTS, Topic.SETTINGS, Topic.PLANS, Topic.PROGRAM})

    def __init__(
        self, view: PlannerView, services: Services, jobs: Jobs, now: Callable[[], datetime]
    ) -> None:
        self._view, self._services, self._jobs, self._now = view, services, jobs, now
        self._state = PlannerState()

    @property
    def state(self) -> PlannerState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Read the kept plans anew; what was typed stays."""
        has_plan = self._state.typed is not None
        self._jobs.start(
            lambda _: self._read(is_new=not has_plan),
            on_done=self._know,
            on_error=self._failed,
            replaces="planner.read",
        )

    def type(self, path: str, text: str) -> None:
        """Take what was typed into a field."""
        if self._state.typed is not None:
            self._follow(self._state.typed.typed(path, text, self._state.figures.digits))

    def add_model(self) -> None:
        """Add one more program, and open its fields."""
        if self._state.typed is not None:
            plan = fields.with_model(self._state.typed.plan)
            self._change(plan, opened=len(plan.models) - 1)

    def remove_model(self, number: int) -> None:
        """Take a program out."""
        typed = self._state.typed
        if typed is not None and len(typed.plan.models) > 1:
            plan = fields.without_model(typed.plan, number)
            self._change(plan, opened=min(number, len(plan.models) - 1))

    def add_step(self, number: int) -> None:
        """Add a status to a program."""
        if self._state.typed is not None:
            self._change(fields.with_step(self._state.typed.plan, number))

    def remove_step(self, number: int, step: int) -> None:
        """Take a status out of a program."""
        if self._state.typed is not None:
            self._change(fields.without_step(self._state.typed.plan, number, step))

    def open_model(self, number: int) -> None:
        """Show the fields of a program."""
        self._show(opened=number)

    def turn_to(self, part: str) -> None:
        """Show another part below the comparison."""
        self._show(part=part)
        if part == SINCE:
            self._look_back()
        elif part == KEPT:
            self._compare()

    def begin(self) -> None:
        """Begin a plan anew, from the shop's own amounts."""
        self._jobs.start(
            lambda _: self._services.planning.start(self._next_name()),
            on_done=lambda plan: self._leave_for(plan, None),
            on_error=self._failed,
            replaces="planner.start",
        )

    def open_kept(self, number: int) -> None:
        """Open a kept plan; what was typed and not kept is gone."""
        held = next((one for one in self._state.kept or () if one.id == number), None)
        if held is not None:
            self._leave_for(held.plan, held.id)

    def keep(self) -> None:
        """Keep the plan as it stands; a chosen one stays as it was, a copy is kept."""
        typed, state = self._state.typed, self._state
        if typed is None or typed.unread or state.is_busy or not state.is_changed:
            return
        held, plan = state.held, typed.plan
        number = None if held is None or held.chosen is not None else held.id
        if held is not None and held.chosen is not None and plan.name == held.name:
            plan = replace(plan, name=self._free(plan.name))
        self._write(lambda services: services.plans.save(plan, number), self._kept)

    def duplicate(self) -> None:
        """Keep a copy of the open plan and go on with that."""
        if self._state.number is not None:
            number = self._state.number
            self._write(lambda services: services.plans.duplicate(number), self._kept)

    def remove(self) -> None:
        """Take the open plan away; the next one, or a new one, is opened."""
        if self._state.number is not None:
            number = self._state.number
            self._write(lambda services: services.plans.remove(number), self._removed)

    def choose(self) -> None:
        """Choose the best program: the plan is kept, and followed from then on."""
        typed, choice = self._state.typed, self._state.choice
        if typed is None or choice is None or not self._state.can_choose:
            return
        number, model, is_changed = self._state.number, choice.model, self._state.is_changed

        def work(services: Services) -> Outcome[KeptPlan]:
            kept = number
            if is_changed or kept is None:
                kept = services.plans.save(typed.plan, number).value.id
            return services.plans.choose(kept, model)

        self._write(work, self._kept)

    def learn(self) -> None:
        """Put in how many reached a status because of campaigns that ran."""
        typed = self._state.typed
        if typed is None:
            return
        bands = typed.plan.inputs.bands
        self._jobs.start(
            lambda _: self._services.planning.conversions(bands),
            on_done=self._learned,
            on_error=self._failed,
            replaces="planner.learn",
        )

    def set_points_beside(self) -> None:
        """Try the points program in force on the same year, and set it beside the plan."""
        run = self._state.answer
        if run is None or not self._state.is_fresh:
            return
        self._show(is_busy=True)
        self._jobs.start(
            lambda _: self._services.planning.points(run),
            on_done=lambda found: self._points_counted(run, found),
            on_error=self._failed,
            replaces="planner.points",
        )

    def save_file(self, out: Path, paper: str) -> None:
        """Write the workbook, or the pages where the name ends in .pdf."""
        answer = self._state.answer
        if answer is None or not self._state.is_fresh:
            return

        def work(_progress: Progress) -> Path:
            planning = self._services.planning
            if out.suffix.lower() == ".pdf":
                return planning.save_pdf(answer, out, paper)
            return planning.save_workbook(answer, out)

        self._show(is_busy=True)
        self._jobs.start(work, on_done=self._made, on_error=self._failed)

    def _read(self, *, is_new: bool) -> Known:
        services = self._services
        kept = services.plans.plans()
        begun = services.planning.start(self._next_name()) if is_new and not kept else None
        return figures_of(services.shop), kept, begun

    def _next_name(self) -> str:
        """Call a new plan by the year that most of it lies in."""
        today = self._now().date()
        name = say("Plan {year}", year=today.year + (today.month > _SUMMER))
        return self._free(name)

    def _free(self, name: str) -> str:
        return free_name(name, {one.name for one in self._state.kept or ()})

    def _know(self, found: Known) -> None:
        figures, kept, begun = found
        self._show(figures=figures, kept=kept, problem="")
        if self._state.typed is not None:
            self._ask()
        elif kept:
            newest = next((one for one in kept if one.chosen is not None), kept[0])
            self._open(newest.plan, newest.id)
        elif begun is not None:
            self._open(begun, None)
        if self._state.part == KEPT:
            self._compare()

    def _open(self, plan: Plan, number: int | None) -> None:
        revision = self._state.revision + 1
        self._show(typed=typed_of(plan), number=number, opened=0, revision=revision, problem="")
        self._ask()

    def _leave_for(self, plan: Plan, number: int | None) -> None:
        """Open another plan; one that was changed and not kept can be gone back to."""
        left, was = (self._state.typed, self._state.number) if self._state.is_changed else (None, 0)
        self._open(plan, number)
        if left is not None:
            name = left.plan.name
            self._view.tell(
                say("{plan} was not kept.", plan=name), back=lambda: self._go_back(left, was)
            )

    def _go_back(self, typed: Typed, number: int | None) -> None:
        self._show(typed=typed, number=number, opened=0, revision=self._state.revision + 1)
        self._ask()

    def _change(self, plan: Plan, **other: object) -> None:
        """Go on with a plan whose fields are others than before."""
        typed = self._state.typed
        if typed is not None:
            revision = self._state.revision + 1
            self._show(typed=typed.changed(plan), revision=revision, **other)
            self._ask()

    def _follow(self, typed: Typed) -> None:
        is_other = self._state.typed is None or typed.plan != self._state.typed.plan
        self._show(typed=typed)
        if is_other:
            self._ask()

    def _ask(self) -> None:
        typed = self._state.typed
        if typed is None:
            return
        plan = typed.plan
        self._jobs.start(
            lambda _: self._services.planning.look(plan),
            on_done=self._answered,
            on_error=self._failed,
            replaces="planner.look",
        )

    def _answered(self, view: PlanView) -> None:
        self._show(view=view, answer=view.run or self._state.answer, problem="")

    def _points_counted(self, run: PlanRun, found: PointsBeside | None) -> None:
        self._show(is_busy=False, points=(run, found) if found is not None else None)
        if found is None:
            self._view.tell(say("No points program holds today; one is made under Program."))

    def _compare(self) -> None:
        ids = tuple(one.id for one in self._state.kept or ())
        self._jobs.start(
            lambda _: self._services.plans.compare(ids),
            on_done=self._compared,
            on_error=self._failed,
            replaces="planner.compare",
        )

    def _compared(self, found: tuple[PlanCompared, ...]) -> None:
        self._show(compared=found)

    def _look_back(self) -> None:
        self._jobs.start(
            lambda _: self._services.plans.track(),
            on_done=self._tracked,
            on_error=self._failed,
            replaces="planner.track",
        )

    def _tracked(self, found: Tracking | None) -> None:
        self._show(tracking=found)

    def _learned(self, found: tuple[BandTold, ...]) -> None:
        typed = self._state.typed
        measured = [one.said for one in found if one.measured is not None]
        if typed is None or not measured:
            said = say("No campaign to people near a status has been measured yet.")
            self._view.tell(said)
            return
        inputs = replace(typed.plan.inputs, bands=measured_bands(found))
        plan = replace(typed.plan, inputs=inputs)
        self._view.tell(" ".join(measured))
        held = typed.changed(plan, ("bands.",))
        self._show(typed=held, revision=self._state.revision + 1)
        self._ask()

    def _write(
        self,
        work: Callable[[Services], Outcome[Any]],
        done: Callable[[Outcome[Any]], None],
    ) -> None:
        if self._state.is_busy:
            return
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: work(self._services),
            on_done=done,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _kept(self, outcome: Outcome[KeptPlan]) -> None:
        kept = outcome.value
        others = tuple(one for one in self._state.kept or () if one.id != kept.id)
        self._show(is_busy=False, kept=(kept, *others), number=kept.id)
        if self._state.typed is not None and self._state.typed.plan != kept.plan:
            self._open(kept.plan, kept.id)
        self._view.tell(outcome.summary)
        self.refresh()

    def _removed(self, outcome: Outcome[Any]) -> None:
        left = tuple(one for one in self._state.kept or () if one.id != self._state.number)
        gone = self._state.typed
        self._show(is_busy=False, kept=left, number=None)
        self._view.tell(
            outcome.summary, back=None if gone is None else lambda: self._go_back(gone, None)
        )
        if left:
            self._open(left[0].plan, left[0].id)
        else:
            self.begin()

    def _made(self, out: Path) -> None:
        self._show(is_busy=False)
        self._view.tell(say("The plan is written: {file}", file=out.name), out)

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
