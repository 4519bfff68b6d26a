"""What came back, written into the books: deliveries, refusals, addresses not to be used."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import NamedTuple

from retailcrm.core.consents import standing
from retailcrm.core.days import day_number
from retailcrm.core.plain_address import exact_email, plain_email
from retailcrm.db.answers import answers_by_person
from retailcrm.db.books import Unit
from retailcrm.db.deliveries import (
    EMAIL,
    PHONE,
    Holder,
    NewDelivery,
    Refusal,
    Sent,
    add_deliveries,
    add_refusals,
    heard_of,
    holders_of,
    known_deliveries,
    lists_by_person,
    sent_on,
)
from retailcrm.db.suppressions import suppress_each
from retailcrm.mailing.back.bounces import Sending, is_given_up
from retailcrm.mailing.back.happenings import Happening, What

_REFUSALS = (What.UNSUBSCRIBED, What.COMPLAINED)
_CHANNELS = ("email", "sms")
#: why an address is not used again, by what happened to it
_REASON = {
    What.BOUNCED: "bounced",
    What.COMPLAINED: "complained",
    What.UNSUBSCRIBED: "unsubscribed",
    What.BLOCKED: "told",
}


@dataclass(frozen=True, slots=True)
class Told:
    """Where happenings come from.

    Attributes:
        service: name of the service, shown beside a refusal.
        mark: of the file, for happenings that have no date.
        campaign: whose sending it is about; None: found by the lists that left.
        phone: gives a phone number as the books keep it; None: it is none.
    """

    service: str
    mark: str
    campaign: int | None = None
    phone: Callable[[str], str | None] = lambda text: text or None


class _New(NamedTuple):
    """Something about one person that is not in the books yet."""

    holder: Holder
    happening: Happening
    at: int
    key: str


@dataclass(slots=True)
class Counts:
    """What was noted."""

    kinds: Counter[str] = field(default_factory=Counter)
    campaigns: Counter[int] = field(default_factory=Counter)
    refused_before: int = 0
    same: int = 0
    away: int = 0
    stopped: int = 0
    unknown: list[str] = field(default_factory=list)
    shared: dict[str, tuple[int, ...]] = field(default_factory=dict)


class BackBooking:
    """Happenings on their way into the books.

    Args:
        unit: in which they are written.
        now: epoch seconds; nothing happens later than that.
        zone: of the shop, to tell the day on which something happened.
        actor: who reads them in.
    """

    def __init__(self, unit: Unit, now: int, zone: tzinfo, actor: str) -> None:
        self._connection = unit.connection
        self._now = now
        self._zone = zone
        self._actor = actor

    def run(self, happenings: Iterable[Happening], told: Told) -> Counts:
        """Write what is new; the same told twice adds nothing."""
        counts = Counts()
        found = self._plain(happenings, told, counts)
        holders = self._holders(found)
        new = self._new(found, holders, told, counts)
        campaigns = self._campaigns(new, told)
        refused = self._refused_before(new, campaigns)
        deliveries = [
            self._delivery(one, None if one.key in refused else campaigns.get(one.key), told)
            for one in new
        ]
        add_deliveries(self._connection, deliveries)
        self._refuse(new, told)
        self._stop(found, holders, told, counts)
        self._stop_given_up(new, told, counts)
        _count(new, deliveries, refused, counts)
        return counts

    def _plain(
        self, happenings: Iterable[Happening], told: Told, counts: Counts
    ) -> list[Happening]:
        """Leave out answers of absence and phone numbers that are none."""
        found = []
        for one in happenings:
            if one.what is What.IGNORED:
                counts.away += 1
                continue
            address = told.phone(one.address) if one.channel == "sms" else one.address
            if address:
                found.append(_with_address(one, address))
        return found

    def _holders(self, found: Sequence[Happening]) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
        held: dict[tuple[str, str], tuple[Holder, ...]] = {}
        for channel, kind in (("email", EMAIL), ("sms", PHONE)):
            wanted = {one.address for one in found if one.channel == channel}
            if wanted:
                people = holders_of(self._connection, kind, wanted)
                held.update({(channel, address): who for address, who in people.items()})
        return held

    def _new(
        self,
        found: Sequence[Happening],
        holders: Mapping[tuple[str, str], tuple[Holder, ...]],
        told: Told,
        counts: Counts,
    ) -> list[_New]:
        """Give everyone his own, without what the books know already."""
        unknown: dict[str, None] = {}
        made: dict[str, _New] = {}
        again = 0
        for one in found:
            people = holders.get((one.channel, one.address), ())
            if not people:
                unknown[one.address] = None
            elif len(people) > 1:
                counts.shared[one.address] = tuple(person.customer for person in people)
            if one.what is What.BLOCKED:
                continue
            for person in people:
                key = _key(one, person.owner, told)
                again += key in made
                made.setdefault(key, _New(person, one, self._at(one), key))
        known = known_deliveries(self._connection, made)
        counts.unknown = list(unknown)
        counts.same = len(known) + again
        return [one for key, one in made.items() if key not in known]

    def _at(self, one: Happening) -> int:
        return self._now if one.at is None else min(one.at, self._now)

    def _campaigns(self, new: Sequence[_New], told: Told) -> dict[str, int]:
        """Tell which sending each is about: as told, or the last list before it."""
        if told.campaign is not None:
            return dict.fromkeys((one.key for one in new), told.campaign)
        people = {one.holder.customer for one in new}
        lists = lists_by_person(self._connection, people, _CHANNELS) if people else {}
        found = {}
        for one in new:
            campaign = _last(lists.get(one.holder.customer, ()), one)
            if campaign is not None:
                found[one.key] = campaign
        return found

    def _refused_before(self, new: Sequence[_New], campaigns: Mapping[str, int]) -> frozenset[str]:
        """Find refusals that are none of the campaign's: said before it, or said again."""
        refusals = [one for one in new if one.happening.what in _REFUSALS]
        if not refusals:
            return frozenset()
        answers = answers_by_person(self._connection, {one.holder.customer for one in refusals})
        sent = sent_on(self._connection)
        before = set()
        for one in refusals:
            told = [answer for at, answer in answers.get(one.holder.customer, ()) if at < one.at]
            campaign = campaigns.get(one.key)
            day = None if campaign is None else sent.get(campaign, ("", None))[1]
            is_early = day is not None and one.happening.at is not None and self._day(one.at) < day
            if is_early or standing(told).get(one.happening.channel) is False:
                before.add(one.key)
        return frozenset(before)

    def _day(self, at: int) -> int:
        return day_number(datetime.fromtimestamp(at, tz=self._zone).date())

    def _delivery(self, one: _New, campaign: int | None, told: Told) -> NewDelivery:
        happening = one.happening
        return NewDelivery(
            one.holder.customer,
            campaign,
            happening.channel,
            str(happening.what),
            one.at,
            happening.detail,
            happening.final,
            f"{told.service} {told.mark[:12]}",
            one.key,
        )

    def _refuse(self, new: Sequence[_New], told: Told) -> None:
        """Let everyone who shares the address have said no: the address stops for all of them."""
        rows = {
            (one.holder.owner, one.happening.channel, one.at): Refusal(
                one.holder.owner, one.happening.channel, one.at, told.service
            )
            for one in new
            if one.happening.what in _REFUSALS
        }
        add_refusals(self._connection, list(rows.values()), self._actor)

    def _stop(
        self,
        found: Sequence[Happening],
        holders: Mapping[tuple[str, str], tuple[Holder, ...]],
        told: Told,
        counts: Counts,
    ) -> None:
        """Use no more what is gone for good, complained, or refused without anybody known."""
        stopped: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for one in found:
            known = bool(holders.get((one.channel, one.address)))
            if one.what is What.UNSUBSCRIBED and known:
                continue  # a dated no that a later yes of the person lifts
            if one.what in {What.OPENED, What.CLICKED} or (
                one.what is What.BOUNCED and not one.final
            ):
                continue
            stopped[one.channel, _REASON[one.what]][one.address] = self._at(one)
        for (channel, reason), dated in stopped.items():
            made = self._suppress(channel, dated, reason, told)
            counts.stopped += made
            if reason == _REASON[What.BLOCKED]:
                counts.kinds[str(What.BLOCKED)] += made

    def _suppress(self, channel: str, dated: Mapping[str, int], reason: str, told: Told) -> int:
        """Mark addresses in both spellings; give how many are new."""
        source = f"{told.service} {told.mark[:12]}"
        exact = {_exact(channel, one): at for one, at in dated.items()}
        made = suppress_each(self._connection, channel, exact, reason=reason, source=source)
        if channel == "email":
            plain = {plain_email(one): at for one, at in dated.items()}
            other = {one: at for one, at in plain.items() if one not in exact}
            suppress_each(self._connection, channel, other, reason=reason, source=source)
        return made

    def _stop_given_up(self, new: Sequence[_New], told: Told, counts: Counts) -> None:
        """Use addresses no more that came back three sendings in a row."""
        soft = {
            one.holder.customer: one
            for one in new
            if one.happening.what is What.BOUNCED and not one.happening.final
        }
        if not soft:
            return
        heard = heard_of(self._connection, soft)
        lists = lists_by_person(self._connection, soft, ("email",))
        given_up = {
            one.happening.address: one.at
            for customer, one in soft.items()
            if is_given_up(_sendings(heard.get(customer, ()), lists.get(customer, ())))
        }
        if given_up:
            counts.stopped += self._suppress("email", given_up, "bounced", told)


