"""What a comparison means, in plain sentences."""

from collections.abc import Callable, Mapping

from retailcrm.core.words import say
from retailcrm.planner.comparison import Comparison, Ranked, Turn

_LEAST = 0.01


def verdict(
    comparison: Comparison,
    turns: tuple[Turn, ...],
    needed: Mapping[str, float | None],
    money: Callable[[float], str],
    doubts: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Say which program to choose, what it would bring, and what would turn the choice.

    Args:
        comparison: of the programs.
        turns: of its presuppositions.
        needed: by program, how many times the conversions make it pay for itself.
        money: writes an amount of minor units.
        doubts: why it may be far off; told in one breath with the choice.
    """
    if not comparison.ranking:
        return ()
    best = comparison.ranking[0]
    said = [" ".join((_choice(comparison, best, money), *doubts))]
    if comparison.choice is None:
        said.append(
            say(
                "Try higher amounts before a status, lower discounts, a gift without a discount, "
                "or points."
            )
        )
    elif best.worst < 0:
        said.append(
            say(
                "In the pessimistic case it would lose {loss} a year.",
                loss=money(-best.worst),
            )
        )
    factor = needed.get(best.model)
    if factor is not None:
        said.append(_pays(best.model, factor))
    said += _turned(best, turns)
    return tuple(said)


def _choice(comparison: Comparison, best: Ranked, money: Callable[[float], str]) -> str:
    if comparison.choice is None:
        return say(
            "None of these programs earns what it costs: the best of them, {program}, would lose "
            "{loss} a year.",
            program=best.model,
            loss=money(-best.expected),
        )
    if len(comparison.ranking) == 1:
        return say(
            "{program} is expected to leave {profit} a year after all its costs.",
            program=best.model,
            profit=money(best.expected),
        )
    second = comparison.ranking[1]
    return say(
        "{program} is expected to leave {profit} a year after all its costs, {more} more than "
        "{other}.",
        program=best.model,
        profit=money(best.expected),
        more=money(best.expected - second.expected),
        other=second.model,
    )


def _pays(program: str, factor: float) -> str:
    return say(
        "{program} pays for itself once {factor} times as many reach a status as presupposed.",
        program=program,
        factor=f"{factor:.2f}",
    )


def turn_words() -> dict[str, str]:
    """Give presuppositions as sentences name them."""
    return {
        "margin": say("the margin"),
        "growth": say("the growth of clients"),
        "conversions": say("the share who reach a status"),
        "gifts": say("the cost of gifts"),
        "fixed": say("the fixed costs"),
        "delivery": say("the cost of delivery"),
    }


def _turned(best: Ranked, turns: tuple[Turn, ...]) -> list[str]:
    """Name each presupposition that would turn the choice if it were wrong."""
    words, said = turn_words(), []
    for one in turns:
        if one.low_choice != best.model:
            said.append(
                say(
                    "If {what} were half of it, {program} would be better.",
                    what=words[one.what],
                    program=one.low_choice,
                )
            )
        if one.high_choice != best.model:
            said.append(
                say(
                    "If {what} were half as much again, {program} would be better.",
                    what=words[one.what],
                    program=one.high_choice,
                )
            )
    if not said and turns and turns[0].width > _LEAST:
        said.append(
            say(
                "None of the presuppositions turns this choice alone; most hangs on {what}.",
                what=words[turns[0].what],
            )
        )
    return said
