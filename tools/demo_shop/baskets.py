"""What goes over the counter at a visit, and what comes back."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tools.demo_shop.calendar import Visit, is_open
from tools.demo_shop.goods import SEASON, SHELF, Goods
from tools.demo_shop.people import HABITS, LAST_DAY, Person, code

TAX_PERCENT = 8
BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
STAFF = (("Noor", "Mia", "Jonas"), ("Eve", "Sam"))
DEVICES = (("Till 1", "Till 2", "Noor’s iPad"), ("Mill counter",))
SALE_MONTHS = {1, 7}
KEYED_IN = Goods("None", "Custom Amount", "", 0, "")
GIFT_CARD = Goods("None", "Gift Card", "", 0, "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt; amounts in cents, negative on what comes back."""

    goods: Goods
    quantity: int
    gross: int
    discount: int
    modifiers: str = ""

    @property
    def net(self) -> int:
        """What the goods cost after the discount."""
        return self.gross - self.discount

    @property
    def tax(self) -> int:
        """Tax on the net amount, half a cent up; none on gift cards."""
        if self.goods is GIFT_CARD:
            return 0
        cents = (abs(self.net) * TAX_PERCENT + 50) // 100
        return cents if self.net >= 0 else -cents


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sale or one return."""

    at: datetime
    store: int
    person: Person | None
    profile: str  # the till's own id of a payment card nobody named
    number: str
    payment: str
    device: str
    staff: str
    brand: str
    suffix: str
    lines: tuple[Line, ...]
    note: str = ""
    is_refund: bool = False


def _price(goods: Goods, day: date) -> int:
    """Prices went up by about four in a hundred at the start of 2026."""
    return goods.price if day.year < 2026 else (goods.price * 104 + 250) // 500 * 5


def _choose(rng: random.Random, stock: dict[str, tuple[Goods, ...]], visit: Visit) -> Goods:
    liking = visit.person.tastes if visit.person else (1.0,) * len(SHELF)
    weights = [
        share * taste * SEASON.get(name, {}).get(visit.at.month, 1.0)
        for (name, share, _), taste in zip(SHELF, liking, strict=True)
    ]
    row = stock[rng.choices(SHELF, weights)[0][0]]
    generous = visit.person is not None and HABITS[visit.person.habit].generous
    return rng.choices(row, [1.0 if generous else 40.0 / (20.0 + g.price / 100) for g in row])[0]


def _markdown(rng: random.Random, gross: int, goods: Goods, visit: Visit) -> int:
    habit = HABITS[visit.person.habit] if visit.person else None
    if habit is not None and habit.discount > 0.5:
        return gross * rng.choice((45, 50, 55)) // 100 if rng.random() < habit.discount else 0
    if goods.category in ("Bakeware", "Cookware", "Teaware") and visit.at.month in SALE_MONTHS:
        return gross * 20 // 100 if rng.random() < 0.5 else 0
    return gross * 10 // 100 if rng.random() < (habit.discount if habit else 0.03) else 0


def _line(rng: random.Random, stock: dict[str, tuple[Goods, ...]], visit: Visit) -> Line:
    draw = rng.random()
    festive = visit.at.month == 12
    if draw < (0.018 if festive else 0.003):
        return Line(GIFT_CARD, 1, rng.choice((2500, 2500, 5000, 7500, 10000)), 0)
    if draw > 0.992:
        return Line(KEYED_IN, 1, rng.randrange(200, 3000, 50), 0)
    goods = _choose(rng, stock, visit)
    many = goods.price < 2000
    quantity = rng.choices((1, 2, 3, 4), (0.86, 0.1, 0.03, 0.01))[0] if many else 1
    gross = _price(goods, visit.at.date()) * quantity
    wrap = rng.choice(("Gift wrap", "Gift wrap, Ribbon")) if rng.random() < 0.03 else ""
    return Line(goods, quantity, gross, _markdown(rng, gross, goods, visit), wrap)


def _basket(
    rng: random.Random, stock: dict[str, tuple[Goods, ...]], visit: Visit
) -> tuple[Line, ...]:
    generous = visit.person is not None and HABITS[visit.person.habit].generous
    shares = (0.44, 0.32, 0.16, 0.08) if generous else (0.73, 0.2, 0.06, 0.01)
    lines = [_line(rng, stock, visit) for _ in range(rng.choices((1, 2, 3, 4), shares)[0])]
    if rng.random() < 0.012:
        lines.append(lines[0])  # scanned twice rather than counted
    return tuple(lines)


def sale(
    rng: random.Random,
    stock: dict[str, tuple[Goods, ...]],
    visit: Visit,
    profiles: tuple[tuple[str, str, str], ...],
) -> Receipt:
    """Ring up a visit."""
    by_card = rng.random() < 0.78
    profile, brand, suffix = "", "", ""
    if by_card and visit.person:
        brand, suffix = visit.person.brand, visit.person.suffix
    elif by_card:
        known = rng.choice(profiles)
        profile = known[0] if rng.random() < 0.16 else ""
        brand, suffix = known[1:]
    return Receipt(
        at=visit.at,
        store=visit.store,
        person=visit.person,
        profile=profile,
        number=code(rng, 22, BASE62),
        payment=code(rng, 22, BASE62),
        device=rng.choice(DEVICES[visit.store]),
        staff=rng.choice(STAFF[visit.store]),
        brand=brand,
        suffix=suffix,
        lines=_basket(rng, stock, visit),
    )


def _taken_back(rng: random.Random, line: Line) -> Line:
    kept = rng.randrange(line.quantity) if rng.random() < 0.5 else 0
    share = line.quantity - kept
    gross = line.gross * share // line.quantity
    discount = line.discount * share // line.quantity
    return replace(line, quantity=-share, gross=-gross, discount=-discount)


def refund(rng: random.Random, receipt: Receipt) -> Receipt | None:
    """Take some of a sale back, now and then; the till forgets whose sale it was."""
    share = HABITS[receipt.person.habit].returns if receipt.person else 0.022
    goods = [line for line in receipt.lines if line.goods not in (GIFT_CARD, KEYED_IN)]
    if rng.random() >= share or not goods:
        return None
    later = rng.choice((0, 1, 2, 3, 5, 8, 13, 20))
    day = receipt.at + timedelta(days=later, minutes=rng.randrange(5, 30))
    while not is_open(day.date(), receipt.store):
        day += timedelta(days=1)
    if day.date() > LAST_DAY:
        return None
    back = goods if rng.random() < 0.6 else [rng.choice(goods)]
    return replace(
        receipt,
        at=day,
        person=None,
        profile="",
        number=code(rng, 22, BASE62),
        lines=tuple(_taken_back(rng, line) for line in back),
        note=rng.choices(("Returned Goods", "Canceled Order", "Accidental Charge"), (8, 1, 1))[0],
        is_refund=True,
    )
