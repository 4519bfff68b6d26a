"""Letters to everyone for whom a discount becomes points, and the list of them."""

import csv
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.money import decimal_text, minor_digits
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.reports.addresses import address_lines
from retailcrm.reports.letter_facts import (
    LetterFacts,
    LettersFacts,
    PhaseFacts,
    Wording,
    usual_wording,
)
from retailcrm.services.changing import Changing
from retailcrm.services.customer_table import tamed
from retailcrm.services.print_issue import issue_of
from retailcrm.services.told import country_here
from retailcrm.services.transition import Move, TransitionService

COLUMNS = (
    "customer", "name", "card", "street", "city", "region", "postcode", "country", "group",
    "list_amount", "discount", "discount_percent", "points_per_100", "gift", "letter",
)  # fmt: skip
_HUNDRED = 100


def letters_facts(
    books: Books,
    transition: TransitionService,
    clock: Callable[[], datetime],
    move: Move,
    wording: Wording | None = None,
) -> tuple[LettersFacts, tuple[Changing, ...]]:
    """Gather the letters, by postcode, and everyone they are about.

    Raises:
        UserError: there is nothing to move away from, or nobody has an address.
    """
    issue, program = issue_of(books, clock, "")
    with books.read() as connection:
        home = country_here(connection) or ""
    steps = transition.plan(move, shown=0).steps
    every = transition.changing(move)
    reached = sorted(
        (one for one in every if one.in_reach),
        key=lambda one: (one.country, one.postcode, one.city, one.name, one.customer_id),
    )
    if not reached:
        raise UserError(
            say("None of the {count} members has an address.", count=len(every)),
            say("Import a list with street and postcode, or print the terms for the counter."),
        )
    starts = tuple((step.first, step.terms.phase.discount) for step in steps)
    letters = tuple(
        LetterFacts(
            name=one.name,
            card=one.card,
            lines=address_lines(
                one.name, one.street, (one.city, one.region, one.postcode), one.country, home
            ),
            discount=one.discount,
            gift=one.gift,
            worth=round(one.gift * move.value),
            phases=tuple(
                PhaseFacts(first, discount, rate * _HUNDRED)
                for (first, discount), rate in zip(starts, one.per_unit, strict=True)
            ),
        )
        for one in reached
    )
    said = worth_of_a_point(move.value, issue.currency)
    return LettersFacts(issue, program, wording or usual_wording(), said, letters), every


def worth_of_a_point(value: Decimal, currency: str) -> str:
    """Say what a point is worth, down to parts of the smallest coin."""
    write = Figures(currency)
    if value == value.to_integral_value():
        return write.money(int(value))
    plain = value.scaleb(-minor_digits(currency)).normalize()
    places = len(format(plain, "f").partition(".")[2])
    return f"{write.number(float(plain), places)}\N{NO-BREAK SPACE}{currency}"


def save_letter_list(every: Iterable[Changing], currency: str, out: Path) -> int:
    """Write everyone to a CSV file, those without an address too; give how many.

    Raises:
        OSError: the file cannot be written.
    """
    with out.open("w", newline="", encoding="utf-8") as file:
        return _rows(every, minor_digits(currency), file)


def _rows(every: Iterable[Changing], digits: int, file: TextIO) -> int:
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    count = 0
    for count, one in enumerate(every, start=1):  # noqa: B007 - the last is the number of rows
        words = (one.name, one.card, one.street, one.city, one.region, one.postcode, one.country,
                 one.group)  # fmt: skip
        writer.writerow(
            (
                one.customer_id,
                *map(tamed, words),
                decimal_text(one.listed, digits),
                decimal_text(one.discount, digits),
                "" if one.rate is None else f"{one.rate * _HUNDRED:.2f}",
                f"{(one.per_unit[-1] if one.per_unit else 0.0) * _HUNDRED:.2f}",
                one.gift,
                "yes" if one.in_reach else "no address",
            )
        )
    return count
