"""Period by period, by segment, the same people before and after, and how long they stay."""

from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Curve,
    Heading,
    Note,
    Plot,
    Row,
    TableBlock,
    Text,
    text,
)
from retailcrm.reports.figure_table import figure_columns
from retailcrm.reports.retention_facts import (
    ListFacts,
    PeriodFacts,
    RetentionFacts,
    TimesFacts,
    VisitFacts,
)
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.heads import page_head
from retailcrm.reports.topics.writing import Writing

_LEAST = 3  # periods that make a line


def period_blocks(writing: Writing, facts: RetentionFacts) -> tuple[Block, ...]:
    """Write the rates of each month or quarter."""
    shown = tuple(one for one in facts.periods if one.stayed and one.stayed.value is not None)
    if not shown:
        return ()
    under = say("Buyers of the period before who bought again, and buyers who had been here before")
    head = page_head(say("Period by period"), _trend(writing, shown), under)
    table = TableBlock(
        figure_columns(say("Period"), say("Stayed, %"), say("19 times in 20"),
                       say("Had been here before, %")),
        tuple(_period_row(writing, one) for one in reversed(shown)),
    )  # fmt: skip
    if len(shown) < _LEAST:
        return (*head, table)
    return (*head, _period_plot(writing, shown), table)


def _trend(writing: Writing, shown: tuple[PeriodFacts, ...]) -> str:
    last = shown[-1]
    if last.stayed is None or last.stayed.value is None:
        return say("Period by period")
    return say(
        "{share} stayed from {before} to {period}",
        share=writing.write.percent(last.stayed.value, 0),
        before=last.period.before().name(),
        period=last.period.name(),
    )


def _period_plot(writing: Writing, shown: tuple[PeriodFacts, ...]) -> Plot:
    stayed = tuple(
        (float(at), one.stayed.value)
        for at, one in enumerate(shown)
        if one.stayed and one.stayed.value is not None
    )
    here = tuple(
        (float(at), one.returning.value)
        for at, one in enumerate(shown)
        if one.returning.value is not None
    )
    up = scale_for(tuple(value for _, value in (*stayed, *here)))
    step = -(-len(shown) // 6)
    last = len(shown) - 1
    across = [
        (float(at), writing.write.short_month(one.period.month))
        for at, one in enumerate(shown)
        if at % step == 0 and last - at >= step
    ]
    across.append((float(last), writing.write.short_month(shown[-1].period.month)))
    curves = [Curve(stayed, say("stayed"))]
    if len(here) > 1:
        curves.append(Curve(here, say("been before"), quiet=True))
    return Plot(tuple(curves), tuple(across), writing.shares(up))


def _period_row(writing: Writing, one: PeriodFacts) -> Row:
    key = one.period.key()
    stayed: Text = text("") if one.stayed is None else writing.cell(one.stayed, key, plain=True)
    span = "" if one.stayed is None else writing.span(one.stayed)
    returning = writing.cell(one.returning, key, plain=True)
    return Row((text(one.period.name()), stayed, text(span), returning))


def list_blocks(writing: Writing, facts: RetentionFacts) -> tuple[Block, ...]:
    """Write visits by segment, and of the same people before and after."""
    if not facts.visits:
        return ()
    title = say("How often each segment comes")
    blocks: list[Block] = [
        *page_head(title, title, say("Visits in the last 365 days")),
        TableBlock(
            figure_columns(
                say("Segment"), say("Customers"), say("Came"), say("Visits"), say("Each")
            ),
            tuple(_visit_row(writing, one) for one in facts.visits if one.active),
        ),
    ]
    if facts.lists and facts.lists_on:
        under = say(
            "Customers by their segment on {day}, whatever they are now: visits of each in the "
            "{n} days before and since",
            day=writing.write.day_year(facts.lists_on),
            n=facts.list_days,
        )
        blocks += [
            Heading(text(say("The same people, before and since")), under),
            TableBlock(
                figure_columns(say("Segment then"), say("Customers"), say("Before"), say("Since"),
                               say("Change, %")),
                tuple(_list_row(writing, one) for one in facts.lists if one.before.value),
            ),
            Note(text(_drift())),
        ]  # fmt: skip
    elif facts.lists_missing:
        blocks.append(Note(text(facts.lists_missing)))
    return tuple(blocks)


def _drift() -> str:
    return say(
        "Who is chosen for coming often tends to come less often afterwards, and the other way "
        "round, program or not: read the lists beside each other, not one alone."
    )


def _visit_row(writing: Writing, one: VisitFacts) -> Row:
    name = segment_title(one.key) if one.key else say("Everyone")
    part = one.key or "all"
    return Row(
        (
            text(name),
            text(writing.write.count(one.customers)),
            text(writing.write.count(one.active)),
            writing.cell(one.visits, part),
            writing.cell(one.frequency, part),
        ),
        total=not one.key,
    )


def _list_row(writing: Writing, one: ListFacts) -> Row:
    before, after = one.before.value, one.after.value
    change = after / before - 1 if before and after is not None else None
    return Row(
        (
            text(segment_title(one.key)),
            text(writing.write.count(one.customers)),
            writing.cell(one.before, one.key),
            writing.cell(one.after, one.key),
            text(writing.write.bare_change(change)),
        )
    )


def times_blocks(writing: Writing, facts: RetentionFacts) -> tuple[Block, ...]:
    """Write how long loyal customers have stayed, by how often they came."""
    if not facts.times:
        return ()
    under = say("Days from the first visit to the last, of customers with two visits or more")
    return (
        Heading(text(say("How long customers stay")), under),
        TableBlock(
            (
                Column(say("Visits"), wide=True),
                Column(say("Customers"), number=True),
                Column(say("A quarter, up to"), number=True),
                Column(say("Half, up to"), number=True),
                Column(say("Three quarters, up to"), number=True),
            ),
            tuple(_times_row(writing, one) for one in facts.times),
        ),
    )


def _times_row(writing: Writing, one: TimesFacts) -> Row:
    part = str(one.least)
    if one.most is None:
        name = say("{n} or more", n=one.least)
    elif one.most == one.least:
        name = str(one.least)
    else:
        name = say("{first} to {last}", first=one.least, last=one.most)
    cells = (writing.cell(fact, part) for fact in (one.customers, one.low, one.middle, one.high))
    return Row((text(name), *cells))
