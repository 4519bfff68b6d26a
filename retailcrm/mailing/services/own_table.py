"""The owner's own table, for a spreadsheet or a service that has no file of its own here.

Its headings are those by which the program reads a customer list, so that consents survive
the way there and back.
"""

import polars as pl

from retailcrm.core.formulas import PHONE, RUN
from retailcrm.mailing.fields import day, number
from retailcrm.mailing.service import MEGABYTE, Column, Service
from retailcrm.mailing.services.told import ISO_DAY

_TEXTS = (
    "first_name", "last_name", "company", "email", "phone", "street", "city", "region",
    "postcode", "country", "birthday", "group", "segment", "stage",
)  # fmt: skip
_AFTER = ("offer", "code", "email_consent", "sms_consent", "post_consent")
_SHEET_ROWS = 1_048_575
_NUL = "\x00"


def _columns(_country: str) -> tuple[Column, ...]:
    offer, code, *consents = _AFTER
    return (
        Column("customer", number("id")),
        Column("card", _text("card")),
        *(Column(name, _text(name)) for name in _TEXTS),
        Column("points", number("points")),
        Column(offer, _text(offer)),
        Column(code, _text(code)),
        Column("last_on", day("last_visit", ISO_DAY)),
        *(Column(name, _text(name)) for name in consents),
        Column("email_consent_since", day("email_since", ISO_DAY)),
    )


def _text(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(_NUL, "", literal=True)


def tamed(table: pl.DataFrame) -> pl.DataFrame:
    """Keep a spreadsheet from running a cell: an apostrophe goes in front, and comes off again."""
    return table.with_columns(
        pl.when(pl.col(name).str.contains(RUN) & ~pl.col(name).str.contains(PHONE))
        .then("'" + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, kind in table.schema.items()
        if kind == pl.String
    )


CSV = Service(
    key="csv",
    title="Table (CSV)",
    channel="email",
    columns=_columns,
    suppression="email",
    steps=("open it in a spreadsheet", "the addresses not to write to"),
    most_bytes=1_000 * MEGABYTE,
    ours=True,
)
XLSX = Service(
    key="xlsx",
    title="Table (Excel)",
    channel="email",
    columns=_columns,
    suppression="email",
    steps=("open it in Excel", "the addresses not to write to"),
    ending="xlsx",
    most_rows=_SHEET_ROWS,
    most_bytes=1_000 * MEGABYTE,
    ours=True,
)
