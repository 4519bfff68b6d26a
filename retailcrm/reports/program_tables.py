"""The tables of a program tried on the past."""

from collections.abc import Callable

from retailcrm.core.days import month_key
from retailcrm.core.points_refs import tried_rows
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.program_text import brief
from retailcrm.loyalty.replay import Change, Month
from retailcrm.reports.document import Row, TableBlock, Text, text
from retailcrm.reports.figure_table import figure_columns
from retailcrm.reports.issue import Sheet
from retailcrm.reports.names import group_entry
from retailcrm.reports.program_facts import ProgramFacts, TriedFacts

_SHARES = frozenset({"of_sales", "of_margin"})
_AMOUNTS = frozenset({"net", "margin", "discount", "value", "cost", "owed"})
_Value = float | None
_Measure = tuple[str, str, Callable[[TriedFacts], _Value], Callable[[_Value], str]]
"""What it is called, its key, how it is read, and how it is written."""


def side_by_side(sheet: Sheet, facts: ProgramFacts) -> TableBlock:
    """Hold the rules against those in force, on the same receipts; each figure with its rows."""
    sides = [("new", facts.tried)]
    heads = [say("These rules")]
    if facts.change is not None:
        sides.insert(0, ("now", facts.change.now))
        heads = [say("In force"), say("New rules")]
    found = (
        Row((text(one[0]), *(_side(sheet, facts, side, one) for side in sides)))
        for one in _measures(sheet)
    )
    return TableBlock(figure_columns(say("Measure"), *heads), tuple(found))


def _side(
    sheet: Sheet, facts: ProgramFacts, side: tuple[str, TriedFacts], measure: _Measure
) -> Text:
    (name, tried), (_, key, value, write) = side, measure
    found = value(tried)
    shown = write(found)
    if not found:
        return text(shown)
    behind = _behind(facts, tried, key)
    named = f"{name}.{key}"
    if key in _SHARES:
        return text(shown, ref=sheet.number.share(named, found, shown, behind))
    if key in _AMOUNTS:
        return sheet.amount_cell(named, found, shown, behind)
    return sheet.count_cell(named, found, shown, behind)


def _behind(
    facts: ProgramFacts, tried: TriedFacts, what: str, *, month: int | None = None
) -> RowsRef:
    rules = tried.rules or brief(facts.program)
    return tried_rows(rules, what, facts.first, facts.last, month=month)


def _measures(sheet: Sheet) -> tuple[_Measure, ...]:
    write, unit = sheet.write, sheet.unit
    return (
        (say("Customers who earn"), "members", lambda one: one.members, write.count),
        (say("Their receipts"), "receipts", lambda one: one.totals.receipts, write.count),
        (unit(say("Their net sales")), "net", lambda one: one.totals.net, write.amount),
        (unit(say("Their margin")), "margin", lambda one: one.totals.margin, write.amount),
        (unit(say("Discount they had")), "discount", lambda one: one.totals.discount,
         write.amount),
        (say("Points"), "points", lambda one: one.totals.points, write.count),
        (unit(say("Worth to them")), "value", lambda one: one.totals.value, write.amount),
        (unit(say("Cost to the shop")), "cost", lambda one: one.totals.cost, write.amount),
        (say("Worth of sales"), "of_sales", lambda one: one.totals.of_sales, write.percent),
        (say("Worth of margin"), "of_margin", lambda one: one.totals.of_margin, write.percent),
        (say("Points open at the end"), "open", lambda one: one.open_points, write.count),
        (unit(say("What those would cost")), "owed", lambda one: one.liability, write.amount),
    )  # fmt: skip


def group_table(sheet: Sheet, facts: ProgramFacts) -> TableBlock:
    """Say who would win and lose against the discount, by group."""
    columns = figure_columns(
        say("Group"),
        say("Customers"),
        say("Get more"),
        say("How much"),
        say("Get less"),
        say("How much"),
    )
    shown = [one for one in facts.tried.changes if one.members or not one.group]
    return TableBlock(columns, tuple(_change(sheet, facts, one) for one in shown))


def _change(sheet: Sheet, facts: ProgramFacts, one: Change) -> Row:
    write, part = sheet.write, one.group or "all"

    def behind(what: str) -> RowsRef:
        rules = facts.tried.rules or brief(facts.program)
        return tried_rows(rules, what, facts.first, facts.last, of=one.group)

    cells = (
        sheet.count_cell(f"{part}.members", one.members, write.count(one.members),
                         behind("bought")),
        sheet.count_cell(f"{part}.winners", one.winners, write.count(one.winners),
                         behind("winners")),
        sheet.amount_cell(f"{part}.won", one.won, write.change_amount(one.won), behind("won")),
        sheet.count_cell(f"{part}.losers", one.losers, write.count(one.losers),
                         behind("losers")),
        sheet.amount_cell(f"{part}.lost", one.lost, write.change_amount(-one.lost),
                          behind("lost")),
    )  # fmt: skip
    if not one.group:
        return Row((text(say("Everyone")), *cells), total=True)
    entry = group_entry(one.group)
    return Row((text(group_title(one.group), tone=entry.tone), *cells), shape=entry)


def month_table(sheet: Sheet, facts: ProgramFacts) -> TableBlock:
    """Tell the year month by month; the points of each open who would have earned them."""
    columns = figure_columns(
        say("Month"),
        say("Net sales"),
        say("Discount"),
        say("Points"),
        say("Worth"),
        say("Of sales, %"),
    )
    return TableBlock(columns, tuple(_month(sheet, facts, one) for one in facts.tried.months))


def _month(sheet: Sheet, facts: ProgramFacts, one: Month) -> Row:
    write = sheet.write
    value = float(one.points * facts.program.redeeming.value)
    share = write.bare_percent(value / one.net) if one.net > 0 else ""
    behind = _behind(facts, facts.tried, "points", month=one.month)
    name = f"points.{month_key(one.month)}"
    return Row(
        (
            text(write.short_month(one.month)),
            text(write.amount(one.net)),
            text(write.amount(one.discount)),
            sheet.count_cell(name, one.points, write.count(one.points), behind),
            text(write.amount(value)),
            text(share),
        )
    )
