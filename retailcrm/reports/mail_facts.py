"""Letters of a campaign, as plain facts, and the words they are merged from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from retailcrm.core.words import say
from retailcrm.reports.issue import Issue
from retailcrm.reports.wording import check_fields, fields_of, filled

FIELDS = (
    "first_name", "last_name", "name", "greeting", "offer", "code", "until", "points", "worth",
    "card", "shop",
)  # fmt: skip
"""What a letter's words may name between curly brackets."""
_ONLY_WITH = frozenset(FIELDS) - {"shop"}


class Window(StrEnum):
    """Where the envelope shows the address."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a letter says; a paragraph that names what somebody has not is left out for him.

    Attributes:
        body: paragraphs, parted by empty lines.
        closing: above the name of the shop.
        post_scriptum: at the very end, which is read first; empty: none.
    """

    subject: str
    body: str
    closing: str
    post_scriptum: str = ""

    @property
    def every(self) -> tuple[str, ...]:
        """All its words."""
        return self.subject, self.body, self.closing, self.post_scriptum

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body in its parts, lines within them joined."""
        parts = self.body.replace("\r\n", "\n").split("\n\n")
        return tuple(" ".join(one.split()) for one in parts if one.strip())

    def check(self) -> None:
        """Refuse words that name what no letter knows.

        Raises:
            UserError: a field is none; the sentence names it.
        """
        check_fields(self.every, FIELDS)

    def names(self, field: str) -> bool:
        """Say whether the words name a field."""
        return any(field in fields_of(one) for one in self.every)


@dataclass(frozen=True, slots=True)
class Bars:
    """A code as geometry: dark cells in whole modules, as wide and high as they print.

    Attributes:
        cells: (from the left, from the top, width), each one row high.
        width: in modules, without the white beside it.
        rows: 1 for bars of any height.
        quiet: modules that stay white on each side.
        module: width of a module, in points.
    """

    cells: tuple[tuple[int, int, int], ...]
    width: int
    rows: int
    quiet: int
    module: float

    @property
    def is_square(self) -> bool:
        """Whether it is as high as it is wide."""
        return self.rows > 1


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One letter.

    Attributes:
        lines: of the address.
        told: what the fields say here.
        bars: the code as scanners read it; None without one.
        reference: what tells whose letter it is if it comes back unopened, where no code does.
        reference_bars: the same for a scanner.
    """

    lines: tuple[str, ...]
    told: Mapping[str, str]
    bars: Bars | None = None
    reference: str = ""
    reference_bars: Bars | None = None


@dataclass(frozen=True, slots=True)
class MailRun:
    """All letters that are printed at once, in their order.

    Attributes:
        colour: of the shop, dark enough to be read on white.
        logo: a picture; empty without one.
        sender: the shop's own address, in lines.
    """

    issue: Issue
    words: LetterWords
    letters: tuple[MailFacts, ...]
    colour: str
    logo: bytes = b""
    sender: tuple[str, ...] = ()
    window: Window = Window.LEFT


def usual_words() -> LetterWords:
    """Give the words that a letter begins with."""
    return LetterWords(
        subject=say("Something for you, {greeting}", greeting="{greeting}"),
        body="\n\n".join(
            (
                say("Dear {greeting},", greeting="{greeting}"),
                say(
                    "thank you for shopping with us. We have kept something for you: {offer}.",
                    offer="{offer}",
                ),
                say(
                    "Show this letter at our till until {until}, or tell us the code {code}.",
                    until="{until}", code="{code}",
                ),
                say(
                    "By the way: {points} points are waiting on your account.", points="{points}"
                ),
            )
        ),
        closing=say("We look forward to seeing you"),
    )  # fmt: skip


def said(words: str, told: Mapping[str, str]) -> str:
    """Fill some words for one person; without what they name there are none."""
    return filled(words, told, _ONLY_WITH)
