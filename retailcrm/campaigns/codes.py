"""Codes that customers show: easy to read aloud, hard to guess, wrong ones noticed at once."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.loyalty.codes import plain_code

#: No 0/O/D/Q, 1/I/L, 2/Z, 5/S, 8/B, 6/G, U/V or W beside another; no vowels and no figure that
#: stands for one, so that chance writes no word; no Y and Z, which some keyboards exchange.
ALPHABET = "79CFHJKMNPRTX"
LETTERS = ALPHABET.strip("79")
SHORTEST, LONGEST = 8, 16
#: So many codes could be for each one that is.
SPARSE = 10_000
SHORTEST_WORD, LONGEST_WORD = 3, 24
_TRIES = 20

#: Given codes in plain form, which of them are in use.
Taken = Callable[[frozenset[str]], AbstractSet[str]]
_Signs = NDArray[np.uint8]


class Chance(Protocol):
    """Where chance comes from; `random.SystemRandom` for codes that nobody shall guess."""

    def randbytes(self, n: int, /) -> bytes:
        """Give so many bytes."""


class NewCode(NamedTuple):
    """A code in plain form, by which it is found, and as it is printed."""

    plain: str
    shown: str


def draw_codes(count: int, chance: Chance, taken: Taken) -> tuple[NewCode, ...]:
    """Draw codes that nobody has.

    Every code begins with a letter, so it is never a member number or what a till takes for
    goods; its last sign checks the others: one wrong sign, or two exchanged, is noticed.

    Args:
        count: how many.
        chance: where they come from.
        taken: says which of some are in use, as code, card or goods.

    Raises:
        UserError: chance gave the same over and over again.
    """
    length = length_for(count)
    found: dict[str, str] = {}
    for _ in range(_TRIES):
        drawn = dict(_draw(count - len(found), length, chance))
        used = taken(frozenset(drawn))
        found |= {plain: shown for plain, shown in drawn.items() if plain not in used}
        if len(found) == count:
            return tuple(NewCode(*pair) for pair in found.items())
    raise UserError(say("No new codes were found."), say("Try once more."))


def length_for(count: int) -> int:
    """Say how long codes must be so that so many of them are hard to guess."""
    length = SHORTEST
    while len(LETTERS) * len(ALPHABET) ** (length - 2) < count * SPARSE and length < LONGEST:
        length += 1
    return length


def shown_code(code: str) -> str:
    """Give a drawn code in groups that a person reads aloud: "CFHJ-KM79"."""
    plain = plain_code(code).upper()
    return "-".join(plain[a:b] for a, b in _groups(len(plain)))


def is_drawn(code: str) -> bool:
    """Say whether a text is like a drawn code, whether or not its check sign is right."""
    plain = plain_code(code).upper()
    is_long = SHORTEST <= len(plain) <= LONGEST
    return is_long and plain[0] in LETTERS and all(one in ALPHABET for one in plain)


def is_checked(code: str) -> bool:
    """Say whether a text is like a drawn code, its check sign right."""
    if not is_drawn(code):
        return False
    places = [ALPHABET.index(one) for one in plain_code(code).upper()]
    return int(_weighed(np.array([places], dtype=np.uint8))[0]) == 0


def word_told(text: str) -> str:
    """Give a shop's own word for everybody, as it is printed.

    Raises:
        UserError: nobody could type or scan it.
    """
    shown = " ".join(text.split()).upper()
    plain = plain_code(shown)
    is_sized = len(plain) >= SHORTEST_WORD and len(shown) <= LONGEST_WORD
    if not is_sized or not plain.isascii() or not (shown.isascii() and shown.isprintable()):
        raise UserError(
            say("{word} cannot be a code.", word=text.strip() or "–"),
            say("Use {least} to {most} letters of the English alphabet and digits.",
                least=SHORTEST_WORD, most=LONGEST_WORD),
        )  # fmt: skip
    if plain.isdigit():
        raise UserError(
            say("A code of digits alone may be somebody's card or phone."),
            say("Put a letter into it."),
        )
    return shown


def _draw(count: int, length: int, chance: Chance) -> Iterator[tuple[str, str]]:
    places = np.empty((count, length), dtype=np.uint8)
    firsts = np.array([ALPHABET.index(one) for one in LETTERS], dtype=np.uint8)
    places[:, 0] = firsts[_numbers(count, len(LETTERS), chance)]
    rest = _numbers(count * (length - 2), len(ALPHABET), chance)
    places[:, 1:-1] = rest.reshape(count, length - 2)
    places[:, -1] = 0
    # The last sign's own weight is 1, so it takes what is missing to a whole number of rounds.
    places[:, -1] = (len(ALPHABET) - _weighed(places)) % len(ALPHABET)
    signs = np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)[places]
    small = np.frombuffer(ALPHABET.lower().encode("ascii"), dtype=np.uint8)[places]
    dash = np.full((count, 1), ord("-"), dtype=np.uint8)
    parts = [part for a, b in _groups(length) for part in (dash, signs[:, a:b])]
    return zip(_texts(small), _texts(np.hstack(parts[1:])), strict=True)


def _texts(signs: _Signs) -> list[str]:
    whole = np.ascontiguousarray(signs).view(f"S{signs.shape[1]}").ravel()
    return whole.astype(str).tolist()


def _groups(length: int) -> list[tuple[int, int]]:
    """Cut so many signs into groups of three or four: (from, to)."""
    groups = max(-(-length // 4), 1)
    return list(pairwise(length * at // groups for at in range(groups + 1)))


def _weighed(places: _Signs) -> NDArray[np.int64]:
    """Add up the signs of each code by weights that differ between neighbours."""
    length = places.shape[1]
    weights = (np.arange(length, 0, -1) - 1) % (len(ALPHABET) - 1) + 1
    found: NDArray[np.int64] = (places.astype(np.int64) @ weights) % len(ALPHABET)
    return found


def _numbers(count: int, below: int, chance: Chance) -> _Signs:
    """Draw numbers, each as likely as any other: bytes that would favour some are dropped."""
    limit = 256 // below * below
    found = np.empty(0, dtype=np.uint8)
    while found.size < count:
        wanted = (count - found.size) * 5 // 4 + 16
        drawn = np.frombuffer(chance.randbytes(wanted), dtype=np.uint8)
        found = np.concatenate([found, drawn[drawn < limit]])
    return found[:count] % below
