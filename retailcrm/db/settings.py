"""Settings as JSON values under a key, and the books' version."""

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from retailcrm.models.shop import Setting

VERSION = "books.version"


def read_setting(connection: Connection, key: str, default: Any = None) -> Any:
    """Give the value kept under `key`."""
    found = connection.scalar(select(Setting.value).where(Setting.key == key))
    return default if found is None else json.loads(found)


def write_setting(connection: Connection, key: str, value: Any) -> None:
    """Keep `value` under `key`."""
    connection.execute(delete(Setting).where(Setting.key == key))
    connection.execute(insert(Setting).values(key=key, value=json.dumps(value)))


def version_of(connection: Connection) -> int:
    """Give the number that grows with every change of receipts or customers."""
    return int(read_setting(connection, VERSION, 0))


def bump_version(connection: Connection) -> int:
    """Make the version one larger and give it."""
    version = version_of(connection) + 1
    write_setting(connection, VERSION, version)
    return version
