"""Commands about codes that customers show."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import DATE, Command, commands_of
from retailcrm.cli.typed import day_typed
from retailcrm.cli.whom import whom
from retailcrm.core.errors import UserError
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.code_rows import CodeGlance, MakeCodes, UseCode
from retailcrm.wiring import Services


def code_words(command: Command) -> None:
    """Add the commands about one code."""
    action = commands_of(command("code", "codes that customers show"), "action")
    _whose(action("check", "say whether a code is good, without using it"))
    _whose(action("use", "use a code"))
    back = action("take-back", "make a code good again that was used here by mistake")
    back.add_argument("code", metavar="CODE")
    gone = action("withdraw", "take a code out of use for good")
    gone.add_argument("code", metavar="CODE")


def campaign_codes_words(action: Command) -> None:
    """Add the command about a campaign's codes, among those about campaigns."""
    one = action("codes", "make codes for everyone in a campaign who has none; list them")
    one.add_argument("campaign", type=int, metavar="ID")
    one.add_argument("--out", type=Path, metavar="CSV", help="write them to a file")
    one.add_argument("--sheet", type=Path, metavar="PDF", help="print them with their barcodes")
    one.add_argument("--word", default="", help="one code for everybody, of your own choice")
    one.add_argument("--uses", metavar="N|any", default="1", help="how often each is good")
    one.add_argument("--until", metavar=DATE, help="last day; by default the campaign's own")
    one.add_argument("--paper", choices=("a4", "letter"), default="a4")


def run_code(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked with one code."""
    return _ACTIONS[told.action](services, told, progress)


def run_campaign_codes(services: Services, told: Namespace, progress: Progress) -> Json:
    """Make a campaign's codes, count them, and write them out."""
    codes = services.campaigns.codes
    wish = MakeCodes(told.campaign, told.word, uses=_uses(told.uses), until=day_typed(told.until))
    outcome = codes.make(wish)
    counted = codes.counts(told.campaign)
    answer: Json = {
        "said": outcome.summary,
        "campaign": told.campaign,
        "made": outcome.value.made,
        "codes": counted.made,
        "people": counted.people,
        "words": list(counted.words),
        "used": counted.used,
        "uses": counted.uses,
        "refused": counted.refused,
        "until": day(counted.until),
    }
    if told.out is not None:
        _written(told.out, lambda: codes.save(told.campaign, told.out))
        answer["file"] = str(told.out)
    if told.sheet is not None:
        printed = codes.print_sheet(told.campaign, told.sheet, told.paper, progress).value
        answer |= {"sheet": str(told.sheet), "pages": printed}
    return answer


def _whose(one: ArgumentParser) -> None:
    one.add_argument("code", metavar="CODE")
    one.add_argument("--customer", metavar="REF", help="who shows it")


def _uses(text: str) -> int | None:
    if text == "any":
        return None
    if not text.isdigit() or int(text) < 1:
        raise UserError(say("{text} is no number of uses.", text=text), say("Say 1, or any."))
    return int(text)


def _written(out: Path, work: Callable[[], object]) -> None:
    try:
        work()
    except OSError as fault:
        raise UserError(
            say("{file} cannot be written.", file=out.name), say("Choose another folder.")
        ) from fault


def _checked(services: Services, told: Namespace, _progress: Progress) -> Json:
    customer = None if told.customer is None else whom(services, told.customer)
    return glance_answer(services.campaigns.codes.check(told.code, customer))


def glance_answer(glance: CodeGlance) -> Json:
    """Tell what a code is good for."""
    return {
        "said": glance.sentence,
        "code": glance.shown,
        "state": str(glance.state),
        "good": glance.is_good,
        "customer": glance.customer_id,
        "gives": glance.gives,
        "campaign": glance.campaign_id,
        "until": day(glance.until),
        "left": glance.left,
        "hint": glance.hint,
    }


def _used(services: Services, told: Namespace, _progress: Progress) -> Json:
    customer = None if told.customer is None else whom(services, told.customer)
    outcome = services.campaigns.codes.use(UseCode(told.code, customer))
    used = outcome.value
    return {
        "said": outcome.summary, "code": used.shown, "use": used.use, "gives": used.gives,
        "customer": used.customer_id,
    }  # fmt: skip


def _taken_back(services: Services, told: Namespace, _progress: Progress) -> Json:
    codes = services.campaigns.codes
    outcome = codes.take_back(codes.last_use(told.code))
    return {"said": outcome.summary, "code": outcome.value.shown}


def _withdrawn(services: Services, told: Namespace, _progress: Progress) -> Json:
    outcome = services.campaigns.codes.withdraw(told.code)
    return {"said": outcome.summary, "code": outcome.value}


_ACTIONS: dict[str, Callable[[Services, Namespace, Progress], Json]] = {
    "check": _checked,
    "use": _used,
    "take-back": _taken_back,
    "withdraw": _withdrawn,
}
