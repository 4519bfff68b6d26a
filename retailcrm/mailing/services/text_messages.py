"""Text messages: numbers with plus and country code, which every service takes."""

from retailcrm.mailing.fields import day, phone, words
from retailcrm.mailing.service import Column, Service
from retailcrm.mailing.services.told import ISO_DAY, own_fields

_MOST = 50


def _columns(_country: str) -> tuple[Column, ...]:
    return (
        Column("Phone Number", phone()),
        Column("First Name", words("first_name", _MOST)),
        Column("Last Name", words("last_name", _MOST)),
        Column("SMS Consent Date", day("sms_since", ISO_DAY)),
        *own_fields(),
    )


TEXT_MESSAGES = Service(
    key="sms",
    title="Text messages",
    channel="sms",
    columns=_columns,
    suppression="Phone Number",
    steps=("the list of numbers", "the list of numbers not to text"),
)
