"""Consent on the Campaigns screen, by keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.consent_page import ConsentPage
from tests.ui.fake_consents import TOLD, FakeConsents
from tests.ui.people_shop import Desk, PeopleShop, shown


@pytest.fixture
def consents():
    return FakeConsents(TOLD)


@pytest.fixture
def desk(consents):
    desk = Desk(PeopleShop())
    desk.services.campaigns.consents = consents
    return desk


@pytest.fixture
def tab(qtbot, desk):
    tab = ConsentPage(desk, desk.jobs)
    shown(qtbot, tab, refresh=False)
    tab.look()
    return tab


def table(tab: Any, name: str) -> RowTable[Any]:
    return next(one for one in tab.findChildren(RowTable) if one.accessibleName() == name)


def test_each_channel_parts_everyone_and_a_count_opens_its_people(tab, desk, qtbot):
    counts = table(tab, "How everyone stands")
    model = counts.model()
    told = [model.index(1, at).data() for at in range(7)]
    assert told == ["Text messages", "310", "12", "3,120", "902", "257", "a yes or a purchase"]
    counts.select(0)
    qtbot.keyClick(counts, Qt.Key.Key_Return)
    assert "answer=yes" in desk.went[-1].text()
    counts.cell_opened.emit(counts.rows.row_at(0), "never")
    assert desk.went[-1].text() == "customers?answer=never&channel=email&finding=consents"
    assert nameless(tab) == ()


def test_the_newest_answers_say_how_they_came_and_open_the_customer(tab, desk, qtbot):
    newest = table(tab, "Newest answers")
    model = newest.model()
    assert [model.index(at, 4).data() for at in range(3)] == [
        "At the counter", "With a file", "Back from a mail service",
    ]  # fmt: skip
    newest.select(0)
    qtbot.keyClick(newest, Qt.Key.Key_Return)
    assert desk.went[-1].get("customer") == "1"


def test_a_question_is_changed_from_today_on_and_earlier_words_stay_shown(tab, consents, qtbot):
    question = next(one for one in tab.findChildren(Field) if one.accessibleName() == "Question")
    assert question.text() == "May we send you our letter?"
    assert table(tab, "Wordings so far").model().rowCount() == 2
    question.clear()
    qtbot.keyClicks(question, "Shall we write?")
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert consents.asked == [("email", "Shall we write?")]


def test_why_a_question_cannot_be_kept_is_said(tab, consents, desk, qtbot):
    consents.refusal = "This question is too long."
    question = next(one for one in tab.findChildren(Field) if one.accessibleName() == "Question")
    qtbot.keyClicks(question, "?")
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert desk.told[-1] == "error: This question is too long."


def test_another_channel_shows_its_own_question(tab, qtbot):
    which = next(one for one in tab.findChildren(Picker) if one.accessibleName() == "Channel")
    which.setFocus()
    qtbot.keyClick(which, Qt.Key.Key_Down)
    which.activated.emit(which.currentIndex())
    question = next(one for one in tab.findChildren(Field) if one.accessibleName() == "Question")
    assert question.text() == "May we use sms?"


def test_a_shop_without_customers_is_taught_what_will_stand_here(qtbot, desk):
    desk.services.campaigns.consents = FakeConsents()
    tab = ConsentPage(desk, desk.jobs)
    shown(qtbot, tab, refresh=False)
    tab.look()
    said = {one.text() for one in tab.findChildren(Text) if one.isVisible()}
    assert "Who said yes and who said no will stand here" in said


def test_a_purchase_may_stand_for_a_yes_where_the_law_lets_it(tab, consents, desk, qtbot):
    takes = next(
        one
        for one in tab.findChildren(Picker)
        if one.accessibleName() == "What it takes to be written to"
    )
    assert takes.value == "yes"
    qtbot.keyClick(takes, Qt.Key.Key_Down)
    takes.activated.emit(takes.currentIndex())
    assert consents.asked == [("email", "implied")]
    assert "What it takes to be written to is kept." in desk.told[-1]
    tab.presenter.choose("phone")
    assert not takes.isVisible()
