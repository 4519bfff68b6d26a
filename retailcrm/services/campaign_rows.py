"""Campaigns as screens, pages and commands see them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from retailcrm.campaigns.offers import Offer
from retailcrm.core.rows import RowsRef
from retailcrm.services.left_out import LeftOutRow


class Kind(StrEnum):
    """How a campaign reaches people."""

    ONCE = "once"
    TRIGGER = "trigger"  # at a moment in each one's life
    STANDING = "standing"  # a control group that nothing is sent to for a year


class State(StrEnum):
    """How far a campaign is."""

    DRAFT = "draft"
    RUNNING = "running"
    ENDED = "ended"


class Channel(StrEnum):
    """The way something is said."""

    EMAIL = "email"
    SMS = "sms"
    POST = "post"
    TILL = "till"  # said at the counter or printed on the receipt


COST_KINDS = ("print", "postage", "design", "messages", "fees", "other")
CONTROL = 0
"""Place of the control among the arms."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost besides what the offers give away.

    Attributes:
        kind: one of `COST_KINDS`.
        amount: thousandths of the smallest coin, for a message may cost less than a cent.
        per_piece: the amount is for each piece sent.
    """

    kind: str
    amount: int
    per_piece: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArmWish:
    """One way of treating people."""

    name: str
    offer: Offer


@dataclass(frozen=True, slots=True)
class CampaignWish:
    """A campaign as a person wants it; everything can be changed until it is launched.

    Attributes:
        name: what the owner calls it.
        audience: rows as `core.rows` writes them, or `list?id=7`.
        channel: how it is said.
        arms: one for each way of treating people; without any, it cannot be launched.
        held_back: share left alone, in ten-thousandths; None: by the size of the audience.
        days: within which a visit counts, the day of sending included; None: as usual for
            the channel.
        sends: the day it goes out; None: the day of the launch.
        series: campaigns of one series are alike and are judged together.
        costs: what it costs besides what its offers give away.
        wording: JSON of the letter or message, before names are filled in.
    """

    name: str
    audience: str
    channel: Channel = Channel.EMAIL
    arms: tuple[ArmWish, ...] = ()
    held_back: int | None = None
    days: int | None = None
    sends: date | None = None
    series: str = ""
    note: str = ""
    costs: tuple[CostLine, ...] = ()
    wording: str = "{}"


@dataclass(frozen=True, slots=True)
class ArmRow:
    """One arm of a campaign in the books.

    Attributes:
        id: number in the books.
        place: 0 is the control, left alone; 1 is A, 2 is B.
        offer: None for the control.
        people: assigned to it; 0 while a draft.
        rows: who they are.
    """

    id: int
    place: int
    name: str
    offer: Offer | None
    people: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One campaign in a list.

    Attributes:
        people: treated.
        control: left alone to compare with.
        sent: day it was sent; None before.
        closes: last day of its window; None before it is sent, and for moments.
        held_back: share left alone, in ten-thousandths.
        rows: the page that shows it.
    """

    id: int
    name: str
    kind: Kind
    state: State
    channel: Channel
    audience: str
    people: int
    control: int
    left_out: int
    held_back: int
    days: int
    starts: date | None
    sent: date | None
    closes: date | None
    ends: date | None
    series: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost as it was entered; what is taken back is an entry below zero.

    Attributes:
        amount: thousandths of the smallest coin.
    """

    id: int
    kind: str
    amount: int
    per_piece: bool
    note: str


@dataclass(frozen=True, slots=True)
class CampaignDetail:
    """Everything about one campaign except its result.

    Attributes:
        row: as in the list.
        title: who the audience is, in a few words.
        note: the owner's own words.
        salt: what chance draws from.
        arms: the control first.
        costs: planned ones of a draft, else what was entered.
        left_out: by reason, in the order in which reasons are asked; empty while a draft.
        promised: what was said before sending (see `Preview.promise`); empty while a draft.
        is_out: a list of it has been exported, so that its launch stands.
    """

    row: CampaignRow
    title: str
    note: str
    wording: str
    salt: str
    arms: tuple[ArmRow, ...]
    costs: tuple[CostRow, ...]
    left_out: tuple[LeftOutRow, ...] = ()
    promised: dict[str, Any] = field(default_factory=dict)
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class ArmTold:
    """One arm before sending.

    Attributes:
        letter: A, B and on; empty for the control.
        offer: what people get, in a few words.
        people: who would be in it.
        cost: what its offer gives away if as many use it as come anyway, in minor units.
    """

    place: int
    letter: str
    name: str
    offer: str
    people: int
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class CostTold:
    """One line of what a campaign will cost, in minor units."""

    title: str
    amount: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What a campaign would do, said before it is sent.

    Attributes:
        title: who the audience is.
        as_of: the day groups, segments and stages are judged on; None in an empty shop.
        sends: the day it would go out.
        closes: last day on which a visit counts.
        people: the whole audience.
        may: who can take part.
        treated: who would receive something.
        control: who would be left alone.
        held_back: share left alone, in ten-thousandths.
        is_usual: nobody chose that share.
        arms: the control first.
        left_out: who cannot take part, by the one reason.
        base_rate: share of such people who came by themselves in past windows of that length;
            None where the past is too short.
        sees: by how much that share must rise so that an arm probably shows it; None where it
            cannot be seen at all.
        needs: by how much that share must rise to earn the costs back; None where nothing
            says.
        costs: what it costs, the offers last.
        total: their sum, in minor units.
        warnings: whatever the owner should know, a sentence each.
        rows: the people who can take part.
        stops: why it cannot be launched as it stands; empty: it can.
    """

    title: str
    as_of: date | None
    sends: date
    closes: date
    days: int
    people: int
    may: int
    treated: int
    control: int
    held_back: int
    is_usual: bool
    left_out: tuple[LeftOutRow, ...]
    rows: RowsRef
    stops: str = ""
    arms: tuple[ArmTold, ...] = ()
    base_rate: float | None = None
    sees: float | None = None
    needs: float | None = None
    costs: tuple[CostTold, ...] = ()
    total: float = 0.0
    warnings: tuple[str, ...] = ()

    def promise(self) -> dict[str, Any]:
        """Give what is kept of it with the campaign: people, rate, effect, costs."""
        return {
            "people": self.people,
            "may": self.may,
            "treated": self.treated,
            "control": self.control,
            "left_out": self.people - self.may,
            "days": self.days,
            "rate": self.base_rate,
            "sees": self.sees,
            "needs": self.needs,
            "costs": [{"title": one.title, "amount": one.amount} for one in self.costs],
            "total": self.total,
        }
