from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.importers.chunks import FileFacts
from retailcrm.services.import_rows import (
    BatchRow,
    DayTotal,
    FileReport,
    ImportFiles,
    ImportReport,
    UndoReport,
)
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.screens.importing import findings
from retailcrm.ui.screens.importing.chosen import Chosen
from retailcrm.ui.screens.importing.presenter import ImportPresenter, ImportState, Phase
from retailcrm.ui.screens.importing.reconcile import Day, reconcile, sums_title
from retailcrm.ui.work import InlineJobs

DOLLARS = Figures("USD")
SHOP = ShopSettings(currency="USD", zone="America/New_York")
ITEMS, LIST, ODD = Path("in/items.csv"), Path("in/customers.csv"), Path("in/odd.csv")


def some_facts(dialect: str = "square-items", kind: str = "sales", **changes: Any) -> FileFacts:
    given: dict[str, Any] = {
        "name": "items.csv",
        "dialect": dialect,
        "family": "square",
        "title": "Square, Items Detail",
        "kind": kind,
        "encoding": "utf-8",
        "delimiter": ",",
        "header_line": 1,
        "columns": ("Date", "Net Sales", "Notes"),
        "used": ("Date", "Net Sales"),
        "date_order": "ymd",
    }
    return FileFacts(**(given | changes))


def a_day(month: int, day: int, *, known: bool = False, net: int = 1000, more: int = 0) -> DayTotal:
    store = "Main" if day % 2 else "Riverside"
    return DayTotal(store, date(2025, month, day), 3, net, net + more, known)


def a_report(name: str = "items.csv", **changes: Any) -> FileReport:
    given: dict[str, Any] = {
        "file": name,
        "facts": some_facts(),
        "rows": 19647,
        "receipts_new": 5916,
        "receipts_changed": 12,
        "receipts_same": 2874,
        "problems": 9,
        "batch": None,
        "days": (a_day(8, 1, known=True), a_day(9, 1), a_day(9, 2, more=300)),
    }
    return FileReport(**(given | changes))


A_LIST = a_report(
    "customers.csv",
    facts=some_facts("square-customers", "customers"),
    receipts_new=0, receipts_changed=0, receipts_same=0, problems=0, customers_new=200,
    customers_updated=14, days=(),
)  # fmt: skip
REFUSED = FileReport("odd.csv", None, refused="No column of odd.csv holds a date.")


class Books:
    def __init__(self, *reports: FileReport) -> None:
        self.reports = {report.file: report for report in reports}
        self.wishes: list[ImportFiles] = []
        self.undone: list[int] = []
        self.refuses = ""

    def settings(self) -> ShopSettings:
        return SHOP

    def status(self) -> Any:
        return type("Status", (), {"problems_open": 9})()

    def batches(self) -> tuple[BatchRow, ...]:
        at = datetime(2025, 11, 1, 19, 42, tzinfo=UTC)
        return (BatchRow(4, "items.csv", "Square", "sales", at, 9, 9, 0, 0, 0, "done"),)

    def run(self, wish: ImportFiles, progress: Progress) -> Outcome[ImportReport]:
        if self.refuses:
            raise UserError(self.refuses)
        self.wishes.append(wish)
        progress.step(1, 2, "reading")
        files = tuple(self.reports[path.name] for path in wish.paths)
        return Outcome(ImportReport(files, wish.dry_run), frozenset({Topic.RECEIPTS}), "Imported")

    def take_back(self, batches: Sequence[int], _progress: Progress) -> Outcome[UndoReport]:
        self.undone += batches
        told = UndoReport(batches[-1], 1, 0, 0, 0)
        return Outcome(told, frozenset({Topic.RECEIPTS}), f"{batches} gone")


@dataclass
class Seen:
    states: list[ImportState] = field(default_factory=list)
    matching: list[tuple[Path, Mapping[str, str]]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    turned_to_problems: int = 0
    screens: list[str] = field(default_factory=list)

    def show_state(self, state: ImportState) -> None:
        self.states.append(state)

    def match_columns(self, path: Path, mapping: tuple[tuple[str, str], ...], kind: str) -> None:
        self.matching.append((path, dict(mapping)))
        self.kinds.append(kind)

    def open_problems(self) -> None:
        self.turned_to_problems += 1

    @property
    def last(self) -> ImportState:
        return self.states[-1]

    def phase(self) -> Phase:
        return self.last.phase


def a_screen(books: Books, jobs: InlineJobs | None = None) -> tuple[Seen, ImportPresenter]:
    seen = Seen()
    service = cast("Any", books)
    jobs = jobs or InlineJobs()
    presenter = ImportPresenter(seen, service, service, jobs, seen.screens.append)
    presenter.refresh()
    return seen, presenter


def test_dropped_files_are_checked_before_anything_is_written() -> None:
    books = Books(a_report(), A_LIST)
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS, LIST])
    assert seen.phase() is Phase.CHECK
    assert [wish.dry_run for wish in books.wishes] == [True]
    assert books.wishes[0].paths == (ITEMS, LIST)
    assert any(state.phase is Phase.CHECKING and state.step for state in seen.states)


