"""The customer table and a person's page, by keyboard."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog

from retailcrm.core.rows import rows
from retailcrm.services.category_rows import CustomerCategories, Reward
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.timeline import EVENT, Timeline
from retailcrm.ui.screens.customers.view import CustomersScreen
from retailcrm.ui.screens.customers.worth_card import CategoriesCard, next_words
from retailcrm.ui.screens.phrases import PLAIN
from tests.ui.people_shop import Desk, PeopleShop, a_profile, shown


@pytest.fixture
def shop():
    return PeopleShop()


@pytest.fixture
def desk(shop):
    return Desk(shop)


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, CustomersScreen(desk))


def table_of(screen, name="Customers") -> RowTable[Any]:
    return next(t for t in screen.findChildren(RowTable) if t.accessibleName() == name)


def button(screen, text: str) -> Any:
    return next(b for b in screen.findChildren(Button) if b.text().startswith(text))


def check(model: QAbstractItemModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_everyone_is_in_the_table_and_rows_come_by_pages(screen):
    model = table_of(screen).model()
    check(model)
    assert model.rowCount() == 300
    assert model.index(299, 0).data() == "Dolores Whitlock 300"


def test_enter_opens_the_person_under_the_cursor(screen, desk, qtbot):
    table = table_of(screen)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.went == [2]


def test_typing_filters_after_a_breath_and_enter_leads_into_the_table(screen, shop, qtbot):
    assert screen.act("find")
    field = screen._table._field
    qtbot.keyClicks(field, "june")
    qtbot.waitUntil(lambda: shop.asked[-1].text == "june", timeout=2000)
    assert field.text() == "june"
    assert table_of(screen).model().rowCount() == 3
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.focusWidget() is table_of(screen)


def test_escape_in_the_filter_field_empties_it_first(screen, shop, qtbot):
    screen.act("find")
    screen._table._field.setText("june")
    assert screen.act("back")
    assert screen._table._field.text() == ""
    assert not screen.act("back")


def test_filters_from_a_figure_are_chips_that_space_takes_off(screen, shop, qtbot):
    screen.open_rows(rows("customers", group="most_valuable", stage="mia"))
    chip = button(screen, "Missing")
    assert chip.accessibleName() == "Take off the filter Missing"
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert shop.asked[-1].rows == rows("customers", group="most_valuable")
    qtbot.keyClick(button(screen, "Show everyone"), Qt.Key.Key_Space)
    assert shop.asked[-1].rows == rows("customers")


def test_a_click_on_a_heading_sorts_and_marks_it(screen, shop, qtbot):
    table = table_of(screen)
    heads = table.horizontalHeader()
    visits = [one.key for one in table.rows.columns].index("visits")
    heads.sectionClicked.emit(visits)
    assert (shop.asked[-1].sort, shop.asked[-1].descending) == ("visits", True)
    heads.sectionClicked.emit(visits)
    assert (shop.asked[-1].sort, shop.asked[-1].descending) == ("visits", False)


def test_control_s_writes_the_table(screen, shop, monkeypatch, tmp_path):
    path = tmp_path / "people.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert screen.act("save")
    assert shop.written == [path]


def test_a_save_that_was_given_up_writes_nothing(screen, shop, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    screen.act("save")
    assert shop.written == []


def test_an_empty_shop_teaches_the_first_step(qtbot):
    desk = Desk(PeopleShop(people=0))
    screen = shown(qtbot, CustomersScreen(desk))
    qtbot.keyClick(button(screen, "Import a file"), Qt.Key.Key_Space)
    qtbot.keyClick(button(screen, "Open the demo shop"), Qt.Key.Key_Space)
    assert desk.went == ["import", "demo"]


def test_nobody_found_offers_everyone(qtbot):
    shop = PeopleShop(people=0)
    screen = shown(qtbot, CustomersScreen(Desk(shop)), refresh=False)
    screen.open_rows(rows("customers", group="below_zero"))
    assert button(screen, "Show everyone").isVisible()
    assert not button(screen, "Import a file").isVisible()


def test_books_that_refuse_can_be_asked_again(qtbot):
    shop = PeopleShop(refusal="The books are locked.")
    screen = shown(qtbot, CustomersScreen(Desk(shop)))
    shop.refusal = ""
    qtbot.keyClick(button(screen._table, "Try again"), Qt.Key.Key_Space)
    assert table_of(screen).isVisible()


def test_a_persons_page_says_who_why_and_what(screen):
    screen.open_rows(rows("customers", customer="7"))
    texts = {
        label.text() for label in screen._profile.findChildren(type(screen._profile._head.title))
    }
    assert {"June Okafor 7", "Brings the most.", "Usually every 23 days.", "2900000007"} <= texts
    assert "78 % of it is Books".replace(" %", "\u202f%") in texts
    assert nameless(screen) == ()


def test_figures_of_a_persons_page_open_the_receipts_they_add_up(screen, desk, qtbot):
    screen.open_rows(rows("customers", customer="7"))
    for figure in ("86.38", "9"):
        opens = [one for one in screen._profile.findChildren(Button) if one.text() == figure]
        qtbot.keyClick(opens[0], Qt.Key.Key_Space)
    assert desk.went[-2:] == [rows("receipts", customer="7")] * 2


def test_a_receipt_opens_with_its_lines_and_escape_goes_back_step_by_step(screen, qtbot):
    screen.open_customer(7)
    receipts = table_of(screen._profile, "Receipts")
    qtbot.keyClick(receipts, Qt.Key.Key_Return)
    lines = table_of(screen._profile, "Lines")
    assert lines.isVisible()
    assert lines.model().index(0, 0).data() == "Honey - Small"
    assert lines.model().index(1, 0).data() == "Without a product"
    assert screen.act("back")
    assert not lines.isVisible()
    assert not screen.act("back")
    assert table_of(screen, "Customers").isVisible()


def test_all_receipts_of_a_person_are_one_key_away(screen, desk):
    screen.open_customer(7)
    assert screen.act("go")
    assert desk.went == [rows("receipts", customer="7")]
    assert not screen.act("print")


def test_the_history_opens_receipts_but_not_consents(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    check(timeline.model())
    timeline.resize(300, 200)
    timeline.show_events(a_profile(7).timeline, PLAIN)
    timeline.show()
    timeline.grab()
    seen: list[int] = []
    timeline.receipt_opened.connect(seen.append)
    for _ in range(4):
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
        qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert seen == [1, 4, 2]
    model = timeline.model()
    assert model.index(2, 0).data() == "1 Sep 2025: Said yes to e-mail"
    assert model.index(0, 0).data(EVENT).amount == 1001


def test_a_person_who_is_gone_says_so(qtbot):
    shop = PeopleShop(refusal="This customer is not in the books any more.")
    screen = shown(qtbot, CustomersScreen(Desk(shop)), refresh=False)
    screen.open_customer(7)
    again = [b for b in screen._profile.findChildren(Button) if b.text() == "Try again"]
    assert [b.isVisible() for b in again].count(True) == 1


def test_an_answer_that_arrives_takes_no_keystroke_from_who_is_typing(screen, qtbot):
    screen.act("find")
    field = screen._table._field
    screen.open_customer(7)
    assert screen.focusWidget() is not field
    screen.open_home()
    screen.act("find")
    screen._profile.presenter.refresh()
    assert screen.focusWidget() is field


def test_a_profile_says_what_to_show_next_and_why() -> None:
    card = CategoriesCard()
    nexts = (("Coffee", 0.42, "Tea"),)
    tried = (("Tea", date(2026, 9, 30)),)
    reward = Reward("new", "Coffee", 500, "Let them try Coffee.")
    card.show_next(CustomerCategories(tried, ("Coffee",), nexts, reward), PLAIN)
    said = [one.text() for one in card.findChildren(Text) if not one.isHidden()]
    assert any("Show Coffee next: 42" in one and "Tea points to it" in one for one in said)
    assert "Let them try Coffee." in said


def test_a_profile_without_a_next_names_what_was_never_bought() -> None:
    tried = (("Tea", date(2026, 9, 30)),)
    known = CustomerCategories(tried, ("Coffee", "Wine"), (), None)
    assert next_words(known, PLAIN) == "Never bought: Coffee, Wine."
    assert next_words(CustomerCategories((), ("Coffee",), (), None), PLAIN) == ""
    assert next_words(None, PLAIN) == ""


def edges(card):
    """Give where a card begins and ends, left to right."""
    return card.x(), card.x() + card.width()


def test_the_cards_of_a_customer_end_alike_from_row_to_row(screen):
    screen.open_customer(7)
    page = screen._profile
    screen.grab()
    assert edges(page._worth) == edges(page._receipts_card)
    assert edges(page._categories) == edges(page._history)
    page.presenter.open_receipt(1)
    QApplication.processEvents()
    assert edges(page._receipts_card)[1] < edges(page._receipt)[0]
    assert edges(page._receipt)[1] == edges(page._categories)[1]
    assert page._receipt.width() > page._categories.width(), "an open receipt gets more room"
