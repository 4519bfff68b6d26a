"""Bring the books to the shape this program knows, with a copy made first."""

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from retailcrm.core.errors import StorageError

#: the step that the books stand at after this program has opened them
HEAD = "0006"


def upgrade(engine: Engine, file: Path | None) -> Path | None:
    """Bring the books up to date; give the copy that was made, None if none was needed.

    Args:
        engine: the writing engine.
        file: the SQLite file; None on PostgreSQL, whose owner keeps the backups.

    Raises:
        UserError: the books were written by a newer program.
        StorageError: there is no room for the copy.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == HEAD:
        return None
    check_step(found)
    # The library behind the steps takes longer to load than the books to open, and is
    # needed once in a version's life.
    from retailcrm.db.migrate import migrate  # noqa: PLC0415

    copy = copy_before(file, found) if found is not None and file is not None else None
    with engine.begin() as connection:
        migrate(connection)
    return copy


def check_step(found: str | None) -> None:
    """Refuse books or copies that stand at a step this program has never heard of.

    Raises:
        UserError: they were written by a newer program.
    """
    if found == HEAD:
        return
    from retailcrm.db.migrate import check_known  # noqa: PLC0415 - as above

    check_known(found)


def revision_of(connection: Connection) -> str | None:
    """Give the step that the books stand at; None for new ones."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def copy_before(file: Path, label: str) -> Path:
    """Copy the SQLite file aside in one step, beside it, named for what comes next."""
    target = file.with_name(f"{file.stem}-before-{label}{file.suffix}")
    if shutil.disk_usage(file.parent).free < 2 * file.stat().st_size:
        raise StorageError(
            "There is not enough room on the disk for a copy of the books.",
            "Free some space, then open the program again.",
        )
    with sqlite3.connect(file) as source, sqlite3.connect(target) as out:
        source.backup(out)
    out.close()
    source.close()
    return target
