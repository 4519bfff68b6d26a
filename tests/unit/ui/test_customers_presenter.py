from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerQuery, CustomerRow, CustomerService
from retailcrm.services.finding import Found, How, Unit
from retailcrm.services.shop import ShopService, ShopSettings
from retailcrm.ui.screens.customers.presenter import CustomersPresenter, CustomersState
from retailcrm.ui.work import InlineJobs


def a_customer(number: int) -> CustomerRow:
    return CustomerRow(
        number, f"Ann {number}", "", "", "", "", None, None, 1, 1, 0, 100, "", "", ""
    )


class Books:
    def __init__(self, size: int = 3) -> None:
        self.size = size
        self.asked: list[CustomerQuery] = []
        self.saved: list[tuple[CustomerQuery, Path]] = []
        self.refuses = False

    def settings(self) -> ShopSettings:
        return ShopSettings(currency="EUR")

    def ids(self, query: CustomerQuery) -> Any:
        self.asked.append(query)
        if self.refuses:
            raise UserError("The books are locked.")
        return np.arange(10, 10 + self.size, dtype=np.int64)

    def page(self, ids: Any) -> tuple[CustomerRow, ...]:
        return tuple(a_customer(int(one)) for one in ids)

    def save_table(self, query: CustomerQuery, path: Path, progress: Progress) -> Outcome[int]:
        progress.step(1, self.size)
        self.saved.append((query, path))
        return Outcome(self.size, frozenset(), "3 customers saved")


@dataclass
class Seen:
    states: list[CustomersState] = field(default_factory=list)
    painted: list[tuple[int, int]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)

    def show_state(self, state: CustomersState) -> None:
        self.states.append(state)

    def show_rows(self, first: int, last: int) -> None:
        self.painted.append((first, last))

    def open_profile(self, customer_id: int) -> None:
        self.opened.append(customer_id)

    @property
    def last(self) -> CustomersState:
        return self.states[-1]


def a_screen(books: Books, jobs: InlineJobs | None = None) -> tuple[Seen, CustomersPresenter]:
    seen = Seen()
    presenter = CustomersPresenter(
        seen, cast("CustomerService", books), cast("ShopService", books), jobs or InlineJobs()
    )
    return seen, presenter


def test_everyone_is_listed_and_counted() -> None:
    seen, presenter = a_screen(Books(4312))
    presenter.refresh()
    assert seen.last.headline == "4,312 customers"
    assert seen.last.is_loaded
    assert not seen.last.busy


def test_a_group_from_another_screen_arrives_as_a_chip_that_can_be_taken_off() -> None:
    seen, presenter = a_screen(Books())
    presenter.open(rows("customers", group="most_valuable", stage="mia", as_of="2025-10-31"))
    assert [chip.text for chip in seen.last.chips] == ["Most Valuable", "Missing"]
    assert seen.last.headline == "3 customers match"
    presenter.remove_chip("stage")
    assert [chip.text for chip in seen.last.chips] == ["Most Valuable"]
    assert seen.last.query.rows == rows("customers", group="most_valuable", as_of="2025-10-31")


def test_one_match_is_said_in_the_singular() -> None:
    seen, presenter = a_screen(Books(1))
    presenter.open(rows("customers", segment="cant_lose"))
    assert seen.last.headline == "1 customer matches"
    assert [chip.text for chip in seen.last.chips] == ["Can’t lose"]


def test_chips_speak_the_shops_words() -> None:
    seen, presenter = a_screen(Books())
    presenter.open(
        rows("customers", r="2", fm="5", moved_from="below_zero", cohort="2025-01", tag="x")
    )
    assert [chip.text for chip in seen.last.chips] == [
        "recency R 2",
        "frequency and money FM 5",
        "first bought in 2025-01",
        "was Below Zero",
        "tag x",
    ]


def test_a_single_customer_opens_the_page_and_leaves_the_table_alone() -> None:
    books = Books()
    seen, presenter = a_screen(books)
    presenter.open(rows("customers", customer="12"))
    assert seen.opened == [12]
    assert books.asked == []


def test_typing_filters_and_spaces_alone_ask_nothing_anew() -> None:
    books = Books()
    seen, presenter = a_screen(books)
    presenter.refresh()
    presenter.filter("ann")
    presenter.filter("ann ")
    assert [query.text for query in books.asked] == ["", "ann"]
    presenter.clear_filters()
    assert not seen.last.is_filtered


def test_a_heading_sorts() -> None:
    seen, presenter = a_screen(Books())
    presenter.sort("net_sales", descending=True)
    assert (seen.last.query.sort, seen.last.query.descending) == ("net_sales", True)


def test_enter_opens_the_customer_of_the_row() -> None:
    seen, presenter = a_screen(Books())
    presenter.refresh()
    presenter.open_row(2)
    presenter.open_row(3)
    assert seen.opened == [12]


def test_a_page_of_the_list_before_is_not_painted_into_the_new_one() -> None:
    jobs = InlineJobs(hold=True)
    seen, presenter = a_screen(Books(300), jobs)
    presenter.refresh()
    jobs.run_held()
    assert presenter.pages.row(0) is None
    presenter.pages.show(np.arange(500, 900, dtype=np.int64))
    jobs.run_held()
    assert seen.painted == []
    assert presenter.pages.row(0) is None
    jobs.run_held()
    assert seen.painted == [(0, 127)]


