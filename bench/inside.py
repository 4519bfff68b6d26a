"""Measures inside one process with the shop open: `python -m bench.inside WHAT SHOP …`.

Prints one line of JSON. A process of its own keeps one case's memory from helping another.
"""

import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.anchors import everyone, like_search, pandas_groups
from bench.measure import at_share, once, seconds
from retailcrm.cli.run import now
from retailcrm.core.days import day_number
from retailcrm.services.customers import CustomerQuery
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import open_shop


def next_day(shop: str, file: str) -> dict[str, Any]:
    """Time the import of a day and the groups after it; take the day back afterwards."""
    services = open_shop(shop, now)
    services.grouping.overview()
    begun = time.perf_counter()
    report = services.importing.run(ImportFiles((Path(file),))).value.files[0]
    imported = time.perf_counter()
    services.grouping.overview()
    done = time.perf_counter()
    if report.refused or report.batch is None:
        raise RuntimeError(report.refused)
    services.importing.undo(report.batch)
    services.grouping.overview()
    return {
        "seconds": done - begun,
        "import": imported - begun,
        "groups": done - imported,
        "receipts": report.receipts_new,
    }


def groups(shop: str) -> dict[str, Any]:
    """Time a whole grouping in a shop just opened, beside pandas reading the same receipts."""
    services = open_shop(shop, now)
    as_of = services.grouping.overview().as_of
    if as_of is None:
        raise RuntimeError("The shop is empty.")
    ours, theirs, warm = [], [], []
    for _ in range(3):
        again = open_shop(shop, now)
        ours.append(once(again.grouping.overview))
        warm.append(once(again.grouping.overview))
        theirs.append(once(pandas_groups, Path(shop), day_number(as_of)))
    scored = services.grouping.overview().scored
    return {"ours": ours, "theirs": theirs, "warm": warm, "scored": scored}


def _queries(books: sqlite3.Connection, count: int) -> list[str]:
    """Take what people type from people who are there: words, parts, digits, wrong ones."""
    rng = random.Random(5)
    rows = books.execute(
        "SELECT first_name, last_name, email, phone, card FROM customer"
    ).fetchall()
    asked: list[str] = []
    while len(asked) < count:
        first, last, mail, phone, card = rng.choice(rows)
        word = rng.choice(
            (first, last, f"{last} {first}", f"{first} {last[:2]}", mail, phone, card)
        )
        start = rng.randrange(2) * max(len(word) - 4, 0) if word in (phone, card) else 0
        text = word[start : start + rng.randint(2, 9)].strip()
        if len(text) > 1:
            asked.append(text if rng.random() < 0.9 else text + "qx")
    return asked


def search(shop: str, count: str) -> dict[str, Any]:
    """Time searching while typing, beside LIKE over five columns."""
    services = open_shop(shop, now)
    with closing(sqlite3.connect(shop)) as books:
        asked = _queries(books, int(count))
        ours = [once(services.customers.search, text) for text in asked]
        theirs = [once(like_search, books, text) for text in asked[:200]]
    found = sum(bool(services.customers.search(text)) for text in asked[:200])
    return {"ours": at_share(ours, 0.95), "worst": max(ours), "theirs": at_share(theirs, 0.95),
            "found": found / min(len(asked), 200)}  # fmt: skip


def customers(shop: str) -> dict[str, Any]:
    """Time the list of everyone and its pages, beside fetching the whole table."""
    services = open_shop(shop, now)
    ids = services.customers.ids(CustomerQuery())
    listing = seconds(lambda: services.customers.ids(CustomerQuery()), 5)
    starts = random.Random(6).choices(range(max(len(ids) - 128, 1)), k=200)
    pages = [once(services.customers.page, ids[n : n + 128]) for n in starts]
    with closing(sqlite3.connect(shop)) as books:
        whole = seconds(lambda: everyone(books), 3)
    return {"listing": at_share(listing, 0.5), "page": at_share(pages, 0.95), "worst": max(pages),
            "whole": at_share(whole, 0.5), "customers": len(ids)}  # fmt: skip


WHAT: dict[str, Callable[..., dict[str, Any]]] = {
    "next-day": next_day,
    "groups": groups,
    "search": search,
    "customers": customers,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(WHAT[sys.argv[1]](*sys.argv[2:])) + "\n")
