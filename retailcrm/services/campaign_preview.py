"""What a campaign would do, said before it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from retailcrm.campaigns.assignment import Draw, draw
from retailcrm.campaigns.audience import FEW, LEAST_COMPARED, LEAST_CONTROL, usual_held_back
from retailcrm.campaigns.offers import check_offer, cost_of_one, offer_title
from retailcrm.campaigns.planning import smallest_effect
from retailcrm.campaigns.shares import WHOLE
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.assignments import at_work
from retailcrm.db.books import Books, Reading
from retailcrm.db.status import store_rows
from retailcrm.services.audiences import Audiences
from retailcrm.services.campaign_past import Usual, UsualPast, segments_of
from retailcrm.services.campaign_people import WOULD, Sorted, arm_letter, sort_people
from retailcrm.services.campaign_rows import (
    CONTROL,
    ArmTold,
    CampaignWish,
    Channel,
    CostLine,
    CostTold,
    Preview,
)
from retailcrm.services.left_out import left_out_rows
from retailcrm.services.moments import moment_here
from retailcrm.services.standing import Standing

USUAL_DAYS = {Channel.EMAIL: 14, Channel.SMS: 14, Channel.POST: 28, Channel.TILL: 14}
THOUSANDTHS = 1_000
MUCH_OVERLAP = 0.2
_COSTS = {
    "print": "Print",
    "postage": "Postage",
    "design": "Design",
    "messages": "Messages",
    "fees": "Fees",
    "other": "Other",
}
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """An audience as it would be dealt out.

    Attributes:
        sorted: who can take part and who cannot.
        held_back: share left alone, in ten-thousandths.
        draw: who falls where.
        strata: number of the segment of each who can take part, in the order of `draw.ids`.
        as_of: the day they are judged on; None in an empty shop.
    """

    sorted: Sorted
    held_back: int
    draw: Draw
    strata: _Ids
    as_of: date | None


class Previewer:
    """Says what a campaign would do.

    Args:
        books: the shop's books.
        standing: everyone's group, segment and stage.
        audiences: who is meant by a group, a stage, a saved list.
        clock: gives the time now.
    """

    def __init__(
        self,
        books: Books,
        standing: Standing,
        audiences: Audiences,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._standing = standing
        self._audiences = audiences
        self._clock = clock
        self._past = UsualPast(books, standing)

    def preview(self, wish: CampaignWish, campaign: int = 0, salt: str = "") -> Preview:
        """Say what a campaign would do.

        Args:
            wish: the campaign.
            campaign: its number, 0 for one that is not kept yet.
            salt: what chance draws from; who falls where does not matter here, only how many.

        Raises:
            UserError: the audience means nobody that can be found any more.
        """
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).date
            drawn = self.drawn(connection, wish, campaign, salt, today)
            others = at_work(connection, day_number(today), campaign)
            through = {row[1]: row[6] for row in store_rows(connection)}
        usual = self._past.usual(drawn.sorted.people, drawn.as_of, days_of(wish))
        sizes = drawn.draw.sizes(len(wish.arms))
        arms = self._arms(wish, sizes, usual)
        costs = _costs(wish.costs, sum(sizes[1:]), arms)
        told = self._counted(wish, campaign, drawn, today)
        sees = _sees(sizes, usual.rate)
        total = sum(one.amount for one in costs)
        return replace(
            told,
            arms=arms,
            base_rate=usual.rate,
            sees=sees,
            needs=_needs(total, told.treated, usual),
            costs=costs,
            total=total,
            warnings=(
                *_thin(sizes, drawn, wish),
                *_unseen(sizes, usual.rate, sees),
                *self._overlaps(drawn, others),
                *_old(through, today, self._standing.shop().stale_days),
            ),
        )

    def drawn(
        self, connection: Reading, wish: CampaignWish, campaign: int, salt: str, today: date
    ) -> Drawn:
        """Deal the audience out as it now stands."""
        as_of = judged_on(self._standing.as_of(), wish.sends or today)
        people = self._audiences.people(wish.audience, as_of)
        found = sort_people(connection, people, wish.channel, day_number(today), campaign)
        chosen = wish.held_back
        held_back = usual_held_back(int(found.may.size)) if chosen is None else chosen
        strata = self.strata(found.may, as_of)
        dealt = draw(salt, found.may, strata, held_back=held_back, arms=max(len(wish.arms), 1))
        return Drawn(found, held_back, dealt, strata, as_of)

    def strata(self, people: _Ids, as_of: date | None = None) -> _Ids:
        """Give the number of each one's segment, within which chance draws."""
        return segments_of(self._standing.scored(as_of), people)

    def _counted(self, wish: CampaignWish, campaign: int, drawn: Drawn, today: date) -> Preview:
        """Say whom it reaches and whom not, before anything is known of money and effects."""
        sizes, sends = drawn.draw.sizes(len(wish.arms)), wish.sends or today
        out = {reason: int(ids.size) for reason, ids in drawn.sorted.out.items()}
        return Preview(
            title=self._audiences.title(wish.audience),
            as_of=drawn.as_of,
            sends=sends,
            closes=sends + timedelta(days=days_of(wish) - 1),
            days=days_of(wish),
            people=int(drawn.sorted.people.size),
            may=int(drawn.sorted.may.size),
            treated=sum(sizes[1:]),
            control=sizes[0],
            held_back=drawn.held_back,
            is_usual=wish.held_back is None,
            left_out=left_out_rows(out, lambda reason: _would(wish, drawn.as_of, campaign, reason)),
            rows=_would(wish, drawn.as_of, campaign, None),
            stops=stops(wish, sizes),
        )

    def _arms(self, wish: CampaignWish, sizes: Sequence[int], usual: Usual) -> tuple[ArmTold, ...]:
        money = Figures(self._standing.shop().currency).money
        told = [ArmTold(CONTROL, "", say("Left alone"), "", sizes[0])]
        for place, (arm, people) in enumerate(zip(wish.arms, sizes[1:], strict=False), start=1):
            cost = people * (usual.rate or 0.0) * cost_of_one(arm.offer, usual.receipt)
            offer = offer_title(arm.offer, money)
            told.append(ArmTold(place, arm_letter(place), arm.name, offer, people, cost))
        return tuple(told)

    def _overlaps(self, drawn: Drawn, others: _Ids) -> list[str]:
        may = drawn.sorted.may
        busy = np.isin(may, others)
        share = np.count_nonzero(busy) / may.size if may.size else 0.0
        if not share:
            return []
        told = say(
            "{count} of them are in another campaign at this time.",
            count=f"{np.count_nonzero(busy):,}",
        )
        if share > MUCH_OVERLAP:
            told += " " + say("With so many, what one brought can hardly be told from the other.")
        return [told]


