"""Places: where customers and the best of them live, and which places look alike."""

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.places import KeptPlace, postcodes_of, read_place_table, write_place_table
from retailcrm.db.settings import read_setting, version_of, write_setting
from retailcrm.importers.place_headings import HOUSEHOLDS, counts_people
from retailcrm.importers.place_table import PlaceTable, read_places
from retailcrm.services.countries import country_of
from retailcrm.services.finding import Finder, Told, Unit
from retailcrm.services.place_finders import AREA, KNOWN, WITHOUT, PlaceFinders, behind
from retailcrm.services.place_rows import PlaceFile, PlaceRow, PlacesOverview, PlacesPreview
from retailcrm.services.place_state import Homes, Places, homes_of
from retailcrm.services.place_story import (
    alike_rows,
    best_words,
    lacking,
    place_order,
    place_row,
)
from retailcrm.services.standing import Standing

TABLE = "places.table"
PLACE_COLUMNS = (
    "postcode", "name", "in_trade_area", "households", "customers", "best_customers",
    "net_sales", "per_1000_households", "best_index", "best_index_low", "best_index_high",
    "prospects", "best_per_1000_mailed",
)  # fmt: skip
SAMPLE = 20
KEPT = 2
_NOTHING = PlacesOverview(None, None, None, None, "", (), (), "", (), "", None)


class PlacesService:
    """Questions about places, and the table that tells of them.

    Args:
        books: the shop's books.
        standing: everyone's groups.
        clock: gives the time now.
    """

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._standing = standing
        self._clock = clock
        self._lock = threading.Lock()
        self._homes: tuple[tuple[Any, ...], Homes, tuple[KeptPlace, ...]] | None = None
        self._held: dict[tuple[Any, ...], Places] = {}
        self._finders = PlaceFinders(self._places)

    def finders(self) -> Mapping[str, Finder]:
        """Give who finds the customers behind each figure."""
        return self._finders.finders()

    def overview(self, as_of: date | None = None) -> PlacesOverview:
        """Tell everything about places as of a day (default: the last day with data)."""
        held = self._places(as_of)
        if held is None:
            return _NOTHING
        came = int((held.scored.frequency > 0).sum())
        inside = int(held.inside[held.place].sum())

        def told(key: str, value: int) -> Told:
            return Told(key, value, Unit.COUNT, behind(key, held.as_of))

        return PlacesOverview(
            as_of=held.as_of,
            known=told(KNOWN, held.people.size),
            without=told(WITHOUT, came - held.people.size),
            area=told(AREA, inside),
            best_are=best_words(held),
            places=tuple(self._rows(held)),
            alike=alike_rows(held),
            way=held.alike.way,
            weights=held.alike.weights,
            lacking=lacking(held),
            table=self.table(),
        )

    def table(self) -> PlaceFile | None:
        """Give what is known of the table in force; None before one is loaded."""
        with self._books.read() as connection:
            told = read_setting(connection, TABLE)
        if told is None:
            return None
        return PlaceFile(
            file=told["file"],
            loaded_on=date.fromisoformat(told["on"]),
            places=told["places"],
            measures=tuple(told["measures"]),
            left_out=tuple((name, why) for name, why in told["left_out"]),
            people=told["people"],
        )

    def preview(self, path: Path, columns: Mapping[str, str] | None = None) -> PlacesPreview:
        """Read a table of places without loading it.

        Args:
            path: CSV, TSV or a workbook.
            columns: heading by role where the person said which.

        Raises:
            UserError: the file cannot be read, or has no column of postcodes.
        """
        found = read_places(path, self._country(), columns)
        with self._books.read() as connection:
            lived = postcodes_of(connection)
        homes = homes_of(*lived, _kept(found), self._country())
        known = {row.postcode for row in found.rows}
        return PlacesPreview(
            file=found.file,
            columns=tuple(found.columns.items()),
            measures=found.measures,
            sample=tuple(_sample(found)),
            rows=len(found.rows),
            problems=found.problems,
            matched=sum(code in known for code in homes.codes),
            customers=len(homes.codes),
            filled=found.filled,
            notes=tuple(_notes(found)),
        )

    def load(
        self,
        path: Path,
        columns: Mapping[str, str] | None = None,
        *,
        skip: bool = False,
        progress: Progress = SILENT,
    ) -> Outcome[int]:
        """Put a table of places in force, in the place of the one before: whole, or not at all.

        Args:
            path: CSV, TSV or a workbook.
            columns: heading by role where the person said which.
            skip: leave out the rows that cannot be used.
            progress: told how far it is.

        Raises:
            UserError: the file cannot be read, or some of its rows cannot; nothing has changed.
        """
        progress.step(0, 2, path.name)
        found = read_places(path, self._country(), columns)
        _check(found, skip=skip)
        progress.step(1, 2, path.name)
        with self._books.write() as unit:
            write_place_table(unit.connection, _kept(found))
            before = read_setting(unit.connection, TABLE, {}).get("stamp", 0)
            homes = found.columns.get(HOUSEHOLDS, "")
            write_setting(
                unit.connection,
                TABLE,
                {
                    "stamp": before + 1,
                    "file": found.file,
                    "on": self._clock().date().isoformat(),
                    "places": len(found.rows),
                    "measures": found.measures,
                    "left_out": found.left_out,
                    "people": homes if counts_people(homes) else "",
                },
            )
        said = say("{count} places loaded from {file}.", count=len(found.rows), file=found.file)
        if found.problems:
            said += " " + say("Rows left out: {count}.", count=len(found.problems))
        return Outcome(len(found.rows), frozenset({Topic.CUSTOMERS}), said)

    def _rows(self, held: Places) -> Iterable[PlaceRow]:
        return (place_row(held, at) for at in place_order(held))

    def _country(self) -> str:
        shop = self._standing.shop()
        return shop.country or country_of(shop.zone) or ""

    def _places(self, as_of: date | None) -> Places | None:
        scored = self._standing.scored(as_of)
        if scored is None:
            return None
        with self._lock, self._books.read() as connection:
            country = self._country()
            stamp = (version_of(connection), read_setting(connection, TABLE, {}).get("stamp"))
            _, homes, table = self._lived(connection, (*stamp, country), country)
            key = (*stamp, country, scored.as_of, scored.rules)
            if key not in self._held:
                while len(self._held) >= KEPT:
                    self._held.pop(next(iter(self._held)))
                self._held[key] = Places(scored, homes, table)
            return self._held[key]

    def _lived(
        self, connection: Reading, key: tuple[Any, ...], country: str
    ) -> tuple[tuple[Any, ...], Homes, tuple[KeptPlace, ...]]:
        if self._homes is None or self._homes[0] != key:
            table = read_place_table(connection)
            homes = homes_of(*postcodes_of(connection), table, country)
            self._homes = key, homes, table
        return self._homes


