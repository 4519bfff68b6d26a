"""Which typeface sets a letter on paper that the family itself has not, and what none can set."""

import unicodedata
from collections.abc import Callable
from itertools import groupby

STAND_INS = ("NotoSansScripts-Regular", "DroidSansFallback")
"""In the order in which they are asked, by the name of their file."""
MISSING = "?"
_PICTURES = frozenset(("So", "Sk", "Cs", "Co", "Cn", "Me", "Mn"))
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp"))
Has = Callable[[str, str], bool]
"""Says whether a typeface has a sign."""


def stretches(text: str, own: str, has: Has) -> tuple[tuple[str, str], ...]:
    """Part a text into stretches of one typeface each: (typeface, stretch)."""
    if text.isascii():
        return ((own, text),) if text else ()
    parted = groupby(text, key=lambda sign: _face(sign, own, has))
    return tuple((face, "".join(signs)) for face, signs in parted)


def can_be_set(text: str, own: str, has: Has) -> bool:
    """Say whether every letter of a text has a typeface; pictures are left out of it."""
    return all(
        _is_known(sign, own, has) or unicodedata.category(sign) in _PICTURES | _UNSEEN
        for sign in text
    )


def legible(text: str, own: str, has: Has) -> str:
    """Leave out pictures that no typeface has; say by a question mark where a letter is missing.

    An empty box on paper tells nobody whether the writing or the printer is at fault.
    """
    if text.isascii() or all(_is_known(sign, own, has) for sign in text):
        return text
    kept = "".join(
        sign if _is_known(sign, own, has)
        else "" if unicodedata.category(sign) in _PICTURES
        else MISSING
        for sign in text
    )  # fmt: skip
    return " ".join(part for part in kept.split(" ") if part)


def _is_known(sign: str, own: str, has: Has) -> bool:
    return sign.isspace() or any(has(face, sign) for face in (own, *STAND_INS))


def _face(sign: str, own: str, has: Has) -> str:
    return next((face for face in (own, *STAND_INS) if has(face, sign)), own)
