"""A whole campaign by keyboard, from the group to the files, on a shop of 150 buyers."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.services.campaign_rows import CampaignRow, Preview, State
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from tests.campaigning import a_wish, buyers
from tests.new_books import new_shop
from tests.ui.at_work import window_over
from tests.ui.keyboard import pressed, said, typed

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def shell(qapp, theme, tmp_path):
    services = new_shop(tmp_path / "shop.db", lambda: MORNING)
    buyers(services, tmp_path, 150)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as made:
        yield made
    services.close()


def preview(shell: Any) -> Preview:
    """Do what the pause in typing does, and give what the draft would do."""
    draft = shell._pages.current._made["campaigns"]._drafts
    draft.preview()
    settle(shell)
    assert draft.state.problem == ""
    found: Preview = draft.state.preview
    return found


def acted(shell: Shell, *actions: str) -> Any:
    """Press the keys of actions and give the screen."""
    settle(shell)
    for action in actions:
        shell.act(action)
        settle(shell)
    return shell._pages.current


def only(shell: Shell) -> CampaignRow:
    """Give the one campaign in the books."""
    (row,) = shell.services.campaigns.drafts.campaigns()
    return row


def test_a_campaign_goes_from_a_group_to_its_file_without_the_mouse(
    qtbot, shell, tmp_path, monkeypatch
):
    shell.open_screen("groups")
    acted(shell)
    pressed(shell, "Start a campaign")
    typed(shell, "Called", "Autumn")
    typed(shell, "Left alone, %", "30")
    typed(shell, "Messages each, USD", "0.05")
    typed(shell, "Design, USD", "12")
    told = preview(shell)
    assert told.control == round(0.3 * told.may) > 0
    page = acted(shell, "save")
    assert f"{told.treated} to write to, {told.control} left alone" in said(page)
    assert f"Messages, {told.treated} pieces" in said(page)
    assert (only(shell).name, only(shell).state, only(shell).people) == ("Autumn", State.DRAFT, 0)
    acted(shell, "go")
    assert only(shell).state is State.RUNNING
    assert (only(shell).people, only(shell).control) == (told.treated, told.control)
    assert "Autumn is launched" in shell._frame.messages.text

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    pressed(shell, "Write the file")
    (file,) = [one for one in (tmp_path / "out").iterdir() if _addresses(one) and _is_list(one)]
    assert len(_addresses(file)) == told.treated
    assert "must not be written to" in said(page)

    assert "There are no sales since it was sent" in said(acted(shell, "go"))
    acted(shell, "back", "back")
    table = page._made["campaigns"]._table
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "Files that leave the shop" in said(acted(shell))


def _is_list(file: Path) -> bool:
    return "never" not in file.name and "unsub" not in file.name and "left" not in file.name


def _addresses(file: Path) -> set[str]:
    with file.open(encoding="utf-8-sig", newline="") as held:
        told = list(csv.reader(held))
    return {cell for row in told[1:] for cell in row if "@" in cell}


def test_a_shop_that_never_wrote_to_anyone_is_shown_where_to_begin(shell):
    shell.open_screen("campaigns")
    settle(shell)
    page = shell._pages.current
    assert "A few of them are left alone" in said(page)
    shell.act("go")
    settle(shell)
    assert "Whom you write to, and how" in said(page)
    shell.act("back")
    settle(shell)
    assert "New campaign" in said(page)


def test_other_people_and_other_offers_change_what_it_would_do(qtbot, shell):
    there = rows("campaigns", tab="campaigns", audience="customers?stage=active")
    shell.open_screen("campaigns", there)
    settle(shell)
    page = shell._pages.current
    draft = page._made["campaigns"]
    assert "Active: 150 people" in said(page)
    typed(shell, "Called", "Two ways")
    pressed(shell, "Try another way on some of them")
    assert "B: what they get" in said(page)
    draft._drafts.preview()
    settle(shell)
    assert [one.letter for one in draft._drafts.state.preview.arms] == ["", "A", "B"]
    pressed(shell, "Leave this one away")
    assert "B: what they get" not in said(page)
    typed(shell, "Visits count, days", "many")
    draft._drafts.preview()
    settle(shell)
    assert "whole days" in said(page)
    assert not draft._launch.isEnabled()
    typed(shell, "Visits count, days", "7")
    draft._drafts.preview()
    settle(shell)
    assert draft._launch.isEnabled()


def test_a_launch_is_taken_back_and_the_draft_thrown_away(qtbot, shell):
    shell.open_screen("campaigns", rows("campaigns", audience="customers?stage=active"))
    settle(shell)
    typed(shell, "Called", "Too soon")
    settle(shell)
    page = shell._pages.current
    page._made["campaigns"]._drafts.preview()
    settle(shell)
    shell.act("go")
    settle(shell)
    pressed(shell, "Take the launch back")
    (row,) = shell.services.campaigns.drafts.campaigns()
    assert row.state is State.DRAFT
    pressed(shell, "Throw away")
    assert shell.services.campaigns.drafts.campaigns() == ()
    assert "New campaign" in said(page)


def test_some_are_left_alone_all_year_once_the_shop_writes_to_people(qtbot, shell):
    shell.services.campaigns.drafts.create(a_wish())
    shell.open_screen("campaigns")
    page = acted(shell)
    pressed(shell, "Leave some alone all year")
    assert "are left alone until the end of 2026" in shell._frame.messages.text
    assert "Left alone in 2026" in [one.name for one in shell.services.campaigns.drafts.campaigns()]
    assert "Leave some alone all year" not in said(page)
