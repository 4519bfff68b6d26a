"""What a print about points rests on, and what its pages are written with."""

import hashlib
from dataclasses import dataclass
from datetime import date

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.reports.document import Block, Document, KeyFigure, Text, text
from retailcrm.reports.numbering import Numbering

_HASHED = 4


@dataclass(frozen=True, slots=True)
class Issue:
    """Whose print it is, of which day, and on which paper.

    Attributes:
        shop: its name.
        currency: ISO code of all amounts.
        day: the shop's date when it was made; of a month's report, the last day it covers.
        data_through: last day with receipts; None without any.
        rules_since: first day of the program in force; None without one.
        reference: what stands before the number of a figure, such as `liability-2026-11`.
        inputs: short hash of everything that it says.
        is_of_month: it says the same whenever it is printed, so it does not say when that was.
        paper: a4 or letter.
    """

    shop: str
    currency: str
    day: date
    data_through: date | None
    rules_since: date | None = None
    reference: str = ""
    inputs: str = ""
    paper: str = "a4"
    locale: str = "en_US"
    language: str = "en"
    is_of_month: bool = False


def digest(*parts: object) -> str:
    """Give a short hash of what a print says."""
    found = hashlib.sha256(repr(parts).encode()).hexdigest()
    return f"{found[:_HASHED]} {found[_HASHED : 2 * _HASHED]}"


class Sheet:
    """The way figures are written, and the small numbers given out so far."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self.write = Figures(issue.currency, issue.locale)
        self.number = Numbering(self.write.digits)

    def unit(self, title: str) -> str:
        """Put the currency behind the head of a column."""
        return f"{title}, {self.issue.currency}"

    def points(self, value: int) -> str:
        """Say a count of points with its noun."""
        if abs(value) == 1:
            return say("{n}\N{NO-BREAK SPACE}point", n=self.write.count(value))
        return say("{n}\N{NO-BREAK SPACE}points", n=self.write.count(value))

    def count(self, name: str, value: int | None, rows: RowsRef) -> int:
        """Number a count."""
        return self.number.count(name, value, self.write.count(value), rows)

    def count_cell(self, name: str, value: float, shown: str, rows: RowsRef) -> Text:
        """Write a count of a table with its small number; nothing has no rows to open."""
        return text(shown, ref=self.number.count(name, value, shown, rows) if value else None)

    def amount_cell(self, name: str, minor: float, shown: str, rows: RowsRef) -> Text:
        """Write an amount of a table likewise."""
        return text(shown, ref=self.number.amount(name, minor, shown, rows) if minor else None)

    def counted(self, label: str, name: str, value: int, rows: RowsRef, under: str) -> KeyFigure:
        """Make a headline figure of a count."""
        ref = self.count(name, value, rows)
        return KeyFigure(label, self.write.count(value), ref, _lines(under))

    def amount(self, label: str, name: str, minor: int, rows: RowsRef, under: str) -> KeyFigure:
        """Make a headline figure of an amount."""
        shown = self.write.amount(minor)
        ref = self.number.amount(name, minor, shown, rows)
        return KeyFigure(self.unit(label), shown, ref, _lines(under))

    def share(
        self, label: str, name: str, share: float | None, rows: RowsRef, under: str
    ) -> KeyFigure:
        """Make a headline figure of a share."""
        shown = self.write.percent(share)
        return KeyFigure(label, shown, self.number.share(name, share, shown, rows), _lines(under))

    def document(self, kind: str, about: str, blocks: tuple[Block, ...]) -> Document:
        """Bind blocks to a document; its small numbers are those given out until now."""
        issue = self.issue
        return Document(
            title=f"{issue.shop}: {kind}, {about}",
            author=issue.shop,
            subject=kind,
            language=issue.language,
            paper=issue.paper,
            running=(issue.shop, f"{kind}, {about}"),
            stamp=self._stamp(),
            pages_line=say("{page} of {pages}"),
            blocks=blocks,
            figures=self.number.figures,
        )

    def _stamp(self) -> tuple[str, ...]:
        issue, write = self.issue, self.write
        parts = [] if issue.is_of_month else [say("Printed on {day}", day=write.day(issue.day))]
        if issue.data_through is not None:
            words = "data through {day}" if parts else "Data through {day}"
            parts.append(say(words, day=write.day(issue.data_through)))
        if issue.rules_since is not None:
            parts.append(say("rules of {day}", day=write.day_year(issue.rules_since)))
        if issue.inputs:
            parts.append(say("inputs {hash}", hash=issue.inputs))
        known = ", ".join(parts)
        told = f"{known[0].upper()}{known[1:]}." if known else ""
        if self.number.figures and issue.reference:
            told += " " + say(
                "To see the rows of figure 1, search for {reference}.",
                reference=f"{issue.reference}/1",
            )
        return (told.strip(),) if told else ()


def _lines(under: str) -> tuple[tuple[str, str], ...]:
    return (("", under),) if under else ()
