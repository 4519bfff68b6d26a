"""The customers behind the figures of groups, segments, stages and the missing."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.history import span
from retailcrm.analytics.movement import Labels, Missing, missing
from retailcrm.analytics.rhythm import MIA, STAGES
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import group_title, segment_title, stage_title
from retailcrm.core.words import say
from retailcrm.services.base import Base
from retailcrm.services.finding import Finder, Found, How, Unit
from retailcrm.services.standing import Standing, labels_of

SUM, SHARE, MISSING, WORTH = "groups.sum", "groups.share", "groups.missing", "groups.worth"
CHANGE = "groups.change"
_Ids = NDArray[np.int64]
_Flags = NDArray[np.bool_]
_Floats = NDArray[np.float64]


class GroupFinders:
    """Find who makes a figure of the groups."""

    def __init__(self, standing: Standing, base: Base) -> None:
        self._standing = standing
        self._base = base

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {
            SUM: self._sum,
            SHARE: self._share,
            MISSING: self._missing,
            WORTH: self._worth,
            CHANGE: self._change,
        }

    def _sum(self, rows: RowsRef) -> Found:
        """Find the people of a group, segment or stage, and what each adds to a sum."""
        scored = self._scored(rows)
        here, who = _those(scored, rows)
        heading, unit, amounts, how = _measure(scored, rows.get("measure") or "net_sales")
        return Found(who, scored.ids[here], heading, unit, amounts[here], how)

    def _share(self, rows: RowsRef) -> Found:
        """Find what part of all sales each of a group brings."""
        scored = self._scored(rows)
        here, who = _those(scored, rows)
        whole = float(scored.monetary.sum())
        parts = scored.monetary[here] / whole if whole else np.zeros(int(here.sum()))
        return Found(who, scored.ids[here], say("Share of sales"), Unit.SHARE, parts, How.SUM)

    def _change(self, rows: RowsRef) -> Found:
        """Find who came into a group since the month before (1), and who left it (-1)."""
        scored = self._scored(rows)
        keys = [str(one) for one in GROUPS]
        before = self._standing.labels(self._standing.month_before(day_of(scored.as_of)))
        if before is None or rows.get("of") not in keys:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        code = keys.index(rows.get("of") or "")
        here, there = scored.ids[scored.group == code], before.ids[before.group == code]
        ids = np.setxor1d(here, there)
        amounts = np.where(np.isin(ids, here), 1.0, -1.0)
        heading = say("1 came in, −1 left")
        title = say("{group}: came in or left", group=group_title(keys[code]))
        return Found(title, ids, heading, Unit.COUNT, amounts, How.SUM)

    def _missing(self, rows: RowsRef) -> Found:
        """Find who was missing, went missing, was found or became a dead card."""
        scored = self._scored(rows)
        before = self._standing.labels(self._standing.month_before(day_of(scored.as_of)))
        now = labels_of(scored)
        if before is None or not before.ids.size:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        found = missing(Labels(before.ids, before.stage), Labels(now.ids, now.stage))
        title, ids = _part(found, rows.get("part"))
        if ids is not found.found_ids or rows.get("measure") == "people":
            return Found(title, ids)
        book, _ = self._base.columns()
        bought = span(book, before.day + 1, now.day).total(book.net)
        amounts = bought[np.searchsorted(book.ids, ids)].astype(np.float64)
        return Found(title, ids, say("Bought since"), Unit.MONEY, amounts, How.SUM)

    def _worth(self, rows: RowsRef) -> Found:
        """Find the missing whose return would bring most, as many as `most` says."""
        scored = self._scored(rows)
        best = worth_asking(scored, int(rows.get("most") or scored.ids.size))
        best = best[np.argsort(scored.ids[best])]
        return Found(
            say("Missing, and worth asking back"),
            scored.ids[best],
            say("Expected in a year"),
            Unit.MONEY,
            np.round(expected_back(scored)[best]),
            How.SUM,
        )

    def _scored(self, rows: RowsRef) -> Scored:
        told = rows.get("as_of")
        scored = self._standing.scored(None if told is None else date.fromisoformat(told))
        if scored is None:
            raise UserError(say("There are no receipts yet."))
        return scored


def expected_back(scored: Scored) -> _Floats:
    """Give what each would bring in a year, times the chance to come back; minor units."""
    return scored.p_return * scored.contribution


def worth_asking(scored: Scored, most: int) -> _Ids:
    """Give the places of the missing whose return would bring something, the most first."""
    worth = expected_back(scored)
    at = np.flatnonzero((scored.stage == MIA) & (np.round(worth) > 0))
    return at[np.lexsort((scored.ids[at], -worth[at]))][:most]


def _part(found: Missing, part: str | None) -> tuple[str, _Ids]:
    if part == "before":
        return say("Missing a month before"), found.before_ids
    if part == "found":
        return say("Missing a month before, and back"), found.found_ids
    if part == "dead":
        return say("Missing a month before, dead cards now"), found.dead_ids
    return say("Newly missing"), found.newly_ids


def _those(scored: Scored, rows: RowsRef) -> tuple[_Flags, str]:
    """Give who is meant, and their name."""
    for name, codes, labels, titled in (
        ("group", scored.group, GROUPS, group_title),
        ("segment", scored.segment, SEGMENTS, segment_title),
        ("stage", scored.stage, STAGES, stage_title),
    ):
        wanted = rows.get(name)
        keys = [str(one) for one in labels]
        if wanted in keys:
            return np.equal(codes, keys.index(wanted)), titled(wanted)
    return np.ones(scored.ids.size, dtype=np.bool_), say("Everyone")


def _measure(scored: Scored, name: str) -> tuple[str, Unit, _Floats, How]:
    if name == "margin":
        return say("Margin of the year"), Unit.MONEY, scored.margin, How.SUM
    if name == "contribution":
        return say("Brought in the year"), Unit.MONEY, scored.contribution, How.SUM
    if name == "visits":
        return say("Visits in the year"), Unit.COUNT, scored.frequency.astype(float), How.MEAN
    return say("Net sales of the year"), Unit.MONEY, scored.monetary.astype(float), How.SUM
