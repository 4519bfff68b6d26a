"""Campaigns as they are kept: the list, one of them, and what was wished for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from retailcrm.campaigns.offers import read_offer
from retailcrm.campaigns.starts import Start, start_for
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.rows import parse_rows, rows
from retailcrm.core.words import say
from retailcrm.db.assignments import left_out_counts
from retailcrm.db.books import Books, Reading
from retailcrm.db.campaigns import Head, KeptCost, arms_of, costs_of, head, heads, is_out
from retailcrm.services.audiences import Audiences
from retailcrm.services.campaign_people import OUT, CampaignFinders, arm_rows
from retailcrm.services.campaign_preview import Previewer, check_wish
from retailcrm.services.campaign_rows import (
    ArmRow,
    ArmWish,
    CampaignDetail,
    CampaignRow,
    CampaignWish,
    Channel,
    CostLine,
    CostRow,
    Kind,
    Preview,
    State,
)
from retailcrm.services.finding import Finder
from retailcrm.services.left_out import left_out_rows

PLANNED = "planned"  # what a draft keeps besides its columns, until it is launched
USUAL = -1  # of a draft whose share left alone nobody chose


Clock = Callable[[], datetime]


class CampaignReading:
    """Tells what is known of campaigns before their results.

    Args:
        books: the shop's books.
        audiences: who is meant by a group, a stage, a saved list.
        previewer: says what a campaign would do.
        clock: gives the time now.
    """

    def __init__(
        self, books: Books, audiences: Audiences, previewer: Previewer, clock: Clock
    ) -> None:
        self._books, self._clock = books, clock
        self._audiences, self._previewer = audiences, previewer
        self._finders = CampaignFinders(books, audiences, clock)

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return self._finders.finders()

    def campaigns(self) -> tuple[CampaignRow, ...]:
        """List all campaigns, the newest first; drafts that were put away are not listed."""
        with self._books.read() as connection:
            return tuple(campaign_row(one) for one in heads(connection) if not _is_away(one))

    def detail(self, campaign: int) -> CampaignDetail:
        """Give everything about one campaign except its result.

        Raises:
            UserError: there is no such campaign.
        """
        with self._books.read() as connection:
            kept = kept_campaign(connection, campaign)
            counts = left_out_counts(connection, campaign)
            found = CampaignDetail(
                row=campaign_row(kept),
                title="",
                note=kept.note,
                wording=kept.wording,
                salt=kept.salt,
                arms=tuple(
                    ArmRow(
                        one.id,
                        one.place,
                        one.name,
                        read_offer(one.offer) if one.place else None,
                        one.people,
                        arm_rows(campaign, one.place),
                    )
                    for one in arms_of(connection, campaign)
                ),
                costs=costs_told(kept, costs_of(connection, campaign)),
                left_out=left_out_rows(
                    counts,
                    lambda reason: rows(
                        "customers", finding=OUT, campaign=str(campaign), reason=reason
                    ),
                ),
                promised={} if kept.state == State.DRAFT else json.loads(kept.promised),
                is_out=is_out(connection, campaign),
            )
        return replace(found, title=self.title(kept.audience))

    def wish(self, campaign: int) -> CampaignWish:
        """Give a campaign as it was wished for, to change it or to write a similar one.

        Raises:
            UserError: there is no such campaign.
        """
        with self._books.read() as connection:
            kept = kept_campaign(connection, campaign)
            arms = tuple(
                ArmWish(one.name, read_offer(one.offer))
                for one in arms_of(connection, campaign)
                if one.place
            )
            costs = costs_told(kept, costs_of(connection, campaign))
        return CampaignWish(
            name=kept.name,
            audience=kept.audience,
            channel=Channel(kept.channel),
            arms=arms,
            held_back=None if kept.held_back == USUAL else kept.held_back,
            days=kept.days,
            sends=None if kept.sent is None else day_of(kept.sent),
            series=kept.series,
            note=kept.note,
            costs=tuple(CostLine(one.kind, one.amount, one.per_piece, one.note) for one in costs),
            wording=kept.wording,
        )

    def start(self, audience: str) -> Start:
        """Give words and a kind of offer to begin with for an audience."""
        told = parse_rows(audience)
        return start_for(
            segment=told.get("segment") or "",
            group=told.get("group") or "",
            stage=told.get("stage") or "",
        )

    def preview(self, wish: CampaignWish, campaign: int = 0) -> Preview:
        """Say what a campaign would do if it were launched now.

        Args:
            wish: the campaign as it is being written.
            campaign: its number, 0 for one that is not kept yet.

        Raises:
            UserError: it makes no sense, or its audience cannot be told any more.
        """
        check_wish(wish)
        return self._previewer.preview(wish, campaign, f"campaign-{campaign}")

    def title(self, audience: str) -> str:
        """Say who an audience is in a few words; of those who cannot be told any more, that."""
        try:
            return self._audiences.title(audience)
        except UserError:
            return say("Customers that cannot be found any more")


def campaign_row(kept: Head) -> CampaignRow:
    """Make the row of a campaign as kept."""
    is_sent = kept.sent is not None and kept.state != State.DRAFT and kept.kind == Kind.ONCE
    return CampaignRow(
        id=kept.id,
        name=kept.name,
        kind=Kind(kept.kind),
        state=State(kept.state),
        channel=Channel(kept.channel),
        audience=kept.audience,
        people=kept.people,
        control=kept.control,
        left_out=kept.left_out,
        held_back=max(kept.held_back, 0),
        days=kept.days,
        starts=None if kept.starts is None else day_of(kept.starts),
        sent=None if kept.sent is None else day_of(kept.sent),
        closes=day_of((kept.sent or 0) + kept.days - 1) if is_sent else None,
        ends=None if kept.ends is None else day_of(kept.ends),
        series=kept.series,
        rows=rows("campaigns", tab="campaigns", id=str(kept.id)),
    )


def kept_campaign(connection: Reading, campaign: int) -> Head:
    """Read a campaign.

    Raises:
        UserError: there is no such campaign.
    """
    found = head(connection, campaign)
    if found is None:
        raise UserError(say("There is no campaign {number}.", number=campaign))
    return found


def _is_away(kept: Head) -> bool:
    return kept.kind == Kind.ONCE and kept.state == State.ENDED and kept.sent is None


def costs_told(kept: Head, entered: tuple[KeptCost, ...]) -> tuple[CostRow, ...]:
    """Give the costs: planned ones of a draft, else what was entered."""
    if kept.state != State.DRAFT:
        return tuple(
            CostRow(one.id, one.kind, one.amount, one.per_piece, one.note) for one in entered
        )
    planned = json.loads(kept.promised).get(PLANNED, [])
    return tuple(CostRow(id=0, **one) for one in planned)
