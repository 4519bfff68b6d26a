"""The command about categories: who buys what, what goes together, what to show to whom."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.tables import write_csv
from retailcrm.cli.typed import day_typed
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.categories import NEXT_COLUMNS
from retailcrm.services.category_rows import CategoryRow, NextRow, PairRow
from retailcrm.services.customers import CustomerQuery
from retailcrm.services.finding import Told
from retailcrm.wiring import Services

NEVER_COLUMNS = ("customer", "card", "name")
SHOWN = 50


def basket_words(command: Command) -> None:
    """Add the command about categories."""
    found = command("basket", "tell who buys which category, and what to show to whom next")
    found.add_argument("--as-of", metavar=DATE)
    found.add_argument("--out", type=Path, metavar="CSV", help="write the list asked for")
    found.add_argument("--show-to", metavar="CATEGORY", help="whom to show this category to")
    found.add_argument("--bought", metavar="CATEGORY", help="who bought this one ...")
    found.add_argument("--never", metavar="CATEGORY", help="... and never that one")


def run_basket(services: Services, told: Namespace, progress: Progress) -> Json:
    """Tell what is asked of categories; write the list behind it."""
    as_of = day_typed(told.as_of)
    if (told.bought is None) != (told.never is None):
        raise UserError(say("Say both: --bought one category, --never another."))
    if told.bought is not None:
        return _never(services, told)
    if told.show_to is not None:
        return _show_to(services, told)
    answer = _overview(services, told, progress)
    if told.out is not None:
        rows = services.insights.categories.table(as_of, progress)
        _written(services, told.out, NEXT_COLUMNS, rows)
        answer["file"] = str(told.out)
    return answer


def _overview(services: Services, told: Namespace, progress: Progress) -> Json:
    found = services.insights.categories.overview(day_typed(told.as_of), progress)
    digits = services.shop.settings().digits
    return {
        "as_of": day(found.as_of),
        "since": day(found.since),
        "customers": _count(found.customers),
        "breadth": _ratio(found.breadth),
        "moved": _count(found.moved),
        "moved_before": _count(found.moved_before),
        "categories": [_category(one, digits) for one in found.rows],
        "pairs": [_pair(one) for one in found.pairs],
        "left_out": found.left_out,
    }


def _show_to(services: Services, told: Namespace) -> Json:
    found = services.insights.categories.show_to(told.show_to, day_typed(told.as_of))
    answer: Json = {
        "category": told.show_to,
        "customers": len(found),
        "rows": [dict(zip(NEXT_COLUMNS, _next(one), strict=True)) for one in found[:SHOWN]],
    }
    if told.out is not None:
        _written(services, told.out, NEXT_COLUMNS, [_next(one) for one in found])
        answer["file"] = str(told.out)
    return answer


def _never(services: Services, told: Namespace) -> Json:
    found = services.insights.categories.never(told.bought, told.never, day_typed(told.as_of))
    answer: Json = {
        "bought": told.bought,
        "never": told.never,
        "customers": int(found.ids.size),
    }
    if told.out is not None:
        ordered = services.customers.ids(CustomerQuery(sort="name"))
        wanted = set(found.ids.tolist())
        ids = ordered[[int(one) in wanted for one in ordered]]
        rows = [[row.customer_id, row.card, row.name] for row in services.customers.page(ids)]
        _written(services, told.out, NEVER_COLUMNS, rows)
        answer["file"] = str(told.out)
    return answer


def _written(
    services: Services, path: Path, columns: tuple[str, ...], rows: list[list[Any]]
) -> None:
    services.exports.note("basket", len(rows))
    write_csv(path, columns, rows)


def _next(row: NextRow) -> list[Any]:
    return [
        row.customer_id, row.card, row.name, row.category, round(row.chance, 4), row.because,
        row.reason,
    ]  # fmt: skip


def _category(row: CategoryRow, digits: int) -> Json:
    return {
        "category": row.name,
        "buyers": _count(row.buyers),
        "penetration": _ratio(row.penetration),
        "low": plain_ratio(row.penetration.low),
        "high": plain_ratio(row.penetration.high),
        "net_sales": decimal_text(round(row.net_sales.value or 0), digits),
        "new_buyers": _count(row.new_buyers),
        "show_to": _count(row.show_to),
    }


def _pair(row: PairRow) -> Json:
    return {
        "bought": row.first_name,
        "also": row.second_name,
        "both": _count(row.both),
        "support": plain_ratio(row.support),
        "confidence": _ratio(row.confidence),
        "confidence_low": plain_ratio(row.confidence.low),
        "confidence_high": plain_ratio(row.confidence.high),
        "lift": _ratio(row.lift),
        "lift_low": plain_ratio(row.lift.low),
        "lift_high": plain_ratio(row.lift.high),
        "chance": plain_ratio(row.chance),
        "never": _count(row.never),
    }


def _count(told: Told | None) -> int | None:
    return None if told is None or told.value is None else int(told.value)


def _ratio(told: Told | None) -> float | None:
    return None if told is None else plain_ratio(told.value)


def plain_ratio(value: float | None) -> float | None:
    """Give a ratio with the digits that mean something."""
    return None if value is None else float(f"{value:.8g}")
