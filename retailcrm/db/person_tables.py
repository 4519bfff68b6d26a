"""Everything the books hold of one person, topic by topic, as he may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from retailcrm.core.words import say
from retailcrm.db.person import Person


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject, as a file of its own.

    Attributes:
        name: of the file, without its ending.
        words: what a row of it is.
        columns: (heading, kind): text, day, moment, money, yes, count or thousandths.
        rows: its cells, in the order of the columns.
    """

    name: str
    words: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


def topics_of(connection: Connection, person: Person) -> tuple[Topic, ...]:
    """Read every topic of a person."""
    tables = (_topic(connection, person, *one) for one in (*_WHO, *_BOUGHT, *_POINTS, *_ADDRESSED))
    return (_details(person), *tables)


def _details(person: Person) -> Topic:
    """Tell the person's own row, then what was merged into it or stood there before."""
    rows = [
        ("" if place == 0 else say("earlier or merged"), name, str(value))
        for place, row in enumerate(person.rows)
        for name, value in row.items()
        if value not in (None, "") and name not in _INNER
    ]
    columns = (("entry", "text"), ("field", "text"), ("value", "text"))
    return Topic("details", say("a fact about you"), columns, tuple(rows))


_INNER = frozenset({"id", "batch_id", "sort_name", "joined"})
_Told = tuple[str, str, tuple[tuple[str, str], ...], str]


def _topic(
    connection: Connection,
    person: Person,
    name: str,
    words: str,
    columns: tuple[tuple[str, str], ...],
    statement: str,
) -> Topic:
    found = connection.execute(text(statement.replace("{his}", person.listed)))
    return Topic(name, say(words), columns, tuple(tuple(row) for row in found))


def _columns(told: str) -> tuple[tuple[str, str], ...]:
    pairs: Sequence[str] = told.split()
    return tuple((one.partition(":")[0], one.partition(":")[2] or "text") for one in pairs)


_WHO: tuple[_Told, ...] = (
    (
        "recognised_by", "a number or address by which you are recognised",
        _columns("kind value file"),
        ("SELECT CASE identity.kind WHEN 0 THEN 'card' WHEN 1 THEN 'till' WHEN 2 THEN 'email' "
        "ELSE 'phone' END, value, COALESCE(file, '') FROM identity "
        "LEFT JOIN import_batch ON import_batch.id = batch_id WHERE customer_id IN {his} "
        "ORDER BY identity.kind, identity.id"),
    ),
    (
        "cards", "a member card",
        _columns("number state replaced_by given_on:day"),
        ("SELECT number, CASE state WHEN 0 THEN 'stock' WHEN 1 THEN 'in use' "
        "WHEN 2 THEN 'replaced' ELSE 'blocked' END, COALESCE(replaced_by, ''), issued "
        "FROM card WHERE customer_id IN {his} ORDER BY number"),
    ),
    (
        "consents", "a yes or no that you gave, with the words you were asked with",
        _columns("at:moment channel given:yes came_by wording noted_by"),
        ("SELECT at, channel, given, source, wording, actor FROM consent_event "
        "WHERE customer_id IN {his} ORDER BY at, id"),
    ),
)  # fmt: skip
_BOUGHT: tuple[_Told, ...] = (
    (
        "receipts", "a sale or return",
        _columns("number store kind on:day channel goods:money discount:money refunded:money "
                 "tax:money coupon file"),
        ("SELECT receipt.number, store.name, CASE WHEN voided = 1 THEN 'void' "
        "WHEN receipt.kind = 1 THEN 'return' WHEN receipt.kind = 2 THEN 'exchange' "
        "ELSE 'sale' END, day, CASE receipt.channel WHEN 1 THEN 'online' ELSE 'offline' END, "
        "gross, discount, refunded, tax, COALESCE(coupon, ''), file FROM receipt "
        "JOIN store ON store.id = receipt.store_id "
        "JOIN import_batch ON import_batch.id = receipt.batch_id "
        "WHERE customer_id IN {his} ORDER BY day, receipt.id"),
    ),
    (
        "receipt_lines", "a line of a receipt",
        _columns("number on:day article sku category quantity:thousandths goods:money "
                 "discount:money refunded:money"),
        ("SELECT receipt.number, day, COALESCE(product.name, ''), COALESCE(sku, ''), "
        "COALESCE(category.name, ''), quantity, receipt_line.gross, receipt_line.discount, "
        "receipt_line.refunded FROM receipt "
        "JOIN receipt_line ON receipt_line.receipt_id = receipt.id "
        "LEFT JOIN product ON product.id = product_id "
        "LEFT JOIN category ON category.id = category_id "
        "WHERE customer_id IN {his} ORDER BY day, receipt.id, line_no"),
    ),
)  # fmt: skip
_POINTS: tuple[_Told, ...] = (
    (
        "points", "a movement of points",
        _columns("on:day kind points:count receipt reason usable_until:day value:money noted_by"),
        ("SELECT day, kind, points, reference, reason, expires, value, actor FROM points_entry "
        "WHERE customer_id IN {his} ORDER BY day, id"),
    ),
    (
        "tiers", "a tier that you reached or left",
        _columns("on:day tier until:day why"),
        ("SELECT day, tier, until, cause FROM tier_event WHERE customer_id IN {his} "
        "ORDER BY day, id"),
    ),
)  # fmt: skip
_ADDRESSED: tuple[_Told, ...] = (
    (
        "campaigns", "a campaign that you belonged to; place 0 was left alone on purpose",
        _columns("campaign channel on:day place:count treated_as"),
        ("SELECT campaign.name, channel, assignment.day, arm.place, arm.name FROM assignment "
        "JOIN campaign ON campaign.id = assignment.campaign_id JOIN arm ON arm.id = arm_id "
        "WHERE customer_id IN {his} ORDER BY assignment.day, campaign.id, occasion"),
    ),
    (
        "left_out", "a campaign that you were left out of, and why",
        _columns("campaign why"),
        ("SELECT campaign.name, reason FROM left_out "
        "JOIN campaign ON campaign.id = left_out.campaign_id "
        "WHERE customer_id IN {his} ORDER BY campaign.id, occasion"),
    ),
    (
        "lists", "a list with you on it that left the shop",
        _columns("at:moment service channel file"),
        ("SELECT at, service, channel, file FROM exported_row "
        "JOIN list_export ON list_export.id = export_id "
        "WHERE customer_id IN {his} ORDER BY at, list_export.id"),
    ),
    (
        "deliveries", "what became of something sent to you",
        _columns("at:moment campaign channel kind detail"),
        ("SELECT delivery.at, COALESCE(campaign.name, ''), delivery.channel, delivery.kind, "
        "detail FROM delivery LEFT JOIN campaign ON campaign.id = campaign_id "
        "WHERE customer_id IN {his} ORDER BY delivery.at, delivery.id"),
    ),
    (
        "codes", "a code of your own",
        _columns("code campaign until:day used:count"),
        ("SELECT shown, COALESCE(campaign.name, ''), coupon_code.until, (SELECT COUNT(*) "
        "FROM code_use WHERE code_id = coupon_code.id AND accepted = 1) FROM coupon_code "
        "LEFT JOIN campaign ON campaign.id = campaign_id "
        "WHERE customer_id IN {his} ORDER BY coupon_code.id"),
    ),
    (
        "kept_changes", "a change of what the books say of you",
        _columns("file before"),
        ("SELECT COALESCE(file, ''), before FROM customer_revision "
        "LEFT JOIN import_batch ON import_batch.id = batch_id "
        "WHERE customer_id IN {his} ORDER BY customer_revision.id"),
    ),
)  # fmt: skip
