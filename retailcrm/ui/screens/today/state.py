"""Everything the Today screen shows, in words and numbers ready to paint."""

from dataclasses import dataclass
from typing import Protocol

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.today.targets import TargetLine


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline figure, written out."""

    title: str
    value: str
    changes: tuple[tuple[str, str], ...]
    history: tuple[float | None, ...]
    definition: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Move:
    """A sentence about people who changed groups, and who they are."""

    words: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class GroupPanel:
    """One of the three groups."""

    key: str
    title: str
    count: str
    change: str
    change_rows: RowsRef
    since: str
    share: float | None
    share_words: str
    share_rows: RowsRef
    sales_share: float | None
    sales_words: str
    sales_rows: RowsRef
    moves: tuple[Move, ...]
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the chart."""

    label: str
    value: float
    before: float | None
    note: str
    is_strong: bool
    tip: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Chart:
    """The sales of a year with the finding as title."""

    title: str = ""
    caption: str = ""
    unit: float = 1.0
    bars: tuple[Bar, ...] = ()
    rows: RowsRef | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do now: the verb, what it is about, why, and where it leads.

    Attributes:
        rows: who or what it is about.
        screen: where to go; empty for the screen that the rows belong to.
    """

    icon: str
    verb: str
    about: str
    reason: str
    button: str
    rows: RowsRef | None = None
    screen: str = ""


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """One missing customer who would be worth a call."""

    customer_id: int
    name: str
    away: str
    usual: str
    worth: str
    evidence: str


@dataclass(frozen=True, slots=True)
class MissingPart:
    """One term of the sum of the missing, and who they are."""

    value: str
    words: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Missing:
    """The missing as a sum, and who of them is worth most."""

    parts: tuple[MissingPart, ...] = ()
    found: tuple[tuple[str, bool], ...] = ()
    rule: str = ""
    rows: RowsRef | None = None
    people: tuple[MissingPerson, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class TodayState:
    """The whole screen.

    Attributes:
        month: month number shown, None before the first answer.
        is_empty: no sales were imported yet.
        groups_title: the card's title; `groups_reason` says why there are no groups.
    """

    is_loaded: bool = False
    is_empty: bool = False
    busy: bool = False
    problem: str = ""
    month: int | None = None
    months: tuple[tuple[int, str], ...] = ()
    store: int | None = None
    stores: tuple[tuple[int | None, str], ...] = ()
    title: str = ""
    caption: str = ""
    tiles: tuple[Tile, ...] = ()
    groups_title: str = ""
    groups_reason: str = ""
    groups: tuple[GroupPanel, ...] = ()
    chart: Chart = Chart()
    todo: tuple[Todo, ...] = ()
    missing: Missing = Missing()
    targets: tuple[TargetLine, ...] = ()
    figures: Figures = PLAIN


class TodayView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: TodayState) -> None:
        """Paint this."""
