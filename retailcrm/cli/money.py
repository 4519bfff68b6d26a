"""Commands about money and the till: who brings it, where discounts go, what stands out."""

import argparse
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.money_answers import (
    LEAK_COLUMNS,
    best_answer,
    concentration_answer,
    leak_cells,
    leakage_answer,
    return_answer,
    tickets_answer,
)
from retailcrm.cli.tables import write_csv
from retailcrm.cli.till_answers import till_answer
from retailcrm.cli.typed import amount_typed, day_typed, month_typed, share_typed
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.assumptions import Assumptions
from retailcrm.services.card_ranking import RANKED_COLUMNS
from retailcrm.wiring import Services

_MOST_DAYS = 36_500


def money_words(command: Command) -> None:
    """Commands about money."""
    found = command("concentration", "tell what share of sales the best cards bring")
    _asked(found, days="days to look back, 0 for all (as far as the groups do)")
    found = command("leakage", "tell who gets the discount for nothing, by segment")
    _asked(found, days="days to look back (365)")
    _own_numbers(command("money", "tell what cards and the program bring"))
    found = command("till", "tell what stands out at the till in a month")
    found.add_argument("--month", metavar="YYYY-MM", help="the last one that is over")


def _own_numbers(found: argparse.ArgumentParser) -> None:
    found.add_argument("--as-of", metavar=DATE)
    for name, metavar, help_ in (
        ("--brought", "SHARE", "share of sales the program brings where nothing measures it; kept"),
        ("--running", "AMOUNT", "what the program costs a year besides discounts; kept"),
        ("--offer", "AMOUNT", "what an offer to one champion costs; kept"),
        ("--keeps", "SHARE", "how many more champions stay with it, 0.2 is 20 of 100; kept"),
        ("--winning", "AMOUNT", "what winning one new customer costs; kept"),
    ):
        found.add_argument(name, metavar=metavar, help=help_)


def run_concentration(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell what the best cards bring; write every card by rank."""
    as_of, days = day_typed(told.as_of), _days(told.days)
    money = services.insights.money
    answer = concentration_answer(money.concentration(as_of, days))
    if told.out is not None:
        rows = list(money.cards_table(as_of, days))
        services.exports.note("concentration", len(rows))
        write_csv(told.out, RANKED_COLUMNS, rows)
        answer["file"] = str(told.out)
    return answer


def run_leakage(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell discounts by segment and what of them leaks."""
    as_of, days = day_typed(told.as_of), _days(told.days)
    digits = services.shop.settings().digits
    found = services.insights.money.leakage(as_of, days)
    answer = leakage_answer(found, digits)
    if told.out is not None:
        services.exports.note("leakage", len(found.rows))
        write_csv(told.out, LEAK_COLUMNS, leak_cells(found, digits))
        answer["file"] = str(told.out)
    return answer


def run_money(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell tickets, what the best are worth, and what the program returns."""
    as_of = day_typed(told.as_of)
    digits = services.shop.settings().digits
    money = services.insights.money
    told_anew = _told_anew(money.assumptions(), told, digits)
    if told_anew != money.assumptions():
        money.assume(told_anew)
    return {
        "ticket": tickets_answer(money.tickets(as_of), digits),
        "champion": best_answer(money.best(as_of), digits),
        "program": return_answer(money.program_return(as_of), digits),
    }


def _told_anew(now: Assumptions, told: Namespace, digits: int) -> Assumptions:
    """Put what was said now in the place of what was said before."""
    said: dict[str, Any] = {}
    for name in ("brought", "keeps"):
        text = getattr(told, name)
        said |= {} if text is None else {name: share_typed(text)}
    for name in ("running", "offer", "winning"):
        text = getattr(told, name)
        said |= {} if text is None else {name: amount_typed(text, digits)}
    return replace(now, **said)


def run_till(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell which cards and entries by hand stand out."""
    month = None if told.month is None else month_typed(told.month)
    return till_answer(services.insights.till_watch.look(month))


def _asked(one: argparse.ArgumentParser, days: str) -> None:
    one.add_argument("--as-of", metavar=DATE)
    one.add_argument("--days", type=int, metavar="N", help=days)
    one.add_argument("--out", type=Path, metavar="CSV")


def _days(told: int | None) -> int | None:
    """Look at how far back was asked for.

    Raises:
        UserError: it is no span of days.
    """
    if told is not None and not 0 <= told <= _MOST_DAYS:
        raise UserError(say("{days} days are no time to look back.", days=told))
    return told
