"""What a campaign brought, on paper: the verdict, the arms, the intervals, the costs."""

from pathlib import Path

from retailcrm.core.words import say
from retailcrm.reports.campaign_facts import ArmFacts, CampaignFacts, CampaignReport
from retailcrm.reports.document import (
    Block,
    Column,
    Cover,
    Document,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    RankedBar,
    RankedBars,
    Row,
    Rule,
    Sentence,
    TableBlock,
    Text,
    Tone,
    text,
)
from retailcrm.reports.figure_table import without_empty
from retailcrm.reports.issue import Sheet
from retailcrm.reports.printed import Printed, print_document
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.writing import Writing, meanings_page

_COST = "campaign.cost"


def write_campaign(report: CampaignReport, out: Path) -> Printed:
    """Print a result to `out`; equal facts give equal bytes."""
    return print_document(campaign_document(report), out)


def campaign_document(report: CampaignReport) -> Document:
    """Write the print of one result."""
    sheet, facts = Sheet(report.issue), report.facts
    writing = Writing(sheet.write, sheet.number, report.issue.currency)
    kind = say("What a campaign brought")
    aside = (facts.name, facts.under, report.issue.currency)
    blocks: tuple[Block, ...] = (
        PageBreak(facts.name),
        Cover(report.issue.shop, facts.name, (kind, *aside[1:])),
        Sentence(text(facts.verdict)),
        *_paragraph(facts.doubt),
        *result_blocks(writing, facts),
        *meanings_page(writing),
    )
    return sheet.document(kind, facts.name, blocks)


def result_blocks(writing: Writing, facts: CampaignFacts) -> tuple[Block, ...]:
    """Write the figures of a result; nothing where there is nothing to judge."""
    if not facts.arms:
        return ()
    figures = _figures(writing, facts)
    # What it cost is noted by hand at the campaign itself: one number leads there from both tables.
    shown = writing.write.amount(facts.cost)
    cost = writing.number.amount(_COST, facts.cost, shown, facts.rows) if facts.cost else None
    return (
        *figures,
        Heading(text(facts.arms_title), _under_arms(writing, facts)),
        _arms(writing, facts, cost),
        *_intervals(writing, facts),
        *_proof(facts),
        *_costs(writing, facts, cost),
        *_beside(writing, facts),
    )


def _paragraph(words: str) -> tuple[Block, ...]:
    return (Note(text(words)),) if words else ()


def _figures(writing: Writing, facts: CampaignFacts) -> tuple[Block, ...]:
    if facts.brought.value is None:
        return ()
    early = "" if facts.is_final else say("so far")
    shown = [
        writing.headline(
            facts.brought, writing.unit(_brought(facts)),
            writing.span(facts.brought), early,
        ),
        writing.headline(
            facts.brought_people, say("People brought"), _people(writing, facts), early
        ),
    ]  # fmt: skip
    if facts.roi.value is not None:
        shown += [
            writing.headline(
                facts.per_cost, say("Sales for each 1 spent"), writing.span(facts.per_cost), early
            ),
            writing.headline(
                facts.roi, say("Left for each 1 spent"), writing.span(facts.roi),
                say("0\N{NARROW NO-BREAK SPACE}% is break-even"),
            ),
        ]  # fmt: skip
    return KeyFigures(tuple(shown)), Rule()


def _brought(facts: CampaignFacts) -> str:
    one = len(facts.arms) == 1
    return say("Brought after all costs") if one else say("All arms, after costs")


def _people(writing: Writing, facts: CampaignFacts) -> str:
    low, high = facts.brought_people.low, facts.brought_people.high
    if low is None or high is None:
        return ""
    return say("{low} to {high}", low=writing.write.count(low), high=writing.write.count(high))


def _under_arms(writing: Writing, facts: CampaignFacts) -> str:
    said = say(
        "Per member of each arm, {currency}; pt: percentage points", currency=writing.currency
    )
    return said if facts.is_final else say("{said}; still too early to judge", said=said)


