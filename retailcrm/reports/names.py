"""The shop's words for keys, as printed."""

from retailcrm.core.words import say
from retailcrm.reports.document import LegendEntry, Shape, Tone

GROUPS = ("most_valuable", "most_growable", "below_zero")

_GROUP = {
    "most_valuable": ("Most Valuable", Tone.MOST_VALUABLE, Shape.DIAMOND),
    "most_growable": ("Most Growable", Tone.MOST_GROWABLE, Shape.TRIANGLE),
    "below_zero": ("Below Zero", Tone.BELOW_ZERO, Shape.HOLLOW),
}
_SEGMENT = {
    "champions": "Champions",
    "loyal": "Loyal",
    "potential_loyalist": "Potential loyalist",
    "new": "New",
    "promising": "Promising",
    "need_attention": "Need attention",
    "about_to_sleep": "About to sleep",
    "at_risk": "At risk",
    "cant_lose": "Can\N{RIGHT SINGLE QUOTATION MARK}t lose",
    "hibernating": "Hibernating",
    "lost": "Lost",
    "prospect": "Prospect",
}
_STAGE = {
    "active": "Active",
    "been_a_while": "Been a while",
    "mia": "Missing",
    "dead": "Dead card",
    "new": "New card",
}
_CHANNEL = {"offline": "In store", "online": "Online"}


def group(key: str) -> LegendEntry:
    """Name a group with its colour and shape."""
    if key not in _GROUP:
        return LegendEntry(_spoken(key), Tone.INK)
    title, tone, shape = _GROUP[key]
    return LegendEntry(say(title), tone, shape)


def segment(key: str) -> str:
    """Name a segment."""
    return say(_SEGMENT[key]) if key in _SEGMENT else _spoken(key)


def stage(key: str) -> str:
    """Name a stage of absence."""
    return say(_STAGE[key]) if key in _STAGE else _spoken(key)


def channel(key: str) -> str:
    """Name a channel."""
    return say(_CHANNEL[key]) if key in _CHANNEL else _spoken(key)


def _spoken(key: str) -> str:
    return key.replace("_", " ").capitalize()
