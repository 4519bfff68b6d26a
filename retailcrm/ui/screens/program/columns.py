"""The columns of the tables about the program."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from retailcrm.core.days import day_of, month_index
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.loyalty.liability import LiabilityRow
from retailcrm.loyalty.moving import Week
from retailcrm.loyalty.replay import Change
from retailcrm.loyalty.transition import GroupCost, Step
from retailcrm.services.program import VersionRow
from retailcrm.services.start_gifts import GiftPlan
from retailcrm.services.transition import Loser
from retailcrm.ui.kit.icons import GROUP_TOKENS
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.program.findings import Compared, group_name
from retailcrm.ui.screens.program.gift_words import gift_words
from retailcrm.ui.screens.program.in_words import differences

_STATES = {"past": "over", "in force": "in force", "ahead": "to come"}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version with what it changed."""

    row: VersionRow
    told: str


def version_lines(versions: tuple[VersionRow, ...], currency: str) -> tuple[VersionLine, ...]:
    """Say of each version what it changed of the one before; the newest first."""
    before = (*(one.program for one in versions[1:]), None)
    lines = []
    for one, was in zip(versions, before, strict=False):
        told = "; ".join(differences(was, one.program, currency))
        lines.append(VersionLine(one, f"{told} ({one.note})" if one.note else told))
    return tuple(lines)


def version_columns(figures: Figures) -> tuple[Column[VersionLine], ...]:
    """Give the columns of the versions."""
    return (
        Column("starts", say("From"), lambda one: figures.day_year(one.row.starts), width=92),
        Column("state", "", lambda one: say(_STATES[one.row.state]), width=66,
               tone=lambda one: "accent_text" if one.row.state == "in force" else "muted"),
        Column("told", say("What it changed"), lambda one: one.told),
    )  # fmt: skip


def compared_columns() -> tuple[Column[Compared], ...]:
    """Give the columns of before and after."""
    return (
        Column("title", "", lambda one: one.title),
        Column("before", say("In force"), lambda one: one.before, True, 76,
               tone=lambda _one: "muted"),
        Column("after", say("These rules"), lambda one: one.after, True, 82, is_strong=True),
        Column("change", say("Change"), lambda one: one.change, True, 78),
    )  # fmt: skip


def change_columns(figures: Figures) -> tuple[Column[Change], ...]:
    """Give the columns of winners and losers by group."""
    currency = figures.currency
    return (
        Column("group", say("Group"), lambda one: group_name(one.group),
               mark=lambda one: one.group, tone=lambda one: GROUP_TOKENS.get(one.group, "")),
        Column("members", say("Bought"), lambda one: figures.count(one.members), True, 70),
        Column("winners", say("Win"), lambda one: figures.count(one.winners), True, 60),
        Column("won", say("By, {currency}", currency=currency),
               lambda one: figures.whole(one.won), True, 80),
        Column("losers", say("Lose"), lambda one: figures.count(one.losers), True, 60),
        Column("lost", say("By, {currency}", currency=currency),
               lambda one: figures.whole(-one.lost), True, 80,
               tone=lambda one: "bad" if one.lost else ""),
    )  # fmt: skip


def cost_columns(figures: Figures) -> tuple[Column[GroupCost], ...]:
    """Give the columns of what the discount costs today."""
    currency = figures.currency
    return (
        Column("group", say("Group"), lambda one: group_name(one.group),
               mark=lambda one: one.group, tone=lambda one: GROUP_TOKENS.get(one.group, "")),
        Column("members", say("Bought"), lambda one: figures.count(one.members), True, 66),
        Column("list", say("At list price, {currency}", currency=currency),
               lambda one: figures.whole(one.list_amount), True, 124),
        Column("discount", say("Discount, {currency}", currency=currency),
               lambda one: figures.whole(one.discount), True, 104, is_strong=True),
        Column("rate", say("%"), lambda one: figures.bare_percent(one.rate), True, 48),
        Column("each", say("Each, {currency}", currency=currency),
               lambda one: figures.amount(one.per_member), True, 84),
    )  # fmt: skip


def step_columns(figures: Figures) -> tuple[Column[Step], ...]:
    """Give the columns of the steps, with what each group gets for its spending."""
    return (
        Column("first", say("From"), lambda one: figures.day_year(one.first), width=86,
               is_strong=True),
        Column("letters", say("Letters by"), lambda one: figures.day_year(one.letters_by),
               width=88),
        Column("discount", say("Discount, %"),
               lambda one: figures.bare_percent(one.terms.phase.discount), True, 84),
        Column("points", say("Points for 1.00"), lambda one: figures.number(one.per_unit, 3), True,
               100, is_strong=True),
        Column("cost", say("Costs, %"), lambda one: figures.bare_percent(one.terms.cost, 2), True,
               64),
        *(_group_column(at, key, figures) for at, key in enumerate(GROUP_TOKENS)),
    )  # fmt: skip


