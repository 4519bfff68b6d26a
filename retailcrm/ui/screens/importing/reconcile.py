"""Does it add up? Each month and store of a file, day by day, against the books."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from retailcrm.core.days import month_end, month_index
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.import_rows import DayTotal


class Day(StrEnum):
    """What a day of a strip shows."""

    CLOSED = "closed"
    AGREES = "agrees"
    KNOWN = "known"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Strip:
    """One month of one store; amounts in minor units.

    Attributes:
        days: the state of each day of the month, from the first.
    """

    month: int
    store: str
    days: tuple[Day, ...]
    in_file: int
    in_books: int

    @property
    def difference(self) -> int:
        """What the books hold beyond the file."""
        return self.in_books - self.in_file


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All strips of a file and their sum."""

    strips: tuple[Strip, ...] = ()
    in_file: int = 0
    in_books: int = 0
    days_agree: int = 0
    days_all: int = 0

    @property
    def difference(self) -> int:
        """What the books hold beyond the file."""
        return self.in_books - self.in_file

    @property
    def days_differ(self) -> int:
        """Days on which file and books do not hold the same."""
        return self.days_all - self.days_agree


def reconcile(days: Iterable[DayTotal]) -> Reconciliation:
    """Lay the days of a file out by month and store."""
    by_strip: defaultdict[tuple[int, str], list[DayTotal]] = defaultdict(list)
    for day in days:
        by_strip[month_index(day.day), day.store].append(day)
    strips = tuple(_strip(*key, by_strip[key]) for key in sorted(by_strip))
    shown = [state for strip in strips for state in strip.days if state is not Day.CLOSED]
    return Reconciliation(
        strips,
        sum(strip.in_file for strip in strips),
        sum(strip.in_books for strip in strips),
        sum(state in (Day.AGREES, Day.KNOWN) for state in shown),
        len(shown),
    )


def sums_title(found: Reconciliation, problems: int, figures: Figures) -> str:
    """Say whether the file and the books agree."""
    if found.days_differ == 1:
        return say("On 1 day your books hold something else than this file")
    if found.days_differ:
        return say(
            "On {n} days your books hold something else than this file",
            n=figures.count(found.days_differ),
        )
    if problems == 1:
        return say("The file and your books differ only by the line kept aside")
    if problems:
        return say(
            "The file and your books differ only by the {n} lines kept aside",
            n=figures.count(problems),
        )
    return say("The file and your books agree to the cent")


def stores_of(days: Iterable[DayTotal]) -> tuple[str, ...]:
    """Name the stores of a file, each once."""
    return tuple(dict.fromkeys(day.store for day in days))


def _strip(month: int, store: str, totals: list[DayTotal]) -> Strip:
    states = [Day.CLOSED] * month_end(month).day
    for total in totals:
        states[total.day.day - 1] = _state(total)
    return Strip(
        month,
        store,
        tuple(states),
        sum(total.net_in_file for total in totals),
        sum(total.net_in_books for total in totals),
    )


def _state(total: DayTotal) -> Day:
    if total.net_in_file != total.net_in_books:
        return Day.DIFFERS
    return Day.KNOWN if total.known else Day.AGREES
