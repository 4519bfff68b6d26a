"""A copy put back: checked first, swapped in one step, and never the end of the present books."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from retailcrm.core.errors import Cancelled, StorageError, UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.db.migrate import MIGRATIONS
from retailcrm.services.checking import KEPT
from retailcrm.wiring import Services, open_shop, restore_shop
from tests.builders import HONEY, PAN, Books, a_sale, an_export, taken_in, the_books
from tests.conftest import clock
from tests.new_books import new_shop


class Impatient:
    """A person who stops the work after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, _done: int, _total: int, _note: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


class Minutes:
    """A clock that moves on by a minute whenever it is looked at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    """Open a shop with one sale in it, and a copy of it from before the second."""
    services = new_shop(tmp_path / "shop.db", Minutes())
    taken_in(services, an_export(tmp_path / "1.csv", a_sale("1", HONEY)))
    yield services
    services.close()


@pytest.fixture
def copy(shop: Services, tmp_path: Path) -> Path:
    made = shop.checking.back_up(tmp_path / "copies").value.file
    taken_in(shop, an_export(tmp_path / "2.csv", a_sale("2", PAN, day="2026-05-05")))
    return made


def told(file: Path) -> Books:
    services = open_shop(str(file), clock)
    try:
        return the_books(services)
    finally:
        services.close()


def net(shop: Services) -> int:
    """Give net sales by two ways: the sums beside the receipts, and figures in memory."""
    by_month = sum(row.net_sales for row in shop.sales.by("month"))
    assert by_month == shop.shop.status().net_sales
    return by_month


def test_a_copy_put_back_is_the_books_and_the_present_ones_are_kept(
    shop: Services, copy: Path
) -> None:
    before = the_books(shop)
    done = shop.keeping.restore(copy).value
    assert (net(shop), shop.shop.status().receipts) == (1_000, 1)
    assert done.counted.receipts == 1
    assert shop.shop.status().backup_at is not None
    assert done.kept is not None
    assert done.kept.name.startswith("shop-before-restore-2026")
    assert told(done.kept) == before
    assert shop.checking.check().ok


def test_putting_back_is_undone_by_putting_the_kept_books_back(shop: Services, copy: Path) -> None:
    before = the_books(shop)
    kept = shop.keeping.restore(copy).value.kept
    assert kept is not None
    again = shop.keeping.restore(kept).value
    assert the_books(shop) == before
    assert again.kept != kept


def test_two_restores_within_a_second_keep_both_books(
    shop: Services, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shop.keeping, "_clock", clock)
    first = shop.keeping.restore(copy).value.kept
    second = shop.keeping.restore(copy).value.kept
    assert first is not None
    assert second is not None
    assert second.name == f"{first.stem}-2.db"
    assert told(first) != told(second)


def test_the_list_of_copies_tells_newest_first_and_which_were_kept_aside(
    shop: Services, copy: Path, tmp_path: Path
) -> None:
    shop.checking.back_up_beside()
    (tmp_path / "backups" / "shop-99999999-999999.db").touch()
    (tmp_path / "backups" / "other-20200101-080000.db").touch()
    kept = shop.keeping.restore(copy).value.kept
    rows = shop.keeping.copies()
    assert [row.is_aside for row in rows] == [True, False]
    assert rows[0].file == kept
    assert rows[0].made > rows[1].made
    assert all(row.size == row.file.stat().st_size > 0 for row in rows)


def test_books_kept_aside_give_way_like_copies_do(shop: Services, copy: Path) -> None:
    for _ in range(KEPT + 2):
        shop.keeping.restore(copy)
    assert len(shop.keeping.copies()) == KEPT


def test_figures_in_memory_follow_the_copy_even_where_the_counts_agree(
    shop: Services, copy: Path, tmp_path: Path
) -> None:
    version = shop.books.version()
    aside = tmp_path / "other.db"
    shutil.copy(copy, aside)
    other = open_shop(str(aside), clock)
    taken_in(other, an_export(tmp_path / "3.csv", a_sale("3", PAN, PAN, PAN, buyer="X")))
    assert other.books.version() == version
    other.close()
    assert net(shop) == 3_100
    shop.keeping.restore(aside)
    assert net(shop) == 7_300
    assert shop.books.version() > version


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def _overwrite(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8_192] + bytes(one ^ 0x5A for one in whole[8_192:]))


def _text(file: Path) -> None:
    file.write_text("Dear shop,\n" * 900, encoding="utf-8")


def _other_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as books:
        books.execute("UPDATE alembic_version SET version_num = '9999'")
        books.commit()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_cut, "is damaged|cannot be read"),
        (_overwrite, "is damaged|cannot be read"),
        (_text, "cannot be read"),
        (_other_program, "does not hold a shop's books"),
        (_newer, "newer version"),
        (Path.unlink, "There is no file"),
    ],
)
def test_a_copy_that_is_no_use_is_refused_and_changes_nothing(
    shop: Services, copy: Path, tmp_path: Path, harm: Callable[[Path], None], said: str
) -> None:
    before = the_books(shop)
    harm(copy)
    with pytest.raises(UserError, match=said):
        shop.keeping.restore(copy)
    assert the_books(shop) == before
    assert not (tmp_path / "backups").exists()


def test_the_present_books_are_no_copy_of_themselves(shop: Services, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="already"):
        shop.keeping.restore(tmp_path / "shop.db")


def test_only_the_owner_puts_a_copy_back(shop: Services, copy: Path) -> None:
    with pytest.raises(UserError, match="may not do this"):
        shop.keeping.restore(copy, actor=Actor("Kim", Role.MANAGER))


@pytest.mark.parametrize("after", [0, 1])
def test_putting_back_can_be_stopped_and_changes_nothing(
    shop: Services, copy: Path, tmp_path: Path, after: int
) -> None:
    before = the_books(shop)
    with pytest.raises(Cancelled):
        shop.keeping.restore(copy, Impatient(after))
    assert the_books(shop) == before
    assert list(tmp_path.rglob("*.part")) == []
    assert shop.keeping.copies() == ()


def test_damaged_books_are_replaced_and_kept_as_they_are(copy: Path, tmp_path: Path) -> None:
    for name, harm in (("text", _text), ("torn", _overwrite), ("short", _cut)):
        file = tmp_path / name / "shop.db"
        file.parent.mkdir()
        shutil.copy(copy, file)
        harm(file)
        damaged = file.read_bytes()
        done = restore_shop(str(file), copy, clock).value
        assert done.kept is not None
        if name == "text":
            assert done.kept.read_bytes() == damaged
        assert told(file) == told(copy)


def test_a_shop_that_is_gone_is_put_back(copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "new" / "shop.db"
    with pytest.raises(UserError, match="does not exist"):
        restore_shop(str(file), copy, clock)
    file.parent.mkdir()
    assert restore_shop(str(file), copy, clock).value.kept is None
    assert told(file) == told(copy)


def test_books_copied_by_hand_bring_their_newest_pages_along(
    shop: Services, copy: Path, tmp_path: Path
) -> None:
    by_hand = tmp_path / "by-hand"
    by_hand.mkdir()
    with shop.books.read():
        for name in ("shop.db", "shop.db-wal"):
            shutil.copy(tmp_path / name, by_hand / name)
    restore_shop(str(tmp_path / "another.db"), by_hand / "shop.db", clock)
    assert told(tmp_path / "another.db") == the_books(shop)
    assert told(copy) != the_books(shop)


def test_books_that_another_program_holds_are_left_alone(
    shop: Services, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retailcrm.db.restoring.MOST_WAITS", 0)
    before = the_books(shop)
    with closing(sqlite3.connect(tmp_path / "shop.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="holds the books"):
            shop.keeping.restore(copy)
    assert the_books(shop) == before


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{old}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    done = restore_shop(str(tmp_path / "shop.db"), old, clock).value
    assert (done.counted.receipts, done.ledger.ok) == (0, True)
    services = new_shop(tmp_path / "shop.db", clock)
    assert services.points.verify().ok
    services.close()