def test_a_page_is_asked_for_once_while_it_is_on_its_way() -> None:
    jobs = InlineJobs(hold=True)
    seen, presenter = a_screen(Books(300), jobs)
    presenter.refresh()
    jobs.run_held()
    presenter.pages.row(0)
    presenter.pages.row(1)
    jobs.run_held()
    assert seen.painted == [(0, 127)]


def test_saving_writes_what_is_shown_in_its_order(tmp_path: Path) -> None:
    books = Books()
    seen, presenter = a_screen(books)
    presenter.sort("visits", descending=True)
    presenter.save_table(tmp_path / "list.csv")
    assert books.saved == [(seen.last.query, tmp_path / "list.csv")]
    assert any("1 of 3 saved" in state.saving for state in seen.states)
    assert seen.last.saving == ""


def test_saving_can_be_stopped(tmp_path: Path) -> None:
    jobs = InlineJobs(hold=True)
    books = Books()
    seen, presenter = a_screen(books, jobs)
    presenter.save_table(tmp_path / "list.csv")
    assert seen.last.saving == "Saving list.csv"
    presenter.cancel_saving()
    jobs.run_held()
    assert books.saved == []
    assert seen.last.saving == ""


def test_books_that_refuse_leave_one_sentence() -> None:
    books = Books()
    books.refuses = True
    seen, presenter = a_screen(books)
    presenter.refresh()
    assert seen.last.problem == "The books are locked."
    assert not seen.last.busy


class Behind(Books):
    """Three people behind a figure, with what each adds."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.behind = found
        self.lost = False

    def found(self, _wanted: RowsRef) -> Found:
        if self.lost:
            raise UserError("The rows behind this figure cannot be told any more.")
        return self.behind


SPENT = Found(
    "Bought for more than 100.00 in March",
    np.array([10, 11, 12], dtype=np.int64),
    "Bought in March",
    Unit.MONEY,
    np.array([1_234_500.0, -50.0, 100.0]),
    How.SUM,
)
FIGURE = rows("customers", finding="money.march", as_of="2026-03-31", month="674")


def test_the_people_behind_a_figure_come_with_what_each_adds_and_what_they_make_together() -> None:
    books = Behind(SPENT)
    seen, presenter = a_screen(books)
    presenter.open(FIGURE)
    assert [chip.text for chip in seen.last.chips] == ["Bought for more than 100.00 in March"]
    assert seen.last.headline == "3 customers match, together €12,345.50"
    assert seen.last.finding is not None
    assert seen.last.finding.heading == "Bought in March, EUR"
    amounts = [seen.last.finding.amount(one) for one in (10, 11, 12, 13)]
    assert amounts == ["12,345.00", "−0.50", "1.00", ""]
    assert (books.asked[-1].sort, books.asked[-1].descending) == ("amount", True)


def test_taking_the_figure_off_takes_its_inputs_and_its_order_along() -> None:
    books = Behind(SPENT)
    seen, presenter = a_screen(books)
    presenter.open(rows("customers", finding="money.march", month="674", group="below_zero"))
    assert [chip.name for chip in seen.last.chips] == ["finding"]
    presenter.remove_chip("finding")
    assert books.asked[-1].rows == rows("customers", group="below_zero")
    assert [chip.text for chip in seen.last.chips] == ["Below Zero"]
    assert books.asked[-1].sort == "name"
    assert seen.last.finding is None


def test_people_who_are_only_counted_have_no_column_and_stand_by_what_they_bought() -> None:
    counted = Found("Came back within a year", np.array([10, 11, 12], dtype=np.int64))
    books = Behind(counted)
    seen, presenter = a_screen(books)
    presenter.open(FIGURE)
    assert seen.last.finding is not None
    assert seen.last.finding.heading == ""
    assert seen.last.headline == "3 customers match"
    assert books.asked[-1].sort == "net_sales"


def test_a_filter_on_the_people_behind_a_figure_adds_up_those_who_are_left() -> None:
    class Two(Behind):
        def ids(self, query: CustomerQuery) -> Any:
            return super().ids(query)[:2] if query.text else super().ids(query)

    seen, presenter = a_screen(Two(replace(SPENT, how=How.MEAN, unit=Unit.DAYS)))
    presenter.open(FIGURE)
    presenter.filter("ann")
    assert seen.last.headline == "2 customers match, 617,225 days on average"


def test_a_figure_whose_people_cannot_be_told_shows_nobody_under_its_name() -> None:
    books = Behind(SPENT)
    seen, presenter = a_screen(books)
    presenter.refresh()
    books.lost = True
    presenter.open(FIGURE)
    assert seen.last.total == 0
    assert len(presenter.pages) == 0
    assert seen.last.problem == "The rows behind this figure cannot be told any more."
    books.lost = False
    presenter.refresh()
    assert seen.last.total == 3
    assert seen.last.problem == ""


@pytest.mark.parametrize(
    ("amounts", "headline"),
    [([1, 1, 0], "3 customers match, 66.7\N{NARROW NO-BREAK SPACE}% of them"),
     ([1, 3, 2], "3 customers match, 2.00 on average")],
)  # fmt: skip
def test_a_yes_or_no_of_each_makes_a_share_and_no_average(amounts, headline) -> None:
    each = np.array(amounts, dtype=np.float64)
    told = replace(SPENT, how=How.MEAN, unit=Unit.COUNT, amounts=each)
    seen, presenter = a_screen(Behind(told))
    presenter.open(FIGURE)
    assert seen.last.headline == headline
