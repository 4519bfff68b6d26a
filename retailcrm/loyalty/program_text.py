"""A program as plain values, the same for the books (JSON) and for files (TOML or JSON).

Reading back what was written gives an equal program. Whatever does not fit is refused with
the name of the setting, so that a person can find it in the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.program_rules import check

Plain = dict[str, Any]


def program_from(held: Mapping[str, Any]) -> Program:
    """Read a program; settings left out are as usual.

    Raises:
        UserError: a setting is unknown, of the wrong kind or out of bounds; it is named.
    """
    program: Program = _record(Program, held, "")
    check(program)
    return program


def program_to(program: Program) -> Plain:
    """Write a program as values that JSON and TOML can hold: numbers with decimals as text."""
    plain: Plain = _written(program)
    return plain


def brief(program: Program) -> str:
    """Write what is not as usual in one line, for a reference that leads back to these rules."""
    told = _unusual(program_to(program), program_to(Program()))
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def program_of_brief(text: str) -> Program:
    """Read what `brief` wrote.

    Raises:
        UserError: it is no program.
    """
    try:
        return program_from(json.loads(text))
    except (ValueError, TypeError) as fault:
        raise UserError(say("These rules cannot be read any more.")) from fault


def _unusual(told: Plain, usual: Plain) -> Plain:
    """Leave out whatever is as usual."""
    found: Plain = {}
    for name, value in told.items():
        if value == usual.get(name):
            continue
        both = isinstance(value, dict) and isinstance(usual.get(name), dict)
        # Only settings have usual values inside; tables of multipliers are taken whole.
        found[name] = _unusual(value, usual[name]) if both and usual[name] else value
    return found


def _record(kind: Any, held: object, where: str) -> Any:
    """Read a dataclass from a table by the names of its fields."""
    if not isinstance(held, Mapping):
        raise _unfit(where, say("must be a table of settings"))
    known = {field.name: field for field in fields(kind)}
    for name in held:
        if name not in known:
            raise UserError(
                say('The program has no setting "{field}".', field=_path(where, str(name))),
                say("Settings here are: {names}.", names=", ".join(known)),
            )
    hints, values = get_type_hints(kind), {}
    for name, field in known.items():
        path = _path(where, name)
        if name in held:
            values[name] = _value(hints[name], held[name], path)
        elif field.default is MISSING:
            raise _unfit(path, say("is missing"))
    return kind(**values)


def _value(hint: Any, value: object, where: str) -> Any:
    """Read one value as the kind its field is of."""
    if isinstance(hint, UnionType):
        return None if value is None else _value(get_args(hint)[0], value, where)
    if get_origin(hint) is tuple:
        return _row(get_args(hint), value, where)
    if is_dataclass(hint):
        return _record(hint, value, where)
    if issubclass(hint, StrEnum):
        return _choice(hint, value, where)
    return _READERS[hint](value, where)


def _row(kinds: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    """Read a list, or a table where the field holds pairs of a key and a number."""
    if kinds[-1] is not ...:
        return _pair(kinds, value, where)
    kind = kinds[0]
    if _is_keyed(kind):
        return _keyed(kind, value, where)
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise _unfit(where, say("must be a list"))
    return tuple(_value(kind, one, f"{where}[{place}]") for place, one in enumerate(value, 1))


def _pair(kinds: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != len(kinds):
        raise _unfit(where, say("must be a first and a last day"))
    return tuple(_value(kind, one, where) for kind, one in zip(kinds, value, strict=True))


def _keyed(kind: Any, value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, Mapping):
        raise _unfit(where, say("must be a table of a multiplier for each"))
    key_kind, number_kind = get_args(kind)
    # Sorted, so that programs are equal whatever the order of their file.
    return tuple(
        sorted(
            (_key(key_kind, key, where), _value(number_kind, one, _path(where, str(key))))
            for key, one in value.items()
        )
    )


def _key(kind: Any, key: object, where: str) -> Any:
    text = str(key)
    if kind is int:
        if not (text.isascii() and text.isdigit()):
            raise _unfit(where, say("must have the numbers of customers as keys"))
        return int(text)
    return text


def _is_keyed(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is Decimal


def _choice(kind: type[StrEnum], value: object, where: str) -> StrEnum:
    for one in kind:
        if one.value == value:
            return one
    raise _unfit(where, say("must be one of {names}", names=", ".join(kind)))


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise _unfit(where, say("must be text"))
    return value


def _switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise _unfit(where, say("must be true or false"))
    return value


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unfit(where, say("must be a whole number"))
    return value


def _decimal(value: object, where: str) -> Decimal:
    """Read a number; a binary fraction is taken as it is printed."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _unfit(where, say("must be a number"))
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _unfit(where, say("must be a number"))
    return number


def _day(value: object, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day(where)
    except ValueError:
        return _no_day(where)


def _no_day(where: str) -> date:
    raise _unfit(where, say("must be a day such as 2024-12-31"))


_READERS: Mapping[Any, Any] = {
    str: _text,
    bool: _switch,
    int: _whole,
    Decimal: _decimal,
    date: _day,
}


def _written(value: Any) -> Any:
    """Write a value; None is left out, for TOML knows none."""
    if is_dataclass(value):
        hints = get_type_hints(type(value))
        found = {field.name: getattr(value, field.name) for field in fields(value)}
        return {
            name: _list_or_table(hints[name], one) for name, one in found.items() if one is not None
        }
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _list_or_table(hint: Any, value: Any) -> Any:
    if not isinstance(value, tuple):
        return _written(value)
    kind = get_args(hint)[0]
    if _is_keyed(kind):
        return {str(key): _written(one) for key, one in value}
    return [
        [_written(part) for part in one] if isinstance(one, tuple) else _written(one)
        for one in value
    ]


def _path(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _unfit(where: str, what: str) -> UserError:
    return UserError(
        say('The program\'s setting "{field}" {what}.', field=where or say("program"), what=what)
    )
