"""Texts of a page: stretches in one look, with the small numbers of figures."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """The role of a colour, named as in the theme."""

    INK = "ink"
    MUTED = "muted"
    ACCENT = "accent_text"
    BAD = "bad"
    MOST_VALUABLE = "mv"
    MOST_GROWABLE = "mg"
    BELOW_ZERO = "bz"


class Shape(StrEnum):
    """A sign that says the same as a colour."""

    DIAMOND = "\N{BLACK DIAMOND}"
    TRIANGLE = "\N{BLACK UP-POINTING TRIANGLE}"
    HOLLOW = "\N{WHITE DOWN-POINTING TRIANGLE}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one look, with the small number of a figure behind it, if any."""

    text: str
    strong: bool = False
    tone: Tone = Tone.INK
    ref: int | None = None


Text: TypeAlias = tuple[Span, ...]


def text(
    words: str, *, strong: bool = False, tone: Tone = Tone.INK, ref: int | None = None
) -> Text:
    """Make a text of one span."""
    return (Span(words, strong, tone, ref),)
