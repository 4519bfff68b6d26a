"""Closing the window: changed books are copied first, and nobody is locked in."""

from typing import Any, cast

from PySide6.QtWidgets import QLabel

from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.preferences import Preferences, read_preferences
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.leaving import Leaving
from retailcrm.ui.work import InlineJobs, Lane
from tests.ui.fake_shop import FakeChecking, FakeServices


class Door:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.left = 0

    def show_copying(self, where: str) -> None:
        self.said.append(where)

    def show_refusal(self, message: str, hint: str) -> None:
        self.said.append(f"{message} {hint}")

    def leave(self) -> None:
        self.left += 1


def a_way_out(*, is_due: bool, hold: bool = False) -> tuple[Door, Leaving, Any, InlineJobs]:
    door, jobs = Door(), InlineJobs(hold=hold)
    return door, Leaving(door, jobs), FakeServices(checking=FakeChecking(is_due=is_due)), jobs


def test_books_that_are_copied_already_let_the_window_close_at_once():
    door, leaving, services, _ = a_way_out(is_due=False)
    assert leaving.may_leave(services, wants_copy=True)
    assert not door.said
    assert not services.checking.copied


def test_changed_books_are_copied_before_the_window_closes():
    door, leaving, services, jobs = a_way_out(is_due=True, hold=True)
    assert not leaving.may_leave(services, wants_copy=True)
    assert door.said == ["/shop/backups"]
    assert door.left == 0
    jobs.run_held()
    assert services.checking.copied == ["/shop/backups"]
    assert door.left == 1
    assert leaving.may_leave(services, wants_copy=True)


def test_changed_settings_are_worth_a_copy_too():
    _, leaving, services, _ = a_way_out(is_due=False)
    leaving.note_change(services)
    assert not leaving.may_leave(services, wants_copy=True)
    assert services.checking.copied


def test_what_changed_in_other_books_does_not_count_here():
    _, leaving, services, _ = a_way_out(is_due=False)
    leaving.note_change(cast("Any", FakeServices()))
    assert leaving.may_leave(services, wants_copy=True)


def test_whoever_switched_copies_off_leaves_at_once():
    _, leaving, services, _ = a_way_out(is_due=True)
    assert leaving.may_leave(services, wants_copy=False)
    assert leaving.may_leave(None, wants_copy=True)
    assert services.checking.copied == []


def test_closing_a_second_time_leaves_without_the_copy():
    door, leaving, services, jobs = a_way_out(is_due=True, hold=True)
    leaving.may_leave(services, wants_copy=True)
    assert leaving.may_leave(services, wants_copy=True)
    leaving.leave_without()
    jobs.run_held()
    assert door.left == 1


def test_a_full_disk_is_said_and_locks_nobody_in():
    door, leaving, services, _ = a_way_out(is_due=True)
    services.checking.refusal = "The backup was not finished."
    assert not leaving.may_leave(services, wants_copy=True)
    assert door.said[-1] == "The backup was not finished. Is the disk full?"
    assert leaving.may_leave(services, wants_copy=True)


def test_copies_at_close_are_on_until_switched_off(tmp_path):
    assert read_preferences(tmp_path / "none.json") == Preferences()
    assert Preferences().copies_at_close


def test_the_window_closes_by_itself_once_the_copy_is_made(shell, services, qtbot):
    shell.jobs.start(
        lambda _: Outcome(None, frozenset({Topic.SETTINGS}), "Kept."),
        on_done=lambda _: None, on_error=lambda _: None, lane=Lane.WRITE,
    )  # fmt: skip
    qtbot.waitUntil(lambda: shell.jobs.is_idle)
    assert not shell.close()
    qtbot.waitUntil(lambda: not shell.isVisible())
    assert services.checking.copied == ["/shop/backups"]


def test_a_copy_that_takes_long_is_said_with_a_way_out(shell, services):
    shell._way_out.show_copying("/shop/backups")
    shell._way_out._patience.timeout.emit()
    words = " ".join(label.text() for label in shell.findChildren(QLabel) if label.isVisible())
    assert "Copying your books before the window closes" in words
    way_out = next(b for b in shell.findChildren(Button) if b.text() == "Close without a copy")
    way_out.click()
    assert not shell.isVisible()
    assert services.checking.copied == []


def test_a_refused_copy_leaves_the_window_open_with_the_reason(shell, services, qtbot):
    services.checking.is_due = True
    services.checking.refusal = "The backup was not finished."
    assert not shell.close()
    qtbot.waitUntil(lambda: shell.jobs.is_idle)
    words = " ".join(label.text() for label in shell.findChildren(QLabel) if label.isVisible())
    assert "The backup was not finished." in words
    assert shell.close()
