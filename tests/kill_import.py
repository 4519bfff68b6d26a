"""Kills an import at random moments, again and again, and looks at the books each time.

Run `python -m tests.kill_import [--kills 200] [--seed 1]`. Each time the books must stand as before
the import or as after it, and importing the file again must give what one import gives.
"""

import argparse
import csv
import hashlib
import io
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.forked import finished, started

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "retailcrm" / "resources" / "demo"

#: What the books say, in words of the shop: no ids, no times of import.
BOOKS = (
    """SELECT s.name, r.number, r.part, r.kind, r.voided, r.day, r.at, c.card, c.sort_name, r.lines,
       r.gross, r.discount, r.tax, r.refunded, r.gift, r.tip, o.number
       FROM receipt r JOIN store s ON s.id = r.store_id
       LEFT JOIN customer c ON c.id = r.customer_id LEFT JOIN receipt o ON o.id = r.original_id""",
    """SELECT r.number, r.part, l.line_no, p.sku, p.name, k.name, l.quantity, l.gross, l.discount,
       l.tax, l.cost, l.refunded, l.gift
       FROM receipt_line l JOIN receipt r ON r.id = l.receipt_id
       LEFT JOIN product p ON p.id = l.product_id LEFT JOIN category k ON k.id = p.category_id""",
    "SELECT first_name, last_name, card, email, phone, street, postcode, birthday FROM customer",
    """SELECT i.kind, i.value, c.card, c.sort_name
       FROM identity i LEFT JOIN customer c ON c.id = i.customer_id""",
    """SELECT c.card, c.sort_name, e.channel, e.given
       FROM consent_event e JOIN customer c ON c.id = e.customer_id""",
    """SELECT c.card, c.sort_name, d.day, d.receipts, d.returns, d.sales_with_value, d.net,
       d.list_amount, d.discount, d.cost
       FROM customer_day d JOIN customer c ON c.id = d.customer_id""",
    """SELECT s.name, d.day, d.channel, d.known, d.receipts, d.returns, d.lines, d.net, d.discounts,
       d.returns_value, d.tax, d.gift FROM store_day d JOIN store s ON s.id = d.store_id""",
    """SELECT s.name, m.month, p.sku, p.name, m.lines, m.quantity, m.net
       FROM product_month m JOIN store s ON s.id = m.store_id
       JOIN product p ON p.id = m.product_id""",
    """SELECT c.card, c.sort_name, k.name, m.lines, m.net FROM customer_category m
       JOIN customer c ON c.id = m.customer_id JOIN category k ON k.id = m.category_id""",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What the script works with."""

    folder: Path
    before: Path  # a shop with the first files in it
    file: Path  # the file whose import is killed
    seconds: float  # that an undisturbed import takes
    digests: tuple[str, str]  # of the books before and after


def digest(shop: Path) -> str:
    """Boil the books down to one line, read without the program.

    Raises:
        AssertionError: the database itself is damaged.
    """
    found = hashlib.sha256()
    with closing(sqlite3.connect(shop)) as books:
        assert books.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert books.execute("PRAGMA foreign_key_check").fetchall() == []
        for query in BOOKS:
            for row in sorted(map(repr, books.execute(query))):
                found.update(row.encode())
    return found.hexdigest()


def split_demo(folder: Path, lines: int) -> tuple[Path, Path]:
    """Cut the demo shop's receipts into an older and a newer file that overlap a little."""
    rows = list(csv.reader(io.StringIO(next(DEMO.glob("items-*.csv")).read_text(encoding="utf-8"))))
    heading, newest = rows[0], rows[1:]
    paths = (folder / "older.csv", folder / "newer.csv")
    parts = (newest[lines - 200 : 2 * lines], newest[:lines])
    for path, part in zip(paths, parts, strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([heading, *part])
    return paths


def words_for(shop: Path, *files: Path) -> tuple[str, ...]:
    """Say an import as the command line takes it."""
    return ("--shop", str(shop), "--json", "import", *map(str, files))


def import_all(shop: Path, *files: Path) -> float:
    """Import undisturbed and give the seconds it took."""
    begun = time.perf_counter()
    finished(shop.with_suffix(".log"), *words_for(shop, *files))
    return time.perf_counter() - begun


def copied(shop: Path, to: Path) -> Path:
    """Copy a shop, leaving no side files of an earlier copy."""
    for name in (to, Path(f"{to}-wal"), Path(f"{to}-shm")):
        name.unlink(missing_ok=True)
    with closing(sqlite3.connect(shop)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
    return to


def prepare(folder: Path, lines: int) -> Trial:
    """Make the shop before, and learn what one whole import gives."""
    older, newer = split_demo(folder, lines)
    before = folder / "before.db"
    import_all(before, older, next(DEMO.glob("export-*.csv")))
    after = copied(before, folder / "after.db")
    taken = import_all(after, newer)
    digests = (digest(before), digest(after))
    assert digests[0] != digests[1]
    return Trial(folder, before, newer, taken, digests)


def kill_once(trial: Trial, wait: float) -> str:
    """Kill an import after a while; say how the books stood, having made sure that they mend."""
    shop = copied(trial.before, trial.folder / "killed.db")
    process = started(shop.with_suffix(".log"), *words_for(shop, trial.file))
    time.sleep(wait)
    process.kill()
    process.join()
    process.close()
    found = digest(shop)
    assert found in trial.digests, f"after {wait:.3f} s the books stood neither before nor after"
    import_all(shop, trial.file)
    # Importing what is already there is a batch too, so only its number may differ.
    again = digest(shop)
    if found == trial.digests[0]:
        assert again == trial.digests[1], (
            f"killed after {wait:.3f} s, a new import gave other books"
        )
    return "before" if found == trial.digests[0] else "after"


def run(kills: int, seed: int, lines: int = 2_500) -> dict[str, int]:
    """Kill that many imports and count how the books stood."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice of moments
    counts = {"before": 0, "after": 0}
    folder = Path(tempfile.mkdtemp(prefix="retailcrm-kill-"))
    try:
        trial = prepare(folder, lines)
        for _ in range(kills):
            # The file is booked at the end; aim there more often.
            wait = trial.seconds * rng.triangular(0.0, 1.05, 0.85)
            counts[kill_once(trial, wait)] += 1
    finally:
        shutil.rmtree(folder)
    return counts


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    counts = run(wish.kills, wish.seed)
    sys.stdout.write(
        f"{wish.kills} imports killed, {counts}: every time the books were sound.{os.linesep}"
    )


if __name__ == "__main__":
    main()
