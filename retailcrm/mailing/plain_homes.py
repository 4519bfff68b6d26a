"""Postal addresses in the form by which two spellings are the same, for whole columns at once."""

import polars as pl

from retailcrm.core.folding import fold

_WIDE = r"[^\x00-\x7f]"


def folded(told: pl.Series) -> pl.Series:
    """Do what `core.folding.fold` does; only letters beyond ASCII are looked at one by one."""
    plain = (
        told.str.to_lowercase()
        .str.replace_all(r"['`]", "")
        .str.replace_all(r"[^a-z0-9]+", " ")
        .str.strip_chars(" ")
    )
    wide = told.str.contains(_WIDE)
    rare = told.filter(wide).unique()
    if rare.is_empty():
        return plain
    slow = told.replace_strict(
        rare, [fold(one) for one in rare], default="", return_dtype=pl.String
    )
    return slow.zip_with(wide, plain)


def plain_homes(people: pl.DataFrame) -> pl.Series:
    """Do what `core.plain_address.plain_post` does; empty where the address is not complete.

    Args:
        people: with last_name, street, postcode and city.
    """
    there = (people["street"] != "") & ((people["postcode"] != "") | (people["city"] != ""))
    parts = pl.DataFrame(
        {
            "last": folded(people["last_name"]),
            "street": folded(people["street"]),
            "code": folded(people["postcode"]).str.replace_all(" ", "", literal=True),
        }
    )
    whole = parts.select(pl.concat_str("last", "street", "code", separator="|")).to_series()
    return whole.zip_with(there, pl.Series([""], dtype=pl.String))
