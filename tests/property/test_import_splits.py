"""However a till's history is cut into files, and in whatever order they come: the same books."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from retailcrm.wiring import Services, open_shop
from tests.builders import (
    HONEY,
    ORDERS,
    PAN,
    SQUARE,
    Books,
    Goods,
    Row,
    a_directory,
    a_person,
    a_return,
    a_sale,
    an_export,
    an_order,
    taken_in,
    the_books,
)
from tests.conftest import clock

JAM = Goods("Jam", 700, discount=150)
DOCUMENTS: tuple[list[Row], ...] = (
    a_sale("1", HONEY, PAN, HONEY, buyer="C1", day="2026-04-30"),
    a_sale("2", JAM, buyer="C2"),
    a_sale("3", PAN, store="Harbor Mall"),
    a_return("4", HONEY, of="1"),
    a_sale("5", HONEY, JAM, PAN, buyer="C3", store="Harbor Mall"),
    a_return("6", JAM, PAN, of="5", day="2026-05-11", store="Harbor Mall"),
    a_sale("7", HONEY, HONEY, buyer="C1", card="77"),
)
PEOPLE = (
    a_person("C1", email="ana@example.com", card="77"),
    a_person("C2", "Bo", "Rey", phone="+12125550102"),
    a_person("C3", "Cy", "Ito", email="cy@example.com"),
)
LINES = tuple(row for document in DOCUMENTS for row in document)
few = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make empty books once, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "shop.db"
    open_shop(str(file), clock).close()
    return file


@contextmanager
def a_shop(empty: Path) -> Iterator[tuple[Services, Path]]:
    """Open a copy of the empty books in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shop = open_shop(str(shutil.copy(empty, folder / "shop.db")), clock)
        try:
            yield shop, folder
        finally:
            shop.close()


@cache
def whole(empty: Path) -> Books:
    """Give the books of one file with everything in it, and the customer list."""
    with a_shop(empty) as (shop, folder):
        people = a_directory(folder / "people.csv", *PEOPLE)
        taken_in(shop, an_export(folder / "all.csv", *DOCUMENTS), people)
        assert shop.checking.check().ok
        return the_books(shop)


def _books_of(empty: Path, files: Sequence[Sequence[Row]], people_at: int) -> Books:
    """Import files one by one, the customer list somewhere between them."""
    with a_shop(empty) as (shop, folder):
        for number, rows in enumerate([*files, []]):
            if number == min(people_at, len(files)):
                taken_in(shop, a_directory(folder / "people.csv", *PEOPLE))
            if rows:
                taken_in(shop, an_export(folder / f"{number}.csv", rows))
        checked = shop.checking.check()
        assert checked.ok, checked
        return the_books(shop)


@few
@given(
    parts=some.lists(
        some.sets(some.integers(0, len(DOCUMENTS) - 1), min_size=1), min_size=1, max_size=4
    ),
    people_at=some.integers(0, 4),
    order=some.permutations(range(len(DOCUMENTS))),
)
def test_overlapping_files_of_whole_receipts_in_any_order_are_one_history(
    empty: Path, parts: list[set[int]], people_at: int, order: list[int]
) -> None:
    covered = [*parts, set(range(len(DOCUMENTS))) - set().union(*parts)]
    files = [[row for at in order if at in part for row in DOCUMENTS[at]] for part in covered]
    assert _books_of(empty, files, people_at) == whole(empty)


@few
@given(
    cuts=some.lists(
        some.tuples(some.integers(0, len(LINES)), some.integers(0, len(LINES))),
        min_size=1,
        max_size=3,
    ),
    people_at=some.integers(0, 3),
)
def test_files_cut_in_the_middle_of_receipts_are_one_history_once_the_whole_has_come(
    empty: Path, cuts: list[tuple[int, int]], people_at: int
) -> None:
    files = [list(LINES[min(cut) : max(cut)]) for cut in cuts]
    assert _books_of(empty, [*files, list(LINES)], people_at) == whole(empty)
    assert _books_of(empty, [list(LINES), *files], people_at) == whole(empty)


@few
@given(at=some.integers(1, len(LINES) - 1))
def test_a_file_cut_in_two_between_any_lines_is_the_whole_file(empty: Path, at: int) -> None:
    # Equal lines of one receipt on both sides cannot be told from one line in both files.
    assume(not any(row in LINES[at:] for row in LINES[:at]))
    files = [list(LINES[:at]), list(LINES[at:])]
    assert _books_of(empty, files, 0) == whole(empty)


@few
@given(data=some.data())
def test_a_file_that_ends_in_mid_row_and_then_the_whole_are_one_history(
    empty: Path, data: some.DataObject
) -> None:
    with a_shop(empty) as (shop, folder):
        text = an_export(folder / "all.csv", *DOCUMENTS).read_text(encoding="utf-8")
        first_row = text.index("\n") + len(text.splitlines()[1]) + 2
        torn = folder / "torn.csv"
        torn.write_text(text[: data.draw(some.integers(first_row, len(text)))], encoding="utf-8")
        (report,) = taken_in(shop, torn)
        rows = len(torn.read_text(encoding="utf-8").splitlines()) - 1
        assert rows == report.lines_new + report.problems
        people = a_directory(folder / "people.csv", *PEOPLE)
        taken_in(shop, folder / "all.csv", people)
        assert shop.checking.check().ok
        assert the_books(shop) == whole(empty)


refunds = some.lists(
    some.tuples(some.sampled_from([0, 300, 1000]), some.booleans()), min_size=1, max_size=4
)


@few
@given(told=refunds)
def test_a_refund_never_falls_and_a_void_stays_whatever_order_files_come_in(
    empty: Path, told: list[tuple[int, bool]]
) -> None:
    with a_shop(empty) as (shop, folder):
        for number, (cents, void) in enumerate(told):
            status = "voided" if void else ("partially_refunded", "paid")[cents == 0]
            order = an_order("#1", refunded=cents, status=status)
            taken_in(shop, an_export(folder / f"{number}.csv", order, columns=ORDERS))
        most, void = max(cents for cents, _ in told), any(void for _, void in told)
        found = shop.shop.status()
        assert (found.receipts, found.voided) == ((0, 1) if void else (1, 0))
        assert found.net_sales == (0 if void else 1000 - most)
        assert shop.checking.check().ok


def test_the_columns_of_the_sample_files_are_those_of_the_till() -> None:
    """The rows above name no column that Square does not write."""
    assert {name for row in LINES for name in row} <= set(SQUARE)
