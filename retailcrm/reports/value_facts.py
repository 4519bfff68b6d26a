"""What the report about value says, as plain facts."""

from dataclasses import dataclass
from datetime import date

from retailcrm.reports.facts import Fact


@dataclass(frozen=True, slots=True)
class WorthFacts:
    """One group or segment; amounts in minor units."""

    key: str
    customers: Fact
    so_far: Fact
    expected: Fact
    mean: Fact
    median: Fact
    share: Fact


@dataclass(frozen=True, slots=True)
class TenthFacts:
    """A tenth of the customers of the held-out months, net sales a head."""

    number: int
    customers: Fact
    model: Fact
    own: Fact
    actual: Fact


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """The model and the naive rule on months that are known by now."""

    since: date
    until: date
    wins: bool
    model: Fact
    own: Fact
    actual: Fact
    model_miss: Fact
    own_miss: Fact
    tenths: tuple[TenthFacts, ...]


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """Everyone's value.

    Attributes:
        modelled: a model tells the future; else a plain rule does.
        sure: it may be trusted as far as its range says.
        why: the reason in words.
        notes: what else to know before trusting the figures.
        by_segment: the most expected first.
    """

    as_of: date | None
    modelled: bool
    sure: bool
    why: str
    notes: tuple[str, ...]
    customers: Fact
    so_far: Fact
    expected: Fact
    early: Fact
    by_segment: tuple[WorthFacts, ...] = ()
    by_group: tuple[WorthFacts, ...] = ()
    trial: TrialFacts | None = None
