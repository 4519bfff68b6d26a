"""Whether day or month comes first, decided once for a whole file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import polars as pl

from retailcrm.core.days import day_number
from retailcrm.core.errors import Cure, UserError
from retailcrm.core.words import say
from retailcrm.importers.chunks import Reading
from retailcrm.importers.dates import read_date
from retailcrm.importers.unreadable import Unreadable

_NUMBERS = r"^\D?(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{2,4})"
_PERIOD = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """What the dates of a file say about their order.

    Attributes:
        day_first: dates that only make sense day first.
        month_first: dates that only make sense month first.
        either: distinct dates that can be both, in the order of the file (a sample).
        iso: days of ISO dates standing in the same rows as `either`, where there are any.
        role: of the first column in doubt.
    """

    day_first: int = 0
    month_first: int = 0
    either: tuple[str, ...] = ()
    iso: tuple[int | None, ...] = ()
    role: str = ""

    def plus(self, other: "OrderEvidence") -> "OrderEvidence":
        """Add what a further part of the file says."""
        room = max(0, _SAMPLE - len(self.either))
        return OrderEvidence(
            self.day_first + other.day_first,
            self.month_first + other.month_first,
            self.either + other.either[:room],
            self.iso + other.iso[:room],
            self.role or other.role,
        )

    @property
    def settled(self) -> bool:
        """Whether the dates themselves leave no doubt."""
        return bool(self.day_first or self.month_first or not self.either)


_SAMPLE = 5_000


def order_evidence(frame: pl.DataFrame, roles: Sequence[str]) -> OrderEvidence:
    """Look at the date columns of a part of the file."""
    found = OrderEvidence()
    iso = _iso_neighbour(frame, roles)
    for role in roles:
        found = found.plus(_of_column(role, frame[role], iso))
    return found


def decide_order(seen: OrderEvidence, reading: Reading, headings: Mapping[str, str]) -> str:
    """Settle the order: the dates, the file's name, its neighbours and order, then the country.

    Args:
        seen: what the dates say.
        reading: what the caller knows; its `date_order` rules.
        headings: heading by role, for the sentence that asks.

    Raises:
        UserError: where nothing settles it; names the column.
    """
    if reading.date_order:
        return reading.date_order
    if seen.day_first != seen.month_first:
        return "dmy" if seen.day_first > seen.month_first else "mdy"
    if not seen.either and not seen.day_first:
        return ""
    order = _by_name(seen, reading.name) or _by_iso(seen) or _by_course(seen)
    if order or reading.country:
        return order or ("mdy" if reading.country == "US" else "dmy")
    raise UserError(
        say(
            'The dates in the column "{column}" can be read day first or month first.',
            column=headings.get(seen.role, seen.role),
        ),
        say("Say which: --date-order dmy or --date-order mdy (or choose the shop's country)."),
        Cure.DATE_ORDER,
    )


def _of_column(role: str, text: pl.Series, iso: pl.Series | None) -> OrderEvidence:
    parts = text.str.extract_groups(_NUMBERS).struct.unnest()
    first = parts.to_series(0).cast(pl.Int32, strict=False)
    second = parts.to_series(1).cast(pl.Int32, strict=False)
    day_first = int(((first > 12) & (second <= 12)).sum())  # noqa: PLR2004 - months
    month_first = int(((second > 12) & (first <= 12)).sum())  # noqa: PLR2004 - months
    open_ = ((first <= 12) & (second <= 12) & (first != second)).fill_null(value=False)  # noqa: PLR2004
    if day_first or month_first or not open_.any():
        return OrderEvidence(day_first, month_first)
    rows = open_.arg_true().head(_SAMPLE)
    days = iso.gather(rows).to_list() if iso is not None else [None] * len(rows)
    return OrderEvidence(0, 0, _dates_alone(text.gather(rows)), tuple(days), role)


def _dates_alone(text: pl.Series) -> tuple[str, ...]:
    return tuple(text.str.extract(r"(\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}\d{2,4})").to_list())


def _iso_neighbour(frame: pl.DataFrame, roles: Iterable[str]) -> pl.Series | None:
    for role in roles:
        days = frame[role].str.extract(r"^'?(\d{4}-\d\d-\d\d)").str.to_date(strict=False)
        if days.is_not_null().any():
            return days.cast(pl.Int32)
    return None


def _days(seen: OrderEvidence, order: str) -> list[int]:
    days: list[int] = []
    for text in seen.either:
        try:
            day = read_date(text, order)
        except Unreadable:
            continue
        days.extend(() if day is None else (day,))
    return days


def _by_name(seen: OrderEvidence, name: str) -> str:
    """Take the order that puts every date inside the period the file's name tells."""
    ends = [_named_day(*found.groups()) for found in _PERIOD.finditer(name)]
    known = sorted(day for day in ends if day is not None)
    if len(known) < 2:  # noqa: PLR2004 - a period has two ends
        return ""
    fitting = [
        order
        for order in ("dmy", "mdy")
        if all(known[0] - 1 <= day <= known[-1] + 1 for day in _days(seen, order))
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _named_day(year: str, month: str, day: str) -> int | None:
    try:
        return day_number(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _by_iso(seen: OrderEvidence) -> str:
    """Take the order in which the dates agree with an ISO date in the same row."""
    known = [
        (text, day) for text, day in zip(seen.either, seen.iso, strict=True) if day is not None
    ]
    if not known:
        return ""
    agree = {
        order: sum(abs((read_date(text, order) or 0) - day) <= 1 for text, day in known)
        for order in ("dmy", "mdy")
    }
    best = max(agree, key=lambda order: agree[order])
    other = "mdy" if best == "dmy" else "dmy"
    return best if agree[best] > len(known) / 2 > agree[other] else ""


def _by_course(seen: OrderEvidence) -> str:
    """Take the order in which the dates run one way through the file."""
    steady = [order for order in ("dmy", "mdy") if _one_way(_days(seen, order))]
    return steady[0] if len(steady) == 1 else ""


def _one_way(days: list[int]) -> bool:
    steps = [later - earlier for earlier, later in pairwise(days)]
    moves = [step for step in steps if step]
    return len(moves) >= _ENOUGH and (min(moves) > 0 or max(moves) < 0)
