"""Address labels as facts: what stands on each, and on which sheet they are printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retailcrm.cards.sheets import sheet_named
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.mailing.postal import Address, address_of, postal_lines
from retailcrm.services.card_looks import calibration_of, design_of
from retailcrm.services.letter_run import EXAMPLE
from retailcrm.services.post_pieces import Piece
from retailcrm.services.post_rows import PostWish
from retailcrm.services.told import country_here

if TYPE_CHECKING:
    from retailcrm.cards.mail_labels import MailLabel, MailWish

Lines = tuple[str, ...]


def lines_of(connection: Reading, pieces: Sequence[Piece], wish: PostWish) -> list[Lines]:
    """Give the lines of each address."""
    home = country_here(connection) or ""
    return [postal_lines(address_of(one.home), home, capitals=wish.capitals) for one in pieces]


def labels_of(pieces: Sequence[Piece], lines: Sequence[Lines]) -> "list[MailLabel]":
    """Put on each label what tells whose it is if it returns."""
    from retailcrm.cards.mail_labels import MailLabel  # noqa: PLC0415 - heavy

    return [
        MailLabel(told, one.reference, one.scanned) for one, told in zip(pieces, lines, strict=True)
    ]


def sample_labels(connection: Reading, wish: PostWish) -> "list[MailLabel]":
    """Give one label to somebody invented, before a campaign has anybody."""
    from retailcrm.cards.mail_labels import MailLabel  # noqa: PLC0415 - heavy

    address = Address((say("Ana and Ben Example"),), say("12 Main Street"), ("", "", ""))
    lines = postal_lines(address, country_here(connection) or "", capitals=wish.capitals)
    return [MailLabel(lines, EXAMPLE, EXAMPLE.replace("-", ""))]


def label_wish(connection: Reading, wish: PostWish, name: str) -> "MailWish":
    """Say on which sheet labels are printed, and how this printer moves it.

    Raises:
        UserError: there is no such sheet.
    """
    from retailcrm.cards.mail_labels import MailWish  # noqa: PLC0415 - heavy

    sheet = sheet_named(wish.sheet)
    title = say("Labels of {name}", name=name)
    calibration = calibration_of(connection, sheet.key)
    return MailWish(sheet, title, design_of(connection).shop, calibration, wish.start, wish.scans)