def _arms(writing: Writing, facts: CampaignFacts, cost: int | None) -> TableBlock:
    columns = (
        Column(say("Arm"), wide=True),
        Column(say("Members"), number=True),
        Column(say("Came"), number=True),
        Column(say("%"), number=True),
        Column(say("More, pt"), number=True),
        Column(say("95\N{NARROW NO-BREAK SPACE}%, pt"), number=True),
        Column(say("Sales"), number=True),
        Column(say("Margin"), number=True),
        Column(say("Over"), number=True),
        Column(say("Cost"), number=True, ref=cost),
        Column(say("After"), number=True),
    )
    every = (*facts.arms, *([facts.control] if facts.control else []))
    rows = tuple(_arm(writing, one) for one in every if one.people.value)
    return without_empty(TableBlock(columns, rows))


def _arm(writing: Writing, arm: ArmFacts) -> Row:
    write, part = writing.write, arm.letter.lower() or "control"
    is_control = not arm.letter
    return Row(
        (
            text(f"{arm.letter}   {arm.name}" if arm.letter else arm.name),
            writing.cell(arm.people, part),
            writing.cell(arm.came, part),
            writing.cell(arm.share, part, plain=True),
            text("") if is_control else _more(writing, arm, part),
            text(_points(writing, arm), tone=Tone.MUTED),
            writing.cell(arm.sales_each, part, exact=True),
            writing.cell(arm.margin_each, part, exact=True),
            text("") if is_control else writing.cell(arm.more_margin, part, exact=True),
            text("") if is_control else text(write.amount(arm.cost_each)),
            text("") if is_control else writing.cell(arm.after, part, exact=True),
        )
    )


def _more(writing: Writing, arm: ArmFacts, part: str) -> Text:
    if arm.more_came.value is None:
        return text("")
    ref = writing.ref(arm.more_came, part)
    return text(writing.write.bare_change(arm.more_came.value), ref=ref)


def _points(writing: Writing, arm: ArmFacts) -> str:
    low, high = arm.more_came.low, arm.more_came.high
    if low is None or high is None:
        return ""
    bare = writing.write.bare_percent
    return say("{low} to {high}", low=bare(low), high=bare(high))


def _intervals(writing: Writing, facts: CampaignFacts) -> tuple[Block, ...]:
    known = [one for one in facts.arms if one.after.value is not None]
    ends = [end for one in known for end in (one.after.low, one.after.high) if end is not None]
    if not known or not any(ends):
        return ()
    bars = tuple(
        RankedBar(
            text(say("{arm}: {word}", arm=f"{one.letter}   {one.name}", word=one.word)),
            text(writing.write.change_amount(one.after.value)),
            one.after.value or 0.0,
            one.after.low,
            one.after.high,
            full=one.is_clear,
        )
        for one in known
    )
    scale = tuple((at, writing.write.amount(at)) for at in scale_for(tuple(ends)))
    under = say(
        "Margin after all costs, {currency} per member, against control", currency=writing.currency
    )
    key = say("dot: best estimate; the line holds the truth 19 times in 20")
    return (
        Heading(text(facts.picture_title), under),
        RankedBars(bars, scale, (0.0, say("nothing brought")), points=True, key=key),
    )


def _proof(facts: CampaignFacts) -> tuple[Block, ...]:
    told = [one.needed for one in facts.arms if one.needed]
    return (Note(text(" ".join(told))),) if told else ()


def _costs(writing: Writing, facts: CampaignFacts, cost: int | None) -> tuple[Block, ...]:
    columns = (
        Column(say("What it cost"), wide=True),
        Column(writing.currency, number=True, ref=cost),
    )
    write = writing.write
    rows = [Row((text(one.words), text(write.amount(one.amount)))) for one in facts.costs]
    rows.append(Row((text(say("In all")), text(write.amount(facts.cost))), total=True))
    return TableBlock(columns, tuple(rows)), Note(text(facts.given))


def _beside(writing: Writing, facts: CampaignFacts) -> tuple[Block, ...]:
    """Write what belongs beside the result and never decides it."""
    lines: list[Text] = []
    if facts.subsidy_share.value is not None:
        share = writing.write.percent(facts.subsidy_share.value, 0)
        words = say("{title} ({share} of the codes used).", title=facts.subsidy_title, share=share)
        lines.append(text(words, ref=writing.ref(facts.subsidy_share)))
    lines += [text(f"{one}.") for one in facts.notes]
    claimed = say(
        "{words}: {amount} {currency}", words=facts.claimed_words,
        amount=writing.shown(facts.claimed), currency=writing.currency,
    )  # fmt: skip
    lines.append(text(claimed, tone=Tone.MUTED, ref=writing.ref(facts.claimed)))
    return tuple(Note(one) for one in lines)
