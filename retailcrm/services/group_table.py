"""Everyone's scores, group and stage as rows of a file."""

from collections.abc import Callable
from typing import Any

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.reasons import group_reasons, stage_evidence, usual_days
from retailcrm.analytics.rhythm import DEAD, MIA, STAGES
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.db.books import Reading
from retailcrm.db.customer_pages import names_of
from retailcrm.services.customer_table import tamed

GROUP_COLUMNS = (
    "customer", "card", "recency_days", "frequency", "monetary", "r", "f", "m", "segment",
    "group", "reason", "stage",
)  # fmt: skip
MIA_COLUMNS = (
    "customer", "card", "name", "stage", "last_on", "usual_gap", "now", "limit", "net_sales",
    "evidence",
)  # fmt: skip
BLOCK = 5_000


def group_table(
    connection: Reading,
    scored: Scored,
    money: Callable[[int], str],
    digits: int,
    progress: Progress,
) -> list[list[Any]]:
    """Give a row of `GROUP_COLUMNS` for every customer, by id."""
    rows: list[list[Any]] = []
    for start in range(0, scored.ids.size, BLOCK):
        progress.step(start, scored.ids.size)
        at = np.arange(start, min(start + BLOCK, scored.ids.size))
        names = names_of(connection, scored.ids[at].tolist())
        reasons = group_reasons(scored, at, money)
        rows.extend(
            _group_row(scored, place, names[int(scored.ids[place])][1], reason, digits)
            for place, reason in zip(at.tolist(), reasons, strict=True)
        )
    return rows


def _group_row(scored: Scored, at: int, card: str, reason: str, digits: int) -> list[Any]:
    came = scored.visits[at] > 0
    return [
        int(scored.ids[at]),
        tamed(card),
        int(scored.recency[at]) if came else "",
        int(scored.frequency[at]),
        decimal_text(int(scored.monetary[at]), digits),
        *(int(values[at]) or "" for values in (scored.r, scored.f, scored.m)),
        _label(SEGMENTS, int(scored.segment[at])),
        _label(GROUPS, int(scored.group[at])),
        reason,
        _label(STAGES, int(scored.stage[at])),
    ]


def missing_table(connection: Reading, scored: Scored, digits: int) -> list[list[Any]]:
    """Give a row of `MIA_COLUMNS` for everyone who is missing or dead, worth most first."""
    at = np.flatnonzero((scored.stage == MIA) | (scored.stage == DEAD))
    worth = scored.p_return[at] * scored.contribution[at]
    at = at[np.lexsort((scored.ids[at], -worth, scored.stage[at]))]
    names = names_of(connection, scored.ids[at].tolist())
    return [
        _missing_row(scored, place, names[int(scored.ids[place])], told, digits)
        for place, told in zip(at.tolist(), stage_evidence(scored, at), strict=True)
    ]


def _missing_row(
    scored: Scored, at: int, named: tuple[str, str], evidence: str, digits: int
) -> list[Any]:
    name, card = named
    came = scored.visits[at] > 0
    usual = usual_days(scored, at)
    return [
        int(scored.ids[at]),
        tamed(card),
        tamed(name),
        _label(STAGES, int(scored.stage[at])),
        np.datetime64(int(scored.last[at]), "D").item().isoformat() if came else "",
        "" if usual is None else usual,
        int(scored.recency[at]) if came else "",
        int(scored.limit[at]) if came else "",
        decimal_text(int(scored.monetary[at]), digits),
        evidence,
    ]


def _label(labels: tuple[Any, ...], code: int) -> str:
    return "" if code < 0 else str(labels[code])
