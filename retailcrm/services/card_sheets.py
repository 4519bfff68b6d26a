"""Cards onto sheets: the one place that draws them."""

from collections.abc import Sequence

from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.design import Card
from retailcrm.cards.printing import PrintWish, write_cards
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.card_looks import Looks
from retailcrm.services.card_rows import CardsPrinted, PrintCards


def print_on(
    cards: Sequence[Card], wish: PrintCards, looks: Looks, progress: Progress
) -> Outcome[CardsPrinted]:
    """Print cards as PDF, each on its place of the sheet.

    Raises:
        UserError: a number cannot be such a code, or the file cannot be written.
    """
    told = PrintWish(
        sheet=looks.sheet,
        symbology=_symbology(wish.symbology),
        design=looks.design,
        calibration=looks.calibration,
        start=wish.start,
        backs=wish.backs,
    )
    out = wish.out
    try:
        printed = write_cards(cards, told, out, progress)
    except OSError as fault:
        raise UserError(
            say("{file} cannot be written.", file=out.name),
            say("Close it if it is open, or choose another folder."),
        ) from fault
    nameless = tuple(card.number for card in printed.nameless)
    done = CardsPrinted(out, printed.pages, printed.cards, nameless)
    return Outcome(done, frozenset(), _said(done))


def _said(done: CardsPrinted) -> str:
    cards = (
        say("One card") if done.cards == 1
        else say("{count} cards", count=Figures("USD").count(done.cards))
    )  # fmt: skip
    pages = (
        say("one page") if done.pages == 1
        else say("{count} pages", count=Figures("USD").count(done.pages))
    )  # fmt: skip
    return say("{cards} on {pages}, in {file}.", cards=cards, pages=pages, file=done.file.name)


def _symbology(key: str) -> Symbology:
    try:
        return Symbology(key)
    except ValueError as fault:
        raise UserError(
            say("There is no code {key}.", key=key),
            say("Use one of {keys}.", keys=", ".join(Symbology)),
        ) from fault
