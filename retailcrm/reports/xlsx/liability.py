"""The liability from points as an Excel file, with live sums beside the values."""

from decimal import Decimal
from pathlib import Path

from retailcrm.core.days import month_key
from retailcrm.core.money import minor_digits
from retailcrm.core.words import say
from retailcrm.loyalty.liability import LiabilityRow
from retailcrm.reports.liability_facts import LiabilityFacts
from retailcrm.reports.xlsx.book import COUNT, DAY, SHARE, Book, Cell

_POINTS = ("opening", "earned", "redeemed", "expired", "other", "closing")
_ADDED_POINTS = ("earned", "redeemed", "expired", "other")
_MONEY = ("owed_before", "allocated", "revenue", "owed", "cost")
_ADDED_MONEY = ("allocated", "revenue")
_WIDE = (34, 18, 60)


def save_liability(facts: LiabilityFacts, out: Path) -> None:
    """Write the sheet to `out`; equal facts give equal bytes.

    Raises:
        OSError: the file cannot be written.
    """
    issue = facts.issue
    book = Book(say("Liability from points"), issue.shop, issue.day, minor_digits(issue.currency))
    _first(book, facts)
    _months(book, facts)
    _cohorts(book, facts)
    book.save(out)


def _first(book: Book, facts: LiabilityFacts) -> None:
    page, issue = book.sheet(say("Liability")), facts.issue
    worth = facts.sheet.worth
    page.widths(*_WIDE)
    share = Decimal(str(round(facts.redemption.share, 6)))
    told: tuple[tuple[str, Cell, str, str], ...] = (
        (say("Shop"), issue.shop, "", ""),
        (say("Program"), facts.program, "", ""),
        (say("As of"), issue.day, DAY, ""),
        (say("Data through"), issue.data_through, DAY, ""),
        (say("Currency"), issue.currency, "", ""),
        (say("Inputs"), issue.inputs, "", ""),
        (say("Points open"), facts.open_points, COUNT, ""),
        (say("Still to be used"), facts.to_come, COUNT, say("of those open, by their age")),
        (say("Points ever used"), share, SHARE, facts.redemption.told),
        (say("Value of a point"), book.major(1) * worth.value, "0.0000##", ""),
        (say("Cost of a unit of reward"), worth.cost_factor, "0.00##", ""),
        (say("Deferred revenue"), book.major(facts.deferred), book.money, "IFRS 15, ASC 606"),
        (say("Plain cost"), book.major(facts.cost), book.money, say("no standard")),
    )
    for label, value, form, note in told:
        page.line((label, value, note), ("", form, ""))
    page.skip()
    for note in facts.sheet.notes():
        page.line((note,), ("",))


def _months(book: Book, facts: LiabilityFacts) -> None:
    page = book.sheet(say("Months"))
    page.heads(
        (
            say("Month"), say("Open before"), say("Earned"), say("Used"), say("Expired"),
            say("Other"), say("Open after"), say("Ever used"), say("Used in the end"),
            say("Deferred before"), say("Put aside"), say("Earned revenue"),
            say("Deferred after"), say("Plain cost"),
        )
    )  # fmt: skip
    forms = ("", *(COUNT for _ in _POINTS), SHARE, COUNT, *(book.money for _ in _MONEY))
    first = page.row
    for row in facts.sheet.rows:
        page.line(_cells(book, row), forms)
    whole = facts.sheet.total()
    if whole is None:
        return
    last = page.row - 1
    page.line(_cells(book, whole), forms, strong=True)
    places = {name: at for at, name in enumerate(_POINTS, start=1)}
    places |= {name: at for at, name in enumerate(_MONEY, start=len(_POINTS) + 3)}
    live = {places[name]: (COUNT, float(getattr(whole, name))) for name in _ADDED_POINTS}
    live |= {
        places[name]: (book.money, float(book.major(getattr(whole, name)))) for name in _ADDED_MONEY
    }
    page.sums(say("Check: live sums"), (first, last), live)


def _cells(book: Book, row: LiabilityRow) -> tuple[Cell, ...]:
    return (
        row.name,
        *(getattr(row, name) for name in _POINTS),
        row.share,
        row.expected,
        *(book.major(getattr(row, name)) for name in _MONEY),
    )


def _cohorts(book: Book, facts: LiabilityFacts) -> None:
    """Write the whole triangle: points of each month used by the end of each age."""
    page, cohorts = book.sheet(say("Cohorts")), facts.cohorts
    months = int(cohorts.earned.size)
    ages = tuple(say("Used by month {n}", n=age) for age in range(months))
    page.heads((say("Earned in"), say("Points"), say("Used"), say("Expired"), say("Open"), *ages))
    used, gone = cohorts.so_far(cohorts.used), cohorts.so_far(cohorts.expired)
    still = cohorts.still_open()
    first = page.row
    for at in range(months):
        line = [int(one) if one >= 0 else None for one in cohorts.used[at]]
        sums = (int(one[at]) for one in (cohorts.earned, used, gone, still))
        month = month_key(cohorts.first_month + at)
        page.line((month, *sums, *line), ("", *(COUNT for _ in range(4 + months))))
    if not months:
        return
    added = (cohorts.earned, used, gone, still)
    live = {at: (COUNT, float(one.sum())) for at, one in enumerate(added, start=1)}
    page.sums(say("Check: live sums"), (first, page.row - 1), live)
