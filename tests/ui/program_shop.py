"""A small invented shop with a program, its past and a discount, behind the Program screen."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from retailcrm.core.days import day_number, month_index
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.loyalty.breakage import Found, Redemption, Triangle
from retailcrm.loyalty.liability import Period, Worth, liability_sheet
from retailcrm.loyalty.moving import Week, compensation, stop_rule
from retailcrm.loyalty.program import Earning, Program, Tier, TierRules
from retailcrm.loyalty.replay import Change, Month, Totals
from retailcrm.loyalty.transition import (
    Before,
    Phase,
    discount_cost,
    gentle_phases,
    mix_of,
    schedule,
    too_much,
    work_out,
)
from retailcrm.services.liability import Liability
from retailcrm.services.move_progress import MoveProgress
from retailcrm.services.posting import Posted
from retailcrm.services.program import VersionRow
from retailcrm.services.replaying import Preview, TierCount, TierMove, Tried
from retailcrm.services.reporting import PrintLetters
from retailcrm.services.shop import ShopSettings
from retailcrm.services.start_gifts import Gift, GiftPlan, Gifts
from retailcrm.services.transition import Loser, Move, Transition
from tests.ui.people_shop import Desk, a_person

GROUPS = ("most_valuable", "most_growable", "below_zero")
TODAY = date(2025, 11, 1)
CLUB = Program(name="Club", tiers=TierRules((Tier("silver", "Silver", 25_000, Decimal("1.25")),)))
PLAIN = Program()


def tried(points: int = 86_000, *, discount: int = 197_000) -> Tried:
    totals = Totals(2519, 7_349_300, discount, 2_821_400, points, points, points * 3 // 4)
    start = month_index(date(2024, 11, 1))
    months = tuple(Month(start + n, 600_000, 9_000, points // 12) for n in range(12))
    changes = (
        Change("most_valuable", 62, 40, 22, 20_100, 23_200),
        Change("most_growable", 311, 246, 65, 17_700, 16_100),
        Change("below_zero", 90, 65, 17, 1_100, 110_000),
        Change("", 463, 351, 104, 38_900, 149_300),
    )
    tiers = (TierCount("", 366), TierCount("Silver", 97))
    return Tried(date(2024, 11, 1), date(2025, 10, 31), 455, totals, months, changes, tiers,
                 points, points * 3 // 4)  # fmt: skip


def a_preview(program: Program, held: Program | None) -> Preview:
    points = int(86_000 * program.earning.per_unit)
    gain = points - 86_000
    return Preview(
        before=tried() if held is not None else None,
        after=tried(points),
        more=455 if gain > 0 else 0,
        less=455 if gain < 0 else 0,
        gained=max(gain, 0),
        lost=max(-gain, 0),
        moves=(TierMove("", "Silver", 77),) if program.tiers.tiers else (),
        open_points=40_000,
        liability_before=30_000 if held is not None else 0,
        liability_after=30_000,
        announce_on=date(2025, 12, 1) if gain < 0 else TODAY,
    )


def a_transition(move: Move) -> Transition:
    group = np.array([0, 0, 1, 1, 2])
    listed = np.array([500_000, 400_000, 200_000, 100_000, 30_000])
    discount = np.array([20_000, 20_000, 10_000, 5_000, 9_000])
    costs = discount_cost(GROUPS, group, listed, discount)
    times = {key: float(value) for key, value in move.multipliers}
    before = Before(costs[-1].rate or 0.0, mix_of(costs, times), move.redeemed)
    phases = move.phases or gentle_phases(before, move.months, move.budget)
    terms = work_out(before, phases or (Phase(0.0, None),))
    made_up = compensation(terms[-1], group, listed, discount, move.value)
    losers = tuple(
        Loser(int(at) + 1, a_person(int(at) + 1).name, f"2900{at:06d}", int(discount[at]),
              int(made_up.change[at]), int(made_up.gift[at]))
        for at in np.flatnonzero(made_up.loses)
    )  # fmt: skip
    steps = schedule(terms, move.starts, float(move.value) / 100, move.notice_days)
    return Transition(date(2024, 11, 1), date(2025, 10, 31), costs, before, terms, steps,
                      too_much(terms), made_up, losers)  # fmt: skip


def a_liability() -> Liability:
    periods = (
        Period("2025-09", 700_000, 7_000, 0, 0, Decimal("0.75")),
        Period("2025-10", 600_000, 6_000, 1_000, 0, Decimal("0.75")),
    )
    none = np.zeros((1, 1), dtype=np.int64)
    return Liability(
        as_of=date(2025, 10, 31),
        currency="USD",
        open_points=12_000,
        redemption=Redemption(0.75, Found.ASSUMED, "Assumed: there are 2 months of points."),
        to_come=9_000,
        sheet=liability_sheet(Worth(Decimal(1)), periods),
        cohorts=Triangle(0, none[0], none, none),
        assumed_value=Decimal(1),
    )


def version(program: Program | None, starts: date = date(2025, 5, 1), **other: Any) -> VersionRow:
    state = "ahead" if starts > TODAY else "in force"
    told: dict[str, Any] = {"number": 1, "note": "", "actor": "owner", "state": state} | other
    return VersionRow(starts=starts, program=program, **told)


@dataclass
class ProgramShop:
    """Answers every question of the Program screen, and writes down what it is told."""

    held: tuple[VersionRow, ...] = ()
    refusal: str = ""
    saved: list[tuple[Program | None, date, str]] = field(default_factory=list)
    previewed: list[Program] = field(default_factory=list)
    replayed: list[tuple[Program, date | None, date | None]] = field(default_factory=list)
    planned: list[Move] = field(default_factory=list)
    wish: dict[str, str] = field(default_factory=dict)
    gifted: dict[int, int] = field(default_factory=dict)
    caught_up: int = 0
    booked: int = 9
    printed: list[Path] = field(default_factory=list)
    lettered: list[PrintLetters] = field(default_factory=list)
    noted: list[tuple[str, int]] = field(default_factory=list)

    def note(self, what: str, rows: int) -> None:
        self.noted.append((what, rows))

    def settings(self) -> ShopSettings:
        return ShopSettings(currency="USD", zone="America/New_York")

    def versions(self) -> tuple[VersionRow, ...]:
        return self.held

    def save(self, program: Program | None, starts: date, *, note: str = "") -> Any:
        self._refuse()
        self.saved.append((program, starts, note))
        state = "ahead" if starts > TODAY else "in force"
        row = VersionRow(len(self.held) + 1, starts, program, note, "owner", state)
        past = tuple(
            VersionRow(one.number, one.starts, one.program, one.note, one.actor,
                       "past" if state == "in force" else one.state)
            for one in self.held
        )  # fmt: skip
        self.held = (row, *past)
        return Outcome(row, frozenset({Topic.PROGRAM}), "The rules hold.")

    def preview(self, program: Program, _progress: Any = None) -> Preview:
        self._refuse()
        self.previewed.append(program)
        return a_preview(program, self.held[0].program if self.held else None)

    def stretch(self) -> tuple[date, date]:
        self._refuse()
        return date(2024, 11, 1), date(2025, 10, 31)

    def replay(
        self, program: Program, first: date | None, last: date | None, _progress: Any
    ) -> Tried:
        self.replayed.append((program, first, last))
        return tried()

    def plan(self, move: Move) -> Transition:
        self._refuse()
        self.planned.append(move)
        return a_transition(move)

    def wished(self) -> dict[str, str]:
        return self.wish

    def keep_wish(self, typed: Any) -> Any:
        self.wish = dict(typed)
        return Outcome(None, frozenset(), "")

    def sheet(self) -> Liability:
        if not self.held:
            raise UserError("There is no program, so nothing is owed.")
        return a_liability()

    def weeks(self) -> MoveProgress:
        self._refuse()
        first = day_number(date(2025, 10, 20))
        week = Week(first, first + 6, 60, 150_000, 3_000, 1_200, 0, 40, 5, 400, 50, 4)
        later = replace(week, first=first + 7, last=first + 13, moved=90, carded=30, away=5)
        return MoveProgress((week, later), stop_rule(later.away_share, 0.08), 0.08)

    def liability(self, out: Path, *, paper: str) -> Any:
        self._refuse()
        self.printed.append(out)
        return Outcome(SimpleNamespace(file=out, paper=paper), frozenset(), "Printed.")

    def letters(self, wish: PrintLetters, progress: Any) -> Any:
        self._refuse()
        progress.step(1, 3, "Printing letters")
        self.lettered.append(wish)
        return Outcome(None, frozenset(), "3 letters printed.")

    def catch_up(self, progress: Any) -> Any:
        self.caught_up += 1
        progress.step(1, 2, "Booking points")
        booked = Posted(self.booked, frozenset({1, 2, 3, 4}))
        return Outcome(booked, frozenset({Topic.POINTS}), "9 entries booked for 4 members.")

    def refer(self, text: str) -> int:
        if text != "2900000007":
            raise UserError(f"Nobody is found for {text}.")
        return 7

    def page(self, ids: Any) -> tuple[Any, ...]:
        return tuple(a_person(int(one)) for one in ids)

    def _refuse(self) -> None:
        if self.refusal:
            raise UserError(self.refusal)


@dataclass
class GiftShop:
    """Gives start gifts to those who lose by the move, once."""

    shop: ProgramShop

    def plan(self, move: Move) -> GiftPlan:
        gifted = self.shop.gifted
        due = tuple(
            Gift(one.customer_id, one.name, one.card, one.gift, "")
            for one in a_transition(move).losers
            if one.customer_id not in gifted
        )
        hindrance = "The move begins later." if move.starts > TODAY else ""
        last = TODAY if gifted else None
        return GiftPlan(due, len(gifted), sum(gifted.values()), last, hindrance)

    def book(self, move: Move, progress: Any) -> Any:
        due = self.plan(move).due
        progress.step(0, len(due), "Booking gifts")
        self.shop.gifted |= {one.customer_id: one.points for one in due}
        told = Gifts(len(due), sum(one.points for one in due),
                     tuple(one.customer_id for one in due))  # fmt: skip
        return Outcome(told, frozenset({Topic.POINTS}), f"{len(due)} got gifts.")

    def take_back(self, entries: Any, _progress: Any) -> Any:
        for one in entries:
            del self.shop.gifted[one]
        return Outcome(len(entries), frozenset({Topic.POINTS}), "The gifts are taken back.")


def a_desk(shop: ProgramShop) -> Desk:
    desk = Desk(shop)
    desk.services = SimpleNamespace(
        shop=shop, program=shop, replaying=shop, transition=shop, liability=shop, posting=shop,
        customers=shop, reporting=shop, move_progress=shop, start_gifts=GiftShop(shop),
        exports=shop,
    )  # fmt: skip
    return desk


def doubled(program: Program) -> Program:
    """Give the same program with two points for each 1.00."""
    return Program(name=program.name, earning=Earning(per_unit=Decimal(2)), tiers=program.tiers)
