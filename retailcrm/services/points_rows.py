"""What the ledger is asked for, and what it answers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LotRow:
    """Points that came together.

    Attributes:
        entry: the entry that brought them.
        points: what is left of them.
        available: first day they may be used.
        expires: last day they may be used, None if they never expire.
        reference: the receipt they were earned on, empty without one.
    """

    entry: int
    points: int
    available: date
    expires: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A member's points at a glance.

    Attributes:
        customer_id: whose they are.
        balance: the sum of all entries; below zero if something is owed.
        available: points that may be used today.
        pending: points that may be used later.
        owed: points taken back that no lot covered.
        value: what the available points are worth, in minor units.
        tier: name of the tier, empty without one.
        next_tier: name of the tier above, empty at the top.
        to_next_tier: net sales still missing for it, in minor units.
        next_reward: name of the cheapest reward not yet in reach, empty if there is none.
        to_next_reward: points still missing for it.
        in_reach: names of the rewards that the available points buy, dearest first.
        lots: what is left, the next to expire first.
        expiring: points that expire within the notice period.
        expiring_on: the first day on which some do.
        tier_since: first day whose net sales count for the tier; None without tiers.
        next_tier_at: net sales that the tier above asks for, in minor units.
    """

    customer_id: int
    balance: int
    available: int
    pending: int
    owed: int
    value: int
    tier: str
    next_tier: str
    to_next_tier: int
    next_reward: str
    to_next_reward: int
    in_reach: tuple[str, ...]
    lots: tuple[LotRow, ...]
    expiring: int
    expiring_on: date | None
    tier_since: date | None = None
    next_tier_at: int = 0


@dataclass(frozen=True, slots=True)
class EarnedRow:
    """How a line of a receipt earned.

    Attributes:
        line: what was bought, as the till names it.
        amount: eligible amount, in minor units.
        points: unrounded points as a decimal text.
        told: the rules that made them, in words.
    """

    line: str
    amount: int
    points: str
    told: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One movement of points with the reason for it.

    Attributes:
        entry: its number.
        day: business date.
        kind: earn, reverse, correct, redeem, give_back, expire, adjust, opening, award, clamp.
        points: how many, below zero where they went.
        balance: the balance after it.
        text: what happened, in one sentence.
        reference: receipt or reward.
        receipt_id: the receipt it follows, if it is still in the books.
        rules_since: first day of the rules it was worked out by.
        reason: what a person gave as the reason.
        actor: who did it; empty for what follows receipts by itself.
        expires: last day of a lot.
        earned: how each line earned; empty for everything else.
    """

    entry: int
    day: date
    kind: str
    points: int
    balance: int
    text: str
    reference: str
    receipt_id: int | None
    rules_since: date | None
    reason: str
    actor: str
    expires: date | None
    earned: tuple[EarnedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """Points to be used.

    Attributes:
        customer_id: whose.
        points: how many; with a reward, its price.
        reward: key of a reward, empty for money off.
        receipt: number of the receipt that they pay, if it is known.
        total: what is to be paid, in minor units, for the cap; None: not known.
        key: told twice, booked once; empty: a new one each time.
        reason: for the statement.
    """

    customer_id: int
    points: int = 0
    reward: str = ""
    receipt: str = ""
    total: int | None = None
    key: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Points given or taken by hand.

    Attributes:
        customer_id: whose.
        points: how many, below zero to take them.
        reason: why; never empty.
        key: told twice, booked once.
        day: business date; None: today.
        expires: last day of points given; None: as the program says.
        source: where an opening balance comes from.
    """

    customer_id: int
    points: int
    reason: str
    key: str = ""
    day: date | None = None
    expires: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """What a change of points led to.

    Attributes:
        entry: number of the entry.
        balance: the balance after it.
        value: what was paid with points, in minor units.
    """

    entry: int
    balance: int
    value: int = 0


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole ledger found.

    Attributes:
        ok: nothing is wrong.
        members: accounts looked at.
        entries: entries looked at.
        faults: what is wrong, one sentence each.
    """

    ok: bool
    members: int
    entries: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expired:
    """What a run of the expiry did.

    Attributes:
        members: how many lost points.
        points: how many they lost.
        held_back: points whose day is over but whose notice period is not.
    """

    members: int
    points: int
    held_back: int
