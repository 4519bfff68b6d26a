"""Files of no known till, read by a mapping of roles to headings: customers."""

from collections.abc import Mapping

import polars as pl

from retailcrm.core.words import say
from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Column, Dialect, Shaped
from retailcrm.importers.mapped import FAMILY, KEY, people, with_all_roles
from retailcrm.importers.roles import CUSTOMER_ROLES, CUSTOMERS

_AS_THEY_ARE = (
    "company city region country birthday note tags source email_consent sms_consent joined"
)
_US_POSTCODE = r"^\d{3,4}$"


def mapped_customers(columns: Mapping[str, str], *, by_person: bool) -> Dialect:
    """Declare a customer list by its mapping of roles to headings.

    Args:
        columns: role to heading.
        by_person: somebody matched the columns, now or for an earlier file.
    """
    return Dialect(
        key=KEY,
        family=FAMILY,
        title=(
            say("Customers, columns matched by you")
            if by_person
            else say("Customers, columns matched by their names")
        ),
        kind=CUSTOMERS,
        columns=tuple(
            Column(role.key, (columns[role.key],), role.cell, required=True)
            for role in CUSTOMER_ROLES
            if role.key in columns
        ),
        shape=_customers,
        must=(),
        by_person=by_person,
    )


def _customers(frame: pl.DataFrame, reading: Reading) -> Shaped:
    frame = with_all_roles(frame, CUSTOMERS).with_columns(
        street=pl.concat_str("street", "street_2", separator=", ", ignore_nulls=True),
        postcode=_postcode(reading),
    )
    frame = frame.with_columns(street=pl.when(pl.col("street") != "").then("street"))
    names = ["row", "street", "postcode", "opening_points", *_AS_THEY_ARE.split()]
    done = people(frame, reading, names)
    told = pl.any_horizontal(
        pl.col("till_id", "card", "email", "phone", "first_name", "last_name").is_not_null()
    )
    nobody = done.filter(~told)["row"].to_list()
    reason = say("Neither a name nor a contact nor a card stands in this row")
    return Shaped(done.filter(told), tuple((row, "", reason) for row in nobody))


def _postcode(reading: Reading) -> pl.Expr:
    """Put back the leading noughts that spreadsheets strip from American postcodes."""
    code = pl.col("postcode")
    here = pl.col("country").str.to_uppercase().is_in(["US", "USA", "UNITED STATES"])
    american = here.fill_null(value=reading.country == "US")
    stripped = code.str.contains(_US_POSTCODE) & american
    return pl.when(stripped).then(code.str.zfill(5)).otherwise(code)
