"""What a till's word for the state of a document makes of it."""

import polars as pl


def says(role: str, words: str) -> pl.Expr:
    """Say whether a cell holds one of the words; an empty cell says nothing."""
    return pl.col(role).str.contains(words).fill_null(value=False)


def state(
    final: pl.Expr, undecided: pl.Expr, *, stated: pl.Expr | None = None
) -> tuple[pl.Expr, pl.Expr]:
    """Give `voided` and `complete`.

    Args:
        final: the document was called off for good.
        undecided: it is still open.
        stated: the file tells the whole document; without it every file does.
    """
    settled = ~undecided if stated is None else ~undecided & stated
    return (final | undecided).alias("voided"), (final | settled).alias("complete")
