"""What cards are good for, in words."""

from retailcrm.core.words import say

_TITLES = {
    "stock": "In stock",
    "in_use": "In use",
    "replaced": "Replaced",
    "blocked": "Blocked",
}
_TONES = {"in_use": "accent_text", "blocked": "bad", "replaced": "muted"}


def state_title(state: str) -> str:
    """Name a state."""
    return say(_TITLES.get(state, state))


def state_tone(state: str) -> str:
    """Give the token of a state's word."""
    return _TONES.get(state, "")
