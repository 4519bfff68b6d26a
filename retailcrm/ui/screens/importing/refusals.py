"""Why a file was refused, as the window says it."""

import re

_COMMAND = "--"  # options of the command line, which a window has no use for
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\"])")


def for_window(sentence: str) -> str:
    """Leave out what only the command line can do."""
    parts = [part for part in _SENTENCE.split(sentence) if _COMMAND not in part]
    return " ".join(parts) or sentence
