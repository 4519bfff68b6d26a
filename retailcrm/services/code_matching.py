"""Codes on receipts that tills export: found, used once, and given back with the import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retailcrm.campaigns.code_rules import Refusal, refusal
from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.code_receipts import CodedReceipt, coded_by_id, coded_of_batch, corrected_by
from retailcrm.db.codes import (
    HeldCode,
    NewUse,
    Tally,
    add_uses,
    codes_named,
    has_codes,
    refused_for_use,
    taken_back,
    tallies,
    turns_of,
    uses_of_batch,
    uses_on,
)
from retailcrm.db.kin import heirs
from retailcrm.loyalty.codes import codes_in

#: Line of the file on which a receipt begins, by its number and part.
Lines = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Freed:
    """What an undo must look at again once the books stand as before.

    Attributes:
        codes: used by what was taken back.
        receipts: that the import had corrected.
    """

    codes: frozenset[int] = frozenset()
    receipts: tuple[int, ...] = ()


def use_codes_of_batch(
    connection: Reading, batch: int, at: int, lines: Lines
) -> tuple[Problem, ...]:
    """Note the codes on an import's receipts, and say which were not good; receipts stay.

    The same import again notes nothing new.
    """
    if not has_codes(connection):
        return ()
    return _Matching(connection, at, lines).follow(coded_of_batch(connection, batch), batch)


def free_codes_of_batch(connection: Reading, batch: int, at: int) -> Freed:
    """Take back what an import noted, before its receipts go."""
    if not has_codes(connection):
        return Freed()
    uses = uses_of_batch(connection, batch)
    add_uses(connection, [taken_back(one, batch=batch) for one in uses], at)
    used = frozenset(one.code for one in uses if one.is_counted)
    return Freed(used, tuple(corrected_by(connection, batch)))


def look_again(connection: Reading, freed: Freed, at: int) -> None:
    """Note anew what corrected receipts said before, and let others have the freed codes."""
    matching = _Matching(connection, at, {})
    by_batch: dict[int, list[CodedReceipt]] = {}
    for one in coded_by_id(connection, freed.receipts):
        by_batch.setdefault(one.batch, []).append(one)
    for batch, receipts in by_batch.items():
        matching.follow(receipts, batch)
    matching.retry(freed.codes)


class _Matching:
    """Receipts held against codes, inside one transaction."""

    def __init__(self, connection: Reading, at: int, lines: Lines) -> None:
        self._connection, self._at, self._lines = connection, at, lines
        self._heirs = heirs(connection)

    def follow(self, receipts: Sequence[CodedReceipt], batch: int) -> tuple[Problem, ...]:
        """Bring what is noted of receipts to what they say now."""
        wanted = self._wanted(receipts)
        known = uses_on(self._connection, (one.id for one in receipts))
        held = {(use.receipt, use.code) for use in known}
        pairs = {(receipt.id, code.id) for receipt, code in wanted}
        gone = [use for use in known if (use.receipt, use.code) not in pairs]
        add_uses(self._connection, [taken_back(one, batch=batch) for one in gone], self._at)
        fresh = [(head, code) for head, code in wanted if (head.id, code.id) not in held]
        noted = self._judged(fresh, batch)
        add_uses(self._connection, noted, self._at)
        return self._problems(fresh, noted)

    def retry(self, codes: Iterable[int]) -> None:
        """Let receipts that were refused a code have it, the oldest first."""
        waiting = refused_for_use(self._connection, codes)
        heads = {one.id: one for one in coded_by_id(self._connection, [one[0] for one in waiting])}
        pairs = [(heads[receipt], code, use) for receipt, code, use in waiting if receipt in heads]
        counted = tallies(self._connection, (code.id for _, code, _ in pairs))
        turns = turns_of(self._connection, (head.id for head, _, _ in pairs))
        for head, code, use in pairs:
            again = self._one(head, code, counted[code.id], turns, use.batch)
            if not again.reason:
                add_uses(self._connection, [taken_back(use, batch=use.batch), again], self._at)

    def _wanted(self, receipts: Sequence[CodedReceipt]) -> list[tuple[CodedReceipt, HeldCode]]:
        texts = {one.coupon for one in receipts if one.may_use}
        meant = {one: codes_in(one) for one in texts}
        plains = sorted({plain for codes in meant.values() for plain in codes})
        known = codes_named(self._connection, plains)
        return [
            (head, known[plain])
            for head in receipts
            if head.may_use
            for plain in meant[head.coupon]
            if plain in known
        ]

    def _judged(self, pairs: Sequence[tuple[CodedReceipt, HeldCode]], batch: int) -> list[NewUse]:
        counted = tallies(self._connection, (code.id for _, code in pairs))
        turns = turns_of(self._connection, (head.id for head, _ in pairs))
        return [self._one(head, code, counted[code.id], turns, batch) for head, code in pairs]

    def _one(
        self,
        head: CodedReceipt,
        code: HeldCode,
        tally: Tally,
        turns: Mapping[tuple[int, int], int],
        batch: int | None,
    ) -> NewUse:
        day, why = head.day, self._why(head, code, tally)
        noted = tally.noted_near(head.day)
        if noted is not None:  # the till writes on its receipt what the counter noted already
            day, why = noted, Refusal.NOTED
            tally.at_counter[noted] -= 1
        elif not why:
            tally.good += 1
        key = f"receipt:{head.id}:{code.id}:{turns.get((head.id, code.id), 0)}"
        customer = code.customer if head.customer is None else head.customer
        return NewUse(code.id, customer, head.id, day, why, batch, key)

    def _why(self, head: CodedReceipt, code: HeldCode, tally: Tally) -> Refusal:
        return refusal(code.terms(self._heir(code.customer)), tally.good, head.day,
                       self._heir(head.customer))  # fmt: skip

    def _heir(self, customer: int | None) -> int | None:
        return None if customer is None else self._heirs.get(customer, customer)

    def _problems(
        self, pairs: Sequence[tuple[CodedReceipt, HeldCode]], noted: Sequence[NewUse]
    ) -> tuple[Problem, ...]:
        return tuple(
            Problem(
                line=self._lines.get((head.number, head.part), 0),
                column="",
                value=code.shown,
                reason=_told(head, code, Refusal(use.reason)),
                raw=(head.number, code.shown),
            )
            for (head, code), use in zip(pairs, noted, strict=True)
            if use.reason not in (Refusal.NONE, Refusal.NOTED)
        )


def _told(head: CodedReceipt, code: HeldCode, why: Refusal) -> str:
    until = "" if code.until is None else Figures("USD").day_year(day_of(code.until))
    return {
        Refusal.USED: say(
            "Receipt {number}: the code {code} was used before.",
            number=head.number, code=code.shown,
        ),
        Refusal.LATE: say(
            "Receipt {number}: the code {code} was good until {day}.",
            number=head.number, code=code.shown, day=until,
        ),
        Refusal.OTHER: say(
            "Receipt {number}: the code {code} belongs to somebody else.",
            number=head.number, code=code.shown,
        ),
        Refusal.WITHDRAWN: say(
            "Receipt {number}: the code {code} was taken out of use.",
            number=head.number, code=code.shown,
        ),
    }[why]  # fmt: skip