def _group_column(at: int, key: str, figures: Figures) -> Column[Step]:
    return Column(
        key, say("{group}, %", group=group_name(key)),
        lambda one: figures.bare_percent(one.terms.groups[at].value, 2), True, 0,
        tip=say("Discount and points together, for each 100 spent."),
    )  # fmt: skip


def loser_columns(figures: Figures, gifts: GiftPlan | None = None) -> tuple[Column[Loser], ...]:
    """Give the columns of those who would get less, and of where their gifts stand."""
    currency, word = figures.currency, gift_words(gifts)
    return (
        Column("name", say("Customer"), lambda one: one.name, is_strong=True),
        Column("card", say("Card"), lambda one: one.card, width=124, tone=lambda _one: "muted"),
        Column("discount", say("Discount a year, {currency}", currency=currency),
               lambda one: figures.amount(one.discount), True, 146),
        Column("change", say("Change, {currency}", currency=currency),
               lambda one: figures.change_amount(one.change), True, 100, tone=lambda _one: "bad"),
        Column("gift", say("Gift, points"), lambda one: figures.count(one.gift), True, 92,
               is_strong=True),
        Column("state", say("Gift is"), word, width=100,
               tone=lambda one: "accent_text" if word(one) == say("booked") else "muted",
               tip=say("A start gift is booked once, for members with a card.")),
    )  # fmt: skip


def owed_columns(figures: Figures) -> tuple[Column[LiabilityRow], ...]:
    """Give the columns of the sheet for the accountant."""
    money = figures.currency
    count, amount = figures.count, figures.amount
    return (
        Column("month", say("Month"), lambda one: _month(one.name, figures), is_strong=True),
        Column("opening", say("Open before"), lambda one: count(one.opening), True, 92),
        Column("earned", say("Earned"), lambda one: count(one.earned), True, 68),
        Column("redeemed", say("Used"), lambda one: count(one.redeemed), True, 62),
        Column("expired", say("Lost"), lambda one: count(one.expired), True, 56),
        Column("other", say("Other"), lambda one: count(one.other), True, 56,
               tip=say("Adjustments, opening balances and the like.")),
        Column("closing", say("Open after"), lambda one: count(one.closing), True, 78,
               is_strong=True),
        Column("share", say("Ever used, %"), lambda one: figures.bare_percent(float(one.share)),
               True, 94),
        Column("allocated", say("Put aside, {currency}", currency=money),
               lambda one: amount(one.allocated), True, 104),
        Column("revenue", say("Released, {currency}", currency=money),
               lambda one: amount(one.revenue), True, 100),
        Column("owed", say("Owed, {currency}", currency=money), lambda one: amount(one.owed), True,
               90, is_strong=True, tip=say("Deferred revenue under IFRS 15 and ASC 606.")),
        Column("cost", say("Cost view, {currency}", currency=money),
               lambda one: amount(one.cost), True, 104,
               tip=say("Open points by value, share ever used and cost; no accounting standard.")),
    )  # fmt: skip


def week_columns(figures: Figures, value: Decimal, used: float) -> tuple[Column[Week], ...]:
    """Give the columns of the weeks of a move."""
    money, count, whole = figures.currency, figures.count, figures.whole
    return (
        Column("week", say("Week from"), lambda one: figures.day_year(day_of(one.first)),
               is_strong=True),
        Column("buyers", say("Bought"), lambda one: count(one.buyers), True, 72),
        Column("net", say("Net sales, {currency}", currency=money), lambda one: whole(one.net),
               True, 108, tone=lambda one: "bad" if one.net < 0 else ""),
        Column("discount", say("Discount, {currency}", currency=money),
               lambda one: whole(one.discount), True, 104,
               tone=lambda one: "bad" if one.discount < 0 else ""),
        Column("earned", say("Earned"), lambda one: count(one.earned), True, 80),
        Column("redeemed", say("Used"), lambda one: count(one.redeemed), True, 80),
        Column("cost", say("Costs, %"),
               lambda one: figures.bare_percent(one.cost_rate(value, used)), True, 72,
               tip=say("Discount and points ever used, of what the goods listed for.")),
        Column("moved", say("On points"), lambda one: count(one.moved), True, 84, is_strong=True),
        Column("carded", say("New cards"), lambda one: count(one.carded), True, 84),
        Column("away", say("Best missing, %"),
               lambda one: figures.bare_percent(one.away_share), True, 112, is_strong=True),
    )  # fmt: skip


def _month(name: str, figures: Figures) -> str:
    return figures.short_month(month_index(date.fromisoformat(f"{name}-01")))
