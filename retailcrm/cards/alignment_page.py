"""The page by which an owner sees how far her printer is off, for every kind of sheet."""

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retailcrm.cards.calibration import PAPER, UNTOUCHED, Calibration, cross_at, ruler_length
from retailcrm.cards.faces import set_words
from retailcrm.cards.ink import Box, Ink
from retailcrm.cards.layout import Slot
from retailcrm.cards.lettering import Weight, load_fonts
from retailcrm.cards.printing import calibrate, new_canvas
from retailcrm.cards.sheets import Sheet
from retailcrm.core.theme import LIGHT
from retailcrm.core.words import say

_ARM = 4.0
_TENS, _FIVES = 10, 5


def print_test_page(sheet: Sheet, calibration: Calibration = UNTOUCHED) -> bytes:
    """Print every label's outline, a cross and rulers; the calibration as cards get it."""
    load_fonts()
    buffer = BytesIO()
    canvas = new_canvas(buffer, sheet, say("Test page, {sheet}", sheet=sheet.title), "retailcrm")
    calibrate(canvas, sheet, calibration)
    _outlines(canvas, sheet)
    ink = Ink(canvas, sheet.page[1])
    _cross(canvas, sheet)
    _rulers(canvas, ink, sheet)
    _words(ink, sheet)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _outlines(canvas: Canvas, sheet: Sheet) -> None:
    """Draw where labels are, each with a cross in its middle."""
    canvas.setStrokeColor(HexColor(LIGHT.border2))
    canvas.setLineWidth(0.35)
    wide, high = sheet.label
    for at in range(sheet.per_page):
        place = sheet.place(at)
        low = sheet.page[1] - place.y - high
        corner = (place.x * mm, low * mm, wide * mm, high * mm)
        if sheet.radius:
            canvas.roundRect(*corner, sheet.radius * mm)
        else:
            canvas.rect(*corner)
        if sheet.per_page == 1:
            continue
        x, y = place.x + wide / 2, low + high / 2
        canvas.line((x - 1.5) * mm, y * mm, (x + 1.5) * mm, y * mm)
        canvas.line(x * mm, (y - 1.5) * mm, x * mm, (y + 1.5) * mm)


def _cross(canvas: Canvas, sheet: Sheet) -> None:
    """Draw the cross that is measured from the paper's edges."""
    x, y = cross_at(sheet)
    low = sheet.page[1] - y
    canvas.setStrokeColor(HexColor(LIGHT.accent))
    canvas.setLineWidth(0.5)
    canvas.line((x - _ARM) * mm, low * mm, (x + _ARM) * mm, low * mm)
    canvas.line(x * mm, (low - _ARM) * mm, x * mm, (low + _ARM) * mm)
    canvas.circle(x * mm, low * mm, 2 * mm)


def _rulers(canvas: Canvas, ink: Ink, sheet: Sheet) -> None:
    """Draw a ruler across and one down from the cross, a line each millimetre."""
    x, y = cross_at(sheet)
    across = int(ruler_length(sheet))
    down = int(min(sheet.page[1] - y - 10, across) // 10 * 10)
    canvas.setStrokeColor(HexColor(LIGHT.ink))
    canvas.setLineWidth(0.25)
    low = sheet.page[1] - y
    for at in range(across + 1):
        canvas.line((x + at) * mm, low * mm, (x + at) * mm, (low - _tick(at)) * mm)
    for at in range(down + 1):
        canvas.line(x * mm, (low - at) * mm, (x + _tick(at)) * mm, (low - at) * mm)
    for at in range(_TENS, across + 1, _TENS):
        _figure(ink, at, x + at, y + 6.2)
    for at in range(_TENS, down + 1, _TENS):
        _figure(ink, at, x + 6.2, y + at + 0.8)


def _figure(ink: Ink, at: int, x: float, baseline: float) -> None:
    slot = Slot(x, baseline, 8.0, (6.0, 6.0), centred=True)
    set_words(ink, f"{at}", slot, LIGHT.muted)


def _tick(at: int) -> float:
    if at % _TENS == 0:
        return 3.6
    return 2.6 if at % _FIVES == 0 else 1.6


def _words(ink: Ink, sheet: Sheet) -> None:
    """Say what to do, on a field of its own so that outlines do not cross the words."""
    if sheet.page[0] <= PAPER:
        _few_words(ink, sheet)
        return
    x, y = cross_at(sheet)
    box = Box(x + 14, y + 16, sheet.page[0] - 2 * x - 16, 50)
    ink.fill(box, "#FFFFFF", 2)
    left, room = box.x + 5, box.width - 10
    ink.fill(Box(box.x, box.y + 4, 0.9, box.height - 8), LIGHT.accent, 0.45)
    title = Slot(left, box.y + 9, room, (13.0, 9.0), Weight.STRONG)
    set_words(ink, say("Test page: {sheet}", sheet=sheet.title), title, LIGHT.ink)
    for at, line in enumerate(_steps(sheet)):
        slot = Slot(left, box.y + 17 + at * 6.2, room, (9.2, 6.5))
        set_words(ink, line, slot, LIGHT.ink)


def _steps(sheet: Sheet) -> tuple[str, ...]:
    x, y = cross_at(sheet)
    return (
        say("1  Print this page at 100 % (actual size) on plain paper."),
        say("2  Hold it and a sheet of labels against the light: outlines and labels should meet."),
        say("3  If they do not, measure from the paper's edges to the green cross."),
        say("    It should be {x} mm from the left and {y} mm from the top.", x=f"{x:g}",
            y=f"{y:g}"),
        say("4  Measure the ruler across: it should be {long} mm long.",
            long=f"{ruler_length(sheet):g}"),
        say("5  Type what you measured in the settings of cards, and print this page again."),
    )  # fmt: skip


def _few_words(ink: Ink, sheet: Sheet) -> None:
    """Say it in two lines on a page that is no larger than a card."""
    x, y = cross_at(sheet)
    lines = (
        say("Test page, {wide} × {high} mm: print at 100 %.",
            wide=f"{sheet.page[0]:g}", high=f"{sheet.page[1]:g}"),
        say("The cross: {x} mm from left and top.", x=f"{x:g}"),
    )  # fmt: skip
    for at, line in enumerate(lines):
        slot = Slot(x + 9, y + 11.5 + at * 3.6, sheet.page[0] - x - 11, (6.5, 4.5))
        set_words(ink, line, slot, LIGHT.ink)
