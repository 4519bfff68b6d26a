"""Books that nobody has written in, copied: bringing new ones up to date takes far longer."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from retailcrm.db.books import Books
from retailcrm.wiring import Services, open_shop


def new_books(file: Path) -> Path:
    """Put empty books there, as the program makes them."""
    file.write_bytes(_empty())
    return file


def new_shop(file: Path, clock: Callable[[], datetime]) -> Services:
    """Open a shop with empty books there."""
    return open_shop(str(new_books(file)), clock)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "shop.db"
        books = Books(str(file))
        books.open()
        books.close()
        return file.read_bytes()
