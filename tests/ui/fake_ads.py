"""The ad diary of an invented shop, for tests of the screen alone."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from retailcrm.campaigns.ads import Brought, Return, Way, Why
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import rows
from retailcrm.services.ad_rows import (
    AdDiary,
    AdResult,
    AdRow,
    AdWay,
    MediumRow,
    NewAd,
    SpendRow,
    WeekRow,
)
from retailcrm.services.finding import Told, Unit

_MONDAY = date(2025, 9, 8)


def an_ad(number: int = 1, **changed: Any) -> AdRow:
    spent = (SpendRow(1, number, _MONDAY, 15_000, ""),)
    row = AdRow(
        number, "Flyer", "Autumn flyer", _MONDAY, _MONDAY + timedelta(27), 5_000, "store",
        ("Main Street", "Harbour"), ("Hill", "Station"), ("AUTUMN",), "", 15_000, spent,
    )  # fmt: skip
    return replace(row, **changed)


def a_result(number: int = 1, **changed: Any) -> AdResult:
    where = rows("receipts", from_="2025-09-08", to="2025-10-05")
    zones = AdWay(
        "zones", Brought(Way.ZONES, 48_515, 27_040, 65_675, 0.57, 0.03, 1 / 6), None,
        Return(19_406, 10_816, 26_270, 0.294, -0.279, 0.751, 3.23),
        "Places: about $485.15 more sold, between $270.40 and $656.75 with 95 in 100. Of 100 "
        "ways to draw the places, 17 are as far ahead.", where,
    )  # fmt: skip
    few = (
        "Season: It needs six weeks before the ad without other ads or large campaigns, and the "
        "same weeks a year ago."
    )
    season = AdWay("season", None, Why.FEW_WEEKS, None, few, where)
    codes = AdWay("codes", None, Why.NO_CODE, None, "Codes: No code of it was shown at the till.",
                  rows("customers", finding="ads.used", ad=str(number)))  # fmt: skip
    told = AdResult(
        an_ad(number), (zones, season, codes), zones, "unsure",
        "Not proven: $194.06 of margin for $150.00, between $108.16 and $262.70.", 0.4,
    )  # fmt: skip
    return replace(told, **changed)


def unknown(number: int) -> AdResult:
    ad = an_ad(number, medium="Newspaper", name="Gazette, half a page", by="", went_to=(),
               compared=(), codes=(), copies=None, cost=42_000)  # fmt: skip
    ways = tuple(
        replace(one, brought=None, returned=None, why=Why.NO_ZONES) for one in a_result().ways
    )
    said = "Cannot tell: no places to compare, no year before it, no code."
    return AdResult(ad, ways, None, "cannot_tell", said, 0.4)


def a_medium(name: str, **changed: Any) -> MediumRow:
    def told(key: str, value: float, unit: Unit) -> Told:
        return Told(key, value, unit, rows("customers", finding=key, medium=name.lower()))

    row = MediumRow(
        name, 1, 15_000, 19_406.0, 10_816.0, 26_270.0, 0.294, 1,
        told("ads.new", 6, Unit.COUNT), 2_500.0, told("ads.brought", 31_250.0, Unit.MONEY), 2,
        "$194.06 of margin for $150.00.",
    )  # fmt: skip
    return replace(row, **changed)


def a_diary() -> AdDiary:
    paper = a_medium("Newspaper", cost=42_000, margin=None, low=None, high=None, gain=None,
                     measured=0, each=21_000.0, payback=None,
                     sentence="Cannot tell what it brought.")  # fmt: skip
    week = WeekRow(_MONDAY, 400_000, (("Flyer", 15_000),), rows("receipts"))
    return AdDiary(
        date(2025, 10, 31), (paper, a_medium("Flyer")), (a_result(1), unknown(2)), (week,)
    )


@dataclass
class FakeAds:
    """A diary that writes down what it was asked."""

    told: AdDiary = AdDiary(date(2025, 10, 31), (), (), ())  # noqa: RUF009 - frozen
    asked: list[Any] = field(default_factory=list)
    refusal: str = ""

    def diary(self) -> AdDiary:
        return self.told

    def add(self, wish: NewAd) -> Outcome[AdRow]:
        self._note(wish)
        self.told = a_diary()
        return Outcome(an_ad(), frozenset(), "Autumn flyer is in the diary.")

    def spend(self, number: int, amount: int) -> Outcome[AdRow]:
        self._note((number, amount))
        return Outcome(an_ad(), frozenset(), "Noted.")

    def withdraw(self, number: int) -> Outcome[None]:
        self._note(("withdraw", number))
        return Outcome(None, frozenset(), "Out of the diary.")

    def _note(self, told: object) -> None:
        if self.refusal:
            raise UserError(self.refusal)
        self.asked.append(told)
