"""Commands about campaigns: written, tried, launched, and their files."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from retailcrm.cli.answers import Json, day
from retailcrm.cli.campaign_results import result_words, run_result, run_results
from retailcrm.cli.campaign_words import cost_typed, percent_typed, wish_typed, wish_words
from retailcrm.cli.codes import campaign_codes_words, run_campaign_codes
from retailcrm.cli.grammar import DATE, Command, commands_of
from retailcrm.cli.lists import run_export
from retailcrm.cli.post import (
    campaign_post_words,
    run_house,
    run_labels,
    run_letters,
    run_seeds,
)
from retailcrm.cli.typed import day_typed
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.campaign_preview import THOUSANDTHS
from retailcrm.services.campaign_rows import CampaignDetail, CampaignRow, Preview
from retailcrm.services.campaign_standing import USUAL_SHARE
from retailcrm.wiring import Services

_Run = Callable[[Services, Namespace, Progress], Json]


def campaign_words(command: Command) -> None:
    """Add the commands about campaigns."""
    action = commands_of(command("campaign", "write to customers, and leave some alone"), "action")
    create = action("create", "write a campaign down as a draft")
    create.add_argument("name")
    wish_words(create)
    create.add_argument("--launch", action="store_true", help="and launch it at once")
    preview = action("preview", "say what a campaign would do, before it is sent")
    preview.add_argument("number", nargs="?", type=int, help="a draft; else say it as for create")
    preview.add_argument("--name", default=say("Campaign"))
    wish_words(preview)
    for name, help_ in (
        ("show", "tell everything of a campaign but its result"),
        ("launch", "freeze who takes part, draw who is left alone"),
        ("take-back", "make a launched campaign a draft again, while nothing left the shop"),
        ("remove", "throw a draft away"),
    ):
        action(name, help_).add_argument("number", type=int)
    for name, help_ in (("send", "say on which day it goes out"), ("end", "end a campaign")):
        one = action(name, help_)
        one.add_argument("number", type=int)
        one.add_argument("--on", metavar=DATE, required=name == "send")
    costs = action("costs", "list what a campaign costs, or enter a cost that came later")
    costs.add_argument("number", type=int)
    costs.add_argument("--add", metavar="KIND=AMOUNT[/piece]", help="below zero takes one back")
    costs.add_argument("--note", default="")
    action("list", "list all campaigns")
    _export_words(action)
    result_words(action)
    campaign_codes_words(action)
    campaign_post_words(action)
    standing = action("standing", "leave some customers alone until the end of the year")
    standing.add_argument("--draw", action="store_true", help="draw them; else tell who they are")
    standing.add_argument("--share", metavar="PERCENT", help="of all customers; 5 if left out")


def run_campaign(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked of campaigns."""
    return _ACTIONS[told.action](services, told, progress)


def _export_words(action: Command) -> None:
    export = action("export", "write a campaign's list for a mail service; nobody left alone")
    export.add_argument("campaign", type=int, metavar="NUMBER")
    export.add_argument("--arm", type=int, metavar="N", help="one of its arms, 1 is A")
    export.add_argument("--service", default="csv", metavar="SERVICE")
    export.add_argument("--channel", default="", choices=("email", "sms", "post"))
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    export.add_argument("--since-last", action="store_true", help="only who is new or changed")


def _create(services: Services, told: Namespace, _progress: Progress) -> Json:
    drafts = services.campaigns.drafts
    wish = wish_typed(services, told)
    number = drafts.create(wish).value
    answer = preview_answer(drafts.preview(wish, number), services)
    if told.launch:
        drafts.launch(number)
    return {**row_answer(drafts.detail(number).row), **answer}


def _preview(services: Services, told: Namespace, _progress: Progress) -> Json:
    drafts = services.campaigns.drafts
    if told.number is None:
        return preview_answer(drafts.preview(wish_typed(services, told)), services)
    if told.to is not None:
        raise UserError(say("Say the number of a draft, or what a campaign is to be; not both."))
    return preview_answer(drafts.preview(drafts.wish(told.number), told.number), services)


def _show(services: Services, told: Namespace, _progress: Progress) -> Json:
    return detail_answer(services.campaigns.drafts.detail(told.number), services)


def _launch(services: Services, told: Namespace, _progress: Progress) -> Json:
    services.campaigns.drafts.launch(told.number)
    return _show(services, told, _progress)


def _take_back(services: Services, told: Namespace, progress: Progress) -> Json:
    services.campaigns.drafts.take_back(told.number)
    return _show(services, told, progress)


def _remove(services: Services, told: Namespace, _progress: Progress) -> Json:
    services.campaigns.drafts.remove(told.number)
    return {"removed": told.number}


