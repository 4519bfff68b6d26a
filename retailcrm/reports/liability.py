"""The liability from points, for the accountant: the figure, how it was found, month by month."""

from pathlib import Path

from retailcrm.core.points_refs import moved_rows
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
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
from retailcrm.reports.liability_facts import LiabilityFacts
from retailcrm.reports.liability_tables import cohort_table, money_table, owed_bars, points_table
from retailcrm.reports.printed import Printed, print_document


def write_liability(facts: LiabilityFacts, out: Path) -> Printed:
    """Print the sheet to `out`; equal facts give equal bytes."""
    return print_document(liability_document(facts), out)


def liability_document(facts: LiabilityFacts) -> Document:
    """Write the pages of the sheet as blocks."""
    sheet = Sheet(facts.issue)
    blocks: tuple[Block, ...] = (
        PageBreak(say("Liability")),
        _head(sheet, facts),
        Sentence(text(_opening(sheet, facts))),
        _figures(sheet, facts),
        Rule(),
        *_how(sheet, facts),
    )
    if facts.sheet.rows:
        blocks = (*blocks, *_months(sheet, facts), *_cohorts(sheet, facts))
    about = say("as of {day}", day=sheet.write.day_year(facts.issue.day))
    return sheet.document(say("Liability from points"), about, (*blocks, *_meanings(facts)))


def _head(sheet: Sheet, facts: LiabilityFacts) -> Cover:
    as_of = say("as of {day}", day=sheet.write.day_year(facts.issue.day))
    aside = (facts.program, as_of, facts.issue.currency)
    return Cover(facts.issue.shop, say("Liability from points"), tuple(one for one in aside if one))


def _opening(sheet: Sheet, facts: LiabilityFacts) -> str:
    if not facts.sheet.rows:
        return say("No points have been booked yet, so nothing is owed.")
    return say(
        "Members hold {points}; {deferred} of revenue is put aside for them, and using them is "
        "expected to cost {cost}.",
        points=sheet.points(facts.open_points),
        deferred=sheet.write.money(facts.deferred),
        cost=sheet.write.money(facts.cost),
    )


def _figures(sheet: Sheet, facts: LiabilityFacts) -> KeyFigures:
    return KeyFigures(
        (
            sheet.amount(
                say("Deferred revenue"),
                "deferred_revenue",
                facts.deferred,
                _behind(facts, "owed"),
                say("IFRS 15, ASC 606"),
            ),
            sheet.amount(
                say("Plain cost"), "cost", facts.cost, _behind(facts, "cost"), say("no standard")
            ),
            sheet.counted(
                say("Points open"), "open_points", facts.open_points, _behind(facts, "open"), ""
            ),
            sheet.counted(
                say("Still to be used"),
                "to_come",
                facts.to_come,
                _behind(facts, "to_come"),
                say("of those open"),
            ),
            sheet.share(
                say("Points ever used"),
                "redemption_share",
                facts.redemption.share,
                _behind(facts, "share"),
                _found(facts),
            ),
        )
    )


def _behind(facts: LiabilityFacts, what: str) -> RowsRef:
    """Refer to the members whose points make a figure, as of the day of the sheet."""
    if what != "cost" or not facts.sheet.rows:
        return moved_rows(what, None, facts.issue.day)
    worth, share = facts.sheet.worth, facts.sheet.rows[-1].share
    each = str(worth.value * share * worth.cost_factor)
    return moved_rows(what, None, facts.issue.day, each=each)


def _found(facts: LiabilityFacts) -> str:
    return {
        "assumed": say("assumed"),
        "blended": say("assumed and measured"),
        "measured": say("measured"),
    }[facts.redemption.found.value]


def _how(sheet: Sheet, facts: LiabilityFacts) -> tuple[Block, ...]:
    found: list[Block] = [
        Heading(text(say("How the share of points used was found"))),
        Note(text(facts.redemption.told)),
    ]
    if not facts.sheet.rows:
        return tuple(found)
    return (
        *found,
        _deferred(sheet, facts),
        _cost(sheet, facts),
        Heading(text(say("Deferred revenue at the end of the month")), facts.issue.currency),
        owed_bars(sheet, facts),
    )