def _with_address(one: Happening, address: str) -> Happening:
    if address == one.address:
        return one
    return Happening(one.line, one.channel, address, one.what, one.at, one.detail, one.final)


def _exact(channel: str, address: str) -> str:
    return exact_email(address) if channel == "email" else address


def _key(one: Happening, owner: int, told: Told) -> str:
    """Name what happened, so that the same told twice is one; nothing in it names the person."""
    moment = f"undated {told.mark}" if one.at is None else str(one.at)
    link = one.detail if one.what is What.CLICKED else ""
    text = "\n".join((one.channel, str(one.what), str(owner), moment, link))
    return hashlib.sha256(text.encode()).hexdigest()


def _last(lists: Sequence[Sent], one: _New) -> int | None:
    """Give the campaign of the last list before it that the person was on."""
    happening = one.happening
    for sent in reversed(lists):
        is_before = happening.at is None or sent.at <= happening.at
        if is_before and sent.channel == happening.channel:
            return sent.campaign
    return None


def _sendings(
    heard: Sequence[tuple[str, int | None, int, bool, str]], lists: Sequence[Sent]
) -> list[Sending]:
    """Tell of each sending to a person whether it came back.

    A sending is a campaign; a report that names none is one of its own. Being on a list of a
    campaign that did not come back, or reading one, means that it arrived.
    """
    found: dict[object, Sending] = {
        sent.campaign: Sending(sent.at, bounced=False)
        for sent in lists
        if sent.campaign is not None
    }
    for kind, campaign, at, _, source in heard:
        if kind not in {What.BOUNCED, What.OPENED, What.CLICKED}:
            continue
        sending = source if campaign is None else campaign
        was = found.get(sending, Sending(at, bounced=False))
        found[sending] = Sending(was.at, was.bounced or kind == What.BOUNCED)
    return list(found.values())


def _count(
    new: Sequence[_New],
    deliveries: Sequence[NewDelivery],
    refused: frozenset[str],
    counts: Counts,
) -> None:
    counts.refused_before = len(refused)
    for one, delivery in zip(new, deliveries, strict=True):
        if one.key not in refused:
            final = one.happening.final and one.happening.what is What.BOUNCED
            counts.kinds["bounced for good" if final else str(one.happening.what)] += 1
        if delivery.campaign is not None:
            counts.campaigns[delivery.campaign] += 1
