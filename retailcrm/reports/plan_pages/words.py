"""How the pages of a plan name things, and write its figures."""

from dataclasses import dataclass

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.reports.document import Column, Row, Scale, TableBlock, Text, text
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.scales import scale_for

_LINE = 24  # letters


def channel_words() -> dict[str, str]:
    """Give channels as people call them."""
    return {"offline": say("In store"), "online": say("Online")}


def scenario_words() -> dict[str, str]:
    """Give scenarios as people call them."""
    return {
        "pessimistic": say("Pessimistic"),
        "conservative": say("Conservative"),
        "optimistic": say("Optimistic"),
    }


def band_words(name: str) -> str:
    """Give a band as people call it; the owner's own names stay."""
    words = {"far": say("Far"), "mid": say("Half way"), "near": say("Near")}
    return words.get(name, name)


@dataclass(frozen=True, slots=True)
class Pages:
    """A plan and the way its figures are written."""

    facts: PlanFacts
    write: Figures

    @property
    def channels(self) -> dict[str, str]:
        """Give the shop's own channels as people call them."""
        own = {one.channel for one in self.facts.channels}
        return {one: words for one, words in channel_words().items() if one in own}

    def money(self, minor: float | None) -> str:
        """Write an amount in whole units."""
        return self.write.whole(minor)

    def range(self, low: float, high: float) -> str:
        """Write where an amount will lie."""
        return say("{low} to {high}", low=self.money(low), high=self.money(high))

    def scale(self, *values: float) -> Scale:
        """Give round grid lines in amounts."""
        return tuple((at, self.money(at)) for at in scale_for(values))


def on_one_line(name: str) -> str:
    """Give as much of a program's name as one line of a narrow column holds."""
    return name if len(name) <= _LINE else f"{name[: _LINE - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def table(
    heads: tuple[str, ...], rows: list[tuple[str, ...]], bold: int = -1, words: int = 1
) -> TableBlock:
    """Make a table whose first columns hold words and the others figures."""
    columns = tuple(Column(one, number=at >= words, wide=not at) for at, one in enumerate(heads))
    return TableBlock(
        columns,
        tuple(
            Row(tuple(_cell(one, strong=number == bold) for one in row))
            for number, row in enumerate(rows)
        ),
    )


def _cell(words: str, *, strong: bool) -> Text:
    return text(words, strong=strong)
