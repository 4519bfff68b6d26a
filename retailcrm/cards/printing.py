"""Member cards on sheets, as PDF: vectors and embedded type, equal input to equal bytes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from retailcrm.cards.barcodes import Symbol, Symbology, encode
from retailcrm.cards.calibration import UNTOUCHED, Calibration
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.faces import FrontPainter, open_logo, paint_back, plan_front
from retailcrm.cards.ink import Ink
from retailcrm.cards.layout import Layout
from retailcrm.cards.lettering import can_set, load_fonts
from retailcrm.cards.sheets import Place, Sheet
from retailcrm.core.errors import UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say

_BLEED = 1.5
_MARK = (2.5, 7.0)  # from what is cut out: where a mark begins, where it ends
UNPRINTABLE = 5.0
"""Along the edges of paper, in mm: office printers leave it white."""
_FRONT, _BACK = "card-front", "card-back"


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How cards are to be printed.

    Attributes:
        sheet: what they are printed on.
        symbology: which code they carry.
        design: how they look.
        calibration: what sets off this printer's shift.
        start: the first label to use, from 1, on a sheet that is begun.
        backs: print a back behind every front, for printing on both sides (long edge).
    """

    sheet: Sheet
    symbology: Symbology
    design: CardDesign
    calibration: Calibration = UNTOUCHED
    start: int = 1
    backs: bool = False


@dataclass(frozen=True, slots=True)
class PrintedCards:
    """What came of printing.

    Attributes:
        pdf: the file.
        pages: of the file, backs counted.
        cards: how many were printed.
        nameless: cards whose name is in a script that our type lacks, so was left out.
    """

    pdf: bytes
    pages: int
    cards: int
    nameless: tuple[Card, ...] = ()


def print_cards(
    cards: Sequence[Card], wish: PrintWish, progress: Progress = SILENT
) -> PrintedCards:
    """Print cards on sheets.

    Raises:
        UserError: there is nothing to print, a number cannot be such a code, or the label is
            too small for it.
        Cancelled: the person stopped it.
    """
    _refuse_nothing(cards, wish)
    load_fonts()
    longest = max(cards, key=lambda card: _length(card.number))
    layout = plan_front(wish.sheet, encode(longest.number, wish.symbology), wish.design)
    run = _Run(wish, layout, open_logo(wish.design))
    pages = run.print(cards, progress)
    odd = tuple(card for card in cards if card.name and not can_set(card.name))
    return PrintedCards(run.finish(), pages, len(cards), odd if wish.design.show_name else ())


def write_cards(
    cards: Sequence[Card], wish: PrintWish, out: Path, progress: Progress = SILENT
) -> PrintedCards:
    """Print cards into a file, whole or not at all.

    Raises:
        UserError: as `print_cards`.
        OSError: the file cannot be written; what was there before is still there.
    """
    printed = print_cards(cards, wish, progress)
    put_whole(printed.pdf, out)
    return printed


def new_canvas(buffer: BytesIO, sheet: Sheet, title: str, author: str) -> Canvas:
    """Begin a file whose pages have the sheet's size and whose bytes depend on nothing else."""
    size = (sheet.page[0] * mm, sheet.page[1] * mm)
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("retailcrm")
    # Readers then offer to print at full size, for a label is where it is.
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def calibrate(canvas: Canvas, sheet: Sheet, by: Calibration) -> None:
    """Let everything drawn on the page from now on be shifted and scaled."""
    if by == UNTOUCHED:
        return
    down = sheet.page[1] * (1 - by.scale) - by.offset_y_mm
    canvas.transform(by.scale, 0, 0, by.scale, by.offset_x_mm * mm, down * mm)


