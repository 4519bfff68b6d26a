"""Who would move under the rules as they stand in the dialog."""

from PySide6.QtWidgets import QGridLayout

from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.services.grouping import RulesPreview
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.icons import GROUP_TOKENS
from retailcrm.ui.kit.layout import clear
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.groups.rules import RulesState
from retailcrm.ui.screens.phrases import PLAIN


class PreviewCard(Card):
    """Counts who moves while the person types."""

    def __init__(self) -> None:
        super().__init__(say("Who would move"), "-")
        self._moves = QGridLayout()
        self._moves.setHorizontalSpacing(12)
        self._moves.setVerticalSpacing(4)
        self._moves.setColumnStretch(3, 1)
        self.add(4, self._moves, None)

    def show_state(self, state: RulesState) -> None:
        """Paint this."""
        clear(self._moves)
        self.show_title(*_title(state))
        if state.preview:
            self._show_moves(state.preview)

    def _show_moves(self, preview: RulesPreview) -> None:
        for line, (before, then, count) in enumerate(preview.moves):
            self._moves.addWidget(Text(PLAIN.count(count), "strong"), line, 0)
            self._moves.addWidget(_group(before), line, 1)
            self._moves.addWidget(Text(say("become"), "body", "muted"), line, 2)
            self._moves.addWidget(_group(then), line, 3)


def _title(state: RulesState) -> tuple[str, str]:
    if state.problem:
        return state.problem, ""
    if state.faults:
        return say("Mend the marked numbers first"), ""
    if state.counting:
        return say("Counting who would move…"), ""
    if state.preview is None:
        return say("Who would move"), say("Change a number or a cell and see it here at once.")
    if not state.preview.changed:
        return say("Nobody would change group"), ""
    text = (
        say("1 customer would change group")
        if state.preview.changed == 1
        else say("{n} customers would change group", n=PLAIN.count(state.preview.changed))
    )
    return text, say("of {n} in all", n=PLAIN.count(state.preview.customers))


def _group(key: str) -> Text:
    name = group_title(key) if key else say("no group")
    return Text(name, "medium", GROUP_TOKENS.get(key, "muted"))
