"""The ad diary on the command line: what flyers and pages cost, and what they brought."""

from argparse import Namespace
from datetime import date

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import DATE, Command, commands_of
from retailcrm.cli.typed import amount_typed, day_typed
from retailcrm.core.errors import UserError
from retailcrm.core.figures import half_up
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.ad_rows import AdDiary, AdResult, AdRow, AdWay, MediumRow, NewAd
from retailcrm.wiring import Services

_SHARE_PLACES = 4


def ads_words(command: Command) -> None:
    """Add the commands of the ad diary."""
    ad = commands_of(command("ad", "flyers, newspaper pages, posters: cost and result"), "what")
    add = ad("add", "note an ad")
    add.add_argument("--medium", required=True, help="flyer, newspaper, poster, radio, …")
    add.add_argument("--name", required=True)
    add.add_argument("--from", dest="starts", required=True, metavar=DATE)
    add.add_argument("--to", dest="ends", required=True, metavar=DATE,
                     help="last day on which it may bring somebody")  # fmt: skip
    add.add_argument("--cost", metavar="AMOUNT")
    add.add_argument("--copies", type=int, metavar="N")
    add.add_argument("--by", choices=("store", "postcode"), default="",
                     help="what the places are")  # fmt: skip
    add.add_argument("--went-to", action="append", default=[], metavar="PLACE")
    add.add_argument("--compared", action="append", default=[], metavar="PLACE",
                     help="a like place that it did not go to")  # fmt: skip
    add.add_argument("--code", default="", metavar="WORD", help="to be shown at the till")
    add.add_argument("--note", default="")
    spend = ad("spend", "note money spent in a week; below zero takes back")
    spend.add_argument("ad", type=int, metavar="AD")
    spend.add_argument("amount", metavar="AMOUNT")
    spend.add_argument("--on", metavar=DATE, help="any day of the week; else its first")
    spend.add_argument("--note", default="")
    ad("list", "list the diary")
    result = ad("result", "what an ad brought; without a number, a line for each medium")
    result.add_argument("ad", nargs="?", type=int, metavar="AD")
    withdraw = ad("withdraw", "take an ad out of the diary")
    withdraw.add_argument("ad", type=int, metavar="AD")


def run_ad(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Do what the second word says."""
    doing = {"add": _add, "spend": _spend, "list": _list, "result": _result,
             "withdraw": _withdraw}  # fmt: skip
    return doing[told.what](services, told)


def _add(services: Services, told: Namespace) -> Json:
    digits = services.shop.settings().digits
    places = bool(told.went_to or told.compared)
    wish = NewAd(
        medium=told.medium,
        name=told.name,
        starts=_day(told.starts),
        ends=_day(told.ends),
        copies=told.copies,
        by=told.by or ("store" if places else ""),
        went_to=tuple(told.went_to),
        compared=tuple(told.compared),
        code=told.code,
        cost=amount_typed(told.cost, digits) if told.cost else 0,
        note=told.note,
    )
    done = services.campaigns.ads.add(wish)
    return {"said": done.summary, **_row(done.value, digits)}


def _spend(services: Services, told: Namespace) -> Json:
    digits = services.shop.settings().digits
    below = told.amount.strip().startswith(("-", "\N{MINUS SIGN}"))
    amount = amount_typed(told.amount.strip().lstrip("-\N{MINUS SIGN}"), digits)
    done = services.campaigns.ads.spend(
        told.ad, -amount if below else amount, on=day_typed(told.on), note=told.note
    )
    return {"said": done.summary, **_row(done.value, digits)}


def _list(services: Services, _told: Namespace) -> Json:
    digits = services.shop.settings().digits
    return {"ads": [_row(one, digits) for one in services.campaigns.ads.listed()]}


def _result(services: Services, told: Namespace) -> Json:
    digits = services.shop.settings().digits
    if told.ad is not None:
        return result_answer(services.campaigns.ads.result(told.ad), digits)
    return _diary(services.campaigns.ads.diary(), digits)


def _withdraw(services: Services, told: Namespace) -> Json:
    return {"said": services.campaigns.ads.withdraw(told.ad).summary, "ad": told.ad}


def result_answer(told: AdResult, digits: int) -> Json:
    """Give what an ad brought, by every way, the strongest first."""
    return {
        "said": told.sentence,
        **_row(told.ad, digits),
        "verdict": told.verdict,
        "best": None if told.best is None else told.best.way,
        "margin_share": round(told.rate, _SHARE_PLACES),
        "ways": [_way(one, digits) for one in told.ways],
    }


def _diary(told: AdDiary, digits: int) -> Json:
    return {
        "as_of": None if told.as_of is None else told.as_of.isoformat(),
        "media": [_medium(one, digits) for one in told.media],
        "weeks": [
            {
                "week": one.week.isoformat(),
                "net_sales": decimal_text(one.sales, digits),
                "spend": {name: decimal_text(amount, digits) for name, amount in one.spent},
            }
            for one in told.weeks
        ],
        "ads": [
            {"ad": one.ad.ad_id, "name": one.ad.name, "verdict": one.verdict, "said": one.sentence}
            for one in told.results
        ],
    }


def _medium(one: MediumRow, digits: int) -> Json:
    return {
        "medium": one.medium,
        "ads": one.ads,
        "spend": decimal_text(one.cost, digits),
        "margin": _money(one.margin, digits),
        "low": _money(one.low, digits),
        "high": _money(one.high, digits),
        "roi": _share(one.gain),
        "measured": one.measured,
        "new_customers": int(one.new.value or 0),
        "cost_of_each": _money(one.each, digits),
        "margin_of_new": _money(one.brought.value, digits),
        "payback_month": one.payback,
        "told": one.sentence,
    }


def _way(one: AdWay, digits: int) -> Json:
    brought, made = one.brought, one.returned
    return {
        "way": one.way,
        "told": one.sentence,
        "why_not": one.why,
        "sales": None if brought is None else _money(brought.sales, digits),
        "sales_low": None if brought is None else _money(brought.low, digits),
        "sales_high": None if brought is None else _money(brought.high, digits),
        "uplift": None if brought is None else _share(brought.uplift),
        "p": None if brought is None else _share(brought.p),
        "p_permutation": None if brought is None else _share(brought.casts),
        "margin": None if made is None else _money(made.margin, digits),
        "sales_per_spend": None if made is None else _share(made.on_spend),
        "roi": None if made is None else _share(made.gain),
        "roi_low": None if made is None else _share(made.low_gain),
        "roi_high": None if made is None else _share(made.high_gain),
    }


def _row(one: AdRow, digits: int) -> Json:
    return {
        "ad": one.ad_id,
        "medium": one.medium,
        "name": one.name,
        "from": one.starts.isoformat(),
        "to": one.ends.isoformat(),
        "copies": one.copies,
        "by": one.by,
        "went_to": list(one.went_to),
        "compared": list(one.compared),
        "codes": list(one.codes),
        "spend": decimal_text(one.cost, digits),
        "weeks": [
            {"week": entry.week.isoformat(), "spend": decimal_text(entry.amount, digits)}
            for entry in one.spent
        ],
    }


def _money(amount: float | None, digits: int) -> str | None:
    return None if amount is None else decimal_text(half_up(amount), digits)


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, _SHARE_PLACES)


def _day(text: str) -> date:
    found = day_typed(text)
    if found is None:
        raise UserError(say("Say from which day to which."))
    return found
