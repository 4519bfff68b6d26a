"""The counter and the ledger: a scan, adding millions of entries up, a program on the past."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from time import perf_counter, time

import numpy as np
import polars as pl

from bench.measure import beside
from bench.setting import Setting, fresh, inside
from bench.table import Case, against, within
from retailcrm.cli.run import now
from retailcrm.core.days import day_number, month_start
from retailcrm.db.bulk import append
from retailcrm.loyalty.program import Earning, Program, Tier, TierRules, Who
from retailcrm.models.points import LotUse, PointsAccount, PointsEntry
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import open_shop

SCAN_MS = 50
SCANS = 200
CATCH_UP_US = 80
MOST_SUMS = 15  # so many plain sums may the whole check of the ledger take
EACH = 20  # entries of a member
FEW = 4  # the same, where only a glance is measured
BLOCK = 250_000
SUM = "SELECT customer_id, SUM(points) FROM points_entry GROUP BY customer_id"
LINES_SUM = "SELECT COUNT(*), SUM(gross - discount) FROM receipt_line"
CLUB = Program(earning=Earning(per_unit=Decimal("1.25"), per_visit=5, who=Who.CUSTOMERS))
PROGRAM = Program(
    earning=Earning(per_unit=Decimal("1.25"), per_visit=5, who=Who.CUSTOMERS),
    tiers=TierRules((Tier("gold", "Gold", 50_000, Decimal("1.5")),)),
)


def scan(setting: Setting) -> list[Case]:
    """Scan cards of members all over the base; the slowest of twenty is what counts.

    First what the shop takes to answer, then what the window takes from the scanner's last key
    until the member is painted.
    """
    file = _shop_with_points(setting)
    services = open_shop(str(file), now)
    ids = services.customers.ids(CustomerQuery(sort="card"))
    rows = services.customers.page(ids[:: max(1, ids.size // SCANS)][:SCANS])
    cards = [(row.card, row.name) for row in rows if row.card]
    Random(5).shuffle(cards)
    today = now().date()
    services.members.warm()
    taken = []
    for card, _name in cards:
        begun = perf_counter()
        found = services.members.scan(card)
        if found.customer_id is not None:
            services.members.glance(found.customer_id, today)
        taken.append((perf_counter() - begun) * 1000)
    services.close()
    slow = float(np.quantile(taken, 0.95)) if taken else 0.0
    note = f"median {float(np.median(taken)) if taken else 0:.1f} ms of {len(taken)} scans"
    return [
        within("scan to member, p95", slow, SCAN_MS, note=note),
        _painted(setting, file, cards),
    ]


def _painted(setting: Setting, file: Path, cards: list[tuple[str, str]]) -> Case:
    folder, wanted = setting.work / "preferences", setting.work / "cards.json"
    folder.mkdir(exist_ok=True)
    wanted.write_text(json.dumps(cards), encoding="utf-8")
    taken = inside("bench.windows", "scans", time(), file, folder, wanted)["taken"]
    note = f"median {float(np.median(taken)):.1f} ms of {len(taken)} scans"
    return within(
        "scan to member painted, p95", float(np.quantile(taken, 0.95)), SCAN_MS, note=note
    )


def _shop_with_points(setting: Setting) -> Path:
    """Give a copy of the shop in which everybody has points; the other cases see none of it."""
    file = fresh(setting.work / "counter.db")
    shutil.copyfile(setting.shop(setting.lines), file)
    services = open_shop(str(file), now)
    members = int(services.customers.ids(CustomerQuery()).max(initial=0))
    services.program.save(PROGRAM, now().date())
    services.close()
    fill(file, members * FEW, FEW)
    return file


def catch_up(setting: Setting) -> list[Case]:
    """Book the points of all receipts at once, as when a program begins on a day that is past."""
    file = setting.work / "caught-up.db"
    taken, receipts = [], 1
    for _ in range(setting.rounds):
        shutil.copyfile(setting.shop(setting.lines), fresh(file))
        services = open_shop(str(file), now)
        services.program.save(CLUB, date(2000, 1, 1))
        begun = perf_counter()
        posted = services.posting.catch_up().value
        taken.append(perf_counter() - begun)
        receipts = max(1, posted.entries)
        services.close()
    each = min(taken) / receipts * 1e6
    note = f"{receipts:,} entries in {min(taken):.1f} s"
    return [within("first catch-up, a receipt", each, CATCH_UP_US, unit="µs", note=note)]


def verify(setting: Setting) -> list[Case]:
    """Check a ledger of half as many entries as the shop has lines, beside one plain sum."""
    file = fresh(setting.work / "ledger.db")
    count = max(EACH, setting.lines // 2 // EACH * EACH)
    services = open_shop(str(file), now)
    fill(file, count)

    def ours() -> None:
        told = services.points.verify()
        if not told.ok or told.entries != count:
            raise RuntimeError(f"The ledger does not add up: {told}")

    def plain() -> None:
        with closing(sqlite3.connect(file)) as books:
            books.execute(SUM).fetchall()

    mine, theirs = beside(ours, plain, setting.rounds)
    services.close()
    name = f"points verify, {count:,} entries"
    return [against(name, mine, ("one plain SQL sum", theirs), MOST_SUMS)]


def fill(file: Path, count: int, each: int = EACH) -> None:
    """Write a ledger: of each member's entries three in four earn, the last use some up."""
    services = open_shop(str(file), now)
    first = day_number(now().date()) - 900
    for start in range(0, count, BLOCK):
        number = np.arange(start, min(start + BLOCK, count), dtype=np.int64)
        nth = number % each
        earns = nth < each * 3 // 4
        entries = pl.DataFrame(
            {
                "id": number + 1,
                "customer_id": number // each + 1,
                "kind": np.where(earns, "earn", "redeem"),
                "points": np.where(earns, 40, -20),
                "day": first + nth * 40,
                "at": number,
                "available": np.where(earns, first + nth * 40, -1),
                "key": np.char.add("k", number.astype(str)),
            }
        ).with_columns(available=pl.when(pl.col("points") > 0).then("available"))
        used = number[~earns]
        uses = pl.DataFrame(
            {"entry_id": used + 1, "lot_id": used - each * 3 // 4 + 1,
             "points": np.full(used.size, 20)}
        )  # fmt: skip
        with services.books.write(bulk=True) as unit:
            append(unit.connection, PointsEntry, entries)
            append(unit.connection, LotUse, uses)
    members = np.arange(count // each, dtype=np.int64)
    balance = each * 3 // 4 * 40 - (each - each * 3 // 4) * 20
    with services.books.write(bulk=True) as unit:
        append(
            unit.connection,
            PointsAccount,
            pl.DataFrame(
                {"customer_id": members + 1, "balance": np.full(members.size, balance),
                 "entry_id": (members + 1) * each}
            ),
        )  # fmt: skip
    services.close()


def replay(setting: Setting) -> list[Case]:
    """Try a program with tiers on the whole past, beside one plain sum over the lines."""
    file = setting.shop(setting.lines)
    services = open_shop(str(file), now)
    first = month_start(services.sales.months()[-1])

    def ours() -> None:
        services.replaying.replay(PROGRAM, first)

    def plain() -> None:
        with closing(sqlite3.connect(file)) as books:
            books.execute(LINES_SUM).fetchall()

    mine, theirs = beside(ours, plain, setting.rounds)
    services.close()
    per_line = mine / setting.lines * 1e6
    note = f"{per_line:.2f} us a line, reading included"
    return [against("a program on the whole past", mine, ("one plain SQL sum", theirs), 100,
                    note=note)]  # fmt: skip
