"""What the monthly report says, as plain facts: the services fill them, the pages write them.

Amounts are whole minor units, shares are fractions of one, days are dates, months are the
month numbers of `core.days`. None means *no value*, and is printed as a dash or left out.
Keys of groups, segments and stages are those of the analytics; the pages find the words.
"""

from dataclasses import dataclass, field
from datetime import date

from retailcrm.core.rows import RowsRef
from retailcrm.reports.campaign_facts import CampaignsFacts
from retailcrm.reports.concentration_facts import ConcentrationFacts
from retailcrm.reports.facts import Fact
from retailcrm.reports.forecast_facts import ForecastFacts
from retailcrm.reports.retention_facts import RetentionFacts
from retailcrm.reports.roi_facts import RoiFacts
from retailcrm.reports.value_facts import ValueFacts


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of the month, the month before and the same month a year before.

    Attributes:
        value: minor units, a count, or a fraction; None if there is no value.
        before: the same for the month before; None if the books do not reach back.
        year_before: the same for this month a year ago; None likewise.
        rows: the rows that add up to it.
    """

    value: float | None
    before: float | None
    year_before: float | None
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class HeadlineFacts:
    """The five figures of the cover."""

    net_sales: Compared  # minor units
    margin: Compared  # minor units
    receipts: Compared  # sales and returns, voids apart
    ticket: Compared  # net sales divided by receipts, minor units
    member_share: Compared  # net sales to members, share of all net sales


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """One month of the sales chart."""

    month: int
    net_sales: int
    year_before: int | None
    complete: bool
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class PartFacts:
    """Net sales of one store, channel or category in the month.

    Attributes:
        key: the store's name, `offline` or `online`, or the category; empty if it has none.
        year_before: its net sales in the same month a year ago; None if unknown.
    """

    key: str
    receipts: int
    net_sales: int
    margin: int | None
    year_before: int | None
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One of the three groups on the last day of the month; sales of the value window.

    Attributes:
        key: most_valuable, most_growable or below_zero.
        change: customers more or fewer than a month before; None without a comparison.
        share_of_sales: of net sales to all customers in the window.
        contribution: what the group brought after all costs, minor units.
    """

    key: str
    customers: int
    share_of_customers: float | None
    change: int | None
    net_sales: int
    share_of_sales: float | None
    contribution: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """Customers who were in one group a month before and are in one now.

    Attributes:
        before: key of the group; empty for customers who had none (newly won).
        now: key of the group; empty for customers who have none any more.
    """

    before: str
    now: str
    customers: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One cell of the grid of recency (r, 1 to 5) and frequency with spend (column, 1 to 5)."""

    r: int
    column: int
    segment: str
    customers: int
    share: float
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One segment; `before` counts it a month ago, None without a comparison."""

    key: str
    customers: int
    share: float
    net_sales: int
    before: int | None
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class StageFacts:
    """One stage of absence: active, been_a_while, mia, dead or new."""

    key: str
    customers: int
    share: float
    net_sales: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """The missing as a sum: before + newly - found - dead = now.

    Attributes:
        since: the day of `before`; None when there was no count before, then only `now` holds.
        found_net: what the found bought in the month, minor units.
    """

    since: date | None
    before: int
    newly: int
    found: int
    dead: int
    now: int
    found_net: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """One missing customer worth calling, with the evidence.

    Attributes:
        gap: days since the last visit.
        usual: expected days between visits.
        limit: days by which 9 of 10 such customers would be back.
        net_sales: of the value window, minor units.
        evidence: one sentence in words.
    """

    name: str
    card: str
    group: str
    last_on: date
    gap: int
    usual: float
    limit: float
    net_sales: int
    evidence: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class AlarmFacts:
    """Most Valuable customers who are missing, and their net sales of the value window."""

    customers: int
    net_sales: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A figure that the owner wants to reach.

    Attributes:
        key: retention, ticket, member_share or best_visits.
        goal: where it should be, in the unit of the figure.
        way: share of the way done since it was set; None without a value.
        until: day by which it should be reached, None without one.
    """

    key: str
    goal: float
    now: Fact
    way: float | None
    until: date | None


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """The rules in force that the definitions name; defaults as in the methods."""

    dated: date | None = None  # since when they hold
    margin: float = 0.40
    window_days: int = 365  # 0: all history
    most_valuable_share: float = 0.60
    remind_at: float = 0.80
    missing_at: float = 0.90
    dead_days: int = 365
    unused_days: int = 180


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything the monthly report prints; equal facts give equal bytes.

    Attributes:
        shop: the shop's name, printed large.
        stores: names of the stores whose sales are in it.
        currency: ISO code.
        month: month number of the report.
        data_through: last business date in the books up to the month's end.
        complete: the data go on until the month's end.
        late: (store, last day) of stores whose data end before, though others go on.
        cost_known: share of the month's net sales whose cost of goods is known.
        months: the months of the chart, oldest first, this month last; 12 or 13.
        groups: all three, Most Valuable first; empty when the shop is too small.
        groups_reason: one sentence why there are no groups; empty if there are.
        compared_on: the day the groups are compared with; None if there is none.
        grid: 25 cells in any order; empty when there are no scores.
        recency_ranges: (score, from days, to days) since the last visit; may be empty.
        few_data: scores rest on few customers.
        missing: None when nobody has a rhythm yet.
        worth_most: missing customers, worth most first; about twenty.
        targets: what the owner wants to reach.
        new_customers: first visits in the month, compared; None while nobody is known.
        retention: who comes back; None while nobody is known, as the three that follow.
        value: what customers are worth.
        concentration: who brings the sales.
        roi: whether the program pays.
        campaigns: what the campaigns of the month brought; None without any.
        forecasts: what became of chosen plans, the newest first.
        problems: rows still kept aside.
        problems_amount: what their amounts come to, None if unreadable.
        input_hash: a short hash of everything the report rests on.
        locale: CLDR name for numbers and dates.
        language: of the words, as PDF readers want it.
        paper: `a4` or `letter`.
    """

    shop: str
    stores: tuple[str, ...]
    currency: str
    month: int
    data_through: date | None
    headline: HeadlineFacts
    problems_rows: RowsRef
    complete: bool = True
    late: tuple[tuple[str, date], ...] = ()
    cost_known: float | None = None
    months: tuple[MonthFacts, ...] = ()
    by_store: tuple[PartFacts, ...] = ()
    by_channel: tuple[PartFacts, ...] = ()
    by_category: tuple[PartFacts, ...] = ()
    groups: tuple[GroupFacts, ...] = ()
    groups_reason: str = ""
    moves: tuple[MoveFacts, ...] = ()
    compared_on: date | None = None
    grid: tuple[CellFacts, ...] = ()
    recency_ranges: tuple[tuple[int, int, int], ...] = ()
    few_data: bool = False
    segments: tuple[SegmentFacts, ...] = ()
    stages: tuple[StageFacts, ...] = ()
    missing: MissingFacts | None = None
    worth_most: tuple[MissingPerson, ...] = ()
    alarm: AlarmFacts | None = None
    targets: tuple[TargetFacts, ...] = ()
    new_customers: Compared | None = None
    retention: RetentionFacts | None = None
    value: ValueFacts | None = None
    concentration: ConcentrationFacts | None = None
    roi: RoiFacts | None = None
    campaigns: CampaignsFacts | None = None
    forecasts: tuple[ForecastFacts, ...] = ()
    problems: int = 0
    problems_amount: int | None = None
    rules: RuleFacts = field(default_factory=RuleFacts)
    input_hash: str = ""
    locale: str = "en_US"
    language: str = "en"
    paper: str = "a4"
