"""What is told of taking one person out of the books, and of handing a person his data."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Copies(StrEnum):
    """What becomes of copies of the books that were made earlier."""

    KEEP = "keep"
    RENEW = "renew"  # a new copy is made, the earlier ones go


@dataclass(frozen=True, slots=True)
class Erasure:
    """What erasing a person would do.

    Attributes:
        customer_id: his number.
        name: as people call him.
        merged: entries that were put together with his.
        receipts: that become anonymous.
        entries: movements of points that stay under a number that means nobody.
        balance: points that stay with them.
        cards: numbers that are blocked for good.
        answers: yes and no to mailings that go.
        quarantined: rows kept aside that tell of him and go.
        lists: lists that left the shop with him on them.
        shared: contacts that another customer has as well.
        copies: copies of the books that still hold him.
        sentences: all of it for people, the last one saying that there is no way back.
    """

    customer_id: int
    name: str
    merged: int
    receipts: int
    entries: int
    balance: int
    cards: int
    answers: int
    quarantined: int
    lists: int
    shared: tuple[str, ...]
    copies: tuple[Path, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    Attributes:
        customer_id: the number that means nobody now.
        receipts: that became anonymous.
        quarantined: rows kept aside that went.
        copies: copies of the books that still hold the person.
        removed: copies that went.
    """

    customer_id: int
    receipts: int
    quarantined: int
    copies: tuple[Path, ...]
    removed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Everything known of a person, as files.

    Attributes:
        folder: where they are.
        files: their names.
        rows: how many rows they hold together.
    """

    folder: Path
    files: tuple[str, ...]
    rows: int
