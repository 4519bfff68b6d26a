"""The tables of a program tried on the past."""

from collections.abc import Callable

from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.replay import Change
from retailcrm.reports.document import Row, TableBlock, text
from retailcrm.reports.figure_table import figure_columns, figure_rows
from retailcrm.reports.issue import Sheet
from retailcrm.reports.names import group_entry
from retailcrm.reports.program_facts import ProgramFacts, TriedFacts

_Measure = tuple[str, Callable[[TriedFacts], float | None], Callable[[float | None], str]]


def side_by_side(sheet: Sheet, facts: ProgramFacts) -> TableBlock:
    """Hold the rules against those in force, on the same receipts."""
    sides = [facts.tried] if facts.change is None else [facts.change.now, facts.tried]
    heads = [say("These rules")] if facts.change is None else [say("In force"), say("New rules")]
    columns = figure_columns(
        say("Measure"),
        *(head for head in heads),
    )
    found = (
        Row((text(label), *(text(shown(value(one))) for one in sides)))
        for label, value, shown in _measures(sheet)
    )
    return TableBlock(columns, tuple(found))


def _measures(sheet: Sheet) -> tuple[_Measure, ...]:
    write, unit = sheet.write, sheet.unit
    return (
        (say("Customers who earn"), lambda one: one.members, write.count),
        (say("Their receipts"), lambda one: one.totals.receipts, write.count),
        (unit(say("Their net sales")), lambda one: one.totals.net, write.amount),
        (unit(say("Their margin")), lambda one: one.totals.margin, write.amount),
        (unit(say("Discount they had")), lambda one: one.totals.discount, write.amount),
        (say("Points"), lambda one: one.totals.points, write.count),
        (unit(say("Worth to them")), lambda one: one.totals.value, write.amount),
        (unit(say("Cost to the shop")), lambda one: one.totals.cost, write.amount),
        (say("Worth of sales"), lambda one: one.totals.of_sales, write.percent),
        (say("Worth of margin"), lambda one: one.totals.of_margin, write.percent),
        (say("Points open at the end"), lambda one: one.open_points, write.count),
        (unit(say("What those would cost")), lambda one: one.liability, write.amount),
    )


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
    return TableBlock(columns, tuple(_change(sheet, one) for one in shown))


def _change(sheet: Sheet, one: Change) -> Row:
    write = sheet.write
    figures = (
        write.count(one.members), write.count(one.winners), write.change_amount(one.won),
        write.count(one.losers), write.change_amount(-one.lost),
    )  # fmt: skip
    if not one.group:
        return Row((text(say("Everyone")), *map(text, figures)), total=True)
    entry = group_entry(one.group)
    name = text(group_title(one.group), tone=entry.tone)
    return Row((name, *map(text, figures)), shape=entry)


def month_table(sheet: Sheet, facts: ProgramFacts) -> TableBlock:
    """Tell the year month by month."""
    write, worth = sheet.write, facts.program.redeeming.value
    columns = figure_columns(
        say("Month"),
        say("Net sales"),
        say("Discount"),
        say("Points"),
        say("Worth"),
        say("Of sales, %"),
    )
    found = []
    for one in facts.tried.months:
        value = float(one.points * worth)
        share = write.bare_percent(value / one.net) if one.net > 0 else ""
        told = (
            write.short_month(one.month), write.amount(one.net), write.amount(one.discount),
            write.count(one.points), write.amount(value), share,
        )  # fmt: skip
        found.append(told)
    return TableBlock(columns, figure_rows(found))
