"""What a member's statement says, as plain facts: the services fill them, the pages write them."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.rows import RowsRef
from retailcrm.reports.issue import Issue


@dataclass(frozen=True, slots=True)
class EarnedFacts:
    """How one line of a receipt earned.

    Attributes:
        goods: what was bought.
        amount: what earned, in minor units.
        points: unrounded, as a decimal text.
        told: the rules, in words.
    """

    goods: str
    amount: int
    points: str
    told: str


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """One movement of points.

    Attributes:
        what: in a few words.
        receipt: its number, empty without one.
        points: below zero where they went.
        balance: the balance after it.
        why: what a person gave as the reason; may be empty.
        rules_since: first day of the rules it was worked out by.
        earned: how each line earned; empty for everything else.
    """

    day: date
    what: str
    receipt: str
    points: int
    balance: int
    why: str = ""
    rules_since: date | None = None
    earned: tuple[EarnedFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class LotFacts:
    """Points that came together and are not used up; `expires` None is never."""

    points: int
    available: date
    expires: date | None
    receipt: str


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """A member's points on a day and how they came about; amounts in minor units.

    Attributes:
        program: the program as members know it; empty without one.
        member: name.
        card: card number, empty without one.
        first: first day that is shown.
        opening: the balance before it.
        moves: every movement since, in order.
        available: points that may be used today.
        pending: points that may be used later.
        owed: points taken back that nothing covered.
        worth: what the available points are worth.
        tier: name of the tier, empty without one.
        lots: what is left, the next to expire first.
        expiring: points that expire within the notice period.
        expiring_on: the first day on which some do.
        rows: the member's movements of points.
    """

    issue: Issue
    program: str
    member: str
    card: str
    first: date
    opening: int
    moves: tuple[MoveFacts, ...]
    available: int
    pending: int
    owed: int
    worth: int
    tier: str
    lots: tuple[LotFacts, ...]
    expiring: int
    expiring_on: date | None
    rows: RowsRef

    @property
    def balance(self) -> int:
        """The balance after the last movement."""
        return self.moves[-1].balance if self.moves else self.opening
