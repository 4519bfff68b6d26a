"""What a customer is worth, on the customer's page."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from retailcrm.core.figures import Figures
from retailcrm.services.value_rows import CustomerValue
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.worth_card import WorthCard

DOLLARS = Figures("USD")


def words(card: WorthCard) -> list[str]:
    shown: tuple[Any, ...] = (*card.findChildren(Text), *card.findChildren(Button))
    return [one.text() for one in shown if one.text()]


@pytest.fixture
def card(qtbot) -> WorthCard:
    made = WorthCard()
    qtbot.addWidget(made)
    return made


def value(low: int | None, high: int | None) -> CustomerValue:
    return CustomerValue(12_345, 4_321, low, high, 2.4, "normal", "In eight years out of ten.")


def test_what_will_come_is_a_range_of_whole_money(card):
    card.show_value(value(1_049, 9_876), DOLLARS)
    assert {"123.45", "10 to 99", "about 2.4", "In eight years out of ten."} <= set(words(card))


def test_who_will_hardly_come_is_told_so(card):
    card.show_value(value(0, 0), DOLLARS)
    assert "probably nothing" in words(card)


def test_without_a_model_there_is_no_range(card):
    card.show_value(value(None, None), DOLLARS)
    assert "43" in words(card)


def test_before_the_first_visit_nothing_is_told(card):
    card.show_value(value(0, 5_000), DOLLARS)
    card.show_value(None, DOLLARS)
    assert card._expected.count() == 1, "the stretch alone"
    assert card._doubt.isHidden()


def test_what_was_brought_and_will_come_opens_what_it_rests_on(card, qtbot):
    asked = []
    card.rows_requested.connect(lambda there: asked.append(there.get("figure")))
    card.show_value(value(1_049, 9_876), DOLLARS)
    for shown in ("123.45", "10 to 99", "about 2.4"):
        opens = next(one for one in card.findChildren(Button) if one.text() == shown)
        qtbot.keyClick(opens, Qt.Key.Key_Space)
    assert asked == ["value_so_far", "value_expected", "value_expected"]
