"""An invented base in which a known share of people stands twice, as slips make them."""

import random
from collections.abc import Callable
from dataclasses import replace

from retailcrm.analytics.duplicates import Entry


def _names(told: str) -> tuple[str, ...]:
    return tuple(told.split())


FIRST = _names(
    "ana maria joan peter paul mary robert william elizabeth james michael thomas richard joseph "
    "david daniel anthony susan margaret edward karen linda george helen frank rosa carlos luis "
    "jose juan ines carmen lukas anna emma mia lena paula jonas felix clara nora oskar hugo ida"
)
LAST = _names(
    "lima stone rey garcia meyer smith jones brown taylor walker wright hall green baker carter "
    "mitchell turner parker collins morris rogers reed cook morgan bell murphy bailey rivera "
    "cooper cox howard ward torres peterson gray ramirez watson brooks kelly sanders price bennett "
    "wood barnes ross henderson coleman jenkins perry powell long hughes flores washington butler"
)
SHORT = {"robert": "bob", "william": "bill", "elizabeth": "liz", "michael": "mike"}
Slip = Callable[[random.Random, Entry], Entry]


def _other_phone(dice: random.Random, one: Entry) -> Entry:
    return replace(one, phones=(_phone(dice),))


def _no_mail(dice: random.Random, one: Entry) -> Entry:
    return replace(one, emails=())


def _short_name(dice: random.Random, one: Entry) -> Entry:
    return replace(one, first=SHORT.get(one.first, one.first[:1]))


def _typo(dice: random.Random, one: Entry) -> Entry:
    if len(one.last) <= 2:  # an initial has no typo
        return one
    at = dice.randrange(1, len(one.last) - 1)
    letters = list(one.last)
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return replace(one, last="".join(letters))


def _turned(dice: random.Random, one: Entry) -> Entry:
    return replace(one, first=one.last, last=one.first)


def _mail_typo(dice: random.Random, one: Entry) -> Entry:
    return replace(one, emails=tuple(mail.replace("example", "exmple") for mail in one.emails))


def _no_address(dice: random.Random, one: Entry) -> Entry:
    return replace(one, postcode="", street="")


def _phone_typo(dice: random.Random, one: Entry) -> Entry:
    phone = one.phones[0]
    return replace(one, phones=(phone[:-3] + phone[-2] + phone[-3] + phone[-1],))


SLIPS: tuple[Slip, ...] = (
    _other_phone, _no_mail, _short_name, _typo, _turned, _mail_typo, _no_address, _phone_typo,
)  # fmt: skip


def a_base(size: int, share: float, seed: int) -> tuple[list[Entry], set[tuple[int, int]]]:
    """Make people of whom a share stands twice, with one to three slips; give the true pairs.

    Every tenth lives with somebody of the same last name, address and phone.
    """
    dice = random.Random(seed)  # noqa: S311 - invented people
    people: list[Entry] = []
    for number in range(1, size + 1):
        one = _person(dice, number)
        if people and number % 10 == 0:
            home = people[-1]
            first = dice.choice([name for name in FIRST if name[0] != home.first[0]])
            one = replace(
                one,
                first=first,
                last=home.last,
                street=home.street,
                postcode=home.postcode,
                phones=home.phones,
            )
        people.append(one)
    pairs = set()
    for number, one in enumerate(dice.sample(people, round(size * share)), size + 1):
        twin = replace(one, id=number)
        for slip in dice.sample(SLIPS, dice.randint(1, 3)):
            twin = slip(dice, twin)
        people.append(twin)
        pairs.add((one.id, number))
    return people, pairs


def _person(dice: random.Random, number: int) -> Entry:
    # Common names are common: a few make up much of the town.
    first = dice.choice(FIRST[: dice.randint(5, len(FIRST))])
    last = dice.choice(LAST[: dice.randint(5, len(LAST))])
    year, month, day = dice.randint(1940, 2005), dice.randint(1, 12), dice.randint(1, 28)
    return Entry(
        id=number,
        first=first,
        last=last,
        emails=(f"{first}.{last}{dice.randint(1, 9999)}@example.com",)
        if dice.random() < 0.6
        else (),
        phones=(_phone(dice),),
        postcode=f"{10_000 + dice.randint(1, 40)}",
        street=f"{dice.randint(1, 90)} {dice.choice(LAST)} street",
        birthday=f"{year}-{month:02d}-{day:02d}" if dice.random() < 0.3 else "",
    )


def _phone(dice: random.Random) -> str:
    return f"+1212{dice.randint(2_000_000, 9_999_999)}"
