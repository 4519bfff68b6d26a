"""Commands that keep the books: copies, dumps, and whether everything adds up."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import Command
from retailcrm.cli.who import who_asks
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text, minor_digits
from retailcrm.core.progress import Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.db.counting import Counted
from retailcrm.services.points_rows import Verified
from retailcrm.wiring import Services, open_shop, restore_shop


def keeping_words(command: Command) -> None:
    """Add the commands that keep the books."""
    backup = command("backup", "copy the books, open the copy and add it up")
    backup.add_argument("--to", type=Path, required=True, metavar="DIR")
    restore = command("restore", "put a copy back; the present books are kept aside")
    restore.add_argument("file", type=Path, metavar="FILE", help="a copy that backup made")
    dump = command("dump", "take everything out as CSV files")
    dump.add_argument(
        "--out", type=Path, required=True, metavar="DIR|ZIP", help="a new folder, or a .zip file"
    )
    load = command("load", "bring everything that dump took out into an empty shop")
    load.add_argument("source", type=Path, metavar="DIR|ZIP")
    command("check", "check the file, every receipt, every sum and the points")


def run_backup(services: Services, told: Namespace, progress: Progress) -> Json:
    """Copy the books and add the copy up."""
    made = services.checking.back_up(told.to, progress).value
    return {"ok": made.ledger.ok, "file": str(made.file), **_sums(made.counted, made.ledger)}


def run_restore(
    shop: str, told: Namespace, clock: Callable[[], datetime], progress: Progress
) -> Json:
    """Put a copy back, of books that need not open any more."""
    actor = _who_restores(shop, told, clock)
    outcome = restore_shop(shop, told.file, clock, progress, actor=actor)
    done = outcome.value
    return {
        "ok": True,
        "file": str(done.file),
        "kept": None if done.kept is None else str(done.kept),
        **_sums(done.counted, done.ledger),
        "said": outcome.summary,
    }


def _who_restores(shop: str, told: Namespace, clock: Callable[[], datetime]) -> Actor:
    """Ask who it is while the books can still tell; damaged books know nobody any more."""
    if not Path(shop).is_file():
        return OWNER
    try:
        services = open_shop(shop, clock)
    except UserError:
        return OWNER
    try:
        return who_asks(services.staff, told)
    finally:
        services.close()


def run_dump(services: Services, told: Namespace, progress: Progress) -> Json:
    """Take everything out."""
    taken = services.keeping.dump(told.out, progress).value
    return {
        "ok": taken.ledger.ok,
        "file": str(taken.file),
        "files": taken.files,
        "rows": taken.rows,
        **_sums(taken.counted, taken.ledger),
    }


def run_load(services: Services, told: Namespace, progress: Progress) -> Json:
    """Load everything into an empty shop."""
    loaded = services.keeping.load(told.source, progress).value
    return {"ok": True, "file": str(loaded.file), **_sums(loaded.counted, loaded.ledger)}


def run_check(services: Services, _told: Namespace, progress: Progress) -> Json:
    """Check the books."""
    found = services.checking.check(progress)
    return {
        "ok": found.ok,
        "receipts": found.receipts,
        "database_ok": found.database,
        "receipts_that_do_not_add_up": found.heads,
        "dangling": found.dangling,
        "sums": dict(found.sums),
        **_ledger(found.ledger),
    }


def _sums(counted: Counted, ledger: Verified) -> Json:
    through = counted.through
    return {
        **asdict(counted),
        "net_sales": decimal_text(counted.net_sales, minor_digits(counted.currency)),
        "through": None if through is None else day(day_of(through)),
        **_ledger(ledger),
    }


def _ledger(ledger: Verified) -> Json:
    return {
        "ledger_ok": ledger.ok,
        "accounts": ledger.members,
        "entries": ledger.entries,
        "ledger_faults": list(ledger.faults),
    }
