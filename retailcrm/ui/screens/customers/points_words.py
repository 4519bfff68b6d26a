"""A member's points in words: what there is, what it is worth, what comes next."""

from dataclasses import dataclass

from retailcrm.core.figures import MINUS, Figures
from retailcrm.core.words import say
from retailcrm.services.points_rows import AccountRow, EntryRow, LotRow


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the points card.

    Attributes:
        name: what it is.
        value: how much, or which.
        tone: of the value.
        key: of its definition; empty for what is no figure.
    """

    name: str
    value: str
    tone: str = ""
    key: str = ""


def facts_of(account: AccountRow, figures: Figures) -> tuple[Fact, ...]:
    """Say everything a member may ask about the points, most asked first."""
    count = figures.count
    told = (
        Fact(say("Worth"), figures.money(account.value), key="points.value"),
        Fact(say("May be used"), _unless(count(account.available), account.available,
                                         account.balance), key="points.available"),
        Fact(say("Later"), count(account.pending) if account.pending else "",
             key="points.pending"),
        Fact(say("Owed"), count(account.owed) if account.owed else "", key="points.owed"),
        Fact(say("Tier"), account.tier),
        Fact(say("Next tier"), _next_tier(account, figures), key="points.to_next_tier"),
        Fact(say("Next reward"), _next_reward(account, figures),
             key="points.to_next_reward"),
        Fact(say("Can have"), ", ".join(account.in_reach)),
        Fact(say("Expire soon"), _expiring(account, figures), "warn", "points.expiring"),
    )  # fmt: skip
    return tuple(one for one in told if one.value)


def signed(points: int, figures: Figures) -> str:
    """Write points that came or went: +12, −40."""
    shown = figures.count(abs(points))
    return f"{MINUS}{shown}" if points < 0 else f"+{shown}"


def balance_words(account: AccountRow, figures: Figures) -> str:
    """Say how many points there are."""
    shown = figures.count(abs(account.balance))
    if account.balance < 0:
        return say("{points} points below zero", points=shown)
    return say("1 point") if account.balance == 1 else say("{points} points", points=shown)


def lot_words(lot: LotRow, figures: Figures) -> str:
    """Say until when points of a lot may be used."""
    if lot.expires is None:
        return say("never")
    return figures.day_year(lot.expires)


def entry_note(entry: EntryRow, figures: Figures) -> str:
    """Say who did it and why, by which rules, and until when the points hold."""
    parts = (
        entry.reason,
        say("by {name}", name=entry.actor) if entry.actor else "",
        say("rules since {day}", day=figures.day_year(entry.rules_since))
        if entry.rules_since
        else "",
        say("points until {day}", day=figures.day_year(entry.expires)) if entry.expires else "",
    )
    return " · ".join(part for part in parts if part)


def arithmetic(entry: EntryRow) -> str:
    """Say how the lines of a receipt became whole points."""
    if not entry.earned:
        return ""
    parts = " + ".join(one.points for one in entry.earned if one.points != "0") or "0"
    if entry.kind != "earn":
        return say("The lines stand at {parts} now.", parts=parts)
    return say("{parts}, whole points only: {points}", parts=parts, points=entry.points)


def _unless(shown: str, value: int, other: int) -> str:
    return "" if value == other else shown


def _next_tier(account: AccountRow, figures: Figures) -> str:
    if not account.next_tier:
        return ""
    missing = figures.money(account.to_next_tier)
    return say("{tier}, {amount} to go", tier=account.next_tier, amount=missing)


def _next_reward(account: AccountRow, figures: Figures) -> str:
    if not account.next_reward:
        return ""
    missing = figures.count(account.to_next_reward)
    return say("{reward}, {points} points to go", reward=account.next_reward, points=missing)


def _expiring(account: AccountRow, figures: Figures) -> str:
    if not account.expiring or account.expiring_on is None:
        return ""
    day = figures.day_year(account.expiring_on)
    return say("{points} on {day}", points=figures.count(account.expiring), day=day)
