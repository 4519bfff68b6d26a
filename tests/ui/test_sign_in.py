"""Who is at the program: people sign in by name and PIN, and see what their role allows."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from retailcrm.core.errors import UserError
from retailcrm.core.roles import OWNER, Actor, Role
from retailcrm.core.rows import rows
from retailcrm.loyalty.program import Program
from retailcrm.services.member_rows import Enrolment
from retailcrm.services.points_rows import Change
from retailcrm.services.signed import signed
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.made import LOADED
from retailcrm.ui.screens.staff.page import StaffPage
from retailcrm.ui.screens_table import SCREENS
from retailcrm.ui.trial import settle
from retailcrm.ui.window.doors import Doors
from retailcrm.ui.window.sign_in import SignIn
from retailcrm.wiring import Services, open_shop
from tests.new_books import new_shop
from tests.ui.people_shop import Desk

EVENING = datetime(2025, 11, 1, 20, 0, tzinfo=UTC)
PINS = {"Ada": "4711", "Ines": "8305", "Tom": "2904"}


@pytest.fixture
def services(tmp_path) -> Iterator[Services]:
    made = new_shop(tmp_path / "shop.db", lambda: EVENING)
    yield made
    made.close()


@pytest.fixture(scope="module")
def books(tmp_path_factory) -> Path:
    """Books with three people, made once: hashing a PIN is slow on purpose."""
    file: Path = tmp_path_factory.mktemp("staffed") / "shop.db"
    made = open_shop(str(file), lambda: EVENING)
    for name, role in (("Ada", Role.OWNER), ("Ines", Role.MANAGER), ("Tom", Role.STAFF)):
        made.staff.add(name, role, PINS[name])
    made.close()
    return file


@pytest.fixture
def staffed(books, tmp_path) -> Iterator[Services]:
    made = open_shop(str(shutil.copy(books, tmp_path / "staffed.db")), lambda: EVENING)
    yield made
    made.close()


@pytest.fixture
def window(open_window, staffed):
    made = open_window(Doors(lambda: (staffed, LOADED), lambda _: (staffed, LOADED)))
    settle(made)
    return made


def sign_in(qtbot: Any, window: Any, name: str, pin: str = "") -> None:
    page = window.findChild(SignIn)
    page.findChild(Picker).choose(name)
    field = page.findChild(Field)
    qtbot.keyClicks(field, pin or PINS[name])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(window)


def on_rail(window: Any) -> set[str]:
    if not window._frame.rail.isVisible():
        return set()
    return {key for key, item in window._frame.rail._items.items() if item.isVisible()}


def screen_of(window: Any) -> str:
    return type(window._pages.currentWidget()).__name__


EVERY = {one.key for one in SCREENS if one.place != "hidden"}


def test_a_shop_without_accounts_opens_as_it_always_did(open_window, services):
    window = open_window(Doors(lambda: (services, LOADED), lambda _: (services, LOADED)))
    settle(window)
    assert window.actor == OWNER
    assert on_rail(window) == EVERY
    window.act("leave")
    settle(window)
    assert on_rail(window) == EVERY
    assert window.services is services


def test_before_anybody_has_signed_in_nothing_of_the_shop_is_seen(window):
    assert screen_of(window) == "SignIn"
    assert on_rail(window) == set()
    assert nameless(window.findChild(SignIn)) == ()
    for key in EVERY:
        window.open_screen(key)
    window.open_customer(1)
    window.open_rows(rows("scan", code="123456"))
    for action in ("search", "scan", "back", "print", "find", "refresh"):
        window.act(action)
    settle(window)
    assert screen_of(window) == "SignIn"
    with pytest.raises(UserError, match="may not do this"):
        window.services.cards.issue(1)


def test_staff_see_the_counter_and_nothing_else(window, qtbot):
    sign_in(qtbot, window, "Tom")
    assert screen_of(window) == "CounterScreen"
    assert on_rail(window) == {"counter"}
    assert not window._frame.top.search.isVisible()
    for key in EVERY - {"counter"}:
        window.open_screen(key)
    window.open_customer(1)
    window.act("find")
    window.act("back")
    settle(window)
    assert screen_of(window) == "CounterScreen"
    assert window._frame.messages.text.startswith("This is for the owner and managers.")


def test_what_staff_may_not_do_is_refused_by_the_shop_itself(window, qtbot):
    sign_in(qtbot, window, "Tom")
    who = window.services.members.enrol(Enrolment(first_name="Rosa", last_name="Quint")).value
    with pytest.raises(UserError, match="Tom may not do this"):
        window.services.points.adjust(Change(customer_id=who.customer_id, points=5, reason="x"))
    with pytest.raises(UserError, match="Tom may not do this"):
        window.services.merging.merge(who.customer_id, who.customer_id)


def test_managers_see_every_screen_but_not_who_works_here(window, qtbot):
    sign_in(qtbot, window, "Ines")
    assert on_rail(window) == EVERY
    window.open_screen("settings")
    settle(window)
    assert window.findChild(StaffPage) is None
    with pytest.raises(UserError, match="Ines may not do this"):
        window.services.program.save(Program(), EVENING.date())


def test_what_a_person_does_is_written_under_his_name(window, staffed, qtbot):
    sign_in(qtbot, window, "Ines")
    who = window.services.members.enrol(Enrolment(first_name="Rosa", last_name="Quint")).value
    window.services.points.adjust(Change(customer_id=who.customer_id, points=5, reason="Gift"))
    assert [one.actor for one in staffed.points.why(who.customer_id)] == ["Ines"]


def test_a_wrong_pin_opens_nothing_and_the_right_one_does(window, qtbot):
    sign_in(qtbot, window, "Ada", "9999")
    page = window.findChild(SignIn)
    assert "Name or PIN are not right." in " ".join(t.text() for t in page.findChildren(Text))
    assert page.findChild(Field).text() == ""
    assert on_rail(window) == set()
    sign_in(qtbot, window, "Ada")
    assert window.actor == Actor("Ada", Role.OWNER)
    assert on_rail(window) == EVERY


def test_signing_out_closes_every_screen_and_the_way_back(window, qtbot):
    sign_in(qtbot, window, "Ada")
    window.open_screen("customers")
    window.open_screen("settings")
    settle(window)
    window.act("leave")
    settle(window)
    assert screen_of(window) == "SignIn"
    sign_in(qtbot, window, "Tom")
    window.act("back")
    settle(window)
    assert screen_of(window) == "CounterScreen"


def test_the_rail_says_who_is_signed_in_and_signs_out(window, qtbot):
    sign_in(qtbot, window, "Ines")
    rail = window._frame.rail
    assert rail._person.text() == "Ines"
    qtbot.keyClick(rail._leave, Qt.Key.Key_Space)
    settle(window)
    assert screen_of(window) == "SignIn"


def test_services_do_everything_in_a_persons_name(staffed):
    tom = signed(staffed, Actor("Tom", Role.STAFF))
    assert tom.staff.must_sign_in()
    with pytest.raises(UserError, match="Tom may not do this"):
        tom.staff.add("Uwe", Role.OWNER, "5829")


class OwnersDesk(Desk):
    def __init__(self, services: Services) -> None:
        super().__init__(None)
        self.services = services


@pytest.fixture
def page(qtbot, services):
    desk = OwnersDesk(services)
    made = StaffPage(desk, desk.jobs)
    qtbot.addWidget(made)
    made.show()
    made.presenter.refresh()
    return made


def named(page: Any, kind: Any, name: str) -> Any:
    return next(w for w in page.findChildren(kind) if w.accessibleName() == name)


def press(qtbot: Any, page: Any, name: str) -> None:
    qtbot.keyClick(named(page, Button, name), Qt.Key.Key_Space)


def add(qtbot: Any, page: Any, name: str, pin: str) -> None:
    qtbot.keyClicks(named(page, Field, "Name"), name)
    qtbot.keyClicks(named(page, Field, "PIN"), pin)
    qtbot.keyClick(named(page, Field, "PIN"), Qt.Key.Key_Return)


def people(page: Any) -> list[tuple[str, ...]]:
    model = named(page, RowTable, "People who work here").model()
    return [tuple(model.index(r, c).data() for c in range(3)) for r in range(model.rowCount())]


def test_the_owner_is_added_first_and_then_the_others(page, services, qtbot):
    add(qtbot, page, "Ada", "4711")
    add(qtbot, page, "Tom", "2904")
    assert people(page) == [("Ada", "Owner", "yes"), ("Tom", "Staff", "yes")]
    assert nameless(page) == ()
    assert services.staff.sign_in("Tom", "2904") == Actor("Tom", Role.STAFF)


def test_a_pin_that_is_too_plain_is_refused_and_nothing_typed_is_lost(page, qtbot):
    add(qtbot, page, "Ada", "1234")
    assert any("first that anybody would try" in t.text() for t in page.findChildren(Text))
    assert named(page, Field, "Name").text() == "Ada"
    assert people(page) == []


def test_roles_and_pins_change_and_people_are_let_go_and_had_back(page, services, qtbot):
    add(qtbot, page, "Ada", "4711")
    add(qtbot, page, "Tom", "2904")
    named(page, RowTable, "People who work here").select(1)
    named(page, Picker, "Role of the chosen person").choose(Role.MANAGER)
    press(qtbot, page, "Give this role")
    assert people(page)[1] == ("Tom", "Manager", "yes")
    qtbot.keyClicks(named(page, Field, "New PIN of the chosen person"), "5829")
    press(qtbot, page, "Give this PIN")
    assert services.staff.sign_in("Tom", "5829") == Actor("Tom", Role.MANAGER)
    press(qtbot, page, "Let go")
    assert people(page)[1] == ("Tom", "Manager", "no")
    press(qtbot, page, "Have back")
    assert people(page)[1] == ("Tom", "Manager", "yes")


def test_the_last_owner_stays(page, qtbot):
    add(qtbot, page, "Ada", "4711")
    press(qtbot, page, "Let go")
    assert any("Somebody has to be the owner." in t.text() for t in page.findChildren(Text))
    assert people(page) == [("Ada", "Owner", "yes")]


def test_the_owner_finds_the_people_in_the_settings(window, qtbot):
    sign_in(qtbot, window, "Ada")
    window.open_screen("settings", rows("settings", part="staff"))
    settle(window)
    assert window.findChild(StaffPage).isVisible()
    assert "Staff" in window._pages.current.findChild(Tabs).accessibleName()
