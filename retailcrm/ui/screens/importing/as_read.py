"""Rows as the program would read them, under the shop's own words."""

from retailcrm.core.words import say
from retailcrm.services.import_rows import MappedSample

_HIDDEN = frozenset({"part", "complete", "link"})
_IDLE = frozenset({"", "False", "0"})
_TITLES = {
    "line": "Line", "receipt": "Receipt", "voided": "Voided", "day": "Day", "at": "Time",
    "store": "Store", "register": "Till", "cashier": "Cashier", "channel": "Channel",
    "coupon": "Coupon", "till_id": "Till number", "card": "Card", "email": "E-mail",
    "phone": "Phone", "first_name": "First name", "last_name": "Last name", "sku": "Article no.",
    "item": "Item", "category": "Category", "quantity": "Quantity", "gross": "List",
    "discount": "Discount", "net": "Net", "tax": "Tax", "cost": "Cost", "refunded": "Given back",
    "gift": "Gift card", "tip": "Tip", "company": "Company", "street": "Street", "city": "City",
    "region": "Region", "postcode": "Postcode", "country": "Country", "birthday": "Birthday",
    "note": "Note", "tags": "Tags", "source": "Heard of us", "email_consent": "E-mail consent",
    "sms_consent": "Text consent", "joined": "Joined", "opening_points": "Points",
}  # fmt: skip

Cells = tuple[str, ...]


def as_read(sample: MappedSample | None) -> tuple[Cells, tuple[Cells, ...]]:
    """Give headings and rows worth seeing: nothing technical, no column without a value."""
    if sample is None:
        return (), ()
    shown = [
        at
        for at, heading in enumerate(sample.headings)
        if heading not in _HIDDEN and any(row[at] not in _IDLE for row in sample.rows)
    ]
    headings = tuple(say(_TITLES.get(sample.headings[at], sample.headings[at])) for at in shown)
    return headings, tuple(tuple(row[at] for at in shown) for row in sample.rows)
