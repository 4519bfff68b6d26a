"""The groups of a scored base as rows: counts, shares, movement, and where their people are."""

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.history import DayBook, span
from retailcrm.analytics.movement import Labels, Moves, missing, moves
from retailcrm.analytics.rfm import Scores, code_counts, recency_ranges
from retailcrm.analytics.rhythm import MIA, STAGES
from retailcrm.analytics.segments import SEGMENTS, SIDE, USUAL
from retailcrm.core.days import day_of
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.db.snapshots import Snapshot
from retailcrm.services.group_rows import (
    CellRow,
    GroupRow,
    GroupsOverview,
    MissingSum,
    SegmentRow,
    StageRow,
)


def empty_overview() -> GroupsOverview:
    """Say that there is nobody to group yet."""
    return GroupsOverview(
        as_of=None,
        customers=0,
        scored=0,
        few_data=False,
        empty_reason=say("There are no receipts yet."),
        cells=(),
        cut_points=(),
        recency_ranges=(),
        groups=(),
        segments=(),
        stages=(),
        missing=MissingSum(None, 0, 0, 0, 0, 0, 0),
        moved=(),
        snapshot_on=None,
        stale=(),
        rfm=(),
    )


def overview_of(
    scored: Scored,
    book: DayBook,
    *,
    now: Snapshot,
    before: Snapshot | None,
    stale: tuple[str, ...],
) -> GroupsOverview:
    """Tell everything about the groups of a scored base.

    Args:
        scored: the base.
        book: everyone's days.
        now: its labels.
        before: labels at the end of the month before; None without any.
        stale: names of stores whose data are too old.
    """
    day = day_of(scored.as_of).isoformat()
    scores = Scores(scored.r, scored.f, scored.m, scored.column, scored.cuts, scored.few_data)
    moved = None if before is None else _moves(before, now)
    return GroupsOverview(
        as_of=day_of(scored.as_of),
        customers=scored.ids.size,
        scored=int((scored.r > 0).sum()),
        few_data=scored.few_data,
        empty_reason=scored.no_scores or scored.no_groups,
        cells=_cells(scored, day),
        cut_points=scored.cuts,
        recency_ranges=recency_ranges(scored.cuts),
        groups=_groups(scored, moved, day),
        segments=_segments(scored, day),
        stages=_stages(scored, day),
        missing=_missing(book, now, before),
        moved=() if moved is None else _named(moved),
        snapshot_on=None if before is None else day_of(before.day),
        stale=stale,
        rfm=code_counts(scores),
    )


def _moves(before: Snapshot, now: Snapshot) -> Moves:
    return moves(Labels(before.ids, before.group), Labels(now.ids, now.group), len(GROUPS))


def _named(found: Moves) -> tuple[tuple[str, str, int], ...]:
    keys = [*(str(group) for group in GROUPS), ""]
    return tuple(
        (keys[a], keys[b], count)
        for a, row in enumerate(found.counts)
        for b, count in enumerate(row)
        if count and a != b
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _cells(scored: Scored, day: str) -> tuple[CellRow, ...]:
    total = int((scored.r > 0).sum())
    if not total:
        return ()
    cells = []
    for r in range(SIDE, 0, -1):
        for column in range(1, SIDE + 1):
            here = (scored.r == r) & (scored.column == column)
            count = int(here.sum())
            segment = _segment_of_cell(scored, r, column)
            behind = rows("customers", r=str(r), fm=str(column), as_of=day)
            cells.append(CellRow(r, column, segment, count, count / total, behind))
    return tuple(cells)


def _segment_of_cell(scored: Scored, r: int, column: int) -> str:
    grid = scored.rules.grid or USUAL
    return grid[SIDE - r][column - 1]


def _groups(scored: Scored, moved: Moves | None, day: str) -> tuple[GroupRow, ...]:
    if scored.no_groups:
        return ()
    sales = int(scored.monetary.sum())
    keys = [str(group) for group in GROUPS]
    result = []
    for code, key in enumerate(keys):
        here = scored.group == code
        count, net = int(here.sum()), int(scored.monetary[here].sum())
        came = () if moved is None else moved.into(code)
        result.append(
            GroupRow(
                key=key,
                customers=count,
                share_of_customers=_share(count, scored.ids.size),
                net_sales=net,
                margin=round(float(scored.margin[here].sum())),
                share_of_sales=_share(net, sales),
                contribution=round(float(scored.contribution[here].sum())),
                change=None if moved is None else moved.change(code),
                moved_in=tuple((keys[a] if a < len(keys) else "", n) for a, n in came),
                rows=rows("customers", group=key, as_of=day),
            )
        )
    return tuple(result)


def _segments(scored: Scored, day: str) -> tuple[SegmentRow, ...]:
    if scored.no_scores:
        return ()
    return tuple(
        SegmentRow(
            key=str(segment),
            customers=int(here.sum()),
            share=float(here.mean()),
            net_sales=int(scored.monetary[here].sum()),
            rows=rows("customers", segment=str(segment), as_of=day),
        )
        for code, segment in enumerate(SEGMENTS)
        for here in (scored.segment == code,)
    )


def _stages(scored: Scored, day: str) -> tuple[StageRow, ...]:
    if not scored.ids.size:
        return ()
    return tuple(
        StageRow(
            key=str(stage),
            customers=int(here.sum()),
            share=float(here.mean()),
            net_sales=int(scored.monetary[here].sum()),
            rows=rows("customers", stage=str(stage), as_of=day),
        )
        for code, stage in enumerate(STAGES)
        for here in (scored.stage == code,)
    )


def _missing(book: DayBook, now: Snapshot, before: Snapshot | None) -> MissingSum:
    here = Labels(now.ids, now.stage)
    if before is None:
        count = int((now.stage == MIA).sum())
        return MissingSum(None, 0, 0, 0, 0, count, 0, day_of(now.day))
    found = missing(Labels(before.ids, before.stage), here)
    bought = span(book, before.day + 1, now.day).total(book.net)
    back = np.isin(book.ids, found.found_ids)
    return MissingSum(
        since=day_of(before.day),
        before=found.before,
        newly=found.newly,
        found=found.found,
        dead=found.dead,
        now=found.now,
        found_net=int(bought[back].sum()),
        as_of=day_of(now.day),
    )
