"""The way the figures of a report are written, and the small numbers given out with them."""

import re
from dataclasses import dataclass

from retailcrm.core.definitions import DEFINITIONS, meaning_of, name_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.reports.document import (
    Block,
    DefinitionList,
    Heading,
    KeyFigure,
    PageBreak,
    Scale,
    Text,
    Tone,
    text,
)
from retailcrm.reports.facts import Fact, Kind
from retailcrm.reports.numbering import Numbering

RATIO_PLACES = 2
_HAIR = 1e-6
_DAYS_AT_END = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class Writing:
    """Write figures of one shop; every one that is written with a number can be opened."""

    write: Figures
    number: Numbering
    currency: str

    def unit(self, title: str) -> str:
        """Put the currency behind the head of a column."""
        return f"{title}, {self.currency}"

    def counted(self, value: float, one: str, many: str, **values: object) -> str:
        """Say a count with its noun; `many` has a place {n}, both may have others."""
        return say(one if value == 1 else many, n=self.write.count(value), **values)

    def shown(self, fact: Fact, *, exact: bool = False) -> str:
        """Write a figure; amounts in whole units unless they are small ones."""
        return self._value(fact.kind, fact.value, exact=exact)

    def span(self, fact: Fact, *, exact: bool = False) -> str:
        """Write its interval: "21.3 to 25.4 %"; empty without one."""
        if fact.low is None or fact.high is None:
            return ""
        low = self._value(fact.kind, fact.low, exact=exact)
        if fact.kind is Kind.SHARE:
            low = self.write.bare_percent(fact.low)
        return say("{low} to {high}", low=low, high=self._value(fact.kind, fact.high, exact=exact))

    def ref(self, fact: Fact, part: str = "", *, exact: bool = False) -> int:
        """Give a figure its small number; `part` keeps those of one definition apart."""
        name = f"{fact.key}.{part}" if part else fact.key
        shown = self.shown(fact, exact=exact)
        if fact.kind is Kind.MONEY:
            return self.number.amount(name, fact.value, shown, fact.rows)
        if fact.kind is Kind.SHARE:
            return self.number.share(name, fact.value, shown, fact.rows)
        return self.number.number(name, fact.value, shown, fact.rows)

    def cell(self, fact: Fact, part: str = "", *, exact: bool = False, plain: bool = False) -> Text:
        """Write a figure with its small number; `plain` where the head has the per cent sign.

        No value is a dash without a number: there is nothing to open.
        """
        shown = self.shown(fact, exact=exact)
        if plain and fact.kind is Kind.SHARE:
            shown = self.write.bare_percent(fact.value)
        if fact.value is None:
            return text(shown, tone=Tone.MUTED)
        tone = Tone.BAD if fact.kind is Kind.MONEY and fact.value < 0 else Tone.INK
        return text(shown, tone=tone, ref=self.ref(fact, part, exact=exact))

    def headline(self, fact: Fact, label: str, *lines: str, exact: bool = False) -> KeyFigure:
        """Write a headline figure with quiet lines below; few cases are always said."""
        told = [line for line in lines if line]
        if fact.few_data:
            told.append(say("few data"))
        quiet = tuple(("", line) for line in told)
        return KeyFigure(label, self.shown(fact, exact=exact), self.ref(fact, exact=exact), quiet)

    def _value(self, kind: Kind, value: float | None, *, exact: bool) -> str:
        write = self.write
        if kind is Kind.MONEY:
            return write.amount(value) if exact else write.whole(value)
        if kind is Kind.SHARE:
            return write.percent(value)
        if kind is Kind.DAYS:
            return write.count(value)
        if kind is Kind.RATIO or (value is not None and not float(value).is_integer()):
            return write.number(value, RATIO_PLACES)
        return write.count(value)

    def shares(self, scale: tuple[float, ...]) -> Scale:
        """Label an axis of shares, with decimals only where its steps have some."""
        whole = all(abs(100 * one - round(100 * one)) < _HAIR for one in scale)
        return tuple((one, self.write.percent(one, 0 if whole else 1)) for one in scale)

    def meanings(self) -> tuple[tuple[str, str], ...]:
        """Explain every figure that has a number and a written definition, in reading order."""
        keys = [key for one in self.number.figures if (key := _defined(one.name))]
        # Those that differ in nothing but a number of days are explained once.
        once = {_DAYS_AT_END.sub("", key): key for key in reversed(keys)}
        shown = sorted(once.values(), key=keys.index)
        return tuple((name_of(key), meaning_of(key)) for key in shown)


def meanings_page(writing: Writing, *more: tuple[str, str]) -> tuple[Block, ...]:
    """Write the last page: what the figures mean."""
    items = (*_once(writing.meanings()), *more)
    if not items:
        return ()
    title = say("What the figures mean")
    return (PageBreak(title), Heading(text(title), page=True), DefinitionList(items))


def _once(items: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Keep one of those that say the same."""
    return tuple(dict.fromkeys(items))


def _defined(name: str) -> str:
    """Find the definition of a figure: its own, or that of what it is a part of."""
    while name and name not in DEFINITIONS:
        name = name.rpartition(".")[0]
    return name
