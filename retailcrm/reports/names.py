"""How the groups look on paper: the shop's word in its colour, with its shape."""

from retailcrm.core.vocabulary import group_title
from retailcrm.reports.document import LegendEntry, Shape, Tone

_LOOKS = {
    "most_valuable": (Tone.MOST_VALUABLE, Shape.DIAMOND),
    "most_growable": (Tone.MOST_GROWABLE, Shape.TRIANGLE),
    "below_zero": (Tone.BELOW_ZERO, Shape.HOLLOW),
}


def group_entry(key: str) -> LegendEntry:
    """Name a group with its colour and shape."""
    tone, shape = _LOOKS.get(key, (Tone.INK, None))
    return LegendEntry(group_title(key), tone, shape)
