"""Unknown files: a proposal how to read them, and reading by a mapping.

A mapping is a plain value, as files for `--mapping` carry it: `kind`, `date_order` and
`columns` (role to heading).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import polars as pl

from retailcrm.core.errors import Cure, UserError
from retailcrm.core.money import decimal_text
from retailcrm.core.words import say
from retailcrm.importers.chunks import Reading
from retailcrm.importers.dialect import Dialect
from retailcrm.importers.guessing import filled, guess, kind_of
from retailcrm.importers.mapped import mapped_sales
from retailcrm.importers.mapped_customers import mapped_customers
from retailcrm.importers.plan import folded, positions
from retailcrm.importers.roles import CUSTOMERS, SALES, roles_of
from retailcrm.importers.table import LINE, Table

_SAMPLE_BYTES = 256 << 10
_SAMPLE_ROWS = 300
_SHOWN_ROWS = 20
_BLANK_SHARE = 0.1
_FEW, _OFTEN = 3, 0.3
_AMOUNTS = ("net", "total", "gross", "unit_price")
_PEOPLE = ("card", "till_id", "email", "phone", "contact", "name", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How to read a file of no known till.

    Attributes:
        kind: "sales" or "customers"; "" to find out.
        columns: role to heading.
        date_order: "dmy", "mdy", "ymd", or "" to find out.
        by_person: somebody matched the columns; else an earlier file's headings did.
    """

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    by_person: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """How an unknown file might be read.

    Attributes:
        mapping: what is proposed.
        headings: all headings of the file.
        roles: (role, title, needed) of everything that can be mapped.
        sample: first rows as text, in the order of the headings.
        missing: titles of needed roles without a heading.
        fill: receipt-wide cells stand only on a receipt's first row.
        by_person: the mapping is what somebody told, not what the headings suggest.
    """

    mapping: FileMapping
    headings: tuple[str, ...]
    roles: tuple[tuple[str, str, bool], ...]
    sample: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    fill: bool = False
    by_person: bool = False


def fingerprint(headings: Sequence[str]) -> str:
    """Give a short key that files with the same headings share, whatever their order."""
    names = "\n".join(sorted(folded(heading) for heading in headings if heading))
    return hashlib.sha256(names.encode()).hexdigest()[:24]


def read_mapping(value: Mapping[str, Any] | None) -> FileMapping:
    """Check a mapping as a file or a screen gives it.

    Args:
        value: `{"kind", "date_order", "columns"}`, or bare role to heading; `by_person` is
            false in what was kept of a file that nobody matched.

    Raises:
        UserError: where it is no mapping.
    """
    if not value:
        return FileMapping()
    bare = "columns" not in value
    columns = value if bare else value["columns"]
    if not isinstance(columns, Mapping):
        raise UserError(say('"columns" of a mapping names a heading for each role.'))
    kind = "" if bare else str(value.get("kind") or "")
    order = "" if bare else str(value.get("date_order") or "")
    if kind not in ("", SALES, CUSTOMERS):
        raise UserError(
            say('The kind of a mapping is "sales" or "customers", not "{kind}".', kind=kind)
        )
    if order not in ("", "dmy", "mdy", "ymd"):
        raise UserError(
            say('The date order of a mapping is dmy, mdy or ymd, not "{order}".', order=order)
        )
    told = {str(role): str(heading) for role, heading in columns.items() if heading}
    by_person = bare or bool(value.get("by_person", True))
    return FileMapping(kind, told, order, by_person)


def propose(table: Table, told: FileMapping | None = None) -> Proposal:
    """Propose how to read a table; what the person told stands.

    Raises:
        UserError: where the person's mapping names a role or a heading that is not there.
    """
    rows = _first_rows(table)
    headings = table.headings
    at = positions(headings)
    samples = {
        headings[one]: filled([row[one] for row in rows[:_SAMPLE_ROWS]]) for one in at.values()
    }
    known = [headings[one] for one in sorted(at.values())]
    told = told or FileMapping()
    kind = told.kind or kind_of(known, samples)
    if told.columns:
        columns = _checked(told, kind, table)
    else:
        columns = guess(known, samples, kind)
        columns |= _daily_numbers(columns, at, rows)
    return Proposal(
        FileMapping(kind, columns, told.date_order),
        headings,
        tuple((role.key, say(role.title), role.needed) for role in roles_of(kind)),
        tuple(rows[:_SHOWN_ROWS]),
        missing_roles(kind, columns),
        kind == SALES and _first_row_only(columns, at, rows),
        bool(told.columns) and told.by_person,
    )


def _first_rows(table: Table) -> list[tuple[str, ...]]:
    wanted = range(len(table.headings))
    for block in table.blocks(wanted, first=_SAMPLE_BYTES):
        first = block.text.head(_SAMPLE_ROWS).drop(LINE).fill_null("")
        return [tuple(row) for row in first.iter_rows()]
    return []


