"""Two entries side by side, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerProfile
from retailcrm.ui.screens.customers.birthdays import birthday_words

_Reader = Callable[[CustomerProfile, Figures], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that the books know of two entries.

    Attributes:
        name: what it is.
        first: of the entry that would stay.
        second: of the one that would become part of it.
        tone: accent_text where both say the same, warn where they differ, empty otherwise.
    """

    name: str
    first: str
    second: str
    tone: str = ""


_IDENTITY: tuple[tuple[str, _Reader], ...] = (
    ("Name", lambda one, _: one.row.name),
    ("Card", lambda one, _: one.row.card),
    ("Phone", lambda one, _: one.row.phone),
    ("E-mail", lambda one, _: one.row.email),
    ("Address", lambda one, _: ", ".join(one.address) or one.row.postcode),
    ("Birthday", lambda one, figures: birthday_words(one.birthday, figures)),
)
_TRADE: tuple[tuple[str, _Reader], ...] = (
    ("First visit", lambda one, figures: figures.day_year(one.row.first_on)),
    ("Last visit", lambda one, figures: figures.day_year(one.row.last_on)),
    ("Visits", lambda one, figures: figures.count(one.row.visits)),
    ("Net sales", lambda one, figures: figures.money(one.row.net_sales)),
    ("Note", lambda one, _: " ".join(one.note.split())),
)


def compared(
    first: CustomerProfile, second: CustomerProfile, figures: Figures
) -> tuple[Compared, ...]:
    """Lay two entries side by side; what neither says is left out."""
    rows = [_row(name, read, (first, second), figures, weighs=True) for name, read in _IDENTITY]
    rows += [_row(name, read, (first, second), figures, weighs=False) for name, read in _TRADE]
    return tuple(row for row in rows if row.first != NONE or row.second != NONE)


def _row(
    name: str,
    read: _Reader,
    both: tuple[CustomerProfile, CustomerProfile],
    figures: Figures,
    *,
    weighs: bool,
) -> Compared:
    one, other = (read(entry, figures) for entry in both)
    tone = ""
    if weighs and one and other:
        tone = "accent_text" if one.casefold() == other.casefold() else "warn"
    return Compared(say(name), one or NONE, other or NONE, tone)
