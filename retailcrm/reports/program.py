"""A program tried on the past, for the partner who must agree: what it gives, costs and changes."""

from pathlib import Path

from retailcrm.core.points_refs import tried_rows
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.loyalty.program_text import brief
from retailcrm.loyalty.replay import Totals
from retailcrm.reports.document import (
    Block,
    Cover,
    DefinitionList,
    Document,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Rule,
    Sentence,
    SumBox,
    text,
)
from retailcrm.reports.issue import Sheet
from retailcrm.reports.printed import Printed, print_document
from retailcrm.reports.program_facts import ChangeFacts, ProgramFacts
from retailcrm.reports.program_rules import rules_in_words
from retailcrm.reports.program_tables import (
    group_table,
    month_table,
    side_by_side,
)


def write_program(facts: ProgramFacts, out: Path) -> Printed:
    """Print the trial to `out`; equal facts give equal bytes."""
    return print_document(program_document(facts), out)


def program_document(facts: ProgramFacts) -> Document:
    """Write the pages of the trial as blocks."""
    sheet = Sheet(facts.issue)
    blocks = (
        PageBreak(say("The rules on our receipts")),
        _head(sheet, facts),
        Sentence(text(_opening(sheet, facts))),
        _figures(sheet, facts),
        Rule(),
        *_payback(sheet, facts),
        Heading(text(say("Side by side")), _period(sheet, facts)),
        side_by_side(sheet, facts),
        *_groups(sheet, facts),
        *(_changed(sheet, facts.change) if facts.change else ()),
        PageBreak(say("The rules, month by month")),
        Heading(text(say("The rules")), page=True),
        DefinitionList(rules_in_words(facts.program, sheet.write)),
        *_tiers(sheet, facts),
        *_months(sheet, facts),
        Heading(text(say("What the words mean"))),
        DefinitionList(_meanings()),
    )
    return sheet.document(say("Program"), facts.program.name, blocks)


def _period(sheet: Sheet, facts: ProgramFacts) -> str:
    write = sheet.write
    return say("{first} to {last}", first=write.day_year(facts.first),
               last=write.day_year(facts.last))  # fmt: skip


def _head(sheet: Sheet, facts: ProgramFacts) -> Cover:
    aside = (say("Tried on our own receipts"), _period(sheet, facts))
    return Cover(facts.issue.shop, facts.program.name, aside)


def _opening(sheet: Sheet, facts: ProgramFacts) -> str:
    totals, write = facts.tried.totals, sheet.write
    if not totals.points:
        return say("On our own receipts nobody would have earned a point by these rules.")
    told = say(
        "On our own receipts {members} customers would have earned {points} worth {worth}",
        members=write.count(facts.tried.members),
        points=sheet.points(totals.points),
        worth=write.money(totals.value),
    )
    if totals.of_margin is None:
        return f"{told}."
    share = say("{share} of the margin on what they bought.", share=write.percent(totals.of_margin))
    return f"{told}, {share}"


def _behind(facts: ProgramFacts, what: str) -> RowsRef:
    return tried_rows(brief(facts.program), what, facts.first, facts.last)


def _figures(sheet: Sheet, facts: ProgramFacts) -> KeyFigures:
    totals = facts.tried.totals
    used = sheet.write.percent(float(facts.program.urr), 0)
    return KeyFigures(
        (
            sheet.counted(say("Points"), "points", totals.points, _behind(facts, "points"), ""),
            sheet.amount(
                say("Worth"), "worth", totals.value, _behind(facts, "value"), say("to members")
            ),
            sheet.amount(
                say("Cost"),
                "cost",
                totals.cost,
                _behind(facts, "cost"),
                say("if {share} are used", share=used),
            ),
            sheet.share(
                say("Worth of sales"), "of_sales", totals.of_sales, _behind(facts, "of_sales"), ""
            ),
            sheet.share(
                say("Worth of margin"),
                "of_margin",
                totals.of_margin,
                _behind(facts, "of_margin"),
                "",
            ),
        )
    )


