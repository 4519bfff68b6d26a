"""Whether a code may be used: one rule for the counter and for receipts that tills export."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why a code is not good; the words are kept with what was refused."""

    NONE = ""
    WITHDRAWN = "withdrawn"
    LATE = "late"
    USED = "used"
    OTHER = "other"
    #: seen on a receipt of a day on which the counter had noted it already: no second use
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a code may be used.

    Attributes:
        uses: how often; None: as often as people like.
        until: last business date, as a day number; None: for good.
        owner: whose it is; None: anybody's.
        is_withdrawn: it was taken out of use.
    """

    uses: int | None = 1
    until: int | None = None
    owner: int | None = None
    is_withdrawn: bool = False


def refusal(terms: Terms, used: int, day: int, shown_by: int | None) -> Refusal:
    """Say why a code is refused, the weightiest reason first; NONE: it is good.

    Args:
        terms: how the code may be used.
        used: how often it has been.
        day: business date on which it is shown.
        shown_by: who shows it; None: somebody we cannot name, whom the code itself stands for.
    """
    if terms.is_withdrawn:
        return Refusal.WITHDRAWN
    if terms.uses is not None and used >= terms.uses:
        return Refusal.USED
    if terms.until is not None and day > terms.until:
        return Refusal.LATE
    if None not in (terms.owner, shown_by) and terms.owner != shown_by:
        return Refusal.OTHER
    return Refusal.NONE
