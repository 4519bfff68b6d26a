"""The shop's words for keys: groups, segments, stages, kinds of receipts, channels."""

from retailcrm.analytics.segments import SEGMENTS, segment_name
from retailcrm.core.words import say

GROUPS = ("most_valuable", "most_growable", "below_zero")
STAGES = ("active", "been_a_while", "mia", "dead", "new")
_GROUP = {
    "most_valuable": "Most Valuable",
    "most_growable": "Most Growable",
    "below_zero": "Below Zero",
}
_SHAPE = {
    "most_valuable": "\N{BLACK DIAMOND}",
    "most_growable": "\N{BLACK UP-POINTING TRIANGLE}",
    "below_zero": "\N{WHITE DOWN-POINTING TRIANGLE}",
}
_STAGE = {
    "active": "Active",
    "been_a_while": "Been a while",
    "mia": "MIA",
    "dead": "Dead card",
    "new": "New card",
}
_STAGE_RULE = {
    "active": "would not be due yet",
    "been_a_while": "8 of 10 would be back",
    "mia": "9 of 10 would be back",
    "dead": "no visit for a year",
    "new": "card not used yet",
}
_KIND = {"sale": "Sale", "return": "Return", "exchange": "Exchange", "void": "Void"}
_CHANNEL = {"offline": "In store", "online": "Online"}


def group_title(key: str) -> str:
    """Name one of the three groups; empty for none."""
    return say(_GROUP[key]) if key in _GROUP else _named(key)


def group_shape(key: str) -> str:
    """Give the shape that stands for a group where colour is not enough."""
    return _SHAPE.get(key, "")


def segment_title(key: str) -> str:
    """Name a segment of the grid."""
    return segment_name(key) if key in SEGMENTS else _named(key)


def stage_title(key: str) -> str:
    """Name a stage of absence."""
    return say(_STAGE[key]) if key in _STAGE else _named(key)


def stage_rule(key: str) -> str:
    """Say in a few words what a stage means."""
    return say(_STAGE_RULE[key]) if key in _STAGE_RULE else ""


def kind_title(key: str) -> str:
    """Name the kind of a receipt."""
    return say(_KIND[key]) if key in _KIND else _named(key)


def channel_title(key: str) -> str:
    """Say where a receipt came from."""
    return say(_CHANNEL[key]) if key in _CHANNEL else _named(key)


def _named(key: str) -> str:
    return key.replace("_", " ").capitalize()
