"""Where the books are, in words."""

from dataclasses import dataclass

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.checking import KEPT, Whereabouts

_STEP = 1000
_WHOLE_FROM = 100


@dataclass(frozen=True, slots=True)
class Place:
    """What the cards about the books say.

    Attributes:
        address: path, or the server's address without its password.
        folder: that can be opened; "" on a server.
        copies: where copies go, a sentence.
        is_file: whether the program can copy the books itself.
    """

    caption: str = ""
    address: str = ""
    folder: str = ""
    size: str = ""
    copies: str = ""
    is_file: bool = False


def place_of(found: Whereabouts) -> Place:
    """Put where the books are into words."""
    if found.folder is None:
        return Place(
            caption=say("On a database server."),
            address=found.address,
            copies=say("Whoever keeps the server keeps its backups."),
        )
    return Place(
        caption=say("One file on your disk; nothing leaves this computer."),
        address=found.address,
        folder=str(found.folder),
        size=size_words(found.size or 0),
        copies=say("The newest {n} stay in {folder}.", n=KEPT, folder=found.copies),
        is_file=True,
    )


def size_words(size: int) -> str:
    """Write a size on the disk as people read it: 8.4 MB."""
    number, units = size / _STEP, ("KB", "MB", "GB")
    for unit in units[:-1]:
        if number < _STEP:
            return _written(number, unit)
        number /= _STEP
    return _written(number, units[-1])


def _written(number: float, unit: str) -> str:
    figures = Figures("USD")
    shown = figures.count(round(number)) if number >= _WHOLE_FROM else f"{number:.1f}"
    return f"{shown}\N{NO-BREAK SPACE}{unit}"
