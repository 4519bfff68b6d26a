"""Fifth page: what is presupposed, and what would turn the choice."""

from retailcrm.core.words import say
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.planner.verdict import turn_words
from retailcrm.reports.document import (
    Block,
    DefinitionList,
    Heading,
    Note,
    PageBreak,
    RankedBar,
    RankedBars,
    text,
)
from retailcrm.reports.plan_pages.words import (
    Pages,
    band_words,
    scenario_words,
    table,
)

_LEAST = 1.0


def rests_page(pages: Pages) -> tuple[Block, ...]:
    """Show every presupposition, what hangs on each, and what the words mean."""
    facts = pages.facts
    best = facts.comparison.ranking[0]
    return (
        PageBreak(say("What it rests on")),
        Heading(
            text(say("What is presupposed")),
            say("Told by the shop, not read from receipts"),
            page=True,
        ),
        table((say("Presupposition"), say("Value")), _costs(pages)),
        *(Note(text(one)) for one in facts.conversions),
        Heading(text(say("More clients because of the program")), say("By scenario and channel")),
        _growth(pages),
        Heading(
            text(_finding(pages)),
            say(
                "Expected profit of {program} with half of it, and with half as much again",
                program=best.model,
            ),
        ),
        _turns(pages),
        Heading(text(say("Words"))),
        DefinitionList(_meanings()),
    )


def _costs(pages: Pages) -> list[tuple[str, ...]]:
    inputs, write = pages.facts.plan.inputs, pages.write
    rows = [
        (say("Margin"), write.percent(inputs.margin)),
        (say("Gift for reaching a status"), write.amount(inputs.gift)),
        (say("Gift for reaching the entry amount"), write.amount(inputs.small_gift)),
        (say("Share whom that gift leads there"), write.percent(inputs.small_conversion)),
        (say("Fixed costs of a year"), write.amount(inputs.fixed)),
    ]
    rows += [
        (
            say("Delivery of a purchase, {channel}", channel=words.lower()),
            write.amount(inputs.delivers(channel)),
        )
        for channel, words in pages.channels.items()
    ]
    rows += [
        (
            say("Share who reach the next status: {band}", band=band_words(one.name).lower()),
            write.percent(one.conversion),
        )
        for one in inputs.bands
    ]
    weights = ", ".join(
        f"{scenario_words()[name].lower()} {write.percent(share / sum(inputs.weights), 0)}"
        for name, share in zip(SCENARIOS, inputs.weights, strict=True)
    )
    return [*rows, (say("Chances of the scenarios"), weights)]


def _growth(pages: Pages) -> Block:
    inputs, write = pages.facts.plan.inputs, pages.write
    heads = (
        say("Program"),
        *(
            f"{scenario}, {channel.lower()}"
            for scenario in scenario_words().values()
            for channel in pages.channels.values()
        ),
    )
    rows = [
        (
            model.name,
            *(
                write.percent(inputs.grows(model.name, scenario, channel))
                for scenario in SCENARIOS
                for channel in pages.channels
            ),
        )
        for model in pages.facts.plan.models
    ]
    return table(heads, rows)


def _finding(pages: Pages) -> str:
    turns, best = pages.facts.turns, pages.facts.comparison.ranking[0].model
    words = turn_words()
    turned = [one for one in turns if best not in {one.low_choice} & {one.high_choice}]
    if turned:
        return say("Wrong about {what}, another program would be better",
                   what=words[turned[0].what])  # fmt: skip
    if turns:
        return say("Most hangs on {what}; none of these turns the choice alone",
                   what=words[turns[0].what])  # fmt: skip
    return say("What would turn the choice")


def _turns(pages: Pages) -> Block:
    facts = pages.facts
    expected, words = facts.comparison.ranking[0].expected, turn_words()
    bars = tuple(
        RankedBar(
            text(words[one.what][:1].upper() + words[one.what][1:]),
            text(pages.range(min(one.low, one.high), max(one.low, one.high))),
            expected,
            min(one.low, one.high),
            max(one.low, one.high),
            full=not number,
        )
        for number, one in enumerate(facts.turns)
        if one.width >= _LEAST
    )
    if not bars:
        return Note(text(say("None of them changes the profit.")))
    scale = pages.scale(*(end for one in facts.turns for end in (one.low, one.high)))
    return RankedBars(bars, scale, (0.0, say("pays for itself")), points=True)


def _meanings() -> tuple[tuple[str, str], ...]:
    return (
        (
            say("Expected"),
            say("The scenarios' profits by their chances."),
        ),
        (
            say("Regret"),
            say("Most that another program would have left more, had one known the scenario."),
        ),
        (
            say("Status"),
            say("What somebody has who bought for an amount within twelve months."),
        ),
        (
            say("Entry amount"),
            say("From it on one belongs to the program; below it there is a gift only."),
        ),
    )
