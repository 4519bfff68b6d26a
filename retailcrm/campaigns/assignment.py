"""Who is left alone and who gets what: drawn by a hash, the same on any machine and in any order.

The draw needs no stored random numbers: a campaign's salt and a customer's id make a number
between 0 and 1. Within each stratum people stand in the order of that number; the first are the
control, the rest is dealt out in blocks. A stratum's share of the control is a whole number of
people, and the shares of all strata add up to the share of everyone.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.campaigns.shares import WHOLE

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

CONTROL = 0
_BYTES = 8


def u(salt: str, customer: object) -> float:
    """Give a customer's number between 0 and 1 in one campaign."""
    told = hashlib.sha256(f"{salt}:{customer}".encode()).digest()
    return float(int.from_bytes(told[:_BYTES], "big") / 2**64)


def draws(salt: str, ids: Ids) -> NDArray[np.uint64]:
    """Give everyone's number as a whole one of 64 bits, in which order nobody is tied."""
    start = hashlib.sha256(f"{salt}:".encode())
    told = bytearray()
    for one in ids.tolist():
        each = start.copy()
        each.update(b"%d" % one)
        told += each.digest()[:_BYTES]
    return np.frombuffer(bytes(told), dtype=">u8").astype(np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """Who fell where.

    Attributes:
        ids: ascending.
        place: 0 for the control, 1 and on for the arms, in the order of `ids`.
    """

    ids: Ids
    place: Codes

    def of(self, place: int) -> Ids:
        """Give the people of one place."""
        return self.ids[np.equal(self.place, place)]

    def sizes(self, arms: int) -> tuple[int, ...]:
        """Count the control and each arm."""
        return tuple(int(one) for one in np.bincount(self.place, minlength=arms + 1))


def draw(salt: str, ids: Ids, strata: Codes, *, held_back: int, arms: int) -> Draw:
    """Deal people out to the control and the arms.

    Args:
        salt: of the campaign.
        ids: of the people, each once, in any order.
        strata: a number for each; the shares hold within each of them.
        held_back: share of the control, in ten-thousandths.
        arms: ways of treating people, at least one.
    """
    order = np.argsort(ids)
    ids, strata = ids[order], strata[order]
    place = np.zeros(ids.size, dtype=np.int64)
    by_number = np.lexsort((ids, draws(salt, ids), strata))
    _, starts, sizes = np.unique(strata[by_number], return_index=True, return_counts=True)
    control = _shared_out(sizes, round_half_up(int(ids.size) * held_back, WHOLE), held_back)
    dealt = np.zeros(arms, dtype=np.int64)
    for start, size, alone in zip(starts.tolist(), sizes.tolist(), control.tolist(), strict=True):
        parts = _parts(size - alone, dealt)
        dealt += parts
        places = np.repeat(np.arange(arms + 1), [alone, *parts.tolist()])
        place[by_number[start : start + size]] = places
    return Draw(ids, place)


def round_half_up(counted: int, whole: int) -> int:
    """Divide and round, a half up."""
    return (2 * counted + whole) // (2 * whole)


def _shared_out(sizes: Codes, whole: int, held_back: int) -> Codes:
    """Give each stratum its part of the control: its share rounded down or up, `whole` in all."""
    exact = sizes * held_back
    parts = exact // WHOLE
    rest = exact % WHOLE
    # Who is nearest to one more gets it; of equals the larger stratum, then the first.
    nearest = np.lexsort((np.arange(sizes.size), -sizes, -rest))
    parts[nearest[: max(whole - int(parts.sum()), 0)]] += 1
    return parts


def _parts(people: int, dealt: Codes) -> Codes:
    """Split people evenly; those left over go to the arms that have the fewest so far."""
    parts = np.full(dealt.size, people // max(dealt.size, 1), dtype=np.int64)
    fewest = np.lexsort((np.arange(dealt.size), dealt))
    parts[fewest[: people - int(parts.sum())]] += 1
    return parts
