"""What is told of ads: the diary, what each brought, and a line for each medium."""

from dataclasses import dataclass, field
from datetime import date

from retailcrm.campaigns.ads import Brought, Return, Why
from retailcrm.core.rows import RowsRef
from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class NewAd:
    """An ad to be noted.

    Attributes:
        medium: flyer, newspaper, poster, radio, or the shop's own word.
        name: what the shop calls it.
        starts: first day people could see it.
        ends: last day on which it may bring somebody.
        copies: how many were given out.
        by: store or postcode, if it went to some places alone; empty: anywhere.
        went_to: stores by name, or postcodes.
        compared: like places that it did not go to.
        code: a word to be shown at the till; empty: none.
        cost: minor units, spent in its first week; more can be added later.
        note: anything.
    """

    medium: str
    name: str
    starts: date
    ends: date
    copies: int | None = None
    by: str = ""
    went_to: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    code: str = ""
    cost: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpendRow:
    """Money spent in the week that begins on `week`; below zero it corrects an entry."""

    entry_id: int
    ad_id: int
    week: date
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class AdRow:
    """An ad of the diary.

    Attributes:
        cost: all that was spent on it, minor units.
        spent: by entry.
    """

    ad_id: int
    medium: str
    name: str
    starts: date
    ends: date
    copies: int | None
    by: str
    went_to: tuple[str, ...]
    compared: tuple[str, ...]
    codes: tuple[str, ...]
    note: str
    cost: int
    spent: tuple[SpendRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AdWay:
    """One way to tell what an ad brought.

    Attributes:
        way: zones, season or codes.
        brought: sales; None if it cannot be told.
        why: then why not.
        returned: after costs.
        sentence: for people.
        rows: receipts or customers that it rests on.
    """

    way: str
    brought: Brought | None
    why: Why | None
    returned: Return | None
    sentence: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class AdResult:
    """What an ad brought, by every way that the data allow, the strongest first.

    Attributes:
        best: the strongest way that can tell; None if none can.
        verdict: worked, lost, unsure, about, or cannot_tell.
        sentence: the verdict in words.
        rate: margin as a share of sales, by which sales were turned into margin.
    """

    ad: AdRow
    ways: tuple[AdWay, ...]
    best: AdWay | None
    verdict: str
    sentence: str
    rate: float


@dataclass(frozen=True, slots=True)
class MediumRow:
    """A medium with everything spent on it.

    Attributes:
        ads: how many.
        cost: minor units.
        margin: brought by the ads that can be told, minor units; None if none can.
        low: lower end, where all of them have one.
        high: upper end, likewise.
        gain: return on what those cost; None if none can be told.
        measured: how many ads can be told.
        new: new customers who name it or came with its code.
        each: cost of one of them, minor units; None without any.
        brought: margin that these have brought so far, minor units.
        payback: month after the first visit in which their margin has paid for the medium.
        sentence: for people.
    """

    medium: str
    ads: int
    cost: int
    margin: float | None
    low: float | None
    high: float | None
    gain: float | None
    measured: int
    new: Told
    each: float | None
    brought: Told
    payback: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the picture: what was spent on each medium, and what the shop sold."""

    week: date
    sales: int
    spent: tuple[tuple[str, int], ...]
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class AdDiary:
    """The whole diary at a glance.

    Attributes:
        as_of: the last day with data; None in an empty shop.
        media: a line each, the costliest first.
        results: an ad each, the latest first.
        weeks: oldest first.
    """

    as_of: date | None
    media: tuple[MediumRow, ...]
    results: tuple[AdResult, ...]
    weeks: tuple[WeekRow, ...]
