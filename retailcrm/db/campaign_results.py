"""What the books know of a campaign once it is under way: who, what it cost, what came back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.analytics.history import NO_DAY
from retailcrm.db.bulk import fetch_all
from retailcrm.db.kin import heirs
from retailcrm.db.ledger_hand import MEANT

Ints = NDArray[np.int64]
SILENT_AFTER = 60
"""Days without a receipt after which a store is taken for shut and nothing waits for it."""

_HEAD = text(
    "SELECT id, name, kind, state, channel, days, starts, sent, ends, series, salt, held_back, "
    "promised "
    "FROM campaign WHERE id = :id"
)
_ARMS = text("SELECT id, place, name, offer FROM arm WHERE campaign_id = :id ORDER BY place")
# One text of numbers an arm: fetching hundreds of thousands of rows one by one takes a second.
_ASSIGNED = (
    "SELECT arm_id, {customer}, {occasion}, {day} FROM assignment WHERE campaign_id = :id "
    "AND day BETWEEN :first AND :last GROUP BY arm_id ORDER BY arm_id"
)
_LISTED = {"sqlite": "group_concat({0}, ',')", "postgresql": "string_agg(CAST({0} AS text), ',')"}
_FOREVER = 2**31 - 1
_MOMENTS = "trigger"
_COSTS = text("SELECT kind, per_piece, SUM(amount) FROM campaign_cost WHERE campaign_id = :id "
              "GROUP BY kind, per_piece ORDER BY kind, per_piece")  # fmt: skip
_LEFT_OUT = "SELECT customer_id, reason FROM left_out WHERE campaign_id = :id ORDER BY customer_id"
_USES = (
    "SELECT COALESCE(u.customer_id, c.customer_id, 0), COALESCE(c.arm_id, 0), u.day "
    "FROM code_use u JOIN coupon_code c ON c.id = u.code_id WHERE c.campaign_id = :id "
    "AND u.accepted = 1 AND u.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM code_use back WHERE back.reverses = u.id) ORDER BY u.id"
)
_DELIVERED = (
    "SELECT customer_id, kind, MIN(at) FROM delivery WHERE campaign_id = :id "
    "GROUP BY customer_id, kind ORDER BY customer_id, kind"
)
_SENT_OUT = (
    "SELECT DISTINCT r.customer_id FROM exported_row r JOIN list_export e ON e.id = r.export_id "
    "WHERE e.campaign_id = :id ORDER BY 1"
)
_POINTS = (
    "SELECT customer_id, day, SUM(points) FROM points_entry AS e "
    f"WHERE day BETWEEN :first AND :last AND {MEANT} IN ('earn', 'reverse', 'correct', 'award') "
    "GROUP BY customer_id, day"
)
_THROUGH = text("SELECT MAX(day) AS through FROM store_day GROUP BY store_id")
_ALL = text(
    "SELECT id FROM campaign WHERE state <> 'draft' AND (kind = 'standing') = :standing "
    "AND (sent IS NULL OR sent + days > :since) ORDER BY id DESC"
)
_MARKS = text(
    "SELECT (SELECT COUNT(*) FROM assignment WHERE campaign_id = :id), "
    "(SELECT MAX(id) FROM campaign_cost), (SELECT MAX(id) FROM code_use), "
    "(SELECT MAX(id) FROM delivery), (SELECT MAX(id) FROM list_export), "
    "(SELECT COUNT(*) FROM left_out WHERE campaign_id = :id), "
    "(SELECT MAX(id) FROM program_version), (SELECT MAX(id) FROM points_entry)"
)
_OTHERS = text(
    "SELECT id FROM campaign WHERE id <> :id AND state <> 'draft' AND kind <> 'standing' "
    "AND (sent IS NULL OR sent BETWEEN :first AND :last) ORDER BY id"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """People of one arm; one occasion or day alone holds for all of them."""

    arm: int
    ids: Ints
    occasion: Ints
    day: Ints


@dataclass(frozen=True, slots=True)
class ArmHead:
    """One arm as kept; `offer` is its JSON."""

    id: int
    place: int
    name: str
    offer: str


@dataclass(frozen=True, slots=True)
class CampaignHead:
    """A campaign as kept, with its arms, the control first."""

    id: int
    name: str
    kind: str
    state: str
    channel: str
    days: int
    starts: int | None
    sent: int | None
    ends: int | None
    series: str
    salt: str
    held_back: int
    promised: str
    arms: tuple[ArmHead, ...]

    @property
    def known(self) -> int | None:
        """Give the highest number of a customer when it was drawn; None where nobody kept it."""
        held = json.loads(self.promised or "{}").get("known")
        return None if held is None else int(held)


@dataclass(frozen=True, slots=True, eq=False)
class Assigned:
    """Who fell where, one entry a person and occasion; merged people count as one.

    Attributes:
        ids: customers as they are now, ascending.
        place: of the arm, 0 is the control.
        day: of the assignment.
        occasion: numbered as moments do; 0 for what is sent once.
    """

    ids: Ints
    place: Ints
    day: Ints
    occasion: Ints

    def only(self, keep: NDArray[np.bool_]) -> "Assigned":
        """Leave some entries away."""
        return Assigned(self.ids[keep], self.place[keep], self.day[keep], self.occasion[keep])


@dataclass(frozen=True, slots=True, eq=False)
class Uses:
    """Codes used, one entry each; customer 0 is nobody known."""

    ids: Ints
    arm: Ints
    day: Ints


@dataclass(frozen=True, slots=True)
class Costs:
    """What was spent under one head, in thousandths of the smallest coin."""

    kind: str
    per_piece: bool
    amount: int


def campaign_head(connection: Connection, campaign: int) -> CampaignHead | None:
    """Read a campaign and its arms; None if there is no such one."""
    row = connection.execute(_HEAD, {"id": campaign}).mappings().one_or_none()
    if row is None:
        return None
    arms = tuple(ArmHead(*one) for one in connection.execute(_ARMS, {"id": campaign}))
    return CampaignHead(**row, arms=arms)


def campaign_ids(
    connection: Connection, *, standing: bool = False, since: int | None = None
) -> tuple[int, ...]:
    """List launched campaigns, the newest first.

    Args:
        connection: of the books.
        standing: the yearly control groups, instead of the others.
        since: only those whose window reached this day or was later; None: all.
    """
    first = NO_DAY if since is None else since
    return tuple(connection.scalars(_ALL, {"standing": standing, "since": first}))


def marks_of(connection: Connection, campaign: int) -> tuple[int | None, ...]:
    """Give what grows with everything that a result rests on, besides sales and customers."""
    return tuple(connection.execute(_MARKS, {"id": campaign}).one())


def assigned(connection: Connection, head: CampaignHead) -> Assigned:
    """Read who fell where.

    Of people merged since then one entry stays: the treated one, for whoever was written to
    under one of his entries was written to.
    """
    place_of = {one.id: one.place for one in head.arms}
    parts = _drawn(connection, head.id, NO_DAY, _FOREVER, once=head.kind != _MOMENTS)
    place = _joined([np.full(one.ids.size, place_of[one.arm]) for one in parts])
    ids = _joined([one.ids for one in parts])
    occasion = _joined([np.broadcast_to(one.occasion, one.ids.shape) for one in parts])
    day = _joined([np.broadcast_to(one.day, one.ids.shape) for one in parts])
    ids = _now(ids, heirs(connection))
    order = np.lexsort((place == 0, occasion, ids))
    ids, occasion = ids[order], occasion[order]
    first = np.ones(ids.size, dtype=np.bool_)
    first[1:] = (ids[1:] != ids[:-1]) | (occasion[1:] != occasion[:-1])
    return Assigned(ids, place[order], day[order], occasion).only(first)


def costs_of(connection: Connection, campaign: int) -> tuple[Costs, ...]:
    """Add up what was spent, by head."""
    found = connection.execute(_COSTS, {"id": campaign})
    return tuple(Costs(str(kind), bool(per), int(amount)) for kind, per, amount in found)


def left_out(connection: Connection, campaign: int) -> dict[str, Ints]:
    """List who could not take part, by reason; in several, by the reason of each time."""
    into, found = heirs(connection), dict[str, set[int]]()
    for customer, reason in fetch_all(connection, _LEFT_OUT, {"id": campaign}):
        found.setdefault(reason, set()).add(into.get(customer, customer))
    return {reason: _sorted(who) for reason, who in found.items()}


def code_uses(connection: Connection, campaign: int) -> Uses:
    """Read the codes of a campaign that were used and not taken back."""
    table = _matrix(fetch_all(connection, _USES, {"id": campaign}), 3)
    return Uses(_now(table[:, 0], heirs(connection)), table[:, 1], table[:, 2])


def deliveries(connection: Connection, campaign: int) -> dict[str, dict[int, int]]:
    """Give by kind who it happened to, with the moment it first did, epoch seconds."""
    into, found = heirs(connection), dict[str, dict[int, int]]()
    for customer, kind, at in fetch_all(connection, _DELIVERED, {"id": campaign}):
        heir, theirs = into.get(customer, customer), found.setdefault(kind, {})
        theirs[heir] = min(theirs.get(heir, at), at)
    return found


def sent_out(connection: Connection, campaign: int) -> Ints:
    """List who stood on a list of the campaign that left the shop."""
    told = _matrix(fetch_all(connection, _SENT_OUT, {"id": campaign}), 1)[:, 0]
    return np.unique(_now(told, heirs(connection)))


def points_by_day(connection: Connection, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """Give (customer, day, points) of what receipts earned and people gave, in order."""
    table = _matrix(fetch_all(connection, _POINTS, {"first": first, "last": last}), 3)
    ids = _now(table[:, 0], heirs(connection))
    order = np.lexsort((table[:, 1], ids))
    return ids[order], table[order, 1], table[order, 2]


def all_through(connection: Connection) -> int | None:
    """Give the last day that all stores cover, those shut for long aside; None without sales."""
    days = [int(one) for one in connection.scalars(_THROUGH)]
    return min((one for one in days if one > max(days) - SILENT_AFTER), default=None)


def in_other_campaigns(connection: Connection, campaign: int, who: Assigned, days: int) -> int:
    """Count the people who take part in another campaign at about the same time.

    Args:
        connection: of the books.
        campaign: the one that is asked about.
        who: its people.
        days: how many days earlier or later is the same time.
    """
    if not who.ids.size:
        return 0
    first, last = int(who.day.min()) - days, int(who.day.max()) + days
    others = connection.scalars(_OTHERS, {"id": campaign, "first": first, "last": last}).all()
    found = np.zeros(who.ids.size, dtype=np.bool_)
    for other in others:
        for one in _drawn(connection, int(other), first, last):
            found |= np.isin(who.ids, one.ids)
    return int(np.unique(who.ids[found]).size)


def _drawn(
    connection: Connection, campaign: int, first: int, last: int, *, once: bool = True
) -> list[_Part]:
    """Read everybody assigned in some days, arm by arm.

    Args:
        connection: of the books.
        campaign: the campaign.
        first: first day.
        last: last day.
        once: everybody has one occasion, all on the same day, so that neither need be read.
    """
    listed = _LISTED[connection.dialect.name]
    names = ("occasion", "day")
    told = {name: f"MIN({name})" if once else listed.format(name) for name in names}
    wanted = _ASSIGNED.format(customer=listed.format("customer_id"), **told)
    wish = {"id": campaign, "first": first, "last": last}
    return [
        _Part(int(arm), *(_numbers(one) for one in columns))
        for arm, *columns in connection.execute(text(wanted), wish)
    ]


def _numbers(told: str | int) -> Ints:
    """Read numbers; one alone holds for everybody."""
    return np.fromstring(str(told), dtype=np.int64, sep=",")


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _matrix(rows: list[tuple[int, ...]], width: int) -> Ints:
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width)
    return flat.reshape(len(rows), width)


def _now(ids: Ints, into: dict[int, int]) -> Ints:
    if not into:
        return ids
    losers = np.array(sorted(into), dtype=np.int64)
    winners = np.array([into[one] for one in losers.tolist()], dtype=np.int64)
    at = np.minimum(np.searchsorted(losers, ids), losers.size - 1)
    return np.where(losers[at] == ids, winners[at], ids)


def _sorted(who: Iterable[int]) -> Ints:
    return np.array(sorted(who), dtype=np.int64)
