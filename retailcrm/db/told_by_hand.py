"""What people here said of customers, which lists that do not know it yet must not undo.

A person's word is kept as a revision under `HAND` in place of an import's number. So it also
counts as another source: taking an import back never takes it along.
"""

import json
from collections import defaultdict
from functools import cached_property

from sqlalchemy import Connection, text

HAND = 0
_NEVER_LOST = frozenset({"note", "tags"})


class ToldByHand:
    """What was corrected at the counter, read when first asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def corrected(self, customer: int, name: str, told: str) -> bool:
        """Say whether `told` is what a person here replaced; anything newer may come in.

        What was noted by hand gives way to no list at all.
        """
        before = self._before.get((customer, name))
        return before is not None and (name in _NEVER_LOST or told in before)

    @cached_property
    def _before(self) -> dict[tuple[int, str], set[str]]:
        found: dict[tuple[int, str], set[str]] = defaultdict(set)
        rows = self._connection.execute(
            text("SELECT customer_id, before FROM customer_revision WHERE batch_id = :hand"),
            {"hand": HAND},
        )
        for customer, before in rows:
            for name, was in json.loads(before).items():
                found[customer, name].add(was)
        return dict(found)
