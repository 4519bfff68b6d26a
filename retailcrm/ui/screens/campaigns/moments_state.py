"""Everything the Moments tab shows, in words and numbers ready to paint."""

from dataclasses import dataclass, field
from typing import Protocol

from retailcrm.campaigns.moments.manners import Manners
from retailcrm.core.rows import RowsRef


@dataclass(frozen=True, slots=True)
class DueLine:
    """One moment that is due, or a list of today that was noted already."""

    name: str
    about: str
    way: str
    ready: str
    alone: str
    waiting: str
    why: str
    rows: RowsRef
    waiting_rows: RowsRef | None = None
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class MomentLine:
    """One moment of the shop's."""

    id: int
    name: str
    when: str
    who: str
    way: str
    state: str
    is_on: bool
    sent: str
    alone: str
    brought: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A moment that is ready to be set up."""

    kind: str
    title: str
    why: str
    when: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class StepFields:
    """One piece as it is typed; without days it is left out.

    Attributes:
        offer: key of the kind of offer.
        number: money, percent, points or times, whatever the kind counts.
    """

    days: str = ""
    about: str = ""
    reached: str = ""
    offer: str = "message"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A moment as it is typed.

    Attributes:
        opens: day that early access comes before.
        cost: of a piece; "" for none.
    """

    name: str = ""
    channel: str = "email"
    audience: str = "customers"
    control: str = "10"
    late: str = "7"
    rest: str = "0"
    cost: str = ""
    opens: str = ""
    steps: tuple[StepFields, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with the people behind it."""

    value: str
    words: str
    rows: RowsRef | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What went out on a day."""

    day: str
    about: str
    sent: str
    alone: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class OpenMoment:
    """The moment that is open.

    Attributes:
        id: number of the moment; 0 while it is new.
        kind: which moment.
        step_words: what the days of a piece count from.
        choices: audiences to choose from.
        facts: what switching it on would do; empty until it is known.
        doubt: why nothing would go out today, "" if it would.
        brought: what it brought against those left alone, "" while nothing can be said.
    """

    id: int
    kind: str
    title: str
    why: str
    state: str
    is_on: bool
    was_on: bool
    typed: Typed
    step_words: str
    has_stages: bool
    has_date: bool
    choices: tuple[tuple[object, str], ...]
    facts: tuple[Fact, ...] = ()
    doubt: str = ""
    brought: str = ""
    history: tuple[HistoryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MomentsState:
    """The whole tab.

    Attributes:
        due_title: the finding of today.
        can_make: lists can be made now.
        is_making: they are being written.
        wrong: what is wrong with what was typed, "" if nothing.
    """

    is_loaded: bool = False
    is_empty: bool = False
    busy: bool = False
    is_making: bool = False
    problem: str = ""
    due_title: str = ""
    due_caption: str = ""
    due: tuple[DueLine, ...] = ()
    can_make: bool = False
    services: tuple[tuple[object, str], ...] = ()
    service: str = ""
    moments: tuple[MomentLine, ...] = ()
    offers: tuple[OfferLine, ...] = ()
    manners: Manners = field(default_factory=Manners)
    open: OpenMoment | None = None
    wrong: str = ""


class MomentsView(Protocol):
    """What the presenter may ask of the tab."""

    def show_state(self, state: MomentsState) -> None:
        """Paint this."""

    def tell(self, text: str, kind: str = "news") -> None:
        """Say one sentence in the message bar."""
