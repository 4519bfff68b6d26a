"""Everyone's rhythm as rows of a file."""

from math import ceil
from typing import Any

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.intervals import latest_gaps
from retailcrm.analytics.reasons import stage_evidence, usual_days
from retailcrm.analytics.rhythm import STAGES
from retailcrm.core.progress import Progress
from retailcrm.core.words import say

RHYTHM_COLUMNS = (
    "customer", "visits", "usual_gap", "last_gap", "now", "limit", "stage", "evidence",
)  # fmt: skip
_BLOCK = 5_000


def rhythm_table(scored: Scored, progress: Progress) -> list[list[Any]]:
    """Give a row of `RHYTHM_COLUMNS` for everyone with a visit, by id."""
    latest = latest_gaps(scored.calendar)
    came = np.flatnonzero(scored.visits > 0)
    rows: list[list[Any]] = []
    for start in range(0, came.size, _BLOCK):
        progress.step(start, came.size, say("Rhythms"))
        block = came[start : start + _BLOCK]
        evidence = stage_evidence(scored, block)
        rows.extend(
            _row(scored, at, int(latest[at]), told)
            for at, told in zip(block.tolist(), evidence, strict=True)
        )
    return rows


def _row(scored: Scored, at: int, latest: int, evidence: str) -> list[Any]:
    usual = usual_days(scored, at)
    return [
        int(scored.ids[at]),
        int(scored.visits[at]),
        "" if usual is None else usual,
        "" if latest < 0 else latest,
        int(scored.recency[at]),
        ceil(float(scored.limit[at])),
        str(STAGES[scored.stage[at]]),
        evidence,
    ]
