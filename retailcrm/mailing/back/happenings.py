"""One thing that became of something sent."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What happened."""

    OPENED = "opened"
    CLICKED = "clicked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    BLOCKED = "blocked"  # the service writes to it no more and does not say why
    IGNORED = "ignored"  # an answer of absence: it arrived


@dataclass(frozen=True, slots=True)
class Happening:
    """What a row of a report tells.

    Attributes:
        line: of the file.
        channel: email, or sms where `address` is a phone number.
        address: in lower case.
        what: happened.
        at: epoch seconds; None where the report does not tell.
        detail: reason, code or link; never an address.
        final: the address is gone for good.
    """

    line: int
    channel: str
    address: str
    what: What
    at: int | None = None
    detail: str = ""
    final: bool = False
