"""Discounts by segment, and what of them goes on what would be bought anyway."""

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.services.finding import Unit
from retailcrm.services.money_rows import LeakageTold, LeakRow
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Head,
    PictureFacts,
    PictureTable,
    Ranked,
    Scale,
    TableLine,
)
from retailcrm.ui.screens.insights.topic import TableFacts

_MOST = 8
ASSUMED = "assumed"


def leak_picture(told: LeakageTold, figures: Figures) -> PictureFacts:
    """Draw each segment's discount for nothing against the whole discount."""
    given = [row for row in told.rows if (row.discount.value or 0) > 0]
    bars = tuple(
        Bar(
            segment_name(row.segment),
            row.leak.value,
            before=row.discount.value,
            rows=row.leak.rows,
            tip=_tip(row, figures),
        )
        for row in given[:_MOST]
    )
    return PictureFacts(
        name="discounts_for_nothing",
        title=_title(told, figures),
        marks=Ranked(
            bars,
            Axis(say("Discounts, {currency}", currency=figures.currency), Scale.MONEY),
            value_words=say("bar: for nothing"),
            before_words=say("line: all discounts"),
            label_heading=say("Segment"),
        )
        if bars
        else None,
        figures=figures,
        caption=_caption(told, figures),
        key="money.leak",
        nothing=told.why_empty,
        is_wide=True,
        rows=None if told.leak is None else told.leak.rows,
    )


def leak_table(told: LeakageTold, figures: Figures) -> TableFacts | None:
    """Put every segment's discounts in a table; None without any."""
    if not told.rows:
        return None
    currency = figures.currency
    heads = (
        Head(say("Segment")),
        Head(say("Customers"), Unit.COUNT, "money.segment_customers"),
        Head(say("Net sales, {currency}", currency=currency), Unit.MONEY, "money.segment_sales"),
        Head(say("Discounts, {currency}", currency=currency), Unit.MONEY, "money.discounts_given"),
        Head(say("For nothing, {currency}", currency=currency), Unit.MONEY, "money.leak"),
        Head(say("Brought, %"), Unit.SHARE, "money.program_brought"),
        Head(say("Known from")),
        Head(say("Gain per 1 of discount"), Unit.RATIO, "money.roi_multiple"),
    )
    lines = tuple(
        TableLine(
            (
                segment_name(row.segment),
                row.customers.value,
                row.sales.value,
                row.discount.value,
                row.leak.value,
                row.brought,
                basis_words(row.basis),
                row.multiple,
            ),
            row.discount.rows,
        )
        for row in told.rows
    )
    return TableFacts(
        "discounts_by_segment",
        say("Discounts by segment"),
        PictureTable(heads, lines),
        say("What the program brought of the sales decides what of the discount was for nothing."),
    )


def segment_name(key: str) -> str:
    """Name a segment; everyone where there are none."""
    return segment_title(key) if key else say("Everyone")


def basis_words(basis: str) -> str:
    """Say what the share that the program brought is known from."""
    return {
        "own": say("their own visits before joining"),
        "later": say("others before they joined"),
        "control": say("people left alone all year"),
        "difference": say("a fair comparison with others"),
        "campaigns": say("measured campaigns alone"),
        ASSUMED: say("assumed"),
    }.get(basis, NONE)


def _title(told: LeakageTold, figures: Figures) -> str:
    if told.leak is None or told.leak_share is None or told.leak_share.value is None:
        return say("No discounts, so none for nothing")
    words = {
        "share": figures.percent(told.leak_share.value, 0),
        "amount": figures.money(told.leak.value, whole=True),
    }
    if all(row.basis == ASSUMED for row in told.rows):
        return say(
            "If the program brings {brought} of the sales, {amount} of {given} discounts are for "
            "nothing",
            brought=figures.percent(told.assumed, 0),
            given=figures.money(None if told.discount is None else told.discount.value, whole=True),
            amount=words["amount"],
        )
    return say("{share} of the discounts, {amount}, were for nothing", **words)


def _caption(told: LeakageTold, figures: Figures) -> str:
    said = say(
        "Discounts on goods that would have been bought anyway, {currency}, in the {days} to {day}",
        currency=figures.currency,
        days=figures.days(told.days),
        day=figures.day_year(told.as_of),
    )
    if not any(row.basis == ASSUMED for row in told.rows):
        return said
    if all(row.basis == ASSUMED for row in told.rows):
        assumed = say("Too few were known before they joined to know that share.")
    else:
        assumed = say(
            "Where too few were known before they joined, it is assumed that the program brings "
            "{share} of the sales.",
            share=figures.percent(told.assumed, 0),
        )
    return f"{said}. {assumed}"


def _tip(row: LeakRow, figures: Figures) -> str:
    return say(
        "{segment}: {leak} of {given} for nothing; the program brought {brought} ({basis})",
        segment=segment_name(row.segment),
        leak=figures.amount(row.leak.value),
        given=figures.amount(row.discount.value),
        brought=figures.percent(row.brought, 0),
        basis=basis_words(row.basis),
    )
