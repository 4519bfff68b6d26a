"""Who of an audience is on a file, and who is not."""

import hashlib
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from retailcrm.mailing.service import Service
from retailcrm.services.mailable import REASONS, TOO_LONG, Known, Mailable, reason_title

_APART = "\x1f"
_ALL = (*REASONS, TOO_LONG)
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Who of an audience is on a file, and who is not; a reason for each of those."""

    known: Known
    mailable: Mailable
    too_long: NDArray[np.bool_]

    @property
    def codes(self) -> NDArray[np.str_]:
        """The reason of each, empty for who is on the file."""
        told: NDArray[np.str_] = np.array(_ALL)[self._places]
        return told

    @property
    def _places(self) -> NDArray[np.int64]:
        """The place of the reason of each in `_ALL`."""
        return np.where(self.too_long, len(REASONS), self.mailable.reason)

    @property
    def on_file(self) -> NDArray[np.bool_]:
        """Who is on the file."""
        found: NDArray[np.bool_] = (self.mailable.reason == 0) & ~self.too_long
        return found

    @property
    def included(self) -> _Ids:
        """Ids of who is on the file, ascending."""
        found: _Ids = self.mailable.ids[self.on_file]
        return found

    @property
    def addresses(self) -> pl.Series:
        """Their addresses."""
        return self.mailable.address.filter(pl.Series(self.on_file))

    @property
    def reached(self) -> _Ids:
        """Ids of who is on the file, and of who shares an address with one of them."""
        shares = np.isin(self.mailable.stands_for, self.included)
        found: _Ids = self.mailable.ids[self.on_file | shares]
        return found

    @property
    def excluded(self) -> dict[str, int]:
        """People by reason, in the order of precedence."""
        counts = np.bincount(self._places, minlength=len(_ALL)).tolist()
        return {one: counts[at] for at, one in enumerate(_ALL) if one and counts[at]}

    def left_out_table(self) -> pl.DataFrame:
        """Give a row for everyone who is not on the file: who, why, and who gets it for both."""
        name = pl.concat_str("first_name", "last_name", separator=" ").str.strip_chars()
        other = pl.when(pl.col("company") != "").then("company").otherwise("card")
        named = self.known.people.select(
            pl.col("id"), pl.when(name != "").then(name).otherwise(other).alias("name")
        )
        places = self._places
        out = np.flatnonzero(places)
        told = pl.DataFrame(
            {
                "id": self.mailable.ids[out],
                "reason": pl.Series(_ALL).gather(places[out]),
                "first": self.mailable.stands_for[out],
            }
        )
        words = {one: reason_title(one) for one in told["reason"].unique()}
        left = told.join(named, on="id", how="left", maintain_order="left")
        both = left.join(
            named.rename({"id": "first", "name": "stands_for"}),
            on="first",
            how="left",
            maintain_order="left",
        )
        why = pl.col("reason").replace_strict(words, default="", return_dtype=pl.String)
        return both.select(
            pl.col("id").cast(pl.String).alias("customer"),
            pl.col("name"),
            pl.col("reason"),
            why.alias("why"),
            pl.col("stands_for").fill_null(""),
        )


@dataclass(frozen=True, slots=True, eq=False)
class ToldList:
    """What a file tells, without those of whom nothing changed.

    Attributes:
        drawn: who is on the list at all.
        table: under the service's headings, a row for each on the file.
        marks: of everyone on the list, the same as long as the row says the same.
        fresh: in that order, who is on the file.
        gone: people whom an earlier file reached and this list does not.
    """

    drawn: Drawn
    table: pl.DataFrame
    marks: NDArray[np.int64]
    fresh: NDArray[np.bool_]
    gone: int

    @property
    def unchanged(self) -> int:
        """People left away because the service knows all this of them."""
        return int((~self.fresh).sum())

    def logged(self) -> pl.DataFrame:
        """Give everyone whom the file reaches, two on one address both, with its mark."""
        stands = self.drawn.mailable.stands_for
        own = pl.DataFrame(
            {"first": self.drawn.included[self.fresh], "mark": self.marks[self.fresh]}
        )
        ids = self.drawn.mailable.ids
        everyone = pl.DataFrame({"customer_id": ids, "first": np.where(stands > 0, stands, ids)})
        return everyone.join(own, on="first", how="inner").select("customer_id", "mark")


def too_long(mailable: Mailable, service: Service) -> NDArray[np.bool_]:
    """Say whose address a service cannot take, and who shares it."""
    length = mailable.address.fill_null("").str.len_bytes().to_numpy()
    over = (mailable.reason == 0) & (length > service.most_address)
    found: NDArray[np.bool_] = over | np.isin(mailable.stands_for, mailable.ids[over])
    return found


def marks_of(table: pl.DataFrame) -> NDArray[np.int64]:
    """Give a mark of every row, the same as long as the row says the same."""
    told = table.select(pl.concat_str(pl.all(), separator=_APART).cast(pl.Binary)).to_series()
    short = b"".join([hashlib.blake2b(one, digest_size=8).digest() for one in told.to_list()])
    return (np.frombuffer(short, dtype=">u8") >> 1).astype(np.int64)
