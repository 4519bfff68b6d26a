"""Whatever leaves the program is noted: what, by whom, how many rows."""

from collections.abc import Callable
from datetime import datetime

from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books

EXPORT = "export"


class ExportService:
    """The door that lists and prints leave by.

    Args:
        books: the shop's books.
        clock: gives the time now.
    """

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def note(self, what: str, rows: int, *, actor: Actor = OWNER) -> None:
        """Note that something leaves the program, or is about to.

        Args:
            what: customers, groups, report.monthly and the like.
            rows: how many of them.
            actor: who takes it.

        Raises:
            UserError: the role does not allow it.
        """
        actor.need(Right.EXPORT)
        with self._books.write() as unit:
            note_event(
                unit.connection,
                at=int(self._clock().timestamp()),
                actor=actor.name,
                action=EXPORT,
                detail={"what": what, "rows": rows},
            )
