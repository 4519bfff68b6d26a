"""Writes the demo shop's two exports anew, the same every time: `make_demo_shop.py [FOLDER]`."""

import random
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.demo_shop import baskets, calendar, goods, people, square  # noqa: E402 - found above

SEED = 41
ITEMS_NAME = "items-2024-11-01-2026-11-01.csv"
CUSTOMERS_NAME = "export-20261101-074500.csv"


def make() -> dict[str, str]:
    """Invent the shop and give its files by name."""
    rng = random.Random(SEED)
    stock = goods.shelf()
    crowd = people.people(rng)
    profiles = tuple(
        (people.code(rng, 26), rng.choice(("Visa", "MasterCard")), f"{rng.randrange(10_000):04d}")
        for _ in range(260)
    )
    receipts: list[baskets.Receipt] = []
    for visit in calendar.visits(rng, crowd):
        sale = baskets.sale(rng, stock, visit, profiles)
        back = baskets.refund(rng, sale)
        receipts += [sale, back] if back else [sale]
    return {ITEMS_NAME: square.items(receipts), CUSTOMERS_NAME: square.customers(crowd, receipts)}


def main() -> None:
    """Write both files into a folder, by default the one that goes with the program."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "retailcrm" / "resources" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{folder / name}: {text.count(chr(10)) - 1} rows, {len(text.encode()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
