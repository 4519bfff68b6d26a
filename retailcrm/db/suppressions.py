"""Addresses never to be used again, kept as marks from which nobody can be read."""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, text

from retailcrm.db.append_rows import append_rows
from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.db.ids import reserve
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.models.mailing import Suppression

SALT = "suppression.salt"
_NAMES = ("id", "channel", "mark", "reason", "at", "source", "key")
_BLOCK = 20_000


def salt_of(connection: Connection) -> str:
    """Give the salt of the marks; empty while nothing was ever suppressed."""
    return str(read_setting(connection, SALT, ""))


def mark_of(salt: str, channel: str, plain: str) -> str:
    """Give the mark of an address in its plain form."""
    return hashlib.sha256(f"{salt}\n{channel}\n{plain}".encode()).hexdigest()


def suppress(
    connection: Connection,
    channel: str,
    addresses: Iterable[str],
    *,
    reason: str,
    at: int,
    source: str = "",
) -> int:
    """Note addresses that must not be used again; give how many were not known yet.

    Args:
        connection: inside a unit.
        channel: email, sms, post or phone.
        addresses: as `core.plain_address` gives them: exact ones and plain ones.
        reason: unsubscribed, bounced, complained, returned, erased or told.
        at: when it happened, as epoch seconds.
        source: who told it; never an address.
    """
    return suppress_each(
        connection, channel, dict.fromkeys(addresses, at), reason=reason, source=source
    )


def suppress_each(
    connection: Connection,
    channel: str,
    dated: Mapping[str, int],
    *,
    reason: str,
    source: str = "",
) -> int:
    """Note addresses, each with when it happened; otherwise as `suppress`."""
    salt = _made_salt(connection)
    marks = {mark_of(salt, channel, one): at for one, at in sorted(dated.items())}
    keys = {f"{channel}:{mark}:{reason}": mark for mark in marks}
    known = _known(connection, list(keys))
    fresh = [key for key in keys if key not in known]
    first = reserve(connection, "suppression", len(fresh))
    append_rows(
        connection,
        Suppression,
        _NAMES,
        [
            (first + place, channel, keys[key], reason, marks[keys[key]], source, key)
            for place, key in enumerate(fresh)
        ],
    )
    return len(fresh)


def suppressed_marks(connection: Connection, channels: Collection[str]) -> frozenset[str]:
    """Give the marks of all addresses of these channels that must not be used."""
    listed = ", ".join(f"'{one}'" for one in sorted(channels))
    found = connection.scalars(text(f"SELECT mark FROM suppression WHERE channel IN ({listed})"))
    return frozenset(found)


def _known(connection: Connection, keys: list[str]) -> set[str]:
    statement = text(
        f"SELECT suppression.key FROM {values_clause(connection, 'text')} "
        "JOIN suppression ON suppression.key = wanted.value"
    )
    return {
        key
        for block in blocks(keys, _BLOCK)
        for key in connection.scalars(statement, {"wanted": bound(connection, list(block))})
    }


def _made_salt(connection: Connection) -> str:
    held = salt_of(connection)
    if held:
        return held
    made = secrets.token_hex(16)
    write_setting(connection, SALT, made)
    return made
