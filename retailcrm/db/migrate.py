"""The steps from one shape of the books to the next, run by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from retailcrm.core.errors import UserError

MIGRATIONS = Path(__file__).with_name("migrations")


def check_known(revision: str | None) -> None:
    """Refuse books whose step this program has never heard of.

    Raises:
        UserError: they were written by a newer program.
    """
    scripts = ScriptDirectory.from_config(_config())
    if revision is not None and revision not in {one.revision for one in scripts.walk_revisions()}:
        raise UserError(
            "These books were written by a newer version of the program.",
            "Install the newer version on this computer too.",
        )


def migrate(connection: Connection) -> None:
    """Run every step that is due."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def head() -> str | None:
    """Give the newest step there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
