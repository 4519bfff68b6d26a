"""Consent over the whole base: who said yes or no, who was never asked, and in which words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.consents import CHANNELS
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.questions import Question, asked_words
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.vocabulary import asked_word
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Reading
from retailcrm.db.consents import asked_with, newest_events, ways_they_came
from retailcrm.db.customer_pages import names_of
from retailcrm.db.kin import heirs
from retailcrm.db.mailable import Answers, all_answers, everybody, last_visits, no_answers
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.services.consent_rows import (
    CameRow,
    ChannelRow,
    ConsentTold,
    EventRow,
    WordingRow,
)
from retailcrm.services.finding import Finder, Found, Told, Unit
from retailcrm.services.mailable import CHANNELS as WRITTEN
from retailcrm.services.mailable import IMPLIED, ConsentRules, MailableService
from retailcrm.services.moments import moment_here
from retailcrm.services.shop import KEY as SHOP
from retailcrm.services.shop import WORDINGS, settings_from

CONSENT = "consents"
YES, NO, NEVER, HELD, EXPIRED = "yes", "no", "never", "implied", "expired"
ANSWERS = (YES, NO, NEVER, HELD, EXPIRED)
NEWEST = 200
LONGEST = 1_000
#: calls are made by people, not by lists; a yes is needed
_CALLS = "phone"
_Ids = NDArray[np.int64]


class ConsentService:
    """Questions about consent, and the words people are asked with.

    Args:
        books: the shop's books.
        mailable: knows what it takes to be written to.
        clock: gives the time now.
    """

    def __init__(
        self, books: Books, mailable: MailableService, clock: Callable[[], datetime]
    ) -> None:
        self._books, self._mailable, self._clock = books, mailable, clock

    def finders(self) -> Mapping[str, Finder]:
        """Give by name who is behind the counts."""
        return {CONSENT: self._found}

    def read(self, newest: int = NEWEST) -> ConsentTold:
        """Tell how everyone stands on every channel, and the newest answers."""
        rules = self._mailable.rules()
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            all_of_them = everybody(connection)
            answers = all_answers(connection)
            channels = tuple(
                _channel_row(
                    one, rules, _standing(connection, one, rules, answers, all_of_them, today)
                )
                for one in CHANNELS
            )
            return ConsentTold(
                customers=int(all_of_them.size),
                channels=channels,
                came=_came(connection),
                newest=_newest(connection, newest),
                wordings=_wordings(connection),
            )

    def own_words(self) -> dict[str, str]:
        """Give the shop's own words by channel, as far as it has any."""
        with self._books.read() as connection:
            return {one.channel: one.text for one in _questions(connection)}

    def take(self, channel: str, rule: str, *, actor: Actor = OWNER) -> Outcome[ConsentRules]:
        """Say from today on what it takes to be written to by a channel.

        Args:
            channel: email, sms or post; people call by themselves, which always takes a yes.
            rule: `yes`, `implied` (a yes, or a purchase not long ago) or `unless_refused`.
            actor: who asks.

        Raises:
            UserError: the role does not allow it, or there is no such channel or rule.
        """
        actor.need(Right.BACK_OFFICE)
        if channel not in WRITTEN:
            raise UserError(say("Nobody is written to by {channel}.", channel=channel))
        told: dict[str, Any] = {channel: rule}
        changed = replace(self._mailable.rules(), **told)
        self._mailable.save_rules(changed)
        with self._books.write() as unit:
            at = moment_here(self._clock, unit.connection).at
            detail = {"channel": channel, "rule": rule}
            note_event(
                unit.connection, at=at, actor=actor.name, action="consents.rule", detail=detail
            )
        touched = frozenset({Topic.SETTINGS, Topic.CAMPAIGNS})
        return Outcome(changed, touched, say("What it takes to be written to is kept."))

    def ask_with(self, channel: str, text: str, *, actor: Actor = OWNER) -> Outcome[WordingRow]:
        """Ask with other words from today on; empty goes back to the program's own.

        Earlier words stay, with their days, beside the answers given to them.

        Raises:
            UserError: the role does not allow it, there is no such channel, or the text is long.
        """
        actor.need(Right.BACK_OFFICE)
        words = " ".join(text.split())
        if channel not in CHANNELS:
            raise UserError(say("There is no channel {name}.", name=channel))
        if len(words) > LONGEST:
            raise UserError(say("A question of more than 1,000 letters is read by nobody."))
        with self._books.write() as unit:
            now = moment_here(self._clock, unit.connection)
            held = _questions(unit.connection)
            last = [one for one in held if one.channel == channel]
            if (last[-1].text if last else "") != words:
                version = (last[-1].version if last else 0) + 1
                made = Question(channel, version, now.day, words)
                write_setting(unit.connection, WORDINGS, [asdict(one) for one in (*held, made)])
                note_event(
                    unit.connection, at=now.at, actor=actor.name, action="consent.wording",
                    detail={"channel": channel, "version": version},
                )  # fmt: skip
            used = next(one for one in _wordings(unit.connection)
                        if one.channel == channel and one.is_used)  # fmt: skip
        said = say("People are asked about {channel} with these words from today on.",
                   channel=asked_word(channel))  # fmt: skip
        return Outcome(used, frozenset({Topic.SETTINGS}), said)

    def _found(self, rows: RowsRef) -> Found:
        channel, answer = rows.get("channel") or "", rows.get("answer") or ""
        if channel not in CHANNELS or answer not in ANSWERS:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        rules = self._mailable.rules()
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            answers, everyone = all_answers(connection), everybody(connection)
            found = _standing(connection, channel, rules, answers, everyone, today)
        return Found(f"{answer_title(answer)}: {asked_word(channel)}", found[answer])


