"""The Insights screen: one topic a tab."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedLayout, QStackedWidget, QWidget
from typing_extensions import override

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Topic as Changed
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import ScreenHead, page
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.picture.widget import Picture
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.insights.page import TopicPage
from retailcrm.ui.screens.insights.topics import TOPICS
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.services_seen import Services


@dataclass(frozen=True, slots=True)
class Standing:
    """How the books stand: whether there is anything to tell, and up to which day."""

    is_empty: bool
    through: date | None


class InsightsScreen(Screen):
    """What the receipts say, topic by topic."""

    watches = frozenset(Changed) - {Changed.REPORTS, Changed.PROBLEMS}

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "insights")
        self._pages: dict[str, TopicPage] = {}
        self._open = TOPICS[0].key
        self._build()

    @override
    def refresh(self) -> None:
        for made in self._pages.values():
            made.grow_old()
        services = self._desk.services
        self._jobs.start(
            lambda _: _standing(services),
            on_done=self._stands,
            on_error=self._refuse,
            replaces="standing",
        )

    @override
    def open_home(self) -> None:
        self._tabs.setFocus()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        """Turn to a topic, with its choices if the reference tells them."""
        topic = rows.get("topic")
        if topic in [one.key for one in TOPICS]:
            self._turn(str(topic))
            chosen = {name: value for name, value in rows.filters if name != "topic"}
            if chosen:
                self._pages[self._open].presenter.choose_all(chosen)

    @override
    def act(self, action: str) -> bool:
        made = self._pages.get(self._open)
        if made is not None and made.act(action):
            return True
        picture = self._focused_picture()
        if action != "save" or picture is None:
            return False
        picture.save()
        return True

    @override
    def close_screen(self) -> None:
        for made in self._pages.values():
            made.close_page()
        self._jobs.close()

    def _build(self) -> None:
        self._head = ScreenHead(say("Insights"))
        self._tabs = Tabs(say("Topic"), [(one.key, say(one.title)) for one in TOPICS])
        self._tabs.chosen.connect(self._turn)
        self._topics = QStackedWidget()
        whole = QWidget()
        top = column(self._head, self._tabs, gap=8)
        top.setContentsMargins(24, 16, 24, 0)
        whole.setLayout(column(top, self._topics, gap=12))
        self._refused = EmptyState(
            "", "", Button(say("Try again"), "primary", on_click=self.refresh), icon="warning"
        )
        empty = EmptyState(
            say("What your receipts say about your customers will stand here"),
            say("What they are worth, who comes back, what they buy together, and from where."),
            Button(say("Import a file"), "primary", on_click=self._go_to_import),
            Button(say("Open the demo shop"), on_click=self._desk.open_demo),
            icon="insights",
        )
        waiting = EmptyState(say("Reading the books…"), "", icon="insights")
        self._stack = QStackedLayout(self)
        self._parts = {
            "waiting": _framed(waiting),
            "refused": _framed(self._refused),
            "empty": _framed(empty),
            "topics": whole,
        }
        for part in self._parts.values():
            self._stack.addWidget(part)
        for press, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self._listen(press, step)

    def _listen(self, press: str, step: int) -> None:
        key = QShortcut(QKeySequence(press), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(lambda: self._turn_by(step))

    def _stands(self, found: Standing) -> None:
        self._stack.setCurrentWidget(self._parts["empty" if found.is_empty else "topics"])
        if found.is_empty:
            return
        through = PLAIN.day(found.through) if found.through else ""
        self._head.show_title(say("Insights"), say("as of {day}", day=through) if through else "")
        self._turn(self._open)

    def _refuse(self, error: UserError) -> None:
        self._refused.show_words(error.message, error.hint)
        self._stack.setCurrentWidget(self._parts["refused"])

    def _turn_by(self, step: int) -> None:
        keys = [one.key for one in TOPICS]
        self._turn(keys[(keys.index(self._open) + step) % len(keys)])

    def _turn(self, key: str) -> None:
        self._open = key
        self._tabs.show_open(key)
        if key not in self._pages:
            make = next(one.make for one in TOPICS if one.key == key)
            self._pages[key] = make(self._desk, self._jobs)
            self._topics.addWidget(self._pages[key])
        self._topics.setCurrentWidget(self._pages[key])
        self._pages[key].look()

    def _focused_picture(self) -> Picture | None:
        """Give the picture that holds the keyboard."""
        holder = QApplication.focusWidget()
        while holder is not None and not isinstance(holder, Picture):
            holder = holder.parentWidget()
        return holder

    def _go_to_import(self) -> None:
        self._desk.open_screen("import")


def _standing(services: Services) -> Standing:
    through = [one.data_through for one in services.shop.status().stores if one.data_through]
    return Standing(not services.sales.months(), max(through, default=None))


def _framed(part: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(page(part))
    return holder
