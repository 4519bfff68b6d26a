"""Commands about what campaigns brought."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.tables import write_csv
from retailcrm.cli.typed import day_typed
from retailcrm.core.figures import Figures
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult, SeriesResult
from retailcrm.services.campaign_story import Story
from retailcrm.services.finding import Told, Unit
from retailcrm.wiring import Services

ARM_COLUMNS = (
    "campaign", "name", "arm", "offer", "members", "came", "conversion", "lift", "lift_low",
    "lift_high", "sales", "sales_per_head", "margin", "margin_per_head", "cost", "cost_per_head",
    "after_costs", "after_costs_low", "after_costs_high", "brought", "brought_low",
    "brought_high", "redeemers", "redemptions", "verdict", "needed",
)  # fmt: skip
_PLACES = 6


def result_words(action: Command) -> None:
    """Add the commands about results to those about campaigns."""
    one = action("result", "what a campaign brought, against the people left alone")
    one.add_argument("campaign", type=int, metavar="ID")
    _asked(one)
    _asked(action("results", "what all campaigns brought, and like ones together"))


def run_result(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell one result; write its arms."""
    write = Figures(services.shop.settings().currency)
    found = services.campaigns.results.result(told.campaign, day_typed(told.as_of))
    answer = result_answer(found, write)
    return answer | _written(services, told.out, (found,), write.digits)


def run_results(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell all results, and series together; write all arms."""
    write, as_of = Figures(services.shop.settings().currency), day_typed(told.as_of)
    found = services.campaigns.results.results(as_of)
    series = services.campaigns.results.series(as_of)
    answer: Json = {
        "campaigns": [result_answer(one, write) for one in found],
        "series": [_series(one, write.digits) for one in series],
    }
    return answer | _written(services, told.out, found, write.digits)


def result_answer(told: CampaignResult, write: Figures) -> Json:
    """Tell a result as plain JSON values."""
    story, digits = Story(told, write), write.digits
    return {
        "campaign": told.id,
        "name": told.name,
        "kind": told.kind,
        "channel": told.channel,
        "series": told.series,
        "stage": told.stage.value,
        "interim": not told.is_final,
        "verdict": told.verdict.value if told.verdict and told.is_final else None,
        "sentence": story.verdict(),
        "doubt": story.doubt(),
        "data_through": day(told.through),
        "sent": day(told.sent),
        "closes": day(told.closes),
        "days": told.days,
        "currency": write.currency,
        "members": _count(told.everyone),
        "open_windows": told.open_windows,
        "arms": [_arm(one, digits) for one in told.arms],
        "control": None if told.control is None else _arm(told.control, digits),
        "together": None if told.together is None else _arm(told.together, digits),
        "best": next((one.letter for one in told.arms if one.place == told.best), None),
        "costs": [
            {
                "kind": one.kind,
                "pieces": one.pieces,
                "amount": decimal_text(round(one.amount), digits),
            }
            for one in told.costs
        ],
        "cost": decimal_text(round(told.cost), digits),
        "attributed": _money(told.claimed, digits),
        "attributed_by": told.claimed_by,
        "left_out": {one.reason: _count(one.people) for one in told.left_out},
        "unsubscribed": _count(told.refused),
        "unsubscribed_before": _count(told.refused_before),
        "contaminated": _count(told.leaked),
        "codes_used_by_others": told.strangers,
        "overlap": _rounded(told.overlap),
        "sample_ratio_p": _rounded(told.ratio),
        "empty_reason": told.why_empty,
    }


def _arm(told: ArmResult, digits: int) -> Json:
    answer: Json = {
        "arm": told.letter,
        "name": told.name,
        "members": _count(told.people),
        "came": _count(told.came),
        "waiting": told.waiting,
        **_ranged("conversion", told.share),
        **_ranged("lift", told.more_came),
        **_ranged("relative_lift", told.relative),
        "sales": _money(told.sales, digits),
        "sales_per_head": _money(told.sales_each, digits),
        "margin": _money(told.margin, digits),
        "margin_per_head": _money(told.margin_each, digits),
        **_ranged("sales_over_control", told.more_sales, digits),
        **_ranged("margin_over_control", told.more_margin, digits),
        "cost": decimal_text(round(told.cost), digits),
        "cost_per_head": None
        if told.cost_each is None
        else decimal_text(round(told.cost_each), digits),
        **_ranged("after_costs", told.after, digits),
        **_ranged("incremental_customers", told.brought_people),
        **_ranged("incremental_sales", told.brought_sales, digits),
        **_ranged("incremental_margin", told.brought, digits),
        **_ranged("iroas", told.per_cost),
        **_ranged("roi", told.roi),
        "pieces": told.pieces,
        "delivered": _count(told.reached),
        "delivered_conversion": _rounded(told.reached_share.value),
        "redeemers": _count(told.redeemers),
        "redemptions": _count(told.redemptions),
        "redemption_rate": _rounded(told.redeemed_share.value),
        **_ranged("subsidy_share", told.subsidy_share),
        "p": _rounded(told.p),
        "verdict": told.verdict.value,
        "needed": told.needed,
        "needed_for": told.needed_for,
    }
    if told.more_discount is not None and told.more_points is not None:
        answer["discounts_given"] = decimal_text(round(told.more_discount), digits)
        answer["points_given"] = decimal_text(round(told.more_points), digits)
    return answer


def _series(told: SeriesResult, digits: int) -> Json:
    return {
        "series": told.series,
        "campaigns": [one.id for one in told.campaigns],
        "judged": told.judged,
        "members": told.people,
        "control": told.control,
        **_ranged("lift", told.more_came),
        **_ranged("after_costs", told.after, digits),
        **_ranged("incremental_margin", told.brought, digits),
        "verdict": None if told.verdict is None else told.verdict.value,
        "alike_p": _rounded(told.alike),
    }


def _written(
    services: Services, out: Path | None, found: tuple[CampaignResult, ...], digits: int
) -> Json:
    if out is None:
        return {}
    rows = list(_lines(found, digits))
    services.exports.note("campaign.result", len(rows))
    write_csv(out, ARM_COLUMNS, rows)
    return {"file": str(out)}


def _lines(found: tuple[CampaignResult, ...], digits: int) -> Iterator[list[Any]]:
    for result in found:
        for one in (*result.arms, result.control):
            if one is None:
                continue
            arm = _arm(one, digits)
            brought = [arm[f"incremental_margin{end}"] for end in ("", "_low", "_high")]
            cells = [arm.get(name) for name in ARM_COLUMNS[4:19]]
            yield [
                result.id, result.name, one.letter or "control", one.name, *cells, *brought,
                arm["redeemers"], arm["redemptions"],
                arm["verdict"] if result.is_final else "", arm["needed"],
            ]  # fmt: skip


def _asked(one: ArgumentParser) -> None:
    one.add_argument("--as-of", metavar=DATE)
    one.add_argument("--out", type=Path, metavar="CSV", help="write a line for each arm")


def _ranged(name: str, told: Told, digits: int | None = None) -> Json:
    """Tell a figure with the ends of its interval; no value is null, never infinite."""
    ends = {"": told.value, "_low": told.low, "_high": told.high}
    if told.unit is Unit.MONEY and digits is not None:
        return {
            f"{name}{end}": None if value is None else decimal_text(round(value), digits)
            for end, value in ends.items()
        }
    return {f"{name}{end}": _rounded(value) for end, value in ends.items()}


def _money(told: Told, digits: int) -> str | None:
    return None if told.value is None else decimal_text(round(told.value), digits)


def _count(told: Told) -> int:
    return int(told.value or 0)


def _rounded(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else round(value, _PLACES)
