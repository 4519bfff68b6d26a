"""What members spend at a time, with the warning that belongs to it."""

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.money_rows import Changed, TicketTold
from retailcrm.ui.kit.picture.facts import Axis, Bar, PictureFacts, Ranked, Scale


def ticket_pictures(told: TicketTold, figures: Figures) -> tuple[PictureFacts, ...]:
    """Draw members beside others, and members before and after."""
    return _beside(told, figures), _changes(told, figures)


def _beside(told: TicketTold, figures: Figures) -> PictureFacts:
    sides = ((say("Members"), told.members, True), (say("Everyone else"), told.others, False))
    bars = tuple(
        Bar(label, one.value, low=one.low, high=one.high, is_strong=strong, rows=one.rows)
        for label, one, strong in sides
        if one is not None
    )
    return PictureFacts(
        name="member_ticket",
        title=_beside_title(told, figures),
        marks=Ranked(
            bars,
            Axis(say("A receipt, {currency}", currency=figures.currency), Scale.MONEY),
            label_heading=say("Buyers"),
        )
        if bars
        else None,
        figures=figures,
        caption=say(
            "Net sales a receipt in the last year. Not caused by the program: who spends more is "
            "also more likely to take a card."
        ),
        key="money.member_ticket",
        nothing=told.why_empty,
    )


def _beside_title(told: TicketTold, figures: Figures) -> str:
    if told.apart is None:
        return say("Members and others cannot be set side by side yet")
    share = figures.percent(abs(told.apart), 0)
    if told.apart < 0:
        return say("Members spend {share} less at a time than others", share=share)
    return say("Members spend {share} more at a time than others", share=share)


def _changes(told: TicketTold, figures: Figures) -> PictureFacts:
    named = (
        (say("Against others"), told.against),
        (say("Since joining"), told.joined),
    )
    known = [(label, one) for label, one in named if one is not None and one.told.value is not None]
    bars = tuple(
        Bar(
            label,
            one.told.value,
            low=one.told.low,
            high=one.told.high,
            rows=one.told.rows,
            tip=_tip(label, one, figures),
        )
        for label, one in known
    )
    return PictureFacts(
        name="ticket_change",
        title=_change_title(told, figures),
        marks=Ranked(
            bars,
            Axis(say("Change of the ticket, %"), Scale.SHARE),
            as_dots=True,
            label_heading=say("Compared"),
        )
        if bars
        else None,
        figures=figures,
        caption=_change_caption(told, figures),
        key="money.ticket_difference",
        nothing=_why(told),
    )


def _why(told: TicketTold) -> str:
    if told.against is None:
        return told.why_empty
    return told.against.why_none or told.why_empty


def _change_title(told: TicketTold, figures: Figures) -> str:
    found = told.against
    if found is None or found.told.value is None:
        return say("Whether the card changes what members spend cannot be told yet")
    if not found.sure:
        return say("The card may have changed nothing about what members spend")
    share = figures.percent(abs(found.told.value), 0)
    if found.told.value < 0:
        return say("Since joining, members spend {share} less than they would have", share=share)
    return say("Since joining, members spend {share} more than they would have", share=share)


def _change_caption(told: TicketTold, figures: Figures) -> str:
    if told.periods is None:
        return say("Average ticket before and after joining; the line is the range, 95 of 100")
    (first, last), (again, until) = told.periods
    words = {
        "first": figures.day_year(first),
        "last": figures.day_year(last),
        "again": figures.day_year(again),
        "until": figures.day_year(until),
    }
    if told.against_later:
        return say(
            "{first} to {last} against {again} to {until}; others are customers who joined only "
            "later. The line is the range, 95 of 100; hollow where it may be nothing",
            **words,
        )
    return say(
        "{first} to {last} against {again} to {until}; others are customers who never joined, who "
        "may differ. The line is the range, 95 of 100; hollow where it may be nothing",
        **words,
    )


def _tip(label: str, one: Changed, figures: Figures) -> str:
    return say(
        "{label}: {change}, {customers} members from {before} to {after} a receipt",
        label=label,
        change=figures.change_percent(one.told.value),
        customers=figures.count(one.customers),
        before=figures.amount(one.before),
        after=figures.amount(one.after),
    )
