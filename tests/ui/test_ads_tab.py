"""The ad diary on the Campaigns screen, by keyboard."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from retailcrm.services.ad_rows import NewAd
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.ad_typing import TypedAd, amount_of, faults_of, wish_of
from retailcrm.ui.screens.campaigns.ads import AdsState, picture_of
from retailcrm.ui.screens.campaigns.ads_page import AdsPage
from tests.ui.fake_ads import FakeAds, a_diary
from tests.ui.people_shop import Desk, PeopleShop, shown


@pytest.fixture
def ads():
    return FakeAds(a_diary())


@pytest.fixture
def desk(ads):
    desk = Desk(PeopleShop())
    desk.services.campaigns.ads = ads
    return desk


@pytest.fixture
def tab(qtbot, desk):
    tab = AdsPage(desk, desk.jobs)
    shown(qtbot, tab, refresh=False)
    tab.look()
    return tab


def texts(tab: Any) -> set[str]:
    return {label.text() for label in tab.findChildren(Text) if label.isVisible()}


def table(tab: Any, name: str) -> RowTable[Any]:
    return next(one for one in tab.findChildren(RowTable) if one.accessibleName() == name)


def field(tab: Any, name: str) -> Any:
    named = [one for kind in (Field, Picker) for one in tab.findChildren(kind)]
    return next(one for one in named if one.accessibleName() == name)


def test_each_medium_says_what_it_cost_and_brought_or_that_it_cannot_be_told(tab):
    model = table(tab, "Media").model()
    told = [[model.index(r, c).data() for c in range(8)] for r in range(2)]
    assert told == [
        ["Newspaper", "420.00", "–", "cannot tell", "6", "210.00", "312.50", "not yet"],
        ["Flyer", "150.00", "194.06", "+29", "6", "25.00", "312.50", "month 2"],
    ]
    assert nameless(tab) == ()


def test_enter_on_a_medium_opens_its_new_customers(tab, desk, qtbot):
    media = table(tab, "Media")
    media.select(1)
    qtbot.keyClick(media, Qt.Key.Key_Return)
    assert desk.went[-1].text() == "customers?finding=ads.new&medium=flyer"


def test_the_ad_under_the_cursor_says_by_which_way_it_was_told(tab, qtbot):
    assert any(one.startswith("Not proven: $194.06") for one in texts(tab))
    listed = table(tab, "Ads")
    listed.select(0)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert "Cannot tell: no places to compare, no year before it, no code." in texts(tab)


def test_the_picture_shows_the_margin_beside_the_cost():
    facts = picture_of(AdsState(diary=a_diary()))
    assert facts.title == "Flyer brought the most for its cost, of those that can be told"
    assert facts.marks is not None
    assert [(one.value, one.before) for one in facts.marks.bars] == [  # type: ignore[union-attr]
        (None, 42_000.0), (19_406.0, 15_000.0),
    ]  # fmt: skip


def test_an_empty_diary_teaches_and_insert_begins_an_ad(qtbot, desk, ads):
    ads.told = FakeAds().told
    tab = AdsPage(desk, desk.jobs)
    shown(qtbot, tab, refresh=False)
    tab.look()
    assert any("will stand here" in one for one in texts(tab))
    assert tab.act("new")
    for name, text in (("Name", "Autumn flyer"), ("First day", "2026-09-07"),
                       ("Last day", "2026-10-04"), ("Cost", "150")):  # fmt: skip
        qtbot.keyClicks(field(tab, name), text)
    assert tab.act("go")
    assert ads.asked == [
        NewAd("Flyer", "Autumn flyer", date(2026, 9, 7), date(2026, 10, 4), cost=15_000)
    ]
    assert desk.told[-1] == "news: Autumn flyer is in the diary."


def test_escape_leaves_the_form_and_nothing_is_noted(tab, ads):
    tab.act("new")
    assert field(tab, "Name").isVisible()
    assert tab.act("back")
    assert not field(tab, "Name").isVisible()
    assert not tab.act("back")
    assert ads.asked == []


def test_a_day_that_is_none_is_marked_and_cannot_be_kept(tab, qtbot, ads):
    tab.act("new")
    for name in ("Name", "First day", "Last day"):
        qtbot.keyClicks(field(tab, name), "soon")
    assert "Write a day as 2026-09-07." in texts(tab)
    tab.act("go")
    assert ads.asked == []


def test_what_was_spent_is_noted_and_taken_back_below_zero(tab, qtbot, ads):
    spent = field(tab, "Money spent on it")
    qtbot.keyClicks(spent, "-12.50")
    qtbot.keyClick(spent, Qt.Key.Key_Return)
    assert ads.asked == [(1, -1_250)]


def test_why_an_ad_cannot_be_kept_is_said(tab, qtbot, ads, desk):
    ads.refusal = "An ad cannot have cost less than nothing."
    out = next(one for one in tab.findChildren(Button) if one.text() == "Take out")
    qtbot.keyClick(out, Qt.Key.Key_Space)
    assert desk.told[-1] == "error: An ad cannot have cost less than nothing."


def test_places_are_read_with_commas_between():
    typed = TypedAd("Flyer", "A", "2026-09-07", "2026-10-04", by="store",
                    went_to="North, South,North", compared="East")  # fmt: skip
    wish = wish_of(typed, 2)
    assert (wish.went_to, wish.compared) == (("North", "South"), ("East",))
    assert faults_of(typed.typed("ends", "2026-09-01"), 2) == {
        "ends": "The last day comes after the first."
    }
    assert [amount_of(one, 2) for one in ("12,50", "-3", "x")] == [1_250, -300, None]
