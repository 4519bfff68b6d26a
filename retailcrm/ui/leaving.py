"""The way out: a copy of the books first, if anything changed, and never a locked door."""

from enum import Enum
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


class _Stage(Enum):
    STAYING = "staying"
    COPYING = "copying"
    FREE = "free"


class Door(Protocol):
    """What the way out may ask of the window."""

    def show_copying(self, where: str) -> None:
        """Say that the books are copied, once it has taken longer than a moment."""

    def show_refusal(self, message: str, hint: str) -> None:
        """Say why there is no copy, and offer to leave without."""

    def leave(self) -> None:
        """Close now."""


class Leaving:
    """Decides whether the window may close at once."""

    def __init__(self, door: Door, jobs: Jobs) -> None:
        self._door, self._jobs = door, jobs
        self._stage = _Stage.STAYING
        self._changed: Services | None = None

    def note_change(self, services: Services | None) -> None:
        """Hear that something was written to these books."""
        self._changed = services

    def may_leave(self, services: Services | None, *, wants_copy: bool) -> bool:
        """Say whether the window may close now; else a copy is under way, and it closes after.

        Whoever closes the window a second time leaves without the copy.
        """
        if self._stage is not _Stage.STAYING or not wants_copy or services is None:
            return True
        if not self._is_due(services):
            return True
        self.copy(services)
        return False

    def copy(self, services: Services) -> None:
        """Copy the books, then leave."""
        self._stage = _Stage.COPYING
        self._door.show_copying(str(services.checking.whereabouts().copies or ""))
        self._jobs.start(
            services.checking.back_up_beside,
            on_done=self._copied,
            on_error=self._refused,
            lane=Lane.WRITE,
        )

    def leave_without(self) -> None:
        """Close without a copy."""
        self._stage = _Stage.FREE
        self._door.leave()

    def _is_due(self, services: Services) -> bool:
        try:
            return services.checking.copy_is_due(changed=services is self._changed)
        except UserError:  # the books cannot be read: there is nothing to copy
            return False

    def _copied(self, _outcome: object) -> None:
        if self._stage is _Stage.COPYING:
            self.leave_without()

    def _refused(self, error: UserError) -> None:
        self._stage = _Stage.FREE
        self._door.show_refusal(error.message, error.hint or say("Nothing else is lost."))