def test_the_button_counts_what_it_will_do() -> None:
    seen, presenter = a_screen(Books(a_report(), A_LIST))
    presenter.add_files([ITEMS, LIST])
    assert seen.last.report is not None
    text = findings.button_text(seen.last.report, DOLLARS)
    assert text == "Import 5,928 receipts and 214 customers"


def test_importing_writes_what_was_checked_and_can_be_undone() -> None:
    books = Books(a_report(batch=7), a_report("customers.csv", batch=8))
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS, LIST])
    presenter.import_now()
    assert seen.phase() is Phase.DONE
    assert [wish.dry_run for wish in books.wishes] == [True, False]
    presenter.undo_import()
    assert books.undone == [8, 7]
    assert seen.phase() is Phase.START


def test_more_files_join_those_on_the_check_page() -> None:
    books = Books(a_report(), A_LIST)
    _, presenter = a_screen(books)
    presenter.add_files([ITEMS])
    presenter.add_files([LIST, ITEMS])
    assert books.wishes[-1].paths == (ITEMS, LIST)


def test_escape_puts_the_files_away_and_writes_nothing() -> None:
    books = Books(a_report())
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS])
    assert presenter.back()
    assert seen.phase() is Phase.START
    assert seen.last.chosen == ()
    assert all(wish.dry_run for wish in books.wishes)
    assert not presenter.back()


def test_a_running_check_can_be_stopped() -> None:
    jobs = InlineJobs(hold=True)
    books = Books(a_report())
    seen, presenter = a_screen(books, jobs)
    presenter.add_files([ITEMS])
    assert seen.phase() is Phase.CHECKING
    presenter.back()
    jobs.run_held()
    assert seen.phase() is Phase.START
    assert books.wishes == []


def test_a_running_import_can_be_stopped_and_leads_back_to_the_check() -> None:
    jobs = InlineJobs(hold=True)
    books = Books(a_report())
    seen, presenter = a_screen(books, jobs)
    presenter.add_files([ITEMS])
    jobs.run_held()
    presenter.import_now()
    presenter.add_files([LIST])
    assert seen.phase() is Phase.IMPORTING
    presenter.back()
    jobs.run_held()
    assert seen.phase() is Phase.CHECK
    assert [wish.dry_run for wish in books.wishes] == [True]


def test_one_refused_file_does_not_stop_the_others() -> None:
    seen, presenter = a_screen(Books(REFUSED, a_report()))
    presenter.add_files([ODD, ITEMS])
    assert seen.last.file is not None
    assert seen.last.file.file == "items.csv"
    assert seen.last.counts.receipts == 5928


def test_nothing_new_offers_nothing_to_import() -> None:
    same = a_report(receipts_new=0, receipts_changed=0, problems=0)
    books = Books(same)
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS])
    assert seen.last.report is not None
    assert findings.button_text(seen.last.report, DOLLARS) == "Nothing new to import"
    presenter.import_now()
    assert seen.phase() is Phase.CHECK


def test_an_unknown_file_turns_to_its_columns_and_is_checked_again() -> None:
    books = Books(REFUSED, a_report())
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS, ODD])
    presenter.match_columns(1)
    assert seen.phase() is Phase.MAPPING
    assert seen.matching == [(ODD, {})]
    presenter.columns_matched(Chosen(ODD, (("day", "When"),), "dmy", "customers"))
    assert [wish.paths for wish in books.wishes[-2:]] == [(ITEMS,), (ODD,)]
    assert books.wishes[-1].mapping == {"kind": "customers", "columns": {"day": "When"}}
    assert books.wishes[-1].date_order == "dmy"
    presenter.match_columns(1)
    assert seen.matching[-1] == (ODD, {"day": "When"})
    assert seen.kinds == ["", "customers"]
    presenter.back()
    assert seen.phase() is Phase.CHECK


def test_dates_that_can_be_read_both_ways_are_settled_by_one_answer() -> None:
    books = Books(REFUSED, a_report())
    seen, presenter = a_screen(books)
    presenter.add_files([ODD])
    presenter.order_dates("mdy")
    assert books.wishes[-1].paths == (ODD,)
    assert books.wishes[-1].date_order == "mdy"
    assert books.wishes[-1].mapping is None
    assert seen.phase() is Phase.CHECK


def test_a_proposed_mapping_is_the_start_of_matching() -> None:
    facts = some_facts("mapped", mapping=(("day", "Date"),))
    seen, presenter = a_screen(Books(a_report(facts=facts)))
    presenter.add_files([ITEMS])
    presenter.match_columns()
    assert seen.matching == [(ITEMS, {"day": "Date"})]


