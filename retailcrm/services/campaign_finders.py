"""The people behind every figure of a campaign's result, and what each adds to it."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from retailcrm.analytics.history import Flags, Ints
from retailcrm.campaigns.measurement import Floats
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.services.campaign_base import CampaignBase, Known, refused
from retailcrm.services.finding import Finder, Found, How, Unit

TOGETHER = -1
EVERYONE = -2
PEOPLE, SUM, AGAINST, REDEEMED, LEFT_OUT, REFUSED, CLAIMED, LEAKED = (
    f"campaigns.result.{name}"
    for name in (
        "people", "sum", "against", "redeemed", "left_out", "refused", "claimed", "leaked",
    )
)  # fmt: skip
CAME, SALES, MARGIN, REACHED, REACHED_CAME = "came", "sales", "margin", "reached", "reached_came"


def result_rows(campaign: int, as_of: date | None, finding: str, **inputs: str | None) -> RowsRef:
    """Refer to the people behind a figure of a result."""
    day = None if as_of is None else as_of.isoformat()
    return rows("customers", finding=finding, campaign=str(campaign), as_of=day, **inputs)


def those_of(known: Known, place: int) -> Flags:
    """Say which entries a place means: an arm, all arms, or everybody."""
    if place == EVERYONE:
        return known.judged
    return known.treated if place == TOGETHER else known.of(place)


def leaked_ids(known: Known) -> Ints:
    """List the people left alone who used the code or stood on a list all the same."""
    reached = np.union1d(known.users(), known.sent)
    return reached[np.isin(reached, known.who.ids[known.of(0)])]


class CampaignFinders:
    """Finds the people behind figures of results."""

    def __init__(self, books: Books, base: CampaignBase) -> None:
        self._books, self._base = books, base

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {
            PEOPLE: self._with(_people),
            SUM: self._with(_sum),
            AGAINST: self._with(_against),
            REDEEMED: self._with(_redeemed),
            LEFT_OUT: self._with(_left_out),
            REFUSED: self._with(self._refused),
            CLAIMED: self._with(self._claimed),
            LEAKED: self._with(_leaked),
        }

    def _with(self, find: Callable[[Known, RowsRef], Found]) -> Finder:
        def found(told: RowsRef) -> Found:
            day = told.get("as_of")
            as_of = None if day is None else date.fromisoformat(day)
            return find(self._base.known(int(told.get("campaign") or 0), as_of), told)

        return found

    def _refused(self, known: Known, told: RowsRef) -> Found:
        with self._books.read() as connection:
            after, before = refused(known, connection)
        if told.get("when") == "before":
            return Found(say("Had unsubscribed before it was sent"), before)
        return Found(say("Unsubscribed after it was sent"), after)

    def _claimed(self, known: Known, _told: RowsRef) -> Found:
        _, ids, net = self._base.claimed(known)
        return _added(say("People whose sales would be claimed"), say("Net sales"), ids, net)


def _people(known: Known, told: RowsRef) -> Found:
    """Count entries, or those who came or were reached among them."""
    those, mean = _asked(known, told), told.get("mean")
    ids, did_ = known.who.ids[those], known.did.came[those]
    if mean:
        return _each(_title(known, told), say("Came"), Unit.SHARE, ids, did_.astype(np.float64))
    if told.get("did") in {CAME, REACHED_CAME}:
        ids = ids[did_]
    once, times = np.unique(ids, return_counts=True)
    if once.size == ids.size:
        return Found(_title(known, told), once)
    heading = say("Occasions")
    return Found(_title(known, told), once, heading, Unit.COUNT, times.astype(np.float64), How.SUM)


def _sum(known: Known, told: RowsRef) -> Found:
    """Add sales or margin up, or take their mean."""
    those = _asked(known, told)
    ids, amounts = known.who.ids[those], _measure(known, told)[those]
    heading = say("Margin") if told.get("measure") == MARGIN else say("Net sales")
    if told.get("mean"):
        return _each(_title(known, told), heading, Unit.MONEY, ids, amounts)
    return _added(_title(known, told), heading, ids, amounts)


def _against(known: Known, told: RowsRef) -> Found:
    """List an arm and the control beside each other; the definition tells the formula."""
    place = int(told.get("arm") or 0)
    those = those_of(known, place) | known.alone(place)
    if told.get("second"):
        those |= known.of(int(told.get("second") or 0))
    title = say("{arm}, and the people left alone", arm=_arm(known, place))
    ids, what = known.who.ids[those], told.get("measure")
    if what == CAME:
        amounts, unit = known.did.came[those].astype(np.float64), Unit.COUNT
        heading = say("Came")
    else:
        amounts, unit = _measure(known, told)[those], Unit.MONEY
        heading = say("Net sales") if what == SALES else say("Margin")
    once, sums = _by_person(ids, amounts)
    return Found(title, once, heading, unit, sums, How.MODEL)


def _redeemed(known: Known, told: RowsRef) -> Found:
    place = int(told.get("arm") or 0)
    mine = np.unique(known.who.ids[those_of(known, place)])
    used = known.uses.ids[np.isin(known.uses.ids, mine)]
    once, times = np.unique(used, return_counts=True)
    title = say("{arm}: used the code", arm=_arm(known, place))
    if told.get("mean"):
        reached = known.who.ids[those_of(known, place) & known.reached()]
        did_ = np.isin(reached, known.users()).astype(np.float64)
        return _each(title, say("Used the code"), Unit.SHARE, reached, did_)
    if told.get("each"):
        heading = say("Times used")
        return Found(title, once, heading, Unit.COUNT, times.astype(np.float64), How.SUM)
    return Found(title, once)


def _left_out(known: Known, told: RowsRef) -> Found:
    ids = known.left_out.get(told.get("reason") or "", np.zeros(0, dtype=np.int64))
    return Found(say("Could not take part"), ids)


def _leaked(known: Known, _told: RowsRef) -> Found:
    return Found(say("Left alone, and reached all the same"), leaked_ids(known))


def _asked(known: Known, told: RowsRef) -> Flags:
    those = those_of(known, int(told.get("arm") or 0))
    return those & known.reached() if told.get("did") in {REACHED, REACHED_CAME} else those


def _measure(known: Known, told: RowsRef) -> Floats:
    if told.get("measure") == MARGIN:
        return known.margin
    sales: Floats = known.did.net.astype(np.float64)
    return sales


def _arm(known: Known, place: int) -> str:
    if place == EVERYONE:
        return say("Everyone")
    if place == TOGETHER:
        return say("All who were written to")
    if place == 0:
        return say("Left alone")
    return next((one.name for one in known.arms if one.place == place), say("An arm"))


def _title(known: Known, told: RowsRef) -> str:
    arm = _arm(known, int(told.get("arm") or 0))
    did = told.get("did")
    if did in {CAME, REACHED_CAME} and not told.get("mean"):
        return say("{arm}: came", arm=arm)
    return say("{arm}: reached", arm=arm) if did in {REACHED, REACHED_CAME} else arm


def _by_person(ids: Ints, amounts: Floats) -> tuple[Ints, Floats]:
    once, back = np.unique(ids, return_inverse=True)
    sums = np.bincount(back, weights=amounts, minlength=once.size).astype(np.float64)
    return once, sums


def _added(title: str, heading: str, ids: Ints, amounts: Ints | Floats) -> Found:
    once, sums = _by_person(ids, np.asarray(amounts, dtype=np.float64))
    kept = sums != 0
    return Found(title, once[kept], heading, Unit.MONEY, sums[kept], How.SUM)


def _each(title: str, heading: str, unit: Unit, ids: Ints, amounts: Floats) -> Found:
    """Take a mean; of people with several occasions each adds a part of it."""
    once, sums = _by_person(ids, amounts)
    if once.size == ids.size:
        return Found(title, once, heading, unit, sums, How.MEAN)
    return Found(title, once, heading, unit, sums / max(ids.size, 1), How.SUM)
