"""The shop of the demonstration, read in once for everybody who looks at it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from retailcrm.wiring import Services, open_shop
from tools import demo_program

EVENING = datetime(2026, 10, 31, 20, 15, tzinfo=UTC)
FILE = "shop.db"


def read_in(folder: Path) -> Path:
    """Fill the shop of the demonstration, with its program, and close it."""
    shop = open_shop(str(folder / FILE), lambda: EVENING)
    shop.demo.load()
    demo_program.fill(shop)
    shop.close()
    return folder


@contextmanager
def opened(kept: Path, folder: Path) -> Iterator[Services]:
    """Open a copy, which a test may change as it likes."""
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    shop = open_shop(str(folder / FILE), lambda: EVENING)
    yield shop
    shop.close()
