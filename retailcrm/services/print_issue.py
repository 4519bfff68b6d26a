"""What every print about points says of itself."""

from collections.abc import Callable
from datetime import datetime

from retailcrm.core.days import day_of
from retailcrm.db.books import Books
from retailcrm.db.programs import in_force, versions
from retailcrm.db.settings import read_setting
from retailcrm.db.status import data_through
from retailcrm.reports.issue import Issue
from retailcrm.services.moments import moment_here
from retailcrm.services.shop import KEY, settings_from


def issue_of(books: Books, clock: Callable[[], datetime], key: str) -> tuple[Issue, str]:
    """Give whose print it is, of today, and the name of the program in force.

    Args:
        books: the shop's books.
        clock: gives the time now.
        key: what references begin with; the month of today follows.
    """
    with books.read() as connection:
        shop = settings_from(read_setting(connection, KEY, {}))
        moment = moment_here(clock, connection)
        held = in_force(versions(connection), moment.day)
        through = data_through(connection)
    program = held.program if held is not None else None
    issue = Issue(
        shop=shop.name,
        currency=shop.currency,
        day=moment.date,
        data_through=None if through is None else day_of(through),
        rules_since=None if held is None else day_of(held.starts),
        reference=f"{key}-{moment.date:%Y-%m}" if key else "",
    )
    return issue, program.name if program is not None else ""
