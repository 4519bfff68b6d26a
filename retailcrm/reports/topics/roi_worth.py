"""Discounts for nothing, tickets of members and others, and what one of the best is worth."""

from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    Column,
    Heading,
    KeyFigures,
    Note,
    Row,
    TableBlock,
    text,
)
from retailcrm.reports.figure_table import figure_columns
from retailcrm.reports.roi_facts import (
    BestFacts,
    ChangedFacts,
    LeakageFacts,
    LeakFacts,
    RoiFacts,
    TicketFacts,
)
from retailcrm.reports.topics.heads import page_head
from retailcrm.reports.topics.roi_verdict import basis_words
from retailcrm.reports.topics.writing import Writing


def leakage_blocks(writing: Writing, facts: RoiFacts) -> tuple[Block, ...]:
    """Write who gets the discount for nothing."""
    title, under = say("Discounts for nothing"), say("Discounts on what would be bought anyway")
    leakage = facts.leakage
    if leakage is None or not leakage.rows:
        if not facts.leakage_why or facts.program is None:
            return ()
        return (Heading(text(title), under), Note(text(facts.leakage_why)))
    rows = [_leak_row(writing, one) for one in leakage.rows]
    rows.append(_leak_total(writing, leakage))
    columns = (
        Column(say("Segment"), wide=True),
        Column(say("Customers"), number=True),
        Column(writing.unit(say("Sales")), number=True),
        Column(say("Discounts"), number=True),
        Column(say("For nothing"), number=True),
        Column(say("Found")),
    )
    head = page_head(title, _leak_finding(writing, leakage), under)
    return (*head, TableBlock(columns, tuple(rows)))


def _leak_finding(writing: Writing, leakage: LeakageFacts) -> str:
    share = leakage.leak_share.value
    if share is None:
        return say("Discounts for nothing")
    if all(one.basis == "assumed" for one in leakage.rows):
        return say(
            "Assumed: {share} of the discounts go on what would be bought anyway",
            share=writing.write.percent(share, 0),
        )
    return say(
        "{share} of the discounts go on what would be bought anyway",
        share=writing.write.percent(share, 0),
    )


def _leak_row(writing: Writing, one: LeakFacts) -> Row:
    part = one.key or "all"
    return Row(
        (
            text(segment_title(one.key) if one.key else say("Everyone")),
            writing.cell(one.customers, part),
            writing.cell(one.sales, part),
            writing.cell(one.discount, part),
            writing.cell(one.leak, part),
            text(basis_words(one.basis)),
        )
    )


def _leak_total(writing: Writing, leakage: LeakageFacts) -> Row:
    return Row(
        (
            text(say("All customers")),
            text(""),
            text(""),
            writing.cell(leakage.discount),
            writing.cell(leakage.leak),
            writing.cell(leakage.leak_share),
        ),
        total=True,
    )


def worth_blocks(writing: Writing, facts: RoiFacts) -> tuple[Block, ...]:
    """Write tickets, and one of the best beside somebody new."""
    if facts.program is None:
        return ()
    blocks = [*_tickets(writing, facts), *_best(writing, facts)]
    if not blocks:
        return ()
    title = say("Members beside others")
    return (*page_head(title, title, say("What they spend at a time, and in a year")), *blocks)


def _tickets(writing: Writing, facts: RoiFacts) -> tuple[Block, ...]:
    told = facts.tickets
    if told is None:
        return (Note(text(facts.tickets_why)),) if facts.tickets_why else ()
    figures = (
        writing.headline(told.members, say("Members"), exact=True),
        writing.headline(told.others, say("Everyone else"), exact=True),
    )
    blocks: list[Block] = [
        Heading(text(_ticket_finding(writing, told)), writing.unit(say("Average ticket"))),
        KeyFigures(figures),
        Note(text(_warning())),
    ]
    changes = [
        row
        for name, one in (
            (say("Since joining, themselves"), told.joined),
            (_against_name(told), told.against),
        )
        if one is not None
        for row in _change_row(writing, name, one)
    ]
    if changes:
        head = (say("Tickets of new members"), say("Members"), say("Before"), say("After"),
                say("Change, %"), say("19 times in 20"))  # fmt: skip
        blocks.append(TableBlock(figure_columns(*head), tuple(changes)))
    whys = [one.why_none for one in (told.joined, told.against) if one and one.why_none]
    blocks += [Note(text(why)) for why in dict.fromkeys(whys)]
    return tuple(blocks)


def _ticket_finding(writing: Writing, told: TicketFacts) -> str:
    if told.apart is None:
        return say("What members spend at a time")
    share = writing.write.percent(abs(told.apart), 0)
    if told.apart >= 0:
        return say("Members spend {share} more at a time than others", share=share)
    return say("Members spend {share} less at a time than others", share=share)


def _warning() -> str:
    return say(
        "This is not what the program does: whoever buys more joins sooner. Only the change of the "
        "same people against others says something about the program."
    )


def _against_name(told: TicketFacts) -> str:
    if told.against_later:
        return say("Against those who joined later")
    return say("Against those who never joined")


def _change_row(writing: Writing, name: str, one: ChangedFacts) -> tuple[Row, ...]:
    if one.change.value is None:
        return ()
    write = writing.write
    cells = (
        text(name),
        text(write.count(one.customers)),
        text(write.amount(one.before)),
        text(write.amount(one.after)),
        writing.cell(one.change, plain=True),
        text(writing.span(one.change)),
    )
    return (Row(cells),)


def _best(writing: Writing, facts: RoiFacts) -> tuple[Block, ...]:
    best = facts.best
    if best is None:
        return (Note(text(facts.best_why)),) if facts.best_why else ()
    figures = (
        writing.headline(best.best, say("One champion"), exact=True),
        writing.headline(best.new, say("One newly won"), exact=True),
        writing.headline(best.ratio, say("The first divided by the second")),
    )
    under = writing.unit(say("Margin in twelve months"))
    return (
        Heading(text(_best_finding(writing, best)), under),
        KeyFigures(figures),
    )


def _best_finding(writing: Writing, best: BestFacts) -> str:
    if best.ratio.value is None:
        return say("One champion beside one newly won")
    return say(
        "One champion brings as much as {n} newly won",
        n=writing.write.number(best.ratio.value, 1),
    )
