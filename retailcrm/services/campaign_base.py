"""What is known of a campaign on a day, person by person: what every figure of it is made from."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np

from retailcrm.analytics.contribution import margin
from retailcrm.analytics.history import NO_DAY, DayBook, Flags, Ints, Visits
from retailcrm.campaigns.effect import Side
from retailcrm.campaigns.measurement import Floats
from retailcrm.campaigns.moments.series import at_step
from retailcrm.campaigns.offers import OfferKind, read_offer
from retailcrm.campaigns.windows import Did, did, on_days, rows_within
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.campaign_results import (
    ArmHead,
    Assigned,
    CampaignHead,
    Costs,
    Uses,
    all_through,
    assigned,
    campaign_head,
    code_uses,
    costs_of,
    deliveries,
    left_out,
    marks_of,
    points_by_day,
    sent_out,
)
from retailcrm.db.programs import in_force, versions
from retailcrm.db.settings import read_setting
from retailcrm.services.base import Base
from retailcrm.services.campaign_rows import Kind, State
from retailcrm.services.liability import LiabilityService
from retailcrm.services.shop import KEY, settings_from
from retailcrm.services.standing import Standing

UNDELIVERED = ("bounced", "returned")
REFUSED = "unsubscribed"
ANSWERED = ("opened", "clicked")
_THOUSAND = 1_000


class Stage(StrEnum):
    """How far the result of a campaign is."""

    DRAFT = "draft"
    WAITING = "waiting"  # sent, and no sales since
    INTERIM = "interim"  # people may still come
    FINAL = "final"


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of a campaign on a day; every entry is a person and an occasion.

    Attributes:
        head: the campaign and its arms.
        stage: how far it is.
        through: the last day of sales that counts.
        who: everybody who was assigned by then.
        judged: those whose result counts: windows that are over, or all where none is.
        first: first day of each one's window.
        last: last day of each one's window, whether it is over or not.
        did: what each did by now.
        margin: margin of each, after discounts, points and rewards.
        points: what the points each got will cost.
        uses: codes used.
        told: by kind, who a delivery report names, and when.
        sent: who stood on a list that left the shop; of nobody if none did.
        left_out: who could not take part, by reason.
        costs: what was spent.
    """

    head: CampaignHead
    stage: Stage
    through: int | None
    who: Assigned
    judged: Flags
    first: Ints
    last: Ints
    did: Did
    margin: Floats
    points: Floats
    uses: Uses
    told: dict[str, dict[int, int]]
    sent: Ints
    left_out: dict[str, Ints]
    costs: tuple[Costs, ...]

    @property
    def control(self) -> ArmHead | None:
        """Give the people left alone, None in a campaign without any."""
        return next((one for one in self.head.arms if one.place == 0), None)

    @property
    def arms(self) -> tuple[ArmHead, ...]:
        """Give the ways in which people were treated."""
        return tuple(one for one in self.head.arms if one.place > 0)

    def of(self, place: int) -> Flags:
        """Say which entries belong to an arm and count."""
        found: Flags = (self.who.place == place) & self.judged
        return found

    @property
    def has_steps(self) -> bool:
        """Say whether the arms are pieces of a series, one after the other."""
        return self.head.kind == Kind.TRIGGER and len(self.arms) > 1

    def alone(self, place: int) -> Flags:
        """Say whom an arm is compared with: of a series those left alone at the same step."""
        every = self.of(0)
        if not self.has_steps or place < 1:
            return every
        return every & at_step(self.who.occasion, place - 1)

    @property
    def treated(self) -> Flags:
        """Say which entries were treated in whatever way, and count."""
        found: Flags = (self.who.place > 0) & self.judged
        return found

    def reached(self) -> Flags:
        """Say which entries were treated, stood on a list and were not reported undelivered."""
        lost = [one for kind in UNDELIVERED for one in self.told.get(kind, {})]
        kept = self.treated & ~np.isin(self.who.ids, np.array(lost, dtype=np.int64))
        return kept & np.isin(self.who.ids, self.sent) if self.sent.size else kept

    def pieces(self, place: int) -> int:
        """Count the pieces that were or will be sent to an arm."""
        mine = self.who.place == place
        if self.sent.size and self.head.kind == Kind.ONCE:
            mine &= np.isin(self.who.ids, self.sent)
        return int(np.count_nonzero(mine))

    def spent(self, line: Costs, place: int) -> float:
        """Give one cost of one arm, minor units; what is for all is shared out by the piece."""
        pieces = self.pieces(place)
        if line.per_piece:
            return line.amount / _THOUSAND * pieces
        every = sum(self.pieces(one.place) for one in self.arms)
        share = pieces / every if every else 1 / max(len(self.arms), 1)
        return line.amount / _THOUSAND * share

    def cost(self, place: int) -> float:
        """Give what reaching those of an arm cost who count, minor units."""
        whole = sum(self.spent(line, place) for line in self.costs)
        everyone = int(np.count_nonzero(self.who.place == place))
        return whole * int(np.count_nonzero(self.of(place))) / everyone if everyone else whole

    def users(self) -> Ints:
        """List who used a code of the campaign, each once."""
        return np.unique(self.uses.ids[self.uses.ids > 0])

    def side(self, place: int) -> Side:
        """Give what the people of an arm did, ready to be judged."""
        return self._side(self.of(place), place)

    def side_alone(self, place: int) -> Side:
        """Give what those did with whom an arm is compared."""
        return self._side(self.alone(place), 0)

    def _side(self, mine: Flags, place: int) -> Side:
        took = np.isin(self.users(), self.who.ids[mine])
        return Side(
            came=self.did.came[mine],
            sales=self.did.net[mine].astype(np.float64),
            margin=self.margin[mine],
            discount=(self.did.list_amount - self.did.net)[mine].astype(np.float64),
            points=self.points[mine],
            cost=self.cost(place) if place else 0.0,
            redeemers=int(np.count_nonzero(took)) if place else 0,
        )