def test_a_file_inside_an_archive_leads_back_to_the_archive() -> None:
    archive = Path("in/export.zip")
    books = Books()
    books.reports["export.zip"] = a_report("export.zip/orders.csv")
    seen, presenter = a_screen(books)
    presenter.add_files([archive])
    presenter.match_columns(0)
    assert seen.matching[0][0] == archive


def test_an_import_of_the_past_can_be_taken_back() -> None:
    books = Books()
    seen, presenter = a_screen(books)
    assert seen.last.batches is not None
    presenter.undo_batch(seen.last.batches[0])
    assert books.undone == [4]


def test_a_check_that_cannot_be_done_says_one_sentence() -> None:
    books = Books()
    books.refuses = "The disk is full."
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS])
    assert (seen.last.phase, seen.last.problem) == (Phase.START, "The disk is full.")


def test_an_import_that_fails_stays_on_the_check_page() -> None:
    books = Books(a_report())
    seen, presenter = a_screen(books)
    presenter.add_files([ITEMS])
    books.refuses = "The disk is full."
    presenter.import_now()
    assert (seen.last.phase, seen.last.problem) == (Phase.CHECK, "The disk is full.")


def test_problems_and_groups_are_one_step_away() -> None:
    seen, presenter = a_screen(Books())
    presenter.open_quarantine()
    assert seen.phase() is Phase.QUARANTINE
    assert seen.turned_to_problems == 1
    presenter.see_groups()
    assert seen.screens == ["groups"]
    assert seen.last.open_problems == 9


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (a_report(), "August is already in your books; 12 receipts changed"),
        (a_report(receipts_changed=1, days=()),
         "2,874 of its receipts are already in your books; 1 receipt changed"),
        (a_report(receipts_changed=0, receipts_same=0), "All 5,916 receipts are new"),
        (a_report(receipts_changed=0, receipts_new=0), "All of this file is already in your books"),
        (a_report(receipts_changed=0, receipts_new=0, receipts_same=0),
         "Nothing in this file can go into your books yet"),
        (A_LIST, "200 new customers, 14 with something new"),
    ],
)  # fmt: skip
def test_the_title_says_what_importing_would_do(report: FileReport, title: str) -> None:
    assert findings.happening_title(report, DOLLARS) == title


def test_the_sum_is_done_aloud() -> None:
    assert findings.happening_note(a_report(), DOLLARS) == (
        "5,916 new and 12 changed make 5,928. One step, and you can undo it."
    )


def test_checks_say_what_the_file_is_and_what_is_worth_a_look() -> None:
    lines = findings.checks(a_report(unnamed_ids=214), SHOP, DOLLARS)
    assert [(check.is_fine, f"{check.strong} {check.rest}".strip()) for check in lines] == [
        (True, "Square, Items Detail recognised by 2 of 3 column names"),
        (True, "UTF-8, commas, dates as year-month-day"),
        (True, "USD, New York time Main and Riverside found"),
        (False, "9 lines are kept aside all others add up"),
        (False, "214 customer ids have no name import the customer list too"),
    ]


def test_a_file_read_by_its_headings_asks_for_a_look() -> None:
    first = findings.checks(a_report(facts=some_facts("mapped")), SHOP, DOLLARS)[0]
    assert (first.is_fine, first.strong) == (False, "Read by its headings")


def test_days_are_laid_out_by_month_and_store() -> None:
    found = reconcile(a_report().days)
    assert [(strip.month % 12 + 1, strip.store) for strip in found.strips] == [
        (8, "Main"),
        (9, "Main"),
        (9, "Riverside"),
    ]
    assert len(found.strips[1].days) == 30
    assert [strip.days[day] for strip, day in zip(found.strips, (0, 0, 1), strict=True)] == [
        Day.KNOWN,
        Day.AGREES,
        Day.DIFFERS,
    ]
    assert found.strips[0].days[1] is Day.CLOSED
    assert (found.in_file, found.in_books, found.difference) == (3000, 3300, 300)
    assert (found.days_agree, found.days_differ) == (2, 1)


def test_the_title_of_the_sums_says_whether_they_agree() -> None:
    whole = reconcile((a_day(9, 1),))
    assert sums_title(whole, 0, DOLLARS) == "The file and your books agree to the cent"
    assert sums_title(whole, 1, DOLLARS).endswith("only by the line kept aside")
    assert sums_title(whole, 9, DOLLARS).endswith("only by the 9 lines kept aside")
    more = reconcile((a_day(9, 1, more=5),))
    assert sums_title(more, 0, DOLLARS).startswith("On 1 day your books hold something else")
    two = reconcile((a_day(9, 1, more=5), a_day(9, 2, more=5)))
    assert sums_title(two, 9, DOLLARS).startswith("On 2 days your books hold something else")
