"""The database itself keeps the books: it refuses what must not be, whoever asks."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from retailcrm.core.errors import UserError
from retailcrm.db.engines import shop_url, writing_engine
from retailcrm.db.ids import reserve
from retailcrm.db.migrate import _config, head
from retailcrm.db.upgrade import HEAD
from retailcrm.models.schema import metadata
from retailcrm.wiring import Services, open_shop
from tests.builders import HONEY, a_directory, a_person, a_sale, an_export, count, taken_in
from tests.conftest import clock

OLDEST = "0001"


def _note_audit(shop: Services) -> None:
    with shop.books.write() as unit:
        unit.connection.execute(
            text(
                "INSERT INTO audit_event (id, at, actor, action, detail) "
                "VALUES (1, 0, 'owner', 'export', '{}')"
            )
        )


def _note_consent(shop: Services, tmp_path: Path) -> None:
    taken_in(shop, a_directory(tmp_path / "people.csv", a_person("C1", mails="Subscribed")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'nothing'",
        "DELETE FROM audit_event",
        "UPDATE consent_event SET given = NOT given",
        "DELETE FROM consent_event",
    ],
)
def test_what_was_said_and_done_is_never_changed_or_wiped(
    shop: Services, tmp_path: Path, statement: str
) -> None:
    _note_audit(shop)
    _note_consent(shop, tmp_path)
    with (
        pytest.raises(DatabaseError, match="only grows"),
        shop.books.write() as unit,
    ):
        unit.connection.execute(text(statement))
    assert (count(shop, "audit_event"), count(shop, "consent_event")) == (1, 1)


def test_the_tables_of_new_books_are_those_the_program_knows(shop: Services) -> None:
    with shop.books.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata()) == []


def test_reading_the_books_cannot_write_them(shop: Services) -> None:
    with (
        pytest.raises((DatabaseError, UserError)),
        shop.books.read() as connection,
    ):
        connection.execute(text("INSERT INTO setting (key, value) VALUES ('a', '1')"))
    assert count(shop, "setting") == 1  # the shop's own id


def test_a_change_that_fails_half_way_leaves_nothing(shop: Services) -> None:
    def half_way() -> None:
        with shop.books.write() as unit:
            unit.connection.execute(text("INSERT INTO setting (key, value) VALUES ('a', '1')"))
            raise KeyError

    with pytest.raises(KeyError):
        half_way()
    assert count(shop, "setting") == 1


def test_no_id_is_handed_out_twice_even_after_its_rows_are_gone(
    shop: Services, tmp_path: Path
) -> None:
    file = an_export(tmp_path / "items.csv", a_sale("1", HONEY), a_sale("2", HONEY))
    before = _receipts(shop, file)
    shop.importing.undo(1)
    assert _receipts(shop, file).isdisjoint(before)


def _receipts(shop: Services, file: Path) -> set[int]:
    taken_in(shop, file)
    with shop.books.read() as connection:
        return set(connection.scalars(text("SELECT id FROM receipt")))


def test_ids_come_in_blocks_that_never_overlap(shop: Services) -> None:
    with shop.books.write() as unit:
        first = [reserve(unit.connection, "thing", size) for size in (3, 1, 5)]
    with shop.books.write() as unit:
        assert [*first, reserve(unit.connection, "thing", 1)] == [1, 4, 5, 10]


def _older_books(file: Path) -> Path:
    """Make books as the first version of the program left them."""
    engine = writing_engine(shop_url(str(file)))
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, OLDEST)
    engine.dispose()
    return file


def _stamp(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as books:
        books.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        books.commit()


def test_books_of_a_newer_program_are_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    open_shop(str(file), clock).close()
    _stamp(file, "from-the-future")
    before = file.read_bytes()
    with pytest.raises(UserError, match="newer version of the program") as refused:
        open_shop(str(file), clock)
    assert refused.value.hint
    assert file.read_bytes() == before


def test_a_newer_database_of_a_server_is_refused_too(new_postgres: str) -> None:
    shop = open_shop(new_postgres, clock)
    with shop.books.write() as unit:
        unit.connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
    shop.close()
    with pytest.raises(UserError, match="newer version of the program"):
        open_shop(new_postgres, clock)


def test_older_books_are_copied_before_they_are_brought_up_to_date(tmp_path: Path) -> None:
    file = _older_books(tmp_path / "shop.db")
    before = list(tmp_path.glob("*before*"))
    shop = open_shop(str(file), clock)
    assert shop.checking.check().ok
    shop.close()
    (copy,) = [one for one in tmp_path.glob("*before*") if one not in before]
    with closing(sqlite3.connect(copy)) as books:
        found = books.execute("SELECT version_num FROM alembic_version").fetchall()
        tables = books.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'store_day'")
        assert found == [(OLDEST,)]
        assert tables.fetchone() == (0,)


def test_books_that_are_up_to_date_are_opened_without_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    for _ in range(2):
        open_shop(str(file), clock).close()
    assert list(tmp_path.glob("*before*")) == []


def test_the_program_knows_the_newest_step_without_loading_the_steps() -> None:
    assert head() == HEAD
