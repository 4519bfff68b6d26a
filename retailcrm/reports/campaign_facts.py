"""What the print of a campaign's result says, as plain facts."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.rows import RowsRef
from retailcrm.reports.facts import Fact
from retailcrm.reports.issue import Issue


@dataclass(frozen=True, slots=True)
class ArmFacts:
    """One arm, or the people left alone; differences are to the latter.

    Attributes:
        letter: A, B, ...; empty for the control.
        word: what may be said of it, in a word.
        is_clear: its interval leaves zero out.
        cost_each: what reaching one person cost, minor units.
        needed: what it would take to prove the rest; empty where nothing.
    """

    letter: str
    name: str
    word: str
    is_clear: bool
    people: Fact
    came: Fact
    share: Fact
    more_came: Fact
    sales_each: Fact
    margin_each: Fact
    more_margin: Fact
    after: Fact
    brought: Fact
    cost_each: float | None
    needed: str = ""


@dataclass(frozen=True, slots=True)
class CostFacts:
    """One cost; `pieces` is 0 where it was paid for all together."""

    words: str
    amount: float


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """The result of a campaign; the words come from the same source as those on screen.

    Attributes:
        number: of the campaign.
        under: when it was, how long, how many people.
        is_final: the window is over; until then figures are marked as early.
        arms: empty where there is nothing to judge.
        control: the people left alone; None likewise.
        brought: all arms together, after all costs.
        brought_people: people who would not have come.
        per_cost: sales brought for each unit of cost.
        roi: left for each unit of cost.
        given: what the margin has felt already.
        claimed_words: what the figure goes by that mail services would show.
        notes: quiet sentences.
        rows: the page that shows it.
    """

    number: int
    name: str
    under: str
    verdict: str
    doubt: str
    is_final: bool
    sent: date | None
    arms_title: str
    picture_title: str
    subsidy_title: str
    arms: tuple[ArmFacts, ...]
    control: ArmFacts | None
    brought: Fact
    brought_people: Fact
    per_cost: Fact
    roi: Fact
    costs: tuple[CostFacts, ...]
    cost: float
    given: str
    redeemers: Fact
    subsidy_share: Fact
    claimed: Fact
    claimed_words: str
    notes: tuple[str, ...]
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """The print of one result; equal facts give equal bytes."""

    issue: Issue
    facts: CampaignFacts


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """Like campaigns judged together."""

    name: str
    campaigns: int
    people: int
    more_came: Fact
    brought: Fact
    word: str


@dataclass(frozen=True, slots=True)
class CampaignsFacts:
    """The campaigns of a month: those whose window closed in it, and those still open.

    Attributes:
        finding: what they brought together, as a finding.
        open: names of those that are still too early to judge, with their last day.
    """

    finding: str
    closed: tuple[CampaignFacts, ...]
    open: tuple[tuple[str, str], ...]
    series: tuple[SeriesFacts, ...] = ()
