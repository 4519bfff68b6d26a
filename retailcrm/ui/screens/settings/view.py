"""The Settings screen: the shop on the left, the window on the right."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.roles import Right
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.actions import ACTIONS, cap, taken_by
from retailcrm.ui.desk import Desk
from retailcrm.ui.dialogs.new_key import NewKeyDialog
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button, press
from retailcrm.ui.kit.card import ScreenHead, page
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.labels.page import LabelsPage
from retailcrm.ui.screens.labels.presenter import LabelsPresenter
from retailcrm.ui.screens.settings.books_cards import BooksCard, CopiesCard
from retailcrm.ui.screens.settings.cards import (
    AppearanceCard,
    KeysCard,
    ShopCard,
    StoresCard,
)
from retailcrm.ui.screens.settings.draft import SettingsDraft
from retailcrm.ui.screens.settings.keeping_card import KeepingCard
from retailcrm.ui.screens.settings.presenter import SettingsPresenter, SettingsState
from retailcrm.ui.screens.settings.scanner_card import ScannerCard
from retailcrm.ui.screens.settings.scrolling import scrolled_page
from retailcrm.ui.screens.staff.page import StaffPage
from retailcrm.ui.window.keys import rail_keys

SHOP, CARDS, STAFF = "shop", "cards", "staff"


class SettingsScreen(Screen):
    """Shows settings, and hands on what was typed when it is to be kept."""

    watches = SettingsPresenter.watches | LabelsPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "settings")
        self._shown = SettingsState()
        self._presenter = SettingsPresenter(self, desk.services, self._jobs)
        self._build()

    @override
    def refresh(self) -> None:
        self._presenter.refresh()
        self._keeping.refresh()
        self._labels.presenter.refresh()
        if self._staff:
            self._staff.presenter.refresh()

    @override
    def open_home(self) -> None:
        self._tabs.setFocus()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        self._turn(rows.get("part") or SHOP)

    @override
    def act(self, action: str) -> bool:
        if action == "print":
            return press(self._print)
        return action == "go" and press(self._save)

    @override
    def close_screen(self) -> None:
        self._jobs.close()

    def show_state(self, state: SettingsState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        if state.problem and state.problem != before.problem:
            self._desk.tell(state.problem, "error")
        if state.known is not None and state.known != before.known:
            self._shop.show_draft(state.draft, state.known)
            self._stores.show_stores(state.draft.stores)
            self._scanner.show_draft(state.draft)
            self._save.setEnabled(False)
            self._discard.hide()
        if state.wrongs != before.wrongs:
            self._shop.show_wrongs(state.wrongs)
            self._stores.show_wrongs(state.wrongs)
            self._scanner.show_wrongs(state.wrongs)
            if state.wrongs:
                self._desk.tell(next(iter(state.wrongs.values())), "warn")
        self._look.show_choice(self._desk.preferences.appearance)
        self._books.show_place(state.place)
        self._books.show_check(state.check, is_good=state.check_is_good, is_busy=state.is_checking)
        self._copies.show_place(state.place, state.copied)
        self._copies.show_habit(is_on=self._desk.preferences.copies_at_close)
        self._copies.show_result(state.copy, is_busy=state.is_copying)

    def _build(self) -> None:
        self._save = Button(say("Keep settings"), "primary", key=cap("go"), on_click=self._keep)
        self._save.setEnabled(False)
        self._discard = Button(say("Discard"), on_click=self._drop)
        self._discard.hide()
        self._print = Button(say("Print cards…"), "primary", key=cap("print"))
        self._head = ScreenHead(say("Settings"), self._discard, self._save, self._print)
        self._shop, self._stores = ShopCard(), StoresCard()
        for card in (self._shop, self._stores):
            card.edited.connect(self._mark)
        self._scanner = ScannerCard()
        self._scanner.edited.connect(self._mark)
        self._look = AppearanceCard()
        self._look.chosen.connect(self._choose_look)
        self._keys = KeysCard()
        self._keys.change_requested.connect(self._ask_key)
        self._keys.reset_requested.connect(lambda: self._prefer(keys=()))
        self._make_books()
        self._labels = LabelsPage(self._desk, JobScope(self._desk.jobs, "labels"))
        self._print.clicked.connect(self._labels.print_cards)
        is_owner = self._desk.actor.may(Right.STAFF)
        scope = JobScope(self._desk.jobs, "staff")
        self._staff = StaffPage(self._desk, scope) if is_owner else None
        self._lay_out()
        self._turn(SHOP)

    def _make_books(self) -> None:
        self._books, self._copies = BooksCard(), CopiesCard()
        self._keeping = KeepingCard(self._desk, self._jobs)
        self._books.check_requested.connect(self._presenter.check)
        self._books.path_copied.connect(lambda: self._desk.tell(say("The path is copied.")))
        self._copies.backup_requested.connect(self._presenter.back_up_now)
        self._copies.copy_requested.connect(self._ask_where)
        self._copies.habit_changed.connect(lambda is_on: self._prefer(copies_at_close=is_on))

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._shop, self._stores, self._scanner, None, gap=12))
        right.setLayout(
            column(self._books, self._copies, self._keeping, self._look, self._keys, None, gap=12)
        )
        both = row(left, right, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        shop = QWidget()
        shop.setLayout(both)
        self._parts = QStackedWidget()
        self._scrolls = {SHOP: scrolled_page(shop), CARDS: scrolled_page(self._labels)}
        titles = [(SHOP, say("Shop and books")), (CARDS, say("Cards and labels"))]
        if self._staff:
            self._scrolls[STAFF] = scrolled_page(self._staff)
            titles.append((STAFF, say("Staff")))
        for part in self._scrolls.values():
            self._parts.addWidget(part)
        self._tabs = Tabs(say("Settings"), titles)
        self._tabs.chosen.connect(self._turn)
        head = page(self._head, self._tabs, gap=4)
        head.setContentsMargins(24, 16, 24, 12)
        whole: QVBoxLayout = column(head, self._parts, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _turn(self, part: str) -> None:
        """Show a part of the settings with the buttons that belong to it."""
        self._tabs.show_open(part)
        self._parts.setCurrentWidget(self._scrolls[part])
        self._save.setVisible(part == SHOP)
        self._print.setVisible(part == CARDS)
        self._discard.setVisible(part == SHOP and self._save.isEnabled())

    def _typed(self) -> SettingsDraft:
        shop = self._shop
        return SettingsDraft(
            name=shop.name.text(),
            currency=str(shop.currency.value),
            country=str(shop.country.value),
            zone=str(shop.zone.value),
            margin=shop.margin.text(),
            stale_days=shop.stale_days.text(),
            scan_prefix=self._scanner.prefix.text(),
            scan_suffix=self._scanner.suffix.text(),
            scan_gap=self._scanner.gap.text(),
            seasons=shop.seasons.text(),
            stores=self._stores.drafts(),
        )

    def _mark(self) -> None:
        is_changed = self._typed() != self._shown.draft
        self._save.setEnabled(is_changed)
        self._discard.setVisible(is_changed)

    def _keep(self) -> None:
        self._presenter.save(self._typed())

    def _drop(self) -> None:
        if self._shown.known is not None:
            self._shop.show_draft(self._shown.draft, self._shown.known)
            self._stores.show_stores(self._shown.draft.stores)
            self._scanner.show_draft(self._shown.draft)
            self._mark()

    def _choose_look(self, appearance: str) -> None:
        self._prefer(appearance=appearance)

    def _ask_key(self, action: str) -> None:
        titles = {one.key: say(one.title) for one in ACTIONS}
        NewKeyDialog(
            titles[action],
            lambda press: taken_by(press, action, rail_keys()),
            lambda press: self._change_key(action, press),
            self,
        ).open()

    def _change_key(self, action: str, press: str) -> None:
        usual = {one.key: one.press for one in ACTIONS}
        kept = {**dict(self._desk.preferences.keys), action: press}
        self._prefer(keys=tuple((key, now) for key, now in kept.items() if usual[key] != now))

    def _prefer(self, **changed: Any) -> None:
        self._desk.prefer(replace(self._desk.preferences, **changed))

    def _ask_where(self) -> None:
        kept = self._desk.preferences.folder
        folder = QFileDialog.getExistingDirectory(self, say("Folder for the copy"), kept)
        if folder:
            self._prefer(folder=folder)
            self._presenter.back_up(Path(folder))