def _deferred(sheet: Sheet, facts: LiabilityFacts) -> SumBox:
    whole = facts.sheet.total()
    assert whole is not None
    write = sheet.write
    terms = (
        (write.amount(whole.allocated), say("put aside from sales so far"),
         _term(sheet, facts, "allocated", whole.allocated)),
        (write.amount(-whole.revenue), say("earned as points were used or lost"),
         _term(sheet, facts, "revenue", whole.revenue)),
        (write.amount(whole.owed), say("deferred revenue"), None),
    )  # fmt: skip
    return SumBox(text(say("Deferred revenue")), facts.issue.currency, terms)


def _term(sheet: Sheet, facts: LiabilityFacts, what: str, minor: int) -> int | None:
    """Number a term of the sum; the others stand above with theirs."""
    if not minor:
        return None
    shown = sheet.write.amount(minor)
    return sheet.number.amount(what, minor, shown, moved_rows(what, None, facts.issue.day))


def _cost(sheet: Sheet, facts: LiabilityFacts) -> SumBox:
    write, last = sheet.write, facts.sheet.rows[-1]
    worth = facts.sheet.worth
    value = worth.value.scaleb(-write.digits).normalize()
    places = max(write.digits, len(format(value, "f").partition(".")[2]))
    terms = (
        (write.count(last.closing), say("points open"), None),
        (f"\N{MULTIPLICATION SIGN} {write.number(float(value), places)}", say("each"), None),
        (f"\N{MULTIPLICATION SIGN} {write.percent(float(last.share), 2)}", say("ever used"), None),
        (
            f"\N{MULTIPLICATION SIGN} {write.number(float(worth.cost_factor), 2)}",
            say("cost of a unit of reward"), None,
        ),
        (write.amount(last.cost), say("plain cost"), None),
    )  # fmt: skip
    return SumBox(text(say("Plain cost")), facts.issue.currency, terms)


def _months(sheet: Sheet, facts: LiabilityFacts) -> tuple[Block, ...]:
    first, last = facts.sheet.rows[0].name, facts.sheet.rows[-1].name
    period = say("{first} to {last}", first=first, last=last)
    return (
        PageBreak(say("Month by month")),
        Heading(text(say("Month by month")), period, page=True),
        Heading(text(say("Points"))),
        points_table(sheet, facts),
        Heading(text(say("Money")), sheet.unit(say("Amounts"))),
        money_table(sheet, facts),
    )


def _cohorts(sheet: Sheet, facts: LiabilityFacts) -> tuple[Block, ...]:
    table = cohort_table(sheet, facts)
    if table is None:
        return ()
    return (
        PageBreak(say("What became of the points")),
        Heading(
            text(say("What became of the points of each month")),
            say("Share of the points earned in a month that was used by the end of each age"),
            page=True,
        ),
        table,
    )


def _meanings(facts: LiabilityFacts) -> tuple[Block, ...]:
    items = (
        (
            say("Points ever used"),
            say(
                "The share of points earned that members use in the end; the rest expires. Until "
                "twelve months are known it is assumed, in the second year mixed with the months "
                "that are over, then read from the shop\N{RIGHT SINGLE QUOTATION MARK}s own months "
                "by chain ladder."
            ),
        ),
        (
            say("Put aside"),
            say(
                "Each sale that earned is divided between goods and points by what both would "
                "sell for by themselves: sales \N{MULTIPLICATION SIGN} price of points / (sales + "
                "price of points)."
            ),
        ),
        (
            say("Price of points"),
            say("Points earned \N{MULTIPLICATION SIGN} value of a point \N{MULTIPLICATION SIGN} "
                "share ever used."),
        ),
        (
            say("Earned revenue"),
            say(
                "Of all that was put aside, the part of points used so far in all that will ever "
                "be used. What expires is earned along with it."
            ),
        ),
        (
            say("Plain cost"),
            say(
                "Points open \N{MULTIPLICATION SIGN} value \N{MULTIPLICATION SIGN} share ever used "
                "\N{MULTIPLICATION SIGN} cost of a unit of reward."
            ),
        ),
        (say("Other"), say("Points given or taken by hand, opening balances and the like.")),
    )  # fmt: skip
    return (
        PageBreak(say("What the figures mean")),
        Heading(text(say("What the figures mean")), page=True),
        DefinitionList(items),
        *(Note(text(one)) for one in facts.sheet.notes()),
    )
