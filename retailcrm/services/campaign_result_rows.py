"""The result of a campaign as screens, pages and commands see it."""

from dataclasses import dataclass
from datetime import date

from retailcrm.campaigns.effect import Verdict
from retailcrm.core.rows import RowsRef
from retailcrm.services.campaign_base import Stage
from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class ArmResult:
    """One way of treating people, or those left alone, or all arms together.

    Money is in minor units; a difference has no value where nothing can be compared.

    Attributes:
        place: 0 for the control, 1 and on for the arms, -1 for all arms together.
        letter: A, B, ...; empty for the control and for all together.
        name: as the owner calls it.
        people: assigned, one for each occasion.
        came: of them, who came in the window.
        share: the same as a share, with its interval.
        waiting: have not come and still may.
        sales: net sales of all of them.
        sales_each: the same a head, those who stayed away as well.
        margin: margin of all after discounts, points and rewards.
        margin_each: the same a head.
        more_came: difference of the shares to the control.
        relative: the same as a share of those who come anyway.
        more_sales: more sales a head than the control.
        more_margin: more margin a head.
        after: the same after what reaching them cost.
        brought: what all of them brought after all costs.
        brought_sales: sales that would not have come.
        brought_people: people who would not have come.
        per_cost: sales brought for each unit that reaching them cost.
        roi: left for each unit that reaching them cost.
        cost: what reaching them cost.
        cost_each: the same a head.
        pieces: what was or will be sent.
        reached: stood on a list and were not reported undelivered.
        reached_share: of those, who came.
        redeemers: used the code, each person once.
        redemptions: codes used, each use.
        redeemed_share: redeemers of those reached.
        subsidy: redeemers who would have come anyway, at most.
        subsidy_share: the same as a share, with its interval.
        more_discount: discounts given beyond the control's, already in the margin.
        more_points: cost of points likewise.
        p: chance alone does as much, raised for looking several times; None without a test.
        verdict: what may be said.
        needed: people an arm that would probably prove it; None where no number would.
        needed_for: came or money.
        by_day: share who had come by each day of the window, where it is over.
    """

    place: int
    letter: str
    name: str
    people: Told
    came: Told
    share: Told
    waiting: int
    sales: Told
    sales_each: Told
    margin: Told
    margin_each: Told
    more_came: Told
    relative: Told
    more_sales: Told
    more_margin: Told
    after: Told
    brought: Told
    brought_sales: Told
    brought_people: Told
    per_cost: Told
    roi: Told
    cost: float
    cost_each: float | None
    pieces: int
    reached: Told
    reached_share: Told
    redeemers: Told
    redemptions: Told
    redeemed_share: Told
    subsidy: Told
    subsidy_share: Told
    more_discount: float | None
    more_points: float | None
    p: float | None
    verdict: Verdict
    needed: int | None
    needed_for: str
    by_day: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CostTold:
    """One cost of a campaign.

    Attributes:
        kind: one of `campaign_rows.COST_KINDS`.
        pieces: how many it was paid for; 0: for all together.
        amount: minor units.
    """

    kind: str
    pieces: int
    amount: float


@dataclass(frozen=True, slots=True)
class LeftOutTold:
    """Who could not take part, for one reason."""

    reason: str
    people: Told


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """What a campaign brought.

    Attributes:
        kind: once, trigger or standing.
        stage: draft, waiting, interim or final.
        verdict: of the best arm; it says nothing for certain before the stage is final.
        through: last day of sales that counts.
        sent: first day of the window; None for moments.
        closes: its last day.
        days: how long each one's window is.
        open_windows: entries that do not count yet, because their window is not over.
        everyone: all who count, the control as well.
        arms: A first; empty where there is no result.
        control: the people left alone; None where there is no result.
        together: all arms at once; None likewise.
        best: place of the best arm; None where nothing can be compared.
        ahead: how much more the best leaves a head than the second.
        ratio: how often chance makes groups of these sizes.
        costs: what was spent, line by line.
        cost: all of it, minor units.
        claimed: what mail services would call its sales.
        claimed_by: code, opened or treated.
        left_out: who could not take part, by reason.
        refused: unsubscribed from the day of sending on.
        refused_before: had done so before and are no loss of this campaign.
        leaked: of the people left alone, those who used its code or stood on its list.
        strangers: codes used by nobody known, or by people who were not asked.
        overlap: share of people who are in another campaign at about the same time.
        why_empty: why there is nothing to judge, "" if there is.
        rows: the page that shows it.
    """

    id: int
    name: str
    kind: str
    channel: str
    series: str
    stage: Stage
    verdict: Verdict | None
    through: date | None
    sent: date | None
    closes: date | None
    days: int
    open_windows: int
    everyone: Told
    arms: tuple[ArmResult, ...]
    control: ArmResult | None
    together: ArmResult | None
    best: int | None
    ahead: Told | None
    ratio: float
    costs: tuple[CostTold, ...]
    cost: float
    claimed: Told
    claimed_by: str
    left_out: tuple[LeftOutTold, ...]
    refused: Told
    refused_before: Told
    leaked: Told
    strangers: int
    overlap: float | None
    why_empty: str
    rows: RowsRef

    @property
    def is_final(self) -> bool:
        """Say whether the window is over, so that the verdict stands."""
        return self.stage is Stage.FINAL


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """Like campaigns judged together.

    Attributes:
        series: what the owner calls them.
        campaigns: their results, the oldest first.
        judged: how many of them tell something.
        people: treated in all of them, each time counted.
        control: left alone, likewise.
        more_came: by how much the share who came was higher.
        after: left a head after all costs.
        brought: what all of them brought together after all costs.
        verdict: worked, harmed or not proven; None where none tells anything.
        alike: how often chance makes like campaigns differ that much.
    """

    series: str
    campaigns: tuple[CampaignResult, ...]
    judged: int
    people: int
    control: int
    more_came: Told
    after: Told
    brought: Told
    verdict: Verdict | None
    alike: float
