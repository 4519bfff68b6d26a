"""The seasons in which the whole shop is shut: told once, for points, tiers and the missing."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from retailcrm.db.programs import versions
from retailcrm.db.settings import read_setting, write_setting

KEY = "shop.closed"
Season = tuple[date, date]


def seasons(connection: Connection) -> tuple[Season, ...]:
    """Give the seasons as told last; books that never told any take those of the program."""
    held = read_setting(connection, KEY)
    if held is not None:
        return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in held)
    told = [one.program.closed for one in versions(connection) if one.program is not None]
    return told[-1] if told else ()


def write_seasons(connection: Connection, told: Iterable[Season]) -> None:
    """Keep other seasons."""
    held = [[first.isoformat(), last.isoformat()] for first, last in told]
    write_setting(connection, KEY, held)
