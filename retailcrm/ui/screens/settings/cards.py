"""The cards of the Settings screen."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from retailcrm.core.vocabulary import channel_title
from retailcrm.core.words import say
from retailcrm.ui.actions import ACTIONS, cap, pressed
from retailcrm.ui.kit.buttons import Button, KeyCap
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.layout import clear, line
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.settings.draft import SettingsDraft, StoreDraft, day_ends
from retailcrm.ui.screens.settings.presenter import Known
from retailcrm.ui.window.keys import rail_keys

CHANNELS = ("offline", "online")
WRONG_IN_ORDER = ("name", "margin", "stale_days", "seasons")


class ShopCard(Card):
    """Name, money, place and the two numbers that figures rest on.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(say("Shop"), say("Stands on reports, and decides how files are read."))
        self.name, self.margin, self.stale_days = Field(), Field(), Field()
        self.seasons = Field()
        self.currency, self.country, self.zone = Picker(), Picker(), Picker()
        form = Form()
        form.add(say("Name"), self.name)
        form.add(say("Currency"), self.currency, say("Fixed once the books hold sales."))
        form.add(say("Country"), self.country, say("For phone numbers without a country code."))
        form.add(
            say("Time zone"), self.zone, say("Left open, times count as the till writes them.")
        )
        form.add(
            say("Assumed margin, %"),
            self.margin,
            say("Used where a product's cost is unknown; such figures are marked."),
        )
        form.add(
            say("Data are old after, days"),
            self.stale_days,
            say("Older than this, a store's data start nothing by themselves."),
        )
        form.add(
            say("Closed seasons"),
            self.seasons,
            say("Such as 10 Jan 2027 to 1 Mar 2027: points do not age, and nobody is missing."),
        )
        self.add(8, form, None)
        self._fields = {
            "name": self.name, "margin": self.margin, "stale_days": self.stale_days,
            "seasons": self.seasons,
        }  # fmt: skip
        for field in self._fields.values():
            field.textEdited.connect(lambda _: self.edited.emit())
        for picker in (self.currency, self.country, self.zone):
            picker.activated.connect(lambda _: self.edited.emit())

    def show_draft(self, draft: SettingsDraft, known: Known) -> None:
        """Show what the books say."""
        self.name.setText(draft.name)
        self.margin.setText(draft.margin)
        self.stale_days.setText(draft.stale_days)
        self.seasons.setText(draft.seasons)
        self.currency.show_options(known.currencies, draft.currency)
        self.country.show_options(known.countries, draft.country)
        self.zone.show_options(known.zones, draft.zone)
        self.currency.setEnabled(not any(store.receipts for store in known.stores))

    def show_wrongs(self, wrongs: dict[str, str]) -> None:
        """Mark what cannot be kept and put the cursor into the first of it."""
        for name, field in self._fields.items():
            field.show_wrong(wrongs.get(name, ""))
        first = next((name for name in WRONG_IN_ORDER if name in wrongs), None)
        if first is not None:
            self._fields[first].setFocus()


class StoresCard(Card):
    """Each store's name, channel and the end of its day.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(
            say("Stores"), say("A sale before the end of the day counts for the day before.")
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._nothing = Text(say("Stores appear with the first import."), "body", "muted")
        self.add(8, self._nothing, self._grid, None)
        self._lines: list[tuple[int, Field, Picker, Picker]] = []

    def show_stores(self, stores: tuple[StoreDraft, ...]) -> None:
        """Show the stores."""
        clear(self._grid)
        self._lines.clear()
        self._nothing.setVisible(not stores)
        if stores:
            for number, title in enumerate((say("Name"), say("Sells"), say("Day ends at"))):
                self._grid.addWidget(Text(title, "caption", "muted"), 0, number)
        for number, store in enumerate(stores, start=1):
            self._add_line(number, store)
        self._grid.setColumnStretch(0, 1)

    def drafts(self) -> tuple[StoreDraft, ...]:
        """Read what was typed."""
        return tuple(
            StoreDraft(store_id, name.text(), str(channel.value), int(str(ends.value)))
            for store_id, name, channel, ends in self._lines
        )

    def show_wrongs(self, wrongs: dict[str, str]) -> None:
        """Mark the stores that cannot be kept."""
        for store_id, name, _, _ in self._lines:
            name.show_wrong(wrongs.get(f"store {store_id}", ""))

    def _add_line(self, number: int, store: StoreDraft) -> None:
        name = Field(say("Name of store {n}", n=number))
        name.setText(store.name)
        channels = tuple((key, channel_title(key)) for key in CHANNELS)
        channel = Picker(say("How {store} sells", store=store.name), channels)
        channel.choose(store.channel)
        ends = Picker(say("End of the day in {store}", store=store.name), day_ends())
        ends.choose(store.day_end)
        name.textEdited.connect(lambda _: self.edited.emit())
        for picker in (channel, ends):
            picker.activated.connect(lambda _: self.edited.emit())
        for column, widget in enumerate((name, channel, ends)):
            self._grid.addWidget(widget, number, column)
        self._lines.append((store.store_id, name, channel, ends))


class AppearanceCard(Card):
    """Light, dark, or as the system has it.

    Signals:
        chosen: the appearance.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("Appearance"))
        options = (
            ("system", say("As the system has it")),
            ("light", say("Light")),
            ("dark", say("Dark")),
        )
        self._picker = Picker("", options)
        self._picker.activated.connect(lambda _: self.chosen.emit(str(self._picker.value)))
        form = Form()
        form.add(say("Colours"), self._picker)
        self.add(8, form)

    def show_choice(self, appearance: str) -> None:
        """Show what is chosen now."""
        self._picker.choose(appearance)


class KeysCard(Card):
    """Every key in one list; those of actions can be changed.

    Signals:
        change_requested: key of an action.
        reset_requested: all keys as they were delivered.
    """

    change_requested = Signal(str)
    reset_requested = Signal()

    def __init__(self) -> None:
        self._reset = Button(say("Usual keys"), "quiet", on_click=self._ask_reset)
        super().__init__(
            say("Keys"), say("Click a key to change it. F1 shows the list everywhere."), self._reset
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        for number, action in enumerate(ACTIONS):
            change = Button(cap(action.key), small=True)
            change.clicked.connect(partial(self.change_requested.emit, action.key))
            change.setAccessibleName(
                say("{what}: {key}, change", what=say(action.title), key=cap(action.key))
            )
            grid.addWidget(change, number, 0)
            grid.addWidget(Text(say(action.title)), number, 1)
        for number, (title, key) in enumerate(rail_keys(), start=len(ACTIONS)):
            grid.addWidget(KeyCap(key), number, 0)
            grid.setRowMinimumHeight(number, 24)
            grid.addWidget(Text(say("Open {screen}", screen=title)), number, 1)
        grid.setColumnStretch(1, 1)
        self.add(8, line(), 4, grid, None)
        self._reset.setVisible(any(pressed(one.key) != one.press for one in ACTIONS))

    def _ask_reset(self) -> None:
        self.reset_requested.emit()
