"""Bring the books to the shape this program knows, with a copy made first."""

import logging
import shutil
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from retailcrm.core.errors import StorageError, UserError

MIGRATIONS = Path(__file__).with_name("migrations")
log = logging.getLogger(__name__)


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
        found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config())
    if found == scripts.get_current_head():
        return None
    if found is not None and found not in {step.revision for step in scripts.walk_revisions()}:
        raise UserError(
            "These books were written by a newer version of the program.",
            "Install the newer version on this computer too.",
        )
    copy = copy_before(file, found) if found is not None and file is not None else None
    with engine.begin() as connection:
        _run(connection)
    return copy


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


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
