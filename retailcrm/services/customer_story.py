"""One customer's page: contacts, consents, group and rhythm in words, timeline."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.reasons import group_reasons, stage_evidence
from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import asked_word
from retailcrm.core.words import say
from retailcrm.db.answers import answers_told
from retailcrm.db.books import Reading
from retailcrm.db.customer_pages import full_name, heads_of
from retailcrm.db.customer_pasts import (
    cards_handed,
    categories_of,
    identities_of,
    joined_on,
)
from retailcrm.db.receipt_pages import receipts_of
from retailcrm.services.customer_rows import (
    CustomerProfile,
    CustomerRow,
    ReceiptRow,
    TimelineRow,
)
from retailcrm.services.points_story import Moved, moves_of

SHOWN_RECEIPTS = 500
KEYS = ("card", "till", "email", "phone")
_KINDS = ("sale", "return", "exchange")


def profile_of(
    connection: Reading, row: CustomerRow, scored: Scored | None, figures: Figures
) -> CustomerProfile:
    """Put one customer's page together."""
    head = heads_of(connection, [row.customer_id])[row.customer_id]
    receipts = tuple(
        receipt_row(one) for one in receipts_of(connection, row.customer_id, SHOWN_RECEIPTS)
    )
    consents = tuple(
        (channel, given, datetime.fromtimestamp(at, tz=UTC).date(), source)
        for channel, given, at, source in answers_told(connection, row.customer_id)
    )
    reason, rhythm, scores = _words(row.customer_id, scored, figures.money)
    moves = moves_of(connection, row.customer_id, figures)
    return CustomerProfile(
        row=row,
        company=head["company"],
        address=_address(head),
        birthday=head["birthday"],
        note=head["note"],
        tags=head["tags"],
        source=head["source"],
        identities=tuple(
            (KEYS[kind], value) for kind, value in identities_of(connection, row.customer_id)
        ),
        consents=consents,
        group_reason=reason,
        rhythm=rhythm,
        r=scores[0],
        f=scores[1],
        m=scores[2],
        categories=tuple(categories_of(connection, row.customer_id)),
        timeline=by_day(
            *_visits(row, receipts, moves, figures),
            *_answers(consents),
            *_membership(connection, row),
            *_moves(moves, receipts),
        ),
        receipts=receipts,
    )


_Scores = tuple[int | None, int | None, int | None]


def _words(
    customer: int, scored: Scored | None, money: Callable[[int], str]
) -> tuple[str, str, _Scores]:
    if scored is None:
        return "", "", (None, None, None)
    at = int(np.searchsorted(scored.ids, customer))
    r, f, m = (int(values[at]) or None for values in (scored.r, scored.f, scored.m))
    return group_reasons(scored, [at], money)[0], stage_evidence(scored, [at])[0], (r, f, m)


def _address(head: Mapping[str, Any]) -> tuple[str, ...]:
    town = " ".join(part for part in (head["city"], head["region"], head["postcode"]) if part)
    return tuple(part for part in (head["street"], town, head["country"]) if part)


def receipt_row(told: Mapping[str, Any]) -> ReceiptRow:
    """Put a receipt's row together."""
    return ReceiptRow(
        receipt_id=told["id"],
        number=told["number"],
        kind="void" if told["voided"] else _KINDS[told["kind"]],
        day=day_of(told["day"]),
        store=told["store"],
        channel=("offline", "online")[told["channel"]],
        customer_id=told["customer_id"],
        customer=full_name(told) if told["customer_id"] is not None else "",
        lines=told["lines"],
        discount=told["discount"],
        net=told["gross"] - told["discount"] - told["refunded"],
        tax=told["tax"],
    )


def by_day(*events: TimelineRow) -> tuple[TimelineRow, ...]:
    """Put events in order, the newest first."""
    return tuple(sorted(events, key=lambda event: event.day, reverse=True))


def _visits(
    row: CustomerRow,
    receipts: tuple[ReceiptRow, ...],
    moves: tuple[Moved, ...],
    figures: Figures,
) -> Iterator[TimelineRow]:
    """Tell visits and returns, each visit with the points that it earned."""
    earned = {one.receipt_id: one.points for one in moves if one.receipt_id is not None}
    for one in receipts:
        if one.kind == "void":
            continue
        text = _event(one, first=one.day == row.first_on)
        if earned.get(one.receipt_id, 0) > 0:
            points = figures.count(earned[one.receipt_id])
            text = say("{visit}: {points} points", visit=text, points=points)
        kind = "return" if one.kind == "return" else "visit"
        yield TimelineRow(one.day, kind, text, one.net, one.receipt_id)


def _answers(consents: tuple[Any, ...]) -> Iterator[TimelineRow]:
    for channel, given, on, source in consents:
        said = say("Said yes to {channel}") if given else say("Said no to {channel}")
        text = f"{said.format(channel=asked_word(channel))} ({source})"
        yield TimelineRow(on, "consent", text, None, None)


def _membership(connection: Reading, row: CustomerRow) -> Iterator[TimelineRow]:
    """Tell when the customer joined, and every card that came in place of another."""
    has_joined = False
    for number, day, old in cards_handed(connection, row.customer_id):
        if old:
            told = say("Card {number} in place of {old}", number=number, old=old)
        elif has_joined:
            told = say("Given card {number}", number=number)
        else:
            told = say("Joined, with card {number}", number=number)
        has_joined = has_joined or not old
        yield TimelineRow(day_of(day), "card" if old else "joined", told, None, None)
    joined = joined_on(connection, row.customer_id)
    if row.card and joined is not None and not has_joined:
        yield TimelineRow(day_of(joined), "joined", say("Joined"), None, None)


def _moves(moves: tuple[Moved, ...], receipts: tuple[ReceiptRow, ...]) -> Iterator[TimelineRow]:
    """Tell movements of points that no visit tells."""
    shown = {one.receipt_id for one in receipts if one.kind != "void"}
    oldest = min((one.day for one in receipts), default=None)
    is_cut = len(receipts) >= SHOWN_RECEIPTS
    for one in moves:
        day = day_of(one.day)
        # Where only the newest visits are told, so are the points since.
        if one.receipt_id in shown or (is_cut and oldest is not None and day < oldest):
            continue
        yield TimelineRow(day, "points", one.text, None, None)


def _event(receipt: ReceiptRow, *, first: bool) -> str:
    if receipt.kind == "return":
        return say("Return at {store}", store=receipt.store)
    if first:
        return say("First visit, {store}", store=receipt.store)
    return say("Visit at {store}", store=receipt.store)
