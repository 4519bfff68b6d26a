"""Which share of people near a status reach it: presupposed, until campaigns have measured it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from retailcrm.core.rows import RowsRef, parse_rows
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.campaigns import heads
from retailcrm.db.saved_lists import saved_people
from retailcrm.planner.programs import BANDS, Band
from retailcrm.planner.tracking import Learned, learned
from retailcrm.services.audiences import LIST
from retailcrm.services.campaign_result_rows import CampaignResult
from retailcrm.services.finding import FINDING
from retailcrm.services.plan_people import PEOPLE

Results = Callable[[], tuple[CampaignResult, ...]]


@dataclass(frozen=True, slots=True)
class BandTold:
    """A band's conversion, and where it comes from.

    Attributes:
        band: with the conversion that holds.
        presupposed: what it was before anything was measured.
        measured: None where no campaign told anything.
        campaigns: how many told it.
        people: of these, who were written to.
        said: where it comes from, in a sentence.
    """

    band: Band
    presupposed: float
    measured: Learned | None
    campaigns: int
    people: int
    said: str


class PlanConversions:
    """Learns conversions from campaigns that were sent to people near a status.

    Args:
        books: the shop's books.
        results: gives what campaigns brought, measured against people left alone.
    """

    def __init__(self, books: Books, results: Results) -> None:
        self._books, self._results = books, results

    def told(self, bands: tuple[Band, ...] = BANDS) -> tuple[BandTold, ...]:
        """Give each band's conversion: measured where campaigns ran, else as presupposed."""
        seen = self._seen()
        return tuple(_told(one, seen.get(one.name, [])) for one in bands)

    def _seen(self) -> dict[str, list[CampaignResult]]:
        """Gather results that tell something, by the band their people were in."""
        bands = self._bands()
        found: dict[str, list[CampaignResult]] = {}
        if not bands:
            return found
        for one in self._results():
            whole = one.together
            if one.id in bands and one.is_final and whole and whole.more_came.value is not None:
                found.setdefault(bands[one.id], []).append(one)
        return found

    def _bands(self) -> dict[int, str]:
        with self._books.read() as connection:
            audiences = {one.id: parse_rows(one.audience) for one in heads(connection)}
            followed = {
                campaign: self._followed(connection, asked) for campaign, asked in audiences.items()
            }
        return {campaign: band for campaign, band in followed.items() if band}

    def _followed(self, connection: Reading, asked: RowsRef) -> str:
        if asked.kind == LIST:
            number = asked.get("id") or ""
            saved = saved_people(connection, int(number)) if number.isdecimal() else None
            asked = parse_rows(saved.means) if saved is not None else asked
        return asked.get("band") or "" if asked.get(FINDING) == PEOPLE else ""


def measured_bands(told: tuple[BandTold, ...]) -> tuple[Band, ...]:
    """Give the bands with the conversions that hold."""
    return tuple(one.band for one in told)


def _told(band: Band, found: list[CampaignResult]) -> BandTold:
    if not found:
        said = say("{band}: {share} is presupposed; no campaign has measured it yet.",
                   band=band_title(band.name), share=f"{band.conversion:.1%}")  # fmt: skip
        return BandTold(band, band.conversion, None, 0, 0, said)
    people = sum(int(one.together.people.value or 0) for one in found if one.together)
    more = sum(_more(one) for one in found)
    known = learned(band.conversion, min(max(round(more), 0), people), people)
    said = say(
        "{band}: {share} instead of {before}, measured against people left alone in {n} "
        "campaigns with {people} people.",
        band=band_title(band.name),
        share=f"{known.rate:.1%}",
        before=f"{band.conversion:.1%}",
        n=len(found),
        people=people,
    )
    return BandTold(
        replace(band, conversion=known.rate), band.conversion, known, len(found), people, said
    )


def _more(one: CampaignResult) -> float:
    """Count people who came because of a campaign."""
    whole = one.together
    if whole is None or whole.more_came.value is None:
        return 0.0
    return whole.more_came.value * float(whole.people.value or 0)


def band_title(name: str) -> str:
    """Give a band as people call it; the owner's own names stay."""
    return {"far": say("Far"), "mid": say("Half way"), "near": say("Near")}.get(name, name)
