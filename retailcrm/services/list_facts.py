"""Everything a list tells of its people, gathered for all of them at once."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.rhythm import STAGES
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.campaigns.offers import offer_title, read_offer
from retailcrm.core.rows import parse_rows
from retailcrm.core.vocabulary import group_title, segment_title, stage_title
from retailcrm.db.books import Reading
from retailcrm.db.list_people import arm_places, codes_of, points_of, shared_codes_of
from retailcrm.db.lists import arms_of
from retailcrm.db.mailable import Answers
from retailcrm.mailing.people import SCHEMA
from retailcrm.services.listed import CAMPAIGN, number_in
from retailcrm.services.mailable import Known, known_of
from retailcrm.services.standing import Standing

_SECOND = 1_000_000  # microseconds
_PLACES = {"email": "email", "sms": "phone"}
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Gathers what is known of people.

    Attributes:
        standing: everyone's group, segment and stage.
    """

    standing: Standing

    def people(
        self,
        connection: Reading,
        ids: _Ids,
        addresses: pl.Series,
        channel: str,
        audience: str,
        known: Known | None = None,
    ) -> pl.DataFrame:
        """Give a row of `mailing.people.SCHEMA` for each, by id.

        Args:
            connection: a view of the books.
            ids: ascending.
            addresses: in that order, checked; those of the channel.
            channel: email, sms or post.
            audience: as the log names it; of a campaign's arm the offer and codes are told.
            known: of them and perhaps of others, where that is read already.
        """
        known = known or known_of(connection, ids)
        frame = known.people.filter(pl.Series(np.isin(known.people["id"].to_numpy(), ids)))
        checked = pl.DataFrame({"id": ids, "address": addresses})
        frame = frame.join(checked, on="id", how="left", maintain_order="left")
        frame = frame.join(points_of(connection), on="id", how="left", maintain_order="left")
        for name in ("email", "sms", "post"):
            frame = _with_consent(frame, name, known.answers_on(name))
        for name, place in _PLACES.items():
            # An address of another channel is told along, unless its owner refused that channel.
            other = pl.when(pl.col(f"{name}_consent") != "no").then(place).otherwise(pl.lit(""))
            cell = pl.col("address") if name == channel else other
            frame = frame.with_columns(cell.alias(place))
        frame = self._with_standing(frame)
        frame = _with_offer(connection, frame, audience, self.standing)
        return _complete(frame)

    def _with_standing(self, frame: pl.DataFrame) -> pl.DataFrame:
        scored = self.standing.scored()
        if scored is None:
            return frame
        return frame.join(_standing_of(scored), on="id", how="left", maintain_order="left")


def _standing_of(scored: Scored) -> pl.DataFrame:
    last = np.where(scored.visits > 0, scored.last, 0).astype(np.int32)
    return pl.DataFrame(
        {
            "id": scored.ids,
            "group": _titles(scored.group, [group_title(str(one)) for one in GROUPS]),
            "segment": _titles(scored.segment, [segment_title(str(one)) for one in SEGMENTS]),
            "stage": _titles(scored.stage, [stage_title(str(one)) for one in STAGES]),
            "last_visit": pl.Series(last, dtype=pl.Int32).cast(pl.Date),
            "came": scored.visits > 0,
        }
    ).with_columns(pl.when("came").then("last_visit"))


def _titles(codes: NDArray[np.int8], titles: list[str]) -> pl.Series:
    """Give each code's title; the one below nought has none."""
    return pl.Series(["", *titles]).gather(np.maximum(codes.astype(np.int64) + 1, 0))


def _with_consent(frame: pl.DataFrame, channel: str, answers: Answers) -> pl.DataFrame:
    ids = frame["id"].to_numpy()
    agreed = np.isin(ids, answers.agreed)
    refused = np.isin(ids, answers.refused)
    word = np.where(agreed, 2, refused.astype(np.int64))
    said = pl.Series(f"{channel}_consent", ["", "no", "yes"]).gather(word)
    frame = frame.with_columns(said)
    if channel == "post":
        return frame
    since = np.zeros(ids.size, dtype=np.int64)
    since[agreed] = answers.since[np.searchsorted(answers.agreed, ids[agreed])]
    told = pl.Series(f"{channel}_since", since * _SECOND).cast(pl.Datetime("us"))
    return frame.with_columns(pl.when(pl.Series(agreed)).then(told).alias(f"{channel}_since"))


def _with_offer(
    connection: Reading, frame: pl.DataFrame, audience: str, standing: Standing
) -> pl.DataFrame:
    """Tell the offer and the codes of the campaign that a list is for."""
    asked = parse_rows(audience)
    campaign = number_in(asked, "id") or 0
    if asked.kind != CAMPAIGN:
        return frame
    money = standing.money()
    offers = {
        place: offer_title(read_offer(told), money) if told else ""
        for _, place, _, told in arms_of(connection, campaign)
    }
    shared = shared_codes_of(connection, campaign)
    frame = frame.join(arm_places(connection, campaign), on="id", how="left", maintain_order="left")
    frame = frame.join(codes_of(connection, campaign), on="id", how="left", maintain_order="left")
    place = pl.col("place")
    many = {one: shared.get(one, shared.get(None, "")) for one in offers}
    return frame.with_columns(
        place.replace_strict(offers, default="", return_dtype=pl.String).alias("offer"),
        pl.col("code").fill_null(place.replace_strict(many, default="", return_dtype=pl.String)),
    )


def _complete(frame: pl.DataFrame) -> pl.DataFrame:
    """Put the columns in order, and nothing where nothing is known."""
    cells = []
    for name, kind in SCHEMA.items():
        if name not in frame.columns:
            empty = pl.lit("") if kind == pl.String else pl.lit(None, kind)
            cells.append(empty.alias(name))
            continue
        cell = pl.col(name).cast(kind)
        cells.append(cell.fill_null("") if kind == pl.String else cell)
    return frame.select(cells)
