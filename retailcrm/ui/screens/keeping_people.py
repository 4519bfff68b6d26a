"""People of a table kept as a list, ready to be written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.list_rows import ListRow
from retailcrm.ui.desk import Desk
from retailcrm.ui.dialogs.list_name import ListNameDialog
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.work import Lane


@dataclass(frozen=True, slots=True)
class People:
    """Whom to keep.

    Attributes:
        count: how many they are now.
        means: the question that they answer, followed as the books grow; None: just these.
        ids: these, where no question means them.
    """

    count: int
    means: RowsRef | None = None
    ids: Sequence[int] = ()

    @property
    def words(self) -> str:
        """Say who will be on the list."""
        who = (
            say("1 customer")
            if self.count == 1
            else say("{count} customers", count=PLAIN.count(self.count))
        )
        if self.means is None:
            return say("{who}: these, and nobody else.", who=who)
        return say("{who} now. The list follows: who comes to belong is on it.", who=who)


def keep_people(desk: Desk, people: People, parent: QWidget) -> ListNameDialog:
    """Ask for a name, keep the people under it, and offer to write to them."""
    dialog = ListNameDialog(people.words, parent)
    lists = desk.services.campaigns.lists

    def kept(outcome: Outcome[ListRow]) -> None:
        dialog.accept()
        there = rows("campaigns", tab="campaigns", audience=outcome.value.audience)
        write = (say("Start a campaign"), lambda: desk.open_screen("campaigns", there))
        desk.tell(outcome.summary, "news", write)

    def keep(name: str) -> None:
        desk.jobs.start(
            lambda _progress: (
                lists.keep(name, people.ids)
                if people.means is None
                else lists.save(name, people.means.text())
            ),
            on_done=kept,
            on_error=lambda error: dialog.refuse(str(error)),
            lane=Lane.WRITE,
        )

    dialog.named.connect(keep)
    dialog.open()
    return dialog
