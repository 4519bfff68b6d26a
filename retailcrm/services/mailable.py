"""Who may be written to, and of everyone else the one reason why not."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from types import MappingProxyType

import numpy as np
import polars as pl
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.plain_address import plain_email, plain_phone
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.mailable import (
    Answers,
    addresses_held,
    all_answers,
    last_visits,
    left_alone,
    no_answers,
    people_of,
)
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.mailing.addresses import (
    MISSING,
    RIGHT,
    ROLE,
    WRONG,
    Checked,
    check_emails,
    check_phones,
)
from retailcrm.mailing.plain_homes import plain_homes
from retailcrm.services.moments import moment_here
from retailcrm.services.stopped import suppressed

KEY = "mailing.consent"
TOO_LONG = "too_long"  # an address that one service cannot take
CHANNELS = ("email", "sms", "post")
YES, IMPLIED, UNLESS_REFUSED = "yes", "implied", "unless_refused"
RULES = (YES, IMPLIED, UNLESS_REFUSED)

#: Why somebody may not be written to; of several reasons the first counts. The first is none.
REASONS = (
    "", "suppressed", "refused", "no_consent", "expired", "no_address", "not_valid", "role",
    "shared_refused", "duplicate", "in_control", "standing_control",
)  # fmt: skip
_CODE = {reason: code for code, reason in enumerate(REASONS)}
_WORDS = MappingProxyType(
    {
        "suppressed": "Address must not be used",
        "refused": "Said no",
        "no_consent": "Never said yes",
        "expired": "Bought too long ago to be written to without a yes",
        "no_address": "No address",
        "not_valid": "Not a valid address",
        "role": "Address of an office, not a person",
        "shared_refused": "Shares the address with someone who said no",
        "duplicate": "Shares the address with someone on the list",
        "in_control": "Left alone to compare with",
        "standing_control": "Left alone for the year to compare with",
        TOO_LONG: "Address too long for this service",
    }
)
_FAULTS = {MISSING: "no_address", WRONG: "not_valid", ROLE: "role"}
_Ids = NDArray[np.int64]
_Flags = NDArray[np.bool_]


def reason_title(key: str) -> str:
    """Say in the shop's words why somebody is not written to."""
    return say(_WORDS[key]) if key in _WORDS else key.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """What it takes to be written to, a channel each.

    Attributes:
        email: `yes` (a yes is needed), `implied` (a yes, or a purchase not long ago) or
            `unless_refused`.
        sms: likewise.
        post: likewise.
        implied_days: how long a purchase stands for a yes.
    """

    email: str = YES
    sms: str = YES
    post: str = UNLESS_REFUSED
    implied_days: int = 730

    def of(self, channel: str) -> str:
        """Give the rule of a channel."""
        return str(getattr(self, channel))

    def hold(self, bought: _Ids, today: int) -> _Flags:
        """Say of days of last purchases (-1: none) which still stand for a yes."""
        return (bought >= 0) & (bought > today - self.implied_days)


@dataclass(frozen=True, slots=True)
class Mailable:
    """Who of some people may be written to.

    Attributes:
        ids: everyone asked about, ascending.
        reason: in that order, the place of the reason in `REASONS`; 0: may be written to.
        stands_for: in that order, who gets the piece that is for both (0: nobody else).
        address: in that order, as services take it; empty where it is no use.
    """

    ids: _Ids
    reason: NDArray[np.int8]
    stands_for: _Ids
    address: pl.Series

    @property
    def may(self) -> _Ids:
        """Everyone who may be written to, ascending."""
        found: _Ids = self.ids[self.reason == 0]
        return found

    def because(self, reason: str) -> _Ids:
        """Give who is left out for a reason, ascending."""
        found: _Ids = self.ids[self.reason == _CODE[reason]]
        return found

    def reasons(self) -> NDArray[np.str_]:
        """Give the reason of each, in the order of `ids`; empty for who may be written to."""
        told: NDArray[np.str_] = np.array(REASONS)[self.reason]
        return told

    def counts(self) -> dict[str, int]:
        """Count by reason, in the order of precedence; reasons of nobody are missing."""
        found = np.bincount(self.reason, minlength=len(REASONS)).tolist()
        return {reason: found[code] for code, reason in enumerate(REASONS) if code and found[code]}


