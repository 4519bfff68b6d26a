"""The ad diary: what flyers and pages cost, and what they brought as far as one can tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import half_up
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.ads import (
    HeldAd,
    HeldSpend,
    add_ad,
    add_spend,
    ads,
    codes_of_ads,
    monday_of,
    spends,
    withdraw_ad,
)
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Reading, Unit
from retailcrm.db.codes import CodeTold
from retailcrm.db.status import store_rows
from retailcrm.services.ad_media import Media, media_rows
from retailcrm.services.ad_people import BROUGHT, NEW, USED, AdPeople
from retailcrm.services.ad_reading import POSTCODE, STORE
from retailcrm.services.ad_results import AdFacts, facts_of, result_of, week_rows
from retailcrm.services.ad_rows import AdDiary, AdResult, AdRow, NewAd, SpendRow
from retailcrm.services.code_making import make_word
from retailcrm.services.finding import Finder
from retailcrm.services.moments import Moment, moment_here
from retailcrm.services.standing import Standing

TOUCHED = frozenset({Topic.CAMPAIGNS})
LONGEST = 366


class AdService:
    """Everything the shop does with ads.

    Args:
        books: the shop's books.
        standing: everyone's days, and the money words of the shop.
        clock: gives the time now.
    """

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books, self._standing, self._clock = books, standing, clock
        self._people = AdPeople(books, standing)

    def finders(self) -> Mapping[str, Finder]:
        """Give by name who is behind the figures of ads."""
        return {NEW: self._people.found, BROUGHT: self._people.found, USED: self._people.found}

    def add(self, wish: NewAd, *, actor: Actor = OWNER) -> Outcome[AdRow]:
        """Note an ad, with a code of its own if it has one.

        Raises:
            UserError: the role does not allow it, or something about the ad makes no sense.
        """
        actor.need(Right.BACK_OFFICE)
        _check(wish, self._stores())
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            number = add_ad(unit.connection, _told(wish, now, actor))
            if wish.code.strip():
                told = CodeTold(ad=number, uses=None, until=day_number(wish.ends), at=now.at)
                make_word(unit.connection, wish.code, None, told)
            if wish.cost:
                self._spend(unit, number, day_number(wish.starts), wish.cost, "", now, actor)
            _note(unit, now, actor, "ad.add", number)
        row = self.ad(number)
        return Outcome(row, TOUCHED, say("{name} is in the diary.", name=row.name))

    def spend(
        self, ad_id: int, amount: int, *, on: date | None = None, note: str = "",
        actor: Actor = OWNER,
    ) -> Outcome[AdRow]:  # fmt: skip
        """Note money spent on an ad in a week; below zero it corrects an earlier entry.

        Raises:
            UserError: the role does not allow it, there is no such ad, or the amount is nothing.
        """
        actor.need(Right.BACK_OFFICE)
        if not amount:
            raise UserError(say("Say how much was spent."), say("Below zero takes back."))
        row = self.ad(ad_id)
        if row.cost + amount < 0:
            raise UserError(say("An ad cannot have cost less than nothing."))
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            day = day_number(row.starts if on is None else on)
            self._spend(unit, ad_id, day, amount, note, now, actor)
            _note(unit, now, actor, "ad.spend", ad_id)
        said = say("{amount} noted for {name}.", amount=self._standing.money()(amount),
                   name=row.name)  # fmt: skip
        return Outcome(self.ad(ad_id), TOUCHED, said)

    def withdraw(self, ad_id: int, *, actor: Actor = OWNER) -> Outcome[None]:
        """Take an ad out of the diary; it is kept for the record.

        Raises:
            UserError: the role does not allow it, or there is no such ad.
        """
        actor.need(Right.BACK_OFFICE)
        row = self.ad(ad_id)
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            withdraw_ad(unit.connection, ad_id)
            _note(unit, now, actor, "ad.withdraw", ad_id)
        return Outcome(None, TOUCHED, say("{name} is out of the diary.", name=row.name))

    def listed(self) -> tuple[AdRow, ...]:
        """List the ads of the diary, the latest first."""
        with self._books.read() as connection:
            return _rows(connection)

    def ad(self, ad_id: int) -> AdRow:
        """Give one ad.

        Raises:
            UserError: there is no such ad.
        """
        for row in self.listed():
            if row.ad_id == ad_id:
                return row
        raise UserError(
            say("There is no ad {number}.", number=ad_id), say("ad list shows the numbers.")
        )

    def result(self, ad_id: int) -> AdResult:
        """Say what an ad brought, by every way that the data allow.

        Raises:
            UserError: there is no such ad.
        """
        row = self.ad(ad_id)
        with self._books.read() as connection:
            facts = self._facts(connection)
            return result_of(connection, facts, row, self._money())

    def diary(self) -> AdDiary:
        """Give the whole diary: a line a medium, every ad's result, and the weeks."""
        money = self._money()
        with self._books.read() as connection:
            rows = _rows(connection)
            facts = self._facts(connection)
            results = tuple(result_of(connection, facts, row, money) for row in rows)
            weeks = week_rows(connection, facts, rows)
        found = Media(results, self._people.by_medium(rows), self._people, money)
        as_of = None if facts.last is None else day_of(facts.last)
        return AdDiary(as_of, media_rows(found), results, weeks)

    def _money(self) -> Callable[[float], str]:
        write = self._standing.money()
        return lambda amount: write(half_up(amount))

    def _facts(self, connection: Reading) -> AdFacts:
        return facts_of(connection, self._standing)

    def _stores(self) -> frozenset[str]:
        with self._books.read() as connection:
            return frozenset(str(one[1]) for one in store_rows(connection))

    def _spend(
        self, unit: Unit, number: int, day: int, amount: int, note: str, now: Moment, actor: Actor
    ) -> None:
        told = {"ad_id": number, "day": monday_of(day), "amount": amount, "note": note.strip(),
                "at": now.at, "actor": actor.name}  # fmt: skip
        add_spend(unit.connection, told)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Something about an ad that makes no sense, and whether it does."""

    is_wrong: bool
    sentence: str


def _check(wish: NewAd, stores: frozenset[str]) -> None:
    overlap = set(wish.went_to) & set(wish.compared)
    strange = [one for one in (*wish.went_to, *wish.compared)
               if wish.by == STORE and one not in stores]  # fmt: skip
    days = (wish.ends - wish.starts).days + 1
    for one in (
        _Wrong(not wish.medium.strip() or not wish.name.strip(), say("Name medium and ad.")),
        _Wrong(days < 1, say("An ad cannot end before it starts.")),
        _Wrong(days > LONGEST, say("An ad of over a year cannot be judged; note it in parts.")),
        _Wrong(wish.cost < 0, say("An ad cannot have cost less than nothing.")),
        _Wrong(wish.copies is not None and wish.copies < 1, say("Copies are one or more.")),
        _Wrong(bool(wish.by) and wish.by not in (STORE, POSTCODE),
               say("Places are stores or postcodes.")),
        _Wrong(bool(wish.by) and not wish.went_to, say("Say where the ad went.")),
        _Wrong(bool(wish.compared) and not wish.by, say("Say where the ad went.")),
        _Wrong(bool(overlap), say("{place} is named on both sides.",
                                  place=", ".join(sorted(overlap)))),
        _Wrong(bool(strange), say("There is no store {name}.", name=", ".join(strange))),
    ):  # fmt: skip
        if one.is_wrong:
            raise UserError(one.sentence)


def _told(wish: NewAd, now: Moment, actor: Actor) -> dict[str, object]:
    return {
        "medium": wish.medium.strip(),
        "name": wish.name.strip(),
        "starts": day_number(wish.starts),
        "ends": day_number(wish.ends),
        "copies": wish.copies,
        "zones": {"by": wish.by, "went_to": list(wish.went_to), "compared": list(wish.compared)},
        "note": wish.note.strip(),
        "at": now.at,
        "actor": actor.name,
    }


def _note(unit: Unit, now: Moment, actor: Actor, action: str, number: int) -> None:
    note_event(unit.connection, at=now.at, actor=actor.name, action=action, detail={"ad": number})


def _rows(connection: Reading) -> tuple[AdRow, ...]:
    spent: dict[int, list[HeldSpend]] = {}
    for one in spends(connection):
        spent.setdefault(one.ad, []).append(one)
    codes = codes_of_ads(connection)
    return tuple(_row(one, spent.get(one.id, []), codes.get(one.id, ())) for one in ads(connection))


def _row(ad: HeldAd, spent: Sequence[HeldSpend], codes: tuple[str, ...]) -> AdRow:
    return AdRow(
        ad_id=ad.id, medium=ad.medium, name=ad.name, starts=day_of(ad.starts),
        ends=day_of(ad.ends), copies=ad.copies, by=ad.by, went_to=ad.went_to,
        compared=ad.compared, codes=codes, note=ad.note, cost=sum(one.amount for one in spent),
        spent=tuple(SpendRow(one.id, one.ad, day_of(one.day), one.amount, one.note)
                    for one in spent),
    )  # fmt: skip
