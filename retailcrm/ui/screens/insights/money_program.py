"""What the program brings and costs, line by line."""

from collections.abc import Callable

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Told
from retailcrm.services.money_rows import ReturnTold
from retailcrm.ui.kit.picture.facts import Head, PictureTable, TableLine
from retailcrm.ui.screens.insights.money_leak import basis_words
from retailcrm.ui.screens.insights.topic import TableFacts


def program_table(told: ReturnTold, figures: Figures) -> TableFacts | None:
    """Put gain and cost in a table, both ways of telling the return below each other."""
    if told.sales is None or told.multiple is None or told.percent is None:
        return None
    lines = (
        _line(say("Sales to members"), _money(told.sales, figures), told.sales),
        _line(say("Margin before discounts"), figures.percent(told.margin)),
        _line(say("Brought by the program"), _share(told.brought, figures), told.brought,
              basis_words(told.basis)),
        _line(say("Gain: margin of what it brought"), figures.money(told.gain)),
        _line(say("Discounts to members"), _money(told.discounts, figures), told.discounts),
        _line(say("What their points will cost"), _money(told.points, figures), told.points),
        _line(say("Campaigns: letters, messages, printing"), figures.money(told.messages)),
        _line(say("Software and work"), figures.money(told.other)),
        _line(say("Cost"), figures.money(told.cost)),
        _line(say("Gain divided by cost"), _multiple(told.multiple, figures), told.multiple,
              say("1 is break-even")),
        _line(say("Gain less cost, divided by cost"), _share(told.percent, figures), told.percent,
              say("0 % is break-even")),
        _line(say("It would have to bring"), _share(told.break_even, figures), told.break_even,
              say("to pay for itself")),
    )  # fmt: skip
    heads = (Head(say("What")), Head(say("In the last year")), Head(say("Note")))
    return TableFacts("program_return", _title(told, figures), PictureTable(heads, lines))


def _title(told: ReturnTold, figures: Figures) -> str:
    assert told.multiple is not None
    value = told.multiple.value
    if value is None:
        return say("The program costs nothing yet")
    low, high = told.multiple.low, told.multiple.high
    unit = 10**figures.digits
    words = {"gain": figures.money(value * unit), "one": figures.money(unit, whole=True)}
    if told.basis == "assumed":
        share = figures.percent(None if told.brought is None else told.brought.value, 0)
        return say(
            "If the program brings {share} of the sales, it gains {gain} for each {one} it costs",
            share=share,
            **words,
        )
    if low is not None and high is not None and low < 1 < high:
        return say("Whether the program pays for itself cannot be told yet")
    return say("The program brings {multiple} for each 1 spent", multiple=figures.number(value, 2))


def _line(what: str, value: str, told: Told | None = None, note: str = "") -> TableLine:
    return TableLine((what, value, note), None if told is None else told.rows)


def _money(told: Told | None, figures: Figures) -> str:
    return figures.money(None if told is None else told.value)


def _share(told: Told | None, figures: Figures) -> str:
    if told is None:
        return figures.percent(None)
    return _ranged(figures.percent(told.value), told, figures.percent)


def _multiple(told: Told, figures: Figures) -> str:
    return _ranged(figures.number(told.value, 2), told, lambda one: figures.number(one, 2))


def _ranged(text: str, told: Told, write: Callable[[float | None], str]) -> str:
    if told.value is None or told.low is None or told.high is None:
        return text
    return say("{value} ({low} to {high})", value=text, low=write(told.low), high=write(told.high))
