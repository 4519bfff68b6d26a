"""Points follow receipts: whatever comes into the books is worked out and booked at once.

For every receipt there is a number of points at which it should stand, worked out by the rules
of its own day. What stands in the ledger is compared with that and the difference becomes an
entry, so that a file told twice, an overlapping one, a later return, a correction or an undo
all end where one clean import would.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from retailcrm.core.days import day_number
from retailcrm.db.books import Reading
from retailcrm.db.ledger import (
    Holding,
    NewEntry,
    accounts,
    holdings,
    keep_balances,
)
from retailcrm.db.points_plain import ManyLedger, keep_new
from retailcrm.db.points_receipts import (
    BookedReceipt,
    Document,
    forget_booked,
    keep_booked,
    lines_by_receipt,
    mark_of,
    members_since,
)
from retailcrm.db.points_redeemed import NOTHING, Redeemed, redeemed_of
from retailcrm.db.programs import Version, in_force, versions
from retailcrm.loyalty.program import Negative, Program
from retailcrm.services.member_context import Contexts, Labels, Sale
from retailcrm.services.posting_account import OpenAccount
from retailcrm.services.posting_expired import spare_expired
from retailcrm.services.posting_found import found_for, stands_with
from retailcrm.services.posting_gifts import GivingBack, due_back, paid_receipts
from retailcrm.services.posting_plain import PlainBooking
from retailcrm.services.posting_rules import as_lot, bought_before, earns, first_of
from retailcrm.services.posting_targets import Family, Lines, Standing, Target, families, target


@dataclass(frozen=True, slots=True)
class Posted:
    """What was booked.

    Attributes:
        entries: how many entries.
        holders: whose accounts changed.
    """

    entries: int = 0
    holders: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """What booking needs to know besides the books.

    Attributes:
        at: now, as epoch seconds.
        today: the business date of corrections.
        digits: decimals of the currency.
        labels: everyone's group at the end of a month.
    """

    at: int
    today: date
    digits: int
    labels: Labels


def post(connection: Reading, customers: Collection[int], facts: PostingFacts) -> Posted:
    """Book the points of everything that changed for some customers.

    Args:
        connection: of the unit of work in which the change was made.
        customers: whose receipts came, went or changed.
        facts: what else is needed.

    Returns:
        What was booked; nothing if no program was ever in force.
    """
    found = versions(connection)
    if not found or not customers:
        return Posted()
    return _Posting(connection, found, facts).run(customers)


@dataclass(slots=True)
class _Posting:
    connection: Reading
    versions: tuple[Version, ...]
    facts: PostingFacts
    contexts: Contexts = field(init=False)
    ledger: ManyLedger = field(init=False)
    plain: PlainBooking = field(init=False)
    accounts: dict[int, OpenAccount] = field(default_factory=dict)
    booked: dict[int, BookedReceipt] = field(default_factory=dict)
    redeemed: dict[tuple[int, str, int], Redeemed] = field(default_factory=dict)
    paid: dict[int, tuple[int, str, int]] = field(default_factory=dict)
    earlier: dict[int, int] = field(default_factory=dict)
    goals: list[BookedReceipt] = field(default_factory=list)
    stood: dict[int, tuple[int, int]] = field(default_factory=dict)
    entries: int = 0

    def __post_init__(self) -> None:
        self.contexts = Contexts(self.connection, self.facts.labels, self.facts.at)
        self.ledger = ManyLedger(self.connection, self.facts.at)
        self.plain = PlainBooking(self.connection, self.ledger, self.facts.digits)

    def run(self, customers: Collection[int]) -> Posted:
        found = found_for(self.connection, customers, self.versions[0].starts)
        held, self.booked = found.held, found.booked
        self.earlier = bought_before(found.documents)
        all_of_them = families(found.documents)
        self.redeemed = redeemed_of(self.connection, set(held.values()))
        self.paid = paid_receipts(all_of_them, held, self.redeemed)
        self._leave(stands_with(all_of_them, held), held)
        for one in self.booked.values():
            self._stand(one.customer_id, one.earned, one.points)
        due = self._due(all_of_them)
        receipts = [one.id for family in due for one in family.documents]
        self.ledger.expect(receipts)
        self.plain.read([one.root.id for one in due if self._is_plain(one)], self.versions)
        general = [one for one in receipts if one not in self.plain.lines]
        lines = lines_by_receipt(self.connection, general)
        self._open({held[family.root.customer_id] for family in due})
        buyers = {family.root.customer_id for family in due}
        since = members_since(self.connection, sorted(buyers))
        for family in due:
            if family.root.id in self.plain.lines:
                self._book_plain(family.root, held[family.root.customer_id], since)
            else:
                self._book(family, lines, held[family.root.customer_id], since)
        self._take_given({held[one].holder for one in found.customers})
        self.ledger.flush()
        keep_booked(self.connection, self.goals)
        keep_new(self.connection, self.plain.rows)
        keep_balances(self.connection, self.accounts)
        return Posted(self.entries, frozenset(self.accounts))

    def _due(self, all_of_them: list[Family]) -> list[Family]:
        """Leave out families that stand as they were booked."""
        return [
            family
            for family in all_of_them
            if (mark := self.booked.get(family.root.id)) is None or mark.mark != self._mark(family)
        ]

    def _is_plain(self, family: Family) -> bool:
        """Say whether a family is a sale booked for the first time of which nothing came back."""
        root = family.root
        return (
            family.sale is not None
            and not family.returns
            and not root.voided
            and root.id not in self.booked
            and self.ledger.is_first(root.id)
            and not self._redeemed(root).entries
        )

    def _stand(self, customer: int, earned: int, points: int) -> None:
        """Add to what stands booked for a customer."""
        before = self.stood.get(customer, (0, 0))
        self.stood[customer] = (before[0] + earned, before[1] + points)

    def _standing_of(self, members: Iterable[int]) -> tuple[int, int]:
        """Give the unrounded and the whole points that stand booked on an account."""
        found = [self.stood[one] for one in members if one in self.stood]
        return sum(one[0] for one in found), sum(one[1] for one in found)

    def _mark(self, family: Family) -> int:
        return mark_of(family.documents, self._redeemed(family.root).points)

    def _redeemed(self, root: Document) -> Redeemed:
        """Find what points paid of a receipt."""
        return self.redeemed[self.paid[root.id]] if root.id in self.paid else NOTHING

    def _giving(self) -> GivingBack:
        today = day_number(self.facts.today)
        return GivingBack(self.connection, self.ledger, self._account_of, today)

    def _account_of(self, customer: int) -> OpenAccount:
        holding = holdings(self.connection, [customer])[customer]
        self._open([holding])
        return self.accounts[holding.holder]

    def _take_given(self, holders: Collection[int]) -> None:
        """Take what was given back for receipts that are gone altogether."""
        paid = set(self.paid.values())
        for key, redeemed in self.redeemed.items():
            if redeemed.returned and key not in paid and key[0] in holders:
                version = in_force(self.versions, key[2])
                program = version.program if version else None
                negative = program.redeeming.negative if program else Negative.ALLOW
                self.entries += self._giving().take(redeemed, redeemed.returned, negative)

    def _open(self, wanted: Iterable[Holding]) -> None:
        fresh = {one.holder: one for one in wanted if one.holder not in self.accounts}
        for holder, account in accounts(self.connection, list(fresh.values())).items():
            self.accounts[holder] = OpenAccount(fresh[holder], account, self.ledger)

    def _leave(self, here: dict[int, int], held: dict[int, Holding]) -> None:
        """Take points back of receipts that are gone or are another's now."""
        gone = [
            one
            for one in self.booked.values()
            if here.get(one.receipt_id) != held[one.customer_id].holder
        ]
        self._open({held[one.customer_id] for one in gone})
        for one in gone:
            if one.points:
                self._take_back(self.accounts[held[one.customer_id].holder], one)
            del self.booked[one.receipt_id]
        forget_booked(self.connection, [one.receipt_id for one in gone])

    def _take_back(self, account: OpenAccount, gone: BookedReceipt) -> None:
        """Undo what a receipt brought or took that is not this account's any more."""
        version = next((one for one in self.versions if one.id == gone.version_id), None)
        entry = NewEntry(
            customer_id=gone.customer_id,
            kind="correct" if gone.points < 0 else "reverse",
            points=-gone.points,
            day=day_number(self.facts.today),
            key=self.ledger.receipt_key(gone.receipt_id),
            receipt_id=gone.receipt_id,
            version_id=gone.version_id or None,
        )
        self._change(account, entry, version, gone.receipt_id)

    def _book(
        self, family: Family, lines: Lines, holding: Holding, since: dict[int, int | None]
    ) -> None:
        root = family.root
        before = self.booked.get(root.id)
        version = self._version(root.day, before)
        program = version.program if version is not None else None
        redeemed = self._redeemed(root)
        account = self.accounts[holding.holder]
        context, wanted = "|", Target((0,) * len(family.documents), 0, ())
        if program is not None and earns(program, root, since):
            context = before.context if before else self._context(root, holding, program)
            group, _, tier = context.partition("|")
            standing = Standing(group, tier, redeemed.value, self.facts.digits)
            wanted = target(family, lines, program, standing, self._rules_of(family, program))
            wanted = self._carried(wanted, family, program, account)
        # A merge moves receipts, not entries: what was booked stays with whoever it was booked to.
        owner = before.customer_id if before else root.customer_id
        goals = [
            BookedReceipt(
                receipt_id=document.id,
                customer_id=owner,
                mark=mark_of(family.documents, redeemed.points),
                points=points,
                earned=wanted.earned if document is root else 0,
                version_id=0 if version is None else version.id,
                context=context,
            )
            for document, points in zip(family.documents, wanted.points, strict=True)
        ]
        if program is not None and redeemed.entries:
            due = due_back(family, lines, redeemed.points, program)
            self.entries += self._giving().settle(redeemed, due, family, program)
        for document, goal in zip(family.documents, goals, strict=True):
            self._settle(account, document, goal, wanted if document is root else None, root)
        for goal in goals:
            held = self.booked.get(goal.receipt_id)
            if held is not None:
                self._stand(held.customer_id, -held.earned, -held.points)
            self._stand(goal.customer_id, goal.earned, goal.points)
        self.goals += goals
        self.booked |= {one.receipt_id: one for one in goals}

    def _book_plain(self, sale: Document, holding: Holding, since: dict[int, int | None]) -> None:
        """Do for a plain sale what `_book` does for any."""
        version = self._version(sale.day, None)
        program = version.program if version is not None else None
        if version is None or program is None or not earns(program, sale, since):
            self.plain.keep(sale, 0, 0, version, "|")
            return
        context = self._context(sale, holding, program)
        rows = self.plain.earn(sale, version, program, context)
        earned = sum(row[4] for row in rows)
        points = self.plain.whole(earned)
        if program.earning.carry:
            before, stood = self._standing_of(holding.members)
            points = self.plain.whole(before + earned) - stood
        if points < 0:  # more was booked than was earned, under rules that did not carry
            lines = lines_by_receipt(self.connection, [sale.id])
            self._book(Family(sale, ()), lines, holding, since)
            return
        self._stand(sale.customer_id, earned, points)
        self.plain.keep(sale, points, earned, version, context)
        if points > 0:
            self.plain.put(self.accounts[holding.holder], sale, points, version, rows)
            self.entries += 1

    def _version(self, day: int, before: BookedReceipt | None) -> Version | None:
        """Find the rules of a receipt: those it was booked by, whatever was changed since."""
        if before is None:
            return in_force(self.versions, day)
        return next((one for one in self.versions if one.id == before.version_id), None)

    def _rules_of(self, family: Family, program: Program) -> list[Program]:
        """Find the rules of each return's own day, for what was bought on it."""
        found = [in_force(self.versions, one.day) for one in family.returns]
        return [one.program if one and one.program else program for one in found]

    def _context(self, root: Document, holding: Holding, program: Program) -> str:
        group = self.contexts.group(root.customer_id, root.day, program)
        sale = Sale(root.day, self.earlier.get(root.id, 0), root.net)
        return f"{group}|{self.contexts.tier(holding, sale, program)}"

    def _carried(
        self, wanted: Target, family: Family, program: Program, account: OpenAccount
    ) -> Target:
        """Let what flooring leaves over count at the member's next receipt."""
        if not program.earning.carry or family.sale is None:
            return wanted
        members = account.holding.members
        earned, stood = self._standing_of(members)
        for one in family.documents:
            mine = self.booked.get(one.id)
            if mine is not None and mine.customer_id in members:
                earned, stood = earned - mine.earned, stood - mine.points
        goal = self.plain.whole(earned + wanted.earned) - stood
        now = [self._points(one.id) for one in family.documents]
        fresh = [at for at, one in enumerate(family.documents) if one.id not in self.booked]
        now[fresh[-1] if fresh else 0] += goal - sum(now)
        return replace(wanted, points=tuple(now))

    def _points(self, receipt: int) -> int:
        return self.booked[receipt].points if receipt in self.booked else 0

    def _settle(
        self,
        account: OpenAccount,
        document: Document,
        goal: BookedReceipt,
        sold: Target | None,
        root: Document,
    ) -> None:
        """Book what is missing between how a document stands and how it should."""
        missing = goal.points - self._points(document.id)
        if not missing:
            return
        first = document.id not in self.booked
        version = next((one for one in self.versions if one.id == goal.version_id), None)
        entry = NewEntry(
            customer_id=goal.customer_id,
            kind="earn" if first and missing > 0 else "reverse" if missing < 0 else "correct",
            points=missing,
            day=document.day if first else max(document.day, day_number(self.facts.today)),
            key=self.ledger.receipt_key(document.id),
            receipt_id=document.id,
            reference=document.number,
            version_id=goal.version_id or None,
            lines=sold.lines if first and missing > 0 and sold is not None else (),
        )
        self._change(account, entry, version, root.id)

    def _change(
        self, account: OpenAccount, entry: NewEntry, version: Version | None, root: int
    ) -> None:
        program = version.program if version is not None else None
        assert entry.receipt_id is not None
        if entry.points < 0:
            negative = program.redeeming.negative if program else Negative.ALLOW
            self.entries += spare_expired(account, entry, root)
            account.take(entry, negative=negative, prefer_receipt=root)
            self.entries += 1
            return
        used = self.ledger.used_by_receipt(entry.receipt_id, account.holding.members)
        back = first_of(used, entry.points)
        returned = sum(one.points for one in back)
        if returned:
            account.restore(replace(entry, kind="correct", points=returned, lines=()), back)
            self.entries += 1
        if entry.points > returned:
            key = self.ledger.receipt_key(entry.receipt_id) if returned else entry.key
            fresh = replace(entry, points=entry.points - returned, key=key)
            account.put(as_lot(fresh, program))
            self.entries += 1
