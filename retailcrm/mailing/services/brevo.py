"""Brevo, as its help on importing contacts has it."""

from retailcrm.mailing.fields import address, number, phone, words
from retailcrm.mailing.service import MEGABYTE, Column, Service
from retailcrm.mailing.services.told import own_fields

_MOST = 255


def _columns(_country: str) -> tuple[Column, ...]:
    return (
        Column("EMAIL", address()),
        Column("FIRSTNAME", words("first_name", _MOST)),
        Column("LASTNAME", words("last_name", _MOST)),
        Column("SMS", phone(only_agreed=True)),
        Column("EXT_ID", number("id")),
        *own_fields(caps=True),
    )


BREVO = Service(
    key="brevo",
    title="Brevo",
    channel="email",
    columns=_columns,
    suppression="EMAIL",
    steps=("Contacts, Import contacts", "Contacts, Import contacts, Blocklist"),
    most_bytes=250 * MEGABYTE,
)
