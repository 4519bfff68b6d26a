"""The Campaigns screen: campaigns, moments, lists, ads and consent, a tab each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from retailcrm.core.outcome import Topic
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.card import ScreenHead
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.screens.campaigns.tabs import TABS


class CampaignsScreen(Screen):
    """What is said to customers, and what came of it."""

    watches = frozenset(Topic) - {Topic.REPORTS, Topic.PROBLEMS}

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "campaigns")
        self._made: dict[str, Tab] = {}
        self._heads: dict[str, QWidget] = {}
        self._open = TABS[0].key
        self._build()

    @override
    def refresh(self) -> None:
        for one in self._made.values():
            one.grow_old()
        self._turn(self._open)

    @override
    def open_home(self) -> None:
        self._turn(self._open)
        self._made[self._open].focus_first()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        """Turn to a tab and let it show what the reference means."""
        told = rows.get("tab") or TABS[0].key
        if told in [one.key for one in TABS]:
            self._turn(told)
            self._made[told].open_rows(rows)

    @override
    def act(self, action: str) -> bool:
        made = self._made.get(self._open)
        return made is not None and made.act(action)

    @override
    def close_screen(self) -> None:
        for one in self._made.values():
            one.close_tab()
        self._jobs.close()

    def _build(self) -> None:
        self._head = ScreenHead(say("Campaigns"))
        self._tabs = Tabs(say("Campaigns"), [(one.key, say(one.title)) for one in TABS])
        self._tabs.chosen.connect(self._turn)
        self._parts = QStackedWidget()
        self._top = QWidget()
        top = column(self._head, self._tabs, gap=8)
        top.setContentsMargins(24, 16, 24, 12)
        self._top.setLayout(top)
        self.setLayout(column(self._top, self._parts, gap=0))
        for press, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self._listen(press, step)

    def _listen(self, press: str, step: int) -> None:
        key = QShortcut(QKeySequence(press), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(lambda: self._turn_by(step))

    def _turn_by(self, step: int) -> None:
        keys = [one.key for one in TABS]
        self._turn(keys[(keys.index(self._open) + step) % len(keys)])

    def _turn(self, key: str) -> None:
        self._open = key
        self._tabs.show_open(key)
        if key not in self._made:
            self._make(key)
        for one, part in self._heads.items():
            part.setVisible(one == key)
        self._parts.setCurrentWidget(self._made[key])
        self._made[key].look()
        self._show_top()

    def _show_top(self) -> None:
        """Leave the tabs away on a page inside a tab, which has a button that leads back."""
        made, was_there = self._made[self._open], self._tabs.hasFocus()
        title = made.page_title()
        self._head.show_title(title or say("Campaigns"))
        self._tabs.setVisible(not title)
        self._top.setVisible(not made.owns_head())
        if was_there and not self._tabs.isVisible():
            made.focus_first()

    def _page_turned(self) -> None:
        if self.sender() is self._made[self._open]:
            self._show_top()

    def _make(self, key: str) -> None:
        made = next(one.make for one in TABS if one.key == key)(self._desk, self._jobs)
        self._made[key] = made
        made.page_turned.connect(self._page_turned)
        self._parts.addWidget(made)
        part = made.head_part()
        if part is not None:
            self._heads[key] = part
            self._head.buttons.addWidget(part)