def fill_labels(
    canvas: Canvas,
    sheet: Sheet,
    paints: Sequence[Callable[[], object]],
    begin: Callable[[], object],
    step: Callable[[int, int], object],
    start: int = 1,
) -> int:
    """Paint one thing on each label, page after page; give the pages.

    Args:
        canvas: what is painted on.
        sheet: where its labels are.
        paints: paint one each, with the label's lower left corner as origin.
        begin: draws or sets what a page begins with.
        step: told after each page how many are done, of how many.
        start: the first label to use, from 1.
    """
    placed = [(sheet.place(start - 1 + at), paint) for at, paint in enumerate(paints)]
    done = pages = 0
    for page, group in groupby(placed, key=lambda pair: pair[0].page):
        begin()
        for place, paint in group:
            canvas.saveState()
            canvas.translate(place.x * mm, (sheet.page[1] - place.y - sheet.label[1]) * mm)
            paint()
            canvas.restoreState()
            done += 1
        canvas.showPage()
        pages = page + 1
        step(done, len(paints))
    return pages


def refuse_start(sheet: Sheet, start: int) -> None:
    """Refuse to begin a sheet at a label that it has not.

    Raises:
        UserError: it has no such label.
    """
    if not 1 <= start <= sheet.per_page:
        raise UserError(
            say("A sheet {name} has labels 1 to {most}.", name=sheet.title, most=sheet.per_page),
            say("Start at one of them."),
        )


class _Run:
    """One file while it is drawn."""

    def __init__(self, wish: PrintWish, layout: Layout, logo: ImageReader | None) -> None:
        self._wish = wish
        self._painter = FrontPainter(layout, wish.design, logo)
        self._buffer = BytesIO()
        shop = wish.design.shop
        self._canvas = new_canvas(
            self._buffer, wish.sheet, say("Cards of {shop}", shop=shop), shop
        )  # fmt: skip
        self._ink = Ink(self._canvas, wish.sheet.face[1])
        self._share(logo)

    def print(self, cards: Sequence[Card], progress: Progress) -> int:
        """Draw all pages and give their number."""
        placed = self._placed(cards)
        pages = done = 0
        for page, group in groupby(placed, key=lambda pair: pair[0].page):
            here = list(group)
            self._front(here)
            if self._wish.backs:
                self._back([place for place, _ in here])
            pages = page + 1
            done += len(here)
            progress.step(done, len(cards), say("Drawing cards"))
        return pages * (2 if self._wish.backs else 1)

    def finish(self) -> bytes:
        """Close the file and give its bytes."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _placed(self, cards: Sequence[Card]) -> Iterator[tuple[Place, Card]]:
        first = self._wish.start - 1
        return ((self._wish.sheet.place(first + at), card) for at, card in enumerate(cards))

    def _share(self, logo: ImageReader | None) -> None:
        """Write what all cards share into the file once."""
        wide, high = self._wish.sheet.face
        size = (0, 0, wide * mm, high * mm)
        self._canvas.beginForm(_FRONT, *size)
        self._painter.shared(self._ink)
        self._canvas.endForm()
        if self._wish.backs:
            self._canvas.beginForm(_BACK, *size)
            paint_back(self._ink, self._wish.sheet.face, self._wish.design, logo)
            self._canvas.endForm()

    def _front(self, here: list[tuple[Place, Card]]) -> None:
        calibrate(self._canvas, self._wish.sheet, self._wish.calibration)
        if self._painter.layout.filled:
            self._grounds([place for place, _ in here])
        if self._wish.sheet.cut:
            cut_marks(self._canvas, self._wish.sheet)
        for place, card in here:
            symbol = encode(card.number, self._wish.symbology)
            self._one_front(place, card, symbol)
        self._canvas.showPage()

    def _one_front(self, place: Place, card: Card, symbol: Symbol) -> None:
        self._canvas.saveState()
        self._move(place)
        self._canvas.doForm(_FRONT)
        self._painter.own(self._ink, card, symbol)
        self._canvas.restoreState()

    def _back(self, places: list[Place]) -> None:
        calibrate(self._canvas, self._wish.sheet, self._wish.calibration)
        for place in places:
            self._canvas.saveState()
            self._move(self._wish.sheet.behind(place))
            self._canvas.doForm(_BACK)
            self._canvas.restoreState()
        self._canvas.showPage()

    def _grounds(self, places: list[Place]) -> None:
        """Paint the shop's colour a little over the edges, where no neighbour is."""
        sheet = self._wish.sheet
        self._canvas.setFillColor(HexColor(self._wish.design.colour))
        for place in places:
            left, top, right, bottom = _bleeds(sheet, place)
            wide, high = sheet.label[0] + left + right, sheet.label[1] + top + bottom
            low = sheet.page[1] - place.y - sheet.label[1] - bottom
            self._canvas.rect(
                (place.x - left) * mm, low * mm, wide * mm, high * mm, stroke=0, fill=1
            )

    def _move(self, place: Place) -> None:
        """Make a label's lower left corner, as it is read, the origin."""
        sheet = self._wish.sheet
        low = sheet.page[1] - place.y - sheet.label[1]
        if not sheet.turned:
            self._canvas.translate(place.x * mm, low * mm)
            return
        self._canvas.translate((place.x + sheet.label[0]) * mm, low * mm)
        self._canvas.rotate(90)


