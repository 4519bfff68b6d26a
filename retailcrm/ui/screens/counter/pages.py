"""What stands below the field while nobody is in front."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.counter.state import Shop, Told


class HomePage(QFrame):
    """Says what to do, and what is missing before the Counter is of use."""

    def __init__(self, on_new: Callable[[], object], on_program: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._what = Text("", "number", wrap=True)
        self._why = Text("", "verdict", "muted", wrap=True)
        self._new = Button(say("New member"), key=cap("new"), on_click=on_new)
        self._hint = Text(
            say("The shop has no points program yet: points are not shown here."),
            "body", "muted",
        )  # fmt: skip
        self._program = Button(say("Set up a program"), "quiet", on_click=on_program)
        inside = column(
            None, IconMark("counter", size=40), 8, self._what, self._why, 12,
            row(self._new, None), 12, row(self._hint, self._program, None, gap=12), None, None,
        )  # fmt: skip
        inside.setContentsMargins(48, 24, 48, 24)
        self.setLayout(inside)

    def show_shop(self, shop: Shop) -> None:
        """Say it for this shop."""
        if not shop.is_known:
            self._say(say("Opening the counter…"), "")
        elif shop.members:
            self._say(
                say("Scan a card, or type a phone number, a name or an e-mail."),
                say("One member can be found here. Enter opens the only one, or the first.")
                if shop.members == 1
                else say(
                    "{count} members can be found here. Enter opens the only one, or the first.",
                    count=shop.figures.count(shop.members),
                ),
            )
        else:
            self._say(
                say("Nobody is a member yet."),
                say("Ask the next customer for a phone number and a name: it takes 20 seconds."),
            )
        needs_program = shop.is_known and shop.program is None
        self._hint.setVisible(needs_program)
        self._program.setVisible(needs_program)

    def _say(self, what: str, why: str) -> None:
        self._what.show_text(what)
        self._why.show_text(why)


class ToldPage(QFrame):
    """Says why nobody was opened."""

    def __init__(self, on_new: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._what = Text("", "figure", wrap=True)
        self._hint = Text("", "spoken", "muted", wrap=True)
        self._new = Button("", key=cap("new"), on_click=on_new)
        inside = column(
            None, IconMark("warning", "warn", 40), 8, self._what, self._hint, 16,
            row(self._new, None), None, None,
        )  # fmt: skip
        inside.setContentsMargins(48, 24, 48, 24)
        self.setLayout(inside)

    def show_told(self, told: Told) -> None:
        """Say it."""
        self._what.show_text(told.sentence)
        self._hint.show_text(told.hint)
        self._new.show_text(say("Enrol with this card") if told.card else say("New member"))
        self.setAccessibleName(f"{told.sentence} {told.hint}")
