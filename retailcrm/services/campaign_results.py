"""What campaigns brought, measured against the people left alone."""

import hashlib
import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from retailcrm.analytics.rates import Rate
from retailcrm.campaigns.effect import Effect, Verdict
from retailcrm.campaigns.measurement import Difference, sample_ratio
from retailcrm.campaigns.moments.series import begins
from retailcrm.campaigns.outcome import Outcome, judge
from retailcrm.campaigns.planning import ALPHA
from retailcrm.campaigns.pooling import Pooled, Trial, pooled
from retailcrm.campaigns.shares import WHOLE
from retailcrm.core.days import day_number, day_of
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.campaign_results import (
    campaign_ids,
    in_other_campaigns,
)
from retailcrm.services.base import Base
from retailcrm.services.campaign_base import CampaignBase, Known, Stage, refused
from retailcrm.services.campaign_finders import (
    AGAINST,
    CLAIMED,
    EVERYONE,
    LEAKED,
    LEFT_OUT,
    MARGIN,
    PEOPLE,
    REFUSED,
    TOGETHER,
    CampaignFinders,
    leaked_ids,
)
from retailcrm.services.campaign_result_rows import (
    CampaignResult,
    CostTold,
    LeftOutTold,
    SeriesResult,
)
from retailcrm.services.campaign_rows import Kind
from retailcrm.services.campaign_telling import Telling
from retailcrm.services.finding import Finder, Told, Unit
from retailcrm.services.liability import LiabilityService
from retailcrm.services.standing import Standing

_KEPT = 64


