"""What is told about value: so far, expected, and how far the expectation may be trusted."""

from dataclasses import dataclass
from datetime import date

from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One group or segment.

    Attributes:
        key: of the group or segment.
        customers: how many have come at least once.
        so_far: what they have brought, net contribution.
        expected: margin expected of them in the next 12 months, with its range.
        mean: the same a head.
        median: the same of the one in the middle.
        share: part of everyone's expected margin; None where that is nothing.
    """

    key: str
    customers: Told
    so_far: Told
    expected: Told
    mean: Told
    median: Told
    share: Told


@dataclass(frozen=True, slots=True)
class TenthRow:
    """A tenth of the customers of the held-out months, a head.

    Attributes:
        number: 1 is the tenth with the highest expectation.
        customers: how many they are.
        model: net sales that the model expected.
        own: net sales that the naive rule expected.
        actual: net sales they brought.
    """

    number: int
    customers: Told
    model: Told
    own: Told
    actual: Told


@dataclass(frozen=True, slots=True)
class TrialRows:
    """The model and the naive rule on months that are known by now.

    Attributes:
        since: first day held out.
        until: last day held out.
        wins: the model came nearer.
        model: net sales the model expected of all, with its range.
        own: the same by the naive rule.
        actual: what they brought.
        model_miss: typical miss in a customer's visits, of the model.
        own_miss: of the naive rule.
        tenths: highest expectation first.
    """

    since: date
    until: date
    wins: bool
    model: Told
    own: Told
    actual: Told
    model_miss: Told
    own_miss: Told
    tenths: tuple[TenthRow, ...]


@dataclass(frozen=True, slots=True)
class ValueSummary:
    """Everyone's value.

    Attributes:
        as_of: the day it holds for; None in an empty shop.
        learned_to: last day the model knew.
        model: how the future is told: `mbg_nbd`, `own_rate`, `simple`; "" without customers.
        confidence: `normal` or `low`; "" without customers.
        why: the reason in words.
        notes: what else to know before trusting the figures.
        customers: who have come at least once.
        so_far: what they have brought.
        expected: margin expected in the next 12 months, with its range.
        today: the same with later months counting a little less; None without a model.
        early: customers first seen so early that they may be older than the books.
        by_segment: segments, the most expected first.
        by_group: the three groups, the best first.
        trial: the check on months that are known; None where none was possible.
    """

    as_of: date | None
    learned_to: date | None
    model: str
    confidence: str
    why: str
    notes: tuple[str, ...]
    customers: Told
    so_far: Told
    expected: Told
    today: Told | None
    early: Told
    by_segment: tuple[ValueRow, ...] = ()
    by_group: tuple[ValueRow, ...] = ()
    trial: TrialRows | None = None


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """One customer's value; amounts in minor units.

    Attributes:
        so_far: net contribution so far.
        expected: margin expected in the next 12 months.
        low: lower end of the range of eight years in ten, None without a model.
        high: upper end.
        visits: visits expected.
        confidence: `normal`, `low`, or `simple` where no model tells it.
        words: what to know about it, in a sentence.
    """

    so_far: int
    expected: int
    low: int | None
    high: int | None
    visits: float
    confidence: str
    words: str
