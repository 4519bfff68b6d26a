"""Groups and segments: who moved, where everyone stands, and what each segment buys."""

import math

from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Heading,
    HeatCell,
    Heatmap,
    HeatRow,
    PageBreak,
    Row,
    TableBlock,
    text,
)
from retailcrm.reports.monthly_facts import CellFacts, SegmentFacts
from retailcrm.reports.monthly_pages import moves
from retailcrm.reports.monthly_pages.cover import signed
from retailcrm.reports.monthly_pages.draft import Draft, ratio

_SCORES = (5, 4, 3, 2, 1)


def grouped(draft: Draft) -> tuple[Block, ...]:
    """Write the page; nothing when the shop is too small for scores."""
    facts = draft.facts
    if not facts.grid and not facts.moves:
        return ()
    blocks: list[Block] = [
        PageBreak(say("Groups and movement")),
        Heading(text(moves.finding(draft)), _under(draft), page=True),
    ]
    if facts.moves:
        blocks.append(moves.table(draft))
    if facts.grid:
        blocks += [Heading(text(_where(draft)), _measure(draft)), _grid(draft)]
    if facts.segments:
        noun = say("What each segment buys")
        blocks += [Heading(text(noun), say("Net sales in {window}", window=draft.window))]
        blocks.append(_segments(draft))
    return tuple(blocks)


def _under(draft: Draft) -> str:
    now = draft.write.day_year(draft.last)
    if not draft.facts.compared_on:
        return say("Customers on {now}", now=now)
    before = draft.write.day_year(draft.facts.compared_on)
    return say("Customers by group: rows on {before}, columns on {now}", before=before, now=now)


def _where(draft: Draft) -> str:
    """Name the segment that buys most, against its share of people."""
    scored = [segment for segment in draft.facts.segments if segment.key != "prospect"]
    whole = sum(segment.net_sales for segment in scored)
    best = max(scored, key=lambda segment: (segment.net_sales, segment.key), default=None)
    share = ratio(best.net_sales, whole) if best else None
    if not best or share is None or whole <= 0 or share > 1:
        return say("How recently, how often and for how much")
    return say(
        "{segment}: {people} of customers, {sales} of what they buy",
        segment=segment_title(best.key),
        people=draft.write.percent(best.share, 0),
        sales=draft.write.percent(share, 0),
    )


def _measure(draft: Draft) -> str:
    words = say("Customers by recency (5 came last) and by frequency with spend (5 is most)")
    return f"{words}; {say('few data')}" if draft.facts.few_data else words


def _grid(draft: Draft) -> Heatmap:
    cells = {(cell.r, cell.column): cell for cell in draft.facts.grid}
    most = max(cell.customers for cell in draft.facts.grid)
    days = {score: (first, last) for score, first, last in draft.facts.recency_ranges}
    rows = tuple(
        HeatRow(
            text(say("Recency {score}", score=score), strong=True),
            _days(draft, days.get(score)),
            tuple(_cell(draft, cells.get((score, column)), most) for column in _SCORES[::-1]),
        )
        for score in _SCORES
    )
    columns = (
        say("bought once"),
        *(str(score) for score in (2, 3, 4)),
        say("5, most"),
    )
    return Heatmap("", say("days ago") if days else "", columns, rows)


def _days(draft: Draft, span: tuple[int, int] | None) -> str:
    if span is None:
        return ""
    first, last = (draft.write.count(day) for day in span)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _cell(draft: Draft, cell: CellFacts | None, most: int) -> HeatCell | None:
    if cell is None:
        return None
    name = segment_title(cell.segment)
    if not cell.customers:
        return HeatCell((name, draft.write.count(0)), 0)
    ref = draft.count(f"rfm.{cell.r}{cell.column}", cell.customers, cell.rows)
    # The root keeps the many small cells apart from each other beside one large one.
    step = min(4, math.floor(5 * math.sqrt(cell.customers / most)))
    shown = (draft.write.count(cell.customers), draft.write.percent(cell.share))
    return HeatCell((name, *shown), step, ref)


def _segments(draft: Draft) -> TableBlock:
    told = (one for one in draft.facts.segments if one.customers or one.net_sales or one.before)
    ordered = sorted(told, key=lambda segment: (-segment.net_sales, -segment.customers))
    whole = sum(segment.net_sales for segment in ordered)
    compared = any(segment.before is not None for segment in ordered)
    columns = [
        Column(say("Segment"), wide=True),
        Column(say("Customers"), number=True),
        *([Column(say("Change"), number=True)] if compared else []),
        Column("%", number=True),
        Column(draft.unit(say("Net sales")), number=True),
        Column("%", number=True),
    ]
    rows = (_segment_row(draft, segment, whole, compared=compared) for segment in ordered)
    return TableBlock(tuple(columns), tuple(rows))


def _segment_row(draft: Draft, segment: SegmentFacts, whole: int, *, compared: bool) -> Row:
    write = draft.write
    ref = draft.count(f"segments.{segment.key}", segment.customers, segment.rows)
    change = None if segment.before is None else segment.customers - segment.before
    cells = [
        text(segment_title(segment.key), ref=ref),
        text(write.count(segment.customers), strong=True),
        *([text(write.change(change))] if compared else []),
        text(write.bare_percent(segment.share)),
        signed(write.whole(segment.net_sales), segment.net_sales),
        text(write.bare_percent(ratio(segment.net_sales, whole))),
    ]
    return Row(tuple(cells))
