"""Codes in the books: made in bulk, found by their plain form, their uses only ever added."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl
from sqlalchemy import Connection, text

from retailcrm.campaigns.code_rules import Refusal, Terms
from retailcrm.campaigns.codes import NewCode
from retailcrm.db.bulk import append, blocks, bound, fetch_all, values_clause
from retailcrm.db.cards import taken_numbers
from retailcrm.db.ids import reserve
from retailcrm.models.campaigns import CodeUse, CouponCode


class Holder(NamedTuple):
    """Who gets a code: nobody in particular where `customer` is None."""

    arm: int | None
    customer: int | None
    occasion: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTold:
    """What all codes made at once share."""

    campaign: int | None = None
    ad: int | None = None
    uses: int | None = 1
    until: int | None = None
    at: int = 0


class HeldCode(NamedTuple):
    """A code of the books."""

    id: int
    plain: str
    shown: str
    campaign: int | None
    arm: int | None
    ad: int | None
    customer: int | None
    occasion: int
    uses: int | None
    until: int | None
    withdrawn: int

    def terms(self, owner: int | None) -> Terms:
        """Give how it may be used; `owner` is whom its customer now belongs to."""
        return Terms(self.uses, self.until, owner, bool(self.withdrawn))


class HeldUse(NamedTuple):
    """A use that stands: good, or seen and refused."""

    id: int
    code: int
    customer: int | None
    receipt: int | None
    day: int
    at: int
    accepted: int
    reason: str
    batch: int | None
    actor: str

    @property
    def is_counted(self) -> bool:
        """Whether it is one of the uses that a code has."""
        return bool(self.accepted)


class NewUse(NamedTuple):
    """A use to be noted; with `reverses` it takes one back."""

    code: int
    customer: int | None
    receipt: int | None
    day: int
    reason: Refusal | str
    batch: int | None
    key: str
    reverses: int | None = None
    actor: str = ""


_CODE = (
    "c.id, c.code, c.shown, c.campaign_id, c.arm_id, c.ad_id, c.customer_id, c.occasion, c.uses, "
    "c.until, c.withdrawn"
)
_USE = (
    "u.id, u.code_id, u.customer_id, u.receipt_id, u.day, u.at, u.accepted, u.reason, u.batch_id, "
    "u.actor"
)
#: A use stands unless a later one takes it back, which its key tells; that one is no use itself.
_STANDS = (
    "u.reverses IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM code_use AS back WHERE back.key = 'back:' || u.id)"
)
#: Uses at the counter are told by day, so that a receipt of that day is not taken for another.
_KIND = (
    f"CASE WHEN u.reason = '{Refusal.NOTED}' THEN 'noted' WHEN u.accepted = 0 THEN 'refused' "
    "WHEN u.receipt_id IS NULL THEN 'counter' ELSE 'receipt' END"
)


def has_codes(connection: Connection) -> bool:
    """Say whether the shop ever made a code."""
    return connection.scalar(text("SELECT 1 FROM coupon_code LIMIT 1")) is not None


def taken_codes(connection: Connection, plains: Collection[str]) -> frozenset[str]:
    """Give those of the plain codes that are a code, a card's number or a product's already."""
    wanted = sorted(plains)
    taken = {one.plain for one in codes_named(connection, wanted).values()}
    taken |= taken_numbers(connection, wanted)
    taken |= {one.lower() for one in taken_numbers(connection, [one.upper() for one in wanted])}
    return frozenset(taken)


def add_codes(
    connection: Connection, codes: Sequence[NewCode], holders: Sequence[Holder], told: CodeTold
) -> int:
    """Make codes; the first belongs to the first holder, and so on. Gives the first id."""
    first = reserve(connection, "coupon_code", len(codes))
    count = len(codes)
    frame = pl.DataFrame(
        {
            "id": range(first, first + count),
            "code": [one.plain for one in codes],
            "shown": [one.shown for one in codes],
            "arm_id": [one.arm for one in holders],
            "customer_id": [one.customer for one in holders],
            "occasion": [one.occasion for one in holders],
        },
        schema_overrides={"arm_id": pl.Int64, "customer_id": pl.Int64},
    ).with_columns(
        campaign_id=pl.lit(told.campaign, pl.Int64),
        ad_id=pl.lit(told.ad, pl.Int64),
        uses=pl.lit(told.uses, pl.Int64),
        until=pl.lit(told.until, pl.Int64),
        at=pl.lit(told.at, pl.Int64),
    )
    append(connection, CouponCode, frame)
    return first


def without_code(connection: Connection, campaign: int) -> list[Holder]:
    """List everyone in an arm of a campaign, the control aside, who has no code of his own."""
    statement = (
        "SELECT a.arm_id, a.customer_id, a.occasion FROM assignment AS a "
        "JOIN arm ON arm.id = a.arm_id AND arm.place > 0 WHERE a.campaign_id = :campaign "
        "AND NOT EXISTS (SELECT 1 FROM coupon_code AS c WHERE c.customer_id = a.customer_id "
        "AND c.campaign_id = a.campaign_id AND c.occasion = a.occasion) "
        "ORDER BY a.customer_id, a.occasion"
    )
    found = fetch_all(connection, statement, {"campaign": campaign})
    return [Holder(*row) for row in found]


def codes_named(connection: Connection, plains: Sequence[str]) -> dict[str, HeldCode]:
    """Find codes by their plain form."""
    statement = (
        f"SELECT {_CODE} FROM {values_clause(connection, 'text')} "
        "JOIN coupon_code AS c ON c.code = wanted.value"
    )
    found: dict[str, HeldCode] = {}
    for block in blocks(plains):
        rows = fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
        found |= {row[1]: HeldCode(*row) for row in rows}
    return found


def codes_of(connection: Connection, campaign: int) -> list[HeldCode]:
    """List a campaign's codes, those for everybody first."""
    statement = (
        f"SELECT {_CODE} FROM coupon_code AS c WHERE c.campaign_id = :campaign "
        "ORDER BY c.customer_id IS NOT NULL, c.customer_id, c.occasion, c.id"
    )
    rows = fetch_all(connection, statement, {"campaign": campaign})
    return [HeldCode(*row) for row in rows]


