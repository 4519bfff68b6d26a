"""An invented shop's points, as facts for the pages."""

from datetime import date
from decimal import Decimal

import numpy as np

from retailcrm.core.days import month_index, month_key
from retailcrm.core.rows import rows
from retailcrm.loyalty.breakage import Moves, redemption_share, triangle
from retailcrm.loyalty.liability import Period, Worth, liability_sheet
from retailcrm.loyalty.program import (
    Bonus,
    Campaign,
    Earning,
    Expiry,
    ExpiryMode,
    Goods,
    Program,
    Redeeming,
    Reward,
    Tier,
    TierRules,
    Who,
)
from retailcrm.loyalty.replay import Change, Month, Totals
from retailcrm.reports.issue import Issue
from retailcrm.reports.liability_facts import LiabilityFacts
from retailcrm.reports.program_facts import ChangeFacts, ProgramFacts, TriedFacts
from retailcrm.reports.statement_facts import EarnedFacts, LotFacts, MoveFacts, StatementFacts

TODAY = date(2026, 11, 2)
OCTOBER = month_index(date(2026, 10, 1))
PER_UNIT = "1.5 points per 1.00"


def an_issue(reference: str, paper: str = "a4") -> Issue:
    """Say whose print it is."""
    return Issue(
        shop="Larkfield Books & Gifts",
        currency="USD",
        day=TODAY,
        data_through=date(2026, 10, 31),
        rules_since=date(2026, 1, 1),
        reference=reference,
        inputs="7c41 9e0b",
        paper=paper,
    )


def a_statement(paper: str = "a4") -> StatementFacts:
    """A member who bought, brought back, used points and lost some."""
    january = date(2026, 1, 1)
    moves = (
        MoveFacts(
            date(2026, 1, 15), "Earned", "R-1001", 74, 194, rules_since=january,
            earned=(
                EarnedFacts("Atlas of winds", 3999, "59.985", PER_UNIT),
                EarnedFacts("=SUM(1)", 1000, "15", f"{PER_UNIT}, Gold ×1"),
            ),
        ),
        MoveFacts(
            date(2026, 2, 3), "Taken back, goods returned or receipt changed", "R-1007", -15, 179
        ),
        MoveFacts(date(2026, 3, 1), "100 points used, worth 1.00", "", -100, 79, "Mug"),
        MoveFacts(date(2026, 6, 30), "Expired", "", -20, 59),
        MoveFacts(
            date(2026, 10, 31), "Earned", "R-1388", 31, 90, rules_since=january,
            earned=(
                EarnedFacts("Ink", 2040, "30.6", PER_UNIT),
                EarnedFacts("The visit itself", 0, "0.75", "1 for the visit"),
            ),
        ),
        MoveFacts(
            date(2026, 11, 1), "Changed by hand", "", 25, 115, "Forgot her card on Friday"
        ),
    )  # fmt: skip
    return StatementFacts(
        issue=an_issue("statement-14-2026-11", paper),
        program="Larkfield points",
        member="Rosalind Achterberg",
        card="104 882 1937",
        first=date(2025, 11, 2),
        opening=120,
        moves=moves,
        available=84,
        pending=31,
        owed=0,
        worth=84,
        tier="Gold",
        lots=(
            LotFacts(59, date(2026, 1, 15), date(2026, 11, 20), "R-1001"),
            LotFacts(31, date(2026, 11, 14), date(2027, 11, 13), "R-1388"),
            LotFacts(25, date(2026, 11, 1), None, ""),
        ),
        expiring=59,
        expiring_on=date(2026, 11, 20),
        rows=rows("receipts", customer="14"),
    )


