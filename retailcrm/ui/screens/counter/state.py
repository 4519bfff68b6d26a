"""What the Counter shows; plain values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retailcrm.core.figures import Figures
from retailcrm.core.questions import NOBODY_ASKS, Asker
from retailcrm.loyalty.program import Program
from retailcrm.services.code_rows import CodeGlance
from retailcrm.services.customers import CustomerHit
from retailcrm.services.member_rows import MemberGlance
from retailcrm.services.points_rows import AccountRow
from retailcrm.ui.screens.phrases import PLAIN

Member = MemberGlance[AccountRow]


class Page(StrEnum):
    """What stands below the field."""

    HOME = "home"
    HITS = "hits"
    TOLD = "told"
    MEMBER = "member"
    ENROL = "enrol"
    CODE = "code"


class Panel(StrEnum):
    """What is being done with the member in front."""

    NONE = ""
    AWARD = "award"
    REDEEM = "redeem"
    SWAP = "swap"
    NOTE = "note"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Told:
    """Why nobody is opened, and what to do.

    Attributes:
        sentence: why.
        hint: what to do.
        card: the card that may be given to a new member.
        typed: what was typed by hand, to begin a new member with.
    """

    sentence: str
    hint: str = ""
    card: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Bought:
    """One of the latest receipts."""

    receipt_id: int
    day: date
    store: str
    goods: str
    net: int
    points: int | None


@dataclass(frozen=True, slots=True)
class More:
    """What takes longer to look up than a scan may wait for."""

    group: str = ""
    since: date | None = None
    receipts: tuple[Bought, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """The last award, redemption or code used, for taking it back.

    Attributes:
        entry: its number in the ledger, or that of the code's use.
        name: whose it was.
        told: what it was, in words.
        is_code: a code was used.
    """

    entry: int
    name: str
    told: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Shop:
    """What the Counter knows of the shop before anybody stands there.

    Attributes:
        asker: for the wording of consents.
        program: the rules in force; None without a program.
        members: cards in use.
    """

    asker: Asker = NOBODY_ASKS
    figures: Figures = PLAIN
    program: Program | None = None
    members: int = 0
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class CounterState:
    """Everything the Counter shows.

    Attributes:
        text: what is in the field.
        hits: who matches it.
        is_looking: more hits may come.
        typed_code: a code that was typed to the letter; Enter takes it before any hit.
        told: why nobody was opened.
        member: who stands in front.
        code: a code that was shown, to be used or not.
        banner: what is wrong with the card that was scanned.
        panel: what is being done with the member.
        problem: why that did not work; stays in the panel.
        is_enrolling: a new member is being typed.
        is_busy: something is being written.
    """

    shop: Shop = Shop()
    text: str = ""
    hits: tuple[CustomerHit, ...] = ()
    is_looking: bool = False
    typed_code: str = ""
    told: Told | None = None
    code: CodeGlance | None = None
    member: Member | None = None
    banner: str = ""
    more: More | None = None
    panel: Panel = Panel.NONE
    problem: str = ""
    undo: Undo | None = None
    is_enrolling: bool = False
    is_busy: bool = False

    @property
    def page(self) -> Page:
        """What stands below the field."""
        if self.is_enrolling:
            return Page.ENROL
        if self.text:
            return Page.HITS
        if self.code is not None:
            return Page.CODE
        if self.told is not None:
            return Page.TOLD
        return Page.HOME if self.member is None else Page.MEMBER
