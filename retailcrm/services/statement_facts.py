"""What a member's printed statement says, gathered from the ledger."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from retailcrm.core.days import add_months
from retailcrm.core.errors import UserError
from retailcrm.core.points_refs import entries_rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import names_of
from retailcrm.reports.issue import Issue, digest
from retailcrm.reports.statement_facts import EarnedFacts, LotFacts, MoveFacts, StatementFacts
from retailcrm.services.points import PointsService
from retailcrm.services.points_rows import EntryRow
from retailcrm.services.print_issue import issue_of

MONTHS = 12
_OF_RECEIPTS = frozenset({"earn", "reverse", "correct", "give_back"})
#: what was booked against an entry of its own kind says so in its own words
_AGAINST = frozenset({("expire", True), ("give_back", False)})
_WHAT = {
    "earn": "Earned",
    "reverse": "Taken back, goods returned or receipt changed",
    "correct": "Put right, receipt changed in a later file",
    "give_back": "Used points given back, goods returned",
    "expire": "Expired",
    "adjust": "Changed by hand",
    "award": "Awarded",
    "clamp": "Let off, so that the balance is not below zero",
    "transfer": "Moved with a merge",
}


def statement_facts(
    books: Books,
    points: PointsService,
    clock: Callable[[], datetime],
    customer_id: int,
    first: date | None,
) -> StatementFacts:
    """Gather a member's points and how they came about, by default of the last twelve months.

    Raises:
        UserError: there is no such customer, or the first day lies ahead.
    """
    issue, name = issue_of(books, clock, "")
    with books.read() as connection:
        named = names_of(connection, [customer_id])
    if customer_id not in named:
        raise UserError(say("This customer is not in the books any more."))
    since = first or add_months(issue.day, -MONTHS)
    if since > issue.day:
        raise UserError(say("The first day of a statement lies ahead."))
    account, every = points.account(customer_id), points.why(customer_id)
    receipts = {str(one.entry): one.reference for one in every if one.kind in _OF_RECEIPTS}
    before = [one for one in every if one.day < since]
    member, card = named[customer_id]
    facts = StatementFacts(
        issue=_referred(issue, account.customer_id),
        program=name,
        member=member,
        card=card,
        first=since,
        opening=before[-1].balance if before else 0,
        moves=tuple(_move(one, receipts) for one in every[len(before) :]),
        available=account.available,
        pending=account.pending,
        owed=account.owed,
        worth=account.value,
        tier=account.tier,
        lots=tuple(
            LotFacts(lot.points, lot.available, lot.expires, lot.reference) for lot in account.lots
        ),
        expiring=account.expiring,
        expiring_on=account.expiring_on,
        rows=entries_rows(account.customer_id),
    )
    return replace(facts, issue=replace(facts.issue, inputs=digest(facts)))


def _referred(issue: Issue, customer_id: int) -> Issue:
    return replace(issue, reference=f"statement-{customer_id}-{issue.day:%Y-%m}")


def _move(entry: EntryRow, receipts: Mapping[str, str]) -> MoveFacts:
    """Tell a movement; what expired is told by the receipt it was earned on."""
    told = None if (entry.kind, entry.points > 0) in _AGAINST else _WHAT.get(entry.kind)
    receipt = entry.reference if entry.kind in _OF_RECEIPTS else ""
    if entry.kind == "expire":
        receipt = receipts.get(entry.reference, "")
    return MoveFacts(
        day=entry.day,
        what=entry.text if told is None else say(told),
        receipt=receipt,
        points=entry.points,
        balance=entry.balance,
        why=entry.reason,
        rules_since=entry.rules_since,
        earned=tuple(
            EarnedFacts(one.line, one.amount, one.points, one.told) for one in entry.earned
        ),
    )
