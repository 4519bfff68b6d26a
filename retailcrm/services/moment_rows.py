"""Moments as screens, pages and commands see them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retailcrm.campaigns.moments.moment import Kind, Moment
from retailcrm.campaigns.offers import Offer
from retailcrm.core.rows import RowsRef
from retailcrm.services.list_rows import Exported
from retailcrm.services.post_rows import Posted

Counts = tuple[tuple[str, int], ...]
"""Reasons and how many people each holds up, the most first."""


@dataclass(frozen=True, slots=True)
class MomentWish:
    """A moment as a person wants it.

    Attributes:
        name: what the owner calls it.
        moment: its rules, a step for each piece.
        channel: email, sms, post or till.
        audience: rows as `core.rows` writes them, or `list?id=7`.
        held_back: share left alone, in ten-thousandths.
        days: within which a visit counts, the day of sending included; None: as usual for the
            channel.
        offers: one for each step; left out: words alone.
        note: the owner's own words.
        cost: of a piece, in thousandths of the smallest coin; None: as it was.
    """

    name: str
    moment: Moment
    channel: str = "email"
    audience: str = "customers"
    held_back: int = 1000
    days: int | None = None
    offers: tuple[Offer, ...] = ()
    note: str = ""
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One moment in a list.

    Attributes:
        state: draft, running or ended; an ended one can be started again.
        starts: first day it acts; None until it is switched on.
        sent: pieces so far.
        control: how often somebody was left alone to compare with.
        people: distinct people it wrote to.
        cost: of a piece, in thousandths of the smallest coin.
        rows: they.
    """

    id: int
    name: str
    kind: Kind
    state: str
    channel: str
    audience: str
    audience_title: str
    held_back: int
    days: int
    starts: date | None
    ends: date | None
    moment: Moment
    offers: tuple[Offer | None, ...]
    sent: int
    control: int
    people: int
    cost: int
    rows: RowsRef
    control_rows: RowsRef


@dataclass(frozen=True, slots=True)
class StepDue:
    """What is due of one step.

    Attributes:
        step: counted from 1.
        about: what the piece says.
        ready: pieces that can go out.
        rows: who gets them.
    """

    step: int
    about: str
    ready: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MomentDue:
    """What is due of one moment on a day.

    Attributes:
        ready: people whose piece can go out; `rows` are they.
        control: people left alone to compare with.
        waiting: reason to people who get nothing today.
    """

    id: int
    name: str
    kind: Kind
    channel: str
    ready: int
    control: int
    waiting: Counts
    steps: tuple[StepDue, ...]
    rows: RowsRef
    control_rows: RowsRef
    waiting_rows: RowsRef


@dataclass(frozen=True, slots=True)
class DueToday:
    """Everything that is due on a day.

    Attributes:
        as_of: the shop's date.
        known: the last day that the data of all stores cover; None without data.
        held_up: why nothing may go out, "" if it may.
        quiet: the day is one of those on which nothing goes out.
        next_day: the first day after it on which something may.
        moments: those that are switched on.
        lists: what was noted on that day, and what of the days before was never written.
    """

    as_of: date
    known: date | None
    held_up: str
    quiet: bool
    next_day: date | None
    moments: tuple[MomentDue, ...]
    lists: tuple["MomentList", ...] = ()

    @property
    def ready(self) -> int:
        """Count the pieces that can go out now."""
        return sum(one.ready for one in self.moments)


@dataclass(frozen=True, slots=True)
class MomentList:
    """People of one moment and step who were noted on a day, to be written to.

    Attributes:
        campaign: the moment's number.
        day: the day they were noted.
        step: counted from 1; the place of its arm.
        audience: what the export of lists takes.
        file: the last one that was written of it; "" if none was.
    """

    campaign: int
    name: str
    kind: Kind
    channel: str
    day: date
    step: int
    about: str
    people: int
    audience: str
    rows: RowsRef
    file: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a day.

    Attributes:
        sent: people noted by this run for a piece.
        control: people noted by this run as left alone.
        waiting: reason to people who got nothing.
        lists: everything to be written on that day, by earlier runs as well.
    """

    as_of: date
    sent: int
    control: int
    waiting: Counts
    lists: tuple[MomentList, ...]


@dataclass(frozen=True, slots=True)
class MadeList:
    """What became of a list: its file, or why there is none.

    Attributes:
        written: None where no list could be written, or letters were printed instead.
        why_not: "" where it was written.
        posted: letters that were printed, and labels for them.
    """

    list: MomentList
    written: Exported | None
    why_not: str = ""
    posted: tuple[Posted, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Give what there is to be sent or posted, the list or the letters first."""
        if self.written is not None:
            return self.written.files
        return tuple(one.file for one in self.posted)

    @property
    def people(self) -> int:
        """Count whom the files reach."""
        if self.written is not None:
            return self.written.included
        return self.posted[0].people if self.posted else 0

    @property
    def excluded(self) -> dict[str, int]:
        """Count by reason those whom they do not reach."""
        if self.written is not None:
            return self.written.excluded
        return self.posted[0].excluded if self.posted else {}


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a day whose lists were asked for."""

    ran: Ran
    lists: tuple[MadeList, ...]

    @property
    def people(self) -> int:
        """Count whom all files reach."""
        return sum(one.people for one in self.lists)


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What would happen if a moment were switched on.

    Attributes:
        now: what would go out on the first day.
        before: people whose day has passed, who are left in peace.
        ahead: people whose day comes within `days`, as far as it can be told.
        belongs: people of the audience.
        held_up: why nothing would go out today, "" if it would.
    """

    as_of: date
    now: MomentDue
    before: int
    before_rows: RowsRef
    ahead: int
    ahead_rows: RowsRef
    days: int
    belongs: int
    held_up: str


@dataclass(frozen=True, slots=True)
class GivenRow:
    """What went out of one step on one day."""

    day: date
    step: int
    about: str
    sent: int
    control: int
    rows: RowsRef
