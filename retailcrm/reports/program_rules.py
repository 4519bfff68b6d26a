"""The rules of a program in the shop's words."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.program import Bonus, Earning, Expiry, ExpiryMode, Program, Who

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAP_YEAR = 2000  # every day of every calendar is in it
_TIMES = "\N{MULTIPLICATION SIGN}"


def rules_in_words(program: Program, write: Figures) -> tuple[tuple[str, str], ...]:
    """Say every rule that is not as it always is, a name and a sentence each."""
    found = (
        (say("Who earns"), _who(program.earning)),
        (say("Earning"), _earning(program.earning, write)),
        (say("More points"), "; ".join(_multipliers(program, write))),
        (say("No points for"), ", ".join(_left_out(program.earning))),
        (say("Using points"), _redeeming(program, write)),
        (say("Rewards"), "; ".join(_rewards(program, write))),
        (say("Expiry"), _expiry(program.expiry, write)),
        (say("Tiers"), "; ".join(_tiers(program, write))),
    )
    return tuple((name, told) for name, told in found if told)


def _who(earning: Earning) -> str:
    if earning.who is Who.MEMBERS:
        return say("Whoever holds a card.")
    return say("Everyone the shop recognises.")


def _earning(earning: Earning, write: Figures) -> str:
    parts = [
        say("{points} for each {unit}", points=_plain(earning.per_unit, write),
            unit=write.money(10**write.digits)),
    ] if earning.per_unit else []  # fmt: skip
    if earning.per_visit:
        parts.append(say("{points} for each visit", points=write.count(earning.per_visit)))
    if earning.per_item:
        parts.append(say("{points} for each piece", points=write.count(earning.per_item)))
    told = say("Points: {parts}.", parts=", ".join(parts)) if parts else say("No points by amount.")
    if earning.pending_days:
        told += " " + say("They can be used {days} later.", days=write.days(earning.pending_days))
    return told


def _multipliers(program: Program, write: Figures) -> Iterator[str]:
    earning = program.earning
    yield from (f"{group_title(key)} {_TIMES}{_plain(by, write)}" for key, by in earning.groups)
    yield from (
        f"{say(_DAYS[at])} {_TIMES}{_plain(by, write)}"
        for at, by in enumerate(earning.weekdays)
        if by != 1
    )
    yield from (_bonus(one, write) for one in earning.bonuses)
    yield from (
        f"{one.name} {_TIMES}{_plain(one.multiplier, write)}, "
        + say("{first} to {last}", first=write.day_year(one.starts), last=write.day_year(one.ends))
        for one in earning.campaigns
    )
    if earning.customers:
        yield say("single members: {count}", count=write.count(len(earning.customers)))


def _bonus(bonus: Bonus, write: Figures) -> str:
    goods = ", ".join((*bonus.goods.categories, *bonus.goods.products))
    parts = [f"{bonus.name}: {goods}" if bonus.name else goods]
    if bonus.multiplier != 1:
        parts[0] += f" {_TIMES}{_plain(bonus.multiplier, write)}"
    if bonus.per_item:
        parts.append(say("{points} for each piece", points=write.count(bonus.per_item)))
    return ", ".join(parts)


def _left_out(earning: Earning) -> Iterator[str]:
    yield from (*earning.excluded.categories, *earning.excluded.products)
    if not earning.discounted_earn:
        yield say("goods already reduced")
    for earns, words in (
        (earning.tax_earns, say("tax")),
        (earning.gift_cards_earn, say("gift cards")),
        (earning.tips_earn, say("tips")),
        (earning.points_paid_earn, say("what is paid with points")),
    ):
        if not earns:
            yield words


def _redeeming(program: Program, write: Figures) -> str:
    rules = program.redeeming
    worth = rules.value.scaleb(-write.digits)
    parts = [say("100 points are worth {worth}", worth=_money(worth * 100, write))]
    if rules.least > 1:
        parts.append(say("at least {points} at once", points=write.count(rules.least)))
    if rules.step > 1:
        parts.append(say("in steps of {points}", points=write.count(rules.step)))
    if rules.cap < 1:
        parts.append(say("up to {share} of a receipt", share=write.percent(float(rules.cap), 0)))
    return f"{', '.join(parts)}."


def _rewards(program: Program, write: Figures) -> Iterator[str]:
    for one in program.rewards:
        yield say("{name} for {points}", name=one.name, points=write.count(one.points))


def _expiry(expiry: Expiry, write: Figures) -> str:
    if expiry.mode is ExpiryMode.NEVER:
        return say("Points do not expire.")
    notice = say("Members hear of it {days} before.", days=write.days(expiry.notice_days))
    if expiry.mode is ExpiryMode.FIXED:
        day = write.short_day(date(_LEAP_YEAR, expiry.month, expiry.day))
        return f"{say('All points of a year expire on {day}.', day=day)} {notice}"
    told = {
        ExpiryMode.ROLLING: say("Points expire {n} months after each was earned.", n=expiry.months),
        ExpiryMode.INACTIVITY: say("Points expire {n} months after the last visit.",
                                   n=expiry.months),
    }[expiry.mode]  # fmt: skip
    return f"{told} {notice}"


def _tiers(program: Program, write: Figures) -> Iterator[str]:
    months = program.tiers.window_months
    for one in program.tiers.tiers:
        told = say(
            "{name} from {amount} in {n} months",
            name=one.name, amount=write.money(one.threshold), n=months,
        )  # fmt: skip
        extra = [f"{_TIMES}{_plain(one.multiplier, write)}"] if one.multiplier != 1 else []
        if one.discount:
            extra.append(say("{share} off", share=write.percent(float(one.discount))))
        yield ", ".join((told, *extra))


def _plain(value: Decimal, write: Figures) -> str:
    plain = format(value.normalize(), "f")
    return write.number(float(plain), len(plain.partition(".")[2]))


def _money(value: Decimal, write: Figures) -> str:
    return write.money(float(value) * 10**write.digits)
