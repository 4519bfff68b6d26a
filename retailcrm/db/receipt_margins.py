"""What goods of single receipts cost, as the sums kept beside them count it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from retailcrm.db.measures import priced, receipt_sums
from retailcrm.db.receipt_frames import in_blocks, lines_of


@dataclass(frozen=True, slots=True)
class Costed:
    """The parts of a receipt's margin, in minor units, after refunds.

    Attributes:
        net: net sales.
        cost: cost of the goods whose cost is known.
        list_uncosted: list amount of the others.
    """

    receipt_id: int
    net: int
    cost: int
    list_uncosted: int


def costed(connection: Connection, ids: Sequence[int]) -> list[Costed]:
    """Give the parts of the margins of receipts, by id; receipts without lines have none."""
    found = []
    for block in in_blocks(list(ids)):
        sums = receipt_sums(priced(lines_of(connection, block)), "rx")
        parts = sums.select("rx", "net_after", "cost_after", "list_uncosted")
        found += [Costed(*row) for row in parts.iter_rows()]
    return found


def together(found: Sequence[Costed]) -> Mapping[str, int]:
    """Add receipts up, under the names of the sums kept by day."""
    return {
        "net": sum(one.net for one in found),
        "cost": sum(one.cost for one in found),
        "list_uncosted": sum(one.list_uncosted for one in found),
    }
