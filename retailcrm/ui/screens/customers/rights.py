"""A person's rights: what an erasure would do, the erasure, and the files to hand out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.services.privacy_rows import Copies, Erased, Erasure, HandedOut
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class RightsState:
    """What is known of the one act without a way back.

    Attributes:
        plan: what erasing would do; None until it is asked for.
        is_busy: something is being done.
        handed: the folder that the files were written to.
        problem: why not.
    """

    customer_id: int | None = None
    plan: Erasure | None = None
    is_busy: bool = False
    handed: Path | None = None
    problem: str = ""


class RightsView(Protocol):
    """What the presenter may ask of the page."""

    def show_rights(self, state: RightsState) -> None:
        """Paint this."""


class RightsPresenter:
    """Reads what would happen, then does it."""

    def __init__(self, view: RightsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = RightsState()

    def open(self, customer_id: int) -> None:
        """Look at another customer."""
        if customer_id != self._state.customer_id:
            self._show(RightsState(customer_id=customer_id))

    def ask(self) -> None:
        """Read what erasing this person would do."""
        customer = self._state.customer_id
        if customer is None or self._state.is_busy:
            return
        self._show(replace(self._state, is_busy=True, plan=None, problem=""))
        self._jobs.start(
            lambda _: self._services().campaigns.privacy.preview(customer),
            on_done=self._planned,
            on_error=self._failed,
        )

    def forget_plan(self) -> None:
        """Leave everything as it is."""
        self._show(replace(self._state, plan=None))

    def erase(self, *, renew: bool) -> None:
        """Take this person out of the books for good."""
        customer = self._state.customer_id
        if customer is None or self._state.is_busy:
            return
        copies = Copies.RENEW if renew else Copies.KEEP
        self._show(replace(self._state, is_busy=True, plan=None, problem=""))
        self._jobs.start(
            lambda progress: self._services().campaigns.privacy.erase(customer, copies, progress),
            on_done=self._gone,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def hand_out(self, folder: Path) -> None:
        """Write everything known of this person into a folder."""
        customer = self._state.customer_id
        if customer is None or self._state.is_busy:
            return
        self._show(replace(self._state, is_busy=True, handed=None, problem=""))
        self._jobs.start(
            lambda _: self._services().campaigns.privacy.export(customer, folder),
            on_done=self._handed,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _planned(self, plan: Erasure) -> None:
        self._show(replace(self._state, plan=plan, is_busy=False))

    def _gone(self, _done: Outcome[Erased]) -> None:
        self._show(replace(self._state, is_busy=False))

    def _handed(self, done: Outcome[HandedOut]) -> None:
        self._show(replace(self._state, is_busy=False, handed=done.value.folder))

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, is_busy=False, problem=str(error)))

    def _show(self, state: RightsState) -> None:
        self._state = state
        self._view.show_rights(state)
