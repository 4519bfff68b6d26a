"""The page of a campaign's result, on a shop whose figures can be added up by hand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.result import ResultFacts, TotalFacts
from retailcrm.ui.screens.campaigns.result_page import ResultPage
from retailcrm.ui.screens.campaigns.result_parts import Totals
from retailcrm.ui.theme import colour
from retailcrm.wiring import Services, open_shop
from tests.campaign_shop import AGAIN, DRAFT, OPEN, SMALL, UNCONTROLLED, WORKED, fill
from tests.conftest import clock
from tests.ui.people_shop import Desk


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("campaigns")
    services = open_shop(str(folder / "shop.db"), clock)
    fill(services, folder)
    yield services
    services.close()


@pytest.fixture
def desk(shop: Services) -> Desk:
    made = Desk(shop)
    made.services = shop
    return made


@pytest.fixture
def page(qtbot: Any, theme: Any, desk: Desk) -> ResultPage:
    made = ResultPage(desk, desk.jobs, lambda: desk.went.append("back"))
    qtbot.addWidget(made)
    made.resize(1198, 580)
    made.show()
    return made


def facts(page: ResultPage) -> ResultFacts:
    found = page._facts
    assert found is not None
    return found


def words(page: ResultPage) -> str:
    return " | ".join(one.text() for one in page.findChildren(Text) if one.isVisible())


def button(page: ResultPage, begins: str) -> Button:
    return next(one for one in page.findChildren(Button) if one.text().startswith(begins))


def test_the_verdict_says_what_worked_and_what_nobody_knows(page: ResultPage) -> None:
    page.show_campaign(WORKED)
    told = facts(page)
    assert told.verdict.startswith("$5 voucher worked: it brought about $")
    assert "Whether Double points did anything, the data cannot tell." in told.doubt
    assert told.arms_title == "One in four came back with $5 voucher, one in ten by themselves"
    assert [one.people for one in told.arms] == ["420", "420", "210"]
    assert [one.came for one in told.arms] == ["106", "54", "22"]
    assert told.cost == "656.40"
    assert ("Print, 840 pieces", "151.20") in told.costs
    assert "would have come anyway" in told.subsidy.title
    assert button(page, "Send $5 voucher").isVisible()


def test_the_rest_says_how_many_members_it_would_take(page: ResultPage) -> None:
    page.show_campaign(WORKED)
    totals = {one.what: one.figure for one in facts(page).totals}
    proof = next(figure for what, figure in totals.items() if what.startswith("To prove B"))
    assert proof == "about 2,900 members an arm"


def test_figures_open_the_people_behind_them(page: ResultPage, desk: Desk) -> None:
    page.show_campaign(WORKED)
    button(page, "Open the 1,050").click()
    button(page, "+$").click()
    sizes = [desk.services.customers.ids(CustomerQuery(rows=one)).size for one in desk.went]
    assert sizes == [1_050, 630]


def test_enter_on_an_arm_opens_its_people(qtbot: Any, page: ResultPage, desk: Desk) -> None:
    page.show_campaign(WORKED)
    table = page._table
    assert table is not None
    table.select(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.services.customers.ids(CustomerQuery(rows=desk.went[0])).size == 210


def test_what_worked_can_be_sent_to_more_people(qtbot: Any, page: ResultPage) -> None:
    page.show_campaign(WORKED)
    with qtbot.waitSignal(page.again) as heard:
        button(page, "Send").click()
    assert heard.args == [WORKED]


def test_before_the_window_closes_everything_is_grey_and_nothing_is_offered(
    page: ResultPage,
) -> None:
    page.show_campaign(OPEN)
    told = facts(page)
    assert told.verdict == "Too early to tell: people may come back until Mon 16 Nov 2026."
    assert not any(one.is_final for one in told.arms)
    assert not button(page, "").isVisible() or told.again == ""
    assert ("420 may still come", None) in told.notes
    assert told.by_day is None


def test_a_handful_of_people_gets_counts(page: ResultPage) -> None:
    page.show_campaign(SMALL)
    told = facts(page)
    assert told.verdict.startswith("Too few people for a verdict")
    assert told.doubt.startswith("40 of 40 came. Of those left alone 0 of 10 came.")
    assert told.again == ""
    assert [one.more for one in told.arms] == ["\N{EN DASH}", ""]


def test_without_people_left_alone_the_page_says_so(page: ResultPage) -> None:
    page.show_campaign(UNCONTROLLED)
    told = facts(page)
    assert told.verdict == "Nobody was left alone, so nobody can tell what it brought."
    assert [one.name for one in told.arms] == ["Letter"]
    assert told.picture is not None
    assert told.picture.marks is None
    assert told.totals == ()


def test_what_is_not_proven_is_not_recommended(page: ResultPage) -> None:
    page.show_campaign(AGAIN)
    assert facts(page).verdict.startswith("Not proven")
    assert facts(page).again == ""


def test_a_draft_shows_one_sentence_and_no_noughts(page: ResultPage) -> None:
    page.show_campaign(DRAFT)
    assert "This campaign is a draft" in words(page)
    assert facts(page).arms == ()
    assert not button(page, "Print result").isVisible()
    assert not page.act("print")


def test_a_campaign_that_is_not_there_is_told_in_one_sentence(page: ResultPage) -> None:
    page.show_campaign(77)
    assert "There is no campaign 77." in words(page)


def test_the_result_is_printed_where_one_says(
    page: ResultPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_campaign(WORKED)
    out = tmp_path / "result.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    assert page.act("print")
    assert out.read_bytes().startswith(b"%PDF")
    assert any("result.pdf" in one for one in desk.told)


def test_esc_leads_back_to_the_list(page: ResultPage, desk: Desk) -> None:
    page.show_campaign(WORKED)
    assert page.act("back")
    assert desk.went == ["back"]


def test_a_loss_reads_as_a_loss_and_still_opens_its_people(
    qtbot: Any, theme: Any, desk: Desk
) -> None:
    people = rows("customers", group="most_valuable")
    lost = TotalFacts("All 29 of arm A together", "\N{MINUS SIGN}$196", "", people, is_loss=True)
    card = Totals(desk.open_rows)
    qtbot.addWidget(card)
    card.show_totals((lost, replace(lost, figure="+$18", is_loss=False)), is_final=True)
    loss, gain = card.findChildren(Button)
    assert (loss._ink(), gain._ink()) == (colour("bad"), colour("ink"))
    loss.click()
    assert desk.went == [people]
    early = Totals(desk.open_rows)
    qtbot.addWidget(early)
    early.show_totals((lost,), is_final=False)
    assert [one._ink() for one in early.findChildren(Button)] == [colour("muted")]


def test_only_totals_below_zero_are_losses(page: ResultPage) -> None:
    for number in (WORKED, AGAIN):
        page.show_campaign(number)
        for one in facts(page).totals:
            assert one.is_loss == one.figure.startswith("\N{MINUS SIGN}")


def test_what_the_verdict_says_is_not_said_again_below(page: ResultPage) -> None:
    page.show_campaign(AGAIN)
    told = facts(page)
    assert "you would need" in told.doubt
    assert not any(one.what in told.doubt for one in told.totals)


def test_without_people_left_alone_no_empty_picture_stands_there(page: ResultPage) -> None:
    page.show_campaign(WORKED)
    assert page._compared.isVisible()
    page.show_campaign(UNCONTROLLED)
    assert not page._compared.isVisible()
    assert words(page).count("Nobody was left alone") == 1
