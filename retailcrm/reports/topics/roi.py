"""Whether the program brings more than it costs, as far as that can be known."""

from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Document,
    Heading,
    KeyFigures,
    Note,
    RankedBar,
    RankedBars,
    Row,
    Rule,
    Sentence,
    SumBox,
    TableBlock,
    text,
)
from retailcrm.reports.figure_table import figure_columns, without_empty
from retailcrm.reports.issue import Issue
from retailcrm.reports.roi_facts import MEASURED, ReturnFacts, RoiFacts
from retailcrm.reports.scales import scale_for
from retailcrm.reports.topics.heads import first_page, page_head, topic_document, window
from retailcrm.reports.topics.roi_verdict import basis_words, doubt, finding, verdict
from retailcrm.reports.topics.roi_worth import leakage_blocks, worth_blocks
from retailcrm.reports.topics.writing import Writing


def roi_document(issue: Issue, month: int, facts: RoiFacts) -> Document:
    """Write the report of its own."""
    title = say("Does the program pay?")

    def pages(writing: Writing) -> tuple[Block, ...]:
        head = first_page(writing, issue, title, month, verdict(writing, facts))
        body = _body(writing, facts, facts.program) if facts.program else ()
        return (
            *head,
            *body,
            *leakage_blocks(writing, facts),
            *worth_blocks(writing, facts),
        )

    return topic_document(issue, month, title, pages)


def roi_page(writing: Writing, facts: RoiFacts) -> tuple[Block, ...]:
    """Write the page of the monthly report; nothing without members or costs."""
    if facts.program is None or facts.program.multiple.value is None:
        return ()
    under = window(writing, facts.program.days, facts.as_of)
    head = page_head(say("Does the program pay?"), finding(facts.program), _under(under))
    said = Sentence(text(verdict(writing, facts)))
    return (*head, said, *_body(writing, facts, facts.program))


def _under(time: str) -> str:
    return say("Members, {window}", window=time)


def _body(writing: Writing, facts: RoiFacts, program: ReturnFacts) -> tuple[Block, ...]:
    if program.multiple.value is None:
        return ()
    time = window(writing, program.days, facts.as_of)
    blocks: list[Block] = [
        _figures(writing, program),
        Note(text(doubt(writing, program))),
        Rule(),
    ]
    if program.break_even.value is not None and program.brought.value is not None:
        blocks += [
            Heading(
                text(_line(program)), say("Share of the sales to members, {window}", window=time)
            ),
            _against(writing, program),
        ]
    blocks += [
        _cost(writing, program),
        _gain(writing, program),
        Heading(text(say("Both ways of saying it")), _under(time)),
        _both(writing, program),
        *_campaigns(writing, program),
    ]
    return tuple(blocks)


def _figures(writing: Writing, program: ReturnFacts) -> KeyFigures:
    return KeyFigures(
        (
            writing.headline(
                program.cost, writing.unit(say("It costs")), say("discounts and points")
            ),
            writing.headline(program.gain, writing.unit(say("It gains")), say("margin")),
            writing.headline(
                program.multiple,
                say("Gain for each 1 spent"),
                writing.span(program.multiple),
                say("1 is break-even"),
            ),
            writing.headline(
                program.brought,
                say("Brought by the program"),
                writing.span(program.brought),
                basis_words(program.basis),
            ),
        )
    )


def _line(program: ReturnFacts) -> str:
    if program.basis not in MEASURED:
        return say("What it would have to bring, beside what it is taken to bring")
    low, high = program.brought.low, program.brought.high
    need = program.break_even.value or 0.0
    if low is None or high is None or low <= need <= high:
        return say("It may have brought enough to pay for itself, or not")
    return say("It brought more than it has to") if low > need else say("It brought too little")


def _against(writing: Writing, program: ReturnFacts) -> RankedBars:
    brought, need = program.brought, program.break_even
    values = [
        one for one in (brought.value, brought.low, brought.high, need.value) if one is not None
    ]
    scale = writing.shares(scale_for(tuple(values)))
    bar = RankedBar(
        text(say("Brought by the program")),
        text(writing.shown(brought)),
        brought.value or 0.0,
        brought.low,
        brought.high,
    )
    needed = say("{share} would pay for it", share=writing.shown(need))
    key = say("the line holds the truth 19 times in 20") if brought.has_range else ""
    return RankedBars((bar,), scale, (need.value or 0.0, needed), points=True, key=key)


def _both(writing: Writing, program: ReturnFacts) -> TableBlock:
    rows = (
        Row(
            (
                text(say("Gain for each 1 spent")),
                text(
                    writing.shown(program.multiple), ref=writing.number.again(program.multiple.key)
                ),
                text(writing.span(program.multiple)),
                text(writing.write.number(1, 2)),
            )
        ),
        Row(
            (
                text(say("Left for each 1 spent")),
                writing.cell(program.percent),
                text(writing.span(program.percent)),
                text(writing.write.percent(0)),
            )
        ),
        Row(
            (
                text(say("Needed to break even, of members\N{RIGHT SINGLE QUOTATION MARK} sales")),
                writing.cell(program.break_even),
                text(""),
                text(""),
            )
        ),
    )
    head = say("The program"), say("Figure"), say("19 times in 20"), say("Break-even")
    return without_empty(TableBlock(figure_columns(*head), rows))


def _campaigns(writing: Writing, program: ReturnFacts) -> tuple[Block, ...]:
    """Say what measured campaigns left, which is proven whatever the rest may be."""
    left = program.campaigns_left
    if left is None or not program.campaigns:
        return ()
    words = writing.counted(
        program.campaigns,
        "1 campaign of this time was measured against people left alone. After all costs it left "
        "{amount} {currency} ({range}).",
        "{n} campaigns of this time were measured against people left alone. After all costs "
        "they left {amount} {currency} ({range}).",
        amount=writing.shown(left),
        currency=writing.currency,
        range=writing.span(left),
    )
    return (Note(text(words)),)


def _cost(writing: Writing, program: ReturnFacts) -> SumBox:
    write = writing.write
    terms = (
        (write.whole(program.discounts.value), say("discounts"), writing.ref(program.discounts)),
        (
            write.change_whole(program.points.value),
            say("points earned"),
            writing.ref(program.points),
        ),
        *(
            ((write.change_whole(program.messages), say("campaigns"), None),)
            if program.messages
            else ()
        ),
        (write.change_whole(program.other), say("other, as you told"), None),
        (writing.shown(program.cost), say("in all"), None),
    )
    return SumBox(text(say("It costs")), writing.currency, terms)


def _gain(writing: Writing, program: ReturnFacts) -> SumBox:
    times = "\N{MULTIPLICATION SIGN} "
    terms = (
        (writing.shown(program.sales), say("sales to members"), writing.ref(program.sales)),
        (f"{times}{writing.shown(program.brought)}", say("brought"), None),
        (f"{times}{writing.write.percent(program.margin)}", say("margin before discounts"), None),
        (writing.shown(program.gain), say("gain"), None),
    )
    return SumBox(text(say("It gains")), writing.currency, terms)
