"""The very same file once more: known at once, and told as if it had been read anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from retailcrm.services import importing
from retailcrm.services.import_rows import FileReport
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    PAN,
    Books,
    a_directory,
    a_person,
    a_return,
    a_sale,
    an_export,
    count,
    taken_in,
    the_books,
    till_files,
)
from tests.conftest import clock
from tests.new_books import new_shop

NOTE = "This very file went in on 2 Nov 2026; nothing new in it."
Patch = pytest.MonkeyPatch


def _known(report: FileReport) -> bool:
    return any(note.startswith("This very file") for note in report.notes)


def _bare(report: FileReport) -> FileReport:
    notes = tuple(note for note in report.notes if not note.startswith("This very file"))
    return replace(report, notes=notes, batch=None)


def _read_anew(patch: Patch) -> None:
    patch.setattr(importing, "book_again", lambda *_args, **_told: None)


Story = Callable[[Services, Path], list[FileReport]]


def _both_ways(
    tmp_path: Path, patch: Patch, story: Story
) -> tuple[list[FileReport], list[FileReport]]:
    """Tell a story in two shops, of which one reads every file anew; their books are equal."""
    told: list[list[FileReport]] = []
    books: list[tuple[Books, int, object]] = []
    for name in ("quick", "anew"):
        shop = new_shop(tmp_path / f"{name}.db", clock)
        with patch.context() as here:
            if name == "anew":
                _read_anew(here)
            told.append(story(shop, tmp_path))
        assert shop.checking.check().ok
        listed = [replace(one, imported_at=clock()) for one in shop.importing.batches()]
        books.append((the_books(shop), count(shop, "problem"), listed))
        shop.close()
    assert books[0] == books[1]
    assert [_bare(one) for one in told[0]] == [_bare(one) for one in told[1]]
    return told[0], told[1]


TILLS = ("square", "shopify", "clover", "lightspeed", "loyverse", "woocommerce")


@pytest.mark.parametrize("till", TILLS)
def test_every_tills_files_once_more_are_told_as_if_read_anew(
    tmp_path: Path, monkeypatch: Patch, till: str
) -> None:
    def story(shop: Services, _: Path) -> list[FileReport]:
        return [one for _ in range(3) for one in taken_in(shop, *till_files(till))]

    quick, anew = _both_ways(tmp_path, monkeypatch, story)
    files = len(till_files(till))
    assert not any(_known(one) for one in (*quick[:files], *anew))
    assert all(_known(one) for one in quick[-files:])
    assert sum(one.receipts_new + one.customers_new for one in quick[files:]) == 0


def test_the_second_time_nothing_is_written_but_that_the_file_came(
    shop: Services, tmp_path: Path
) -> None:
    sales = an_export(tmp_path / "may.csv", a_sale("1", buyer="C1"), a_sale("2", PAN, card="77"))
    taken_in(shop, sales)
    before, receipts = the_books(shop), count(shop, "receipt_line")
    (again,) = taken_in(shop, sales)
    assert again.notes[-1] == NOTE
    assert (again.receipts_new, again.receipts_same, again.unnamed_ids, again.rows) == (0, 2, 1, 2)
    assert [(one.receipts, one.net_in_file, one.known) for one in again.days] == [(2, 3_100, True)]
    assert (the_books(shop), count(shop, "receipt_line")) == (before, receipts)
    assert [one.batch_id for one in shop.importing.batches()] == [2, 1]
    assert shop.importing.undo(2).value.receipts_removed == 0
    assert the_books(shop) == before


def test_the_look_beforehand_knows_the_file_too_under_any_name(
    shop: Services, tmp_path: Path
) -> None:
    sales = an_export(tmp_path / "may.csv", a_sale("1"))
    taken_in(shop, sales)
    copy = tmp_path / "may (1).csv"
    copy.write_bytes(sales.read_bytes())
    (tried,) = taken_in(shop, copy, dry_run=True)
    assert (tried.file, _known(tried), tried.receipts_same) == ("may (1).csv", True, 1)
    assert len(shop.importing.batches()) == 1


def test_one_file_named_twice_in_one_call_goes_in_once(shop: Services, tmp_path: Path) -> None:
    sales = an_export(tmp_path / "may.csv", a_sale("1"))
    copy = tmp_path / "copy.csv"
    copy.write_bytes(sales.read_bytes())
    for dry_run in (True, False):
        first, second = taken_in(shop, sales, copy, dry_run=dry_run)
        assert (first.receipts_new, second.receipts_same, _known(second)) == (1, 1, True)
    assert shop.shop.status().receipts == 1


def test_a_file_that_was_taken_back_goes_in_again_in_full(shop: Services, tmp_path: Path) -> None:
    sales = an_export(tmp_path / "may.csv", a_sale("1"), a_sale("2"))
    for _ in range(3):
        (first,) = taken_in(shop, sales)
        (second,) = taken_in(shop, sales)
        assert (first.receipts_new, _known(first), _known(second)) == (2, False, True)
        assert first.batch is not None
        shop.importing.undo(first.batch)
        assert shop.shop.status().receipts == 0
    assert taken_in(shop, sales)[0].receipts_new == 2


def test_rows_kept_aside_wait_once_however_often_their_file_comes(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        rows = [*a_sale("1"), *a_sale("2", PAN), *a_sale("3")]
        rows[1] = rows[1] | {"Net Sales": "ten"}
        sales = an_export(folder / "may.csv", rows)
        return [taken_in(shop, sales)[0] for _ in range(3)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert [(one.problems, len(one.problem_rows), _known(one)) for one in quick] == [
        (1, 1, False),
        (1, 1, True),
        (1, 1, True),
    ]


@pytest.mark.parametrize("mended", [True, False])
def test_a_file_whose_rows_were_mended_or_set_aside_is_read_anew(
    tmp_path: Path, monkeypatch: Patch, *, mended: bool
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        rows = [*a_sale("1"), *a_sale("2", PAN)]
        rows[1] = rows[1] | {"Net Sales": "ten"}
        sales = an_export(folder / "may.csv", rows)
        first = taken_in(shop, sales)
        (problem,) = shop.importing.problems()
        if mended:
            shop.importing.repair({problem.problem_id: {"Net Sales": "$21.00"}})
        else:
            shop.importing.dismiss((problem.problem_id,))
        return [*first, *taken_in(shop, sales)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert not _known(quick[1])


def test_a_list_that_names_bare_ids_in_between_is_heeded(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        sales = an_export(folder / "sales.csv", a_sale("1", buyer="C1"), a_sale("2", buyer="C2"))
        people = a_directory(folder / "people.csv", a_person("C1"))
        return [taken_in(shop, path)[0] for path in (sales, people, sales, sales, people, people)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert [one.unnamed_ids for one in quick[:4]] == [2, 0, 1, 1]
    assert [_known(one) for one in quick] == [False, False, False, True, False, True]


def test_files_that_came_in_between_do_not_hide_that_one_was_in_already(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        may = an_export(folder / "may.csv", a_sale("1", buyer="C1", named="Ana Lima"))
        june = an_export(folder / "june.csv", a_sale("2", day="2026-06-02"), a_return("3", of="1"))
        people = a_directory(folder / "people.csv", a_person("C1", phone="+12125550101"))
        return [taken_in(shop, path)[0] for path in (may, june, people, may, june)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert [_known(one) for one in quick] == [False, False, False, True, True]


def test_a_corrected_receipt_makes_the_older_file_be_read_anew(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        old = an_export(folder / "old.csv", a_sale("1"), a_sale("2"))
        new = an_export(folder / "new.csv", a_sale("1", HONEY, PAN), a_sale("2"))
        return [taken_in(shop, path)[0] for path in (old, new, old, new, new, old)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert not _known(quick[2])


def test_an_undo_of_anything_makes_files_be_read_anew_until_they_are_in(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        may = an_export(folder / "may.csv", a_sale("1"), a_sale("2"))
        both = an_export(folder / "both.csv", a_sale("2"), a_sale("3"))
        told = [taken_in(shop, path)[0] for path in (may, both, both, both)]
        shop.importing.undo(1)
        return told + [taken_in(shop, path)[0] for path in (both, may, may)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert [_known(one) for one in quick] == [False, False, False, True, False, False, False]


def test_another_zone_store_or_renamed_store_makes_the_file_be_read_anew(
    shop: Services, tmp_path: Path
) -> None:
    sales = an_export(tmp_path / "may.csv", a_sale("1"))
    taken_in(shop, sales)
    assert not _known(taken_in(shop, sales, zone="America/Chicago")[0])
    assert not _known(taken_in(shop, sales, store="North")[0])
    assert _known(taken_in(shop, sales)[0])
    (store,) = shop.shop.status().stores
    shop.shop.save_store(store.store_id, name="High Street", channel="offline", day_end=0)
    (moved,) = taken_in(shop, sales)
    assert (_known(moved), moved.receipts_new) == (False, 1)


def test_one_more_line_makes_it_another_file(shop: Services, tmp_path: Path) -> None:
    sales = an_export(tmp_path / "may.csv", a_sale("1"))
    taken_in(shop, sales)
    an_export(sales, a_sale("1"), a_sale("2"))
    (report,) = taken_in(shop, sales)
    assert (_known(report), report.receipts_same, report.receipts_new) == (False, 1, 1)


def test_a_file_with_rows_kept_aside_is_known_after_it_was_read_anew_once(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def story(shop: Services, folder: Path) -> list[FileReport]:
        rows = [*a_sale("1", buyer="C1"), *a_sale("2", PAN), *a_sale("3", buyer="C2")]
        rows[1] = rows[1] | {"Net Sales": "ten"}
        sales = an_export(folder / "may.csv", rows)
        people = a_directory(folder / "people.csv", a_person("C1"))
        return [taken_in(shop, path)[0] for path in (sales, people, sales, sales)]

    quick, _ = _both_ways(tmp_path, monkeypatch, story)
    assert [(one.problems, _known(one)) for one in quick[2:]] == [(1, False), (1, True)]
