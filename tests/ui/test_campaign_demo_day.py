"""One whole campaign by keyboard alone on the demo shop: from the group to what it brought."""

import csv
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import text

from retailcrm.services.campaign_rows import CampaignRow, State
from retailcrm.services.demo import demo_files
from retailcrm.services.import_rows import ImportFiles
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from retailcrm.wiring import Services, open_shop
from tests.demo_books import EVENING, FILE
from tests.ui.at_work import window_over
from tests.ui.keyboard import here, pressed, said, struck, tab_to, typed

FIRST, LAST = date(2026, 10, 10), date(2026, 10, 30)
CLOSES = "2026-11-20"
LATER = timedelta(days=22)
WEEKS_ON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """The clock on the shop's wall."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def demo(demo_books: Path, tmp_path: Path, clock: Clock) -> Iterator[Services]:
    shutil.copytree(demo_books, tmp_path / "books")
    services = open_shop(str(tmp_path / "books" / FILE), clock)
    yield services
    services.close()


@pytest.fixture
def shell(qapp, theme, demo, clock, tmp_path) -> Iterator[Shell]:
    with window_over(demo, qapp, tmp_path, clock) as made:
        yield made


def the_shop_lives_on(services: Services, folder: Path) -> dict[str, int]:
    """Let three more weeks come from the till; give what each buyer of them spent, in cents."""
    items = next(one for one in demo_files() if one.name.startswith("items"))
    with items.open(encoding="utf-8-sig", newline="") as held:
        told = list(csv.DictReader(held))
    weeks = [
        row
        | {
            "Date": (date.fromisoformat(row["Date"]) + LATER).isoformat(),
            "Transaction ID": f"N{row['Transaction ID']}",
            "Payment ID": f"N{row['Payment ID']}",
        }
        for row in told
        if FIRST.isoformat() <= row["Date"] <= LAST.isoformat()
    ]
    file = folder / "items-2026-11-01-2026-11-21.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(weeks[0]))
        writer.writeheader()
        writer.writerows(weeks)
    report = services.importing.run(ImportFiles((file,))).value
    assert [(one.refused, one.problems) for one in report.files] == [("", 0)]
    bought: dict[str, int] = {}
    for row in weeks:
        if row["Event Type"] == "Payment" and row["Date"] <= CLOSES and row["Item"] != "Gift Card":
            buyer = row["Customer ID"]
            bought[buyer] = bought.get(buyer, 0) + _cents(row["Net Sales"])
    return bought


def _cents(money: str) -> int:
    return round(float(money.replace("$", "").replace(",", "")) * 100)


def only(services: Services) -> CampaignRow:
    (row,) = services.campaigns.drafts.campaigns()
    return row


def of_the_till(emails: Iterable[str]) -> set[str]:
    """Give the till's own numbers of people, by their addresses."""
    people = next(one for one in demo_files() if one.name.startswith("export"))
    with people.open(encoding="utf-8-sig", newline="") as held:
        ids = {row["Email Address"]: row["Square Customer ID"] for row in csv.DictReader(held)}
    return {ids[one] for one in emails}


def left_alone(services: Services) -> list[str]:
    """Give the addresses of everyone whom chance left alone."""
    with services.books.read() as connection:
        asked = text(
            "SELECT email FROM customer JOIN assignment a ON a.customer_id = customer.id "
            "JOIN arm ON arm.id = a.arm_id AND arm.place = 0"
        )
        return list(connection.scalars(asked))


def written_to(file: Path) -> list[str]:
    """Give the addresses in a file."""
    with file.open(encoding="utf-8", newline="") as held:
        return [row["Email Address"] for row in csv.DictReader(held)]


def has_said(shell: Shell, words: str) -> bool:
    return words in said(shell._pages.current)


def key(shell: Shell, number: Qt.Key) -> None:
    """Go to a screen by its number."""
    QTest.keyClick(QApplication.focusWidget() or shell, number, Qt.KeyboardModifier.ControlModifier)
    settle(shell)


def draft_from_the_group(qtbot, shell: Shell) -> None:
    """Choose a group, and say what it gets and what that costs."""
    key(shell, Qt.Key.Key_5)
    QTest.keyClick(tab_to(shell, "Three groups"), Qt.Key.Key_Down)
    settle(shell)
    assert has_said(shell, "Open 336 customers")
    pressed(shell, "Start a campaign")
    assert here().accessibleName() == "Called"
    typed(shell, "Called", "Autumn tea")
    typed(shell, "Left alone, %", "25")
    typed(shell, "Visits count, days", "21")
    typed(shell, "Messages each, USD", "0.05")
    qtbot.waitUntil(lambda: has_said(shell, "It costs about $5.95"), timeout=30_000)
    assert has_said(shell, "119 to write to, 40 left alone")
    assert has_said(shell, "Visits count from 31 Oct 2026 to 20 Nov 2026.")


def test_a_campaign_goes_from_the_group_to_what_it_brought_by_keyboard_on_the_demo_shop(
    qtbot, shell, demo, clock, tmp_path, monkeypatch
):
    draft_from_the_group(qtbot, shell)
    struck(shell, "go")
    assert (only(demo).state, only(demo).people, only(demo).control) == (State.RUNNING, 119, 40)
    assert "Autumn tea is launched" in shell._frame.messages.text

    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    pressed(shell, "Write the file")
    assert has_said(shell, "119 people in autumn-tea-constant-contact-2026-10-31.csv")
    written = of_the_till(written_to(out / "autumn-tea-constant-contact-2026-10-31.csv"))
    alone = of_the_till(left_alone(demo))
    assert (len(written), len(alone), written & alone) == (119, 40, set())

    bought = the_shop_lives_on(demo, tmp_path)
    clock.now = WEEKS_ON
    struck(shell, "refresh", "go")
    assert has_said(shell, "Not proven: the data cannot tell whether A brought anything.")
    result = demo.campaigns.results.result(only(demo).id)
    for arm, people in ((result.arms[0], written), (result.control, alone)):
        came = {one for one in people if bought.get(one, 0) > 0}
        assert arm.came.value == len(came)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out / "brought.pdf"), ""))
    struck(shell, "print")
    assert (out / "brought.pdf").read_bytes().startswith(b"%PDF")
    struck(shell, "back", "back")
    assert has_said(shell, "New campaign")
    assert here().accessibleName() == "Campaigns"
