"""Spoils till files at random, thousands of times, and imports what is left of them.

Run `python tests/fuzz_import.py [--mutations 2000] [--seed 1]`. No spoilt file may give a
traceback, and every row of it must be imported, passed over or kept aside.
"""

import argparse
import csv
import io
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from retailcrm.core.errors import UserError  # noqa: E402 - found above
from retailcrm.importers.chunks import Reading  # noqa: E402
from retailcrm.importers.source import open_sources  # noqa: E402
from retailcrm.services.importing import ImportFiles  # noqa: E402
from retailcrm.wiring import Services, open_shop  # noqa: E402

TILLS = ROOT / "tests" / "data" / "tills"
ROWS = 25
READING = Reading(zone="America/New_York", country="US")
JUNK = (
    "", "-", "99999999999", "-1", "1e9", "abc", "\x00", "=1+1", "None", "12/31/99", "0", "1.2.3",
    "£5", "(5.00)", "\U0001f4a5", '"', "NaN", "inf", "9" * 40, "-99999999999.99", "2026-13-45",
    "true", "Refund", "Sale", "Payment", "00000", "4111111111111111",
)  # fmt: skip
Table = list[list[str]]


def tables() -> dict[str, Table]:
    """Read the first rows of every till's files."""
    found = {}
    for path in sorted(TILLS.rglob("*.csv")):
        text = path.read_text(encoding="utf-8-sig")
        found[path.name] = list(csv.reader(io.StringIO(text, newline="")))[: ROWS + 1]
    return found


def spoilt(table: Table, chance: random.Random) -> bytes:
    """Change a few cells, rows or columns, and now and then cut the file off."""
    rows = [list(row) for row in table]
    for _ in range(chance.randint(1, 6)):
        _spoil(rows, chance)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    data = out.getvalue().encode()
    return data[: chance.randrange(len(data))] if chance.random() < 0.2 else data


def _spoil(rows: Table, chance: random.Random) -> None:
    at, what = chance.randrange(1, len(rows)), chance.random()
    if what < 0.7:
        rows[at][chance.randrange(len(rows[at]))] = chance.choice(JUNK)
    elif what < 0.8:
        rows[at] = rows[at][: chance.randrange(len(rows[at]) + 1)] or ["x"]
    elif what < 0.9:
        rows.insert(at, list(rows[chance.randrange(1, len(rows))]))
    elif what < 0.95 and len(rows) > 3:
        del rows[at]
    else:
        column, junk = chance.randrange(len(rows[0])), chance.choice(JUNK)
        for row in rows[1:]:
            if column < len(row):
                row[column] = junk


def unaccounted(path: Path) -> int:
    """Count rows that are neither read, passed over nor kept aside."""
    lost = 0
    for source in open_sources(path, READING):
        for chunk in source.chunks():
            frame = chunk.lines if chunk.lines is not None else chunk.customers
            read = 0 if frame is None else frame["line"].n_unique()
            aside = len({problem.line for problem in chunk.problems})
            lost += max(0, chunk.rows - read - chunk.passed - aside)
    return lost


def run(mutations: int, seed: int, folder: Path) -> Counter[str]:
    """Import so many spoilt files into one shop; count what became of them."""
    chance, base = random.Random(seed), tables()  # noqa: S311 - no secret
    told: Counter[str] = Counter()
    shop = open_shop(str(folder / "shop.db"), lambda: datetime(2026, 11, 2, tzinfo=UTC))
    for _ in range(mutations):
        name = chance.choice(sorted(base))
        path = folder / name
        path.write_bytes(spoilt(base[name], chance))
        told.update(_import(shop, path))
    told["books unsound"] += not shop.checking.check().ok
    shop.close()
    return told


def _import(shop: Services, path: Path) -> list[str]:
    report = shop.importing.run(ImportFiles((path,), zone="America/New_York", country="US"))
    if any(one.refused for one in report.value.files):
        return ["refused"]
    try:
        return ["imported", *["row lost"] * unaccounted(path)]
    except UserError:
        return ["refused"]


def main() -> int:
    """Spoil and import; complain if a row was lost or the books are unsound."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--mutations", type=int, default=2_000)
    words.add_argument("--seed", type=int, default=1)
    told = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(told.mutations, told.seed, Path(folder))
    sys.stdout.write(f"{dict(found)}\n")
    return int(bool(found["row lost"] or found["books unsound"]))


if __name__ == "__main__":
    sys.exit(main())