def codes_by_id(connection: Connection, numbers: Iterable[int]) -> dict[int, HeldCode]:
    """Find codes by their ids."""
    statement = (
        f"SELECT {_CODE} FROM {values_clause(connection, 'bigint')} "
        "JOIN coupon_code AS c ON c.id = wanted.value"
    )
    found: dict[int, HeldCode] = {}
    for block in blocks(sorted(set(numbers))):
        rows = fetch_all(connection, statement, {"wanted": bound(connection, list(block))})
        found |= {row[0]: HeldCode(*row) for row in rows}
    return found


def withdraw(connection: Connection, code: int) -> None:
    """Take a code out of use, for good."""
    connection.execute(text("UPDATE coupon_code SET withdrawn = 1 WHERE id = :id"), {"id": code})


def uses_of(connection: Connection, codes: Iterable[int]) -> dict[int, list[HeldUse]]:
    """List the uses of some codes that stand, oldest first, refused ones too."""
    statement = (
        f"SELECT {_USE} FROM {values_clause(connection, 'bigint')} "
        f"JOIN code_use AS u ON u.code_id = wanted.value WHERE {_STANDS} ORDER BY u.id"
    )
    found: dict[int, list[HeldUse]] = {}
    for use in _uses(connection, statement, codes):
        found.setdefault(use.code, []).append(use)
    return found


@dataclass(slots=True)
class Tally:
    """How often a code was used.

    Attributes:
        good: uses that count.
        at_counter: those of them noted at the counter that no receipt was found for, by day.
    """

    good: int = 0
    at_counter: dict[int, int] = field(default_factory=dict)

    def noted_near(self, day: int) -> int | None:
        """Give the day of a counter's note that a receipt may be about, the nearest first."""
        return next((one for one in (day, day - 1, day + 1) if self.at_counter.get(one)), None)


def tallies(connection: Connection, codes: Iterable[int]) -> dict[int, Tally]:
    """Count the uses of some codes that stand."""
    statement = (
        f"SELECT u.code_id, {_KIND} AS kind, CASE WHEN u.receipt_id IS NULL "
        f"OR u.reason = '{Refusal.NOTED}' THEN u.day END AS day, COUNT(*) "
        f"FROM {values_clause(connection, 'bigint')} "
        f"JOIN code_use AS u ON u.code_id = wanted.value WHERE {_STANDS} GROUP BY 1, 2, 3"
    )
    wanted = sorted(set(codes))
    found = {one: Tally() for one in wanted}
    for block in blocks(wanted):
        values = {"wanted": bound(connection, list(block))}
        for code, kind, day, count in fetch_all(connection, statement, values):
            tally = found[code]
            if kind in ("counter", "receipt"):
                tally.good += int(count)
            if kind in ("counter", "noted"):
                sign = 1 if kind == "counter" else -1
                tally.at_counter[day] = tally.at_counter.get(day, 0) + sign * int(count)
    return found


