"""The shop's words for keys, the same in the window, on paper and in files."""

from collections.abc import Mapping

from retailcrm.core.words import say

_GROUP = {
    "most_valuable": "Most Valuable",
    "most_growable": "Most Growable",
    "below_zero": "Below Zero",
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
_COME_BACK = "Bought a lot once and went quiet: ask them back with something they like."
_ADVICE = {
    "champions": "Thank them: first look at what is new, and the best terms.",
    "loyal": "Come often and lately: keep them, and show them what goes with their goods.",
    "potential_loyalist": "Came lately and more than once: give a reason for the next visit.",
    "new": "First visit just now: welcome them.",
    "promising": "First visit not long ago: invite them to a second one.",
    "need_attention": "Good customers whose visits thin out: a friendly reminder.",
    "about_to_sleep": "Few visits, some time ago: remind them that you are there.",
    "at_risk": _COME_BACK,
    "cant_lose": "Among the best, and long not seen: call or write in person.",
    "hibernating": "Bought little, long ago: one offer, then leave it.",
    "lost": "Not seen for very long: a last chance letter at most.",
    "prospect": "Known to you but has not bought yet: welcome them with a first offer.",
}
_STAGE = {
    "active": "Active",
    "been_a_while": "Been a while",
    "mia": "Missing",
    "dead": "Dead card",
    "new": "No visit yet",
}
_STAGE_RULE = {
    "active": "would not be due yet",
    "been_a_while": "8 of 10 would be back",
    "mia": "9 of 10 would be back",
    "dead": "no visit for a year",
    "new": "has not bought yet",
}
_KIND = {"sale": "Sale", "return": "Return", "exchange": "Exchange", "void": "Void"}
_ASKED = {"email": "e-mail", "sms": "text messages", "post": "letters", "phone": "calls"}
_CHANNEL = {"offline": "In store", "online": "Online"}
_AD_WAY = {"zones": "Places", "season": "Season", "codes": "Codes"}

GROUPS = tuple(_GROUP)
"""Keys of the three groups, the best first."""
SEGMENTS = tuple(_SEGMENT)
"""Keys of the segments."""
STAGES = tuple(_STAGE)
"""Keys of the stages of absence."""


def group_title(key: str) -> str:
    """Name one of the three groups."""
    return _named(_GROUP, key)


def segment_title(key: str) -> str:
    """Name a segment of the grid."""
    return _named(_SEGMENT, key)


def segment_advice(key: str) -> str:
    """Say what to do with a segment, in one sentence."""
    return say(_ADVICE[key])


def stage_title(key: str) -> str:
    """Name a stage of absence."""
    return _named(_STAGE, key)


def stage_rule(key: str) -> str:
    """Say in a few words what a stage means."""
    return say(_STAGE_RULE[key]) if key in _STAGE_RULE else ""


def kind_title(key: str) -> str:
    """Name the kind of a receipt."""
    return _named(_KIND, key)


def channel_title(key: str) -> str:
    """Say where a receipt came from."""
    return _named(_CHANNEL, key)


def asked_word(key: str) -> str:
    """Name what a customer says yes or no to, within a sentence."""
    return say(_ASKED[key]) if key in _ASKED else key


def ad_way_title(key: str) -> str:
    """Name the way by which it was told what an ad brought."""
    return _named(_AD_WAY, key)


def _named(words: Mapping[str, str], key: str) -> str:
    """Name a key; one nobody has a word for yet is read out, none stays empty."""
    return say(words[key]) if key in words else key.replace("_", " ").capitalize()