def a_liability(months: int = 26, paper: str = "a4") -> LiabilityFacts:
    """A shop whose members use six of ten points within a year."""
    month = np.arange(months) + OCTOBER - months + 1
    earned = 9_000 + 700 * (np.arange(months) % 5)
    pairs = [(at, at + age) for at in range(months) for age in (1, 4, 7) if at + age < months]
    used = np.array([(month[at], month[on], earned[at] // 5) for at, on in pairs], dtype=np.int64)
    used = used.reshape(len(pairs), 3)
    gone = [(month[at], month[at + 12], earned[at] - 3 * (earned[at] // 5))
            for at in range(max(0, months - 12))]  # fmt: skip
    lost = np.array(gone, dtype=np.int64).reshape(len(gone), 3)
    cohorts = triangle(month, earned, Moves(*used.T), Moves(*lost.T), OCTOBER)
    redemption = redemption_share(cohorts)
    share = Decimal(str(round(redemption.share, 4)))
    sheet = liability_sheet(
        Worth(Decimal(1)),
        [
            Period(
                name=month_key(int(month[at])),
                sales=int(earned[at]) * 100,
                earned=int(earned[at]),
                redeemed=int(used[used[:, 1] == month[at], 2].sum()),
                expired=int(lost[lost[:, 1] == month[at], 2].sum()),
                share=share,
                other=-25 if at == 1 else 0,
            )
            for at in range(months)
        ],
    )
    return LiabilityFacts(
        issue=an_issue("liability-2026-11", paper),
        program="Larkfield points",
        open_points=sheet.rows[-1].closing if sheet.rows else 0,
        redemption=redemption,
        to_come=21_000,
        sheet=sheet,
        cohorts=cohorts,
    )


def a_rich_program() -> Program:
    """Rules of every kind."""
    half = Decimal("1.5")
    tea = Goods(categories=("Tea",), products=("Mug, blue",))
    return Program(
        name="Larkfield points 2027",
        earning=Earning(
            per_unit=Decimal("1.25"), per_visit=5, per_item=1, pending_days=14,
            bonuses=(Bonus(tea, half, per_item=2, name="Autumn"),),
            excluded=Goods(("Newspapers",)), groups=(("most_valuable", half),),
            weekdays=(Decimal(1), Decimal(2), *(Decimal(1),) * 5),
            campaigns=(Campaign("Fair", Decimal(3), date(2027, 3, 1), date(2027, 3, 7)),),
            customers=((14, Decimal(2)),), discounted_earn=False, who=Who.MEMBERS,
        ),
        tiers=TierRules((Tier("silver", "Silver", 15_000), Tier("gold", "Gold", 40_000, half,
                                                                Decimal("0.05")))),
        rewards=(Reward("pot", "Small tea pot", 500, 1500),),
        expiry=Expiry(mode=ExpiryMode.FIXED, month=12, day=31),
        redeeming=Redeeming(value=Decimal("0.5"), least=100, step=50, cap=Decimal("0.5")),
    )  # fmt: skip


def tried(points: int) -> TriedFacts:
    """A year of 300 customers under rules that give so many points a month."""
    months = tuple(
        Month(OCTOBER - 11 + at, 900_000 + 7_000 * at, 45_000, points + 100 * at)
        for at in range(12)
    )
    net, all_points = sum(one.net for one in months), sum(one.points for one in months)
    value = all_points // 2
    return TriedFacts(
        members=300,
        totals=Totals(4_100, net, 540_000, net * 2 // 5, all_points, value, value * 3 // 4),
        months=months,
        changes=(
            Change("most_valuable", 60, 12, 48, 10_000, 90_000),
            Change("most_growable", 200, 150, 50, 40_000, 20_000),
            Change("below_zero", 0, 0, 0, 0, 0),
            Change("", 260, 162, 98, 50_000, 110_000),
        ),
        tiers=(("", 210), ("Silver", 70), ("Gold", 20)),
        open_points=all_points,
        liability=value * 3 // 4,
    )


def a_trial(paper: str = "a4", uplift: float | None = 0.03) -> ProgramFacts:
    """New rules held against those in force."""
    change = ChangeFacts(
        now=tried(9_000),
        more=(210, 61_000),
        less=(70, 9_000),
        moves=(("", "Silver", 12), ("Gold", "", 1)),
        open_points=41_200,
        liability=(15_450, 30_900),
        announce_on=date(2026, 12, 2),
    )
    first, last = date(2025, 11, 1), date(2026, 10, 31)
    issue = an_issue("program-2026-11", paper)
    return ProgramFacts(issue, a_rich_program(), first, last, tried(11_000), change, uplift)
