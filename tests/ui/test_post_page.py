"""Letters and labels of a campaign: typed, seen, printed, without leaving the keyboard."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.screens.campaigns.post import seeds_text, seeds_typed
from retailcrm.ui.screens.campaigns.post_page import PostPage
from retailcrm.ui.screens.campaigns.view import CampaignsScreen
from retailcrm.wiring import Services
from tests.coded import a_campaign, a_member
from tests.ui.people_shop import Desk, shown
from tests.unit.cards.printed import text_of

HOME = {"street": "12 Main Street", "city": "Cambridge", "region": "MA", "postcode": "02138"}


def opened(qtbot, shop: Services, channel: str) -> Any:
    ana = a_member(shop, "Ana")
    shop.members.correct(ana, HOME)
    a_campaign(shop, [ana], channel=channel)
    desk = Desk(None)
    desk.services = shop
    screen = shown(qtbot, CampaignsScreen(desk))
    screen.open_rows(rows("campaigns", tab="campaigns", id="1"))
    name = "Letters and labels" if channel == "post" else "Codes"
    button(screen, name).click()
    page: Any = screen.findChild(PostPage)
    page.screen, page.desk = screen, desk
    return page


@pytest.fixture
def page(qtbot, file_shop):
    return opened(qtbot, file_shop, "post")


@pytest.fixture
def out(monkeypatch, tmp_path):
    def choose(_parent, _title, begin, kinds):
        return str(tmp_path / Path(begin).name), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return tmp_path


def button(part, text):
    return next(b for b in part.findChildren(Button) if b.isVisible() and b.text() == text)


def test_the_page_shows_the_first_letter_and_how_many_there_will_be(page):
    assert page._pieces.text() == "One piece"
    assert len(page._preview.pages) == 1
    assert page._subject.text() == "Something for you, {greeting}"
    assert not nameless(page)


def test_typing_changes_the_picture_and_an_unknown_field_is_named(qtbot, page):
    before = page._preview.pages[0]
    page._body.setPlainText("We are open on Sundays now.")
    qtbot.waitUntil(lambda: page._preview.pages[0] != before)
    page._body.setPlainText("Dear {nickname},")
    qtbot.waitUntil(lambda: "{nickname}" in page._wrong.text())
    assert not page._save.isEnabled()
    page._body.setPlainText("Dear friend,")
    qtbot.waitUntil(lambda: not page._wrong.isVisible())
    assert page._save.isEnabled()


def test_the_first_sheet_of_labels_is_seen_before_it_is_printed(qtbot, page):
    letter = page._preview.pages
    page._what.setFocus()
    qtbot.keyClick(page._what, Qt.Key.Key_Down)
    page._what.activated.emit(1)
    qtbot.waitUntil(lambda: len(page._preview.pages) == 1 and page._preview.pages != letter)
    first = page._preview.pages
    page._start.setText("")
    qtbot.keyClicks(page._start, "5")
    qtbot.waitUntil(lambda: page._preview.pages != first)
    qtbot.keyClicks(page._start, "00")
    qtbot.waitUntil(page._wrong.isVisible)
    page._what.setFocus()
    qtbot.keyClick(page._what, Qt.Key.Key_Up)
    page._what.activated.emit(0)
    qtbot.waitUntil(lambda: page._preview.pages == letter)
    assert not page._wrong.isVisible()


def test_a_field_is_put_where_the_writing_goes_on(page):
    page._body.setPlainText("Your card is ")
    page._body.moveCursor(page._body.textCursor().MoveOperation.End)
    page._field.choose("card")
    page._put.click()
    assert page._body.toPlainText() == "Your card is {card}"


def test_letters_are_printed_with_what_was_typed_last(page, out, file_shop):
    page._subject.setText("Hello {first_name}")
    page._body.setPlainText("We are open on Sundays now.")
    assert page.screen.act("go")
    (made,) = out.glob("*.pdf")
    assert "Hello Ana" in text_of(made.read_bytes())
    assert file_shop.campaigns.post.setup(1).words.subject == "Hello {first_name}"
    assert any("One piece for 1 people" in one for one in page.desk.told)


def test_labels_and_the_mail_houses_table_are_written(page, out):
    page._print_labels.click()
    page._house.click()
    assert {one.suffix for one in out.iterdir() if "shop" not in one.name} == {".pdf", ".csv"}
    page._start.setText("none")
    page._print_labels.click()
    assert "error: Say with which label to begin: 1 is the first." in page.desk.told


def test_the_letter_is_kept_without_printing(qtbot, page, file_shop):
    qtbot.keyClicks(page._closing, " soon")
    qtbot.waitUntil(page._keep.isEnabled)
    assert page.screen.act("save")
    assert file_shop.campaigns.post.setup(1).words.closing.endswith(" soon")
    assert not page._keep.isEnabled()


def test_codes_are_made_listed_and_printed(qtbot, page, out, file_shop):
    assert not page._list.isEnabled()
    page._make.click()
    page._word.setText("Spring 10")
    qtbot.keyClick(page._word, Qt.Key.Key_Return)
    assert "2 codes, for everybody: SPRING 10" in page._told.text()
    page._list.click()
    page._cut.click()
    assert len(list(out.glob("*codes*"))) == 2
    assert file_shop.campaigns.codes.check("spring10").is_good is False  # the days are over


def test_the_owners_own_addresses_are_kept(page, file_shop):
    page._seeds.setPlainText("Olga Owner; 1 Home Street; Cambridge; MA; 02138; US\n\n")
    button(page, "Keep them").click()
    (seed,) = file_shop.campaigns.post.seeds()
    assert (seed.name, seed.town[2]) == ("Olga Owner", "02138")
    assert "to your own addresses: 1" in page._left_out.text()
    page._seeds.setPlainText("nobody")
    button(page, "Keep them").click()
    assert any("needs a name and a street" in one for one in page.desk.told)


def test_addresses_are_typed_as_they_are_shown():
    text = "Olga Owner; 1 Home Street; York; ME; 03909; US\nA; B"
    assert seeds_text(seeds_typed(text)) == text


def test_a_campaign_said_at_the_till_has_codes_alone(qtbot, file_shop):
    page = opened(qtbot, file_shop, "till")
    assert page._codes.isVisible()
    assert not page._letter.isVisible()
    assert not page.act("go")


def test_back_leads_to_the_campaign(page):
    page.screen.act("back")
    assert not page.isVisible()
    assert button(page.screen, "Letters and labels").isVisible()


def test_another_paper_is_another_picture(page):
    before = page._preview.pages[0].size()
    page._on.setCurrentIndex(1)
    assert page._preview.pages[0].size() != before
    assert replace(page._shown.setup, paper="a4") != page._shown.setup
