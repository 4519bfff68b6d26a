"""The window: up before the books, one field to everywhere, back where you were."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.preferences import Preferences, read_preferences, write_preferences
from retailcrm.core.rows import RowsRef, rows
from retailcrm.ui.actions import key_list, taken_by
from retailcrm.ui.dialogs.new_key import NewKeyDialog
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.launch import make_shell
from retailcrm.ui.screens_table import SCREENS, Loaded, screen_for
from retailcrm.ui.shell import Shell
from retailcrm.ui.status import frame_facts, read_facts
from retailcrm.ui.theme import tokens
from retailcrm.ui.window.doors import Doors
from retailcrm.ui.window.keys import rail_keys
from retailcrm.ui.window.places import Place, Way
from retailcrm.ui.work import Lane
from tests.ui.fake_shop import NOW, OCTOBER, FakeServices, FakeShop, month_rows


class Noted(Screen):
    """A screen that writes down what the shell asks of it."""

    watches = frozenset({Topic.CUSTOMERS})

    def __init__(self, key: str, notes: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self.key, self.notes = key, notes
        self.takes = ""

    def note(self, *words: Any) -> None:
        self.notes.append((self.key, *words))

    def refresh(self) -> None:
        self.note("refresh")

    def open_home(self) -> None:
        self.note("home")

    def open_rows(self, rows: RowsRef) -> None:
        self.note("rows", rows)

    def open_customer(self, customer_id: int) -> None:
        self.note("customer", customer_id)

    def import_files(self, paths: tuple[Path, ...]) -> None:
        self.note("files", paths)

    def print_month(self, month: int | None) -> None:
        self.note("print", month)

    def close_screen(self) -> None:
        self.note("close")

    def act(self, action: str) -> bool:
        self.note("act", action)
        return action == self.takes


@pytest.fixture
def notes() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def services():
    return FakeServices()


def loaded_with(notes: list[tuple[Any, ...]]) -> Loaded:
    def maker(key: str) -> Callable[[Any], Screen]:
        return lambda _: Noted(key, notes)

    return Loaded({one.key: maker(one.key) for one in SCREENS}, read_facts)


@pytest.fixture
def open_window(qapp, qtbot, tmp_path, theme):
    made: list[Shell] = []

    def open_it(doors: Doors, *, wait: bool = True) -> Shell:
        shell = make_shell(qapp, doors, tmp_path, lambda: NOW)
        shell.jobs.hear_crashes(lambda error: pytest.fail(f"crashed: {error!r}"))
        made.append(shell)
        shell.show()
        shell.load()
        if wait:
            rest(qtbot, shell)
        return shell

    yield open_it
    for shell in made:
        shell.close()
        shell.deleteLater()


def rest(qtbot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.jobs.is_idle, timeout=5000)


@pytest.fixture
def shell(open_window, services, notes):
    opened = services, loaded_with(notes)
    made = open_window(Doors(lambda: opened, lambda _: opened))
    notes.clear()
    return made


def current(shell: Shell) -> Noted:
    screen = shell._pages.current
    assert isinstance(screen, Noted)
    return screen


HEAVY = ("sqlalchemy", "polars", "numpy", "scipy", "reportlab", "babel", "phonenumbers", "alembic")


def test_the_window_is_visible_before_anything_heavy_is_loaded(tmp_path):
    program = f"""
