"""One piece a household: who lives together, and how the piece is addressed.

People who share an address and a family name get one piece. Names that share a whole word count
as one family ("Garcia Lopez" and "Lopez"); other names at the same address are other flats.
Nothing is kept of a household: it is worked out anew from whoever is in the books, so putting
two people together, or parting them, never swallows a third.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retailcrm.core.folding import fold
from retailcrm.core.words import say

_SHORT = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln",
    "boulevard": "blvd", "court": "ct", "place": "pl", "square": "sq", "apartment": "apt",
    "suite": "ste", "unit": "apt", "number": "no", "north": "n", "south": "s", "east": "e",
    "west": "w", "strasse": "str", "rue": "r",
}  # fmt: skip
_ENDINGS = (("strasse", "str"), ("straat", "str"))
_PARTICLES = frozenset({"de", "da", "do", "dos", "van", "von", "der", "den", "la", "le", "y", "e"})
_US_ZIP = 5
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may get a piece.

    Attributes:
        id: the customer.
        town: city, region, postcode.
        country: two letters or a name; empty for the shop's own.
        leads: the piece is in this person's name first, as with whoever the code belongs to.
    """

    id: int
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    street: str = ""
    town: tuple[str, str, str] = ("", "", "")
    country: str = ""
    leads: bool = True

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Household:
    """People who get one piece, the one it is for first."""

    people: tuple[Person, ...]

    @property
    def lead(self) -> Person:
        """Whom the piece is for, whose code and points it tells."""
        return self.people[0]

    @property
    def ids(self) -> tuple[int, ...]:
        """Everyone the piece reaches."""
        return tuple(one.id for one in self.people)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the lines above the street: "Ana and Ben Lima", then a company."""
        company = self.lead.company.strip()
        name = self._name()
        return tuple(one for one in (name, company if company != name else "") if one)

    @property
    def greeting(self) -> str:
        """Say whom the letter speaks to: first names, else the whole name."""
        firsts = [one.first_name.strip() for one in self.people if one.first_name.strip()]
        if len(firsts) == len(self.people) == _PAIR:
            return say("{one} and {other}", one=firsts[0], other=firsts[1])
        if len(self.people) > _PAIR:
            return self._name()
        return firsts[0] if firsts else self._name()

    def _name(self) -> str:
        named = [one for one in self.people if one.name]
        if len(named) < _PAIR:
            return named[0].name if named else self.lead.company.strip()
        lasts = {fold(one.last_name) for one in named}
        if len(named) == _PAIR and all(one.first_name.strip() for one in named):
            if len(lasts) == 1:
                return say("{one} and {other} {family}", one=named[0].first_name.strip(),
                           other=named[1].first_name.strip(),
                           family=named[0].last_name.strip()).strip()  # fmt: skip
            return say("{one} and {other}", one=named[0].name, other=named[1].name)
        family = named[0].last_name.strip()
        return say("{family} household", family=family) if family else named[0].name


def households(people: Iterable[Person]) -> tuple[Household, ...]:
    """Put people together who get one piece, in the order of their first; leads stand first."""
    at_home: dict[tuple[str, ...], list[Person]] = {}
    for one in people:
        at_home.setdefault(place_of(one), []).append(one)
    found = [family for there in at_home.values() for family in _families(there)]
    place = {one: at for at, one in enumerate(one for there in at_home.values() for one in there)}
    found.sort(key=lambda family: min(place[one] for one in family))
    return tuple(Household(tuple(sorted(one, key=_leading))) for one in found)


def place_of(person: Person) -> tuple[str, ...]:
    """Give the address as it is compared; without a street everyone lives alone."""
    street = plain_street(person.street)
    if not street:
        return ("", str(person.id))
    city, _, postcode = person.town
    code = _folded(postcode).replace(" ", "")
    if code.isdigit() and len(code) == _US_ZIP + 4:
        code = code[:_US_ZIP]
    return street, code or _folded(city), _folded(person.country)


def plain_street(street: str) -> str:
    """Give street and number as they are compared: "12 Main Street" is "12 Main St."."""
    return " ".join(_short(word) for word in fold(street).split())


# Many live in one town, few words make up all streets.
_folded = lru_cache(maxsize=20_000)(fold)


@lru_cache(maxsize=20_000)
def _short(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    for long, short in _ENDINGS:
        if word.endswith(long):
            return word.removesuffix(long) + short
    return word


def _families(there: Sequence[Person]) -> list[list[Person]]:
    """Part the people of one address by family name; who tells none lives with the only family."""
    if len(there) == 1:
        return [list(there)]
    families: list[tuple[set[str], list[Person]]] = []
    nameless: list[Person] = []
    for one in there:
        words = _name_words(one)
        if not words:
            nameless.append(one)
            continue
        shared = [family for family in families if family[0] & words]
        merged = (set(words).union(*(one[0] for one in shared)),
                  [person for family in shared for person in family[1]] + [one])  # fmt: skip
        families = [family for family in families if family not in shared] + [merged]
    if len(families) == 1:
        families[0][1].extend(nameless)
        return [families[0][1]]
    return [family for _, family in families] + [[one] for one in nameless]


def _name_words(person: Person) -> set[str]:
    words = set(fold(person.last_name).split()) - _PARTICLES
    if not words and not person.first_name.strip() and person.company.strip():
        return {f"company {fold(person.company)}"}
    return words


def _leading(person: Person) -> tuple[bool, int]:
    return not person.leads, person.id
