"""Which lines of a sale came back with a return."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace

from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.redeeming import spread

_Key = Callable[[Line], Hashable]
_Pool = Counter[Hashable]


def matched(sale: Basket, back: Basket) -> Basket:
    """Fold what came back into the lines it was sold on.

    Goods go to lines of the same product, then of the same article number, first line first.
    What fits none, for either side names no goods, is shared over all that is still kept.
    Gift cards and goods stay apart. Nothing comes back beyond what was sold.
    """
    lines = tuple(sorted(sale.lines, key=lambda line: line.line_no))
    came = tuple(line for line in back.lines if line.net < 0)
    for key in (_by_product, _by_sku):
        lines, came = _folded(lines, came, key)
    for gift in (False, True):
        amount = -sum(line.net for line in came if line.gift is gift)
        lines = _shared(lines, amount, gift=gift)
    return replace(sale, lines=lines, tip=max(0, sale.tip + min(0, back.tip)))


def _folded(
    lines: tuple[Line, ...], came: tuple[Line, ...], key: _Key
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Fold by one key; give the lines and what of the return did not fit, as fewer lines."""
    amounts, quantities = _Pool(), _Pool()
    for line in came:
        amounts[key(line)] -= line.net
        quantities[key(line)] -= min(0, line.quantity)
    found = tuple(_filled(line, key(line), amounts, quantities) for line in lines)
    rest = []
    for line in came:
        left = min(-line.net, amounts[key(line)])
        pieces = min(max(0, -line.quantity), quantities[key(line)])
        amounts[key(line)] -= left
        quantities[key(line)] -= pieces
        if left:
            rest.append(replace(line, net=-left, quantity=-pieces))
    return found, tuple(rest)


def _filled(line: Line, key: Hashable, amounts: _Pool, quantities: _Pool) -> Line:
    """Take into a line what it can hold of its goods; both pools shrink by it."""
    if key is None or line.net <= 0 or not amounts[key]:
        return line
    amount = min(line.kept, amounts[key])
    quantity = max(0, min(line.quantity - line.returned_quantity, quantities[key]))
    amounts[key] -= amount
    quantities[key] -= quantity
    return replace(
        line,
        returned=line.returned + amount,
        returned_quantity=line.returned_quantity + quantity,
    )


def _shared(lines: tuple[Line, ...], amount: int, *, gift: bool) -> tuple[Line, ...]:
    """Share an amount over what is still kept of goods, or of gift cards."""
    kept = [line.kept if line.gift is gift else 0 for line in lines]
    shares = spread(min(amount, sum(max(0, one) for one in kept)), kept)
    return tuple(
        _lessened(line, share) if share else line for line, share in zip(lines, shares, strict=True)
    )


def _lessened(line: Line, share: int) -> Line:
    """Take back a share of a line, pieces in the same proportion."""
    pieces = max(0, line.quantity - line.returned_quantity) * share // line.kept
    return replace(
        line,
        returned=line.returned + share,
        returned_quantity=line.returned_quantity + pieces,
    )


def _by_product(line: Line) -> Hashable:
    return None if line.product is None else (line.gift, line.product)


def _by_sku(line: Line) -> Hashable:
    sku = line.sku.strip().casefold()
    return (line.gift, sku) if sku else None