def _payback(sheet: Sheet, facts: ProgramFacts) -> tuple[Block, ...]:
    totals, write = facts.tried.totals, sheet.write
    if totals.uplift_beside is None:
        return ()
    beside = write.percent(totals.uplift_beside)
    ref = sheet.number.share("uplift", totals.uplift_beside, beside, _behind(facts, "uplift"))
    terms = (
        (beside, say("more sales pay for points beside the discount"), ref),
        (write.percent(totals.uplift_instead), say("more sales pay for points in its place"), None),
    )  # fmt: skip
    box = SumBox(text(say("What must pay for it")), say("if margins stay as they are"), terms)
    return (box, *_expected(sheet, totals, facts.uplift))


def _expected(sheet: Sheet, totals: Totals, uplift: float | None) -> tuple[Block, ...]:
    if uplift is None:
        note = say("How much more members will buy is for you to judge; nothing here guesses it.")
        return (Note(text(note)),)
    gain = totals.gain(uplift)
    words = (
        "If sales rise by {share}, as you expect, {amount} is left after the cost of points."
        if gain >= 0
        else "If sales rise by {share}, as you expect, {amount} is still missing."
    )
    write = sheet.write
    return (Note(text(say(words, share=write.percent(uplift), amount=write.money(abs(gain))))),)


def _groups(sheet: Sheet, facts: ProgramFacts) -> tuple[Block, ...]:
    everyone = facts.tried.changes[-1]
    if not facts.tried.totals.discount:
        return ()
    finding = say(
        "{winners} get more than their discount was, {losers} get less",
        winners=sheet.write.count(everyone.winners),
        losers=sheet.write.count(everyone.losers),
    )
    under = say("If points took the place of every discount, {unit}",
                unit=facts.issue.currency)  # fmt: skip
    return Heading(text(finding), under), group_table(sheet, facts)


def _changed(sheet: Sheet, change: ChangeFacts) -> tuple[Block, ...]:
    write = sheet.write
    told = say(
        "Against the rules in force {more} members get more in a year, {gained} together, and "
        "{less} get less, {lost} together. The {points} open today would cost {after} instead of "
        "{before}. If members hear of it today, the new rules should hold from {day} on.",
        more=write.count(change.more[0]),
        gained=write.money(change.more[1]),
        less=write.count(change.less[0]),
        lost=write.money(change.less[1]),
        points=sheet.points(change.open_points),
        before=write.money(change.liability[0]),
        after=write.money(change.liability[1]),
        day=write.day_year(change.announce_on),
    )
    heading = Heading(text(say("What changes for members")))
    moves = "; ".join(
        say(
            "{n} from {was} to {now}",
            n=write.count(n),
            was=was or say("no tier"),
            now=now or say("no tier"),
        )
        for was, now, n in change.moves
    )
    told = f"{told} {say('Tiers: {moves}.', moves=moves)}" if moves else told
    return heading, Note(text(told))


def _tiers(sheet: Sheet, facts: ProgramFacts) -> tuple[Block, ...]:
    if not facts.tried.tiers:
        return ()
    members = ", ".join(
        f"{name or say('no tier')} {sheet.write.count(members)}"
        for name, members in facts.tried.tiers
    )
    told = say("Members on {day}: {members}.", day=sheet.write.day_year(facts.last),
               members=members)  # fmt: skip
    return (Note(text(told)),)


def _months(sheet: Sheet, facts: ProgramFacts) -> tuple[Block, ...]:
    if not facts.tried.months:
        return ()
    heading = Heading(text(say("Month by month")), sheet.unit(say("Amounts")))
    return heading, month_table(sheet, facts)


def _meanings() -> tuple[tuple[str, str], ...]:
    return (
        (
            say("Worth, cost"),
            say(
                "Worth is what all points are worth to members. Cost is what they cost the shop: "
                "worth \N{MULTIPLICATION SIGN} share ever used \N{MULTIPLICATION SIGN} cost of a "
                "unit of reward."
            ),
        ),
        (
            say("Margin"),
            say("Net sales of those who earn less the cost of goods, assumed where it is not "
                "known."),
        ),
        (
            say("More sales that pay for it"),
            say(
                "The cost of points divided by the margin; in place of the discount, what points "
                "cost more than the discount did, divided by the margin with the discount added."
            ),
        ),
        (
            say("Open at the end"),
            say("Points not expired on the last day if nobody had used any."),
        ),
    )  # fmt: skip
