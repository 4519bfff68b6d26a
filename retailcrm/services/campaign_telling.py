"""The figures of one arm of a campaign, each with the rows that make it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from retailcrm.analytics.rates import FEW, Rate
from retailcrm.campaigns.effect import Effect
from retailcrm.campaigns.following import followed
from retailcrm.campaigns.measurement import Difference
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.campaign_base import Known
from retailcrm.services.campaign_finders import (
    AGAINST,
    CAME,
    MARGIN,
    PEOPLE,
    REACHED,
    REACHED_CAME,
    REDEEMED,
    SALES,
    SUM,
    TOGETHER,
    result_rows,
    those_of,
)
from retailcrm.services.campaign_result_rows import ArmResult
from retailcrm.services.finding import Told, Unit

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter_of(place: int) -> str:
    """Give the letter of an arm, empty for the control and for all together."""
    return _LETTERS[(place - 1) % len(_LETTERS)] if place > 0 else ""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """Tells the figures of a campaign's arms.

    Attributes:
        known: what is known of the campaign.
        as_of: the day asked for; None the last with sales.
    """

    known: Known
    as_of: date | None

    def arm(self, place: int, effect: Effect) -> ArmResult:
        """Tell one arm."""
        told: dict[str, Any] = {
            **self._counts(place, effect),
            **self._compared(place, effect),
            **self._told_by_code(place, effect),
        }
        return ArmResult(
            place=place,
            letter=letter_of(place),
            name=self._name(place),
            **told,
            cost=effect.cost,
            cost_each=effect.cost / effect.people if effect.people else None,
            pieces=self._pieces(place),
            more_discount=effect.more_discount,
            more_points=effect.more_points,
            p=effect.p,
            verdict=effect.verdict,
            needed=effect.needed,
            needed_for=effect.needed_for,
        )

    def rows(self, finding: str, place: int, **inputs: str) -> RowsRef:
        """Refer to the people behind a figure of an arm."""
        return result_rows(self.known.head.id, self.as_of, finding, arm=str(place), **inputs)

    def rate(self, key: str, rate: Rate, behind: RowsRef) -> Told:
        """Tell a share with its interval."""
        low, high = rate.interval() or (None, None)
        return Told(key, rate.value, Unit.SHARE, behind, low, high, few_data=rate.few_data)

    def apart(self, key: str, found: Difference | None, unit: Unit, behind: RowsRef) -> Told:
        """Tell a difference with its interval; no value where nothing can be compared."""
        if found is None:
            return Told(key, None, unit, behind)
        return Told(key, found.value, unit, behind, found.low, found.high)

    def _counts(self, place: int, effect: Effect) -> dict[str, Told]:
        people = effect.people
        each = effect.sales / people if people else None
        left = effect.margin / people if people else None
        few = people < FEW
        sales, margin = (
            self.rows(SUM, place, measure=SALES), self.rows(SUM, place, measure=MARGIN)
        )  # fmt: skip
        return {
            "people": Told(
                "campaign.people", people, Unit.COUNT, self.rows(PEOPLE, place), few_data=few
            ),
            "came": Told(
                "campaign.came", effect.came.part, Unit.COUNT, self.rows(PEOPLE, place, did=CAME)
            ),
            "share": self.rate(
                "campaign.came_share", effect.came, self.rows(PEOPLE, place, mean="1")
            ),
            "sales": Told("campaign.sales", effect.sales, Unit.MONEY, sales),
            "margin": Told("campaign.margin", effect.margin, Unit.MONEY, margin),
            "sales_each": Told(
                "campaign.sales_each", each, Unit.MONEY,
                self.rows(SUM, place, measure=SALES, mean="1"), few_data=few,
            ),
            "margin_each": Told(
                "campaign.margin_each", left, Unit.MONEY,
                self.rows(SUM, place, measure=MARGIN, mean="1"), few_data=few,
            ),
        }  # fmt: skip

    def _compared(self, place: int, effect: Effect) -> dict[str, Told]:
        came, sales, margin = (
            self.rows(AGAINST, place, measure=what) for what in (CAME, SALES, MARGIN)
        )
        told = (
            ("more_came", effect.more_came, Unit.SHARE, came),
            ("relative", effect.relative, Unit.SHARE, came),
            ("brought_people", effect.brought_people, Unit.COUNT, came),
            ("more_sales", effect.more_sales, Unit.MONEY, sales),
            ("brought_sales", effect.brought_sales, Unit.MONEY, sales),
            ("more_margin", effect.more_margin, Unit.MONEY, margin),
            ("after", effect.after, Unit.MONEY, margin),
            ("brought", effect.brought, Unit.MONEY, margin),
            ("per_cost", effect.sales_per_cost, Unit.RATIO, sales),
            ("roi", effect.roi, Unit.SHARE, margin),
        )
        return {
            name: self.apart(f"campaign.{name}", found, unit, behind)
            for name, found, unit, behind in told
        }

    def _told_by_code(
        self, place: int, effect: Effect
    ) -> dict[str, Told | int | tuple[float, ...]]:
        """Tell what codes and delivery reports say, and who may still come."""
        known = self.known
        mine = those_of(known, place)
        reached = mine & known.reached()
        used = known.uses.ids[np.isin(known.uses.ids, known.who.ids[mine])]
        redeemers = int(np.unique(used).size)
        many = int(np.count_nonzero(reached))
        came = Rate(int(np.count_nonzero(known.did.came[reached])), many)
        used_it = int(np.count_nonzero(np.isin(known.who.ids[reached], known.users())))
        until = followed(
            known.did.after[mine], known.first[mine], known.through or 0, known.head.days
        )
        took = self.rows(REDEEMED, place)
        found = effect.subsidy
        against = self.rows(AGAINST, place, measure=CAME)
        return {
            "waiting": until.waiting,
            "by_day": until.by_day,
            "reached": Told(
                "campaign.reached", many, Unit.COUNT, self.rows(PEOPLE, place, did=REACHED)
            ),
            "reached_share": self.rate(
                "campaign.reached_share", came,
                self.rows(PEOPLE, place, did=REACHED_CAME, mean="1"),
            ),
            "redeemers": Told("campaign.redeemers", redeemers, Unit.COUNT, took),
            "redemptions": Told(
                "campaign.redemptions", used.size, Unit.COUNT, self.rows(REDEEMED, place, each="1")
            ),
            "redeemed_share": self.rate(
                "campaign.redeemed_share", Rate(used_it, many), self.rows(REDEEMED, place, mean="1")
            ),
            "subsidy": Told(
                "campaign.subsidy", None if found is None else found.anyway, Unit.COUNT, against
            ),
            "subsidy_share": Told(
                "campaign.subsidy_share",
                None if found is None else found.share,
                Unit.SHARE,
                against,
                None if found is None else found.low,
                None if found is None else found.high,
            ),
        }  # fmt: skip

    def _pieces(self, place: int) -> int:
        if place == TOGETHER:
            return sum(self.known.pieces(one.place) for one in self.known.arms)
        return self.known.pieces(place) if place else 0

    def _name(self, place: int) -> str:
        if place == 0:
            return say("Control, left alone")
        if place == TOGETHER:
            return say("All arms together")
        return next(one.name for one in self.known.arms if one.place == place)
