"""Codes as the counter, screens and commands see them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CodeState(StrEnum):
    """What a code is good for."""

    GOOD = "good"
    USED = "used"
    LATE = "late"
    OTHER = "other"  # somebody else's
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CodeGlance:
    """A code as the counter sees it.

    Attributes:
        shown: the code as printed; what was typed, where nobody knows it.
        state: what it is good for.
        sentence: the same in one sentence.
        hint: what to do, where it is not good.
        gives: what it brings, in the offer's words.
        campaign: the name of the campaign it belongs to; empty for none.
        customer_id: whose it is; None: anybody's.
        name: his name.
        until: last day; None: for good.
        left: uses that are left; None: as many as one likes.
        is_near: a code by its looks, though nobody knows it: a sign of it may be wrong.
    """

    shown: str
    state: CodeState
    sentence: str
    hint: str = ""
    gives: str = ""
    campaign: str = ""
    campaign_id: int | None = None
    customer_id: int | None = None
    name: str = ""
    until: date | None = None
    left: int | None = None
    is_near: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it may be used."""
        return self.state is CodeState.GOOD

    @property
    def is_known(self) -> bool:
        """Whether the shop made it."""
        return self.state is not CodeState.UNKNOWN


@dataclass(frozen=True, slots=True)
class UseCode:
    """A code shown at the counter.

    Attributes:
        code: as typed or scanned.
        customer_id: who shows it; None: not known.
        key: of the wish, so that pressing twice uses it once; empty: each wish is its own.
    """

    code: str
    customer_id: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class CodeUsed:
    """A use that was noted or taken back.

    Attributes:
        use: its number, for taking it back.
        shown: the code.
        customer_id: whose it is.
        gives: what it brings.
    """

    use: int
    shown: str
    customer_id: int | None = None
    gives: str = ""


@dataclass(frozen=True, slots=True)
class MakeCodes:
    """Codes for a campaign.

    Attributes:
        campaign_id: the campaign.
        word: one for everybody, of the shop's own choice; empty: one for each person.
        arm: place of the arm that the word is for; None: for all arms.
        uses: how often each may be used; None: as often as people like.
        until: last day; None: the last day on which a visit counts for the campaign.
    """

    campaign_id: int
    word: str = ""
    arm: int | None = None
    uses: int | None = 1
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CodesMade:
    """What came of making codes."""

    campaign_id: int
    made: int
    until: date | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code in the list of a campaign's codes.

    Attributes:
        arm: name of the arm it is for.
        uses: how often it may be used; None: as often as people like.
        used: how often it was.
        refused: how often it was shown and not good.
        last_on: when it was used last.
    """

    code_id: int
    shown: str
    arm: str
    customer_id: int | None
    name: str
    card: str
    until: date | None
    uses: int | None
    used: int
    refused: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """A campaign's codes, counted.

    Attributes:
        made: how many there are.
        people: for how many people.
        words: those for everybody.
        used: codes used at least once.
        uses: how often, in all.
        refused: shown and not good.
    """

    made: int = 0
    people: int = 0
    words: tuple[str, ...] = ()
    used: int = 0
    uses: int = 0
    refused: int = 0
    until: date | None = None


CODE_COLUMNS = (
    "code", "arm", "customer", "card", "first_name", "last_name", "uses", "until", "used",
    "refused", "last_on",
)  # fmt: skip
