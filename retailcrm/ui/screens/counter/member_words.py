"""A member in words, to be read from a metre away."""

from dataclasses import dataclass
from decimal import Decimal

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.services.points_rows import AccountRow
from retailcrm.ui.screens.counter.state import Member

Runs = tuple[tuple[str, bool], ...]
"""(text, is strong) pairs."""
VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Goal:
    """The next thing worth coming for.

    Attributes:
        far: how much is missing, said strongly.
        what: for what.
        beside: the same in shopping; empty where it cannot be said.
        share: how much of the way is done.
        low: where the way begins.
        high: where it ends.
        key: of the figure.
    """

    far: str
    what: str
    beside: str
    share: float
    low: str
    high: str
    key: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the glance, with its icon and tone.

    Attributes:
        icon: before it.
        runs: its words.
        tone: of the icon.
        behind: key of the figure that it tells; `VISITS` where receipts make it, empty for none.
    """

    icon: str
    runs: Runs
    tone: str = ""
    behind: str = ""


def goal_of(account: AccountRow, program: Program | None, figures: Figures) -> Goal | None:
    """Say how far the next reward is, or the next tier; None if there is neither."""
    if account.next_reward:
        return _to_reward(account, program, figures)
    if account.next_tier and program is not None:
        return _to_tier(account, program, figures)
    return None


def _to_reward(account: AccountRow, program: Program | None, figures: Figures) -> Goal:
    price = account.available + account.to_next_reward
    rate = Decimal(0) if program is None else program.earning.per_unit
    beside = ""
    if rate > 0:
        shopping = int((account.to_next_reward / rate).to_integral_value()) * 10**figures.digits
        beside = say("about {amount} of shopping", amount=figures.money(shopping, whole=True))
    missing = figures.count(account.to_next_reward)
    return Goal(
        say("{points} points", points=missing) if missing != "1" else say("1 point"),
        say("to {reward}", reward=account.next_reward),
        beside,
        account.available / price if price else 0.0,
        "0",
        figures.count(price),
        "points.to_next_reward",
    )


def _to_tier(account: AccountRow, program: Program, figures: Figures) -> Goal:
    tiers = program.tiers
    names = [one.name for one in tiers.tiers]
    above = tiers.tiers[names.index(account.next_tier)] if account.next_tier in names else None
    threshold = above.threshold if above else account.to_next_tier
    spent = max(0, threshold - account.to_next_tier)
    return Goal(
        figures.money(account.to_next_tier),
        say("to {tier}", tier=account.next_tier),
        say("within {months} months", months=tiers.window_months),
        spent / threshold if threshold else 0.0,
        "0",
        figures.money(threshold, whole=True),
        "points.to_next_tier",
    )


def points_word(account: AccountRow) -> str:
    """Give the word behind the number of points."""
    return say("point") if account.available == 1 else say("points")


def worth(account: AccountRow, figures: Figures) -> Runs:
    """Say what the points are worth, and what is owed or still to come."""
    if account.owed:
        owed = figures.count(account.owed)
        return ((say("{points} points owed", points=owed), True),)
    parts: Runs = ((say("worth") + " ", False), (figures.money(account.value), True))
    if account.pending:
        later = say("{points} more later", points=figures.count(account.pending))
        return (*parts, (" · " + later, False))
    return (*parts, (" " + say("now"), False))


def lines_of(member: Member, figures: Figures) -> tuple[Line, ...]:
    """Say what is worth knowing, most urgent first."""
    found: list[Line] = []
    account = member.account
    if account is not None and account.expiring and account.expiring_on:
        points = say("{points} points", points=figures.count(account.expiring))
        until = say("expire on {day}.", day=figures.day(account.expiring_on))
        found.append(
            Line("clock", ((points, True), (" " + until, False)), "warn", "points.expiring")
        )
    found.append(Line("calendar", ((_rhythm(member, figures), False),), "", VISITS))
    if member.note:
        note = " ".join(_undated(one) for one in member.note.splitlines()[-2:])
        found.append(Line("note", ((note, False),)))
    if account is not None and account.in_reach:
        goods = ", ".join(account.in_reach[:3])
        found.append(Line("star", ((say("Can have:") + " ", False), (goods, True))))
    return tuple(found)


def _rhythm(member: Member, figures: Figures) -> str:
    if member.rhythm:
        # What follows the semicolon is evidence for the profile: too long to be read standing.
        return member.rhythm.partition(";")[0].rstrip(".") + "."
    if member.last_visit:
        return say("Last here {day}.", day=figures.day(member.last_visit))
    return say("Has not bought with the card yet.")


def _undated(line: str) -> str:
    """Leave the day of a note out: who stands at the counter reads what, not when."""
    head, _, rest = line.partition(" ")
    return rest if len(head) == len("2026-01-01") and head[:4].isdigit() else line
