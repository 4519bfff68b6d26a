"""What is told of duplicates and merges."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entries that may be one person; a person decides.

    Attributes:
        first_id: the entry that would stay: the older one, or the one with a card.
        second_id: the entry that would become part of it.
        first: name, card, contacts and postcode of the first, as far as known.
        second: of the second.
        score: 0 to 100; 90 and more is as good as certain.
        reasons: for and against, strongest first, in words.
    """

    first_id: int
    second_id: int
    first: tuple[str, ...]
    second: tuple[str, ...]
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two entries put together.

    Attributes:
        merge_id: by which they are parted again; 0: they were one already.
        winner_id: who stays.
        loser_id: who became part of him.
    """

    merge_id: int
    winner_id: int
    loser_id: int


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge in force, to be shown on the profile and parted from there."""

    merge_id: int
    winner_id: int
    loser_id: int
    loser: str
    at: datetime
    actor: str
