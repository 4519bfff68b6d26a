"""What customers have brought and will probably bring, and how far that may be trusted."""

from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    KeyFigures,
    Note,
    RankedBar,
    RankedBars,
    Row,
    Rule,
    TableBlock,
    text,
)
from retailcrm.reports.figure_table import figure_columns
from retailcrm.reports.issue import Issue
from retailcrm.reports.names import group_entry
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.heads import first_page, page_head, topic_document
from retailcrm.reports.topics.value_trial import trial_blocks
from retailcrm.reports.topics.writing import Writing
from retailcrm.reports.value_facts import ValueFacts, WorthFacts


def value_document(issue: Issue, month: int, facts: ValueFacts) -> Document:
    """Write the report of its own."""
    title = say("What customers are worth")

    def pages(writing: Writing) -> tuple[Block, ...]:
        head = first_page(writing, issue, title, month, _sentence(writing, facts))
        if not facts.customers.value:
            return head
        return (
            *head,
            *_body(writing, facts),
            *_segments(writing, facts),
            *trial_blocks(writing, facts),
        )

    return topic_document(issue, month, title, pages)


def value_page(writing: Writing, facts: ValueFacts) -> tuple[Block, ...]:
    """Write the page of the monthly report; nothing while there is nothing to compare."""
    if not facts.by_segment or facts.expected.value is None:
        return ()
    title = say("What customers are worth")
    head = page_head(title, _finding(writing, facts), _under(writing, facts))
    return (*head, *_body(writing, facts))


def _finding(writing: Writing, facts: ValueFacts) -> str:
    if facts.expected.value is None:
        return say("What customers are worth")
    return say(
        "Today\N{RIGHT SINGLE QUOTATION MARK}s customers will probably bring {amount} in 12 months",
        amount=writing.write.money(facts.expected.value, whole=True),
    )


def _under(writing: Writing, facts: ValueFacts) -> str:
    return say(
        "Margin expected in the 12 months from {day}; customers yet to be won are not in it",
        day=writing.write.day_year(facts.as_of),
    )


def _sentence(writing: Writing, facts: ValueFacts) -> str:
    if not facts.customers.value or facts.expected.value is None:
        return facts.why or say("There are no receipts of customers yet.")
    found, expected = _finding(writing, facts), facts.expected
    if expected.low is None or expected.high is None:
        return say("{found}. No range can be given.", found=found)
    return say(
        "{found}; in eight years out of ten between {low} and {high}.",
        found=found,
        low=writing.write.money(expected.low, whole=True),
        high=writing.write.money(expected.high, whole=True),
    )


def _body(writing: Writing, facts: ValueFacts) -> tuple[Block, ...]:
    head = (_figures(writing, facts), Note(text(" ".join((facts.why, *facts.notes)))))
    parts = (*_ranked(writing, facts), *_groups(writing, facts))
    return (*head, Rule(), *parts) if parts else head


def _figures(writing: Writing, facts: ValueFacts) -> KeyFigures:
    expected = facts.expected
    likely = writing.span(expected) or say("no range")
    return KeyFigures(
        (
            writing.headline(facts.customers, say("Customers"), say("who have come")),
            writing.headline(
                facts.so_far, writing.unit(say("Brought so far")), say("since the books begin")
            ),
            writing.headline(expected, writing.unit(say("Expected in 12 months")), likely),
            writing.headline(facts.early, say("There from the start"), say("may be older")),
        )
    )  # fmt: skip


def _ranked(writing: Writing, facts: ValueFacts) -> tuple[Block, ...]:
    shown = tuple(one for one in facts.by_segment if one.expected.value is not None)
    if not shown:
        return ()
    ends = [one.expected.high for one in shown if one.expected.high is not None]
    values = [one.expected.value or 0.0 for one in shown]
    lows = [one.expected.low for one in shown if one.expected.low is not None]
    scale = scale_for((*values, *ends, *lows))
    bars = tuple(_bar(writing, at, one) for at, one in enumerate(shown))
    key = say("the line holds the truth in eight years out of ten") if ends else ""
    under = writing.unit(say("Expected margin of the next 12 months, by segment"))
    labels = tuple((one, writing.write.whole(one)) for one in scale)
    return (
        Heading(text(_best(writing, shown)), under),
        RankedBars(bars, labels, key=key),
    )


def _best(writing: Writing, shown: tuple[WorthFacts, ...]) -> str:
    share = shown[0].share.value
    if share is None or not 0 < share <= 1:
        return say("Where the money will come from")
    return say(
        "{segment} will bring {share} of it",
        segment=segment_title(shown[0].key),
        share=writing.write.percent(share, 0),
    )


def _bar(writing: Writing, at: int, one: WorthFacts) -> RankedBar:
    expected = one.expected
    return RankedBar(
        text(segment_title(one.key)),
        writing.cell(expected, f"segment.{one.key}"),
        expected.value or 0.0,
        expected.low,
        expected.high,
        full=not at,
    )


def _groups(writing: Writing, facts: ValueFacts) -> tuple[Block, ...]:
    if not facts.by_group:
        return ()
    rows = []
    for one in facts.by_group:
        entry, part = group_entry(one.key), f"group.{one.key}"
        cells = (
            text(entry.label, strong=True, tone=entry.tone),
            writing.cell(one.customers, part),
            writing.cell(one.so_far, part),
            writing.cell(one.expected, part),
            writing.cell(one.mean, part),
            writing.cell(one.share, part, plain=True),
        )
        rows.append(Row(cells, shape=entry))
    columns = (
        Column(say("Group"), wide=True),
        Column(say("Customers"), number=True),
        Column(writing.unit(say("So far")), number=True),
        Column(writing.unit(say("Expected")), number=True),
        Column(say("A head"), number=True),
        Column(say("Share, %"), number=True),
    )
    return (Heading(text(say("The three groups"))), TableBlock(columns, tuple(rows), dense=False))


def _segments(writing: Writing, facts: ValueFacts) -> tuple[Block, ...]:
    if not facts.by_segment:
        return ()
    title = say("Value by segment")
    under = say("What they brought so far, and margin expected in 12 months")
    columns = figure_columns(
        say("Segment"),
        say("Customers"),
        writing.unit(say("So far")),
        say("A head"),
        say("In the middle"),
        say("Share, %"),
    )
    rows = tuple(_segment_row(writing, one) for one in facts.by_segment)
    return (*page_head(title, title, under), TableBlock(columns, rows))


def _segment_row(writing: Writing, one: WorthFacts) -> Row:
    part = f"segment.{one.key}"
    return Row(
        (
            text(segment_title(one.key)),
            writing.cell(one.customers, part),
            writing.cell(one.so_far, part),
            writing.cell(one.mean, part),
            writing.cell(one.median, part),
            writing.cell(one.share, part, plain=True),
        )
    )
