"""An invented counter: one program, three people, and a ledger of what was asked of it."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.loyalty.codes import plain_code
from retailcrm.loyalty.program import Earning, Program, Redeeming, Reward
from retailcrm.services.card_rows import CardCounts, CardsPrinted, PrintCards, Swapped
from retailcrm.services.code_rows import CodeGlance, CodeState, CodeUsed, UseCode
from retailcrm.services.code_words import unknown
from retailcrm.services.customers import CustomerHit
from retailcrm.services.member_rows import (
    Enrolled,
    Enrolment,
    LikelyPerson,
    MemberGlance,
    Question,
    ScanKind,
    Scanned,
)
from retailcrm.services.points_rows import AccountRow, Booked, Change, EntryRow, Redemption
from retailcrm.services.shop import ShopSettings

TODAY = date(2026, 11, 1)
PROGRAM = Program(
    earning=Earning(per_unit=Decimal(5)),
    rewards=(
        Reward("tea", "a pot of tea", 400, 400),
        Reward("voucher", "the $20 voucher", 2000, 2000),
    ),
    redeeming=Redeeming(value=Decimal(1), least=100, cap=Decimal("0.5")),
)
ROSA, JUNE = 7, 8


def an_account(available: int = 1840, **changes: Any) -> AccountRow:
    made = AccountRow(
        ROSA, available, available, 0, 0, available, "Gold", "", 0, "the $20 voucher",
        2000 - available, ("a pot of tea",), (), 0, None,
    )  # fmt: skip
    return replace(made, **changes)


def a_member(**changes: Any) -> MemberGlance[AccountRow]:
    made = MemberGlance(
        ROSA, "Rosa Quint", "9000000001", False, an_account(), "Usually every 23 days; 9 of 10",
        "2026-10-02 likes rye bread", (Question(TODAY, "do you stock rye flour"),),
        (("email", None), ("sms", True), ("post", None), ("phone", False)), TODAY, False,
        ("postcode",), "+12125550143", "rosa@example.com", "",
    )  # fmt: skip
    return replace(made, **changes)


@dataclass
class FakeCounter:
    """Every service that the Counter asks, in one."""

    member: MemberGlance[AccountRow] = field(default_factory=a_member)
    rules: Program | None = PROGRAM
    in_use: int = 2
    refusal: str = ""
    done: list[Any] = field(default_factory=list)
    same: tuple[LikelyPerson, ...] = ()
    looked: list[Enrolment] = field(default_factory=list)
    last: int = 0
    warmed: int = 0

    def settings(self) -> ShopSettings:
        return ShopSettings(name="Alder & Quince")

    def status(self) -> Any:
        return SimpleNamespace(members=self.in_use)

    def current(self) -> Any:
        return None if self.rules is None else SimpleNamespace(program=self.rules)

    def counts(self) -> CardCounts:
        return CardCounts(1, self.in_use, 0, 0)

    def search(self, text: str, limit: int = 50) -> tuple[CustomerHit, ...]:
        people = (CustomerHit(ROSA, "Rosa Quint", "9000000001"), CustomerHit(JUNE, "June Roe", ""))
        return tuple(one for one in people if text.casefold() in one.name.casefold())[:limit]

    def scan(self, text: str) -> Scanned:
        known = {
            "9000000001": Scanned(ScanKind.MEMBER, text, ROSA),
            "9000000000": Scanned(ScanKind.REPLACED, text, ROSA, "9000000000 was replaced."),
            "9000000009": Scanned(ScanKind.BLOCKED, text, ROSA, "It is blocked.", "Ask the name."),
            "9000000005": Scanned(ScanKind.STOCK, text, None, "Given to nobody.", "Enrol."),
            "4006381333931": Scanned(ScanKind.PRODUCT, text, None, "That is a product.", "Scan."),
            "2112345678900": Scanned(ScanKind.SCALE, text, None, "That is from the scale.", ""),
            "900000000": Scanned(ScanKind.GARBLED, text, None, "It was not read right.", "Again."),
        }
        return known.get(text, Scanned(ScanKind.UNKNOWN, text, None, f"Nobody has {text}.", "Ask."))

    def glance(self, customer_id: int) -> MemberGlance[AccountRow]:
        if self.refusal:
            raise UserError(self.refusal)
        return replace(self.member, customer_id=customer_id)

    def profile(self, _customer_id: int) -> Any:
        row = SimpleNamespace(group="most_valuable", first_on=date(2024, 3, 1))
        return SimpleNamespace(row=row, receipts=(a_receipt(1), a_receipt(2)))

    def receipt(self, receipt_id: int) -> Any:
        if receipt_id == 2:
            raise UserError("This receipt is not in the books any more.")
        return SimpleNamespace(lines=(SimpleNamespace(item="Honey"), SimpleNamespace(item="Honey")))

    def why(self, _customer_id: int) -> tuple[EntryRow, ...]:
        return tuple(
            EntryRow(at, TODAY, "earn", points, points, "", "", 1, None, "", "", None)
            for at, points in ((1, 100), (2, -30))
        )

    def _booked(self, wish: Any, points: int) -> Outcome[Booked]:
        if self.refusal:
            raise UserError(self.refusal)
        self.done.append(wish)
        self.last = points
        account = self.member.account
        if account is not None:
            self.member = replace(self.member, account=an_account(account.available + points))
        return Outcome(Booked(41, 0), frozenset({Topic.POINTS}), "Booked.")

    def award(self, change: Change) -> Outcome[Booked]:
        return self._booked(change, change.points)

    def redeem(self, wish: Redemption) -> Outcome[Booked]:
        prices = {one.key: one.points for one in PROGRAM.rewards}
        return self._booked(wish, -(prices[wish.reward] if wish.reward else wish.points))

    def take_back(self, entry: int) -> Outcome[Booked]:
        return self._booked(("take back", entry), -self.last)

    def warm(self) -> None:
        self.warmed += 1

    def consent(
        self, _customer_id: int, channel: str, *, given: bool, wording: str
    ) -> Outcome[None]:
        self.done.append((channel, given, wording))
        told = tuple((one, given if one == channel else was) for one, was in self.member.consents)
        self.member = replace(self.member, consents=told)
        return Outcome(None, frozenset({Topic.CUSTOMERS}), "Noted.")

    def note(self, _customer_id: int, text: str) -> Outcome[None]:
        return self._note(("note", text))

    def answered(self, _customer_id: int, question: str) -> Outcome[None]:
        self.member = replace(self.member, questions=())
        return self._note(("answered", question))

    def correct(self, _customer_id: int, fields: dict[str, str]) -> Outcome[None]:
        return self._note(("correct", fields))

    def _note(self, wish: Any) -> Outcome[None]:
        self.done.append(wish)
        return Outcome(None, frozenset({Topic.CUSTOMERS}), "Noted.")

    def swap(self, held: int, new: str | None) -> Outcome[Swapped]:
        if self.refusal:
            raise UserError(self.refusal)
        self.done.append(("swap", held, new))
        self.member = replace(self.member, card=new or "9000000002", card_blocked=False)
        return Outcome(Swapped(held, "", ""), frozenset({Topic.CARDS}), "Swapped.")

    def likely(self, wish: Enrolment) -> tuple[LikelyPerson, ...]:
        self.looked.append(wish)
        return self.same if wish.phone.endswith("0143") and not wish.someone_else else ()

    def enrol(self, wish: Enrolment) -> Outcome[Enrolled]:
        if self.refusal:
            raise UserError(self.refusal)
        self.done.append(wish)
        made = Enrolled(wish.customer_id or JUNE, wish.card or "9000000003", False)
        return Outcome(made, frozenset({Topic.CUSTOMERS}), "A member now.")

    def print_sheet(self, wish: PrintCards) -> Outcome[CardsPrinted]:
        self.done.append(wish)
        return Outcome(CardsPrinted(wish.out, 1, 1, ()), frozenset(), "Printed.")

    def habits(self) -> Any:
        return SimpleNamespace(prefix="", suffix="")


def a_receipt(number: int) -> Any:
    return SimpleNamespace(
        receipt_id=number, kind="sale", day=TODAY, store="Market Street", net=1999
    )


class FakeCodes:
    """One code for Rosa, one for everybody; good once."""

    def __init__(self, done: list[Any]) -> None:
        self.done, self.used = done, set[str]()
        until = date(2026, 5, 4)
        self.known = {
            "cfhjkm79": CodeGlance(
                "CFHJ-KM79", CodeState.GOOD, "Good: 10 % off.", gives="10 % off",
                campaign="Spring", customer_id=ROSA, name="Rosa Quint", until=until, left=1,
            ),
            "spring10": CodeGlance(
                "SPRING10", CodeState.GOOD, "Good: a pot of tea.", gives="A pot of tea",
                campaign="Spring", until=until,
            ),
        }  # fmt: skip

    def check(self, code: str, customer_id: int | None = None) -> CodeGlance:
        found = self.known.get(plain_code(code))
        if found is None:
            return unknown(code)
        if plain_code(code) in self.used:
            said = "The code CFHJ-KM79 was used on 3 May 2026."
            return replace(found, state=CodeState.USED, sentence=said, hint="It is good once only.")
        if None not in (customer_id, found.customer_id) and customer_id != found.customer_id:
            said = "The code CFHJ-KM79 belongs to Rosa Quint."
            return replace(found, state=CodeState.OTHER, sentence=said)
        return found

    def use(self, wish: UseCode) -> Outcome[CodeUsed]:
        found = self.check(wish.code, wish.customer_id)
        if not found.is_good:
            raise UserError(found.sentence)
        self.done.append(wish)
        self.used.add(plain_code(wish.code))
        used = CodeUsed(7, found.shown, found.customer_id, found.gives)
        return Outcome(used, frozenset({Topic.CAMPAIGNS}), "Used.")

    def take_back(self, use: int) -> Outcome[CodeUsed]:
        self.done.append(("code back", use))
        self.used.clear()
        return Outcome(CodeUsed(8, "CFHJ-KM79"), frozenset({Topic.CAMPAIGNS}), "Good again.")


def services_of(shop: FakeCounter) -> Any:
    names = ("shop", "customers", "members", "cards", "points", "program")
    codes = SimpleNamespace(codes=FakeCodes(shop.done))
    return SimpleNamespace(**dict.fromkeys(names, shop), campaigns=codes)
