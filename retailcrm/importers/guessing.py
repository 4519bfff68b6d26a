"""A proposal how to read an unknown file: words of the headings, and what the cells look like."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from retailcrm.core.written import NOTHING
from retailcrm.importers.amounts import read_amount
from retailcrm.importers.clocks import read_clock
from retailcrm.importers.dates import read_birthday, read_date
from retailcrm.importers.dialect import Cell
from retailcrm.importers.moments import split_moment
from retailcrm.importers.roles import CUSTOMERS, SALES, Role, is_original, plain, roles_of
from retailcrm.importers.unreadable import Unreadable

_SURE, _LIKELY, _BY_VALUES = 10.0, 5.0, 2.0
_MOSTLY, _RARELY = 0.6, 0.3
#: Fewer cells than this prove nothing against a heading.
_ENOUGH = 4
_ENOUGH_TO_TELL = 60
_LONG = 200
_ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.\w{2,}$")
_PHONE = re.compile(r"^'?\+?[\d\s()./-]{6,20}$")
_PRICE = re.compile(r"^[-(]?\W?\d[\d.,' ]*[.,]\d\d\W?$")
_KEYS = frozenset({"card", "till_id", "receipt", "original"})
_CLOCK = re.compile(r"\d[T ,]+\d{1,2}[:h.]\d\d")

Samples = Mapping[str, Sequence[str]]


def guess(headings: Sequence[str], samples: Samples, kind: str) -> dict[str, str]:
    """Propose a heading for each role.

    Args:
        headings: of the file.
        samples: some cells under each heading, empty ones left out.
        kind: "sales" or "customers".
    """
    scored = sorted(
        (
            (-score, at, role.key, heading)
            for role in roles_of(kind)
            for at, heading in enumerate(headings)
            if heading and (score := _score(role, heading, samples.get(heading, ())))
        ),
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, role_key, heading in scored:
        if role_key not in found and heading not in taken:
            found[role_key] = heading
            taken.add(heading)
    return _settled(found, samples, kind)


def kind_of(headings: Sequence[str], samples: Samples) -> str:
    """Say whether a file tells of sales or of customers."""
    sales = guess(headings, samples, SALES)
    people = guess(headings, samples, CUSTOMERS)
    money = {"net", "total", "gross", "unit_price"} & set(sales)
    dated = {"date", "moment"} & set(sales)
    goods = {"receipt", "item", "sku", "quantity", "time", "tax", "moment"} & set(sales)
    named = {"email", "phone", "first_name", "last_name", "name", "card", "street"} & set(people)
    at_home = {"street", "city", "postcode", "birthday", "email_consent", "joined"} & set(people)
    if money and dated and goods and len(goods) >= len(at_home):
        return SALES
    return CUSTOMERS if named and (at_home or not (money and dated)) else SALES


def _score(role: Role, heading: str, cells: Sequence[str]) -> float:
    if is_original(heading) and role.key != "original":
        return 0.0
    words = plain(heading)
    score = 0.0
    if re.fullmatch(role.sure, words):
        score = _SURE
    elif role.likely and re.fullmatch(role.likely, words):
        score = _LIKELY
    if not score and role.key not in ("email", "moment"):
        return 0.0
    looks = _share(cells, role.cell, role.key)
    least = _RARELY if score == _SURE else _MOSTLY
    if score and len(cells) >= _ENOUGH and looks < least:
        return 0.0
    if role.key in _KEYS and cells and sum(map(_is_price, cells)) > len(cells) * (1 - _MOSTLY):
        return 0.0  # "Card" may be the sum paid by card
    if not score:
        return _BY_VALUES if looks > _MOSTLY else 0.0
    return score + _preference(role, cells)


def _preference(role: Role, cells: Sequence[str]) -> float:
    """Break ties: filled columns before empty ones, needed roles before others."""
    return (0.5 if cells else 0.0) + (0.2 if role.needed else 0.0)


def _share(cells: Sequence[str], cell: Cell, key: str) -> float:
    """Say which share of the cells can be what the role asks for."""
    test = _TESTS.get(cell)
    if test is None or not cells:
        return 1.0 if key not in ("email", "moment") else 0.0
    return sum(test(one) for one in cells) / len(cells)


def _is_price(text: str) -> bool:
    return bool(_PRICE.match(text.strip()))


def _is_amount(text: str) -> bool:
    for mark in (".", ","):
        try:
            read_amount(text, 6, mark)
        except Unreadable:
            continue
        return True
    return False


def _is_date(text: str) -> bool:
    if _is_moment(text):
        return True
    return any(_reads(read_date, text, order) for order in ("dmy", "mdy"))


def _is_birthday(text: str) -> bool:
    return any(_reads(read_birthday, text, order) for order in ("dmy", "mdy"))


def _is_moment(text: str) -> bool:
    if not _CLOCK.search(text):
        return False
    day, clock = split_moment(text)
    if not clock:
        return False
    return any(_reads(read_date, day, order) for order in ("dmy", "mdy")) and _is_clock(clock)


def _is_clock(text: str) -> bool:
    try:
        read_clock(text)
    except Unreadable:
        return False
    return True


def _reads(read: Callable[[str, str], object], text: str, order: str) -> bool:
    try:
        read(text, order)
    except Unreadable:
        return False
    return True


def _is_time(text: str) -> bool:
    return bool(re.match(r"^\s*\d{1,2}([:.h]\d\d|\s*[AaPp]\.?[Mm])|^0[.,]\d+$", text))


def _is_address(text: str) -> bool:
    return bool(_ADDRESS.match(text.strip()))


def _is_phone(text: str) -> bool:
    return bool(_PHONE.match(text.strip())) or "E+" in text


_TESTS: dict[Cell, Callable[[str], bool]] = {
    Cell.MONEY: _is_amount,
    Cell.PRECISE: _is_amount,
    Cell.QUANTITY: _is_amount,
    Cell.COUNT: _is_amount,
    Cell.DATE: _is_date,
    Cell.MOMENT: _is_moment,
    Cell.BIRTHDAY: _is_birthday,
    Cell.TIME: _is_time,
    Cell.EMAIL: _is_address,
    Cell.PHONE: _is_phone,
}


def _settled(found: dict[str, str], samples: Samples, kind: str) -> dict[str, str]:
    """Put right what only all columns together tell."""
    if kind == SALES:
        _settle_times(found, samples)
        _settle_amounts(found, samples)
    if "till_id" in found and "card" not in found:
        found["card"] = found.pop("till_id")
    if "name" not in found and "last_name" in found and "first_name" not in found:
        found["name"] = found.pop("last_name")
    if "name" in found and "last_name" in found and "first_name" in found:
        del found["name"]
    return found


def _settle_times(found: dict[str, str], samples: Samples) -> None:
    """Read a column called "Date" that holds clocks as date and time."""
    if "date" in found and "moment" not in found:
        cells = samples.get(found["date"], ())
        if cells and sum(_is_moment(cell) for cell in cells) > len(cells) * _MOSTLY:
            found["moment"] = found.pop("date")
    if "moment" in found:
        found.pop("date", None)
        found.pop("time", None)


def _settle_amounts(found: dict[str, str], samples: Samples) -> None:
    """Tell a gross that contains tax from one before discount: net and tax make it up."""
    if "gross" not in found and "discount" in found:
        _settle_subtotal(found, samples)
    if "total" in found:
        return
    taxed = [row for row in _cents_of(found, samples, ("gross", "net", "tax")) if row[2]]
    with_tax = sum(abs(gross - net - tax) <= 1 for gross, net, tax in taxed)
    if taxed and with_tax > len(taxed) * _MOSTLY:
        found["total"] = found.pop("gross")


def _settle_subtotal(found: dict[str, str], samples: Samples) -> None:
    """Tell a subtotal before discount from one after it: the total decides."""
    rows = _cents_of(found, samples, ("net", "discount", "tax", "total"))
    tips = [tip for (tip,) in _cents_of(found, samples, ("tip",))] or [0] * len(rows)
    if len(tips) != len(rows):
        return
    less = [
        (total - tax - net + abs(discount), total - tax - tip - net + abs(discount))
        for (net, discount, tax, total), tip in zip(rows, tips, strict=True)
        if discount
    ]
    before = sum(min(abs(left) for left in lefts) <= 1 for lefts in less)
    if less and before > len(less) * _MOSTLY:
        found["gross"] = found.pop("net")


def _cents_of(
    found: Mapping[str, str], samples: Samples, roles: Sequence[str]
) -> list[tuple[int, ...]]:
    """Give the amounts of some roles row by row; none where a role or cells are missing."""
    columns = [samples.get(found.get(role, ""), ()) for role in roles]
    if len({len(column) for column in columns}) != 1:
        return []
    return [tuple(_cents(cell) for cell in row) for row in zip(*columns, strict=True)]


def _cents(text: str) -> int:
    for mark in (".", ","):
        try:
            return read_amount(text, 2, mark) or 0
        except Unreadable:
            continue
    return 0


def filled(cells: Sequence[str]) -> tuple[str, ...]:
    """Leave out the cells that say nothing; the first of the others tell enough."""
    told = (cell[:_LONG] for cell in cells if cell.strip().lower() not in NOTHING)
    return tuple(islice(told, _ENOUGH_TO_TELL))
