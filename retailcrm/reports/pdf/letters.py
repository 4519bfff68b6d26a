"""Letters, a page a member, with the address where the window of an envelope shows it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.reports.document import Column, Row, TableBlock, text
from retailcrm.reports.letter_facts import LetterFacts, LettersFacts, PhaseFacts, filled
from retailcrm.reports.pdf.envelope import FOLDED, set_address, set_shop
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.tables import TablePiece
from retailcrm.reports.pdf.type import (
    SMALL,
    TITLE,
    Line,
    Style,
    load_fonts,
    one_line,
    wrap,
)
from retailcrm.reports.pdf.writer import PAPER

_TEXT = Style(10.2, 15.5)
_TOP = 42.0
_RIGHT = 60.0
_FOOT = 46.0
_GAP = 9.0
_TABLE = 330.0  # wide enough for three columns, no wider than they are read


def write_letters(
    facts: LettersFacts, out: Path, step: Callable[[int, int], object] = lambda _at, _of: None
) -> int:
    """Write all letters to one file and give the number of pages; equal facts, equal bytes.

    Args:
        facts: what they say.
        out: the file.
        step: hears after each letter how many are done, of how many.

    Raises:
        UserError: the words are too long for a page, or name an unknown field.
        OSError: the file cannot be written.
    """
    facts.wording.check()
    load_fonts()
    buffer = BytesIO()
    size = PAPER[facts.issue.paper]
    canvas = Canvas(
        buffer, pagesize=size, invariant=1, pageCompression=1, lang=facts.issue.language
    )
    canvas.setTitle(f"{facts.issue.shop}: {facts.wording.subject}")
    canvas.setAuthor(facts.issue.shop)
    canvas.setCreator("retailcrm")
    draw = _Draw(Pen(canvas, size[1]), facts, size)
    for at, letter in enumerate(facts.letters, start=1):
        draw.letter(letter, at)
        step(at, len(facts.letters))
    canvas.save()
    put_whole(buffer.getvalue(), out)
    return len(facts.letters)


class _Draw:
    def __init__(self, pen: Pen, facts: LettersFacts, size: tuple[float, float]) -> None:
        self._pen, self._facts = pen, facts
        self._wide, self._high = size
        self._at = FOLDED[facts.issue.paper]
        self._width = self._wide - self._at.left - _RIGHT
        self._write = Figures(facts.issue.currency, facts.issue.locale)
        self._same: dict[str, tuple[Line, ...]] = {}
        self._tables: dict[tuple[PhaseFacts, ...], TablePiece] = {}

    def letter(self, letter: LetterFacts, number: int) -> None:
        """Draw one page."""
        pen, left, facts = self._pen, self._at.left, self._facts
        set_shop(pen, facts.issue.shop, (left, _TOP + 14), self._width)
        set_address(pen, self._at, letter.lines)
        told = self._told(letter)
        day = one_line(text(self._write.day_year(facts.issue.day)), _TEXT)
        pen.line_right(day, self._wide - _RIGHT, self._at.body)
        top = self._at.body + 10
        top = pen.lines(
            wrap(text(filled(facts.wording.subject, told)), TITLE, self._width), left, top, TITLE
        )
        top = self._paragraphs(facts.wording.before, told, top + _GAP)
        table = self._terms(letter.phases)
        table.draw(pen, left, top)
        top = self._paragraphs(facts.wording.after, told, top + table.height + _GAP + 6)
        top = self._paragraphs((facts.wording.closing, facts.issue.shop), told, top + 4)
        if top > self._high - _FOOT:
            raise UserError(say("The letter is longer than a page."), say("Say it in fewer words."))
        place = one_line(text(f"{number}/{len(facts.letters)}"), SMALL)
        pen.line_right(place, self._wide - _RIGHT, self._high - _FOOT + 14)
        pen.turn()

    def _paragraphs(self, words: tuple[str, ...], told: dict[str, str], top: float) -> float:
        for one in words:
            said = filled(one, told)
            if said:
                lines = self._wrapped(one, said)
                top = self._pen.lines(lines, self._at.left, top, _TEXT) + _GAP
        return top

    def _wrapped(self, words: str, said: str) -> tuple[Line, ...]:
        """Set a paragraph; one that says the same to everyone is set once."""
        if words != said:
            return wrap(text(said), _TEXT, self._width)
        if words not in self._same:
            self._same[words] = wrap(text(said), _TEXT, self._width)
        return self._same[words]

    def _terms(self, phases: tuple[PhaseFacts, ...]) -> TablePiece:
        """Measure a table; members of one group share theirs."""
        if phases not in self._tables:
            self._tables[phases] = TablePiece(self._table(phases), min(_TABLE, self._width))
        return self._tables[phases]

    def _table(self, phases: tuple[PhaseFacts, ...]) -> TableBlock:
        write = self._write
        hundred = write.money(100 * 10**write.digits, whole=True)
        columns = (
            Column(say("From"), wide=True),
            Column(say("Discount"), number=True),
            Column(say("Points for {amount}", amount=hundred), number=True),
        )
        rows = tuple(
            Row(
                (
                    text(write.day_year(one.first)),
                    text(write.percent(one.discount) if one.discount else "\N{EN DASH}"),
                    text(write.count(one.points) if one.points else "\N{EN DASH}"),
                )
            )
            for one in phases
        )
        return TableBlock(columns, rows, dense=False)

    def _told(self, letter: LetterFacts) -> dict[str, str]:
        write, facts = self._write, self._facts
        return {
            "name": letter.name,
            "card": letter.card,
            "shop": facts.issue.shop,
            "program": facts.program,
            "discount": write.money(letter.discount),
            "first_day": write.day_year(letter.phases[0].first) if letter.phases else "",
            "value": facts.value,
            "gift": write.count(letter.gift) if letter.gift else "",
            "worth": write.money(letter.worth) if letter.gift else "",
        }
