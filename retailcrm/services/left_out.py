"""Who is left out of a list or a campaign, a row for each reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retailcrm.core.rows import RowsRef
from retailcrm.services.mailable import REASONS, reason_title


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """People who are not written to, for one reason."""

    reason: str
    title: str
    people: int
    rows: RowsRef


def left_out_rows(
    counts: Mapping[str, int], ref: Callable[[str], RowsRef]
) -> tuple[LeftOutRow, ...]:
    """Give a row for each reason, in the order in which reasons are asked."""
    order = {reason: at for at, reason in enumerate(REASONS)}
    return tuple(
        LeftOutRow(reason, reason_title(reason), counts[reason], ref(reason))
        for reason in sorted(counts, key=lambda one: (order.get(one, len(order)), one))
    )
