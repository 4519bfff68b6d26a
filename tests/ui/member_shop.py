"""Points, cards, answers and merges of an invented member, for tests of screens alone."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.services.card_rows import CardRow, Swapped
from retailcrm.services.merge_rows import Merged, MergeRow, Suggestion
from retailcrm.services.points_rows import (
    AccountRow,
    Booked,
    Change,
    EarnedRow,
    EntryRow,
    LotRow,
)
from retailcrm.services.privacy_rows import Copies, Erased, Erasure, HandedOut
from retailcrm.services.reporting import PrintedReport

AN_ACCOUNT = AccountRow(
    customer_id=7, balance=340, available=300, pending=40, owed=0, value=300, tier="Silver",
    next_tier="Gold", to_next_tier=12_050, next_reward="a mug", to_next_reward=60,
    in_reach=("tea",),
    lots=(
        LotRow(1, 100, date(2025, 1, 1), date(2025, 11, 12), "R-1"),
        LotRow(2, 200, date(2025, 3, 1), None, ""),
    ),
    expiring=100, expiring_on=date(2025, 11, 12),
)  # fmt: skip
EARNED = (
    EarnedRow("Honey", 1100, "110", "10 points for 1.00"),
    EarnedRow("Tea", 905, "181", "10 points for 1.00, doubled for Tea"),
)
STORY = (
    EntryRow(1, date(2025, 9, 1), "earn", 291, 291, "291 points earned on receipt R-1", "R-1", 1,
             date(2025, 1, 1), "", "", date(2026, 9, 1), EARNED),
    EntryRow(2, date(2025, 9, 9), "adjust", 49, 340, "49 points changed by hand", "", None, None,
             "Forgotten at the till", "Ines", None),
)  # fmt: skip

AN_ERASURE = Erasure(
    customer_id=7, name="June Okafor", merged=1, receipts=12, entries=2, balance=340, cards=2,
    answers=1, quarantined=1, lists=0, shared=(), copies=(Path("shop-20251101-180000.db"),),
    sentences=(
        "Name, contacts, notes, cards, answers and history of June Okafor are removed.",
        "12 receipts stay and become anonymous; no total changes.",
        "Copies of the books made earlier still hold June Okafor: shop-20251101-180000.db.",
        "This cannot be undone.",
    ),
)  # fmt: skip


def a_card(number: str, state: str, replaced_by: str = "") -> CardRow:
    return CardRow(number, state, 7, "", replaced_by, None)


def a_pair(first: int, second: int, score: int = 95) -> Suggestion:
    return Suggestion(
        first, second, (f"June Okafor {first}", "2900000007", "+12125550143"),
        (f"J. Okafor {second}", "june@example.org"), score, ("Same phone", "Similar name"),
    )  # fmt: skip


@dataclass
class MemberShop:
    """Answers about one member, and writes down what was asked of it."""

    account: AccountRow | None = AN_ACCOUNT
    cards: tuple[CardRow, ...] = (
        a_card("5723339056", "in_use"),
        a_card("9216619958", "replaced", "5723339056"),
    )
    answers: dict[str, bool | None] = field(
        default_factory=lambda: {"email": True, "sms": None, "post": None, "phone": None}
    )
    joined: tuple[MergeRow, ...] = (
        MergeRow(5, 7, 8, "J. Okafor", datetime(2025, 9, 3, 3, 0, tzinfo=UTC), "Ines"),
    )
    pairs: tuple[Suggestion, ...] = (a_pair(7, 8), a_pair(9, 10, 80), a_pair(8, 11, 70))
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    refusal: str = ""

    def if_any(self, _customer: int) -> AccountRow | None:
        return self.account

    def why(self, _customer: int) -> tuple[EntryRow, ...]:
        return STORY

    def adjust(self, change: Change) -> Outcome[Booked]:
        self._note("adjust", change.points, change.reason)
        assert self.account is not None
        self.account = replace(self.account, balance=self.account.balance + change.points)
        return Outcome(Booked(3, self.account.balance), frozenset({Topic.POINTS}), "Booked.")

    def statement(self, customer: int, out: Path, *, paper: str) -> Outcome[PrintedReport]:
        self._note("statement", customer, out, paper)
        return Outcome(PrintedReport(out, 1, ()), frozenset(), "Printed.")

    def of_member(self, _customer: int) -> tuple[CardRow, ...]:
        return self.cards

    def swap(self, held: str | int, new: str | None) -> Outcome[Swapped]:
        self._note("swap", held, new)
        return Outcome(Swapped(7, str(held), new or "made"), frozenset({Topic.CARDS}), "Swapped.")

    def activate(self, number: str, customer: int) -> Outcome[str]:
        self._note("activate", number, customer)
        return Outcome(number, frozenset({Topic.CARDS}), "In use.")

    def block(self, number: str) -> Outcome[str]:
        self._note("block", number)
        self.cards = (replace(self.cards[0], state="blocked"), *self.cards[1:])
        return Outcome(number, frozenset({Topic.CARDS}), "Blocked.")

    def unblock(self, number: str) -> Outcome[str]:
        self._note("unblock", number)
        self.cards = (replace(self.cards[0], state="in_use"), *self.cards[1:])
        return Outcome(number, frozenset({Topic.CARDS}), "Free.")

    def glance(self, _customer: int) -> Any:
        return SimpleNamespace(consents=tuple(self.answers.items()))

    def consent(self, customer: int, channel: str, *, given: bool, wording: str) -> Outcome[None]:
        self._note("consent", customer, channel, given, wording)
        self.answers[channel] = given
        return Outcome(None, frozenset({Topic.CUSTOMERS}), "Noted.")

    def merges(self, _customer: int) -> tuple[MergeRow, ...]:
        return self.joined

    def suggestions(self, _limit: int, progress: Any) -> tuple[Suggestion, ...]:
        if self.refusal:
            raise UserError(self.refusal)
        progress.step(1, 2, "Comparing customers")
        return self.pairs

    def merge(self, winner: int, loser: int) -> Outcome[Merged]:
        self._note("merge", winner, loser)
        return Outcome(Merged(12, winner, loser), frozenset({Topic.CUSTOMERS}), "One entry now.")

    def unmerge(self, merge: int) -> Outcome[Merged]:
        self._note("unmerge", merge)
        self.joined = ()
        return Outcome(Merged(merge, 7, 8), frozenset({Topic.CUSTOMERS}), "Parted.")

    def not_duplicate(self, first: int, second: int) -> Outcome[None]:
        self._note("apart", first, second)
        return Outcome(None, frozenset({Topic.CUSTOMERS}), "They stay two people.")

    def preview(self, customer: int) -> Erasure:
        self._note("preview", customer)
        return AN_ERASURE

    def erase(self, customer: int, copies: Copies, _progress: Any) -> Outcome[Erased]:
        self._note("erase", customer, copies)
        return Outcome(Erased(customer, 12, 1, (), ()), frozenset({Topic.CUSTOMERS}), "Gone.")

    def export(self, customer: int, folder: Path) -> Outcome[HandedOut]:
        self._note("export", customer, folder)
        return Outcome(HandedOut(folder, ("README.txt",), 9), frozenset(), "Written.")

    def _note(self, *words: Any) -> None:
        if self.refusal:
            raise UserError(self.refusal)
        self.asked.append(words)
