from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerService, ReceiptDetail, ReceiptRow
from retailcrm.services.exporting import ExportService
from retailcrm.services.sales import SalesService
from retailcrm.services.shop import ShopService, ShopSettings
from retailcrm.ui.screens.pages import PAGE
from retailcrm.ui.screens.receipts.presenter import ReceiptsPresenter, ReceiptsState
from retailcrm.ui.work import InlineJobs


def a_receipt(number: int, *, net: int = 1000, kind: str = "sale") -> ReceiptRow:
    return ReceiptRow(
        number, f"R{number}", kind, date(2025, 10, 3), "Main", "offline", 7, "Ann", 2, 50, net, 80
    )


class Books:
    def __init__(self, *receipts: ReceiptRow) -> None:
        self.receipts = {row.receipt_id: row for row in receipts}
        self.refuses = False
        self.added_up: list[RowsRef] = []
        self.noted: list[tuple[str, int]] = []

    def note(self, what: str, rows: int) -> None:
        if self.refuses:
            raise UserError("The books are locked.")
        self.noted.append((what, rows))

    def settings(self) -> ShopSettings:
        return ShopSettings(currency="EUR")

    def receipt_ids(self, _wanted: RowsRef) -> Any:
        if self.refuses:
            raise UserError("The books are locked.", "Close the other window.")
        return np.array(sorted(self.receipts), dtype=np.int64)

    def receipt_sum(self, wanted: RowsRef) -> int:
        self.added_up.append(wanted)
        return sum(row.net for row in self.receipts.values())

    def receipt_margin(self, _wanted: RowsRef) -> int:
        return 250 * len(self.receipts)

    def receipt_margins(self, ids: Any) -> dict[int, int]:
        return {int(one): 250 for one in ids}

    def receipt_page(self, ids: Any) -> tuple[ReceiptRow, ...]:
        assert len(ids) <= PAGE
        return tuple(self.receipts[int(one)] for one in ids)

    def receipt(self, receipt_id: int) -> ReceiptDetail:
        head = self.receipts[receipt_id]
        return ReceiptDetail(head, (), None, "", "", "", 0, 0, "a.csv", 1, "", ())


@dataclass
class Seen:
    states: list[ReceiptsState] = field(default_factory=list)
    painted: list[tuple[int, int]] = field(default_factory=list)
    opened: list[RowsRef] = field(default_factory=list)

    def show_state(self, state: ReceiptsState) -> None:
        self.states.append(state)

    def show_rows(self, first: int, last: int) -> None:
        self.painted.append((first, last))

    @property
    def last(self) -> ReceiptsState:
        return self.states[-1]


def a_screen(books: Books) -> tuple[Seen, ReceiptsPresenter]:
    seen = Seen()
    presenter = ReceiptsPresenter(
        seen,
        cast("CustomerService", books),
        cast("SalesService", books),
        cast("ShopService", books),
        cast("ExportService", books),
        InlineJobs(),
        seen.opened.append,
    )
    return seen, presenter


OCTOBER = rows("receipts", from_="2025-10-01", to="2025-10-31", store="Main Street")


def test_a_margin_opens_to_the_margin_of_each_receipt() -> None:
    seen, presenter = a_screen(Books(a_receipt(1), a_receipt(2)))
    presenter.open(rows("receipts", from_="2025-10-01", to="2025-10-31", measure="margin"))
    assert seen.last.margin == 500
    first = presenter.pages.row(0)
    assert first is not None
    assert first.margin == 250
    presenter.open(OCTOBER)
    assert seen.last.margin is None


def test_the_line_above_says_what_is_shown() -> None:
    seen, presenter = a_screen(Books(a_receipt(1)))
    presenter.open(OCTOBER)
    assert seen.last.title == "Receipts of October 2025 in Main Street"


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        (rows("receipts"), "Receipts"),
        (rows("receipts", from_="2025-10-03", to="2025-10-03"), "Receipts of Fri 3 Oct 2025"),
        (
            rows("receipts", from_="2025-09-01", to="2025-10-31", kind_="return"),
            "Returns of September 2025 to October 2025",
        ),
        (
            rows("receipts", from_="2025-09-03", to="2025-10-05", channel="online"),
            "Receipts from 3 Sep 2025 to 5 Oct 2025 sold online",
        ),
        (
            rows("receipts", from_="2025-09-03", member="yes"),
            "Receipts since 3 Sep 2025 by customers you know",
        ),
        (rows("receipts", to="2025-09-03"), "Receipts until 3 Sep 2025"),
        (rows("receipts", category="Honey"), "Receipts with Honey"),
        (rows("receipts", category=""), "Receipts with goods without a category"),
    ],
)
def test_every_filter_is_said_in_words(wanted: RowsRef, title: str) -> None:
    seen, presenter = a_screen(Books())
    presenter.open(wanted)
    assert seen.last.title == title


def test_the_sum_at_the_foot_is_the_figure_that_was_opened() -> None:
    books = Books(*(a_receipt(number, net=number) for number in range(1, 301)))
    seen, presenter = a_screen(books)
    presenter.open(OCTOBER)
    assert (seen.last.total, seen.last.net) == (300, sum(range(1, 301)))
    assert books.added_up == [OCTOBER]


def test_a_row_comes_when_it_is_looked_at() -> None:
    seen, presenter = a_screen(Books(*(a_receipt(number) for number in range(200))))
    presenter.open(OCTOBER)
    assert seen.painted == []
    row = presenter.pages.row(150)
    assert row is not None
    assert row.number == "R150"
    assert seen.painted == [(128, 199)]


def test_enter_opens_the_receipt_and_escape_closes_it() -> None:
    seen, presenter = a_screen(Books(a_receipt(1), a_receipt(2)))
    presenter.open(OCTOBER)
    presenter.open_receipt(1)
    opened = seen.last.detail
    assert opened is not None
    assert opened.head.number == "R2"
    assert presenter.close_receipt()
    assert [state.detail for state in seen.states[-1:]] == [None]
    assert not presenter.close_receipt()


def test_a_row_beyond_the_list_opens_nothing() -> None:
    seen, presenter = a_screen(Books(a_receipt(1)))
    presenter.open(OCTOBER)
    presenter.open_receipt(1)
    presenter.open_receipt(-1)
    assert seen.last.detail is None


def test_the_customer_of_an_open_receipt_is_one_step_away() -> None:
    seen, presenter = a_screen(Books(a_receipt(1)))
    presenter.open(OCTOBER)
    presenter.open_customer()
    assert seen.opened == []
    presenter.open_receipt(0)
    presenter.open_customer()
    assert seen.opened == [rows("customers", customer="7")]


def test_books_that_refuse_leave_one_sentence_and_no_busy_light() -> None:
    books = Books(a_receipt(1))
    books.refuses = True
    seen, presenter = a_screen(books)
    presenter.open(OCTOBER)
    assert seen.last.problem == "The books are locked. Close the other window."
    assert not seen.last.busy


def test_a_table_that_leaves_is_noted_and_none_leaves_without_a_note(tmp_path: Path) -> None:
    books = Books(a_receipt(1), a_receipt(2))
    seen, presenter = a_screen(books)
    presenter.open(OCTOBER)
    presenter.save_table(tmp_path / "receipts.csv")
    assert books.noted == [("receipts", 2)]
    assert (tmp_path / "receipts.csv").exists()
    books.refuses = True
    presenter.save_table(tmp_path / "more.csv")
    assert not (tmp_path / "more.csv").exists()
    assert seen.last.problem == "The books are locked."
