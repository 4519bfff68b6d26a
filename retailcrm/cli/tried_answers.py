"""What trying a program told, as plain JSON values: no value is null, never NaN."""

import math
from dataclasses import asdict

from retailcrm.cli.answers import Json, day
from retailcrm.core.days import month_key
from retailcrm.core.money import decimal_text
from retailcrm.loyalty.replay import Change, Totals
from retailcrm.services.liability import Liability
from retailcrm.services.replaying import Preview, Tried

_MONEY_OF_ROW = ("owed_before", "allocated", "revenue", "owed", "cost")


def share(value: float | None) -> float | None:
    """Write a fraction; null where there is none."""
    return None if value is None or not math.isfinite(value) else round(value, 6)


def tried_answer(told: Tried, digits: int) -> Json:
    """Tell what a program would have done."""
    return {
        "first": day(told.first),
        "last": day(told.last),
        "members": told.members,
        **_totals(told.totals, digits),
        "open_points": told.open_points,
        "liability": decimal_text(told.liability, digits),
        "tiers": [{"tier": one.name or None, "members": one.members} for one in told.tiers],
        "groups": {one.group or "all": _change(one, digits) for one in told.changes},
        "months": [
            {
                "month": month_key(one.month),
                "net_sales": decimal_text(one.net, digits),
                "discounts": decimal_text(one.discount, digits),
                "points": one.points,
            }
            for one in told.months
        ],
    }


def _totals(told: Totals, digits: int) -> Json:
    return {
        "receipts": told.receipts,
        "net_sales": decimal_text(told.net, digits),
        "discounts": decimal_text(told.discount, digits),
        "margin": decimal_text(told.margin, digits),
        "points": told.points,
        "value": decimal_text(told.value, digits),
        "cost": decimal_text(told.cost, digits),
        "value_of_sales": share(told.of_sales),
        "value_of_margin": share(told.of_margin),
        "uplift_beside_discount": share(told.uplift_beside),
        "uplift_instead_of_discount": share(told.uplift_instead),
    }


def _change(one: Change, digits: int) -> Json:
    return {
        "members": one.members,
        "winners": one.winners,
        "losers": one.losers,
        "won": decimal_text(one.won, digits),
        "lost": decimal_text(one.lost, digits),
    }


def preview_answer(told: Preview, digits: int) -> Json:
    """Tell what a change of the rules would do to the members there are."""
    return {
        "more": told.more,
        "less": told.less,
        "gained": decimal_text(told.gained, digits),
        "lost": decimal_text(told.lost, digits),
        "moves": [{"was": x.was or None, "now": x.now or None, "members": x.members}
                  for x in told.moves],
        "open_points": told.open_points,
        "liability_before": decimal_text(told.liability_before, digits),
        "liability_after": decimal_text(told.liability_after, digits),
        "announce_on": day(told.announce_on),
        "before": None if told.before is None else tried_answer(told.before, digits),
        "after": tried_answer(told.after, digits),
    }  # fmt: skip


def liability_answer(told: Liability, digits: int) -> Json:
    """Tell what open points will cost, month by month."""
    total = told.sheet.total()
    rows = [asdict(one) for one in told.sheet.rows]
    return {
        "as_of": day(told.as_of),
        "currency": told.currency,
        "open_points": told.open_points,
        "to_come": told.to_come,
        "redeemed_share": share(told.redemption.share),
        "how": told.redemption.told,
        "point_value": _point_value(told, digits),
        "owed": decimal_text(total.owed if total else 0, digits),
        "cost": decimal_text(total.cost if total else 0, digits),
        "rows": [_row(one, digits) for one in rows],
    }


def _point_value(told: Liability, digits: int) -> str:
    """Write what a point is worth, in units of the currency."""
    return format(told.assumed_value.scaleb(-digits).normalize(), "f")


def _row(one: Json, digits: int) -> Json:
    money = {name: decimal_text(one[name], digits) for name in _MONEY_OF_ROW}
    return {**one, "share": format(one["share"], "f"), **money}