def _checked(told: FileMapping, kind: str, table: Table) -> dict[str, str]:
    roles = {role.key for role in roles_of(kind)}
    at = positions(table.headings)
    for role, heading in told.columns.items():
        if role not in roles:
            raise UserError(
                say(
                    'The mapping names "{role}", which is nothing that a file can hold.', role=role
                ),
                say("Known are: {roles}.", roles=", ".join(sorted(roles))),
            )
        if folded(heading) not in at:
            raise UserError(
                say('"{name}" has no column "{column}".', name=table.name, column=heading),
                say("Its columns are: {columns}.", columns=", ".join(filter(None, table.headings))),
            )
    return {role: table.headings[at[folded(heading)]] for role, heading in told.columns.items()}


def missing_roles(kind: str, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Name what a file must tell and its mapping does not."""
    if kind == CUSTOMERS:
        return () if any(role in columns for role in _PEOPLE) else (say("Name, contact or card"),)
    lacking = []
    if "date" not in columns and "moment" not in columns:
        lacking.append(say("Date"))
    if "receipt" not in columns and "time" not in columns and "moment" not in columns:
        lacking.append(say("Receipt number"))
    if not any(role in columns for role in _AMOUNTS):
        lacking.append(say("Net, without tax"))
    return tuple(lacking)


def _first_row_only(
    columns: Mapping[str, str], at: Mapping[str, int], rows: Sequence[Sequence[str]]
) -> bool:
    """Say whether the date stands only on the first row of each receipt."""
    heading = columns.get("date") or columns.get("moment")
    if heading is None or "receipt" not in columns or not rows:
        return False
    goods = columns.get("item") or columns.get("sku")
    if goods is None:
        return False
    place, what = at[folded(heading)], at[folded(goods)]
    blank = [row for row in rows if not row[place].strip()]
    # Rows without goods are no lines of the receipt above, but totals or notes.
    lines = sum(bool(row[what].strip()) for row in blank)
    often = _BLANK_SHARE < len(blank) / len(rows) < 1 and lines > len(blank) / 2
    return often and bool(rows[0][place].strip())


def _daily_numbers(
    columns: Mapping[str, str], at: Mapping[str, int], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Find out whether receipt numbers begin anew each day: most stand on several dates."""
    heading = columns.get("date") or columns.get("moment")
    if heading is None or "receipt" not in columns:
        return {}
    number, day = at[folded(columns["receipt"])], at[folded(heading)]
    told = [(row[number], _date_alone(row[day])) for row in rows if row[number] and row[day]]
    # Neighbouring rows of one number on several dates are one receipt after all.
    if any(one[0] == two[0] and one[1] != two[1] for one, two in pairwise(told)):
        return {}
    dates: dict[str, set[str]] = {}
    for receipt, date in told:
        dates.setdefault(receipt, set()).add(date)
    repeated = sum(len(days) > 1 for days in dates.values())
    many = repeated >= _FEW and repeated > len(dates) * _OFTEN
    return {"receipt_day": heading} if many else {}


def _date_alone(cell: str) -> str:
    return cell.partition(" ")[0].partition("T")[0]


def dialect_of(proposal: Proposal, name: str) -> Dialect:
    """Declare the file as its mapping tells.

    Raises:
        UserError: where a needed column stays undecided; names it.
    """
    if proposal.missing:
        raise UserError(
            say(
                'In "{name}" no column is known for: {missing}.',
                name=name,
                missing=", ".join(proposal.missing),
            ),
            say("Match the columns on the Import screen, or give --mapping FILE."),
            Cure.COLUMNS,
        )
    mapping = proposal.mapping
    if mapping.kind == CUSTOMERS:
        return mapped_customers(mapping.columns, by_person=proposal.by_person)
    return mapped_sales(mapping.columns, fill=proposal.fill, by_person=proposal.by_person)


def reading_by(mapping: FileMapping, reading: Reading) -> Reading:
    """Let the order of dates that a mapping tells stand, unless the caller told one."""
    if mapping.date_order and not reading.date_order:
        return replace(reading, date_order=mapping.date_order)
    return reading


def written_out(
    frame: pl.DataFrame, digits: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Write typed rows as a person reads them; gives (column names, rows)."""
    shown = [name for name in frame.columns if frame[name].null_count() < len(frame)]
    columns = [_written(frame[name], name, digits) for name in shown]
    return tuple(shown), tuple(zip(*columns, strict=True)) if columns else ()


_MONEY = frozenset("gross discount net tax cost refunded tip".split())  # noqa: SIM905


def _written(values: pl.Series, name: str, digits: int) -> list[str]:
    if name in _MONEY:
        return [_decimal(value, digits) for value in values]
    if name == "quantity":
        return [_decimal(value, 3).rstrip("0").rstrip(".") for value in values]
    if name in ("day", "joined"):
        return values.cast(pl.Date).dt.to_string("%Y-%m-%d").fill_null("").to_list()
    if name == "at":
        stamps = pl.from_epoch(values, "s").dt.to_string("%Y-%m-%d %H:%M:%S UTC")
        return stamps.fill_null("").to_list()
    return ["" if value is None else str(value) for value in values]


def _decimal(value: int | None, digits: int) -> str:
    return "" if value is None else decimal_text(value, digits)
