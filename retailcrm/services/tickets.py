"""What members spend at a time, beside others, beside themselves, and fairly compared."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from retailcrm.analytics.history import NO_DAY
from retailcrm.analytics.tickets import Change, Ticket, change, difference, ticket
from retailcrm.core.days import day_of
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.money_sums import unknown_between
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.money_base import YEAR, Crowd, MoneyBase
from retailcrm.services.money_rows import Changed, TicketTold
from retailcrm.services.ticket_periods import LEAST, Fair, around_joining, fair_comparison

MEMBERS, JOINED, AGAINST = "money.ticket", "money.ticket_joined", "money.ticket_against"


class TicketAnswers:
    """Answers what a card does to the ticket, as far as receipts can tell."""

    def __init__(self, books: Books, base: MoneyBase) -> None:
        self._books = books
        self._base = base

    def told(self, as_of: date | None, days: int | None) -> TicketTold:
        """Tell the ticket over a window, by default a year."""
        crowd = self._base.crowd(as_of)
        if crowd is None:
            return _nothing(None, say("There are no receipts yet."))
        if not crowd.member.any():
            return _nothing(crowd.as_of, say("No customer has a card yet."))
        window = YEAR if days is None else days
        members, others = self._sides(crowd, window)
        fair = self.fair(crowd)
        return TicketTold(
            as_of=crowd.as_of,
            days=window,
            members=_ticket_told("money.member_ticket", members, _members_rows(crowd, window)),
            others=_ticket_told("money.other_ticket", others, _others_rows(crowd, window)),
            apart=_apart(members, others),
            joined=_joined(crowd),
            against=self._against(crowd, fair),
            against_later=fair is not None and fair.later,
            periods=None if fair is None else (_dates(fair.before), _dates(fair.after)),
        )

    def fair(self, crowd: Crowd) -> Fair | None:
        """Give whom a fair comparison rests on; None of too few."""
        first = self._base.first_day()
        return None if first is None else fair_comparison(crowd, first)

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the customers behind each figure."""
        return {
            MEMBERS: self._found_members,
            JOINED: self._found_joined,
            AGAINST: self._found_against,
        }

    def _sides(self, crowd: Crowd, days: int) -> tuple[Ticket, Ticket]:
        since = crowd.since(days)
        sums = crowd.between(since)
        net, receipts, member = sums.net(), sums.receipts(), crowd.member
        with self._books.read() as connection:
            first = NO_DAY if since is None else since
            unknown = unknown_between(connection, first, crowd.day)
        others = ticket(
            np.concatenate((net[~member], unknown.net)),
            np.concatenate((receipts[~member], unknown.receipts)),
        )
        return ticket(net[member], receipts[member]), others

    def _against(self, crowd: Crowd, fair: Fair | None) -> Changed:
        rows_ = crowd.rows(AGAINST)
        if fair is None:
            why = say(
                "Too few members were known before they joined: it takes {least} of them, and as "
                "many others, with receipts in the same months of two years.",
                least=LEAST,
            )
            return _changed("money.ticket_difference", Change(None), rows_, why)
        found = difference(fair.side(fair.members), fair.side(fair.others))
        return _changed("money.ticket_difference", found, rows_)

    def _found_members(self, told: RowsRef) -> Found:
        crowd = self._base.meant(told)
        sums = crowd.between(crowd.since(int(told.get("days") or YEAR)))
        receipts, net = sums.receipts(), sums.net()
        who = crowd.member & ((receipts > 0) | (net != 0))
        parts = net[who] / max(int(receipts[who].sum()), 1)
        heading = say("Adds to the average ticket")
        return Found(say("Members"), crowd.ids[who], heading, Unit.MONEY, parts, How.SUM)

    def _found_joined(self, told: RowsRef) -> Found:
        crowd = self._base.meant(told)
        who, bought = around_joining(crowd)
        both = bought.in_both()
        title = say("Members with receipts in the year before and the year after joining")
        more = bought.net_after[both] - bought.net_before[both]
        heading = say("More than before")
        ids = crowd.ids[who][both]
        return Found(title, ids, heading, Unit.MONEY, more.astype(np.float64), How.MODEL)

    def _found_against(self, told: RowsRef) -> Found:
        crowd = self._base.meant(told)
        fair = self.fair(crowd)
        title, heading = say("Members who joined, and those held against"), say("More than before")
        if fair is None:
            none = np.zeros(0)
            return Found(title, none.astype(np.int64), heading, Unit.MONEY, none, How.MODEL)
        kept = (fair.members | fair.others) & fair.bought.in_both()
        more = (fair.bought.net_after - fair.bought.net_before)[kept].astype(np.float64)
        return Found(title, crowd.ids[kept], heading, Unit.MONEY, more, How.MODEL)


def _members_rows(crowd: Crowd, days: int) -> RowsRef:
    return crowd.rows(MEMBERS, days=str(days))


def _others_rows(crowd: Crowd, days: int) -> RowsRef:
    since = crowd.since(days)
    first = None if since is None else day_of(since).isoformat()
    return rows("receipts", from_=first, to=crowd.as_of.isoformat(), card="no")


def _ticket_told(key: str, found: Ticket, behind: RowsRef) -> Told:
    few = found.buyers < LEAST
    return Told(key, found.value, Unit.MONEY, behind, found.low, found.high, few_data=few)


def _apart(members: Ticket, others: Ticket) -> float | None:
    if members.value is None or others.value is None or others.value <= 0:
        return None
    return members.value / others.value - 1


def _joined(crowd: Crowd) -> Changed:
    _, bought = around_joining(crowd)
    found = change(bought)
    why = ""
    if found.value is None:
        why = say("No member was known for a year before joining and a year after.")
    return _changed("money.ticket_joined", found, crowd.rows(JOINED), why)


def _changed(key: str, found: Change, behind: RowsRef, why: str = "") -> Changed:
    few = found.customers < LEAST
    told = Told(key, found.value, Unit.SHARE, behind, found.low, found.high, few_data=few)
    return Changed(told, found.before, found.after, found.customers, found.is_sure, why)


def _dates(days: tuple[int, int]) -> tuple[date, date]:
    return day_of(days[0]), day_of(days[1])


def _nothing(as_of: date | None, why: str) -> TicketTold:
    return TicketTold(
        as_of=as_of,
        days=YEAR,
        members=None,
        others=None,
        apart=None,
        joined=None,
        against=None,
        against_later=False,
        periods=None,
        why_empty=why,
    )