def _check(found: PlaceTable, *, skip: bool) -> None:
    if not found.rows:
        raise UserError(
            say('"{name}" holds no place that can be used.', name=found.file), _first(found)
        )
    if found.problems and not skip:
        raise UserError(
            say('Nothing was loaded: rows of "{name}" that cannot be used: {count}.',
                count=len(found.problems), name=found.file),
            _first(found),
        )  # fmt: skip


def _first(found: PlaceTable) -> str:
    if not found.problems:
        return ""
    one = found.problems[0]
    return say("Line {line}: {reason}.", line=one.line, reason=one.reason)


def _kept(found: PlaceTable) -> tuple[KeptPlace, ...]:
    return tuple(
        KeptPlace(row.postcode, row.name, row.households, dict(row.measures)) for row in found.rows
    )


def _sample(found: PlaceTable) -> Iterable[tuple[str, ...]]:
    for row in found.rows[:SAMPLE]:
        homes = "" if row.households is None else str(row.households)
        values = (row.measures.get(name) for name in found.measures)
        written = ("" if value is None else f"{value:g}" for value in values)
        yield (row.postcode, row.name, homes, *written)


def _notes(found: PlaceTable) -> Iterable[str]:
    homes = found.columns.get(HOUSEHOLDS, "")
    if not homes:
        yield say("No column of households: places are shown, but not compared.")
    elif counts_people(homes):
        yield say("{column} counts people; they stand for households.", column=homes)
    if found.filled == 1:
        yield say("1 postcode had lost its leading zeros; they are put back.")
    elif found.filled:
        yield say(
            "{count} postcodes had lost their leading zeros; they are put back.",
            count=found.filled,
        )
    for name, why in found.left_out:
        yield say("{column} is left out: {why}.", column=name, why=why)


def place_cells(row: PlaceRow, money: Callable[[int], str]) -> list[Any]:
    """Give the cells of `PLACE_COLUMNS` of a place."""
    return [
        row.postcode, row.name, "yes" if row.inside else "no", row.households,
        row.customers.value, row.best.value, money(round(row.net_sales.value or 0)),
        *(
            "" if one is None else round(float(np.round(one, 4)), 4)
            for one in (row.per_thousand.value, row.index.value, row.index.low, row.index.high,
                        row.prospects, row.found.value)
        ),
    ]  # fmt: skip
