"""The people behind a figure: what each adds to it, and the figure again from those shown."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Found, How, Unit
from retailcrm.ui.kit.shown_figure import value_words

NOBODY: NDArray[np.int64] = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Who is behind a figure, as the table shows it.

    Attributes:
        found: from the services.
        figures: writes the amounts.
    """

    found: Found
    figures: Figures

    @property
    def title(self) -> str:
        """Who they are."""
        return self.found.title

    @property
    def heading(self) -> str:
        """Head the column of the amounts, with its unit; empty where people are counted."""
        if self.found.amounts is None:
            return ""
        signs = {Unit.MONEY: self.figures.currency, Unit.SHARE: "%"}
        sign = signs.get(self.found.unit, "")
        measure = self.found.measure or say("Amount")
        return measure if not sign or sign in measure else f"{measure}, {sign}"

    def amount(self, customer_id: int) -> str:
        """Write what one of them adds."""
        if self.found.amounts is None:
            return ""
        at = int(np.searchsorted(self.found.ids, customer_id))
        is_there = at < self.found.ids.size and int(self.found.ids[at]) == customer_id
        return _bare(float(self.found.amounts[at]), self) if is_there else ""

    def headline(self, ids: NDArray[np.int64]) -> str:
        """Say what those shown make together."""
        shown = self._only(ids)
        value = shown.figure()
        if shown.how is How.COUNT or value is None:
            return ""
        text = _whole(value, shown.unit, self.figures)
        if shown.how is How.SUM:
            return say("together {amount}", amount=text)
        if shown.how is How.MEDIAN:
            return say("half of them up to {amount}", amount=text)
        if shown.unit is Unit.COUNT and shown.amounts is not None:
            if np.isin(shown.amounts, (0, 1)).all():  # a yes or no of each
                return say("{share} of them", share=self.figures.percent(value))
            text = self.figures.number(value, 2)
        return say("{amount} on average", amount=text)

    def _only(self, ids: NDArray[np.int64]) -> Found:
        keep = np.isin(self.found.ids, ids)
        amounts = None if self.found.amounts is None else self.found.amounts[keep]
        return replace(self.found, ids=self.found.ids[keep], amounts=amounts)


def is_other_column(now: Finding | None, before: Finding | None) -> bool:
    """Say whether the table needs another column of amounts, or none any more."""
    amounts = [one.found if one is not None and one.heading else None for one in (now, before)]
    return amounts[0] is not amounts[1]


def _bare(value: float, finding: Finding) -> str:
    """Write an amount under its heading, with the same decimals down the column."""
    figures, unit = finding.figures, finding.found.unit
    if unit is Unit.MONEY:
        return figures.amount(value)
    if unit is Unit.SHARE:
        return figures.bare_percent(value)
    return figures.number(value, 2) if unit is Unit.RATIO else figures.count(value)


def _whole(value: float, unit: Unit, figures: Figures) -> str:
    """Write the figure for a sentence, with its unit and to the cent."""
    if unit is Unit.MONEY:
        return figures.money(value)
    if unit is Unit.DAYS:
        return figures.days(value)
    return value_words(value, unit, figures)
