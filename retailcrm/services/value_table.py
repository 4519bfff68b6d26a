"""Everyone's value as rows of a file."""

from typing import Any

import numpy as np

from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.analytics.value.ranges import Ranges
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
        ranges = _ranges(valued.worths.of_each(at), at.size, digits)
        rows.extend(
            _row(valued, place, (names[int(valued.ids[place])][1], *ends), digits)
            for place, ends in zip(at.tolist(), ranges, strict=True)
        )
    return rows


def _ranges(found: Ranges | None, many: int, digits: int) -> list[tuple[str, str]]:
    if found is None:
        return [("", "")] * many
    ends = zip(found.low.tolist(), found.high.tolist(), strict=True)
    return [(_money(low, digits), _money(high, digits)) for low, high in ends]


def _row(valued: Valued, at: int, told: tuple[str, str, str], digits: int) -> list[Any]:
    card, low, high = told
    worths, segment, group = valued.worths, int(valued.segment[at]), int(valued.group[at])
    return [
        int(valued.ids[at]),
        tamed(card),
        str(SEGMENTS[segment]) if segment >= 0 else "",
        str(GROUPS[group]) if group >= 0 else "",
        _money(worths.so_far[at], digits),
        f"{worths.visits[at]:.3f}",
        _money(worths.expected[at], digits),
        low,
        high,
        f"{valued.back[at]:.4f}",
        of_one(valued.learned, early=bool(worths.early[at]))[0],
    ]


def _money(amount: float, digits: int) -> str:
    return decimal_text(round(float(amount)), digits)
