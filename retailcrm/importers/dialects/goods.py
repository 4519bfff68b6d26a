"""What was sold: a product with its variant, and gift cards that only their name tells."""

import polars as pl

from retailcrm.importers.dialects.frames import matching
from retailcrm.importers.dialects.gifts import is_gift, untaxed
from retailcrm.importers.dialects.people import joined


def with_variant(name: str = "name", variant: str = "variant") -> pl.Expr:
    """Name a product and, where there is one, its variant; null where neither is told."""
    return joined(pl.col(name), pl.col(variant), by=" - ")


def gift_by_name(frame: pl.DataFrame, role: str, tax: str = "tax") -> pl.Expr:
    """Say whether a line is a gift card by its name, and is not taxed as goods are."""
    return matching(frame, role, is_gift) & untaxed(tax)
