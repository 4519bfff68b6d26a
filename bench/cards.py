"""Ten thousand member cards on sheets, beside a bare reportlab loop that draws as much."""

from collections.abc import Sequence
from io import BytesIO
from random import Random

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bench.measure import beside
from bench.setting import Setting
from bench.table import Case, against
from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.lettering import Weight, load_fonts
from retailcrm.cards.numbers import DEFAULT_RANGE, draw_numbers
from retailcrm.cards.printing import PrintWish, print_cards
from retailcrm.cards.sheets import sheet_named

CARDS = 10_000
MOST = 1.3
SHEET = "avery-c32011"
DESIGN = CardDesign("Larkfield Books & Gifts")


def some_cards(count: int) -> tuple[Card, ...]:
    """Give cards with numbers of the default range and invented names."""
    numbers = draw_numbers(DEFAULT_RANGE, count, Random(11), frozenset[str]().intersection)
    return tuple(
        Card(number, f"Marguerite Okonjo {at:05d}") for at, number in enumerate(numbers)
    )  # fmt: skip


def ours(cards: Sequence[Card]) -> bytes:
    """Print them as the program does."""
    wish = PrintWish(sheet_named(SHEET), Symbology.CODE128, DESIGN)
    return print_cards(cards, wish).pdf


def bare(cards: Sequence[Card]) -> bytes:
    """Draw the same things with reportlab alone: colour, panel, three texts, bars."""
    load_fonts()
    sheet = sheet_named(SHEET)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(sheet.page[0] * mm, sheet.page[1] * mm), pageCompression=1)
    for at, card in enumerate(cards):
        place = sheet.place(at)
        if at and at % sheet.per_page == 0:
            canvas.showPage()
        canvas.saveState()
        canvas.translate(place.x * mm, (sheet.page[1] - place.y - sheet.label[1]) * mm)
        _bare_card(canvas, card)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _bare_card(canvas: Canvas, card: Card) -> None:
    canvas.setFillColor(HexColor(DESIGN.colour))
    canvas.rect(0, 0, 85 * mm, 54 * mm, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.roundRect(4.6 * mm, 4.6 * mm, 76 * mm, 25 * mm, 6, stroke=0, fill=1)
    canvas.setFont(Weight.STRONG.value, 17)
    canvas.drawString(4.6 * mm, 44 * mm, DESIGN.shop)
    canvas.setFont(Weight.REGULAR.value, 10)
    canvas.drawString(4.6 * mm, 32 * mm, card.name)
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont(Weight.MEDIUM.value, 11)
    canvas.drawCentredString(42.5 * mm, 7 * mm, card.number)
    Code128(card.number, barWidth=0.96, barHeight=15 * mm, quiet=0).drawOn(
        canvas, 27 * mm, 11.5 * mm
    )


def card_sheets(setting: Setting, count: int = CARDS) -> list[Case]:
    """Print cards in turn with the bare loop."""
    cards = some_cards(count)
    mine, theirs = beside(lambda: ours(cards), lambda: bare(cards), setting.rounds)
    return [
        against(f"{count:,} member cards on sheets", mine, ("bare reportlab loop", theirs), MOST)
    ]
