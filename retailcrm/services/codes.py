"""Codes that customers show: made, checked at the counter, used, taken back, listed."""

import uuid
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import polars as pl

from retailcrm.campaigns.code_rules import Refusal, refusal
from retailcrm.campaigns.codes import Chance
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.rows import rows
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.campaigns import heads
from retailcrm.db.code_lists import arms_of, counts_of, offer_of
from retailcrm.db.codes import (
    CodeTold,
    HeldCode,
    HeldUse,
    NewUse,
    add_uses,
    codes_by_id,
    codes_named,
    codes_of,
    taken_back,
    use_by_id,
    use_by_key,
    uses_of,
    withdraw,
)
from retailcrm.db.customer_pages import names_of
from retailcrm.db.kin import survivor_of
from retailcrm.db.list_log import NewExport, log_export
from retailcrm.loyalty.codes import codes_in, plain_code
from retailcrm.services.card_looks import design_of
from retailcrm.services.code_listing import csv_of, money_of, rows_of
from retailcrm.services.code_making import make_for_each, make_word
from retailcrm.services.code_rows import (
    CodeCounts,
    CodeGlance,
    CodeRow,
    CodesMade,
    CodeUsed,
    MakeCodes,
    UseCode,
)
from retailcrm.services.code_words import glance_of, offer_words, unknown
from retailcrm.services.exporting import ExportService
from retailcrm.services.moments import Moment, moment_here

TOUCHED = frozenset({Topic.CAMPAIGNS})


