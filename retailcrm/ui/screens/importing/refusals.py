"""Why a file was refused, as the window says it, and what the window can do about it."""

import re

_COMMAND = "--"  # options of the command line, which a window has no use for
_ORDER = "--date-order"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\"])")


def for_window(sentence: str) -> str:
    """Leave out what only the command line can do."""
    parts = [part for part in _SENTENCE.split(sentence) if _COMMAND not in part]
    return " ".join(parts) or sentence


def asks_date_order(sentence: str) -> bool:
    """Whether the file would be read if someone said which part of a date comes first."""
    return _ORDER in sentence
