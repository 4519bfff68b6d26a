"""From a table that came back to what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.mailing.back.bounces import meaning_of
from retailcrm.mailing.back.dialects import DIALECTS, contact_rules
from retailcrm.mailing.back.happenings import Happening, What
from retailcrm.mailing.back.headings import Heads, address_column
from retailcrm.mailing.back.report import Kind, Report, Rule, rules_of
from retailcrm.mailing.back.values import (
    NoMoment,
    bare,
    bare_link,
    is_flag,
    month_first,
    read_address,
    read_moment,
    unnamed,
)

#: a row: its line, and its cells by column
Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Read:
    """What a table told.

    Attributes:
        report: what it is; its kind is UNCLEAR where a person has to say.
        rows: with an address.
        happenings: in the order of the file.
        problems: rows that tell nothing, and why.
    """

    report: Report
    rows: int
    happenings: tuple[Happening, ...]
    problems: tuple[Problem, ...]


def recognise(headings: Sequence[str], name: str, told: Kind | None = None) -> Report | None:
    """Say what a table is; None where it has no addresses.

    Args:
        headings: as they stand.
        name: of the file; some services tell in it alone whom a file lists.
        told: what a person says that it is.
    """
    heads = Heads(headings)
    if (alone := _without_headings(heads)) is not None:
        kind = told or alone.kind
        return replace(alone, kind=kind, rules=rules_of(kind, heads))
    address = address_column(heads)
    if address is None:
        return None
    found = next(one for known in DIALECTS if (one := known(heads, address, name)) is not None)
    if told is None:
        return found
    rules = contact_rules(heads) if told is Kind.CONTACTS else rules_of(told, heads)
    if told is found.kind and found.rules:
        rules = found.rules
    return replace(found, kind=told, rules=rules, sure=True)


def is_heading(cells: Sequence[str]) -> bool:
    """Say whether a row names the columns of a report, or is the first of a bare list."""
    heads = Heads(cells)
    return address_column(heads) is not None or _without_headings(heads) is not None


def _without_headings(heads: Heads) -> Report | None:
    """Know a bare list of addresses, whose first row is one already."""
    filled = [at for at, cell in enumerate(heads.shown) if cell.strip()]
    if len(filled) != 1 or read_address(heads.shown[filled[0]]) is None:
        return None
    return Report("", Kind.UNCLEAR, filled[0])


def read(
    report: Report, headings: Sequence[str], rows: Sequence[Row], first_line: int, zone: tzinfo
) -> Read:
    """Read every row of a recognised table.

    Args:
        report: as `recognise` gave it.
        headings: as they stand.
        rows: below them.
        first_line: where the headings stand.
        zone: of clocks that name none, unless the service writes universal time.
    """
    if _without_headings(Heads(headings)) is not None:
        rows = [(first_line, headings), *rows]
    reader = _Reader(report, headings, UTC if report.in_utc else zone, rows)
    found = [one for row in rows for one in reader.row(row)]
    if not report.sure and not found:
        report = replace(report, kind=Kind.UNCLEAR, rules=())
    return Read(report, reader.rows, tuple(found), tuple(reader.problems))


class _Reader:
    """Understands rows one by one."""

    def __init__(
        self, report: Report, headings: Sequence[str], zone: tzinfo, rows: Sequence[Row]
    ) -> None:
        self._report = report
        self._headings = headings
        self._zone = zone
        self._first = {
            at: month_first((cells[at] for _, cells in rows), usual=report.months_first)
            for at in {rule.at for rule in report.rules}
            if at is not None
        }
        self.rows = 0
        self.problems: list[Problem] = []

    def row(self, row: Row) -> Iterable[Happening]:
        line, cells = row
        address = read_address(cells[self._report.address])
        if address is None and not any(rule.phone is not None for rule in self._report.rules):
            self._wrong(line, self._report.address, cells, say("No e-mail address"))
            return
        self.rows += 1
        seen = set()
        for rule in self._report.rules:
            found = self._happening(line, cells, address, rule)
            if found is None or (found.what, found.channel) in seen:
                continue
            seen.add((found.what, found.channel))
            yield found

    def _happening(
        self, line: int, cells: Sequence[str], address: str | None, rule: Rule
    ) -> Happening | None:
        if rule.when is not None and not rule.says(bare(cells[rule.when])):
            return None
        where = address if rule.phone is None else bare(cells[rule.phone])
        if not where:
            return None
        detail = _detail(cells, rule)
        what, final = rule.what, rule.final
        if rule.reads:
            meaning = meaning_of(detail)
            what, final = meaning.what, meaning.final
        channel = "email" if rule.phone is None else "sms"
        return Happening(line, channel, where, what, self._moment(line, cells, rule), detail, final)

    def _moment(self, line: int, cells: Sequence[str], rule: Rule) -> int | None:
        if rule.at is None:
            return None
        try:
            return read_moment(cells[rule.at], self._zone, months_first=self._first[rule.at])
        except NoMoment:
            self._wrong(line, rule.at, cells, say("No date; it counts from today"))
            return None

    def _wrong(self, line: int, column: int, cells: Sequence[str], reason: str) -> None:
        heading = self._headings[column] if column < len(self._headings) else ""
        self.problems.append(Problem(line, heading, cells[column], reason))


def _detail(cells: Sequence[str], rule: Rule) -> str:
    """Give the reason, code or link, without anything that may name the person."""
    if rule.detail is None:
        return rule.word
    text = bare(cells[rule.detail])
    if rule.what is What.CLICKED:
        return bare_link(text)
    # F and X are bounce codes, though elsewhere they mean no and yes.
    if is_flag(text) and not (rule.reads and text.isalpha() and len(text) == 1):
        return rule.word
    return unnamed(text)
