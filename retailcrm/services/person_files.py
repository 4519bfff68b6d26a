"""Everything known of one person as files that a person and a program can read."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from retailcrm.core.days import day_of
from retailcrm.core.money import decimal_text
from retailcrm.core.vocabulary import group_title, segment_title, stage_title
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.person import Person
from retailcrm.db.person_tables import Topic, topics_of
from retailcrm.db.settings import read_setting
from retailcrm.db.storing import storing
from retailcrm.services.customer_rows import CustomerProfile
from retailcrm.services.customer_table import tamed
from retailcrm.services.shop import KEY, settings_from

README, WHOLE = "README.txt", "person.json"
_THOUSANDTHS = 3
Cell = str | int | None


def write_person(
    connection: Reading, person: Person, profile: CustomerProfile, folder: Path, now: datetime
) -> tuple[tuple[str, ...], int]:
    """Write a file a topic, all of it again as JSON, and what each file is.

    Returns:
        The names of the files, and how many rows they hold together.

    Raises:
        StorageError: the folder cannot be written to.
    """
    shop = settings_from(read_setting(connection, KEY, {}))
    topics = (*topics_of(connection, person), _conclusions(profile))
    told = {one.name: _rows(one, shop.digits) for one in topics}
    files = {f"{one.name}.csv": _table(told[one.name], one) for one in topics if one.rows}
    files[WHOLE] = json.dumps(told, ensure_ascii=False, indent=1).encode()
    files[README] = _readme(shop.name, topics, now).encode()
    with storing(say("Nothing can be written to {folder}.", folder=folder)):
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            put_whole(content, folder / name)
    return tuple(sorted(files)), sum(len(one.rows) for one in topics)


def _conclusions(profile: CustomerProfile) -> Topic:
    """Tell what the program made of it all."""
    row = profile.row
    told = (
        ("group", group_title(row.group) if row.group else ""),
        ("why", profile.group_reason),
        ("segment", segment_title(row.segment) if row.segment else ""),
        ("stage", stage_title(row.stage) if row.stage else ""),
        ("rhythm", profile.rhythm),
        ("visits", str(row.visits)),
    )
    return Topic(
        "conclusions",
        "what the program concludes from your receipts",
        (("about", "text"), ("conclusion", "text")),
        tuple(one for one in told if one[1]),
    )


def _rows(topic: Topic, digits: int) -> list[dict[str, Cell]]:
    return [
        {
            name: _told(kind, cell, digits)
            for (name, kind), cell in zip(topic.columns, row, strict=True)
        }
        for row in topic.rows
    ]


def _told(kind: str, cell: Any, digits: int) -> Cell:
    if cell is None or kind == "text":
        return cell if cell is None else str(cell)
    if kind == "yes":
        return bool(cell)
    number = int(cell)
    if kind == "moment":
        return datetime.fromtimestamp(number, tz=UTC).isoformat()
    if kind == "day":
        return day_of(number).isoformat()
    decimals = {"money": digits, "thousandths": _THOUSANDTHS}.get(kind)
    return number if decimals is None else decimal_text(number, decimals)


def _table(rows: list[dict[str, Cell]], topic: Topic) -> bytes:
    """Write a topic for spreadsheets; cells that one would run are tamed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in topic.columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return "" if value is None else tamed(str(value))


def _readme(shop: str, topics: tuple[Topic, ...], now: datetime) -> str:
    lines = [
        say("Everything that {shop} knows of you, as of {day}.", shop=shop or say("the shop"),
            day=_day(now)),
        "",
        say("Each file is a table that any spreadsheet opens; a row of it is:"),
        *(f"  {one.name}.csv: {say(one.words)} ({len(one.rows)})" for one in topics if one.rows),
        "",
        say("{file} holds the same for programs.", file=WHOLE),
        say("Amounts are in the currency of the shop. Times are in UTC."),
        say("You may ask the shop to correct any of it, or to erase it."),
    ]  # fmt: skip
    return "\n".join((*lines, ""))


def _day(now: datetime) -> str:
    day: date = now.date()
    return day.isoformat()