class CampaignResults:
    """Tells what campaigns brought.

    Args:
        books: the shop's books.
        base: everyone's days.
        standing: the rules in force.
        liability: what points will cost.
    """

    def __init__(
        self, books: Books, base: Base, standing: Standing, liability: LiabilityService
    ) -> None:
        self._books = books
        self._base = CampaignBase(books, base, standing, liability)
        self._kept: dict[tuple[object, ...], CampaignResult] = {}
        self._lock = threading.Lock()
        self._finders = CampaignFinders(books, self._base)

    def result(self, campaign: int, as_of: date | None = None) -> CampaignResult:
        """Tell what a campaign brought, by default as of the last day with sales.

        Raises:
            UserError: there is no such campaign.
        """
        key = self._base.mark(campaign, as_of)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None:
            return kept
        made = self._made(campaign, as_of)
        with self._lock:
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = made
        return made

    def _made(self, campaign: int, as_of: date | None) -> CampaignResult:
        known = self._base.known(campaign, as_of)
        telling = Telling(known, as_of)
        if known.stage in {Stage.DRAFT, Stage.WAITING}:
            return self._told(telling, None)
        control, arms = known.side(0), [known.side(one.place) for one in known.arms]
        if not arms:
            return self._told(telling, None)
        apart = [known.side_alone(one.place) for one in known.arms] if known.has_steps else ()
        ratio = sample_ratio(*_drawn(known)) if _planned(known) else 1.0
        found = judge(arms, control, seed=_seed(known.head.salt), apart=apart, ratio=ratio)
        return self._told(telling, found)

    def results(
        self, as_of: date | None = None, *, standing: bool = False, since: date | None = None
    ) -> tuple[CampaignResult, ...]:
        """Tell the results of all campaigns that were launched, the newest first.

        Args:
            as_of: the day it holds for (default: the last with sales).
            standing: those of the yearly control groups, instead of the others.
            since: leave out those whose window was over before this day.
        """
        first = None if since is None else day_number(since)
        with self._books.read() as connection:
            every = campaign_ids(connection, standing=standing, since=first)
        return tuple(self.result(one, as_of) for one in every)

    def series(self, as_of: date | None = None) -> tuple[SeriesResult, ...]:
        """Judge like campaigns together; a series of one is no series."""
        by_name: dict[str, list[CampaignResult]] = {}
        for one in reversed(self.results(as_of)):
            if one.series:
                by_name.setdefault(one.series, []).append(one)
        many = {name: found for name, found in by_name.items() if len(found) > 1}
        return tuple(_series(name, found) for name, found in sorted(many.items()))

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people behind every figure."""
        return self._finders.finders()

    def _told(self, telling: Telling, outcome: Outcome | None) -> CampaignResult:
        known, head = telling.known, telling.known.head
        places = [one.place for one in known.arms]
        best = None if outcome is None or outcome.best is None else places[outcome.best]
        everyone = int(np.count_nonzero(known.judged))
        return CampaignResult(
            id=head.id,
            name=head.name,
            kind=head.kind,
            channel=head.channel,
            series=head.series,
            stage=known.stage,
            verdict=None if outcome is None else outcome.verdict,
            through=None if known.through is None else day_of(known.through),
            sent=_sent(known),
            closes=_closes(known),
            days=head.days,
            open_windows=int(known.judged.size - everyone),
            everyone=telling_people(telling, everyone),
            best=best,
            ahead=_ahead(telling, outcome, best),
            ratio=1.0 if outcome is None else outcome.ratio,
            costs=_costs(known),
            cost=sum(known.cost(place) for place in places),
            left_out=_left_out(telling),
            why_empty=_why_empty(known),
            rows=rows("campaigns", tab="campaigns", id=str(head.id), part="result"),
            **_arms(telling, outcome),
            **self._beside(telling),
        )

    def _beside(self, telling: Telling) -> dict[str, Any]:
        """Tell what stands beside a result and decides nothing."""
        known, head = telling.known, telling.known.head
        with self._books.read() as connection:
            gone, before = refused(known, connection)
            others = in_other_campaigns(connection, head.id, known.who, head.days)
        by, _, claimed = self._base.claimed(known)
        leaked = int(leaked_ids(known).size)
        asked = known.who.ids[known.who.place > 0]
        return {
            "claimed": telling_money(telling, CLAIMED, "campaign.claimed", float(claimed.sum())),
            "claimed_by": by,
            "refused": telling_refused(telling, "after", gone.size),
            "refused_before": telling_refused(telling, "before", before.size),
            "leaked": Told("campaign.leaked", leaked, Unit.COUNT, telling.rows(LEAKED, 0)),
            "strangers": int(np.count_nonzero(~np.isin(known.uses.ids, asked))),
            "overlap": others / known.who.ids.size if known.who.ids.size else None,
        }


def _arms(telling: Telling, outcome: Outcome | None) -> dict[str, Any]:
    """Tell each arm, the control, and all arms together; nothing where nothing is judged."""
    if outcome is None:
        return {"arms": (), "control": None, "together": None}
    places = [one.place for one in telling.known.arms]
    return {
        "arms": tuple(
            telling.arm(place, one) for place, one in zip(places, outcome.arms, strict=True)
        ),
        "control": telling.arm(0, outcome.control),
        "together": telling.arm(TOGETHER, outcome.together),
    }


def telling_people(telling: Telling, many: int) -> Told:
    """Tell everybody who counts, the control as well."""
    return Told("campaign.everyone", many, Unit.COUNT, telling.rows(PEOPLE, EVERYONE))


def telling_money(telling: Telling, finding: str, key: str, amount: float) -> Told:
    """Tell an amount of the whole campaign."""
    return Told(key, amount, Unit.MONEY, telling.rows(finding, TOGETHER))


def telling_refused(telling: Telling, when: str, many: int) -> Told:
    """Tell who unsubscribed."""
    key = "campaign.refused" if when == "after" else "campaign.refused_before"
    return Told(key, many, Unit.COUNT, telling.rows(REFUSED, TOGETHER, when=when))


def _planned(known: Known) -> tuple[float, ...]:
    """Give the share each arm should have, the control first; of one person each nothing."""
    if known.head.kind == Kind.STANDING or known.control is None:
        return ()
    alone = known.head.held_back / WHOLE
    if not alone:
        return ()
    if known.has_steps:
        return (alone, 1 - alone)
    each = (1 - alone) / max(len(known.arms), 1)
    return (alone, *(each for _ in known.arms))


def _drawn(known: Known) -> tuple[Sequence[int], Sequence[float]]:
    """Give how many fell where by chance, and the shares they should have.

    Of a series only its beginning is drawn: who hears of a later step depends on who has come.
    """
    if known.has_steps:
        first = begins(known.who.ids, known.who.occasion) & known.judged
        alone = known.who.place == 0
        sizes = [int(np.count_nonzero(first & one)) for one in (alone, ~alone)]
    else:
        places = [0, *(one.place for one in known.arms)]
        sizes = [int(np.count_nonzero(known.of(place))) for place in places]
    return sizes, _planned(known)


def _seed(salt: str) -> int:
    return int.from_bytes(hashlib.sha256(salt.encode()).digest()[:4], "big")


def _sent(known: Known) -> date | None:
    head = known.head
    begins = head.sent if head.kind == Kind.ONCE else head.starts
    return None if begins is None else day_of(begins)


def _closes(known: Known) -> date | None:
    head = known.head
    if head.kind == Kind.TRIGGER or _sent(known) is None:
        return None
    if known.last.size:
        return day_of(int(known.last.max()))
    begins = head.sent if head.kind == Kind.ONCE else head.starts
    return None if begins is None else day_of(begins + head.days - 1)


def _ahead(telling: Telling, outcome: Outcome | None, best: int | None) -> Told | None:
    if outcome is None or outcome.best_over_second is None or best is None:
        return None
    order = sorted(
        (place for place, one in enumerate(outcome.arms) if one.after is not None),
        key=lambda place: -_value(outcome.arms[place]),
    )
    second = telling.known.arms[order[1]].place
    behind = telling.rows(AGAINST, best, second=str(second), measure=MARGIN)
    return telling.apart("campaign.ahead", outcome.best_over_second, Unit.MONEY, behind)


def _value(effect: Effect) -> float:
    return 0.0 if effect.after is None else effect.after.value


def _costs(known: Known) -> tuple[CostTold, ...]:
    pieces = sum(known.pieces(one.place) for one in known.arms)
    return tuple(
        CostTold(
            line.kind,
            pieces if line.per_piece else 0,
            sum(known.spent(line, one.place) for one in known.arms),
        )
        for line in known.costs
        if line.amount
    )


def _left_out(telling: Telling) -> tuple[LeftOutTold, ...]:
    found = telling.known.left_out
    most = sorted(found, key=lambda reason: (-found[reason].size, reason))
    return tuple(
        LeftOutTold(
            reason,
            Told(
                "campaign.left_out",
                int(found[reason].size),
                Unit.COUNT,
                telling.rows(LEFT_OUT, TOGETHER, reason=reason),
            ),
        )
        for reason in most
    )


def _why_empty(known: Known) -> str:
    if known.stage is Stage.DRAFT:
        return say("This campaign is a draft: nothing was sent, so there is no result.")
    if not known.who.ids.size:
        return say("Nobody has taken part yet, so there is no result.")
    if known.stage is Stage.WAITING:
        return say("There are no sales since it was sent. Import the newest export of the till.")
    return ""


def _series(name: str, found: Sequence[CampaignResult]) -> SeriesResult:
    told = [one for one in found if one.is_final and _trial(one) is not None]
    trials = [trial for one in told if (trial := _trial(one)) is not None]
    whole = pooled(trials)
    behind = rows("campaigns", tab="campaigns", series=name)

    def made(key: str, difference: Difference | None, unit: Unit) -> Told:
        if difference is None:
            return Told(key, None, unit, behind)
        return Told(key, difference.value, unit, behind, difference.low, difference.high)

    return SeriesResult(
        series=name,
        campaigns=tuple(found),
        judged=len(told),
        people=0 if whole is None else whole.treated,
        control=0 if whole is None else whole.control,
        more_came=made(
            "campaign.more_came", None if whole is None else whole.more_came, Unit.SHARE
        ),
        after=made("campaign.after", None if whole is None else whole.after, Unit.MONEY),
        brought=made("campaign.brought", None if whole is None else whole.brought, Unit.MONEY),
        verdict=_pooled_verdict(whole),
        alike=1.0 if whole is None else whole.alike,
    )


def _pooled_verdict(whole: Pooled | None) -> Verdict | None:
    if whole is None:
        return None
    if whole.brought.p < ALPHA and whole.brought.is_above:
        return Verdict.WORKED
    return Verdict.HARMED if whole.brought.is_below else Verdict.NOT_PROVEN


def _trial(one: CampaignResult) -> Trial | None:
    """Take a campaign as one of a series; None where it could not be compared with anybody."""
    whole, control = one.together, one.control
    if whole is None or control is None or whole.after.value is None:
        return None
    low, high = whole.after.low, whole.after.high
    if low is None or high is None:
        return None
    return Trial(
        _rate(whole.came, whole.people),
        _rate(control.came, control.people),
        Difference(whole.after.value, low, high, 1.0 if whole.p is None else whole.p),
    )


def _rate(part: Told, whole: Told) -> Rate:
    return Rate(int(part.value or 0), int(whole.value or 0))