class CampaignBase:
    """Gathers what is known of campaigns.

    Args:
        books: the shop's books.
        base: everyone's days.
        standing: the rules, of which the assumed margin counts here.
        liability: what points will cost.
    """

    def __init__(
        self, books: Books, base: Base, standing: Standing, liability: LiabilityService
    ) -> None:
        self._books, self._base = books, base
        self._standing, self._liability = standing, liability

    def head(self, campaign: int) -> CampaignHead:
        """Give a campaign as kept.

        Raises:
            UserError: there is no such campaign.
        """
        with self._books.read() as connection:
            found = campaign_head(connection, campaign)
        if found is None:
            raise UserError(
                say("There is no campaign {number}.", number=campaign),
                say("The list of campaigns shows their numbers."),
            )
        return found

    def mark(self, campaign: int, as_of: date | None) -> tuple[object, ...]:
        """Give what is equal only as long as nothing changes that a result rests on.

        Raises:
            UserError: there is no such campaign.
        """
        head, version, rules = self.head(campaign), self._books.version(), self._standing.rules()
        with self._books.read() as connection:
            return head, as_of, version, rules, *marks_of(connection, campaign)

    def known(self, campaign: int, as_of: date | None = None) -> Known:
        """Gather everything about a campaign, by default up to the last day with sales.

        Raises:
            UserError: there is no such campaign.
        """
        head = self.head(campaign)
        book, _ = self._base.columns()
        with self._books.read() as connection:
            through = all_through(connection)
            if as_of is not None:
                through = min(through or day_number(as_of), day_number(as_of))
            who = _by(assigned(connection, head), head, through)
            uses, told = code_uses(connection, head.id), deliveries(connection, head.id)
            sent, out = sent_out(connection, head.id), left_out(connection, head.id)
            costs = costs_of(connection, head.id)
        if head.kind == Kind.STANDING:
            head, who = _with_everyone_else(head, who, book)
        first, last = _window(head, who)
        stage, judged = _stage(head, last, first, through)
        until = last if through is None else np.minimum(last, through)
        found = did(book, who.ids, first, until)
        points = self._points(who, first, until)
        rewards = _rewards(head, uses, who)
        return Known(
            head=head,
            stage=stage,
            through=through,
            who=who,
            judged=judged,
            first=first,
            last=last,
            did=found,
            margin=self._margin(found) - points - rewards,
            points=points,
            uses=uses,
            told=told,
            sent=sent,
            left_out=out,
            costs=costs,
        )

    def claimed(self, known: Known) -> tuple[str, Ints, Ints]:
        """Give what mail services would call the campaign's sales, and whose they are.

        Returns:
            What it goes by (code, opened or treated), customers, and the net sales of each:
            of the days on which a code was used; else of the window of those who opened or
            clicked; else of everybody who was written to.
        """
        ids, days = known.uses.ids, known.uses.day
        if ids.size:
            once = np.unique(np.column_stack((ids, days))[ids > 0], axis=0)
            book, _ = self._base.columns()
            return "code", once[:, 0], on_days(book, once[:, 0], once[:, 1])
        answered = [one for kind in ANSWERED for one in known.told.get(kind, {})]
        mine = known.treated
        if answered:
            mine = mine & np.isin(known.who.ids, np.array(answered, dtype=np.int64))
        return "opened" if answered else "treated", known.who.ids[mine], known.did.net[mine]

    def _margin(self, found: Did) -> Floats:
        assumed = self._standing.rules().margin
        return margin(found.net, found.cost, found.list_uncosted, assumed)

    def _points(self, who: Assigned, first: Ints, last: Ints) -> Floats:
        """Give what the points that each got within the window will cost."""
        nothing = np.zeros(who.ids.size)
        if not who.ids.size:
            return nothing
        with self._books.read() as connection:
            held = in_force(versions(connection), int(last.max()))
            if held is None or held.program is None:
                return nothing
            ids, days, points = points_by_day(connection, int(first.min()), int(last.max()))
        if not ids.size:
            return nothing
        program = held.program
        each = float(program.redeeming.value * program.cost_factor)
        each *= self._redeemed(float(program.urr))
        given = rows_within(ids, days, who.ids, first, last).total(points)
        return given.astype(np.float64) * each

    def _redeemed(self, assumed: float) -> float:
        try:
            return float(self._liability.sheet().redemption.share)
        except UserError:  # a program that has not begun owes nothing yet
            return assumed


