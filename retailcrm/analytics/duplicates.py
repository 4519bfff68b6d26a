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
    Evidence.SAME_STREET: 25,
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


@dataclass(frozen=True, slots=True)
class _Face:
    """An entry with everything worked out that is compared more than once."""

    entry: Entry
    name: str  # whichever field its words stand in
    mails: frozenset[str]
    phones: frozenset[str]

    @classmethod
    def of(cls, one: Entry) -> "_Face":
        name = " ".join(sorted(f"{one.first} {one.last}".split())) or one.company
        phones = frozenset(map(phone_key, one.phones))
        return cls(one, name, frozenset(map(mail_key, one.emails)), phones)


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
    faces = [_Face.of(one) for one in entries]
    names = Counter(one.name for one in faces if one.name)
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
            pair = _weigh(faces[couple[0]], faces[couple[1]], names)
            if pair is not None:
                found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second)))


def _weigh(one: _Face, other: _Face, names: Counter[str]) -> Pair | None:
    """Weigh what speaks for and against two entries being one person; None: too little."""
    named = _named(one, other, names)
    dates = (one.entry.birthday, other.entry.birthday)
    born = _birthday(*dates) if all(dates) else None
    if named is Evidence.OTHER_NAME and born is not Evidence.SAME_BIRTHDAY:
        # A couple shares phone, mail and address, and is two people all the same.
        return None
    found = [each for each in (named, born) if each is not None]
    found += _contacts(one, other)
    found += _places(one.entry, other.entry)
    score = sum(WEIGHTS[each] for each in found)
    if score < LEAST:
        return None
    low, high = sorted((one.entry.id, other.entry.id))
    told = sorted(found, key=lambda each: -abs(WEIGHTS[each]))
    return Pair(low, high, min(score, _SURE), tuple(told))


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


def _contacts(one: _Face, other: _Face) -> Iterator[Evidence]:
    if one.phones and other.phones:
        if one.phones & other.phones:
            yield Evidence.SAME_PHONE
        else:
            slip = any(one_slip(a, b) for a, b in product(one.phones, other.phones))
            yield Evidence.PHONE_SLIP if slip else Evidence.OTHER_PHONE
    if one.mails and other.mails:
        if one.mails & other.mails:
            yield Evidence.SAME_MAIL
        else:
            slip = any(one_slip(a, b) for a, b in product(one.mails, other.mails))
            yield Evidence.MAIL_SLIP if slip else Evidence.OTHER_MAIL


def _named(one: _Face, other: _Face, names: Counter[str]) -> Evidence | None:
    if not one.name and not other.name:
        return None
    if not one.name or not other.name:
        return Evidence.NO_NAME
    if one.name == other.name:
        whole = bool((one.entry.first and one.entry.last) or one.entry.company)
        rare = whole and names[one.name] <= 2  # noqa: PLR2004 - these two and nobody else
        return Evidence.RARE_NAME if rare else Evidence.SAME_NAME
    alike = _alike(one.entry, other.entry) or _alike(one.entry, _turned(other.entry))
    return Evidence.LIKE_NAME if alike else Evidence.OTHER_NAME


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
