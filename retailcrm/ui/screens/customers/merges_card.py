"""Who was put together with this customer, and the way back."""

from functools import partial

from PySide6.QtCore import Signal

from retailcrm.core.words import say
from retailcrm.services.merge_rows import MergeRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.customers.membership import MembershipState
from retailcrm.ui.screens.moments import day_words


class MergesCard(Card):
    """Entries that are one with this one; gone when there are none.

    Signals:
        part_wanted: the merge to take back.
    """

    part_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("One entry with"), say("Parted again, each has what was theirs."))
        self._lines = column(gap=6)
        self.add(4, self._lines)
        self._shown: tuple[MergeRow, ...] = ()
        self.hide()

    def show_state(self, state: MembershipState) -> None:
        """Show these merges."""
        self.setVisible(bool(state.merges))
        if state.merges == self._shown:
            return
        self._shown = state.merges
        clear(self._lines)
        for merge in state.merges:
            part = Button(say("Part again"), small=True)
            part.setAccessibleName(say("Part {name} again", name=merge.loser))
            part.clicked.connect(partial(self.part_wanted.emit, merge))
            told = say("since {day}, by {name}", day=day_words(merge.at, state.zone),
                       name=merge.actor)  # fmt: skip
            line = row(OneLine(merge.loser, "medium"), Text(told, "caption", "muted"), part)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