def refused(known: Known, connection: Reading) -> tuple[Ints, Ints]:
    """List who unsubscribed from the day of sending on, and who had done so before."""
    zone = ZoneInfo(settings_from(read_setting(connection, KEY, {})).zone or "UTC")
    begun = dict(zip(known.who.ids.tolist(), known.first.tolist(), strict=True))
    after: list[int] = []
    before: list[int] = []
    for customer, at in sorted(known.told.get(REFUSED, {}).items()):
        day = day_number(datetime.fromtimestamp(at, zone).date())
        late = customer in begun and day >= begun[customer]
        (after if late else before).append(customer)
    return np.array(after, dtype=np.int64), np.array(before, dtype=np.int64)


def _by(who: Assigned, head: CampaignHead, through: int | None) -> Assigned:
    """Leave those who were assigned by a day; of drafts nobody."""
    kept = np.ones(who.ids.size, dtype=np.bool_)
    if head.state == State.DRAFT:
        kept[:] = False
    elif head.kind == Kind.TRIGGER and through is not None:
        kept = who.day <= through
    return who.only(kept)


def _with_everyone_else(
    head: CampaignHead, who: Assigned, book: DayBook
) -> tuple[CampaignHead, Assigned]:
    """Set everyone else beside a yearly control group, of which alone the books keep a list.

    On either side only those count who had come by the day it began: nobody can tell of the
    others whether they were customers then.
    """
    begun = head.starts or 0
    first = Visits.of(book, begun).first()
    there = book.ids[first != NO_DAY]
    alone = np.isin(there, who.ids[who.place == 0])
    if head.known is not None:  # a late file brings people who were never in the lot
        kept = alone | (there <= head.known)
        there, alone = there[kept], alone[kept]
    rest = ArmHead(0, 1, say("Everyone else"), "")
    day = np.full(there.size, begun, dtype=np.int64)
    arms = (*(one for one in head.arms if one.place == 0), rest)
    place = (~alone).astype(np.int64)
    return replace(head, arms=arms), Assigned(there, place, day, np.zeros_like(there))


def _window(head: CampaignHead, who: Assigned) -> tuple[Ints, Ints]:
    if head.kind == Kind.TRIGGER:
        return who.day, who.day + head.days - 1
    begins = head.sent if head.kind == Kind.ONCE else head.starts
    first = who.day if begins is None else np.full(who.ids.size, begins, dtype=np.int64)
    last = first + head.days - 1
    if head.kind == Kind.STANDING and head.ends is not None:
        last = np.minimum(last, head.ends)
    return first, last


def _stage(head: CampaignHead, last: Ints, first: Ints, through: int | None) -> tuple[Stage, Flags]:
    every = np.ones(last.size, dtype=np.bool_)
    if head.state == State.DRAFT:
        return Stage.DRAFT, every
    if through is None or not last.size or through < int(first.min()):
        return Stage.WAITING, every
    over: Flags = last <= through
    if over.all():
        return Stage.FINAL, every
    if head.kind == Kind.TRIGGER and over.any():
        return Stage.FINAL, over
    return Stage.INTERIM, every


def _rewards(head: CampaignHead, uses: Uses, who: Assigned) -> Floats:
    """Give what the rewards cost that people took, told by the codes they showed."""
    costs = np.zeros(who.ids.size)
    for arm in head.arms:
        offer = read_offer(arm.offer) if arm.offer else None
        if offer is None or offer.kind is not OfferKind.REWARD or not offer.amount:
            continue
        mine = who.place == arm.place
        took, many = np.unique(uses.ids, return_counts=True)
        each = dict(zip(took.tolist(), many.tolist(), strict=True))
        costs[mine] = [each.get(one, 0) * offer.amount for one in who.ids[mine].tolist()]
    return costs
