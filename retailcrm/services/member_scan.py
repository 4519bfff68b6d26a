"""What was scanned: a member, or one sentence that says why not."""

from retailcrm.cards.scanning import Meaning, Scan, read_scan
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.cards import KnownCard, State, known_cards
from retailcrm.services.card_range import habits_of, ranges_of
from retailcrm.services.member_rows import ScanKind, Scanned

_NOBODY = {
    Meaning.MEMBER: ScanKind.UNKNOWN,
    Meaning.PRODUCT: ScanKind.PRODUCT,
    Meaning.SCALE_LABEL: ScanKind.SCALE,
    Meaning.GARBLED: ScanKind.GARBLED,
    Meaning.UNKNOWN: ScanKind.UNKNOWN,
}


def scanned(connection: Reading, text: str) -> Scanned:
    """Look a scan up: every number it may stand for at once, by index."""
    scan = read_scan(text, ranges_of(connection), habits_of(connection))
    known = known_cards(connection, scan.candidates)
    for number in scan.candidates:
        if number in known:
            return _card(known[number])
    return _nobody(scan)


def _card(card: KnownCard) -> Scanned:
    number, customer = card.number, card.customer
    if card.state is State.BLOCKED and customer is None:
        return Scanned(
            ScanKind.BLOCKED,
            number,
            sentence=say("The card {number} is blocked for good.", number=number),
            hint=say("Whose it was is in the books no more. Take another card."),
        )
    if card.state is State.STOCK or customer is None:
        return Scanned(
            ScanKind.STOCK,
            number,
            sentence=say("The card {number} has not been given to anyone.", number=number),
            hint=say("Enrol a member with it."),
        )
    if card.state is State.BLOCKED:
        return Scanned(
            ScanKind.BLOCKED,
            number,
            customer,
            say("The card {number} is blocked.", number=number),
            say("Ask for the name, and swap the card if it is the member's own."),
        )
    if card.state is State.REPLACED:
        said = say("The card {number} was replaced by {new}.", number=number,
                   new=card.replaced_by)  # fmt: skip
        return Scanned(ScanKind.REPLACED, number, customer, said)
    return Scanned(ScanKind.MEMBER, number, customer)


def _nobody(scan: Scan) -> Scanned:
    told = scan.explain()
    return Scanned(_NOBODY[scan.meaning], scan.text, None, told.message, told.hint)
