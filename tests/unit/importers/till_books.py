"""What a till's files say of the shop, counted from the lines that the importers give."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from retailcrm.importers.chunks import Chunk, Reading
from retailcrm.importers.source import open_sources

TILLS = Path(__file__).parents[2] / "data" / "tills"
SHOP = Reading(currency="USD", zone="America/New_York", country="US")
_ASIDE = ("card", "name", "net_tolerance_cents")
DOCUMENT = ["store", "receipt", "part"]


def truth(till: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((TILLS / till / "truth.json").read_text(encoding="utf-8"))
    return told


def chunks_of(path: Path, reading: Reading = SHOP) -> list[Chunk]:
    sources = open_sources(path, replace(reading, name=path.name))
    return [chunk for source in sources for chunk in source.chunks()]


def read_lines(paths: Iterable[Path], reading: Reading = SHOP) -> pl.DataFrame:
    """Read sales; every row must be imported or passed over."""
    frames = []
    for path in paths:
        for chunk in chunks_of(path, reading):
            assert chunk.problems == ()
            assert chunk.lines is not None
            assert chunk.rows == len(chunk.lines) + chunk.passed
            frames.append(chunk.lines)
    return pl.concat(frames)


def read_customers(path: Path, reading: Reading = SHOP) -> pl.DataFrame:
    chunks = chunks_of(path, reading)
    assert all(chunk.problems == () for chunk in chunks)
    return pl.concat([chunk.customers for chunk in chunks if chunk.customers is not None])


def counts(lines: pl.DataFrame) -> dict[str, int]:
    documents = lines.group_by(DOCUMENT).agg(
        pl.col("voided").first(), pl.col("refunded").sum(), lines=pl.len()
    )
    good, void = documents.filter(~pl.col("voided")), documents.filter("voided")
    sales = good.filter(pl.col("part") == 0)
    return {
        "documents_in_files": len(documents),
        "receipts": len(good),
        "sales": len(sales),
        "returns": len(good) - len(sales),
        "sales_with_folded_refund": len(sales.filter(pl.col("refunded") > 0)),
        "voided": len(void),
        "lines": int(good["lines"].sum()),
        "voided_lines": int(void["lines"].sum()),
    }


def goods(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(~pl.col("voided") & ~pl.col("gift")).with_columns(
        kept=pl.col("net") - pl.col("refunded")
    )


def money(lines: pl.DataFrame) -> dict[str, int]:
    sold = goods(lines).filter(pl.col("part") == 0)
    back = goods(lines).filter(pl.col("part") == 1)
    valid = lines.filter(~pl.col("voided"))
    return {
        "net_sales_cents": int(goods(lines)["kept"].sum()),
        "net_before_returns_cents": int(sold["net"].sum()),
        "returned_net_cents": int(sold["refunded"].sum()) - int(back["net"].sum()),
        "gross_of_sales_cents": int(sold["gross"].sum()),
        "discount_of_sales_cents": int(sold["discount"].sum()),
        "tax_cents": int(valid["tax"].sum()),
        "gift_card_sales_cents": int(valid.filter("gift")["net"].sum()),
        "voided_net_cents": int(lines.filter("voided")["net"].sum()),
    }


def by_month(lines: pl.DataFrame) -> dict[str, int]:
    month = pl.from_epoch("day", "d").dt.strftime("%Y-%m").alias("month")
    return dict(goods(lines).group_by(month).agg(pl.col("kept").sum()).iter_rows())


def by_store(lines: pl.DataFrame) -> dict[str, int]:
    named = goods(lines).filter(pl.col("store").is_not_null())
    return dict(named.group_by("store").agg(pl.col("kept").sum()).iter_rows())


def by_customer(lines: pl.DataFrame, key: pl.Expr) -> dict[str, dict[str, Any]]:
    """Give, for each customer, what `per_customer` of the truth holds."""
    known = lines.with_columns(key=key).filter(pl.col("key").is_not_null() & ~pl.col("voided"))
    documents = known.group_by("key", "day", *DOCUMENT).agg(
        bought=pl.when(~pl.col("gift")).then("net").sum(),
        kept=pl.when(~pl.col("gift")).then(pl.col("net") - pl.col("refunded")).sum(),
    )
    sale, visit = pl.col("part") == 0, (pl.col("part") == 0) & (pl.col("bought") > 0)
    people = documents.group_by("key").agg(
        first_purchase=pl.col("day").filter(visit).min().cast(pl.Date).cast(pl.String),
        last_purchase=pl.col("day").filter(visit).max().cast(pl.Date).cast(pl.String),
        visit_days=pl.col("day").filter(visit).n_unique(),
        receipts=sale.sum(),
        returns=(~sale).sum(),
        net_cents=pl.col("kept").sum(),
    )
    return {row.pop("key"): row for row in people.iter_rows(named=True)}


def told_of_customers(till: str) -> dict[str, dict[str, Any]]:
    return {
        key: {
            name: value
            for name, value in told.items()
            if name not in ("card", "name", "net_tolerance_cents")
        }
        for key, told in truth(till)["per_customer"].items()
    }
