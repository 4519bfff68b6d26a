"""Klaviyo, as its help on uploading a list has it."""

import polars as pl

from retailcrm.mailing.fields import address, day, line, phone, postcode, words
from retailcrm.mailing.service import MEGABYTE, Column, Service
from retailcrm.mailing.services.told import own_fields

_MOST = 255
_CONSENT = {"yes": "Subscribe", "no": "Unsubscribed"}


def _columns(_country: str) -> tuple[Column, ...]:
    return (
        Column("Email", address()),
        Column("Phone Number", phone(only_agreed=True)),
        Column("First Name", words("first_name", _MOST)),
        Column("Last Name", words("last_name", _MOST)),
        Column("Organization", words("company", _MOST)),
        Column("Address", line("street", 0, _MOST)),
        Column("Address 2", line("street", 1, _MOST)),
        Column("City", words("city", _MOST)),
        Column("State / Region", words("region", _MOST)),
        Column("Country", words("country", _MOST)),
        Column("Zip Code", postcode()),
        Column("Email Marketing Consent", _consent("email_consent")),
        Column("Email Marketing Consent Timestamp", day("email_since", "%Y-%m-%dT%H:%M:%SZ")),
        Column("SMS Marketing Consent", _consent("sms_consent")),
        *own_fields(),
    )


def _consent(name: str) -> pl.Expr:
    return pl.col(name).replace_strict(_CONSENT, default="", return_dtype=pl.String)


KLAVIYO = Service(
    key="klaviyo",
    title="Klaviyo",
    channel="email",
    columns=_columns,
    suppression="Email",
    steps=(
        "Audience, Lists & segments, Upload contacts",
        "Audience, Profiles, Suppressed profiles, Upload file",
    ),
    most_bytes=50 * MEGABYTE,
)
