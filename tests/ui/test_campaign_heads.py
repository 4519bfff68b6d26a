"""What names itself on the Campaigns screen gets the room of the screen's title and tabs."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retailcrm.core.rows import rows
from retailcrm.services.ad_rows import NewAd
from retailcrm.services.moment_rows import MomentWish
from retailcrm.ui.kit.accessibility import tab_order
from retailcrm.ui.screens.campaigns.campaigns_page import CampaignsPage
from retailcrm.ui.screens.importing.view import ImportScreen
from retailcrm.ui.trial import settle
from tests.campaigning import a_wish, buyers
from tests.new_books import new_shop
from tests.ui.at_work import window_over
from tests.ui.keyboard import said

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
FLYER = NewAd("Flyer", "Autumn", date(2026, 9, 7), date(2026, 10, 4), copies=500, cost=240_00)


@pytest.fixture
def shell(qapp, theme, tmp_path):
    services = new_shop(tmp_path / "shop.db", lambda: MORNING)
    buyers(services, tmp_path, 40)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as made:
        made.resize(1366, 768)
        yield made
    services.close()


def the_screen(shell):
    settle(shell)
    return shell._pages.current


def struck(shell, key):
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, key)
    return the_screen(shell)


def test_what_is_inside_a_tab_is_named_above_it_and_escape_leads_out_step_by_step(shell):
    drafts = shell.services.campaigns.drafts
    kept = drafts.launch(drafts.create(a_wish()).value).value
    shell.open_rows(rows("campaigns", id=str(kept.id), part="result"))
    screen = the_screen(shell)
    assert not screen._top.isVisible()  # the result has a first line of its own
    shell.act("back")
    assert the_screen(shell)._head.title.text() == "Autumn"
    assert not screen._tabs.isVisible()
    shell.act("back")
    assert the_screen(shell)._head.title.text() == "Campaigns"
    assert screen._tabs.isVisible()
    shell.act("go")
    assert the_screen(shell)._head.title.text() == "New campaign"
    name = QApplication.focusWidget()
    assert name is not None
    QTest.keyClicks(name, "Winter")
    assert the_screen(shell)._head.title.text() == "Winter"


def test_a_moment_gets_the_room_of_title_and_tabs_and_escape_gives_it_back(shell):
    shell.open_rows(rows("campaigns", tab="moments"))
    screen = the_screen(shell)
    assert screen._tabs.isVisible()
    screen._made["moments"].focus_first()
    struck(shell, Qt.Key.Key_Space)
    assert not screen._top.isVisible()
    shell.act("back")
    assert the_screen(shell)._tabs.isVisible()


def test_the_arrow_keys_on_the_tabs_never_leave_the_keyboard_on_what_is_hidden(shell):
    shell.open_rows(rows("campaigns", tab="moments"))
    screen = the_screen(shell)
    screen._made["moments"].focus_first()
    struck(shell, Qt.Key.Key_Space)
    shell.open_rows(rows("campaigns", tab="campaigns"))
    the_screen(shell)._tabs.setFocus()
    struck(shell, Qt.Key.Key_Right)
    assert not screen._tabs.isVisible()
    assert screen._made["moments"].isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("tab", ["campaigns", "moments", "lists", "ads", "consent"])
def test_on_every_tab_the_tab_key_goes_on_downwards_or_to_the_right(shell, tab):
    shell.services.campaigns.ads.add(FLYER)
    miss = shell.services.campaigns.triggers.ready_made()[0]
    shell.services.campaigns.triggers.add(
        MomentWish(miss.title, miss.moment, miss.channel, miss.audience)
    )
    shell.open_rows(rows("campaigns", tab=tab))
    screen = the_screen(shell)
    places = [(one, one.mapTo(screen, QPoint())) for one in tab_order(screen)]
    backwards = [
        (now.accessibleName(), then.accessibleName())
        for (now, here), (then, there) in pairwise(places)
        if there.y() + then.height() <= here.y() and there.x() <= here.x()
    ]
    assert len(places) > 2
    assert backwards == []


def test_a_shop_without_customers_is_led_to_the_import_before_any_campaign(qapp, theme, tmp_path):
    services = new_shop(tmp_path / "empty.db", lambda: MORNING)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as shell:
        shell.open_screen("campaigns")
        the_screen(shell)
        (page,) = shell.findChildren(CampaignsPage)
        assert "Import your customers first" in said(page)
        assert not page._new.isVisible()
        struck(shell, Qt.Key.Key_Space)
        assert isinstance(the_screen(shell), ImportScreen)
    services.close()
