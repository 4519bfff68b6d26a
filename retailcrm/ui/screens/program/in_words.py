"""Rules in words: each section in one line, and what differs between two versions."""

from collections.abc import Iterator
from typing import Any

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.program import Earning, Expiry, ExpiryMode, Program, TierRules
from retailcrm.ui.screens.phrases import listed
from retailcrm.ui.screens.program.draft import row_value, value_at
from retailcrm.ui.screens.program.kinds import CHOICES, Setting, write
from retailcrm.ui.screens.program.settings import LISTS, SINGLE, Several


def section_lines(program: Program, figures: Figures) -> dict[str, str]:
    """Say each section of the rules in one line."""
    earning, using = program.earning, program.redeeming
    worth = write("price", using.value, figures.currency)
    excluded = len(earning.excluded.categories) + len(earning.excluded.products)
    return {
        "earning": _earning(earning),
        "goods": _goods(excluded, len(earning.bonuses)),
        "times": _times(earning),
        "tiers": _tiers(program.tiers),
        "using": say("a point is worth {worth} {currency}", worth=worth,
                     currency=figures.currency),
        "expiry": _expiry(program.expiry),
        "cost": say("{share} of points are used", share=figures.percent(float(program.urr), 0)),
    }  # fmt: skip


def differences(before: Program | None, after: Program | None, currency: str) -> tuple[str, ...]:
    """Say what changed from one version to the next, setting by setting."""
    if after is None:
        return (say("The program ends."),)
    if before is None:
        return (say("The program begins."),)
    found = [*_single(before, after, currency)]
    for several in LISTS:
        found += _rows(several, value_at(before, several.path), value_at(after, several.path),
                       currency)  # fmt: skip
    return tuple(found) or (say("Nothing changed."),)


def shown(setting: Setting, value: Any, currency: str) -> str:
    """Write a value as it is read in a sentence."""
    if setting.kind == "switch":
        return say("yes") if value else say("no")
    if setting.kind in CHOICES:
        return say(dict(CHOICES[setting.kind])[str(value)]).lower()
    text = write(setting.kind, value, currency)
    if not text:
        return NONE
    if setting.unit == "×":
        return f"×{text}"
    if setting.unit == "%":
        return f"{text}\u202f%"
    return text


def _single(before: Program, after: Program, currency: str) -> Iterator[str]:
    for one in SINGLE:
        old, new = value_at(before, one.path), value_at(after, one.path)
        if old != new:
            yield say("{title}: {old} became {new}", title=say(one.title),
                      old=shown(one, old, currency), new=shown(one, new, currency))  # fmt: skip


def _rows(several: Several, old: Any, new: Any, currency: str) -> Iterator[str]:
    was, now = {_name(row): row for row in old}, {_name(row): row for row in new}
    one = say(several.one)
    for name in was.keys() - now.keys():
        yield say("{one} {name} goes", one=one, name=name)
    for name, row in now.items():
        if name not in was:
            yield say("New: {one} {name}, {what}", one=one.lower(), name=name,
                      what=_row_words(several, row, currency))  # fmt: skip
        elif row != was[name]:
            yield say("{one} {name}: {what}", one=one, name=name,
                      what=_changed(several, was[name], row, currency))  # fmt: skip


def _name(row: Any) -> str:
    if isinstance(row, tuple):
        return write("day", row[0], "USD") if not isinstance(row[0], int) else str(row[0])
    goods = getattr(row, "goods", None)
    return row.name or "; ".join((*goods.categories, *goods.products) if goods else (row.key,))


def _row_words(several: Several, row: Any, currency: str) -> str:
    """Say a row in short: its numbers, without what is as usual or empty."""
    parts = [
        f"{say(one.title).lower()} {shown(one, row_value(row, one.path), currency)}"
        for one in several.settings
        if one.path not in ("name", "key") and row_value(row, one.path) not in (None, (), "", 0)
    ]
    return ", ".join(parts)


def _changed(several: Several, old: Any, new: Any, currency: str) -> str:
    parts = []
    for one in several.settings:
        was, now = row_value(old, one.path), row_value(new, one.path)
        if was != now:
            parts.append(
                say("{title} {old} became {new}", title=say(one.title).lower(),
                    old=shown(one, was, currency), new=shown(one, now, currency))
            )  # fmt: skip
    return ", ".join(parts)


def _earning(earning: Earning) -> str:
    parts = []
    if earning.per_unit:
        n = write("number", earning.per_unit, "")
        parts.append(say("{n} for each 1.00", n=n))
    if earning.per_visit:
        parts.append(say("{n} a visit", n=earning.per_visit))
    if earning.per_item:
        parts.append(say("{n} a piece", n=earning.per_item))
    return listed(tuple(parts)) if parts else say("nothing earns yet")


def _goods(excluded: int, bonuses: int) -> str:
    if not excluded and not bonuses:
        return say("all goods alike")
    parts = []
    if bonuses == 1:
        parts.append(say("1 bonus"))
    elif bonuses:
        parts.append(say("{n} bonuses", n=bonuses))
    if excluded:
        parts.append(say("{n} left out", n=excluded))
    return listed(tuple(parts))


def _times(earning: Earning) -> str:
    parts = [
        f"{group_title(key)} ×{write('number', value, '')}"
        for key, value in earning.groups
        if value != 1
    ]
    if any(value != 1 for value in earning.weekdays):
        parts.append(say("weekdays"))
    if earning.campaigns:
        parts.append(
            say("1 campaign")
            if len(earning.campaigns) == 1
            else say("{n} campaigns", n=len(earning.campaigns))
        )
    if earning.customers:
        parts.append(say("single customers"))
    return listed(tuple(parts)) if parts else say("the same for everyone")


def _tiers(rules: TierRules) -> str:
    return listed(tuple(one.name for one in rules.tiers)) if rules.tiers else say("no tiers")


def _expiry(expiry: Expiry) -> str:
    if expiry.mode is ExpiryMode.NEVER:
        return say("points are kept for ever")
    if expiry.mode is ExpiryMode.FIXED:
        return say("every year on {day}/{month}", day=expiry.day, month=expiry.month)
    if expiry.mode is ExpiryMode.INACTIVITY:
        return say("{n} months after the latest visit", n=expiry.months)
    return say("after {n} months", n=expiry.months)