def _send(services: Services, told: Namespace, _progress: Progress) -> Json:
    on = day_typed(told.on)
    assert on is not None
    return row_answer(services.campaigns.drafts.send(told.number, on).value)


def _end(services: Services, told: Namespace, _progress: Progress) -> Json:
    return row_answer(services.campaigns.drafts.end(told.number, day_typed(told.on)).value)


def _costs(services: Services, told: Namespace, _progress: Progress) -> Json:
    drafts = services.campaigns.drafts
    digits = services.shop.settings().digits
    if told.add is not None:
        line = cost_typed(told.add, digits)
        drafts.cost(told.number, type(line)(line.kind, line.amount, line.per_piece, told.note))
    return {
        "campaign": told.number,
        "costs": detail_answer(drafts.detail(told.number), services)["costs"],
    }


def _list(services: Services, _told: Namespace, _progress: Progress) -> Json:
    return {"campaigns": [row_answer(one) for one in services.campaigns.drafts.campaigns()]}


def _standing(services: Services, told: Namespace, _progress: Progress) -> Json:
    drafts = services.campaigns.drafts
    if told.draw:
        share = USUAL_SHARE if told.share is None else percent_typed(told.share)
        return row_answer(drafts.leave_alone(share).value)
    found = drafts.standing()
    return {"campaign": None} if found is None else row_answer(found)


def _export(services: Services, told: Namespace, progress: Progress) -> Json:
    told.list = None
    return {"campaign": told.campaign, **run_export(services, told, progress)}


def row_answer(row: CampaignRow) -> Json:
    """Tell a campaign in a list."""
    return {
        "campaign": row.id,
        "name": row.name,
        "kind": str(row.kind),
        "state": str(row.state),
        "channel": str(row.channel),
        "audience": row.audience,
        "treated": row.people,
        "control": row.control,
        "left_out": row.left_out,
        "held_back": row.held_back / 10_000,
        "days": row.days,
        "starts": day(row.starts),
        "sent": day(row.sent),
        "closes": day(row.closes),
        "ends": day(row.ends),
        "series": row.series,
    }


def detail_answer(found: CampaignDetail, services: Services) -> Json:
    """Tell everything of a campaign but its result."""
    digits = services.shop.settings().digits
    return {
        **row_answer(found.row),
        "list": found.title,
        "note": found.note,
        "arms": [
            {
                "place": one.place,
                "name": one.name,
                "offer": None if one.offer is None else str(one.offer.kind),
                "text": "" if one.offer is None else one.offer.text,
                "people": one.people,
            }
            for one in found.arms
        ],
        "costs": [
            {
                "kind": one.kind,
                "amount": _precise(one.amount, digits),
                "each": one.per_piece,
                "note": one.note,
            }
            for one in found.costs
        ],
        "excluded": {one.reason: one.people for one in found.left_out},
        "left_the_shop": found.is_out,
    }


def preview_answer(found: Preview, services: Services) -> Json:
    """Tell what a campaign would do."""
    digits = services.shop.settings().digits
    return {
        "list": found.title,
        "as_of": day(found.as_of),
        "sends": day(found.sends),
        "closes": day(found.closes),
        "days": found.days,
        "people": found.people,
        "may": found.may,
        "treated": found.treated,
        "control": found.control,
        "held_back": found.held_back / 10_000,
        "arms": [
            {"place": one.place, "name": one.name, "offer": one.offer, "people": one.people}
            for one in found.arms
        ],
        "excluded": {one.reason: one.people for one in found.left_out},
        "why": {one.reason: one.title for one in found.left_out},
        "base_rate": _share(found.base_rate),
        "detectable": _share(found.sees),
        "needed": _share(found.needs),
        "costs": [
            {"title": one.title, "amount": decimal_text(round(one.amount), digits)}
            for one in found.costs
        ],
        "total": decimal_text(round(found.total), digits),
        "warnings": list(found.warnings),
        "stops": found.stops or None,
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _precise(amount: int, digits: int) -> str:
    """Write thousandths of the smallest coin, without noughts that say nothing."""
    whole, rest = divmod(abs(amount), THOUSANDTHS)
    sign = "-" if amount < 0 else ""
    if not rest:
        return sign + decimal_text(whole, digits)
    return sign + decimal_text(abs(amount), digits + 3).rstrip("0")


_ACTIONS: MappingProxyType[str, _Run] = MappingProxyType(
    {
        "create": _create,
        "preview": _preview,
        "show": _show,
        "launch": _launch,
        "take-back": _take_back,
        "remove": _remove,
        "send": _send,
        "end": _end,
        "costs": _costs,
        "list": _list,
        "standing": _standing,
        "export": _export,
        "codes": run_campaign_codes,
        "letters": run_letters,
        "labels": run_labels,
        "house": run_house,
        "seeds": run_seeds,
        "result": run_result,
        "results": run_results,
    }
)
