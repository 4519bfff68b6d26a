"""Who bought: names in one cell, contacts in one cell, and codes that stand for nobody."""

import polars as pl

_NOBODY = (
    r"(?i)^(?:anonymous|walk[- ]?in|guest|cash|unknown|retail|default|no)"
    r"(?:[- _]?(?:customer|client|sale|shopper|buyer))?$"
)
_ADDRESS = r"(?i)[a-z0-9!#$%&'*+/=?^_`{|}~.\-]+@[a-z0-9.\-]+\.[a-z]{2,}"


def somebody(text: pl.Expr) -> pl.Expr:
    """Drop the codes and names that a till writes where it knows no customer."""
    return pl.when(~text.str.contains(_NOBODY)).then(text)


def first_name(full: pl.Expr) -> pl.Expr:
    """Give what stands before the first space."""
    return full.str.extract(r"^(\S+)")


def last_name(full: pl.Expr) -> pl.Expr:
    """Give what stands behind the first space; null where there is none."""
    return full.str.extract(r"^\S+\s+(.*\S)")


def names(full: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Give `first_name` and `last_name` from a name in one cell."""
    return first_name(full).alias("first_name"), last_name(full).alias("last_name")


def address_in(contacts: pl.Expr) -> pl.Expr:
    """Find the e-mail address in a cell that may hold a phone number too."""
    return contacts.str.extract(f"({_ADDRESS})").str.to_lowercase()


def phone_in(contacts: pl.Expr) -> pl.Expr:
    """Find the phone number in a cell that may hold an e-mail address too, as written."""
    rest = contacts.str.replace_all(_ADDRESS, " ")
    return rest.str.extract(r"(\+?\(?\d[\d ().\-/]{4,}\d)")


def joined(*parts: pl.Expr, by: str = " ") -> pl.Expr:
    """Write the parts that are there behind each other: a street and its second line."""
    text = pl.concat_str(parts, separator=by, ignore_nulls=True)
    return pl.when(text != "").then(text)
