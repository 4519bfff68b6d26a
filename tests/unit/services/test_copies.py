"""Copies of the books: made in one piece, counted, seven kept, none of them lost on the way."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retailcrm.core.errors import Cancelled, UserError
from retailcrm.db.backup import back_up, drop_older
from retailcrm.db.rehearsal import rehearse
from retailcrm.services.checking import KEPT
from retailcrm.wiring import Services
from tests.builders import taken_in, till_files
from tests.new_books import new_shop


class Days:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_one(self) -> None:
        self.now += timedelta(days=1)


class Impatient:
    """A person who stops the work after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, _done: int, _total: int, _note: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def shop(tmp_path: Path, days: Days) -> Iterator[Services]:
    services = new_shop(tmp_path / "shop.db", days)
    taken_in(services, *till_files("square"))
    yield services
    services.close()


def _copies(tmp_path: Path) -> list[str]:
    return sorted(one.name for one in (tmp_path / "backups").iterdir())


def test_after_nine_evenings_the_newest_seven_copies_are_left(
    shop: Services, tmp_path: Path, days: Days
) -> None:
    (tmp_path / "backups").mkdir()
    for other in ("shop-2-20200101-080000.db", "demo-20200101-080000.db", "letter.txt"):
        (tmp_path / "backups" / other).touch()
    for _ in range(9):
        shop.checking.back_up_beside()
        days.pass_one()
    own = [f"shop-202611{day:02d}-180000.db" for day in range(4, 11)]
    others = ["demo-20200101-080000.db", "letter.txt", "shop-2-20200101-080000.db"]
    assert len(own) == KEPT
    assert _copies(tmp_path) == sorted(own + others)


def test_a_copy_is_due_from_an_import_until_it_is_made(shop: Services, days: Days) -> None:
    assert shop.checking.copy_is_due()
    shop.checking.back_up_beside()
    assert not shop.checking.copy_is_due()
    assert shop.checking.copy_is_due(changed=True)
    days.pass_one()
    shop.importing.undo(shop.importing.batches()[0].batch_id)
    assert shop.checking.copy_is_due()


def test_before_an_import_is_taken_back_the_books_are_copied_as_they_are(
    shop: Services, tmp_path: Path, days: Days
) -> None:
    held = shop.shop.status()
    batches = [one.batch_id for one in shop.importing.batches()]
    undone = shop.importing.take_back(batches)
    assert undone.value.batch == batches[-1]
    assert shop.shop.status().receipts == 0
    (copy,) = _copies(tmp_path)
    days.pass_one()
    shop.keeping.restore(tmp_path / "backups" / copy)
    assert replace(shop.shop.status(), backup_at=None) == held


def test_what_cannot_be_taken_back_makes_no_copy_and_changes_nothing(
    shop: Services, tmp_path: Path
) -> None:
    held = shop.shop.status()
    (newest, *_) = (one.batch_id for one in shop.importing.batches())
    with pytest.raises(UserError, match="no import 77 to take back"):
        shop.importing.take_back([newest, 77])
    assert shop.shop.status() == held
    assert not (tmp_path / "backups").exists()


def test_nothing_is_taken_back_where_no_copy_can_be_made(shop: Services, tmp_path: Path) -> None:
    held = shop.shop.status()
    (tmp_path / "backups").touch()  # a file stands in the way of the folder
    with pytest.raises(UserError, match="No backup can be made"):
        shop.importing.take_back([one.batch_id for one in shop.importing.batches()])
    assert shop.shop.status() == held


def test_an_empty_shop_needs_no_copy(file_shop: Services) -> None:
    assert not file_shop.checking.copy_is_due(changed=True)


def test_the_books_say_where_they_are_and_how_large(shop: Services, tmp_path: Path) -> None:
    found = shop.checking.whereabouts()
    whole = tmp_path.resolve()
    assert (found.address, found.folder) == (str(whole / "shop.db"), whole)
    assert found.copies == whole / "backups"
    assert found.size is not None
    assert found.size >= (tmp_path / "shop.db").stat().st_size


def test_a_server_is_named_without_its_password_and_keeps_its_own_copies(
    shop: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql+psycopg://ann:secret@till.example/books"
    monkeypatch.setattr(shop.checking, "_books", open_books(address))
    assert shop.checking.whereabouts().address == address.replace("secret", "***")
    assert not shop.checking.copy_is_due(changed=True)
    with pytest.raises(UserError, match="database server"):
        shop.checking.back_up_beside()


def open_books(address: str) -> object:
    from retailcrm.db.books import Books  # noqa: PLC0415 - the one test that needs a server's

    return Books(address)


@pytest.mark.parametrize("steps", [0, 1])
def test_a_copy_that_is_stopped_half_way_leaves_nothing_behind(
    shop: Services, tmp_path: Path, steps: int
) -> None:
    with pytest.raises(Cancelled):
        shop.checking.back_up_beside(Impatient(steps))
    assert _copies(tmp_path) == []
    assert shop.checking.copy_is_due()


def test_counting_a_copy_can_be_stopped_too(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retailcrm.db.rehearsal.STEPS_A_LOOK", 10)
    copy, found = back_up(tmp_path / "shop.db", tmp_path / "to", datetime(2026, 11, 2, tzinfo=UTC))
    assert found.counted.receipts == shop.shop.status().receipts
    with pytest.raises(Cancelled):
        rehearse(copy, Impatient(2))


def test_a_file_that_is_no_copy_is_said_to_be_none(tmp_path: Path) -> None:
    copy = tmp_path / "shop-20261102-180000.db"
    copy.write_bytes(b"this is no database, whatever it is called" * 40)
    with pytest.raises(UserError, match="cannot be read"):
        rehearse(copy)
    sqlite3.connect(tmp_path / "other.db").close()
    assert drop_older("other", tmp_path, 1) == ()


def test_the_demo_shop_is_copied_in_a_blink(file_shop: Services, tmp_path: Path) -> None:
    file_shop.demo.load()
    steps: list[tuple[int, int]] = []

    class Counting:
        def step(self, done: int, total: int, _note: str = "") -> None:
            steps.append((done, total))

    file_shop.checking.back_up_beside(Counting())
    copying = [step for step in steps if step[1]]
    assert len(copying) <= 2
    assert _copies(tmp_path) == ["shop-20261102-093000.db"]
