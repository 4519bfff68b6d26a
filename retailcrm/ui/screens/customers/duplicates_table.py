"""The table of pairs, with one letter for each decision."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.services.merge_rows import Suggestion
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.customers.comparing import Compared

PAUSE_MS = 120
SURE = 90
_ENTRY, _REASONS = 420, 400
_WEIGHED = {"accent_text": "the same", "warn": "different", "": ""}
DECISIONS = {"m": "merge", "n": "apart"}


class PairTable(RowTable[Suggestion]):
    """Pairs, likeliest first; M puts together, N leaves apart.

    A letter counts once nothing follows it for a moment: a scan has letters too.

    Signals:
        decided: a pair, and `merge` or `apart`.
    """

    decided = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(say("Entries that may be one person"), pair_columns())
        self._decision = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._decide)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        was_waiting = self._pause.isActive()
        self._pause.stop()
        letter = "" if event.modifiers() or event.isAutoRepeat() else event.text().casefold()
        if letter in DECISIONS:
            self._decision = "" if was_waiting else DECISIONS[letter]
            self._pause.start()
            return
        super().keyPressEvent(event)

    def _decide(self) -> None:
        pair = self.current_row()
        if pair is not None and self._decision:
            self.decided.emit(pair, self._decision)


def pair_columns() -> tuple[Column[Suggestion], ...]:
    """Give the columns of the pairs."""
    return (
        Column("first", say("This entry stays"), lambda pair: " · ".join(pair.first),
               wraps=_ENTRY),
        Column("second", say("This one becomes part of it"),
               lambda pair: " · ".join(pair.second), wraps=_ENTRY),
        Column("score", say("Sure, %"), lambda pair: f"{pair.score}", True, 70,
               tone=lambda pair: "accent_text" if pair.score >= SURE else "",
               tip=say("90 and more is as good as certain.")),
        Column("reasons", say("Why"), lambda pair: " · ".join(pair.reasons), wraps=_REASONS,
               tone=lambda _pair: "muted"),
    )  # fmt: skip


def compared_table() -> RowTable[Compared]:
    """Make the table of what the books know of both."""
    columns: tuple[Column[Compared], ...] = (
        Column("name", say("What"), lambda row: row.name, width=110, tone=lambda _row: "muted"),
        Column("first", say("This entry stays"), lambda row: row.first,
               tone=lambda row: row.tone),
        Column("second", say("This one becomes part of it"), lambda row: row.second,
               tone=lambda row: row.tone),
        Column("same", "", lambda row: say(_WEIGHED[row.tone]), width=80,
               tone=lambda row: row.tone),
    )  # fmt: skip
    return RowTable(say("Both entries side by side"), columns, row_height=NARROW_ROW)
