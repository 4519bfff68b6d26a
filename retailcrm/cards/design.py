"""What the shop wants on its cards, and the colours that can be read on its own."""

import re
from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.theme import LIGHT, contrast
from retailcrm.core.words import say

WHITE, BLACK = "#FFFFFF", "#000000"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_READABLE = 4.5


@dataclass(frozen=True, slots=True)
class Card:
    """One card to print.

    Attributes:
        number: as members and scanners read it.
        name: whose it is; empty leaves it out.
    """

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CardDesign:
    """How the shop's cards look.

    Attributes:
        shop: the shop's name.
        colour: the shop's colour as #RRGGBB; codes are black on white whatever it is.
        logo: a PNG or JPEG picture; empty leaves it out.
        line: a few words below the name where no member's name stands.
        greeting: what the back says.
        address: the lines at the foot of the back.
        show_name: print the member's name.

    Raises:
        UserError: the colour is none.
    """

    shop: str
    colour: str = LIGHT.accent
    logo: bytes = b""
    line: str = ""
    greeting: str = ""
    address: tuple[str, ...] = ()
    show_name: bool = True

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.colour):
            raise UserError(
                say("{colour} is no colour.", colour=self.colour or "–"),
                say("Write it as # and six digits, such as {example}.", example=LIGHT.accent),
            )

    @property
    def on_colour(self) -> str:
        """The colour of text on the shop's own: whichever of light and dark reads better."""
        return max((WHITE, LIGHT.ink, BLACK), key=lambda one: _weighed(one, self.colour))

    @property
    def on_white(self) -> str:
        """The shop's colour for text on white, darkened as far as reading asks."""
        return darkened(self.colour)


def darkened(colour: str) -> str:
    """Darken a colour step by step until it can be read on white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shade = colour.upper()
    share = 1.0
    while contrast(shade, WHITE) < _READABLE:
        share -= 0.04
        shade = "#" + "".join(f"{round(part * share):02X}" for part in parts)
    return shade


def _weighed(text: str, ground: str) -> tuple[bool, bool, float]:
    """Prefer white where it can be read, then our ink, then black."""
    ratio = contrast(text, ground)
    return ratio >= _READABLE, text == WHITE, -ratio if text == BLACK else ratio
