"""The people who work here: added, given other roles and PINs, let go."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.roles import Role
from retailcrm.services.staff import StaffRow
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class StaffState:
    """Everything the card of people shows.

    Attributes:
        kept: counts what was kept, so that the fields can be emptied.
    """

    people: tuple[StaffRow, ...] = ()
    is_writing: bool = False
    wrong: str = ""
    kept: int = 0


class StaffView(Protocol):
    """What the presenter may ask of the card."""

    def show_state(self, state: StaffState) -> None:
        """Paint this."""


class StaffPresenter:
    """Keeps who may do what."""

    def __init__(self, view: StaffView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = StaffState()

    def refresh(self) -> None:
        """Look again."""
        self._jobs.start(
            lambda _: self._services().staff.people(),
            on_done=lambda people: self._show(replace(self._state, people=people)),
            on_error=self._failed,
            replaces="staff",
        )

    def add(self, name: str, role: Role, pin: str) -> None:
        """Add a person."""
        self._write(lambda shop: shop.staff.add(name, role, pin))

    def give_role(self, person: StaffRow, role: Role) -> None:
        """Let a person do more, or less."""
        self._write(lambda shop: shop.staff.change(person.staff_id, role=role))

    def give_pin(self, person: StaffRow, pin: str) -> None:
        """Give a person another PIN."""
        self._write(lambda shop: shop.staff.change(person.staff_id, pin=pin))

    def let_go(self, person: StaffRow) -> None:
        """Let a person go, or have him back."""
        self._write(lambda shop: shop.staff.change(person.staff_id, active=not person.is_active))

    def _write(self, work: Callable[[Services], Outcome[Any]]) -> None:
        if self._state.is_writing:
            return
        self._show(replace(self._state, is_writing=True, wrong=""))
        self._jobs.start(
            lambda _: work(self._services()),
            on_done=lambda _: self._written(),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _written(self) -> None:
        self._show(replace(self._state, is_writing=False, kept=self._state.kept + 1))
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(replace(self._state, is_writing=False, wrong=str(error)))

    def _show(self, state: StaffState) -> None:
        self._state = state
        self._view.show_state(state)
