"""Second page: what the shop brings without a program."""

import numpy as np

from retailcrm.core.words import say
from retailcrm.planner.ranges import HOLDS, within
from retailcrm.planner.uplift import ChannelBase
from retailcrm.reports.document import Block, Curve, Heading, Note, PageBreak, Plot, text
from retailcrm.reports.plan_pages.words import Pages, channel_words, table

_YEAR = 12


def without_page(pages: Pages) -> tuple[Block, ...]:
    """Show the months that are over, and the year ahead."""
    facts, write = pages.facts, pages.write
    total = sum(float(one.revenue.sum()) for one in facts.channels)
    head = say("Without a program the next twelve months would bring {sales}",
               sales=f"{pages.money(total)} {facts.currency}")  # fmt: skip
    under = say(
        "Sales to customers who are known, {currency} a month; from {month} on as forecast",
        currency=facts.currency,
        month=write.month(facts.first_ahead),
    )
    return (
        PageBreak(say("Without a program")),
        Heading(text(head), under, page=True),
        _picture(pages),
        Note(text(_held(pages))),
        Heading(text(say("The year ahead")), say("By channel, without a program")),
        _channels(pages),
        Heading(
            text(say("Who comes back")),
            say("Customers by channel since the first receipt; who buys in both counts in each"),
        ),
        _loyal(pages),
        *(Note(text(one)) for one in facts.notes),
        Heading(text(say("How the forecast is made"))),
        Note(
            text(
                say(
                    "Clients of a month, purchases of each and the average purchase are carried "
                    "on by themselves: their season, their level, and for clients half of their "
                    "trend. How far such forecasts erred before was tried on months that are over, "
                    "as if they were not known."
                )
            )
        ),
    )


def _held(pages: Pages) -> str:
    if any(one.errors is None for one in pages.facts.channels):
        return say(
            "Broken line: months that are over; full line: the forecast. The receipts do not reach "
            "back far enough to say how far it may be off."
        )
    return say(
        "Broken line: months that are over; full line: the forecast; the pale band holds what "
        "happens in {holds} of 100 cases.",
        holds=round(HOLDS * 100),
    )


def _picture(pages: Pages) -> Plot:
    facts = pages.facts
    months = list(facts.history.values())
    past = sum((one.revenue for one in months[1:]), start=months[0].revenue)[-2 * _YEAR :]
    ahead = np.sum([one.revenue for one in facts.channels], axis=0)
    begins = facts.first_ahead - past.size
    tables = [one.errors for one in facts.channels if one.errors is not None]
    held = within(ahead, np.sum(tables, axis=0)) if len(tables) == len(facts.channels) else None
    known = tuple((float(at), float(one)) for at, one in enumerate(past))
    told = tuple((float(past.size + at), float(one)) for at, one in enumerate(ahead))
    band = (
        ()
        if held is None
        else tuple(
            (at, float(low), float(high))
            for (at, _), low, high in zip(told, held.low, held.high, strict=True)
        )
    )
    top = [float(past.max(initial=0)), float(ahead.max()), *(one[2] for one in band)]
    last = past.size + ahead.size - 1
    marks = (*range(0, last - 2, 6), last)
    return Plot(
        curves=(
            Curve(known, quiet=True),
            Curve((known[-1], *told), band=band),
        ),
        across=tuple((float(at), pages.write.short_month(begins + at)) for at in marks),
        up=pages.scale(*top),
    )


def _channels(pages: Pages) -> Block:
    heads = (
        say("Channel"),
        say("Sales"),
        say("In {holds} of 100 cases", holds=round(HOLDS * 100)),
        say("Clients a month"),
        say("Months erred by"),
    )
    words = channel_words()
    return table(
        heads,
        [
            (
                words[one.channel],
                pages.money(float(one.revenue.sum())),
                _range(pages, one),
                pages.write.count(float(one.clients.mean())),
                pages.write.percent(None if one.tested is None else one.tested.wape),
            )
            for one in pages.facts.channels
        ],
    )


def _range(pages: Pages, one: ChannelBase) -> str:
    if one.errors is None:
        return say("too little history")
    held = within(one.revenue, one.errors)
    return pages.range(held.year_low, held.year_high)


def _loyal(pages: Pages) -> Block:
    heads = (say("Channel"), say("Customers"), say("Came back"), say("Came once"), say("Share"))
    words, write = channel_words(), pages.write
    return table(
        heads,
        [
            (
                words[channel],
                write.count(one.clients),
                write.count(one.loyal),
                write.count(one.disloyal),
                write.percent(one.share),
            )
            for channel, one in pages.facts.loyal.items()
        ],
    )
