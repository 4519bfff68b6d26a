"""A figure of a strip in words: value, interval, whether it rests on little; no Qt."""

from dataclasses import dataclass

from retailcrm.core.definitions import DEFINITIONS, meaning_of, name_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Told, Unit

_LARGE = 10_000


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure of a strip.

    Attributes:
        told: the figure.
        why: where it has no value, why, in a few words; else a few words on what it is of.
    """

    told: Told
    why: str = ""


def value_words(value: float | None, unit: Unit, figures: Figures) -> str:
    """Write a value whose unit stands in its title; shares carry their sign."""
    if value is None or unit is Unit.COUNT:
        return figures.count(value)
    if unit is Unit.MONEY:
        is_large = abs(value) >= _LARGE * 10**figures.digits
        return figures.whole(value) if is_large else figures.amount(value)
    if unit is Unit.SHARE:
        return figures.percent(value)
    if unit is Unit.DAYS:
        return figures.count(value)
    return figures.number(value, 1 if abs(value) >= 10 else 2)


def title_words(told: Told, figures: Figures) -> str:
    """Name a figure with its unit: "Average ticket, USD"."""
    name = name_of(told.key) if told.key in DEFINITIONS else told.key.replace("_", " ")
    units = {Unit.MONEY: figures.currency, Unit.DAYS: say("days")}
    return f"{name}, {units[told.unit]}" if told.unit in units else name


def meaning_words(told: Told) -> str:
    """Give the sentence that says how a figure is counted."""
    return meaning_of(told.key) if told.key in DEFINITIONS else ""


def change_words(shown: ShownFigure, figures: Figures) -> tuple[tuple[str, str], ...]:
    """Give what stands below the value: its interval, what it is of, that it rests on little."""
    told = shown.told
    made: list[tuple[str, str]] = []
    if told.value is None:
        return ()
    if told.low is not None and told.high is not None:
        low, high = (value_words(one, told.unit, figures) for one in (told.low, told.high))
        made.append((say("{low} to {high}", low=low, high=high), ""))
    if told.few_data:
        made.append((say("few data"), say("read with care")))
    if shown.why and made:
        made.insert(1, ("", shown.why))
    return tuple(made[:2])


def reason_words(shown: ShownFigure, figures: Figures) -> str:
    """Give what stands alone below the value, with room for two lines."""
    return "" if change_words(shown, figures) else shown.why
