"""People who may be in the books twice: look at both, put together, or leave apart."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerProfile
from retailcrm.services.merge_rows import Merged, Suggestion
from retailcrm.ui.desk import Action
from retailcrm.ui.screens.customers.comparing import Compared, compared
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane, Step

MOST = 200


@dataclass(frozen=True, slots=True)
class DuplicatesState:
    """Everything the page of duplicates shows.

    Attributes:
        pairs: likeliest first.
        open: the pair that is looked at, None if none is.
        compared: what the books know of both, side by side.
        doing: what runs, in words; empty if nothing does.
    """

    pairs: tuple[Suggestion, ...] = ()
    open: Suggestion | None = None
    compared: tuple[Compared, ...] = ()
    is_read: bool = False
    is_writing: bool = False
    doing: str = ""
    problem: str = ""


class DuplicatesView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: DuplicatesState) -> None:
        """Paint this."""


class DuplicatesPresenter:
    """Suggests, and does what the person decides; nothing is merged by itself.

    Args:
        view: the page.
        services: gives the open shop.
        jobs: where the comparing runs.
        tell: says a sentence in the message bar, with a button.
    """

    def __init__(
        self,
        view: DuplicatesView,
        services: Callable[[], Services],
        jobs: Jobs,
        tell: Callable[[str, str, Action | None], None],
    ) -> None:
        self._view, self._services, self._jobs, self._tell = view, services, jobs, tell
        self._state = DuplicatesState()

    @property
    def state(self) -> DuplicatesState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Compare everyone anew, off the window's thread."""
        if self._state.is_writing:
            return  # the answer of our own change; the list is kept as it is
        self._change(doing=say("Comparing customers…"), problem="")
        self._jobs.start(
            lambda progress: self._services().merging.suggestions(MOST, progress),
            on_done=self._found,
            on_error=self._failed,
            on_step=self._step,
            replaces="duplicates",
        )

    def look_at(self, pair: Suggestion) -> None:
        """Lay both entries side by side."""
        self._change(open=pair, compared=())
        self._jobs.start(
            lambda _: _both(self._services(), pair),
            on_done=lambda found: self._laid_out(pair, *found),
            on_error=self._failed,
            replaces="duplicates.both",
        )

    def close(self) -> bool:
        """Put the two entries away; say whether they were open."""
        was_open = self._state.open is not None
        if was_open:
            self._change(open=None, compared=())
        return was_open

    def merge(self, pair: Suggestion) -> None:
        """Put the two entries together."""
        self._write(
            lambda _: self._services().merging.merge(pair.first_id, pair.second_id),
            lambda outcome: self._merged(pair, outcome),
        )

    def keep_apart(self, pair: Suggestion) -> None:
        """Note that these are two people; they are not suggested again."""
        self._write(
            lambda _: self._services().merging.not_duplicate(pair.first_id, pair.second_id),
            lambda _: self._drop(lambda one: one == pair),
        )

    def part(self, merge_id: int) -> None:
        """Take a merge back."""
        self._write(lambda _: self._services().merging.unmerge(merge_id), lambda _: self.refresh())

    def _write(
        self,
        work: Callable[[Progress], Outcome[Merged] | Outcome[None]],
        then: Callable[[Outcome[Merged]], None],
    ) -> None:
        if self._state.is_writing:
            return
        self._change(is_writing=True, problem="")

        def done(outcome: Outcome[Merged] | Outcome[None]) -> None:
            self._change(is_writing=False)
            then(outcome)  # type: ignore[arg-type]

        self._jobs.start(work, on_done=done, on_error=self._failed, lane=Lane.WRITE)

    def _merged(self, pair: Suggestion, outcome: Outcome[Merged]) -> None:
        gone, number = pair.second_id, outcome.value.merge_id
        self._drop(lambda one: gone in (one.first_id, one.second_id))
        undo = (say("Part again"), lambda: self.part(number)) if number else None
        self._tell(outcome.summary, "news", undo)

    def _drop(self, is_done: Callable[[Suggestion], bool]) -> None:
        left = tuple(one for one in self._state.pairs if not is_done(one))
        self._change(pairs=left, open=None, compared=())

    def _found(self, pairs: tuple[Suggestion, ...]) -> None:
        still = self._state.open in pairs
        kept = {} if still else {"open": None, "compared": ()}
        self._change(pairs=pairs, is_read=True, doing="", **kept)

    def _laid_out(
        self, pair: Suggestion, figures: Figures, first: CustomerProfile, second: CustomerProfile
    ) -> None:
        if self._state.open == pair:
            self._change(compared=compared(first, second, figures))

    def _step(self, step: Step) -> None:
        if self._state.doing:
            words = say(
                "Comparing customers: {done} of {total}",
                done=PLAIN.count(step.done),
                total=PLAIN.count(step.total),
            )
            self._change(doing=words)

    def _failed(self, error: UserError) -> None:
        self._change(is_writing=False, doing="", problem=str(error))

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _both(services: Services, pair: Suggestion) -> tuple[Figures, CustomerProfile, CustomerProfile]:
    return (
        figures_of(services.shop),
        services.customers.profile(pair.first_id),
        services.customers.profile(pair.second_id),
    )