def uses_on(connection: Connection, receipts: Iterable[int]) -> list[HeldUse]:
    """List what stands of some receipts."""
    statement = (
        f"SELECT {_USE} FROM {values_clause(connection, 'bigint')} "
        f"JOIN code_use AS u ON u.receipt_id = wanted.value WHERE {_STANDS} ORDER BY u.id"
    )
    return list(_uses(connection, statement, receipts))


def uses_of_batch(connection: Connection, batch: int) -> list[HeldUse]:
    """List what stands of an import."""
    statement = f"SELECT {_USE} FROM code_use AS u WHERE u.batch_id = :batch AND {_STANDS}"
    return [HeldUse(*row) for row in fetch_all(connection, statement, {"batch": batch})]


def refused_for_use(
    connection: Connection, codes: Iterable[int]
) -> list[tuple[int, HeldCode, HeldUse]]:
    """List receipts that came too late for a code: (receipt, code, what was noted)."""
    statement = (
        f"SELECT {_USE} FROM {values_clause(connection, 'bigint')} "
        "JOIN code_use AS u ON u.code_id = wanted.value WHERE u.receipt_id IS NOT NULL "
        f"AND u.reason = '{Refusal.USED}' AND {_STANDS} ORDER BY u.day, u.id"
    )
    uses = list(_uses(connection, statement, codes))
    held = codes_by_id(connection, {one.code for one in uses})
    return [(one.receipt, held[one.code], one) for one in uses if one.receipt is not None]


def use_by_key(connection: Connection, key: str) -> HeldUse | None:
    """Give what was noted under a key, whether or not it stands."""
    rows = fetch_all(connection, f"SELECT {_USE} FROM code_use AS u WHERE u.key = :key",
                     {"key": key})  # fmt: skip
    return HeldUse(*rows[0]) if rows else None


def use_by_id(connection: Connection, number: int) -> HeldUse | None:
    """Give a use that stands."""
    rows = fetch_all(
        connection, f"SELECT {_USE} FROM code_use AS u WHERE u.id = :id AND {_STANDS}",
        {"id": number},
    )  # fmt: skip
    return HeldUse(*rows[0]) if rows else None


def turns_of(connection: Connection, receipts: Iterable[int]) -> dict[tuple[int, int], int]:
    """Count how often each code was noted of each receipt, taken back or not."""
    statement = (
        f"SELECT u.receipt_id, u.code_id, COUNT(*) FROM {values_clause(connection, 'bigint')} "
        "JOIN code_use AS u ON u.receipt_id = wanted.value GROUP BY u.receipt_id, u.code_id"
    )
    return {
        (receipt, code): int(count)
        for block in blocks(sorted(set(receipts)))
        for receipt, code, count in fetch_all(
            connection, statement, {"wanted": bound(connection, list(block))}
        )
    }


def add_uses(connection: Connection, uses: Sequence[NewUse], at: int) -> int:
    """Note uses; the database refuses to note one twice. Gives the first id."""
    if not uses:
        return 0
    first = reserve(connection, "code_use", len(uses))
    schema = {
        "id": pl.Int64(), "code_id": pl.Int64(), "customer_id": pl.Int64(),
        "receipt_id": pl.Int64(), "day": pl.Int64(), "at": pl.Int64(), "accepted": pl.Int64(),
        "reason": pl.String(), "batch_id": pl.Int64(), "reverses": pl.Int64(),
        "actor": pl.String(), "key": pl.String(),
    }  # fmt: skip
    rows = [
        (number, one.code, one.customer, one.receipt, one.day, at,
         int(not one.reason and one.reverses is None), str(one.reason), one.batch, one.reverses,
         one.actor, one.key)
        for number, one in enumerate(uses, start=first)
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    append(connection, CodeUse, frame)
    return first


def taken_back(use: HeldUse, *, batch: int | None = None, actor: str = "") -> NewUse:
    """Give the note that takes a use back; its key lets that happen once."""
    return NewUse(use.code, use.customer, use.receipt, use.day, "back", batch, f"back:{use.id}",
                  use.id, actor)  # fmt: skip


def _uses(connection: Connection, statement: str, wanted: Iterable[int]) -> Iterator[HeldUse]:
    for block in blocks(sorted(set(wanted))):
        values: dict[str, Any] = {"wanted": bound(connection, list(block))}
        for row in fetch_all(connection, statement, values):
            yield HeldUse(*row)