class CodeService:
    """Everything the shop does with codes.

    Args:
        books: the shop's books.
        exports: notes what leaves the program.
        clock: gives the time now.
        chance: where new codes come from.
    """

    def __init__(
        self, books: Books, exports: ExportService, clock: Callable[[], datetime], chance: Chance
    ) -> None:
        self._books, self._exports = books, exports
        self._clock, self._chance = clock, chance

    def make(self, wish: MakeCodes) -> Outcome[CodesMade]:
        """Make codes for everyone in a campaign who has none, or one word for everybody.

        Raises:
            UserError: there is no such campaign, or the word cannot be a code.
        """
        with self._books.write() as unit:
            connection = unit.connection
            moment = moment_here(self._clock, connection)
            until = _last_day(connection, wish)
            told = CodeTold(campaign=wish.campaign_id, uses=wish.uses, until=until, at=moment.at)
            if wish.word:
                make_word(connection, wish.word, _arm(connection, wish), told)
                made = 1
            else:
                made = make_for_each(connection, self._chance, told)
        last = None if until is None else day_of(until)
        said = say("1 code made.") if made == 1 else say("{count} codes made.", count=made)
        return Outcome(CodesMade(wish.campaign_id, made, last), TOUCHED, said)

    def check(self, code: str, customer_id: int | None = None) -> CodeGlance:
        """Say in one sentence whether a code may be used today, without using it."""
        with self._books.read() as connection:
            held = _named(connection, code)
            if held is None:
                return unknown(code)
            moment = moment_here(self._clock, connection)
            return _glance(connection, held, moment, customer_id)

    def use(self, wish: UseCode, *, actor: Actor = OWNER) -> Outcome[CodeUsed]:
        """Use a code at the counter; of two tills at the same moment, one is refused.

        Raises:
            UserError: the code is not good, in the sentence that `check` says.
        """
        key = f"counter:{wish.key or uuid.uuid4().hex}"
        with self._books.write() as unit:
            connection = unit.connection
            moment = moment_here(self._clock, connection)
            held = _named(connection, wish.code)
            if held is None:
                told = unknown(wish.code)
                raise UserError(told.sentence, told.hint)
            again = use_by_key(connection, key)
            glance = _glance(connection, held, moment, wish.customer_id)
            if again is not None:
                return Outcome(_used(again.id, glance), frozenset(), glance.sentence)
            if not glance.is_good:
                raise UserError(glance.sentence, glance.hint)
            who = held.customer if wish.customer_id is None else wish.customer_id
            new = NewUse(held.id, who, None, moment.day, Refusal.NONE, None, key, None, actor.name)
            number = add_uses(connection, [new], moment.at)
        said = say("{code} is used: {gives}.", code=held.shown,
                   gives=glance.gives.rstrip(".") or say("nothing more to do"))  # fmt: skip
        return Outcome(_used(number, glance), TOUCHED, said)

    def take_back(self, use: int, *, actor: Actor = OWNER) -> Outcome[CodeUsed]:
        """Take a use at the counter back; the code is good again.

        Staff may do so with what they used today themselves.

        Raises:
            UserError: there is no such use, it was taken back before, an import told of it, or
                the role does not allow it.
        """
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            held = use_by_id(unit.connection, use)
            if held is None or not held.is_counted:
                raise UserError(say("There is no such use to take back."))
            if held.batch is not None:
                raise UserError(
                    say("The till told of this use, so it belongs to an import."),
                    say("Take the import back if it was wrong."),
                )
            _check_right(held, moment, actor)
            number = add_uses(unit.connection, [taken_back(held, actor=actor.name)], moment.at)
            code = codes_by_id(unit.connection, [held.code])[held.code]
        said = say("The code {code} is good again.", code=code.shown)
        return Outcome(CodeUsed(number, code.shown, held.customer), TOUCHED, said)

    def last_use(self, code: str) -> int:
        """Give the number of the last use of a code at the counter.

        Raises:
            UserError: there is no such code, or it was not used here.
        """
        with self._books.read() as connection:
            held = _named(connection, code)
            if held is None:
                told = unknown(code)
                raise UserError(told.sentence, told.hint)
            uses = [
                one
                for one in uses_of(connection, [held.id]).get(held.id, [])
                if one.is_counted and one.batch is None
            ]
        if not uses:
            raise UserError(say("The code {code} was not used at the counter.", code=held.shown))
        return uses[-1].id

    def withdraw(self, code: str) -> Outcome[str]:
        """Take a code out of use for good.

        Raises:
            UserError: there is no such code.
        """
        with self._books.write() as unit:
            held = _named(unit.connection, code)
            if held is None:
                told = unknown(code)
                raise UserError(told.sentence, told.hint)
            withdraw(unit.connection, held.id)
        said = say("The code {code} was taken out of use.", code=held.shown)
        return Outcome(held.shown, TOUCHED, said)

    def counts(self, campaign_id: int) -> CodeCounts:
        """Count a campaign's codes and how they were used."""
        with self._books.read() as connection:
            told = counts_of(connection, campaign_id)
        until = None if told.until is None else day_of(told.until)
        return CodeCounts(told.made, told.people, told.words, told.used, told.uses, told.refused,
                          until)  # fmt: skip

    def of_campaign(self, campaign_id: int) -> tuple[CodeRow, ...]:
        """List a campaign's codes, those for everybody first, then by the people's names."""
        with self._books.read() as connection:
            return tuple(row for row, _ in rows_of(connection, campaign_id))

    def save(self, campaign_id: int, out: Path, *, actor: Actor = OWNER) -> Outcome[int]:
        """Write a campaign's codes to a CSV file; give how many.

        Raises:
            UserError: the role does not allow it.
            OSError: the file cannot be written.
        """
        actor.need(Right.EXPORT)
        with self._books.read() as connection:
            told = list(rows_of(connection, campaign_id))
        self._exports.note(f"campaign.{campaign_id}.codes", len(told), actor=actor)
        self._log(campaign_id, [row.customer_id for row, _ in told], csv_of(told), out, actor)
        said = say("{count} codes in {file}.", count=len(told), file=out.name)
        return Outcome(len(told), frozenset(), said)

    def print_sheet(
        self,
        campaign_id: int,
        out: Path,
        paper: str = "a4",
        progress: Progress = SILENT,
        *,
        actor: Actor = OWNER,
    ) -> Outcome[int]:
        """Print a campaign's codes to be cut out; give the pages.

        Raises:
            UserError: the role does not allow it, there are no codes, or no such paper.
            OSError: the file cannot be written.
        """
        from retailcrm.services.code_slips import print_slips, slips_of  # noqa: PLC0415 - heavy

        actor.need(Right.EXPORT)
        with self._books.read() as connection:
            slips, design = slips_of(connection, campaign_id), design_of(connection)
            people = [one.customer for one in codes_of(connection, campaign_id)]

        def step(done: int, total: int) -> None:
            progress.step(done, total, say("Drawing codes"))

        content, pages = print_slips(slips, paper, design.shop, design.colour, step)
        self._exports.note(f"campaign.{campaign_id}.code_sheet", len(slips), actor=actor)
        self._log(campaign_id, people, content, out, actor)
        said = say("{count} codes in {file}.", count=len(slips), file=out.name)
        return Outcome(pages, frozenset(), said)

    def _log(
        self, campaign: int, people: list[int | None], content: bytes, out: Path, actor: Actor
    ) -> None:
        """Put a list of codes in its place and into the log of what left the shop, or neither."""
        told = sorted({one for one in people if one is not None})
        frame = pl.DataFrame(
            {"customer_id": told, "mark": [0] * len(told)},
            schema={"customer_id": pl.Int64, "mark": pl.Int64},
        )
        with self._books.write() as unit:
            at = moment_here(self._clock, unit.connection).at
            channel = heads(unit.connection, campaign)[0].channel
            audience = rows("campaign", id=str(campaign)).text()
            new = NewExport("codes", channel, audience, campaign, out.name,
                            sha256(content).hexdigest(), len(told), 0, {})  # fmt: skip
            log_export(unit.connection, new, frame, at=at, actor=actor.name)
            put_whole(content, out)


