"""What the letters to members say, as plain facts, and the words they say it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retailcrm.core.words import say
from retailcrm.reports.issue import Issue
from retailcrm.reports.wording import check_fields
from retailcrm.reports.wording import filled as fill

FIELDS = ("name", "card", "shop", "program", "discount", "first_day", "value", "gift", "worth")
"""What the words of a letter may name between curly brackets."""
_ONLY_WITH = ("gift", "worth", "card")


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """What a member gets from a day on: a discount, and points for a hundred currency units."""

    first: date
    discount: float
    points: float


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One member's letter; `lines` are the address, `discount` is that of twelve months."""

    name: str
    card: str
    lines: tuple[str, ...]
    discount: int
    gift: int
    worth: int
    phases: tuple[PhaseFacts, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a letter; names between curly brackets are filled in for each member.

    Attributes:
        subject: in one line.
        before: paragraphs above the table of phases.
        after: paragraphs below it; one that names a gift or a card is left out for members
            without any.
        closing: above the name of the shop.
    """

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    closing: str

    def check(self) -> None:
        """Refuse words that name what no letter knows.

        Raises:
            UserError: a field is none; the sentence names it.
        """
        check_fields((self.subject, *self.before, *self.after, self.closing), FIELDS)


@dataclass(frozen=True, slots=True)
class LettersFacts:
    """All letters of a move, in the order in which they are printed."""

    issue: Issue
    program: str
    wording: Wording
    value: str
    letters: tuple[LetterFacts, ...]


def usual_wording() -> Wording:
    """Give the words that the program brings along."""
    return Wording(
        subject=say("Your discount becomes points"),
        before=(
            say("Dear {name},", name="{name}"),
            say(
                "thank you for shopping with us. In the last twelve months your purchases came "
                "with {discount} off. From {first_day} on we thank you with points, which take the "
                "place of the discount as shown below. Every point is worth {value} at our till.",
                discount="{discount}", first_day="{first_day}", value="{value}",
            ),
        ),
        after=(
            say(
                "To begin with, you find {gift} points worth {worth} on your account on "
                "{first_day}.",
                gift="{gift}", worth="{worth}", first_day="{first_day}",
            ),
            say("Points are counted on your card {card} as before.", card="{card}"),
            say(
                "There is nothing you need to do. If anything is unclear, please ask us at the "
                "counter."
            ),
        ),
        closing=say("With kind regards"),
    )  # fmt: skip


def filled(words: str, told: Mapping[str, str]) -> str:
    """Fill the fields of some words; one without a value leaves the words empty."""
    return fill(words, told, _ONLY_WITH)
