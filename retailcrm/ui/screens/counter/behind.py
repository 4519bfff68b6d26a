"""What opens behind the figures of the member in front."""

from collections.abc import Mapping
from datetime import date

from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.finding import Told
from retailcrm.ui.screens.counter.member_words import VISITS
from retailcrm.ui.screens.counter.state import Member
from retailcrm.ui.screens.points_behind import points_figures


def figures_of(member: Member, today: date) -> tuple[Told, ...]:
    """Give the figures of the member's points; none where nothing keeps points."""
    return () if member.account is None else points_figures(member.account, today)


def rows_behind(member: Member, today: date) -> Mapping[str, RowsRef]:
    """Give the rows behind each figure; the visits' are the receipts, none before the first."""
    found = {told.key: told.rows for told in figures_of(member, today)}
    if member.last_visit is not None:
        found[VISITS] = rows("receipts", customer=str(member.customer_id))
    return found


def day_rows(customer_id: int, day: date) -> RowsRef:
    """Refer to what the customer bought on a day."""
    on = day.isoformat()
    return rows("receipts", customer=str(customer_id), from_=on, to=on)
