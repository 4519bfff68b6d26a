"""What the move from a discount to points comes to, as plain JSON values."""

from retailcrm.cli.answers import Json, day
from retailcrm.cli.tried_answers import share
from retailcrm.core.days import day_of
from retailcrm.core.money import decimal_text
from retailcrm.loyalty.moving import Week
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.transition import GroupCost, Step
from retailcrm.services.move_progress import MoveProgress
from retailcrm.services.transition import Transition

_COUNTS = ("buyers", "earned", "redeemed", "moved", "carded", "members", "best", "away")


def transition_answer(told: Transition, digits: int) -> Json:
    """Tell what the discount costs, the way over, and who would lose."""
    return {
        "first": day(told.first),
        "last": day(told.last),
        "discount": share(told.before.discount),
        "groups": {one.group or "all": _cost(one, digits) for one in told.costs},
        "phases": [_step(one) for one in told.steps],
        "too_much": [
            {"group": one.group, "phase": one.phase, "loss": share(one.loss)}
            for one in told.too_much
        ],
        "losing": int(told.compensation.loses.sum()),
        "gift_points": told.compensation.points,
        "gift_cost": decimal_text(told.compensation.cost, digits),
        "losers": [
            {
                "customer": one.customer_id,
                "name": one.name,
                "card": one.card,
                "discount": decimal_text(one.discount, digits),
                "change": decimal_text(one.change, digits),
                "gift": one.gift,
            }
            for one in told.losers
        ],
    }


def _cost(one: GroupCost, digits: int) -> Json:
    per_member = share(one.per_member)
    return {
        "members": one.members,
        "list_amount": decimal_text(one.list_amount, digits),
        "discount": decimal_text(one.discount, digits),
        "rate": share(one.rate),
        "per_member": None if per_member is None else decimal_text(round(per_member), digits),
    }


def _step(one: Step) -> Json:
    return {
        "first": day(one.first),
        "last": day(one.last),
        "letters_by": day(one.letters_by),
        "discount": share(one.terms.phase.discount),
        "points_rate": share(one.terms.base),
        "points_per_unit": share(one.per_unit),
        "cost": share(one.terms.cost),
        "value": share(one.terms.value),
        "groups": {
            group.group: {"value": share(group.value), "change": share(group.change)}
            for group in one.terms.groups
        },
    }


def progress_answer(told: MoveProgress, program: Program, digits: int) -> Json:
    """Tell how the move went, week by week."""
    return {
        "pause": told.pause.pause,
        "told": told.pause.told,
        "away_before": share(told.away_before),
        "weeks": [_week(one, program, digits) for one in told.weeks],
    }


def _week(one: Week, program: Program, digits: int) -> Json:
    cost = one.cost_rate(program.redeeming.value, float(program.urr))
    return {
        "first": day(day_of(one.first)),
        "last": day(day_of(one.last)),
        "net_sales": decimal_text(one.net, digits),
        "discounts": decimal_text(one.discount, digits),
        **{name: getattr(one, name) for name in _COUNTS},
        "away_share": share(one.away_share),
        "cost_rate": share(cost),
    }
