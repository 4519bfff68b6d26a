"""Rates about a circle of customers as figures, and the people behind them."""

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Flags
from retailcrm.analytics.rates import Part, Rate
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.circle import Circle
from retailcrm.services.finding import Found, How, Told, Unit

Floats = NDArray[np.float64]
NOBODY_KEY = "retention.nobody"
NOBODY = rows("customers", finding=NOBODY_KEY)


def told_rate(key: str, rate: Rate, behind: RowsRef) -> Told:
    """Tell a share with its interval."""
    low, high = rate.interval() or (None, None)
    return Told(key, rate.value, Unit.SHARE, behind, low, high, rate.few_data)


def told_count(key: str, count: int, behind: RowsRef) -> Told:
    """Tell a number of customers."""
    return Told(key, float(count), Unit.COUNT, behind)


def found_nobody(_rows: RowsRef) -> Found:
    """Give nobody: there is no figure yet."""
    return Found(say("Nobody yet"), np.zeros(0, dtype=np.int64))


def told_none(key: str, unit: Unit) -> Told:
    """Tell that there is no value."""
    return Told(key, None, unit, NOBODY)


def found_part(circle: Circle, part: Part, title: str, did: str) -> Found:
    """Give everyone who could, with 1 for who did; the mean is the share."""
    return Found(
        title,
        circle.ids[part.could],
        say("{did} (1 yes, 0 no)", did=did),
        Unit.COUNT,
        part.did[part.could].astype(np.float64),
        How.MEAN,
    )


def found_count(circle: Circle, those: Flags, title: str) -> Found:
    """Give some customers, who are counted."""
    return Found(title, circle.ids[those])


def found_amounts(
    circle: Circle,
    those: Flags,
    title: str,
    measure: tuple[str, Unit, How],
    amounts: Column | Floats,
) -> Found:
    """Give some customers with an amount each; `amounts` has one for everyone of the circle."""
    heading, unit, how = measure
    return Found(
        title, circle.ids[those], heading, unit, np.asarray(amounts, np.float64)[those], how
    )
