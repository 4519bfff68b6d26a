"""What is told of consent: a line a channel, the newest answers, and the wordings in use."""

from dataclasses import dataclass
from datetime import date, datetime

from retailcrm.core.rows import RowsRef
from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """How everyone stands on one channel; the counts add up to everyone.

    Attributes:
        rule: what it takes to be written to: yes, implied or unless_refused.
        yes: said yes, and it holds.
        no: said no last.
        never: never asked, and may not be taken for a yes.
        implied: never asked; a purchase not long ago stands for a yes (rule `implied` alone).
        expired: the same, but the purchase is too long ago.
    """

    channel: str
    rule: str
    yes: Told
    no: Told
    never: Told
    implied: Told
    expired: Told

    def figures(self) -> tuple[Told, ...]:
        """List the counts."""
        return (self.yes, self.no, self.never, self.implied, self.expired)


@dataclass(frozen=True, slots=True)
class CameRow:
    """How answers came: at the counter, with a file, or back from a mail service."""

    channel: str
    how: str
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """One answer, with everything that proves it."""

    at: datetime
    customer_id: int
    name: str
    channel: str
    given: bool
    how: str
    source: str
    wording: str
    actor: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class WordingRow:
    """The words people are asked with on a channel.

    Attributes:
        version: counts from 1; 0 is the program's own.
        since: first day; None for the program's own.
        is_used: people are asked with it now.
        asked: how often people were asked with exactly these words.
    """

    channel: str
    version: int
    since: date | None
    text: str
    is_used: bool
    asked: int


@dataclass(frozen=True, slots=True)
class ConsentTold:
    """Consent over the whole base."""

    customers: int
    channels: tuple[ChannelRow, ...]
    came: tuple[CameRow, ...]
    newest: tuple[EventRow, ...]
    wordings: tuple[WordingRow, ...]
