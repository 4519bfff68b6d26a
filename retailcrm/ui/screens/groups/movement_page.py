"""Who went from which group to which since the last month ended."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.vocabulary import GROUPS, group_title
from retailcrm.core.words import say
from retailcrm.services.grouping import GroupsOverview
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.chips import group_word
from retailcrm.ui.kit.layout import clear, line, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.groups import findings
from retailcrm.ui.screens.groups.presenter import GroupsPresenter, GroupsState

_KEYS = (*GROUPS, "")
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class MovementPage(QWidget):
    """The from-to table; every number opens its people."""

    def __init__(self, presenter: GroupsPresenter, back: Button) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: GroupsOverview | None = None
        self._head = ScreenHead(say("Movement"), back)
        self._card = Card(say("Movement"), "-")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._card.add(self._grid, 8)
        self._missing = Card(say("Missing and found again"), "-")
        self._sums = Text("", "body", wrap=True)
        self._missing.add(self._sums)
        self.setLayout(page(self._head, self._card, self._missing, None))

    def show_state(self, state: GroupsState) -> None:
        """Paint this."""
        overview, figures = state.overview, state.figures
        if overview is None or overview is self._shown:
            return
        self._shown = overview
        self._card.show_title(
            findings.movement_title(overview, figures),
            say("Customers by their group then (rows) and now (columns); Enter opens them")
            if overview.snapshot_on
            else say("The first comparison appears when a month has ended."),
        )
        self._head.show_title(
            say("Movement"),
            say("since {day}", day=figures.day(overview.snapshot_on))
            if overview.snapshot_on
            else "",
        )
        self._show_moves(overview, figures)
        self._missing.show_title(_missing_title(overview, figures), "")
        self._sums.show_text(findings.missing_sum(overview.missing, figures))
        self._missing.setVisible(overview.missing.since is not None)

    def focus_first(self) -> None:
        """Put the keyboard on the first number."""
        buttons = self.findChildren(Button)
        if buttons:
            buttons[-1 if len(buttons) == 1 else 1].setFocus()

    def _show_moves(self, overview: GroupsOverview, figures: Figures) -> None:
        clear(self._grid)
        if overview.snapshot_on is None:
            return
        for at, key in enumerate(_KEYS, 1):
            self._grid.addLayout(_word(key, is_row=False), 0, at, _MIDDLE)
        self._grid.addWidget(line(), 1, 0, 1, len(_KEYS) + 2)
        moved = {(before, now): n for before, now, n in overview.moved}
        for down, before in enumerate(_KEYS, 1):
            self._grid.addLayout(_word(before, is_row=True), down * 2, 0)
            for across, now in enumerate(_KEYS, 1):
                part = self._number(before, now, moved.get((before, now), 0), figures)
                self._grid.addWidget(part, down * 2, across, _MIDDLE)
            self._grid.addWidget(line(), down * 2 + 1, 0, 1, len(_KEYS) + 2)
        self._grid.setColumnMinimumWidth(0, 200)
        for across in range(1, len(_KEYS) + 1):
            self._grid.setColumnMinimumWidth(across, 140)
        self._grid.setColumnStretch(len(_KEYS) + 1, 1)

    def _number(self, before: str, now: str, count: int, figures: Figures) -> QWidget:
        if before == now or not count:
            shown = Text(figures.count(count) if count else NONE, "body", "muted")
            shown.setAlignment(_MIDDLE)
            return shown
        made = Button(
            figures.count(count), "quiet", on_click=lambda: self._presenter.open_move(before, now)
        )
        made.setMinimumWidth(56)
        made.setAccessibleName(
            say("{n} from {before} to {now}", n=count, before=_name(before), now=_name(now))
        )
        return made


def _word(key: str, *, is_row: bool) -> QHBoxLayout:
    if key:
        return group_word(key, group_title(key))
    return row(Text(say("not known yet") if is_row else say("no group"), "medium", "muted"), None)


def _name(key: str) -> str:
    return group_title(key) if key else say("no group")


def _missing_title(overview: GroupsOverview, figures: Figures) -> str:
    found = overview.missing
    if not found.found:
        return say("Nobody who was missing has come back yet")
    return say(
        "{n} who were missing came back and bought for {money}",
        n=figures.count(found.found),
        money=figures.money(found.found_net, whole=True),
    )
