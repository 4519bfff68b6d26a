"""Answers as text for people: what was done, then names and values, then tables."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from retailcrm.cli.answers import Share

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
_NOTHING = "-"
#: decimals of what is neither money nor a share
_DECIMALS = 4


def plain(answer: Mapping[str, Any]) -> str:
    """Write an answer as lines of text, for people without --json."""
    said = [str(answer["said"])] if answer.get("said") else []
    rest = {name: value for name, value in answer.items() if name != "said"}
    return "\n".join([*said, *_fields(rest, "")])


def _fields(values: Mapping[str, Any], indent: str) -> list[str]:
    return [line for name, value in values.items() for line in _field(name, value, indent)]


def _field(name: str, value: Any, indent: str) -> list[str]:
    label = _label(name)
    if not value or not isinstance(value, Mapping | list):
        return [f"{indent}{label}: {_cell(value)}"]
    deeper = f"{indent}  "
    if isinstance(value, Mapping):
        return [f"{indent}{label}:", *_fields(value, deeper)]
    if all(isinstance(one, Mapping) for one in value):
        return [f"{indent}{label}:", *_table(value, deeper)]
    return [f"{indent}{label}:", *(f"{deeper}{_cell(one)}" for one in value)]


def _table(rows: Sequence[Mapping[str, Any]], indent: str) -> list[str]:
    """Write rows under headings; what a row holds besides comes under it."""
    flat = [name for name in rows[0] if not any(_is_nested(row.get(name)) for row in rows)]
    flat = [name for name in flat if any(_cell(row.get(name)) != _NOTHING for row in rows)]
    cells = [[_cell(row.get(name)) for name in flat] for row in rows]
    columns = [[_label(name), *texts] for name, texts in zip(flat, zip(*cells, strict=True),
                                                              strict=True)]  # fmt: skip
    lines = [f"{indent}{line}".rstrip() for line in map("  ".join, zip(*map(_aligned, columns),
                                                                      strict=True))]  # fmt: skip
    found = lines[:1]
    for row, line in zip(rows, lines[1:], strict=False):
        inside = {name: row[name] for name in row if name not in flat and row[name]}
        found += [line, *_fields(inside, f"{indent}    ")]
    return found


def _aligned(column: list[str]) -> list[str]:
    """Give cells of one width, numbers to the right."""
    width = max(map(len, column))
    is_number = all(_NUMBER.fullmatch(text) or text == _NOTHING for text in column[1:])
    return [text.rjust(width) if is_number else text.ljust(width) for text in column]


def _is_nested(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(one, Mapping | list) for one in value)
    return isinstance(value, Mapping)


def _label(name: str) -> str:
    return str(name).replace("_", " ")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(_cell, value)) or _NOTHING
    if isinstance(value, float):
        return _number(value)
    return _NOTHING if value is None or value in ("", {}) else str(value)


def _number(value: float) -> str:
    """Write a figure no longer than people read it; JSON has all of it."""
    if isinstance(value, Share):
        return f"{value:.1%}"
    if value and abs(value) < 10.0**-_DECIMALS:
        return f"{value:.2g}"
    return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
