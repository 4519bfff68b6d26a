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
UNSUBSCRIBED = "unsubscribed"
FOR_EVER = 2**62
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
    """Note addresses, each with when it happened; otherwise as `suppress`.

    A refusal that is told again for a later day is noted again, for a yes may lie between.
    """
    salt = _made_salt(connection)
    marks = {mark_of(salt, channel, one): at for one, at in sorted(dated.items())}
    keys = {f"{channel}:{mark}:{reason}": mark for mark in marks}
    known = _known(connection, keys)
    fresh = [(key, keys[key]) for key in keys if key not in known]
    again = [
        (f"{key}:{marks[mark]}", mark)
        for key, mark in keys.items()
        if reason == UNSUBSCRIBED and marks[mark] > known.get(key, marks[mark])
    ]
    told = _known(connection, [key for key, _ in again])
    again = [one for one in again if one[0] not in told]
    first = reserve(connection, "suppression", len(fresh) + len(again))
    append_rows(
        connection,
        Suppression,
        _NAMES,
        [
            (first + place, channel, mark, reason, marks[mark], source, key)
            for place, (key, mark) in enumerate(fresh + again)
        ],
    )
    return len(fresh)


def suppressed_until(connection: Connection, channels: Collection[str]) -> dict[str, int]:
    """Give the marks of addresses of these channels that must not be used, and until when.

    Whoever unsubscribed may be written to again after a later yes of their own: the moment of
    the latest refusal stands beside the mark. All else is for ever.
    """
    listed = ", ".join(f"'{one}'" for one in sorted(channels))
    found = connection.execute(
        text(
            f"SELECT mark, MAX(CASE WHEN reason = '{UNSUBSCRIBED}' THEN at ELSE {FOR_EVER} END) "
            f"FROM suppression WHERE channel IN ({listed}) GROUP BY mark"
        )
    )
    return {str(mark): int(until) for mark, until in found}


def has_unsubscribed(
    connection: Connection, channels: Collection[str], addresses: Collection[str]
) -> bool:
    """Say whether one of these addresses, as they stand or plain, once refused by itself."""
    salt = salt_of(connection)
    wanted = (
        {"channel": on, "mark": mark_of(salt, on, one), "reason": UNSUBSCRIBED}
        for on in channels
        for one in addresses
    )
    asked = text(
        "SELECT COUNT(*) FROM suppression "
        "WHERE channel = :channel AND mark = :mark AND reason = :reason"
    )
    return any(connection.scalar(asked, one) for one in wanted)


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    statement = text(
        f"SELECT suppression.key, suppression.at FROM {values_clause(connection, 'text')} "
        "JOIN suppression ON suppression.key = wanted.value"
    )
    return {
        str(key): int(at)
        for block in blocks(list(keys), _BLOCK)
        for key, at in connection.execute(statement, {"wanted": bound(connection, list(block))})
    }


def _made_salt(connection: Connection) -> str:
    held = salt_of(connection)
    if held:
        return held
    made = secrets.token_hex(16)
    write_setting(connection, SALT, made)
    return made
