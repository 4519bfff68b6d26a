"""Campaigns, from the first draft to their end."""

from collections.abc import Callable, Mapping
from datetime import datetime

from retailcrm.core.days import day_of
from retailcrm.core.rows import rows
from retailcrm.db.books import Books
from retailcrm.db.campaigns import Head, heads
from retailcrm.services.audiences import Audiences
from retailcrm.services.campaign_rows import CampaignRow, Channel, Kind, State
from retailcrm.services.finding import Finder
from retailcrm.services.standing import Standing


class CampaignService:
    """Writes campaigns down, says what they would do, and lets them loose.

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

    def campaigns(self) -> tuple[CampaignRow, ...]:
        """List all campaigns, the newest first."""
        with self._books.read() as connection:
            return tuple(campaign_row(one) for one in heads(connection))

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {}


def campaign_row(head: Head) -> CampaignRow:
    """Make the row of a campaign as kept."""
    sent = None if head.sent is None else day_of(head.sent)
    closes = None if head.sent is None else day_of(head.sent + head.days - 1)
    return CampaignRow(
        id=head.id,
        name=head.name,
        kind=Kind(head.kind),
        state=State(head.state),
        channel=Channel(head.channel),
        audience=head.audience,
        people=head.people,
        control=head.control,
        left_out=head.left_out,
        held_back=head.held_back,
        days=head.days,
        starts=None if head.starts is None else day_of(head.starts),
        sent=sent,
        closes=closes,
        ends=None if head.ends is None else day_of(head.ends),
        series=head.series,
        rows=rows("campaigns", tab="campaigns", id=str(head.id)),
    )
