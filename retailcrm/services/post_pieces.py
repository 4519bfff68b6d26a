"""Who gets a piece of a campaign, with whom at home, under which code, and who gets none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.code_lists import arms_of
from retailcrm.db.codes import HeldCode, codes_of
from retailcrm.db.kin import heirs
from retailcrm.db.post import (
    PostHead,
    Resident,
    Sent,
    last_drawn,
    living_with,
    post_head,
    residents,
    sent_to,
)
from retailcrm.db.settings import read_setting
from retailcrm.loyalty.codes import plain_code
from retailcrm.mailing.households import Household, Person, households
from retailcrm.mailing.postal import Seed
from retailcrm.services.code_words import offer_words
from retailcrm.services.mailable import REASONS, Mailable, judged
from retailcrm.services.shop import KEY, settings_from

SEEDS = "mailing.seeds"
_DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece.

    Attributes:
        code: as printed; empty without one.
        plain: as a scanner reads it.
        offer: in its own words.
        until: last day, in words; empty: for good.
        card: of whom the piece is for.
        is_seed: it goes to the owner's own address.
    """

    home: Household
    code: str = ""
    plain: str = ""
    offer: str = ""
    until: str = ""
    card: str = ""
    is_seed: bool = False

    @property
    def reference(self) -> str:
        """What tells whose piece it is when it comes back: the code, else the card."""
        return self.code or self.card

    @property
    def scanned(self) -> str:
        """The same as a scanner reads it."""
        return self.plain or self.card


@dataclass(frozen=True, slots=True)
class Pieces:
    """Everything of a run.

    Attributes:
        pieces: for customers, in the order of their addresses.
        seeds: for the owner.
        people: customers whom the campaign means and the pieces reach.
        excluded: reason to those it means and no piece reaches.
    """

    head: PostHead
    pieces: tuple[Piece, ...]
    seeds: tuple[Piece, ...]
    people: tuple[int, ...]
    excluded: Mapping[str, int]

    @property
    def every(self) -> tuple[Piece, ...]:
        """Pieces for customers, then those for the owner."""
        return (*self.pieces, *self.seeds)


def campaign_for_post(connection: Reading, campaign: int) -> PostHead:
    """Give a campaign that may be posted.

    Raises:
        UserError: there is none, or nobody was drawn for it yet.
    """
    head = post_head(connection, campaign)
    if head is None:
        raise UserError(say("There is no campaign {number}.", number=campaign))
    if head.state == "draft" or head.kind == "standing":
        raise UserError(
            say("{name} has not been launched: nobody is chosen yet.", name=head.name),
            say("Launch the campaign first; then letters can be printed."),
        )
    return head


def pieces_of(
    connection: Reading,
    campaign: int,
    today: int,
    day: int | None = None,
    place: int | None = None,
) -> Pieces:
    """Work out a run, as the books now are.

    Of a moment it is for those of one day, by default the last on which it came for anybody:
    the others had theirs.

    Raises:
        UserError: there is no such campaign, or it was not launched.
    """
    head = campaign_for_post(connection, campaign)
    if day is None and head.kind == "trigger":
        day = last_drawn(connection, campaign)
    sent = sent_to(connection, campaign, day, place)
    others = [one for one in living_with(connection, campaign) if one not in sent]
    asked = np.array(sorted({*sent, *others}), dtype=np.int64)
    verdict = judged(connection, asked, "post", day=today)
    may = {int(one) for one in (*verdict.may, *verdict.because(_DUPLICATE))}
    known = residents(connection, may)
    people = (_person(known[one], leads=one in sent) for one in sorted(may) if one in known)
    homes = [home for home in households(people) if home.lead.id in sent]
    dress = _Dress(connection, head, sent, known)
    found = sorted(map(dress.piece, homes), key=_by_address)
    reached = {one for home in homes for one in home.ids if one in sent}
    excluded = _reasons(verdict, [one for one in sent if one not in reached])
    return Pieces(head, tuple(found), _seeds(connection, dress), tuple(sorted(reached)), excluded)


def _person(row: Resident, *, leads: bool) -> Person:
    town = (row.city, row.region, row.postcode)
    return Person(row.id, row.first_name, row.last_name, row.company, row.street, town,
                  row.country, leads)  # fmt: skip


def _reasons(verdict: Mailable, left: Sequence[int]) -> dict[str, int]:
    """Count why people get no piece; who is in the books no more is left away."""
    at = {int(one): int(reason) for one, reason in zip(verdict.ids, verdict.reason, strict=True)}
    found = Counter(REASONS[at[one]] for one in left if one in at)
    return {reason: found[reason] for reason in REASONS if found[reason]}


def _by_address(piece: Piece) -> tuple[object, ...]:
    lead = piece.home.lead
    city, _, postcode = lead.town
    return lead.country, postcode, city, lead.street, piece.home.names, lead.id


class _Dress:
    """Gives a household its code, offer and last day."""

    def __init__(
        self,
        connection: Reading,
        head: PostHead,
        sent: Mapping[int, Sent],
        known: Mapping[int, Resident],
    ) -> None:
        self._sent, self._known = sent, known
        into = heirs(connection)
        codes = [one for one in codes_of(connection, head.id) if not one.withdrawn]
        self._own = {
            (into.get(one.customer, one.customer), one.occasion): one
            for one in codes
            if one.customer is not None
        }
        self._words = [one for one in codes if one.customer is None]
        currency = settings_from(read_setting(connection, KEY, {})).currency
        self._write = Figures(currency)
        told = partial(offer_words, money=self._write.money)
        self._offers = {arm.id: told(arm.offer) for arm in arms_of(connection, head.id).values()}
        self._closes = last_day(head)
        self._days: dict[int, str] = {}

    def piece(self, home: Household) -> Piece:
        """Dress one household."""
        lead = home.lead.id
        sent = self._sent[lead]
        code = self._own.get((lead, sent.occasion)) or self._shared(sent.arm)
        return Piece(
            home,
            code.shown if code else "",
            plain_code(code.shown).upper() if code else "",
            self._offers.get(sent.arm, ""),
            self._until(code),
            self._known[lead].card,
        )

    def seed(self, home: Household) -> Piece:
        """Dress one of the owner's own addresses, without anybody's code."""
        offer = next((one for one in self._offers.values() if one), "")
        return Piece(home, say("SAMPLE"), "", offer, self._until(None), is_seed=True)

    def _shared(self, arm: int) -> HeldCode | None:
        fit = (one for one in self._words if one.arm in (None, arm))
        return next(fit, None)

    def _until(self, code: HeldCode | None) -> str:
        last = code.until if code is not None else self._closes
        if last is None:
            return ""
        if last not in self._days:
            self._days[last] = self._write.day_year(day_of(last))
        return self._days[last]


def last_day(head: PostHead) -> int | None:
    """Give the last day on which a visit counts; None while nobody knows."""
    begins = head.sent if head.sent is not None else head.starts
    if head.kind != "once" or begins is None:
        return head.ends
    return begins + head.days - 1


def seeds_kept(connection: Reading) -> tuple[Seed, ...]:
    """Give the owner's own addresses."""
    held = read_setting(connection, SEEDS, [])
    return tuple(
        Seed(one["name"], one["street"], tuple(one["town"]), one["country"]) for one in held
    )


def _seeds(connection: Reading, dress: _Dress) -> tuple[Piece, ...]:
    told = enumerate(seeds_kept(connection), start=1)
    return tuple(dress.seed(one.household(number)) for number, one in told)
