"""Who moved between groups, segments or stages since an earlier day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints
from retailcrm.analytics.rhythm import DEAD, MIA

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """A label for each customer on some day.

    Attributes:
        ids: ascending customer ids.
        codes: the label of each, -1 for none.
    """

    ids: Ints
    codes: Column


@dataclass(frozen=True, slots=True)
class Moves:
    """How many customers went from which label to which.

    Attributes:
        counts: `counts[a][b]` customers had label a and have label b now; the last row and
            column are those without a label, or not in the books then or now.
    """

    counts: tuple[tuple[int, ...], ...]

    def shares(self) -> Floats:
        """Give each row as shares that add up to 1; NaN where nobody had the label."""
        counts = np.array(self.counts, dtype=np.float64)
        total = counts.sum(axis=1, keepdims=True)
        shares = np.full_like(counts, np.nan)
        np.divide(counts, total, out=shares, where=total > 0)
        return shares

    def into(self, code: int) -> tuple[tuple[int, int], ...]:
        """List (earlier label, customers) of those who moved into a label, most first."""
        return self._largest([(a, row[code]) for a, row in enumerate(self.counts) if a != code])

    def out_of(self, code: int) -> tuple[tuple[int, int], ...]:
        """List (label now, customers) of those who left a label, most first."""
        return self._largest([(b, n) for b, n in enumerate(self.counts[code]) if b != code])

    def change(self, code: int) -> int:
        """Say how many more customers have a label now than before."""
        return sum(row[code] for row in self.counts) - sum(self.counts[code])

    def moved(self) -> int:
        """Count the customers whose label is another one now."""
        everyone = sum(map(sum, self.counts))
        return everyone - sum(row[place] for place, row in enumerate(self.counts))

    def _largest(self, pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(((a, n) for a, n in pairs if n), key=lambda pair: (-pair[1], pair[0])))


def moves(before: Labels, now: Labels, labels: int) -> Moves:
    """Count the moves between two days for labels numbered 0 to `labels` - 1."""
    _everyone, then, here = _paired(before, now)
    # -1 becomes the last row and column.
    pairs = (then % (labels + 1)) * (labels + 1) + here % (labels + 1)
    table = np.bincount(pairs, minlength=(labels + 1) ** 2).reshape(labels + 1, labels + 1)
    return Moves(tuple(tuple(int(count) for count in row) for row in table))


def movers(before: Labels, now: Labels, was: int, is_now: int) -> Ints:
    """List the ids that went from one label to another; -1 stands for none."""
    everyone, then, here = _paired(before, now)
    found: Ints = np.sort(everyone[(then == was) & (here == is_now)])
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """The missing as a sum: `before + newly - found - dead = now`.

    Attributes:
        before: missing then, of those who are still in the books.
        newly: missing now but not then.
        found: missing then and back, or no longer late.
        dead: missing then, dead cards now.
        now: missing now.
        before_ids: who was missing then.
        found_ids: who was found.
        newly_ids: who went missing.
        dead_ids: who was missing and holds a dead card now.
    """

    before: int
    newly: int
    found: int
    dead: int
    now: int
    before_ids: Ints
    found_ids: Ints
    newly_ids: Ints
    dead_ids: Ints


def missing(before: Labels, now: Labels) -> Missing:
    """Explain how many are missing now by who was missing before; labels are stages."""
    was = np.isin(now.ids, before.ids[before.codes == MIA], assume_unique=True)
    is_now = now.codes == MIA
    dead = was & (now.codes == DEAD)
    found = was & ~is_now & ~dead
    newly = is_now & ~was
    return Missing(
        before=int(was.sum()),
        newly=int(newly.sum()),
        found=int(found.sum()),
        dead=int(dead.sum()),
        now=int(is_now.sum()),
        before_ids=now.ids[was],
        found_ids=now.ids[found],
        newly_ids=now.ids[newly],
        dead_ids=now.ids[dead],
    )


def _paired(before: Labels, now: Labels) -> tuple[Ints, Ints, Ints]:
    """Give everyone's id with the label then and now, -1 without; the gone come last."""
    then, here = before.codes.astype(np.int64), now.codes.astype(np.int64)
    if np.array_equal(before.ids, now.ids):
        return now.ids, then, here
    at = np.searchsorted(before.ids, now.ids)
    known = np.zeros(now.ids.size, dtype=np.bool_)
    inside = np.flatnonzero(at < before.ids.size)
    known[inside] = before.ids[at[inside]] == now.ids[inside]
    was = np.full(now.ids.size, -1, dtype=np.int64)
    was[known] = then[at[known]]
    gone = np.ones(before.ids.size, dtype=np.bool_)
    gone[at[known]] = False
    nowhere = np.full(int(gone.sum()), -1, dtype=np.int64)
    return (
        np.concatenate((now.ids, before.ids[gone])),
        np.concatenate((was, then[gone])),
        np.concatenate((here, nowhere)),
    )
