"""What ads brought, in sentences; where it cannot be told, why not and what would help."""

from collections.abc import Callable

from retailcrm.campaigns.ads import CAPTURE, EXTRA, Brought, Way, Why
from retailcrm.core.vocabulary import ad_way_title
from retailcrm.core.words import say
from retailcrm.services.ad_rows import AdWay

Money = Callable[[float], str]
WORKED, LOST, UNSURE, ABOUT, CANNOT_TELL = "worked", "lost", "unsure", "about", "cannot_tell"
_WHY = {
    Why.NO_ZONES: "No stores or postcodes were named that it went to, and others that it did not.",
    Why.ONE_ZONE: "One place each is too few to weigh chance.",
    Why.NO_SALES: "A place or week without sales leaves nothing to compare with.",
    Why.FEW_WEEKS: (
        "It needs six weeks before the ad without other ads or large campaigns, and the same "
        "weeks a year ago."
    ),
    Why.NO_CODE: "No code of it was shown at the till.",
    Why.NOT_OVER: "It is not over in the data yet.",
    Why.NOT_ALONE: "A large campaign ran, or the shop was closed, in the same weeks.",
}  # fmt: skip


def why_words(way: Way, why: Why) -> str:
    """Say why a way cannot tell."""
    return f"{ad_way_title(way)}: {say(_WHY[why])}"


def way_words(told: Brought, money: Money) -> str:
    """Say what a way found, with how sure it is."""
    more = say("about {sales} more sold", sales=money(told.sales))
    if told.way is Way.CODES:
        assumed = say(
            "if {capture} of 100 who came for it show the code and {extra} of 100 known ones "
            "would not have come",
            capture=round(CAPTURE * 100),
            extra=round(EXTRA * 100),
        )
        return f"{ad_way_title(told.way)}: {more}, {assumed}."
    if told.low is None or told.high is None:
        return f"{ad_way_title(told.way)}: {more}. {say(_WHY[Why.ONE_ZONE])}"
    between = say(
        "between {low} and {high} with 95 in 100", low=money(told.low), high=money(told.high)
    )
    chance = ""
    if told.casts is not None:
        share = max(1, round(told.casts * 100))
        chance = " " + say("Of 100 ways to draw the places, {share} are as far ahead.", share=share)
    return f"{ad_way_title(told.way)}: {more}, {between}.{chance}"


def verdict_of(best: AdWay | None, cost: float) -> str:
    """Judge an ad by its strongest way."""
    if best is None or best.returned is None:
        return CANNOT_TELL
    made = best.returned
    if made.low is None or made.high is None:
        return ABOUT
    if made.low > cost:
        return WORKED
    return LOST if made.high < cost else UNSURE


def verdict_words(verdict: str, best: AdWay | None, cost: float, money: Money) -> str:
    """Say the verdict of an ad."""
    if best is None or best.returned is None:
        return say("Cannot tell: no places to compare, no year before it, no code.")
    made = best.returned
    brought = say("{margin} of margin for {cost}", margin=money(made.margin), cost=money(cost))
    between = ""
    if made.low is not None and made.high is not None:
        between = ", " + say("between {low} and {high}", low=money(made.low),
                             high=money(made.high))  # fmt: skip
    head = {
        WORKED: say("Paid for itself"),
        LOST: say("Did not pay for itself"),
        UNSURE: say("Not proven"),
        ABOUT: say("About"),
    }[verdict]
    return f"{head}: {brought}{between}."
