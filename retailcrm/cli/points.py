"""Commands about points."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import DATE, Command, add_ref, commands_of
from retailcrm.cli.points_answers import account_answer, booked_answer, entry_answer
from retailcrm.cli.tried_answers import liability_answer
from retailcrm.cli.typed import amount_typed, bounded, day_typed, points_typed
from retailcrm.cli.whom import whom
from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.points_rows import Booked, Change, Redemption
from retailcrm.wiring import Services


def points_words(command: Command) -> None:
    """Add the commands about points."""
    action = commands_of(command("points", "what members have, use and are owed"), "action")
    add_ref(action("balance", "what a member has"))
    why = action("why", "every movement of a member's points, and the reason for it")
    add_ref(why)
    _paper(why, "PDF", "print it as a statement")
    why.add_argument("--from", dest="first", metavar=DATE, help="first day that is printed")
    _change(action("award", "give points at the counter"), "how many")
    _change(action("adjust", "give points by hand, or take them with a minus"), "how many, ±")
    _redeem(action("redeem", "use points for money off or for a reward"))
    slip = action("take-back", "take back what was awarded, used or adjusted by mistake")
    slip.add_argument("entry", type=int, metavar="ENTRY", help="its number, as `why` lists it")
    _open(action("open", "bring points along from an earlier program"))
    expire = action("expire", "book points as expired whose last day is over")
    expire.add_argument("--as-of", metavar=DATE, help="the day; never later than today")
    owed = action("liability", "what open points will cost, for the accountant")
    _paper(owed, "PDF|XLSX", "write it to a file as well")
    action("verify", "add the whole ledger up again")


def run_points(services: Services, told: Namespace, progress: Progress) -> Json:
    """Do what was asked with points."""
    return _ACTIONS[told.action](services, told, progress)


def _paper(one: ArgumentParser, kind: str, help_: str) -> None:
    one.add_argument("--out", type=Path, metavar=kind, help=help_)
    one.add_argument("--paper", choices=("a4", "letter"), default="a4")


def _change(one: ArgumentParser, help_: str) -> None:
    add_ref(one)
    one.add_argument("points", type=points_typed, metavar="N", help=help_)
    one.add_argument("--reason", required=True, metavar="TEXT", help="why; it stays readable")
    _key(one)


def _key(one: ArgumentParser) -> None:
    one.add_argument("--key", default="", metavar="K", help="told twice, booked once")


def _redeem(one: ArgumentParser) -> None:
    add_ref(one)
    one.add_argument("points", type=points_typed, nargs="?", metavar="N", help="how many")
    one.add_argument("--reason", default="", metavar="TEXT")
    one.add_argument("--reward", default="", metavar="KEY", help="a reward of the program")
    one.add_argument("--receipt", default="", metavar="NUMBER", help="the receipt they pay")
    one.add_argument("--total", metavar="AMOUNT", help="what is to be paid, for the cap")
    _key(one)


def _open(one: ArgumentParser) -> None:
    add_ref(one)
    one.add_argument("points", type=points_typed, metavar="N", help="how many")
    one.add_argument("--source", required=True, metavar="TEXT", help="the earlier program")
    one.add_argument("--on", metavar=DATE, help="business date; left out: today")
    one.add_argument("--expires", metavar=DATE, help="last day; left out: as the program says")
    one.add_argument("--reason", default="", metavar="TEXT")
    _key(one)


def _balance(services: Services, told: Namespace, _progress: Progress) -> Json:
    row = services.points.account(whom(services, told.ref))
    return account_answer(row, services.shop.settings().digits)


def _why(services: Services, told: Namespace, _progress: Progress) -> Json:
    customer = whom(services, told.ref)
    digits = services.shop.settings().digits
    entries = services.points.why(customer)
    printed = {}
    if told.out is not None:
        first = day_typed(told.first)
        services.reporting.statement(customer, told.out, first=first, paper=told.paper)
        printed = {"file": str(told.out)}
    return {
        **printed,
        "customer": customer,
        "balance": entries[-1].balance if entries else 0,
        "entries": [entry_answer(one, digits) for one in entries],
    }


def _award(services: Services, told: Namespace, _progress: Progress) -> Json:
    customer = whom(services, told.ref, spending=True)
    return _booked(services.points.award(_wish(customer, told)))


def _adjust(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _booked(services.points.adjust(_wish(whom(services, told.ref), told)))


def _take_back(services: Services, told: Namespace, _progress: Progress) -> Json:
    return _booked(services.points.take_back(told.entry))


def _wish(customer: int, told: Namespace) -> Change:
    return Change(
        customer_id=customer, points=bounded(told.points), reason=told.reason, key=told.key
    )


def _opening(services: Services, told: Namespace, _progress: Progress) -> Json:
    source = told.source.strip()
    change = Change(
        customer_id=whom(services, told.ref),
        points=bounded(told.points),
        reason=told.reason or say("Brought along from {source}", source=source),
        key=told.key,
        day=day_typed(told.on),
        expires=day_typed(told.expires),
        source=source,
    )
    return _booked(services.points.open_balance(change))


def _spend(services: Services, told: Namespace, _progress: Progress) -> Json:
    if told.points is None and not told.reward:
        raise UserError(say("Say how many points, or which reward."))
    customer = whom(services, told.ref, spending=True)
    digits = services.shop.settings().digits
    if told.reward and told.points is not None:
        _refuse_other_price(services, told.reward, told.points)
    wish = Redemption(
        customer_id=customer,
        points=bounded(told.points or 0),
        reward=told.reward,
        receipt=told.receipt,
        total=None if told.total is None else amount_typed(told.total, digits),
        key=told.key,
        reason=told.reason,
    )
    outcome = services.points.redeem(wish)
    return {**_booked(outcome), "value": decimal_text(outcome.value.value, digits)}


def _refuse_other_price(services: Services, reward: str, points: int) -> None:
    """Refuse points that are not what the reward costs; an unknown reward is refused later."""
    held = services.program.current()
    rewards = held.program.rewards if held is not None and held.program is not None else ()
    for one in rewards:
        if one.key == reward and one.points != points:
            raise UserError(
                say("{reward} costs {price} points, not {points}.",
                    reward=one.name, price=one.points, points=points)
            )  # fmt: skip


def _booked(outcome: Outcome[Booked]) -> Json:
    return booked_answer(outcome.value, outcome.summary)


def _expire(services: Services, told: Namespace, _progress: Progress) -> Json:
    outcome = services.expiring.run(day_typed(told.as_of))
    return {"said": outcome.summary, **asdict(outcome.value)}


def _liability(services: Services, told: Namespace, _progress: Progress) -> Json:
    answer = liability_answer(services.liability.sheet(), services.shop.settings().digits)
    if told.out is None:
        return answer
    services.reporting.liability(told.out, paper=told.paper)
    return {"file": str(told.out), **answer}


def _verify(services: Services, _told: Namespace, _progress: Progress) -> Json:
    found = services.points.verify()
    return {**asdict(found), "faults": list(found.faults)}


_ACTIONS: dict[str, Callable[[Services, Namespace, Progress], Json]] = {
    "balance": _balance,
    "why": _why,
    "award": _award,
    "adjust": _adjust,
    "take-back": _take_back,
    "open": _opening,
    "redeem": _spend,
    "expire": _expire,
    "liability": _liability,
    "verify": _verify,
}
