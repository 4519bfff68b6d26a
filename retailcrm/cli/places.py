"""The command about places: where customers live, which places promise most."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from retailcrm.cli.answers import Json, day
from retailcrm.cli.basket import plain_ratio
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.tables import write_csv
from retailcrm.cli.typed import day_typed
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.importers.place_headings import HOUSEHOLDS, NAME, POSTCODE
from retailcrm.services.finding import Told
from retailcrm.services.place_rows import AlikeRow, PlaceRow, PlacesOverview
from retailcrm.services.places import PLACE_COLUMNS, place_cells
from retailcrm.wiring import Services

_ROLES = (POSTCODE, HOUSEHOLDS, NAME)


def places_words(command: Command) -> None:
    """Add the command about places."""
    found = command("places", "tell where customers live and which places promise most")
    found.add_argument("--as-of", metavar=DATE)
    found.add_argument("--out", type=Path, metavar="CSV")
    found.add_argument(
        "--load", type=Path, metavar="FILE", help="a table of households by postcode (CSV, XLSX)"
    )
    found.add_argument("--preview", action="store_true", help="read the table, load nothing")
    found.add_argument("--skip-problems", action="store_true", help="load without such rows")
    found.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column_typed,
        metavar="ROLE=HEADING",
        help="which column is the postcode, the households or the name",
    )


def run_places(services: Services, told: Namespace, progress: Progress) -> Json:
    """Load a table if one is given, and tell the places."""
    answer: Json = {}
    columns = dict(told.column)
    if told.load is not None:
        found = services.insights.places.preview(told.load, columns)
        answer["table"] = {
            "file": found.file,
            "columns": dict(found.columns),
            "measures": list(found.measures),
            "places": found.rows,
            "customers_in_them": found.matched,
            "zeros_put_back": found.filled,
            "notes": list(found.notes),
            "problems": [
                {"line": one.line, "column": one.column, "value": one.value, "reason": one.reason}
                for one in found.problems
            ],
        }
        if told.preview:
            return answer
        wish = services.insights.places.load(
            told.load, columns, skip=told.skip_problems, progress=progress
        )
        answer["said"] = wish.summary
    overview = services.insights.places.overview(day_typed(told.as_of))
    digits = services.shop.settings().digits
    answer |= _overview(overview, digits)
    if told.out is not None:
        services.exports.note("places", len(overview.places))
        cells = [
            place_cells(row, lambda minor: decimal_text(minor, digits)) for row in overview.places
        ]
        write_csv(told.out, PLACE_COLUMNS, cells)
        answer["file"] = str(told.out)
    return answer


def _overview(found: PlacesOverview, digits: int) -> Json:
    return {
        "as_of": day(found.as_of),
        "customers": _count(found.known),
        "without_postcode": _count(found.without),
        "in_trade_area": _count(found.area),
        "best_are": found.best_are,
        "places": [_place(one, digits) for one in found.places],
        "way": found.way or None,
        "weights": {name: plain_ratio(weight) for name, weight in found.weights},
        "alike": [_alike(one) for one in found.alike],
        "lacking": found.lacking or None,
    }


def _place(row: PlaceRow, digits: int) -> Json:
    return {
        "postcode": row.postcode,
        "name": row.name,
        "in_trade_area": row.inside,
        "households": row.households,
        "customers": _count(row.customers),
        "best_customers": _count(row.best),
        "net_sales": decimal_text(round(row.net_sales.value or 0), digits),
        "per_1000_households": plain_ratio(row.per_thousand.value),
        "best_index": plain_ratio(row.index.value),
        "best_index_low": plain_ratio(row.index.low),
        "best_index_high": plain_ratio(row.index.high),
        "prospects": row.prospects,
        "best_per_1000_mailed": plain_ratio(row.found.value),
    }


def _alike(row: AlikeRow) -> Json:
    return {
        "postcode": row.postcode,
        "name": row.name,
        "households": row.households,
        "customers": row.customers,
        "best_per_1000_households": plain_ratio(row.expected),
        "score": plain_ratio(row.score),
        "reason": row.reason,
    }


def _count(told: Told | None) -> int | None:
    return None if told is None or told.value is None else int(told.value)


def _column_typed(text: str) -> tuple[str, str]:
    role, mark, heading = text.partition("=")
    if not mark or role not in _ROLES or not heading:
        raise ArgumentTypeError(
            say("{text} names no column: write postcode=ZIP, households=HH or name=Town.",
                text=text)
        )  # fmt: skip
    return role, heading