import json, sys
from pathlib import Path
from retailcrm.ui.launch import application, make_shell
from retailcrm.ui.window.doors import Doors
app = application()
shell = make_shell(app, Doors(None, None), Path({str(tmp_path)!r}))
shell.show()
app.processEvents()
print(json.dumps([shell.isVisible(), [one for one in {HEAVY!r} if one in sys.modules]]))
shell.close()
"""
    words = [sys.executable, "-c", program]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [True, []]


def test_a_shop_that_cannot_be_opened_says_why(open_window, qtbot, services, notes):
    doors_tried: list[int] = []

    def door() -> Any:
        doors_tried.append(1)
        if len(doors_tried) == 1:
            raise UserError("The shop's file is locked.", "Close the other program.")
        return services, loaded_with(notes)

    shell = open_window(Doors(door, lambda _: door()))
    words = shell._pages.currentWidget().findChildren(QWidget)
    said = [w.text() for w in words if hasattr(w, "text")]
    assert "The shop's file is locked." in said
    assert "Close the other program." in said
    again = next(w for w in words if getattr(w, "text", str)() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    rest(qtbot, shell)
    assert current(shell).key == "today"


def test_the_frame_tells_the_shop_its_stores_and_what_waits(shell):
    assert shell._frame.rail._name.text() == "Larch Lane Books"
    assert "Market Street data through Fri 31 Oct 2025" in shell._frame.footer.accessibleName()
    assert shell._frame.rail._items["import"].accessibleDescription() == "9 waiting"
    assert shell.windowTitle().startswith("Larch Lane Books")


def test_a_store_whose_data_are_old_is_named_with_their_age():
    shop = FakeShop(through=date(2025, 8, 31))
    facts = frame_facts(shop.settings(), shop.status(), NOW)
    assert facts.stores[0].words == "data through Sun 31 Aug 2025, 62 days ago"
    assert facts.stores[0].is_old


def test_moments_are_told_by_the_clock_on_the_shops_wall():
    shop = FakeShop()
    there = replace(shop.settings(), zone="Australia/Sydney")
    facts = frame_facts(there, shop.status(), NOW)
    assert facts.right[0] == "Last import today 06:42"
    nowhere = replace(there, zone="Middle/Earth")
    assert frame_facts(nowhere, shop.status(), NOW).right[0] == "Last import 31 Oct, 19:42"


def test_many_stores_name_the_oldest_data_first():
    shop = FakeShop()
    store = shop.status().stores[0]
    ends = (date(2025, 10, 31), date(2025, 10, 31), date(2025, 10, 31), date(2025, 9, 1))
    stores = tuple(
        replace(store, name=f"Store {n}", data_through=day) for n, day in enumerate(ends)
    )
    facts = frame_facts(shop.settings(), replace(shop.status(), stores=stores), NOW)
    assert [one.name for one in facts.stores] == ["Store 3", "Store 0", "Store 1", "and 1 more"]


def test_every_screen_of_the_rail_opens_by_its_key(qtbot, shell, notes):
    for one in SCREENS:
        if one.shortcut:
            number = getattr(Qt.Key, f"Key_{one.shortcut[-1]}")
            qtbot.keyClick(shell, number, Qt.KeyboardModifier.ControlModifier)
            assert current(shell).key == one.key
            assert shell._frame.rail._items[one.key].isChecked()


def test_rows_behind_a_figure_open_on_the_screen_they_belong_to(shell, notes):
    for kind, key in (("receipts", "receipts"), ("customers", "customers"), ("problems", "import")):
        shell.open_rows(rows(kind, store="2"))
        assert notes[-1] == (key, "rows", rows(kind, store="2"))
    assert screen_for(RowsRef("lines")) == "receipts"


def test_escape_walks_back_the_way_you_came(qtbot, shell, notes):
    shell.open_rows(month_rows(OCTOBER))
    shell.open_customer(7)
    notes.clear()
    qtbot.keyClick(shell, Qt.Key.Key_Escape)
    assert notes[-1] == ("receipts", "rows", month_rows(OCTOBER))
    qtbot.keyClick(shell, Qt.Key.Key_Escape)
    assert notes[-1] == ("today", "home")
    qtbot.keyClick(shell, Qt.Key.Key_Escape)
    assert current(shell).key == "today"


def test_a_screen_may_take_a_key_before_the_window_does(qtbot, shell, notes):
    shell.open_screen("groups")
    current(shell).takes = "back"
    qtbot.keyClick(shell, Qt.Key.Key_Escape)
    assert current(shell).key == "groups"


def test_what_a_command_changed_refreshes_who_watches_now_or_when_next_seen(qtbot, shell, notes):
    shell.open_screen("customers")
    shell.open_screen("groups")
    notes.clear()
    changed = Outcome(1, frozenset({Topic.CUSTOMERS}), "3 customers are merged.")
    shell.jobs.start(lambda _: changed, on_done=print, on_error=print, lane=Lane.WRITE)
    rest(qtbot, shell)
    assert shell._frame.messages.text == "3 customers are merged."
    assert notes == [("groups", "refresh")]
    shell.open_screen("customers")
    assert ("customers", "refresh") in notes
    other = Outcome(1, frozenset({Topic.SETTINGS}), "Kept.")
    notes.clear()
    shell.jobs.start(lambda _: other, on_done=print, on_error=print, lane=Lane.WRITE)
    rest(qtbot, shell)
    assert notes == []


def test_typing_a_name_and_enter_opens_the_customer(qtbot, shell, notes):
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = shell._frame.top.search
    qtbot.keyClicks(field, "dolores")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, shell)
    assert notes[-1] == ("customers", "customer", 7)
    assert field.text() == ""
    assert shell._search._answers.isHidden()


def test_a_scan_is_faster_than_the_answer_and_still_opens_it(qtbot, shell, services, notes):
    shell.act("scan")
    qtbot.keyClicks(shell._frame.top.search, "amir")
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1:] != [("customers", "customer", 7)]
    rest(qtbot, shell)
    assert notes[-1] == ("customers", "customer", 7)


def test_a_printed_reference_opens_its_rows(qtbot, shell, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "2025-10/3")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1] == ("receipts", "rows", month_rows(OCTOBER))


def test_screens_and_actions_are_found_by_the_beginnings_of_their_words(qtbot, shell, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "gro")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert current(shell).key == "groups"
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "pri mon")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1] == ("reports", "home")


def test_arrow_keys_choose_among_the_answers(qtbot, shell, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "e")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1] == ("customers", "customer", 8)


def test_nothing_found_says_so_and_escape_gives_the_keyboard_back(qtbot, shell):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "zzzz")
    rest(qtbot, shell)
    answers = shell._search._answers
    assert answers.isVisible()
    assert answers._nothing.text() == "Nobody and nothing called “zzzz”"
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Escape)
    assert answers.isHidden()
    assert QApplication.focusWidget() is not shell._frame.top.search
    assert current(shell).key == "today"


def test_dropped_files_and_the_print_key_reach_their_screens(shell, notes):
    shell.import_files((Path("items.csv"),))
    assert notes[-1] == ("import", "files", (Path("items.csv"),))
    shell.print_month(OCTOBER)
    assert notes[-1] == ("reports", "print", OCTOBER)


def test_the_demo_shop_takes_the_place_of_the_open_one(qtbot, open_window, services, notes):
    demo = FakeServices(shop=FakeShop())
    demo.shop.settings_now = type(demo.shop.settings_now)(name="Demo shop")
    shell = open_window(
        Doors(lambda: (services, loaded_with(notes)), lambda _: (demo, loaded_with(notes)))
    )
    shell.open_demo()
    rest(qtbot, shell)
    assert shell.services is demo
    assert ("today", "close") in notes
    assert shell._frame.rail._name.text() == "Demo shop"


def test_the_window_comes_back_as_it_was_left(open_window, services, notes, tmp_path):
    opened = services, loaded_with(notes)
    doors = Doors(lambda: opened, lambda _: opened)
    shell = open_window(doors)
    shell.open_screen("reports")
    shell.setGeometry(10, 20, 1200, 700)
    shell.close()
    kept = read_preferences(tmp_path / "preferences.json")
    assert (kept.window, kept.screen) == ((10, 20, 1200, 700), "reports")
    again = open_window(doors)
    assert current(again).key == "reports"
    assert again.width() == 1200


def test_choosing_dark_is_applied_at_once_and_kept(qapp, shell, tmp_path):
    shell.prefer(Preferences(appearance="dark"))
    assert tokens().name == "dark"
    assert read_preferences(tmp_path / "preferences.json").appearance == "dark"


def test_another_key_is_listened_to_listed_and_shown_at_once(qtbot, shell):
    shell.prefer(Preferences(keys=(("help", "F9"), ("search", "Ctrl+L"))))
    qtbot.waitUntil(lambda: shell._frame.top.search.accessibleDescription() == "Ctrl+L")
    rest(qtbot, shell)
    assert current(shell).key == "today"
    qtbot.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is shell._frame.top.search
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    assert QApplication.activeModalWidget() is None
    assert ("F9", "Show this list of keys", "everywhere") in key_list()
    assert taken_by("Ctrl+L", "help") == "Go anywhere: search, scan or type a printed reference"
    assert taken_by("Ctrl+L", "search") == ""
    assert taken_by("Ctrl+4", "help", rail_keys()) == "Open Groups"


def test_a_key_that_is_taken_or_needed_for_typing_is_refused(qtbot, shell):
    kept: list[str] = []
    dialog = NewKeyDialog("Help", lambda press: taken_by(press, "help"), kept.append, shell)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert dialog._said.text() == "Ctrl+P is taken: Print the month."
    qtbot.keyClick(dialog, Qt.Key.Key_P)
    assert dialog._said.text() == "P is needed for typing; add Ctrl or Alt."
    qtbot.keyClick(dialog, Qt.Key.Key_Shift)
    qtbot.keyClick(dialog, Qt.Key.Key_F11)
    assert kept == ["F11"]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    "text",
    ["", "not json", "[]", '{"appearance": "pink", "window": [1, 2], "paper": 7, "keys": [["a"]]}'],
)
def test_damaged_preferences_give_the_usual_ones(tmp_path, text):
    file = tmp_path / "preferences.json"
    file.write_text(text)
    assert read_preferences(file) == Preferences()


def test_preferences_survive_the_round_trip_and_what_is_good_of_a_bad_file(tmp_path):
    file = tmp_path / "sub" / "preferences.json"
    wanted = Preferences("dark", (1, 2, 3, 4), True, "groups", "/x", "letter", (("go", "F9"),))
    assert write_preferences(file, wanted)
    assert read_preferences(file) == wanted
    file.write_text('{"appearance": "dark", "window": "wide", "new_in_version_9": 1}')
    assert read_preferences(file) == Preferences(appearance="dark")


def test_a_disk_that_cannot_keep_preferences_is_no_reason_to_stop(tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    assert not write_preferences(blocked / "preferences.json", Preferences())


def test_the_way_back_remembers_places_but_not_the_same_one_twice():
    way = Way()
    assert way.back() is None
    for key in ("today", "groups", "groups", "reports"):
        way.go(Place(key))
    assert way.back() == Place("groups")
    assert way.back() == Place("today")
    assert way.back() is None


def test_the_list_of_keys_names_every_action_and_screen(qtbot, shell):
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    said = {child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text")}
    assert {"Show this list of keys", "Open Groups", "Back to where you were"} <= said
    dialog.close()
