"""What a campaign would do, in the shop's words."""

from math import ceil

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import Preview
from retailcrm.ui.screens.phrases import one_in

_POINT = 100
_MANY = 10  # points of which a tenth says nothing


def headline(preview: Preview, figures: Figures) -> str:
    """Say how many are written to and how many are left alone."""
    if preview.stops:
        return preview.stops
    treated = figures.count(preview.treated)
    if not preview.control:
        return say("{count} to write to, nobody left alone", count=treated)
    return say(
        "{count} to write to, {control} left alone",
        count=treated,
        control=figures.count(preview.control),
    )


def window(preview: Preview, figures: Figures) -> str:
    """Say of whom it is, and when it counts."""
    return say(
        "{who}: {people} people. Visits count from {first} to {last}.",
        who=preview.title,
        people=figures.count(preview.people),
        first=figures.day_year(preview.sends),
        last=figures.day_year(preview.closes),
    )


def seen(preview: Preview, figures: Figures) -> str:
    """Say what the comparison can see; empty where there is none."""
    if not preview.control or preview.base_rate is None:
        return ""
    rate = rate_words(preview.base_rate, figures)
    smallest = min((one.people for one in preview.arms if one.place), default=0)
    told = {
        "people": figures.count(smallest),
        "control": figures.count(preview.control),
        "rate": rate,
    }
    if preview.sees is None:
        return say(
            "With {people} written to, {control} left alone and {rate} coming anyway, no effect "
            "is likely to show.",
            **told,
        )
    return say(
        "With {people} written to, {control} left alone and {rate} coming anyway, only a rise of "
        "about {points} points or more is likely to show.",
        points=_points(preview.sees, figures),
        **told,
    )


def needed(preview: Preview, figures: Figures) -> str:
    """Say how many more must come for the campaign to pay."""
    if preview.needs is None or not preview.total:
        return ""
    more = ceil(preview.needs * preview.treated)
    if more == 1:
        return say("It pays if one more comes than would anyway.")
    return say(
        "It pays if {count} more come than would anyway: {points} points.",
        count=figures.count(more),
        points=_points(preview.needs, figures),
    )


def _points(share: float, figures: Figures) -> str:
    """Write a difference of shares, with decimals only where it is small."""
    return figures.number(share * _POINT, 0 if share * _POINT >= _MANY else 1)


def rate_words(rate: float, figures: Figures) -> str:
    """Say a share as people do, where it can be said so."""
    return one_in(rate) or figures.percent(rate, 0)


def launch_words(preview: Preview | None, figures: Figures) -> str:
    """Name the primary button with how many will hear of it."""
    if preview is None or preview.stops:
        return say("Launch")
    return say("Launch for {count}", count=figures.count(preview.treated))
