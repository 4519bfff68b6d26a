"""What every case works with: the sizes, the files and the shops made from them."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.generate import write_customers, write_items
from bench.measure import Cost, whole_process
from bench.shape import draw_next_day, draw_shop

MILLION = 1_000_000
LATER = 200_000


@dataclass(frozen=True, slots=True)
class Files:
    """The generated exports of one size."""

    lines: int
    items: Path
    customers: Path
    next_day: Path
    later: Path  # a day that brings a tenth as many lines as the whole shop had


@dataclass(frozen=True, slots=True)
class Setting:
    """Sizes and places of a run.

    Attributes:
        lines: receipt lines of the big shop.
        rounds: how often each pair is measured in turn.
        data: where generated exports are kept from run to run.
        work: where databases of this run are written.
    """

    lines: int
    rounds: int
    data: Path
    work: Path

    def files(self, lines: int) -> Files:
        """Give the exports of a shop of that many lines, generated if they are not there."""
        self.data.mkdir(parents=True, exist_ok=True)
        items, customers, next_day, later = (
            self.data / f"{kind}-{lines}.csv"
            for kind in ("items", "customers", "next-day", "later")
        )
        if not later.exists():
            shop = draw_shop(lines)
            write_items(shop.documents, items)
            write_customers(shop, customers)
            write_items(draw_next_day(shop), next_day)
            write_items(draw_next_day(shop, min(lines // 10, LATER)), later)
        return Files(lines, items, customers, next_day, later)

    def shop(self, lines: int) -> Path:
        """Give a shop with everything of that size in it; importing it if need be."""
        database = self.work / f"shop-{lines}.db"
        if not database.exists():
            files = self.files(lines)
            import_files(database, files.customers, files.items)
        return database


def fresh(database: Path) -> Path:
    """Remove a database and its side files, and give its path back."""
    for path in database.parent.glob(f"{database.name}*"):
        if path.is_file():
            path.unlink()
    return database


def import_files(database: Path, *files: Path) -> Cost:
    """Import files by the command line, as a process of its own."""
    return whole_process(
        [sys.executable, "-m", "retailcrm", "--shop", database, "--json", "import", *files]
    )


def inside(module: str, *words: str | Path | float) -> dict[str, Any]:
    """Run one of our measuring modules as a process of its own and read its JSON line."""
    cost = whole_process([sys.executable, "-m", module, *map(str, words)])
    found: dict[str, Any] = json.loads(cost.output.strip().splitlines()[-1])
    return {**found, "peak_mb": cost.peak_mb}
