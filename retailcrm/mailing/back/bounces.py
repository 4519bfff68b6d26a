"""What a bounce means: gone for good, not this time, or delivered after all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retailcrm.mailing.back.happenings import What

#: Constant Contact's letters: B no such address, S suspended; V is an answer of absence.
_LETTERS = {"b": True, "s": True, "d": False, "f": False, "x": False, "z": False}
_AWAY = re.compile(
    r"vacation|auto ?-?(?:reply|responder)|out of (?:the )?office|\babsen", re.IGNORECASE
)
_GONE = re.compile(
    r"hard|non-? ?existent|not exist|no such|unknown (?:user|address)|invalid|suspended|permanent"
    r"|cleaned|disabled|\b5\.1\.\d",
    re.IGNORECASE,
)
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a bounce comes to."""

    what: What
    final: bool


def meaning_of(detail: str) -> Meaning:
    """Read a bounce's code, type or reason; what nobody knows counts as not this time."""
    word = detail.strip()
    if word.lower() == "v" or _AWAY.search(word):
        return Meaning(What.IGNORED, final=False)
    if word.lower() in _LETTERS:
        return Meaning(What.BOUNCED, _LETTERS[word.lower()])
    return Meaning(What.BOUNCED, bool(_GONE.search(word)))


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending to an address, and whether it came back.

    Attributes:
        at: when, epoch seconds.
        bounced: it came back.
    """

    at: int
    bounced: bool


def is_given_up(sendings: Iterable[Sending]) -> bool:
    """Say whether the last three sendings all came back."""
    newest = sorted(sendings, key=lambda one: one.at)[-_ENOUGH:]
    return len(newest) == _ENOUGH and all(one.bounced for one in newest)
