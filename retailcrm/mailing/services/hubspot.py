"""HubSpot, as its help on setting up an import file has it; limits are those of free accounts."""

from retailcrm.mailing.fields import address, phone_at_home, postcode, words
from retailcrm.mailing.service import MEGABYTE, Column, Service
from retailcrm.mailing.services.told import own_fields

_MOST = 255


def _columns(_country: str) -> tuple[Column, ...]:
    return (
        Column("First name", words("first_name", _MOST)),
        Column("Last name", words("last_name", _MOST)),
        Column("Email", address()),
        Column("Phone number", phone_at_home()),
        Column("Company name", words("company", _MOST)),
        Column("Street address", words("street", _MOST)),
        Column("City", words("city", _MOST)),
        Column("State/Region", words("region", _MOST)),
        Column("Postal code", postcode()),
        Column("Country/Region", words("country", _MOST)),
        *own_fields(),
    )


HUBSPOT = Service(
    key="hubspot",
    title="HubSpot",
    channel="email",
    columns=_columns,
    suppression="Email",
    steps=("Contacts, Import, Start an import", "Contacts, Import, Opt-out list"),
    most_rows=500_000,
    most_bytes=20 * MEGABYTE,
)
