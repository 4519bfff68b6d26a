"""Whom a command is about."""

from retailcrm.core.errors import UserError
from retailcrm.services.member_rows import ScanKind, Scanned
from retailcrm.wiring import Services

_GOODS = (ScanKind.PRODUCT, ScanKind.SCALE, ScanKind.GARBLED)


def whom(services: Services, ref: str, *, spending: bool = False) -> int:
    """Find the one customer meant by a card in any form, a number, e-mail, phone or name.

    Args:
        services: the shop.
        ref: what was scanned or typed.
        spending: points are given or used, for which a blocked card is no proof.

    Raises:
        UserError: nobody or more than one is meant, or the card may not be used.
    """
    scan = services.members.scan(ref)
    if scan.customer_id is None:
        return _by_words(services, ref, scan)
    if spending and scan.kind is ScanKind.BLOCKED:
        raise UserError(scan.sentence, scan.hint)
    if scan.number == ref.strip() and ref.strip().isdigit():
        # One person's card may be another one's number in the books: that is refused.
        services.customers.refer(ref.strip())
    return scan.customer_id


def _by_words(services: Services, ref: str, scan: Scanned) -> int:
    if scan.kind is ScanKind.STOCK:
        raise UserError(scan.sentence, scan.hint)
    try:
        return services.customers.refer(ref.strip())
    except UserError as nobody:
        if scan.kind in _GOODS:
            raise UserError(scan.sentence, scan.hint) from nobody
        raise