def days_of(wish: CampaignWish) -> int:
    """Give how many days a visit counts."""
    return USUAL_DAYS[wish.channel] if wish.days is None else wish.days


def judged_on(last: date | None, sends: date) -> date | None:
    """Give the day on which groups and stages are judged: never one that knows the outcome."""
    if last is None:
        return None
    return min(last, sends - timedelta(days=1))


def check_wish(wish: CampaignWish) -> None:
    """Refuse what makes no sense, also in a draft.

    Raises:
        UserError: what is wrong, in one sentence.
    """
    if not wish.name.strip():
        raise UserError(say("Give the campaign a name."))
    if wish.held_back is not None and not 0 <= wish.held_back < WHOLE:
        raise UserError(say("Leave a share from 0 % to less than 100 % alone."))
    if wish.days is not None and not 1 <= wish.days <= 366:  # noqa: PLR2004 - a leap year
        raise UserError(say("Visits count for 1 to 366 days."))
    if len({arm.name.strip() for arm in wish.arms}) < len(wish.arms):
        raise UserError(say("Give each arm a name of its own."))
    for arm in wish.arms:
        if not arm.name.strip():
            raise UserError(say("Give each arm a name of its own."))
        check_offer(arm.offer)
    for cost in wish.costs:
        if cost.kind not in _COSTS:
            raise UserError(say("{kind} is no kind of cost.", kind=cost.kind))
        if cost.amount < 0:
            raise UserError(say("Give a cost that is not below zero."))


