"""What the counter tells and is told of a member."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

Account = TypeVar("Account")


class ScanKind(StrEnum):
    """What a scan turned out to be."""

    MEMBER = "member"
    REPLACED = "replaced"  # an older number of a member, found all the same
    STOCK = "stock"  # ours, not given to anyone yet
    BLOCKED = "blocked"
    PRODUCT = "product"
    SCALE = "scale"
    GARBLED = "garbled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to a scan.

    Attributes:
        kind: what it is.
        number: as printed, without what the scanner added.
        customer_id: the member; None where there is nobody to open.
        sentence: why it is no member, or which card took its place; empty for a member.
        hint: what to do; may be empty.
    """

    kind: ScanKind
    number: str
    customer_id: int | None = None
    sentence: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something a member asked that nobody has answered yet."""

    asked: date | None
    text: str


@dataclass(frozen=True, slots=True)
class MemberGlance(Generic[Account]):
    """A member as the person at the counter needs him, at one look.

    Attributes:
        customer_id: whose.
        name: for people.
        card: the number in use; empty: no member yet.
        card_blocked: the card may not be used.
        account: points, their value and tier; None where nothing keeps points.
        rhythm: how often he comes, in words; empty before the first import.
        note: what was noted, newest line last, without open questions.
        questions: what he waits an answer for, oldest first.
        consents: (channel, answer) for every channel; None: never asked.
        last_visit: the last day he bought.
        is_birthday: today.
        missing: contact fields that are empty, of `CONTACTS`.
        phone: E.164 or digits.
        email: in lower case.
        postcode: as told.
    """

    customer_id: int
    name: str
    card: str
    card_blocked: bool
    account: Account | None
    rhythm: str
    note: str
    questions: tuple[Question, ...]
    consents: tuple[tuple[str, bool | None], ...]
    last_visit: date | None
    is_birthday: bool
    missing: tuple[str, ...]
    phone: str
    email: str
    postcode: str


CONTACTS = ("last_name", "phone", "email", "postcode")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a new member tells.

    Attributes:
        customer_id: somebody the books know already; None: found by card, e-mail or phone.
        card: scanned or typed; empty: a new number is made.
        source: how he heard of the shop.
        language: two letters, for letters to him.
        consents: (channel, answer, wording he was asked with).
        someone_else: he shares a contact with somebody known and is another person.
    """

    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    email: str = ""
    postcode: str = ""
    street: str = ""
    city: str = ""
    birthday: str = ""
    language: str = ""
    source: str = ""
    note: str = ""
    card: str = ""
    consents: tuple[tuple[str, bool, str], ...] = ()
    customer_id: int | None = None
    someone_else: bool = False


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A member as just enrolled."""

    customer_id: int
    card: str
    was_known: bool


@dataclass(frozen=True, slots=True)
class LikelyPerson:
    """Somebody who may be the person being enrolled.

    Attributes:
        customer_id: whose.
        name: for people.
        card: the number in use; empty: no member yet.
        detail: phone, e-mail and postcode, as far as known.
        reasons: why, strongest first, in words.
        is_same: enrolling would complete this person.
    """

    customer_id: int
    name: str
    card: str
    detail: str
    reasons: tuple[str, ...]
    is_same: bool
