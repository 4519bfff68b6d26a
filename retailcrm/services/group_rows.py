"""What the groups tell: groups, cells, segments, stages, the missing, and who moves."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.rows import RowsRef, rows


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One of the three groups; amounts in minor units."""

    key: str  # most_valuable | most_growable | below_zero
    customers: int
    share_of_customers: float | None
    net_sales: int
    margin: int
    share_of_sales: float | None  # of identified sales in the window
    contribution: int  # sum of net contribution
    change: int | None  # since the last monthly snapshot
    moved_in: tuple[tuple[str, int], ...]  # (from group, count)
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell of the R x FM grid."""

    r: int
    column: int
    segment: str
    customers: int
    share: float
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One of the eleven segments, or prospect."""

    key: str
    customers: int
    share: float
    net_sales: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class StageRow:
    """One MIA stage."""

    key: str  # active | been_a_while | mia | dead | new
    customers: int
    share: float
    net_sales: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MissingSum:
    """The missing as a sum: before + newly - found - dead = now.

    Attributes:
        as_of: the day it holds for; None: the last day with data.
    """

    since: date | None
    before: int
    newly: int
    found: int
    dead: int
    now: int
    found_net: int  # what the found bought since, minor units
    as_of: date | None = None

    def rows_of(self, part: str) -> RowsRef:
        """Name the people of a part of the sum: before, newly, found, dead or now."""
        day = None if self.as_of is None else self.as_of.isoformat()
        if part == "now":
            return rows("customers", stage="mia", as_of=day)
        return rows("customers", finding="groups.missing", part=part, as_of=day)


@dataclass(frozen=True, slots=True)
class GroupsOverview:
    """Everything the Groups screen shows."""

    as_of: date | None
    customers: int  # all customers
    scored: int
    few_data: bool
    empty_reason: str  # why there are no scores or groups, "" if there are
    cells: tuple[CellRow, ...]
    cut_points: tuple[tuple[str, tuple[float, ...]], ...]  # recency_days, frequency, monetary
    recency_ranges: tuple[tuple[int, int, int], ...]  # (r, from days, to days)
    groups: tuple[GroupRow, ...]
    segments: tuple[SegmentRow, ...]
    stages: tuple[StageRow, ...]
    missing: MissingSum
    moved: tuple[tuple[str, str, int], ...]  # (group before, group now, customers)
    snapshot_on: date | None
    stale: tuple[str, ...]  # names of stores whose data are too old
    rfm: tuple[tuple[str, int], ...]  # "555" -> n


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One missing customer, with the evidence."""

    customer_id: int
    name: str
    card: str
    stage: str
    last_on: date
    gap: int
    usual: float
    limit: float
    net_sales: int
    worth: int  # P(return) x net contribution, minor units
    evidence: str
    season: str = ""  # in which month they came every year, "" without one


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a customer is in their group, and what their stage rests on; "" where unknown."""

    group: str
    evidence: str


@dataclass(frozen=True, slots=True)
class RulesPreview:
    """What new rules would change."""

    moves: tuple[tuple[str, str, int], ...]  # (group now, group then, customers)
    changed: int
    customers: int
    overview: GroupsOverview
