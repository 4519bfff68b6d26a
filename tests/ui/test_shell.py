"""The window: up before the books, refreshed by what changed, back where you were."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.preferences import Preferences, read_preferences
from retailcrm.core.rows import RowsRef, rows
from retailcrm.ui.screens_table import SCREENS, screen_for
from retailcrm.ui.theme import tokens
from retailcrm.ui.window.doors import Doors
from retailcrm.ui.window.places import Place, Way
from retailcrm.ui.work import Lane
from tests.ui.fake_insights import OCTOBER, month_rows
from tests.ui.fake_shop import FakeServices, FakeShop
from tests.ui.noted import current, loaded_with, rest

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


def test_a_sentence_that_holds_no_longer_goes_and_others_stay(shell):
    shell.tell("Open a member first.", "warn")
    shell.hush("Something else.")
    assert shell._frame.messages.text == "Open a member first."
    shell.hush("Open a member first.")
    assert shell._frame.messages.isHidden()


def test_every_screen_of_the_rail_opens_by_its_key(qtbot, shell, notes):
    for one in SCREENS:
        if one.shortcut:
            number = Qt.Key(ord(one.shortcut[-1]))  # of digits and a comma Qt's code is the sign's
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


def test_the_way_back_remembers_places_but_not_the_same_one_twice():
    way = Way()
    assert way.back() is None
    for key in ("today", "groups", "groups", "reports"):
        way.go(Place(key))
    assert way.back() == Place("groups")
    assert way.back() == Place("today")
    assert way.back() is None
