"""Let the database itself refuse to change what may only grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_SQLITE_GUARDS = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
)


def guard(connection: Connection, table: str) -> None:
    """Refuse every UPDATE and DELETE on `table`, whoever asks."""
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%% only grows', TG_TABLE_NAME; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION only_grows()"
    )


@contextmanager
def lifted(connection: Connection, table: str) -> Iterator[None]:
    """Let `table` be changed for a moment, where the law asks for more than the books allow.

    Only an erasure may do this (decision 16). The guard is back before the change is kept; a
    change that is not kept never lifted it.
    """
    if connection.dialect.name == "sqlite":
        guards = connection.execute(_SQLITE_GUARDS, {"table": table}).all()
        for name, _ in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield
        for _, made in guards:
            connection.exec_driver_sql(made)
        return
    connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
