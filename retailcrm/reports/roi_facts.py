"""What the report about the program's return says, as plain facts."""

from dataclasses import dataclass
from datetime import date

from retailcrm.reports.facts import Fact

CONTROL, CAMPAIGNS = "control", "campaigns"
MEASURED = frozenset({CONTROL, "difference"})
"""What a program brought is measured by these alone; campaigns are only a part of it."""
EVEN = 1.0


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """Gain against cost.

    Attributes:
        margin: margin before discounts, as a share.
        other: costs the owner told, minor units.
        cost: everything it costs.
        brought: share of members' sales that the program brought.
        messages: what its campaigns cost.
        campaigns: how many of them were measured.
        campaigns_left: what those left after all costs.
        basis: control, difference (both measured), campaigns, own, later or assumed.
        gain: margin of what it brought.
        multiple: gain divided by cost; 1 is break-even.
        percent: gain less cost, divided by cost; 0 is break-even.
        break_even: the share it would have to bring to pay for itself.
    """

    days: int
    sales: Fact
    margin: float | None
    discounts: Fact
    points: Fact
    other: int
    cost: Fact
    brought: Fact
    basis: str
    gain: Fact
    multiple: Fact
    percent: Fact
    break_even: Fact
    messages: int = 0
    campaigns: int = 0
    campaigns_left: Fact | None = None


@dataclass(frozen=True, slots=True)
class LeakFacts:
    """Discounts of one segment; `key` is empty where there are no segments."""

    key: str
    customers: Fact
    sales: Fact
    discount: Fact
    leak: Fact
    basis: str


@dataclass(frozen=True, slots=True)
class LeakageFacts:
    """Discounts, and what of them went on what would be bought anyway."""

    rows: tuple[LeakFacts, ...]
    discount: Fact
    leak: Fact
    leak_share: Fact


@dataclass(frozen=True, slots=True)
class ChangedFacts:
    """How the ticket of the same customers changed; amounts in minor units.

    Attributes:
        change: with its interval; without a value `why_none` says why.
    """

    change: Fact
    before: float | None
    after: float | None
    customers: int
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What members spend at a time, beside others and beside themselves.

    Attributes:
        against: the fair comparison, with customers who joined later or never.
        against_later: those joined later.
    """

    members: Fact
    others: Fact
    apart: float | None
    joined: ChangedFacts | None
    against: ChangedFacts | None
    against_later: bool


@dataclass(frozen=True, slots=True)
class BestFacts:
    """What one of the best and one newly won customer bring in twelve months."""

    best: Fact
    new: Fact
    ratio: Fact


@dataclass(frozen=True, slots=True)
class RoiFacts:
    """Whether the program brings more than it costs; a part that cannot be told is None.

    Attributes:
        why_empty: why there is nothing to tell, empty if there is.
    """

    as_of: date | None
    program: ReturnFacts | None
    leakage: LeakageFacts | None
    tickets: TicketFacts | None
    best: BestFacts | None
    why_empty: str = ""
    leakage_why: str = ""
    tickets_why: str = ""
    best_why: str = ""


def is_settled(program: ReturnFacts) -> bool:
    """Say whether what the program returns is measured and lies on one side of break-even."""
    low, high = program.multiple.low, program.multiple.high
    if program.basis not in MEASURED or low is None or high is None:
        return False
    return not low <= EVEN <= high
