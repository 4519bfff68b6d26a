"""Mailchimp, as its guide to the format of imports has it."""

import polars as pl

from retailcrm.mailing.fields import (
    address,
    birthday,
    day,
    joined,
    phone,
    words_of_bytes,
)
from retailcrm.mailing.service import Column, Service
from retailcrm.mailing.services.told import own_fields

_BYTES = 255
_WHERE = ("street", "city", "region", "postcode", "country")


def _columns(_country: str) -> tuple[Column, ...]:
    return (
        Column("Email Address", address()),
        Column("First Name", words_of_bytes("first_name", _BYTES)),
        Column("Last Name", words_of_bytes("last_name", _BYTES)),
        Column("Phone Number", phone(only_agreed=True)),
        Column("Address", _where()),
        Column("Birthday", birthday("{m}/{d}")),
        Column("Tags", joined(("group", "segment"), ", ", _BYTES)),
        Column("OPTIN_TIME", day("email_since", "%Y-%m-%d %H:%M:%S")),
        *own_fields(),
    )


def _where() -> pl.Expr:
    """An address in one cell: two blanks between its parts, and none without a town."""
    whole = joined(_WHERE, "  ", _BYTES)
    return (
        pl.when((pl.col("street") != "") & (pl.col("city") != "")).then(whole).otherwise(pl.lit(""))
    )


MAILCHIMP = Service(
    key="mailchimp",
    title="Mailchimp",
    channel="email",
    columns=_columns,
    suppression="Email Address",
    steps=(
        "Audience, Add contacts, Import contacts, as Subscribed",
        "Audience, Add contacts, Import contacts, as Unsubscribed",
    ),
)
