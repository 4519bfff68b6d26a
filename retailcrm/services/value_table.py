"""Everyone's value as rows of a file."""

from typing import Any

import numpy as np

from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.db.books import Reading
from retailcrm.db.customer_pages import names_of
from retailcrm.services.customer_table import tamed
from retailcrm.services.value_base import Valued
from retailcrm.services.value_words import of_one

VALUE_COLUMNS = (
    "customer", "card", "segment", "group", "value_so_far", "expected_visits_12m", "expected_12m",
    "low", "high", "return_90d", "confidence",
)  # fmt: skip
_BLOCK = 5_000


def value_table(
    connection: Reading, valued: Valued, digits: int, progress: Progress
) -> list[list[Any]]:
    """Give a row of `VALUE_COLUMNS` for everyone who has bought, by id."""
    rows: list[list[Any]] = []
    for start in range(0, valued.ids.size, _BLOCK):
        progress.step(start, valued.ids.size)
        at = np.arange(start, min(start + _BLOCK, valued.ids.size))
        names = names_of(connection, valued.ids[at].tolist())
        rows.extend(
            _row(valued, place, names[int(valued.ids[place])][1], digits) for place in at.tolist()
        )
    return rows


def _row(valued: Valued, at: int, card: str, digits: int) -> list[Any]:
    worths, segment, group = valued.worths, int(valued.segment[at]), int(valued.group[at])
    ends = () if worths.ranges is None else (worths.ranges.low[at], worths.ranges.high[at])
    return [
        int(valued.ids[at]),
        tamed(card),
        str(SEGMENTS[segment]) if segment >= 0 else "",
        str(GROUPS[group]) if group >= 0 else "",
        _money(worths.so_far[at], digits),
        f"{worths.visits[at]:.3f}",
        _money(worths.expected[at], digits),
        *((_money(one, digits) for one in ends) if ends else ("", "")),
        f"{valued.back[at]:.4f}",
        of_one(valued.learned, early=bool(worths.early[at]))[0],
    ]


def _money(amount: float, digits: int) -> str:
    return decimal_text(round(float(amount)), digits)