def _named(connection: Reading, text: str) -> HeldCode | None:
    """Find a code however it was typed."""
    plain = plain_code(text)
    found = codes_named(connection, list(dict.fromkeys((plain, *codes_in(text))))) if plain else {}
    return found.get(plain) or next(iter(found.values()), None)


def _glance(
    connection: Reading, held: HeldCode, moment: Moment, customer_id: int | None
) -> CodeGlance:
    uses = uses_of(connection, [held.id]).get(held.id, [])
    owner = None if held.customer is None else survivor_of(connection, held.customer)
    shown_by = None if customer_id is None else survivor_of(connection, customer_id)
    counted = sum(one.is_counted for one in uses)
    why = refusal(held.terms(owner), counted, moment.day, shown_by)
    name = "" if owner is None else names_of(connection, [owner]).get(owner, ("", ""))[0]
    campaign, offer = offer_of(connection, held)
    return glance_of(
        held._replace(customer=owner), why, uses, gives=offer_words(offer, money_of(connection)),
        campaign=campaign, name=name,
    )  # fmt: skip


def _used(number: int, glance: CodeGlance) -> CodeUsed:
    return CodeUsed(number, glance.shown, glance.customer_id, glance.gives)


def _check_right(held: HeldUse, moment: Moment, actor: Actor) -> None:
    if actor.may(Right.ADJUST):
        return
    if held.actor != actor.name or held.day != moment.day:
        raise UserError(
            say("Only what you used yourself today can be taken back."),
            say("Ask the owner or a manager to do it."),
        )


def _last_day(connection: Reading, wish: MakeCodes) -> int | None:
    found = heads(connection, wish.campaign_id)
    if not found:
        raise UserError(say("There is no campaign {number}.", number=wish.campaign_id))
    if wish.until is not None:
        return day_number(wish.until)
    head = found[0]
    begins = head.sent if head.sent is not None else head.starts
    return head.ends if begins is None or head.kind != "once" else begins + head.days - 1


def _arm(connection: Reading, wish: MakeCodes) -> int | None:
    if wish.arm is None:
        return None
    arms = arms_of(connection, wish.campaign_id)
    if wish.arm not in arms or wish.arm == 0:
        raise UserError(say("The campaign has no group {number}.", number=wish.arm))
    return arms[wish.arm].id
