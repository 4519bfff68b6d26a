"""The columns of the tables of the ad diary."""

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.ad_rows import AdResult, MediumRow
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.campaigns.ads import verdict_tone, verdict_word


def medium_columns(figures: Figures) -> tuple[Column[MediumRow], ...]:
    """Give the columns of a line for each medium; the card says the currency."""
    return (
        Column("medium", say("Medium"), lambda one: one.medium, is_strong=True),
        Column("cost", say("Spent"), lambda one: figures.amount(one.cost), is_number=True,
               width=82, tip=meaning_of("ads.cost")),
        Column("margin", say("Margin"), lambda one: _or_dash(one.margin, figures),
               is_number=True, width=80, tone=lambda one: _loss(one.margin),
               tip=meaning_of("ads.margin")),
        Column("gain", say("Return, %"), lambda one: figures.bare_change(one.gain, 0)
               if one.gain is not None else say("cannot tell"), is_number=True, width=82,
               tone=lambda one: "muted" if one.gain is None else _loss(one.gain),
               tip=meaning_of("ads.gain")),
        Column("new", say("New"), lambda one: figures.count(one.new.value), is_number=True,
               width=52, tip=meaning_of("ads.new")),
        Column("each", say("Each cost"), lambda one: _or_dash(one.each, figures),
               is_number=True, width=70, tip=meaning_of("ads.each")),
        Column("brought", say("They bring"), lambda one: figures.amount(one.brought.value),
               is_number=True, width=84, tip=meaning_of("ads.brought")),
        Column("payback", say("Paid back"), _payback, is_number=True, width=80,
               tip=meaning_of("ads.payback")),
    )  # fmt: skip


def ad_columns(figures: Figures) -> tuple[Column[AdResult], ...]:
    """Give the columns of the ads."""
    return (
        Column("name", say("Ad"), lambda one: one.ad.name, is_strong=True),
        Column("starts", say("From"), lambda one: figures.day_year(one.ad.starts), width=104),
        Column("cost", say("Spent"), lambda one: figures.amount(one.ad.cost), is_number=True,
               width=80),
        Column("verdict", say("Verdict"), lambda one: verdict_word(one.verdict), width=120,
               tone=lambda one: verdict_tone(one.verdict)),
    )  # fmt: skip


def _or_dash(amount: float | None, figures: Figures) -> str:
    return "\N{EN DASH}" if amount is None else figures.amount(amount)


def _loss(told: float | None) -> str:
    return "bad" if told is not None and told < 0 else ""


def _payback(one: MediumRow) -> str:
    if one.payback is None:
        return say("not yet") if one.new.value and one.cost else "\N{EN DASH}"
    return say("month {n}", n=one.payback)