def cost_title(kind: str) -> str:
    """Name a kind of cost."""
    return say(_COSTS[kind]) if kind in _COSTS else kind


def stops(wish: CampaignWish, sizes: Sequence[int]) -> str:
    """Say why a campaign cannot be launched as it stands, "" if it can."""
    if not wish.arms:
        return say("Say what people get: add an offer, or a message alone.")
    if not sum(sizes):
        return say("Nobody of these can be written to.")
    if min(sizes[1:]) == 0:
        return say("There are fewer people than ways of treating them.")
    return ""


def _would(wish: CampaignWish, as_of: date | None, campaign: int, reason: str | None) -> RowsRef:
    return rows(
        "customers",
        finding=WOULD,
        audience=wish.audience,
        channel=wish.channel.value,
        as_of=None if as_of is None else as_of.isoformat(),
        campaign=str(campaign),
        reason=reason,
    )


def _costs(
    entered: Sequence[CostLine], pieces: int, arms: Sequence[ArmTold]
) -> tuple[CostTold, ...]:
    told = []
    for one in entered:
        title = one.note or cost_title(one.kind)
        amount = one.amount / THOUSANDTHS
        if one.per_piece:
            title = say("{title}, {count} pieces", title=title, count=f"{pieces:,}")
            amount *= pieces
        told.append(CostTold(title, amount))
    given = sum(arm.cost for arm in arms)
    if given:
        told.append(CostTold(say("Offers, if as many use them as come anyway"), given))
    return tuple(told)


def _sees(sizes: Sequence[int], rate: float | None) -> float | None:
    if rate is None or len(sizes) < 2:  # noqa: PLR2004 - the control and one arm
        return None
    return smallest_effect(min(sizes[1:]), sizes[0], rate)


def _needs(total: float, treated: int, usual: Usual) -> float | None:
    """Say how many more of all treated must come for their margin to pay the costs."""
    earned = usual.receipt.net * usual.margin
    return total / (treated * earned) if treated and earned > 0 else None


def _thin(sizes: Sequence[int], drawn: Drawn, wish: CampaignWish) -> list[str]:
    may, control = drawn.sorted.may.size, sizes[0]
    if not may or not wish.arms:
        return []
    if not control:
        if wish.held_back is None and may < LEAST_COMPARED:
            return [
                say(
                    "With fewer than {least} people nobody is left alone: what the campaign did "
                    "cannot be measured, codes are only counted.",
                    least=LEAST_COMPARED,
                )
            ]
        return [say("Nobody is left alone: what the campaign did cannot be measured.")]
    told = []
    if control > min(sizes[1:]):
        told.append(say("More people are left alone than are written to in an arm."))
    if control < LEAST_CONTROL and (wish.held_back is not None or may >= FEW):
        told.append(
            say(
                "Only {count} people are left alone: fewer than {least} seldom show anything.",
                count=control,
                least=LEAST_CONTROL,
            )
        )
    return told


def _unseen(sizes: Sequence[int], rate: float | None, sees: float | None) -> list[str]:
    if not sizes[0] or len(sizes) < 2:  # noqa: PLR2004 - the control and one arm
        return []
    if rate is None:
        return [say("The books do not reach far enough back to say how many come by themselves.")]
    if sees is None:
        return [say("With so few people not even everybody's coming would show.")]
    return []


def _old(through: Mapping[str, int | None], today: date, limit: int) -> list[str]:
    """Say which data are old; that stops nobody who asks for a campaign himself."""
    told = []
    for store, last in sorted(through.items()):
        if last is None or day_number(today) - last <= limit:
            continue
        told.append(
            say(
                "The sales of {store} end on {day}: who came since is not known here.",
                store=store,
                day=Figures("USD").day_year(day_of(last)),
            )
        )
    return told
