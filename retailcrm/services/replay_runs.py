"""The last programs that were tried, kept for whoever asks who makes a figure of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.db.books import Books
from retailcrm.loyalty.past import Column, Ints, Past
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.replay import Replayed

MOST = 4
_Key = tuple[int, str, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Ran:
    """A program on a stretch of the past, with who is who.

    Attributes:
        program: the rules.
        ids: of the customers, ascending.
        group: position of each one's group, -1 for none; None where there are no groups.
        groups: keys of the groups.
        who: position of the customer of each receipt, -1 for nobody known.
        day: of each receipt.
        run: what came out.
    """

    program: Program
    ids: Ints
    group: Column | None
    groups: tuple[str, ...]
    who: Column
    day: Column
    run: Replayed

    @classmethod
    def of(cls, past: Past, program: Program, run: Replayed) -> "Ran":
        """Keep what rows are made of, and let the lines go."""
        people = past.customers
        heads, names = past.heads, past.names
        return cls(program, people.ids, people.group, names.groups, heads.customer, heads.day, run)

    def bought(self) -> NDArray[np.bool_]:
        """Say of each customer whether they have a receipt that counts."""
        found = np.zeros(self.ids.size, dtype=np.bool_)
        found[self.who[self.run.counts]] = True
        return found


class Runs:
    """Keeps the last few; the same question again comes from memory."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._kept: dict[_Key, Ran] = {}

    def keep(self, rules: str, since: int, until: int, ran: Ran) -> None:
        """Keep one, and let go of the oldest."""
        now = self._books.version()
        kept = {key: one for key, one in self._kept.items() if key[0] == now}
        kept.pop((now, rules, since, until), None)
        newest = list(kept.items())[-(MOST - 1) :]
        self._kept = {**dict(newest), (now, rules, since, until): ran}

    def get(self, rules: str, since: int, until: int) -> Ran | None:
        """Give one that is kept; None if it has to be tried again."""
        return self._kept.get((self._books.version(), rules, since, until))
