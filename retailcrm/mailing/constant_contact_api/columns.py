"""The columns of a contacts file as the V3 interface reads them."""

import polars as pl

from retailcrm.mailing.fields import (
    address,
    birthday_parts,
    line,
    phone_at_home,
    postcode,
    state,
    words,
)
from retailcrm.mailing.service import Column
from retailcrm.mailing.services.told import own_fields

_NAME, _STREET = 50, 255
_DAY = "%m/%d/%Y"
MOST_FIELDS = 25


def own_labels() -> tuple[str, ...]:
    """Give the labels of the shop's own fields, which must exist before they are filled."""
    return tuple(one.heading for one in own_fields(_DAY))[:MOST_FIELDS]


def columns(country: str, fields: dict[str, str]) -> tuple[Column, ...]:
    """Give the columns.

    Args:
        country: of the shop, two letters.
        fields: names of custom fields by their labels; labels without one are left out.
    """
    known = [one for one in own_fields(_DAY)[:MOST_FIELDS] if one.heading in fields]
    month, day = (one.str.strip_chars_start("0") for one in birthday_parts())
    return (
        Column("email", address()),
        Column("first_name", words("first_name", _NAME)),
        Column("last_name", words("last_name", _NAME)),
        Column("company_name", words("company", _NAME)),
        Column("birthday_month", month),
        Column("birthday_day", day),
        Column("street", line("street", 0, _STREET)),
        Column("street2", line("street", 1, _STREET)),
        Column("city", words("city", _NAME)),
        Column("state", state(country)),
        Column("zip", postcode(_NAME)),
        Column("country", words("country", _NAME)),
        Column("phone", phone_at_home()),
        *(Column(f"cf:{fields[one.heading]}", one.cells) for one in known),
    )


def table_of(people: pl.DataFrame, country: str, fields: dict[str, str]) -> pl.DataFrame:
    """Put the columns over people; a row each, in their order."""
    return people.select(
        one.cells.cast(pl.String).fill_null("").alias(one.heading)
        for one in columns(country, fields)
    )
