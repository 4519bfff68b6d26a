"""What the shop tells and is told of its cards."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retailcrm.db.cards import State

#: what people call a state, in the order of `State`
STATES = ("stock", "in_use", "replaced", "blocked")


@dataclass(frozen=True, slots=True)
class CardQuery:
    """Which cards to list, by number.

    Attributes:
        state: one of `STATES`; empty: all.
        after: list only numbers behind this one.
        limit: how many at most.
    """

    state: str = ""
    after: str = ""
    limit: int = 500


@dataclass(frozen=True, slots=True)
class CardRow:
    """One number in the list of cards."""

    number: str
    state: str
    customer_id: int | None
    name: str
    replaced_by: str
    issued: date | None


@dataclass(frozen=True, slots=True)
class CardCounts:
    """How many cards there are of each kind."""

    stock: int
    in_use: int
    replaced: int
    blocked: int


@dataclass(frozen=True, slots=True)
class Swapped:
    """A card in the place of another."""

    customer_id: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PrintCards:
    """Which cards to print, and how.

    Attributes:
        numbers: of cards in use or in stock; empty: the whole stock.
        sheet: key of the sheet, such as avery-5371.
        symbology: ean13, code128 or qr.
        out: the PDF to write.
        start: the first label to use, from 1.
        backs: print a back behind every front.
    """

    out: Path
    numbers: tuple[str, ...] = ()
    sheet: str = "cr80"
    symbology: str = "code128"
    start: int = 1
    backs: bool = False


@dataclass(frozen=True, slots=True)
class CardsPrinted:
    """What came of printing."""

    file: Path
    pages: int
    cards: int
    nameless: tuple[str, ...]  # numbers printed without the name, which our type lacks


def state_of(name: str) -> State | None:
    """Give the state that people call `name`; None for all."""
    return State(STATES.index(name)) if name else None
