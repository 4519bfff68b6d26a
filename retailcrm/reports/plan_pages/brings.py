"""Fourth page: what each program would bring and cost, by scenario."""

from retailcrm.core.words import say
from retailcrm.planner.uplift import Sums
from retailcrm.reports.document import (
    Block,
    Heading,
    LegendEntry,
    Note,
    PageBreak,
    StackedBars,
    StackedPart,
    StackedRow,
    Tone,
    text,
)
from retailcrm.reports.plan_pages.words import Pages, on_one_line, scenario_words, table

_MIDDLE = "conservative"


def brings_page(pages: Pages) -> tuple[Block, ...]:
    """Show both measures beside each other, and where the money goes."""
    facts = pages.facts
    return (
        PageBreak(say("What they bring")),
        Heading(
            text(_finding(pages)),
            say("The year ahead, {currency}", currency=facts.currency),
            page=True,
        ),
        table(
            (
                say("Program"),
                say("Scenario"),
                say("Sales added, net"),
                say("Share"),
                say("Discount given anyway"),
                say("All costs"),
                say("Profit"),
                say("Margin for 1 spent"),
            ),
            [_row(pages, one) for one in facts.comparison.sums],
            words=2,
        ),
        Note(
            text(
                say(
                    "Sales added, net: what new customers and those on the way to a status buy, "
                    "less gifts, discounts on it and delivery. It is the usual measure, and it "
                    "flatters: it leaves out the discount on what would be bought anyway. Profit "
                    "counts it, and the fixed costs."
                )
            )
        ),
        Heading(
            text(say("Where the costs go")),
            say("Share of all costs of a year, conservative scenario"),
        ),
        _costs(pages),
        Heading(text(say("Month by month")), _under(pages)),
        _months(pages),
    )


def _finding(pages: Pages) -> str:
    sums = pages.facts.comparison.sums
    adds = sum(one.uplift > 0 for one in sums)
    earns = sum(one.profit >= 0 for one in sums)
    return say(
        "{adds} of {all} cases add sales, {earns} earn what they cost",
        adds=adds,
        earns=earns,
        all=len(sums),
    )


def _row(pages: Pages, one: Sums) -> tuple[str, ...]:
    write = pages.write
    return (
        on_one_line(one.model),
        scenario_words()[one.scenario].lower(),
        pages.money(one.uplift),
        write.percent(one.uplift_share),
        pages.money(one.base_discount),
        pages.money(one.all_expenses),
        pages.money(one.profit),
        write.number(one.roi_multiple, 2),
    )


def _costs(pages: Pages) -> StackedBars:
    legend = (
        LegendEntry(say("discount given anyway"), Tone.MOST_VALUABLE),
        LegendEntry(say("gifts, delivery, discount on more"), Tone.MOST_GROWABLE),
        LegendEntry(say("fixed"), Tone.BELOW_ZERO),
    )
    rows = []
    for one in pages.facts.comparison.sums:
        if one.scenario != _MIDDLE or one.all_expenses <= 0:
            continue
        parts = (one.base_discount, one.expenses, one.fixed)
        shares = [part / one.all_expenses for part in parts]
        rows.append(
            StackedRow(
                one.model,
                tuple(StackedPart(share, pages.write.percent(share, 0)) for share in shares),
            )
        )
    return StackedBars(legend, tuple(rows))


def _under(pages: Pages) -> str:
    return say(
        "{program}, scenarios weighed, {currency}",
        program=pages.facts.comparison.ranking[0].model,
        currency=pages.facts.currency,
    )


def _months(pages: Pages) -> Block:
    held, first = pages.facts.best, pages.facts.first_ahead
    if held is None:
        return Note(text(say("Nothing is foreseen.")))
    heads = (
        say("Month"),
        say("Clients"),
        say("Purchases"),
        say("Sales"),
        say("Not below"),
        say("Not above"),
        say("Margin"),
    )
    return table(
        heads,
        [
            (
                pages.write.month(first + at),
                pages.write.count(float(held.clients[at])),
                pages.write.count(float(held.purchases[at])),
                pages.money(float(held.sales[at])),
                pages.money(None if held.range is None else float(held.range.low[at])),
                pages.money(None if held.range is None else float(held.range.high[at])),
                pages.money(float(held.margin[at])),
            )
            for at in range(held.sales.size)
        ],
    )
