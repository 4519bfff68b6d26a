"""What was sold: the year in bars, then by store, channel and category."""

from dataclasses import replace

from retailcrm.core.days import month_of
from retailcrm.core.vocabulary import channel_title
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Bar,
    BarsChart,
    Block,
    Column,
    Heading,
    Note,
    PageBreak,
    Row,
    TableBlock,
    Text,
    text,
)
from retailcrm.reports.figure_table import without_empty
from retailcrm.reports.monthly_facts import MonthFacts, PartFacts
from retailcrm.reports.monthly_pages import sentences
from retailcrm.reports.monthly_pages.cover import signed
from retailcrm.reports.monthly_pages.draft import Draft, ratio
from retailcrm.reports.scales import scale_for

_MOST = 10  # parts in full; the rest is summed up
_MORE = {
    "store": ("1 more store", "{n} more stores"),
    "channel": ("1 more channel", "{n} more channels"),
    "category": ("1 more category", "{n} more categories"),
}


def sold(draft: Draft) -> tuple[Block, ...]:
    """Write the page; nothing when nothing was ever sold."""
    facts = draft.facts
    if not any(month.net_sales for month in facts.months):
        return ()
    blocks: list[Block] = [
        PageBreak(say("What was sold")),
        Heading(text(sentences.sales_finding(draft)), _under(draft), page=True),
        _chart(draft),
    ]
    blocks += _parts(draft, "store", say("Store"), facts.by_store)
    blocks += _parts(draft, "channel", say("Channel"), facts.by_channel)
    blocks += _parts(draft, "category", say("Category"), facts.by_category)
    return tuple(blocks)


def _under(draft: Draft) -> str:
    first, last = draft.facts.months[0], draft.facts.months[-1]
    period = say(
        "{first} to {last}",
        first=draft.write.month(first.month),
        last=draft.write.month(last.month),
    )
    return f"{draft.unit(say('Net sales'))}, {period}"


def _chart(draft: Draft) -> BarsChart:
    months = draft.facts.months
    values = [month.net_sales for month in months]
    values += [month.year_before for month in months if month.year_before is not None]
    scale = scale_for(tuple(float(value) for value in values))
    compared = any(month.year_before is not None for month in months)
    bars = tuple(_bar(draft, at, month) for at, month in enumerate(months))
    key = say("the same month a year before") if compared else ""
    return BarsChart(bars, tuple((at, draft.write.whole(at)) for at in scale), key)


def _bar(draft: Draft, at: int, month: MonthFacts) -> Bar:
    year, number = month_of(month.month)
    ref = draft.amount(f"months.{year}-{number:02d}", month.net_sales, month.rows)
    return Bar(
        label=draft.write.short_month_name(month.month),
        under=_below(at, month),
        value=float(month.net_sales),
        shown=draft.write.whole(month.net_sales),
        ref=ref,
        before=None if month.year_before is None else float(month.year_before),
        full=month.month == draft.facts.month,
    )


def _below(at: int, month: MonthFacts) -> str:
    year, number = month_of(month.month)
    if not month.complete:
        return say("so far")
    return str(year) if at == 0 or number == 1 else ""


def _parts(draft: Draft, kind: str, title: str, parts: tuple[PartFacts, ...]) -> tuple[Block, ...]:
    """Write one breakdown; a shop with one store needs none."""
    ordered = tuple(sorted(parts, key=lambda part: (-part.net_sales, part.key)))
    if len(ordered) < 2:  # noqa: PLR2004 - nothing to break down
        return ()
    whole = sum(part.net_sales for part in ordered)
    heading = Heading(text(_finding(draft, kind, ordered, whole)), _by(draft, kind))
    if kind == "category" and ordered[0].key == "" and ordered[0].net_sales == whole:
        return (heading, Note(text(say("The files name no categories."))))
    rows = [_row(draft, kind, part, whole) for part in ordered[:_MOST]]
    if len(ordered) > _MOST:
        rows.append(_rest(draft, kind, ordered[_MOST:], whole))
    columns = [
        Column(title, wide=True),
        Column(say("Receipts"), number=True),
        Column(draft.unit(say("Net sales")), number=True),
        Column("%", number=True),
        Column(say("On {month}, %", month=draft.comparisons[1][1]), number=True),
        Column(draft.unit(say("Margin")), number=True),
        Column("%", number=True),
    ]
    return (heading, without_empty(TableBlock(tuple(columns), tuple(rows))))


def _finding(draft: Draft, kind: str, ordered: tuple[PartFacts, ...], whole: int) -> str:
    plain = {"store": "By store", "channel": "By channel", "category": "By category"}[kind]
    best = ordered[0]
    share = ratio(best.net_sales, whole)
    if share is None or not best.key or whole < 0 or share > 1:
        return say(plain)
    return say(
        "{name} brought {share} of net sales",
        name=_title(kind, best.key),
        share=draft.write.percent(share, 0),
    )


def _by(draft: Draft, kind: str) -> str:
    period = draft.write.month(draft.facts.month)
    if kind == "store":
        return say("Sales by store, {month}", month=period)
    if kind == "channel":
        return say("Sales by channel, {month}", month=period)
    return say("Sales by category, {month}", month=period)


def _title(kind: str, key: str) -> str:
    if not key:
        return say("Without a category") if kind == "category" else say("Without a name")
    return channel_title(key) if kind == "channel" else key


def _row(draft: Draft, kind: str, part: PartFacts, whole: int) -> Row:
    ref = draft.amount(f"{kind}.{part.key or 'none'}", part.net_sales, part.rows)
    return Row((text(_title(kind, part.key), ref=ref), *_figures(draft, part, whole)))


def _rest(draft: Draft, kind: str, parts: tuple[PartFacts, ...], whole: int) -> Row:
    margins = [part.margin for part in parts]
    years = [part.year_before for part in parts]
    summed = replace(
        parts[0],
        # A receipt may hold several categories, so their receipts cannot be added up.
        receipts=0 if kind == "category" else sum(part.receipts for part in parts),
        net_sales=sum(part.net_sales for part in parts),
        margin=None if None in margins else sum(margin or 0 for margin in margins),
        year_before=None if None in years else sum(year or 0 for year in years),
    )
    words = draft.counted(len(parts), *_MORE[kind])
    return Row((text(words), *_figures(draft, summed, whole)))


def _figures(draft: Draft, part: PartFacts, whole: int) -> tuple[Text, ...]:
    write = draft.write
    base = part.year_before
    change = part.net_sales / base - 1 if base and base > 0 else None
    return (
        text(write.count(part.receipts or None)),
        signed(write.whole(part.net_sales), part.net_sales),
        text(write.bare_percent(ratio(part.net_sales, whole))),
        text(write.bare_change(change)),
        signed(write.whole(part.margin), part.margin or 0),
        text(write.bare_percent(ratio(part.margin, max(part.net_sales, 0)))),
    )
