"""Who may be in the books twice: pairs that share something, weighed for and against.

Only entries that share a contact, a name by its sound, or an address are compared. A pair is
worth a person's look from `LEAST` on; nothing is ever put together by a score.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

from retailcrm.analytics.likeness import Sounds, mail_key, one_slip, phone_key, sound, whole_name

LEAST = 50
_SURE = 100
_CONTRADICTED = 40
_CROWD = 40  # a block of more entries says too little to compare all of them
_LEAST_DIGITS = 7
_LEAST_LOCAL = 6
_FULL_DATE = 10


class Evidence(StrEnum):
    """What speaks for or against two entries being one person."""

    SAME_PHONE = "same_phone"
    PHONE_SLIP = "phone_slip"
    SAME_MAIL = "same_mail"
    MAIL_SLIP = "mail_slip"
    SAME_NAME = "same_name"
    RARE_NAME = "rare_name"  # nobody else is called so
    LIKE_NAME = "like_name"
    NO_NAME = "no_name"
    SAME_BIRTHDAY = "same_birthday"
    SAME_STREET = "same_street"
    SAME_POSTCODE = "same_postcode"
    OTHER_NAME = "other_name"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_PHONE = "other_phone"
    OTHER_MAIL = "other_mail"
    OTHER_POSTCODE = "other_postcode"


WEIGHTS = {
    Evidence.SAME_PHONE: 45,
    Evidence.PHONE_SLIP: 20,
    Evidence.SAME_MAIL: 45,
    Evidence.MAIL_SLIP: 30,
    Evidence.SAME_NAME: 35,
    Evidence.RARE_NAME: 50,
    Evidence.LIKE_NAME: 25,
    Evidence.NO_NAME: 10,
    Evidence.SAME_BIRTHDAY: 30,
    Evidence.SAME_STREET: 20,
    Evidence.SAME_POSTCODE: 10,
    Evidence.OTHER_NAME: -45,
    Evidence.OTHER_BIRTHDAY: -35,
    Evidence.OTHER_PHONE: -8,
    Evidence.OTHER_MAIL: -5,
    Evidence.OTHER_POSTCODE: -8,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One customer as he is compared; names and street folded."""

    id: int
    first: str = ""
    last: str = ""
    company: str = ""
    card: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    postcode: str = ""
    street: str = ""
    birthday: str = ""

    @property
    def name(self) -> str:
        """Full name, whichever field its words stand in."""
        return " ".join(sorted(f"{self.first} {self.last}".split())) or self.company


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person, the lower number first."""

    first: int
    second: int
    score: int
    evidence: tuple[Evidence, ...]


def find_pairs(
    entries: Sequence[Entry], step: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[Pair, ...]:
    """Find the pairs worth a look, likeliest first.

    Args:
        entries: the whole base.
        step: told how far the comparing is.
    """
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sounds = Sounds()
    for place, one in enumerate(entries):
        for key in set(_keys(one, sounds)):
            blocks[key].append(place)
    names = Counter(one.name for one in entries if one.name)
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    for done, places in enumerate(blocks.values()):
        if done % 5_000 == 0:
            step(done, len(blocks))
        if not 1 < len(places) <= _CROWD:
            continue
        for couple in combinations(places, 2):
            if couple in seen:
                continue
            seen.add(couple)
            pair = weigh(entries[couple[0]], entries[couple[1]], names)
            if pair.score >= LEAST:
                found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second)))


def weigh(one: Entry, other: Entry, names: Counter[str]) -> Pair:
    """Weigh what speaks for and against two entries being one person."""
    evidence = tuple(_evidence(one, other, names))
    score = sum(WEIGHTS[each] for each in evidence)
    if Evidence.OTHER_NAME in evidence and Evidence.SAME_BIRTHDAY not in evidence:
        # A couple shares phone, mail and address, and is two people all the same.
        score = min(score, _CONTRADICTED)
    low, high = sorted((one.id, other.id))
    told = sorted(evidence, key=lambda each: -abs(WEIGHTS[each]))
    return Pair(low, high, max(0, min(score, _SURE)), tuple(told))


def _keys(one: Entry, sounds: Sounds) -> Iterator[tuple[str, ...]]:
    """Give everything that a second entry of the same person may share."""
    for mail in one.emails:
        yield "mail", mail_key(mail)
        local = mail.partition("@")[0]
        if len(local) >= _LEAST_LOCAL:
            yield "local", local
    for phone in one.phones:
        key = phone_key(phone)
        if len(key) >= _LEAST_DIGITS:
            yield "phone", key
    first, last = sounds[one.first], sounds[one.last]
    if first and last:
        low, high = sorted((first, last))
        yield "name", low, high
        if one.postcode:
            yield "name and place", low, high, one.postcode
            yield "initial", one.first[0], last, one.postcode
            yield "first", one.first, one.postcode, one.street[:4]
        if one.birthday:
            yield "birthday", one.birthday[-5:], low
            yield "birthday", one.birthday[-5:], high
    elif one.company:
        yield "name", one.company


def _evidence(one: Entry, other: Entry, names: Counter[str]) -> Iterator[Evidence]:
    yield from _contacts(one, other)
    yield from _names(one, other, names)
    yield from _places(one, other)
    if one.birthday and other.birthday:
        yield _birthday(one.birthday, other.birthday)


def _contacts(one: Entry, other: Entry) -> Iterator[Evidence]:
    if one.phones and other.phones:
        pairs = [(phone_key(a), phone_key(b)) for a, b in product(one.phones, other.phones)]
        if any(a == b for a, b in pairs):
            yield Evidence.SAME_PHONE
        else:
            slip = any(one_slip(a, b) for a, b in pairs)
            yield Evidence.PHONE_SLIP if slip else Evidence.OTHER_PHONE
    if one.emails and other.emails:
        boxes = [(mail_key(a), mail_key(b)) for a, b in product(one.emails, other.emails)]
        if any(a == b for a, b in boxes):
            yield Evidence.SAME_MAIL
        else:
            slip = any(one_slip(a, b) for a, b in boxes)
            yield Evidence.MAIL_SLIP if slip else Evidence.OTHER_MAIL


def _names(one: Entry, other: Entry, names: Counter[str]) -> Iterator[Evidence]:
    if not one.name and not other.name:
        return
    if not one.name or not other.name:
        yield Evidence.NO_NAME
    elif one.name == other.name:
        whole = bool((one.first and one.last) or one.company)
        rare = whole and names[one.name] <= 2  # noqa: PLR2004 - these two and nobody else
        yield Evidence.RARE_NAME if rare else Evidence.SAME_NAME
    else:
        alike = _alike(one, other) or _alike(one, _turned(other))
        yield Evidence.LIKE_NAME if alike else Evidence.OTHER_NAME


def _alike(one: Entry, other: Entry) -> bool:
    return _word_alike(one.first, other.first) and _word_alike(one.last, other.last)


def _word_alike(one: str, other: str) -> bool:
    """Say whether two words may be one name: short form, initial, part, or slip of a key."""
    if not one or not other or one == other:
        return True
    if one[0] == other[0] and 1 in {len(one), len(other)}:
        return True
    if whole_name(one) == whole_name(other) or set(one.split()) & set(other.split()):
        return True
    return one_slip(one, other) or (sound(one) == sound(other) and len(sound(one)) > 1)


def _turned(one: Entry) -> Entry:
    return Entry(one.id, first=one.last, last=one.first)


def _places(one: Entry, other: Entry) -> Iterator[Evidence]:
    if one.postcode and other.postcode:
        if one.postcode != other.postcode:
            yield Evidence.OTHER_POSTCODE
            return
        yield Evidence.SAME_POSTCODE
        if one.street and one.street == other.street:
            yield Evidence.SAME_STREET


def _birthday(one: str, other: str) -> Evidence:
    same = one == other if len(one) == len(other) == _FULL_DATE else one[-5:] == other[-5:]
    return Evidence.SAME_BIRTHDAY if same else Evidence.OTHER_BIRTHDAY
