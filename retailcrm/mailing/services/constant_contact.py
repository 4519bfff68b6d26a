"""Constant Contact, as its page on standard headings for import has them (2024-04)."""

from retailcrm.mailing.fields import (
    address,
    birthday,
    day,
    line,
    phone_at_home,
    postcode,
    state,
    words,
)
from retailcrm.mailing.service import MEGABYTE, Column, Service
from retailcrm.mailing.services.told import own_fields

_NAME, _SHORT = 50, 25
_DAY = "%m/%d/%Y"


def _columns(country: str) -> tuple[Column, ...]:
    return (
        Column("Email Address", address()),
        Column("First Name", words("first_name", _NAME)),
        Column("Last Name", words("last_name", _NAME)),
        Column("Company", words("company", _NAME)),
        # A year is discarded there; one is told because every form that it reads has one.
        Column("Birthday", birthday("{m}/{d}/2000")),
        Column("Home Address Line 1", line("street", 0, _NAME)),
        Column("Home Address Line 2", line("street", 1, _NAME)),
        Column("City", words("city", _NAME)),
        Column("State / Province", state(country)),
        Column("Zip / Postal Code", postcode(_SHORT)),
        Column("Country", words("country", _SHORT)),
        Column("Phone Number - Home", phone_at_home()),
        *own_fields(_DAY),
        Column("Consent Date", day("email_since", _DAY)),
    )


CONSTANT_CONTACT = Service(
    key="constant-contact",
    title="Constant Contact",
    channel="email",
    columns=_columns,
    suppression="Email Address",
    steps=("Contacts, Add contacts, Upload a file", "Add contacts, Add unsubscribed addresses"),
    most_rows=999_999,
    most_bytes=100 * MEGABYTE,
    most_address=80,
)
