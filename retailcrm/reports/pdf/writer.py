"""Write a document as PDF: vectors and embedded type only, equal documents to equal bytes."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from retailcrm.core.errors import UserError
from retailcrm.core.theme import LIGHT
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.reports.document import (
    BarsChart,
    Block,
    Cover,
    DefinitionList,
    Document,
    Filler,
    Heading,
    Heatmap,
    KeyFigures,
    Note,
    Notes,
    PageBreak,
    Plot,
    RankedBars,
    Rule,
    Sentence,
    StackedBars,
    SumBox,
    TableBlock,
    Tasks,
    text,
)
from retailcrm.reports.pdf.charts import BarsPiece, StackedBarsPiece
from retailcrm.reports.pdf.flow import Chapter, Page, fill
from retailcrm.reports.pdf.heat import HeatmapPiece
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece
from retailcrm.reports.pdf.plots import PlotPiece
from retailcrm.reports.pdf.ranked import RankedPiece
from retailcrm.reports.pdf.summary import KeyFiguresPiece, SumBoxPiece
from retailcrm.reports.pdf.tables import TablePiece
from retailcrm.reports.pdf.type import (
    SMALL,
    Line,
    line_width,
    load_fonts,
    one_line,
    wrap,
)
from retailcrm.reports.pdf.words import (
    CoverPiece,
    DefinitionsPiece,
    FillerPiece,
    HeadingPiece,
    NotesPiece,
    ParagraphPiece,
    RulePiece,
    TasksPiece,
)

_PIECES: Mapping[type, Callable[[Any, float], Piece]] = {
    Cover: CoverPiece,
    Heading: HeadingPiece,
    Sentence: ParagraphPiece,
    Note: ParagraphPiece,
    KeyFigures: KeyFiguresPiece,
    StackedBars: StackedBarsPiece,
    BarsChart: BarsPiece,
    Plot: PlotPiece,
    RankedBars: RankedPiece,
    TableBlock: TablePiece,
    Heatmap: HeatmapPiece,
    SumBox: SumBoxPiece,
    Tasks: TasksPiece,
    Notes: NotesPiece,
    DefinitionList: DefinitionsPiece,
    Rule: RulePiece,
    Filler: FillerPiece,
}
PAPER = {"a4": A4, "letter": LETTER}
_SIDE = 42.0
_TOP = 36.0
_RUNNING = 26.0  # the line on top of every page but the first
_RUNNING_RIGHT = 0.6  # of the line on top, at most, for the document's own name
_FOOT = 28.0
_ABOVE_FOOT = 8.0
_PAGE_NUMBER = 48.0


def write_pdf(document: Document, out: Path) -> int:
    """Write `document` to `out` and give the number of pages.

    The file carries no time and no random id, so printing twice gives equal bytes.

    Raises:
        UserError: there is no such paper.
        OSError: the file cannot be written; what was there before is still there.
    """
    load_fonts()
    wide, high = _paper(document)
    width = wide - 2 * _SIDE
    stamp = _stamp(document, width)
    foot = len(stamp) * SMALL.leading + 8
    room = high - _TOP - _RUNNING - foot - _FOOT - _ABOVE_FOOT
    pages = fill(_chapters(document.blocks, width), room, _RUNNING)
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(wide, high),
        invariant=1,
        pageCompression=1,
        lang=document.language,
    )
    _describe(canvas, document)
    pen = Pen(canvas, high)
    for number, page in enumerate(pages, start=1):
        _draw_page(pen, page, document, (number, len(pages)))
        _draw_foot(pen, document, (number, len(pages)), (width, high - _FOOT - foot))
        pen.turn()
    canvas.save()
    put_whole(buffer.getvalue(), out)
    return len(pages)


def _paper(document: Document) -> tuple[float, float]:
    if document.paper not in PAPER:
        raise UserError(
            say("There is no paper {paper}.", paper=document.paper),
            say("Choose one of {papers}.", papers=", ".join(PAPER)),
        )
    return PAPER[document.paper]


def _describe(canvas: Canvas, document: Document) -> None:
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator("retailcrm")


def _stamp(document: Document, width: float) -> tuple[Line, ...]:
    room = width - _PAGE_NUMBER
    return tuple(
        line for words in document.stamp for line in wrap(text(words), SMALL, room, most=2)
    )


def _chapters(blocks: tuple[Block, ...], width: float) -> tuple[Chapter, ...]:
    chapters: list[tuple[str, list[Piece]]] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            chapters.append((block.mark, []))
            continue
        if not chapters:
            chapters.append(("", []))
        chapters[-1][1].append(piece_of(block, width))
    return tuple((mark, tuple(pieces)) for mark, pieces in chapters if pieces)


def piece_of(block: Block, width: float) -> Piece:
    """Measure a block for a width."""
    return _PIECES[type(block)](block, width)


def _draw_page(pen: Pen, page: Page, document: Document, place: tuple[int, int]) -> None:
    number, _ = place
    for mark in page.marks:
        pen.mark(mark, mark)
    for placed in page.placed:
        placed.piece.draw(pen, _SIDE, _TOP + _lead(number) + placed.top)
    if number > 1:
        _draw_running(pen, document)


def _lead(number: int) -> float:
    return _RUNNING if number > 1 else 0.0


def _draw_running(pen: Pen, document: Document) -> None:
    wide, _ = PAPER[document.paper]
    left, right = document.running
    aside = one_line(text(right), SMALL, _RUNNING_RIGHT * (wide - 2 * _SIDE))
    pen.line_right(aside, wide - _SIDE, _TOP)
    shop = one_line(text(left, strong=True), SMALL, wide - 2 * _SIDE - line_width(aside) - 16)
    pen.line(shop, _SIDE, _TOP)
    pen.rule(_SIDE, _TOP + 7, wide - 2 * _SIDE, LIGHT.border)


def _draw_foot(
    pen: Pen, document: Document, place: tuple[int, int], foot: tuple[float, float]
) -> None:
    width, top = foot
    pen.rule(_SIDE, top, width, LIGHT.border)
    pen.lines(_stamp(document, width), _SIDE, top + 6, SMALL)
    page, pages = place
    number = one_line(text(document.pages_line.format(page=page, pages=pages)), SMALL)
    pen.line_right(number, _SIDE + width, top + 6 + pen.baseline(SMALL))
