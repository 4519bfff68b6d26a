"""First page: which program, and what it would leave."""

from retailcrm.core.words import say
from retailcrm.planner.ranges import HOLDS
from retailcrm.reports.document import (
    Block,
    Cover,
    Heading,
    Note,
    PageBreak,
    RankedBar,
    RankedBars,
    Rule,
    Sentence,
    SumBox,
    Tasks,
    text,
)
from retailcrm.reports.plan_pages.words import Pages, scenario_words, table


def choice_page(pages: Pages) -> tuple[Block, ...]:
    """Say which program to choose, and on what it hangs."""
    facts, write = pages.facts, pages.write
    title = facts.plan.name or say("A loyalty program")
    aside = (
        say("What a loyalty program would bring"),
        say("data through {day}", day=write.day_year(facts.day)),
        facts.currency,
    )
    first, *others = facts.verdict
    return (
        PageBreak(say("The choice")),
        Cover(facts.shop, title, aside),
        Sentence(text(first)),
        _sum(pages),
        *(Note(text(one)) for one in others),
        Rule(),
        Heading(
            text(say("What each program would leave in a year")),
            say("Profit after all its costs, {currency}", currency=facts.currency),
        ),
        _ranking(pages),
        _bars(pages),
        *((Note(text(facts.points)),) if facts.points else ()),
        Heading(text(say("Before you agree"))),
        Tasks(
            (
                text(say("Look at the pessimistic column: could the shop bear that year?")),
                text(say("Read on the last page what is presupposed, and by whom it was told.")),
                text(
                    say(
                        "Hold every month against the forecast; the program keeps it and scores it."
                    )
                ),
            )
        ),
    )


def _sum(pages: Pages) -> SumBox:
    facts = pages.facts
    best, held = facts.comparison.ranking[0], facts.best
    terms: list[tuple[str, str, int | None]] = [
        (pages.money(best.expected), say("left in a year, expected"), None),
        (pages.money(best.worst), say("in the pessimistic case"), None),
        (pages.money(best.profits[-1]), say("in the optimistic case"), None),
    ]
    note = say("Profit after gifts, discounts, delivery and fixed costs.")
    if held is not None and held.range is not None:
        note = say(
            "Sales with it would be {range} in the year, in {holds} of 100 cases.",
            range=pages.range(held.range.year_low, held.range.year_high),
            holds=round(HOLDS * 100),
        )
    return SumBox(text(best.model, strong=True), note, tuple(terms))


def _ranking(pages: Pages) -> Block:
    facts, words = pages.facts, scenario_words()
    heads = (
        say("Program"),
        *words.values(),
        say("Expected"),
        say("Regret at most"),
        say("Pays for itself at"),
    )
    rows = [
        (
            one.model,
            *(pages.money(profit) for profit in one.profits),
            pages.money(one.expected),
            pages.money(one.regret),
            _needed(pages, facts.break_even.get(one.model), one.expected),
        )
        for one in facts.comparison.ranking
    ]
    return table(heads, rows, bold=0)


def _needed(pages: Pages, factor: float | None, expected: float) -> str:
    if factor is None:
        return say("always") if expected >= 0 else say("never")
    return say("{n} times the responses", n=pages.write.number(factor, 2))


def _bars(pages: Pages) -> RankedBars:
    ranking = pages.facts.comparison.ranking
    bars = tuple(
        RankedBar(
            text(one.model),
            text(pages.money(one.expected)),
            one.expected,
            min(one.profits),
            max(one.profits),
            full=not number,
        )
        for number, one in enumerate(ranking)
    )
    scale = pages.scale(*(profit for one in ranking for profit in one.profits))
    key = say("dot: expected; the line runs from the pessimistic to the optimistic case")
    return RankedBars(bars, scale, (0.0, say("pays for itself")), points=True, key=key)
