"""The rules as typed, and what is wrong with them, setting by setting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from retailcrm.core.words import say
from retailcrm.loyalty.program import (
    ONE,
    Bonus,
    Campaign,
    Earning,
    Expiry,
    ExpiryMode,
    GiveBack,
    Goods,
    Negative,
    Program,
    Redeeming,
    Reward,
    Stacking,
    Tier,
    TierRules,
    Who,
)
from retailcrm.loyalty.program_rules import wrongs
from retailcrm.ui.screens.program.kinds import Setting, Unreadable, read, write
from retailcrm.ui.screens.program.settings import LISTS, SINGLE, WEEKDAYS, Several

Row = Mapping[str, str]
_EMPTY: Mapping[str, Any] = {"list": (), "groups": (), "customers": (), "text": ""}
_WEEKDAY, _GROUP = "earning.weekdays.", "earning.groups."
_ENUMS: Mapping[str, Any] = {
    "earning.who": Who,
    "earning.stacking": Stacking,
    "expiry.mode": ExpiryMode,
    "redeeming.negative": Negative,
    "redeeming.give_back": GiveBack,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The rules as texts; never changed, only followed by another.

    Attributes:
        texts: what stands in each single field, by path.
        rows: what stands in each row of each list, by the list's path.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def typed(self, path: str, text: str) -> "Draft":
        """Give the draft with another text in a field."""
        return Draft({**self.texts, path: text}, self.rows)

    def typed_in(self, path: str, number: int, name: str, text: str) -> "Draft":
        """Give the draft with another text in a row, counted from 0."""
        held = list(self.rows[path])
        held[number] = {**held[number], name: text}
        return self._with(path, tuple(held))

    def added(self, several: Several, **texts: str) -> "Draft":
        """Give the draft with one more row."""
        fresh = {one.path: "" for one in several.settings} | dict(several.fresh) | texts
        return self._with(several.path, (*self.rows.get(several.path, ()), fresh))

    def removed(self, path: str, number: int) -> "Draft":
        """Give the draft without a row."""
        held = self.rows[path]
        return self._with(path, (*held[:number], *held[number + 1 :]))

    def _with(self, path: str, rows: tuple[Row, ...]) -> "Draft":
        return Draft(self.texts, {**self.rows, path: rows})


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft comes to: a program, or what is wrong by path."""

    program: Program | None
    faults: Mapping[str, str]


def draft_of(program: Program, currency: str) -> Draft:
    """Write a program out for typing."""
    texts = {one.path: write(one.kind, value_at(program, one.path), currency) for one in SINGLE}
    rows = {
        several.path: tuple(
            {one.path: write(one.kind, row_value(row, one.path), currency)
             for one in several.settings}
            for row in value_at(program, several.path)
        )
        for several in LISTS
    }  # fmt: skip
    return Draft(texts, rows)


def value_at(program: Program, path: str) -> Any:
    """Look a setting of a program up by its path."""
    if path.startswith(_GROUP):
        return dict(program.earning.groups).get(path.removeprefix(_GROUP))
    if path.startswith(_WEEKDAY):
        days = program.earning.weekdays
        return days[int(path.removeprefix(_WEEKDAY))] if days else None
    return row_value(program, path)


def row_value(row: Any, path: str) -> Any:
    """Look a setting up in a row, which may be a pair of values."""
    if isinstance(row, tuple):
        return row[0] if path in ("key", "first") else row[1]
    for name in path.split("."):
        row = getattr(row, name)
    return row


def short_name(name: str) -> str:
    """Make the short name that is kept with members: letters and digits of the name."""
    words = "".join(one if one.isalnum() else " " for one in name.casefold()).split()
    return "-".join(words)


def row_path(path: str, number: int, name: str) -> str:
    """Name a field of a row, counted from 0, the way the program's own checks do."""
    return f"{path}[{number + 1}].{name}"


def check(draft: Draft, currency: str) -> Checked:
    """Read everything that was typed; every wrong field is named at once."""
    faults: dict[str, str] = {}
    values = {
        one.path: _read(one, draft.texts.get(one.path, ""), one.path, currency, faults)
        for one in SINGLE
    }
    rows = {
        several.path: [
            {
                one.path: _read(one, row.get(one.path, ""),
                                row_path(several.path, number, one.path), currency, faults)
                for one in several.settings
            }
            for number, row in enumerate(draft.rows.get(several.path, ()))
        ]
        for several in LISTS
    }  # fmt: skip
    if faults:
        return Checked(None, faults)
    program = _program(values, rows)
    found: dict[str, str] = {}
    for path, what in wrongs(program):
        found.setdefault(_field_of(path, rows), say("It {what}.", what=what))
    return Checked(None if found else program, found)


def _read(setting: Setting, text: str, path: str, currency: str, faults: dict[str, str]) -> Any:
    try:
        value = read(setting, text, currency)
    except Unreadable as refusal:
        faults[path] = str(refusal)
        return None
    return _EMPTY.get(setting.kind) if value is None else value


def _field_of(path: str, rows: Mapping[str, list[dict[str, Any]]]) -> str:
    """Find the field of the form that a check of the program means."""
    if path.startswith("earning.weekdays["):
        return f"{_WEEKDAY}{int(path.partition('[')[2].rstrip(']')) - 1}"
    if path.startswith("earning.customers."):
        keys = [str(row["key"]) for row in rows["earning.customers"]]
        return row_path("earning.customers", keys.index(path.rpartition(".")[2]), "multiplier")
    return f"{path}.last" if path.startswith("closed[") else path


def _program(values: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> Program:
    groups = {
        path.removeprefix(_GROUP): value
        for path, value in values.items()
        if path.startswith(_GROUP) and value is not None
    }
    bonuses = tuple(
        Bonus(Goods(row["goods.categories"], row["goods.products"]), **_other(row, "goods."))
        for row in rows["earning.bonuses"]
    )
    return Program(
        name=values["name"],
        earning=Earning(
            **_plain(values, "earning."),
            bonuses=bonuses,
            excluded=Goods(**_plain(values, "earning.excluded.")),
            groups=tuple(sorted(groups.items())),
            weekdays=_weekdays(values),
            campaigns=tuple(Campaign(**row) for row in rows["earning.campaigns"]),
            customers=tuple(
                sorted((row["key"], row["multiplier"]) for row in rows["earning.customers"])
            ),
        ),
        tiers=TierRules(
            **_plain(values, "tiers."), tiers=tuple(Tier(**row) for row in rows["tiers.tiers"])
        ),
        rewards=tuple(Reward(**row) for row in rows["rewards"]),
        expiry=Expiry(**_plain(values, "expiry.")),
        redeeming=Redeeming(**_plain(values, "redeeming.")),
        closed=tuple((row["first"], row["last"]) for row in rows["closed"]),
        cost_factor=values["cost_factor"],
        urr=values["urr"],
    )


def _plain(values: Mapping[str, Any], stem: str) -> dict[str, Any]:
    """Give the settings that stand right under a name."""
    found = {}
    for path, value in values.items():
        name = path.removeprefix(stem)
        if path.startswith(stem) and "." not in name:
            found[name] = _ENUMS[path](value) if path in _ENUMS else value
    return found


def _other(row: Mapping[str, Any], stem: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.startswith(stem)}


def _weekdays(values: Mapping[str, Any]) -> tuple[Any, ...]:
    found = [values[one.path] for one in WEEKDAYS]
    if all(one is None for one in found):
        return ()
    return tuple(ONE if one is None else one for one in found)
