"""Moments in the shop's words: what goes out, by which way, and when."""

from collections.abc import Iterable
from types import MappingProxyType

from retailcrm.campaigns.moments.moment import BEFORE, Kind, Moment, Reached, Step
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.moment_rows import MomentDue
from retailcrm.ui.screens.phrases import listed

_PIECES = MappingProxyType(
    {
        "email": ("{n} {what} e-mail", "{n} {what} e-mails"),
        "sms": ("{n} {what} text message", "{n} {what} text messages"),
        "post": ("{n} {what} letter", "{n} {what} letters"),
        "till": ("{n} {what} word at the till", "{n} {what} words at the till"),
    }
)
_CARDS = ("{n} {what} card", "{n} {what} cards")
_WHAT = MappingProxyType(
    {
        Kind.WELCOME: "welcome",
        Kind.BEEN_A_WHILE: "been-a-while",
        Kind.WIN_BACK: "win-back",
        Kind.BIRTHDAY: "birthday",
        Kind.NEAR_TIER: "near-a-tier",
        Kind.NEAR_REWARD: "near-a-reward",
        Kind.EXPIRING: "points-about-to-end",
        Kind.EARLY_ACCESS: "early-access",
    }
)
WAYS = (("email", "E-mail"), ("sms", "Text message"), ("post", "Letter"), ("till", "At the till"))
"""Channels and their words."""
_STATES = MappingProxyType({"draft": "Set up", "running": "On", "ended": "Off"})
_FROM = MappingProxyType(
    {
        Reached.BEEN_A_WHILE: "it has been a while",
        Reached.MIA: "they are missing",
        Reached.DEAD: "the card is dead",
    }
)
_AFTER = MappingProxyType(
    {
        Kind.WELCOME: "they join",
        Kind.NEAR_TIER: "the visit",
        Kind.NEAR_REWARD: "the visit",
    }
)
_UNTIL = MappingProxyType(
    {
        Kind.BIRTHDAY: "the birthday",
        Kind.EXPIRING: "the points end",
        Kind.EARLY_ACCESS: "the doors open",
    }
)
MOST_NAMED = 2


def way(channel: str) -> str:
    """Name a channel."""
    return say(dict(WAYS).get(channel, channel))


def state_word(state: str) -> str:
    """Say whether a moment is switched on."""
    return say(_STATES.get(state, state))


def pieces(due: Iterable[MomentDue], figures: Figures) -> str:
    """Name what is ready: "12 birthday cards and 31 win-back letters"."""
    ready = sorted((one for one in due if one.ready), key=lambda one: -one.ready)
    if len(ready) > MOST_NAMED:
        rest = sum(one.ready for one in ready[MOST_NAMED:])
        named = [_piece(one, figures) for one in ready[:MOST_NAMED]]
        return listed((*named, say("{n} more", n=figures.count(rest))))
    return listed(tuple(_piece(one, figures) for one in ready))


def _piece(one: MomentDue, figures: Figures) -> str:
    is_card = one.kind is Kind.BIRTHDAY and one.channel == "post"
    single, many = _CARDS if is_card else _PIECES[one.channel]
    text = single if one.ready == 1 else many
    return say(text, n=figures.count(one.ready), what=say(_WHAT[one.kind]))


def step_words(moment: Moment, step: Step, figures: Figures) -> str:
    """Say when a piece comes: "7 days before the birthday"."""
    if moment.kind in BEFORE:
        event, text = say(_UNTIL[moment.kind]), "{days} before {event}"
    elif moment.kind in _AFTER:
        event, text = say(_AFTER[moment.kind]), "{days} after {event}"
    else:
        event, text = say(_FROM[step.reached]), "{days} after {event}"
    if not step.days:
        return say("on the day") if moment.kind in BEFORE else say("when {event}", event=event)
    return say(text, days=figures.days(step.days), event=event)


def series_words(moment: Moment, figures: Figures) -> str:
    """Say when all the pieces of a moment come."""
    said = "; ".join(step_words(moment, step, figures) for step in moment.steps)
    return said[:1].upper() + said[1:]
