"""Who shops there: invented people with the habits that a shop's books show."""

import random
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from tools.demo_shop.names import ELSEWHERE, FIRST, LAST, PLACES, STREETS

FIRST_DAY = date(2024, 11, 1)
LAST_DAY = date(2026, 10, 31)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
BRANDS = ("Visa", "MasterCard", "American Express", "Discover")
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
AREA_CODES = ("603", "207", "978", "617", "781", "508", "802", "401")


@dataclass(frozen=True, slots=True)
class Habit:
    """How a kind of customer comes and buys.

    Attributes:
        people: how many there are.
        gap: usual days between two visits; 0 for those who come once or never.
        evenness: shape of the gaps; 1 is chance, 8 a clock.
        starts: range of days after the first day on which the first visit falls.
        stops: range of days on which they are seen last; None: they still come.
        generous: buys more lines, and dearer ones.
        discount: share of what they buy that is marked down.
        returns: share of their receipts that come back.
    """

    people: int
    gap: float
    evenness: float
    starts: tuple[int, int]
    stops: tuple[int, int] | None = None
    generous: bool = False
    discount: float = 0.07
    returns: float = 0.028


HABITS: dict[str, Habit] = {
    "weekly": Habit(6, 7.4, 7, (0, 330), generous=True),
    "fortnightly": Habit(13, 15, 6, (0, 470), generous=True),
    "monthly": Habit(41, 30, 5, (0, 600)),
    "quarterly": Habit(66, 84, 3, (0, 560)),
    "seasonal": Habit(64, 0, 1, (0, 400)),
    "occasional": Habit(94, 150, 1.2, (0, 640)),
    "once": Habit(166, 0, 1, (0, DAYS - 1)),
    "newcomer": Habit(52, 26, 1.5, (DAYS - 90, DAYS - 2)),
    "lapsed": Habit(84, 36, 1.5, (0, 180), (100, 310)),
    "missing": Habit(7, 12, 6, (0, 120), (515, 655), generous=True),
    "fading": Habit(22, 29, 4, (0, 260), (490, 640)),
    "bargain": Habit(13, 44, 2, (0, 300), discount=0.95, returns=0.30),
    "unused": Habit(66, 0, 1, (0, 0)),
}
WITHOUT_CARD = 34  # known by name, never took a card


@dataclass(frozen=True, slots=True)
class Person:
    """One customer of the invented shop."""

    habit: str
    till_id: str
    first_name: str
    last_name: str
    card: str
    email: str
    phone: str
    street: str
    place: tuple[str, str, str]  # city, state, postcode
    birthday: str
    memo: str
    consent: str
    created: str
    home: int  # store
    brand: str
    suffix: str
    tastes: tuple[float, ...]  # liking of each department


def code(rng: random.Random, length: int, letters: str = LETTERS) -> str:
    """Draw an id as tills make them."""
    return "".join(rng.choice(letters) for _ in range(length))


def _luhn(digits: str) -> str:
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    return str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def card_numbers(rng: random.Random, count: int) -> list[str]:
    """Draw card numbers: ten digits with a check digit, none beginning with 0 or 2."""
    numbers: dict[str, None] = {}
    while len(numbers) < count:
        body = rng.choice("13456789") + code(rng, 8, "0123456789")
        numbers[body + _luhn(body)] = None
    return list(numbers)


def plain(name: str) -> str:
    """Write a name as the local part of an address: ASCII letters only."""
    folded = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in folded if c.isascii() and c.isalpha())


def _birthday(rng: random.Random) -> str:
    day = date(1938, 1, 1) + timedelta(days=rng.randrange(365 * 68))
    draw = rng.random()
    if draw < 0.42:
        return day.isoformat()
    return day.strftime("%m-%d") if draw < 0.58 else ""


def _names(rng: random.Random, count: int) -> list[tuple[str, str, str]]:
    """Draw distinct (first, last, address) names; the far-travelled ones come first."""
    names: dict[tuple[str, str], str] = {pair[:2]: pair[2] for pair in ELSEWHERE}
    while len(names) < count:
        first, last = rng.choice(FIRST), rng.choice(LAST)
        names.setdefault((first, last), f"{plain(first)}.{plain(last)}")
    drawn = [(first, last, address) for (first, last), address in names.items()]
    rng.shuffle(drawn)
    return drawn


def _memo(rng: random.Random, habit: str) -> str:
    if habit == "weekly" and rng.random() < 0.7:
        return rng.choice(("Saturday regular", "Likes her Assam strong", "Ask about the garden"))
    if habit == "missing" and rng.random() < 0.5:
        return "Hosts the reading circle"
    return "Allergic to almonds" if rng.random() < 0.01 else ""


def people(rng: random.Random) -> tuple[Person, ...]:
    """Invent everyone, in no order that would give their habits away."""
    habits = [key for key, habit in HABITS.items() for _ in range(habit.people)]
    cards = card_numbers(rng, len(habits))
    habits += ["once" if rng.random() < 0.7 else "occasional" for _ in range(WITHOUT_CARD)]
    cards += [""] * WITHOUT_CARD
    phones = [f"+1{area}55501{n:02d}" for area in AREA_CODES for n in range(100)]
    rng.shuffle(phones)
    parts = zip(habits, cards, _names(rng, len(habits)), phones[: len(habits)], strict=True)
    crowd = [_person(rng, *part) for part in parts]
    rng.shuffle(crowd)
    return tuple(crowd)


def _person(
    rng: random.Random, habit: str, card: str, name: tuple[str, str, str], phone: str
) -> Person:
    has_mail = rng.random() < 0.82
    number, street = rng.randrange(3, 240), rng.choice(STREETS)
    consent = rng.choices(("Subscribed", "Unsubscribed", "Unknown"), (0.58, 0.14, 0.28))[0]
    return Person(
        habit=habit,
        till_id=code(rng, 26),
        first_name=name[0],
        last_name=name[1],
        card=card,
        email=f"{name[2]}@example.{rng.choice(('com', 'com', 'org'))}" if has_mail else "",
        phone=phone if rng.random() < 0.76 else "",
        street=f"{number} {street}" if rng.random() < 0.85 else "",
        place=rng.choices([p[:3] for p in PLACES], [p[3] for p in PLACES])[0],
        birthday=_birthday(rng),
        memo=_memo(rng, habit),
        consent=consent if has_mail else "Unknown",
        created=rng.choices(("Directory", "Point of Sale", "Import"), (0.5, 0.4, 0.1))[0],
        home=0 if rng.random() < 0.6 else 1,
        brand=rng.choices(BRANDS, (55, 28, 12, 5))[0],
        suffix=f"{rng.randrange(10_000):04d}",
        tastes=tuple(rng.gammavariate(0.6, 1.0) + 0.05 for _ in range(10)),
    )
