"""Who is this? The one rule by which a name, contact or card in a file finds its customer.

The keys are ranked: card, the till's own customer id, e-mail, phone. A stronger key decides
alone. An e-mail or phone decides only if exactly one customer holds it and neither a
stronger key nor the name speaks against him; otherwise he is a suggestion for a person to
judge, and the two stay apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from retailcrm.core.folding import words


class Key(IntEnum):
    """Kinds of keys, strongest first."""

    CARD = 0
    TILL = 1
    EMAIL = 2
    PHONE = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the books hold of a candidate: his folded name and his keys by kind."""

    name: str
    keys: tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a file: the four keys (None where missing) and the name."""

    keys: tuple[str | None, str | None, str | None, str | None]
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The customer found (None: nobody yet), and others who might be the same person."""

    customer: int | None
    similar: tuple[int, ...] = ()


def choose(
    person: Person,
    holders: Sequence[Sequence[int]],
    known: Callable[[int], Known],
) -> Choice:
    """Find the customer of a row.

    Args:
        person: the row.
        holders: for each kind of key, the customers that hold the row's value, ascending.
        known: what the books hold of a customer.
    """
    similar: list[int] = []
    found: int | None = None
    for kind in Key:
        candidates = holders[kind]
        fitting = (
            [one for one in candidates if _fits(person, kind, known(one))]
            if (kind >= Key.EMAIL and found is None)
            else list(candidates)
        )
        if (
            found is None
            and len(fitting) == 1
            and (kind <= Key.TILL or _decides(person, candidates, fitting[0], known))
        ):
            found = fitting[0]
        similar.extend(one for one in candidates if one not in similar)
    return Choice(found, tuple(one for one in similar if one != found))


def _decides(
    person: Person, candidates: Sequence[int], one: int, known: Callable[[int], Known]
) -> bool:
    """Several share the contact: only a full name that is exactly one's own tells them apart."""
    if len(candidates) == 1:
        return True
    return bool(person.name) and known(one).name == person.name


def _fits(person: Person, kind: Key, one: Known) -> bool:
    if not agreeable(person.name, one.name):
        return False
    same_name = bool(person.name) and person.name == one.name
    for stronger in range(kind):
        value = person.keys[stronger]
        # Two e-mails under one name and phone are one person; two cards or two records of
        # the same till are for a person to judge.
        if stronger == Key.EMAIL and same_name:
            continue
        if value and one.keys[stronger] and value not in one.keys[stronger]:
            return False
    return True


def agreeable(one: str, other: str) -> bool:
    """Say whether two folded names can be the same person's: equal, shortened or initials."""
    first, second = words(one), words(other)
    if not first or not second:
        return True
    short, long = sorted((first, second), key=len)
    rest = list(long)
    for word in short:
        match = next((w for w in rest if w == word or _initial(w, word)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]