def cut_marks(canvas: Canvas, sheet: Sheet) -> None:
    """Draw short lines in the margins that printers reach, where a knife or a ruler is laid."""
    canvas.setStrokeColor(HexColor("#8C8B84"))
    canvas.setLineWidth(0.3)
    high = sheet.page[1]
    left, top = sheet.corner
    right = left + (sheet.grid[0] - 1) * sheet.pitch[0] + sheet.label[0]
    foot = top + (sheet.grid[1] - 1) * sheet.pitch[1] + sheet.label[1]
    for at in range(sheet.grid[0]):
        for x in (left + at * sheet.pitch[0], left + at * sheet.pitch[0] + sheet.label[0]):
            for a, b in _marked(top, foot, high):
                canvas.line(x * mm, (high - a) * mm, x * mm, (high - b) * mm)
    for at in range(sheet.grid[1]):
        for y in (top + at * sheet.pitch[1], top + at * sheet.pitch[1] + sheet.label[1]):
            for a, b in _marked(left, right, sheet.page[0]):
                canvas.line(a * mm, (high - y) * mm, b * mm, (high - y) * mm)


def _marked(first: float, last: float, paper: float) -> tuple[tuple[float, float], ...]:
    """Say from where to where marks go on either side of what is cut out."""
    near, far = _MARK
    before = (max(first - far, UNPRINTABLE), first - near)
    after = (last + near, min(last + far, paper - UNPRINTABLE))
    return tuple((a, b) for a, b in (before, after) if a < b)


def _bleeds(sheet: Sheet, place: Place) -> tuple[float, float, float, float]:
    """Say how far colour may go over each edge: left, top, right, bottom."""
    across, down = (min(_BLEED, gap / 2) for gap in sheet.gap)
    first_x, first_y = sheet.corner
    last_x = first_x + (sheet.grid[0] - 1) * sheet.pitch[0]
    last_y = first_y + (sheet.grid[1] - 1) * sheet.pitch[1]
    return (
        _BLEED if place.x <= first_x else across,
        _BLEED if place.y <= first_y else down,
        _BLEED if place.x >= last_x - 0.001 else across,
        _BLEED if place.y >= last_y - 0.001 else down,
    )


def _length(number: str) -> int:
    """Guess how much room a number takes: letters twice that of digits."""
    return sum(1 if sign.isdigit() else 2 for sign in number)


def _refuse_nothing(cards: Sequence[Card], wish: PrintWish) -> None:
    if not cards:
        raise UserError(say("There are no cards to print."), say("Choose at least one."))
    refuse_start(wish.sheet, wish.start)
    if wish.backs and wish.sheet.sticky:
        raise UserError(
            say("Sticky labels have no back to print on."), say("Print their fronts alone.")
        )
