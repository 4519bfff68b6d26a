"""The first evening: drop the export, see the shop, find a person, print the month."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from retailcrm.core.resources import resource
from retailcrm.services.member_rows import Enrolment
from retailcrm.ui.dialogs.keys import KeysDialog
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.text import Text
from retailcrm.ui.kit.tile import FigureTile
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from retailcrm.wiring import open_shop
from tests.new_books import new_shop
from tests.ui.at_work import window_over

MORNING = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
ROWS = 1500


@pytest.fixture
def export(tmp_path: Path) -> Path:
    whole: Path = next(resource("demo").glob("items-*.csv"))
    lines = whole.read_text("utf-8-sig").splitlines(keepends=True)
    file = tmp_path / whole.name
    file.write_text("".join(lines[:ROWS]), "utf-8")
    return file


@pytest.fixture
def shell(qapp, theme, tmp_path):
    services = new_shop(tmp_path / "shop.db", lambda: MORNING)
    with window_over(services, qapp, tmp_path, lambda: MORNING) as made:
        yield made
    services.close()


def figures(shell: Shell) -> dict[str, str]:
    tiles = [tile.accessibleName() for tile in shell.findChildren(FigureTile)]
    return dict(name.split(": ", 1) for name in tiles if ": " in name)


def bring_in(shell: Shell, export: Path) -> None:
    shell.import_files((export,))
    settle(shell)
    shell.act("go")
    settle(shell)


def screen(shell: Shell) -> str:
    return type(shell._pages.current).__name__


def look_for(qtbot, shell: Shell, words: str) -> None:
    shell.act("search")
    field = QApplication.focusWidget() or shell
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(shell)


def test_a_file_is_looked_at_before_anything_is_written(shell, export):
    assert shell.services.sales.months() == ()
    shell.import_files((export,))
    settle(shell)
    assert shell.services.sales.months() == ()
    shell.act("go")
    settle(shell)
    shell.open_screen("today")
    settle(shell)
    october = shell.services.sales.headline(shell.services.sales.months()[0])
    net = next(one.value for one in october.figures if one.key == "net_sales")
    assert figures(shell)["Net sales, USD"] == f"{round(net / 100):,}"


def test_a_person_and_a_printed_figure_are_a_few_keys_away(
    qtbot, shell, export, tmp_path, monkeypatch
):
    bring_in(shell, export)
    someone = shell.services.customers.search("ma", 1)[0]
    look_for(qtbot, shell, someone.name)
    assert screen(shell) == "CustomersScreen"

    paper = tmp_path / "october.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    shell.print_month(shell.services.sales.months()[0])
    settle(shell)
    shell.act("print")
    settle(shell)
    assert paper.read_bytes().startswith(b"%PDF")
    assert "october.pdf" in shell._frame.messages.text

    look_for(qtbot, shell, "2026-10/1")
    assert screen(shell) in {"ReceiptsScreen", "CustomersScreen"}


def test_the_same_export_dropped_again_changes_nothing(shell, export):
    bring_in(shell, export)
    bring_in(shell, export)
    status = shell.services.shop.status()
    batches = shell.services.importing.batches()
    assert sum(batch.receipts_new for batch in batches) == status.receipts + status.voided
    assert sum(batch.receipts_changed for batch in batches) == 0


def test_the_evening_ends_with_a_copy_beside_the_books(qtbot, shell, export, tmp_path):
    bring_in(shell, export)
    assert not shell.close()
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=10_000)
    (copy,) = (tmp_path / "backups").iterdir()
    again = open_shop(str(copy), lambda: MORNING)
    assert again.shop.status().receipts == shell.services.shop.status().receipts
    again.close()


def test_filtering_leaves_a_persons_page_for_the_list_of_everyone(qtbot, shell, export):
    bring_in(shell, export)
    look_for(qtbot, shell, shell.services.customers.search("ma", 1)[0].name)
    shell.act("find")
    settle(shell)
    field = QApplication.focusWidget()
    assert isinstance(field, Field)
    assert field.accessibleName() == "Filter customers"


def test_enter_presses_the_button_under_the_keyboard(qtbot, shell, export):
    shell.import_files((export,))
    settle(shell)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(shell)
    assert shell.services.shop.status().receipts


def test_the_way_back_ends_on_the_very_figure_that_was_opened(qtbot, shell, export):
    bring_in(shell, export)
    shell.open_screen("today")
    settle(shell)
    opened = [one for one in shell.findChildren(FigureTile) if one.isVisible()][2]
    opened.setFocus()
    qtbot.keyClick(opened, Qt.Key.Key_Return)
    settle(shell)
    assert screen(shell) == "ReceiptsScreen"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle(shell)
    assert QApplication.focusWidget() is opened


def test_the_list_of_keys_fits_on_a_small_screen(shell):
    shell.act("help")
    settle(shell)
    (dialog,) = shell.findChildren(KeysDialog)
    assert dialog.sizeHint().height() < 700
    assert dialog.sizeHint().width() < 1200
    dialog.reject()


def test_a_member_without_receipts_has_no_row_of_noughts(shell):
    newcomer = shell.services.members.enrol(Enrolment(first_name="Ana", last_name="Lima")).value
    shell.open_customer(newcomer.customer_id)
    settle(shell)
    seen = {text.text() for text in shell.findChildren(Text) if text.isVisible()}
    assert "No receipts yet" in {card.title.text() for card in shell.findChildren(Card)}
    assert not seen & {"0", "0.00", "–", "visits"}
