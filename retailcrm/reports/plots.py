"""The parts of pictures: curves over two axes, ranked bars and points with whiskers."""

from dataclasses import dataclass
from typing import TypeAlias

from retailcrm.reports.texts import Text

Scale: TypeAlias = tuple[tuple[float, str], ...]
"""Grid lines or marks of an axis, each with its label."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot, from left to right.

    Attributes:
        points: (across, up).
        label: stands at its end; empty for none.
        steps: it stays level until the next point.
        quiet: it is what the others are measured against.
        band: (across, low, high) of what it may as well be.
    """

    points: tuple[tuple[float, float], ...]
    label: str = ""
    steps: bool = False
    quiet: bool = False
    band: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PlotMark:
    """A point of a plot that is named, with the small number of its figure."""

    across: float
    up: float
    words: Text


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines over two axes; `across` and `up` are the labels of the axes, `under` names one."""

    curves: tuple[Curve, ...]
    across: Scale
    up: Scale
    marks: tuple[PlotMark, ...] = ()
    under: str = ""
    square: bool = False


@dataclass(frozen=True, slots=True)
class RankedBar:
    """One bar from left to right with what it may as well be.

    Attributes:
        words: who it is.
        figure: its figure, with the small number.
        low: lower end of the whisker; None draws none.
        high: upper end.
        full: this is the bar the heading is about.
    """

    words: Text
    figure: Text
    value: float
    low: float | None = None
    high: float | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class RankedBars:
    """Bars below each other from one zero line, or points where nothing begins at zero.

    Attributes:
        line: an upright line all are measured against, with its name; None draws none.
        points: draw points instead of bars; hollow where the whisker crosses the line.
    """

    bars: tuple[RankedBar, ...]
    scale: Scale
    line: tuple[float, str] | None = None
    points: bool = False
    key: str = ""