class MailableService:
    """Questions about who may be written to.

    Args:
        books: the shop's books.
        clock: gives the time now.
    """

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def rules(self) -> ConsentRules:
        """Give what it takes to be written to."""
        with self._books.read() as connection:
            return _rules(connection)

    def save_rules(self, rules: ConsentRules) -> Outcome[ConsentRules]:
        """Keep what it takes to be written to.

        Raises:
            UserError: a rule is none.
        """
        if any(rules.of(channel) not in RULES for channel in CHANNELS) or rules.implied_days < 1:
            raise UserError(say("This is no rule for consent."))
        with self._books.write() as unit:
            write_setting(unit.connection, KEY, asdict(rules))
        return Outcome(rules, frozenset({Topic.SETTINGS}), say("Rules for consent kept."))

    def of(
        self,
        ids: _Ids,
        channel: str,
        *,
        but: tuple[int, ...] = (),
        controls: bool = True,
    ) -> Mailable:
        """Say of everyone whether he may be written to, and if not, why.

        Args:
            ids: customers; whoever is not in the books any more is left away.
            channel: email, sms or post.
            but: campaigns whose control does not count.
            controls: leave people in a control out.

        Raises:
            UserError: there is no such channel.
        """
        if channel not in CHANNELS:
            raise UserError(say("Nobody is written to by {channel}.", channel=channel))
        with self._books.read() as connection:
            return judged(
                connection,
                ids,
                channel,
                day=moment_here(self._clock, connection).day,
                but=but,
                controls=controls,
            )


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of people before it is asked whether they may be written to.

    Attributes:
        people: a row each, by id, as `db.mailable.people_of` reads them.
        answers: everyone's standing answers by channel.
    """

    people: pl.DataFrame
    answers: Mapping[str, Answers]

    def answers_on(self, channel: str) -> Answers:
        """Give the standing answers on a channel."""
        return self.answers.get(channel) or no_answers()

    def also(self, connection: Reading, ids: _Ids) -> pl.DataFrame:
        """Give the same of other people, of whom only those who are missing are read."""
        if not ids.size:
            return self.people.clear()
        here = self.people["id"].to_numpy()
        held = self.people.filter(pl.Series(np.isin(here, ids)))
        missing = np.setdiff1d(ids, here, assume_unique=True)
        return pl.concat([held, people_of(connection, missing)]) if missing.size else held


def known_of(connection: Reading, ids: _Ids) -> Known:
    """Read what is known of people."""
    asked = np.asarray(ids, dtype=np.int64)
    if not (asked[1:] > asked[:-1]).all():
        asked = np.unique(asked)
    return Known(people_of(connection, asked), all_answers(connection))


def judged(
    connection: Reading,
    ids: _Ids,
    channel: str,
    *,
    day: int,
    but: tuple[int, ...] = (),
    controls: bool = True,
) -> Mailable:
    """Do what `MailableService.of` promises, within a view of the books."""
    known = known_of(connection, ids)
    return judged_of(connection, known, channel, day=day, but=but, controls=controls)


def judged_of(
    connection: Reading,
    known: Known,
    channel: str,
    *,
    day: int,
    but: tuple[int, ...] = (),
    controls: bool = True,
) -> Mailable:
    """Do the same of people of whom everything is read already."""
    people, answers = known.people, known.answers_on(channel)
    asked = people["id"].to_numpy()
    checked = addresses_of(people, channel)
    verdict = _Verdict(asked)
    yes = answers.own_yes(asked)
    verdict.put("suppressed", suppressed(connection, channel, people["email"], checked.plain, yes))
    verdict.put("refused", np.isin(asked, answers.refused))
    _without_yes(connection, channel, answers, verdict, day)
    for fault, reason in _FAULTS.items():
        verdict.put(reason, (checked.fault == fault).to_numpy())
    if channel != "post":
        plain = _plain_of(connection, known, channel)
        verdict.put("shared_refused", checked.plain.is_in(plain.implode()).to_numpy())
    in_control, standing = left_alone(connection, day, but) if controls else (_NOBODY, _NOBODY)
    alone = [
        _touching(known.also(connection, who), channel, asked, checked.plain)
        for who in (in_control, standing)
    ]
    stands_for = _doubles(asked, checked.plain, ~(alone[0] | alone[1]), verdict)
    verdict.put("in_control", alone[0])
    verdict.put("standing_control", alone[1])
    return Mailable(asked, verdict.reason, stands_for, checked.address)


_NOBODY = np.empty(0, dtype=np.int64)


class _Verdict:
    """The reasons, of which the first that is put counts."""

    def __init__(self, asked: _Ids) -> None:
        self.asked = asked
        self.reason: NDArray[np.int8] = np.zeros(asked.size, dtype=np.int8)

    def put(self, reason: str, where: _Flags) -> None:
        self.reason[where & (self.reason == 0)] = _CODE[reason]


def addresses_of(people: pl.DataFrame, channel: str) -> Checked:
    """Check the addresses of people on a channel."""
    if channel == "email":
        return check_emails(people["email"])
    if channel == "sms":
        return check_phones(people["phone"])
    plain = plain_homes(people)
    fault = pl.Series(np.where((plain == "").to_numpy(), MISSING, RIGHT), dtype=pl.Int8)
    return Checked(people["street"], plain, fault)


def _without_yes(
    connection: Reading, channel: str, answers: Answers, verdict: _Verdict, day: int
) -> None:
    """Leave out who never said yes, if it takes a yes."""
    rules = _rules(connection)
    if rules.of(channel) == UNLESS_REFUSED:
        return
    without = ~np.isin(verdict.asked, answers.agreed)
    if rules.of(channel) == YES:
        verdict.put("no_consent", without)
        return
    is_open = without & (verdict.reason == 0)
    bought = np.full(verdict.asked.size, -1, dtype=np.int64)
    bought[is_open] = last_visits(connection, verdict.asked[is_open])
    verdict.put("no_consent", is_open & (bought < 0))
    verdict.put("expired", is_open & ~rules.hold(bought, day))


def _plain_of(connection: Reading, known: Known, channel: str) -> pl.Series:
    """Give the plain form of every address that those who said no hold or held."""
    people = known.answers_on(channel).refused
    held = addresses_held(connection, channel, people)["address"].unique()
    now = known.also(connection, people)["email" if channel == "email" else "phone"]
    told = pl.concat([held, now.filter(now != "")]).unique()
    if channel != "email":
        return pl.Series([plain_phone(one) for one in told], dtype=pl.String).unique()
    plain = check_emails(told).plain
    rest = [plain_email(one) for one in told.filter(plain == "")]
    return pl.concat([plain.filter(plain != ""), pl.Series(rest, dtype=pl.String)]).unique()


def _touching(alone: pl.DataFrame, channel: str, asked: _Ids, plain: pl.Series) -> _Flags:
    """Say who is left alone, or shares the address of someone who is."""
    if alone.is_empty():
        return np.zeros(asked.size, dtype=np.bool_)
    held = addresses_of(alone, channel).plain
    theirs = held.filter(held != "").unique()
    shared = plain.is_in(theirs.implode()).to_numpy()
    touching: _Flags = np.isin(asked, alone["id"].to_numpy()) | shared
    return touching


def _doubles(asked: _Ids, plain: pl.Series, free: _Flags, verdict: _Verdict) -> _Ids:
    """Let one piece do for all at one address; give who gets it for each of the others."""
    able = pl.Series((verdict.reason == 0) & free)
    frame = pl.DataFrame({"at": np.arange(asked.size), "plain": plain, "id": asked}).filter(able)
    # Few addresses are there twice, and only of those it is asked who is first.
    shared = frame.filter(frame["plain"].is_duplicated())
    shared = shared.with_columns(first=pl.col("id").min().over("plain"))
    double = shared.filter(pl.col("id") != pl.col("first"))
    places = double["at"].to_numpy()
    stands_for = np.zeros(asked.size, dtype=np.int64)
    stands_for[places] = double["first"].to_numpy()
    flags = np.zeros(asked.size, dtype=np.bool_)
    flags[places] = True
    verdict.put("duplicate", flags)
    return stands_for


def _rules(connection: Reading) -> ConsentRules:
    held = read_setting(connection, KEY, {})
    known = {one.name for one in fields(ConsentRules)}
    return replace(ConsentRules(), **{name: held[name] for name in held if name in known})
