"""The books behind the small invented shop: its copies, and what its scanner does."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from retailcrm.cards.scanning import ScannerHabits
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.db.counting import Counted
from retailcrm.services.checking import NO_LEDGER
from retailcrm.services.keeping import CopyRow, Loaded, Restored, TakenOut

COUNTED = Counted(
    receipts=3064, documents=3071, lines=5120, customers=812, members=640, net_sales=11_670_000,
    currency="USD", accounts=0, entries=0, points=0, through=None,
)  # fmt: skip


@dataclass
class FakeCards:
    """A scanner that puts nothing before a code, until told otherwise."""

    scanner: ScannerHabits = field(default_factory=ScannerHabits)

    def habits(self) -> ScannerHabits:
        return self.scanner

    def save_habits(self, habits: ScannerHabits) -> Outcome[ScannerHabits]:
        self.scanner = habits
        return Outcome(habits, frozenset({Topic.SETTINGS}), "Kept.")


@dataclass
class FakeKeeping:
    """Two copies beside the books; `done` tells what was asked."""

    refusal: str = ""
    empty: bool = False
    done: list[tuple[str, str]] = field(default_factory=list)

    def copies(self) -> tuple[CopyRow, ...]:
        folder = Path("/shop/backups")
        made = datetime(2025, 10, 31, 18, 4, tzinfo=UTC)
        return (
            CopyRow(folder / "shop-before-restore-20251031-180400.db", made, 8_500_000, True),
            CopyRow(folder / "shop-20251030-180400.db", made - timedelta(days=1), 8_400_000, False),
        )

    def is_empty(self) -> bool:
        return self.empty

    def restore(self, copy: Path, progress: Any) -> Outcome[Restored]:
        self._do("restore", copy, progress)
        kept = Path("/shop/backups/shop-before-restore-20251101-083000.db")
        found = Restored(copy, kept, COUNTED, NO_LEDGER)
        return Outcome(found, frozenset(Topic), f"{copy.name} is put back.")

    def dump(self, target: Path, progress: Any) -> Outcome[TakenOut]:
        self._do("dump", target, progress)
        found = TakenOut(target, 32, 31_000, COUNTED, NO_LEDGER)
        return Outcome(found, frozenset(), "Everything is in it.")

    def load(self, source: Path, progress: Any) -> Outcome[Loaded]:
        self._do("load", source, progress)
        return Outcome(Loaded(source, COUNTED, NO_LEDGER), frozenset(Topic), "Everything is in.")

    def _do(self, what: str, file: Path, progress: Any) -> None:
        if self.refusal:
            raise UserError(self.refusal)
        progress.step(1, 4, "Working")
        self.done.append((what, file.name))
