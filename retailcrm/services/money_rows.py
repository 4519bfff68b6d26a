"""What is told about money: where it comes from, where it goes, what the program returns."""

from dataclasses import dataclass
from datetime import date

from retailcrm.services.campaign_program import Brought
from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class TopShare:
    """What the best cards bring together."""

    share: float  # of the cards: 0.08
    cards: int  # how many those are
    told: Told  # part of all sales


@dataclass(frozen=True, slots=True)
class Spread:
    """How sales are spread over some cards.

    Attributes:
        cards: how many there are.
        top: what the best of them bring, the smallest share first.
        half: how many of the best bring half of all sales.
        half_share: the same as a share of the cards.
        gini: how unevenly sales are spread over them, 0 evenly.
        across: points of the curve: share of the cards, the best first.
        up: the same: share of all sales they bring.
    """

    cards: Told
    top: tuple[TopShare, ...]
    half: Told
    half_share: Told
    gini: Told
    across: tuple[float, ...]
    up: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ConcentrationTold:
    """What share of sales the best cards bring.

    Attributes:
        as_of: the day it holds for; None in an empty shop.
        days: how far back it looks, 0 is all history.
        are_cards: cards are counted; in a shop without any, customers.
        issued: over all cards given out.
        active: over the cards used in the window.
        dead: share of the cards that are dead.
        without: share of all sales that no card brought.
        why_empty: why there is nothing to tell, "" if there is.
    """

    as_of: date | None
    days: int
    are_cards: bool
    issued: Spread | None
    active: Spread | None
    dead: Told | None
    without: float | None
    why_empty: str = ""


@dataclass(frozen=True, slots=True)
class LeakRow:
    """Discounts of one segment, and what of them went on what would be bought anyway."""

    segment: str  # key, "" for everyone where there are no segments
    customers: Told
    sales: Told
    discount: Told
    leak: Told
    brought: float  # share of the sales that the program brought
    basis: str  # own | later | assumed
    useful: int
    multiple: float | None  # margin gained for each unit of discount


@dataclass(frozen=True, slots=True)
class LeakageTold:
    """Who gets the discount for nothing.

    Attributes:
        as_of: the day it holds for; None in an empty shop.
        days: how far back it looks.
        rows: segments, the largest discount first.
        discount: all discounts given to customers.
        leak: what of them leaks.
        leak_share: the same as a share.
        useful: the rest, minor units.
        multiple: margin gained for each unit of discount.
        assumed: the share that is assumed where nothing can be measured.
        why_empty: why there is nothing to tell, "" if there is.
    """

    as_of: date | None
    days: int
    rows: tuple[LeakRow, ...]
    discount: Told | None
    leak: Told | None
    leak_share: Told | None
    useful: int
    multiple: float | None
    assumed: float
    why_empty: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """How the ticket of the same customers changed.

    Attributes:
        told: the change as a share, with its interval.
        before: average ticket before, minor units.
        after: the same after.
        customers: whom it rests on.
        sure: the interval leaves out "no change".
        why_none: why there is no value, "" if there is.
    """

    told: Told
    before: float | None
    after: float | None
    customers: int
    sure: bool
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class TicketTold:
    """What members spend at a time, beside others and beside themselves.

    Attributes:
        as_of: the day it holds for; None in an empty shop.
        days: how far back the two averages look.
        members: average ticket of members.
        others: average ticket on all other receipts.
        apart: how much more members spend, as a share; not caused by the program.
        joined: the year after joining against the year before.
        against: the same against customers who joined later or never (the fair one).
        against_later: those others joined later; else they never did.
        periods: first and last day of the two periods that `against` compares.
        why_empty: why there is nothing to tell, "" if there is.
    """

    as_of: date | None
    days: int
    members: Told | None
    others: Told | None
    apart: float | None
    joined: Changed | None
    against: Changed | None
    against_later: bool
    periods: tuple[tuple[date, date], tuple[date, date]] | None
    why_empty: str = ""


@dataclass(frozen=True, slots=True)
class BestTold:
    """What keeping one of the best is worth against winning somebody new.

    Attributes:
        as_of: the day it holds for; None in an empty shop.
        basis: expected (a model's), watched (what those of a year ago brought), or so_far.
        best: what one of the best brings in twelve months.
        new: what somebody new brings in the first twelve months, the first purchase with it.
        ratio: the first divided by the second.
        kept: share of the best of a year ago who bought again since.
        gain_kept: what an offer to one of the best brings; None until its costs are told.
        gain_new: what somebody new brings, the cost of winning one taken off.
        action: the first of these divided by the second.
        why_none: why there is no ratio, "" if there is.
    """

    as_of: date | None
    basis: str
    best: Told | None
    new: Told | None
    ratio: Told | None
    kept: Told | None
    gain_kept: float | None
    gain_new: float | None
    action: float | None
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class ReturnTold:
    """Whether the program brings more than it costs.

    Attributes:
        as_of: the day it holds for; None in an empty shop.
        days: how far back it looks.
        sales: net sales to members.
        margin: margin before discounts, as a share.
        discounts: discounts given to members.
        points: what the points they earned will cost.
        other: costs the owner told, minor units.
        cost: everything it costs, minor units.
        brought: share of members' sales that the program brought.
        basis: control (people left alone all year), difference (a fair comparison), campaigns
            (those that were measured), own, later or assumed.
        gain: margin of what it brought, minor units.
        multiple: gain divided by cost; 1 is break-even.
        percent: gain less cost, divided by cost; 0 is break-even.
        break_even: the share it would have to bring to pay for itself.
        why_empty: why there is nothing to tell, "" if there is.
        messages: what its campaigns cost, minor units.
        campaigns: what those brought that could be measured; None where nobody asked.
    """

    as_of: date | None
    days: int
    sales: Told | None
    margin: float | None
    discounts: Told | None
    points: Told | None
    other: int
    cost: int
    brought: Told | None
    basis: str
    gain: float | None
    multiple: Told | None
    percent: Told | None
    break_even: Told | None
    why_empty: str = ""
    messages: int = 0
    campaigns: Brought | None = None