def answer_title(key: str) -> str:
    """Name how somebody stands on a channel."""
    return say(
        {YES: "Said yes", NO: "Said no", NEVER: "Never asked", HELD: "Bought not long ago",
         EXPIRED: "Bought too long ago"}[key]
    )  # fmt: skip


def how_title(key: str) -> str:
    """Name how an answer came."""
    return say({"counter": "At the counter", "file": "With a file",
                "returned": "Back from a mail service"}[key])  # fmt: skip


def _standing(
    connection: Reading,
    channel: str,
    rules: ConsentRules,
    answers: Mapping[str, Answers],
    everyone: _Ids,
    today: int,
) -> dict[str, _Ids]:
    """Part everyone by how they stand on a channel; each is in exactly one part."""
    told = answers.get(channel) or no_answers()
    yes = np.intersect1d(everyone, told.agreed)
    no = np.intersect1d(everyone, told.refused)
    never = np.setdiff1d(everyone, np.union1d(yes, no))
    held = expired = np.empty(0, dtype=np.int64)
    if channel != _CALLS and rules.of(channel) == IMPLIED:
        bought = last_visits(connection, never)
        holds = rules.hold(bought, today)
        held, expired = never[holds], never[(bought >= 0) & ~holds]
        never = never[bought < 0]
    return {YES: yes, NO: no, NEVER: never, HELD: held, EXPIRED: expired}


def _channel_row(channel: str, rules: ConsentRules, found: dict[str, _Ids]) -> ChannelRow:
    def told(answer: str) -> Told:
        where = rows("customers", finding=CONSENT, channel=channel, answer=answer)
        return Told(f"consent.{answer}", float(found[answer].size), Unit.COUNT, where)

    return ChannelRow(
        channel=channel,
        rule="yes" if channel == _CALLS else rules.of(channel),
        yes=told(YES),
        no=told(NO),
        never=told(NEVER),
        implied=told(HELD),
        expired=told(EXPIRED),
    )


def _came(connection: Reading) -> tuple[CameRow, ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for channel, how, given, count in ways_they_came(connection):
        found.setdefault((channel, how), [0, 0])[0 if given else 1] = count
    ordered = sorted(found, key=lambda one: (CHANNELS.index(one[0]), one[1]))
    return tuple(CameRow(*one, *found[one]) for one in ordered)


def _newest(connection: Reading, limit: int) -> tuple[EventRow, ...]:
    events = newest_events(connection, limit)
    into = heirs(connection)
    people = [into.get(one.customer, one.customer) for one in events]
    names = names_of(connection, sorted(set(people)))
    return tuple(
        EventRow(
            at=datetime.fromtimestamp(one.at, tz=UTC),
            customer_id=who,
            name=names[who][0],
            channel=one.channel,
            given=one.given,
            how=one.how,
            source=one.source,
            wording=one.wording,
            actor=one.actor,
            rows=rows("customers", customer=str(who), part="cards"),
        )
        for one, who in zip(events, people, strict=True)
        if who in names
    )


def _questions(connection: Reading) -> tuple[Question, ...]:
    return tuple(Question(**one) for one in read_setting(connection, WORDINGS, []))


def _wordings(connection: Reading) -> tuple[WordingRow, ...]:
    """List every wording there was, channel by channel, the newest last."""
    shop = settings_from(read_setting(connection, SHOP, {})).name
    counts = asked_with(connection)
    held = _questions(connection)
    found: list[WordingRow] = []
    for channel in CHANNELS:
        own = [one for one in held if one.channel == channel]
        versions: Sequence[Question] = (Question(channel, 0, 0, ""), *own)
        for place, one in enumerate(versions):
            words = asked_words(channel, shop, one.text)
            since = day_of(one.since) if one.version else None
            is_used = place == len(versions) - 1
            asked = counts.get((channel, words), 0)
            found.append(WordingRow(channel, one.version, since, words, is_used, asked))
    return tuple(found)
