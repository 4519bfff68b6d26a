"""Cards before they are printed: a proof of the first sheet, whole files, the printer's test page.

Nothing here changes the books; `CardService.print_sheet` writes files and notes it. What draws
pages is loaded when somebody asks for one.
"""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.calibration import Calibration, calibrated, cross_at, ruler_length
from retailcrm.cards.design import Card, CardDesign
from retailcrm.cards.sheets import Sheet, sheet_named
from retailcrm.core.progress import SILENT, Progress
from retailcrm.services.card_rows import CardQuery, PrintCards
from retailcrm.services.cards import CardService

if TYPE_CHECKING:
    from retailcrm.cards.printing import PrintedCards, PrintWish


def proof(cards: CardService, wish: PrintCards, design: CardDesign) -> bytes:
    """Give the first sheet as it would be printed, with numbers to come where there are none.

    Raises:
        UserError: there is no such card, or the number cannot be such a code.
    """
    from retailcrm.cards.printing import print_cards  # noqa: PLC0415 - heavy

    sheet = sheet_named(wish.sheet)
    room = sheet.per_page - min(max(wish.start, 1), sheet.per_page) + 1
    return print_cards(_shown(cards, wish.numbers, room), _told(cards, wish, sheet, design)).pdf


def whole(cards: CardService, wish: PrintCards, progress: Progress = SILENT) -> "PrintedCards":
    """Give every page, to be sent to a printer.

    Raises:
        UserError: as `CardService.print_sheet`.
    """
    from retailcrm.cards.printing import print_cards  # noqa: PLC0415 - heavy

    sheet = sheet_named(wish.sheet)
    told = _told(cards, wish, sheet, cards.design())
    return print_cards(cards.to_print(wish.numbers), told, progress)


def test_page(cards: CardService, sheet: str) -> bytes:
    """Give the page by which the owner sees how far her printer is off."""
    from retailcrm.cards.alignment_page import print_test_page  # noqa: PLC0415 - heavy

    return print_test_page(sheet_named(sheet), cards.calibration(sheet))


def meant(sheet: str) -> tuple[float, float, float]:
    """Say where the test page's cross is meant to be, and how long its ruler, in millimetres."""
    found = sheet_named(sheet)
    return (*cross_at(found), ruler_length(found))


def measured(
    cards: CardService, sheet: str, cross: tuple[float, float], ruler: float
) -> Calibration:
    """Work out what sets the printer off, from what was measured on a test page just printed.

    Raises:
        UserError: no printer is so far off.
    """
    found = sheet_named(sheet)
    now = calibrated(cross, cross_at(found), (ruler, ruler_length(found)))
    held = cards.calibration(sheet)
    # The page was printed with what is kept already, so that both come together.
    return Calibration(
        held.offset_x_mm * now.scale + now.offset_x_mm,
        held.offset_y_mm * now.scale + now.offset_y_mm,
        held.scale * now.scale,
    )


def _shown(cards: CardService, numbers: Sequence[str], room: int) -> tuple[Card, ...]:
    if numbers:
        return cards.to_print(numbers[:room])
    stock = cards.listing(CardQuery(state="stock", limit=room))
    if stock:
        return tuple(Card(row.number) for row in stock)
    wanted = cards.range()
    return tuple(Card(wanted.number(at)) for at in islice(range(wanted.size), room))


def _told(cards: CardService, wish: PrintCards, sheet: Sheet, design: CardDesign) -> "PrintWish":
    from retailcrm.cards.printing import PrintWish  # noqa: PLC0415 - heavy

    return PrintWish(
        sheet=sheet,
        symbology=Symbology(wish.symbology),
        design=design,
        calibration=cards.calibration(sheet.key),
        start=wish.start,
        backs=wish.backs,
    )
