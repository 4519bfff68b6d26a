"""What a sale and its returns are worth in points, however the return is split.

All that came back up to a return is folded into the sale at once, and the sale is worked out
anew with the rules it was sold under. A document stands at the difference it makes, so the
documents always add up to what the goods still kept have earned.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.earning import earn, scale, unrounded
from retailcrm.loyalty.program import Program
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


def parts(
    sale: Basket, returns: Sequence[Basket], program: Program, own: Sequence[Program] = ()
) -> tuple[int, ...]:
    """Give the unrounded earn that the sale and then each return adds, in parts of a point.

    Args:
        sale: as sold, refunds already folded into its lines.
        returns: in the order they came; goods bought on one (an exchange) earn by themselves.
        program: the rules the sale was made under.
        own: the rules in force at each return, for goods bought on it; empty: `program`.
    """
    rules = own or (program,) * len(returns)
    found = [unrounded(earn(sale, program))]
    kept, came, tip = found[0], list[Line](), 0
    for back, current in zip(returns, rules, strict=True):
        came += back.lines
        tip += min(0, back.tip)
        gathered = replace(back, lines=tuple(came), tip=tip)
        after = unrounded(earn(matched(sale, gathered), program))
        found.append(after - kept + unrounded(earn(_bought(back), current)))
        kept = after
    return tuple(found)


def targets(
    sale: Basket,
    returns: Sequence[Basket],
    program: Program,
    carried: int = 0,
    own: Sequence[Program] = (),
) -> tuple[int, ...]:
    """Give the points at which the sale and then each of its returns should stand.

    They add up to the floor of what is kept, whatever the split; a full return adds up to
    nothing. For the arguments see `parts`; `carried` are parts left over from receipts before.
    """
    return running(parts(sale, returns, program, own), sale.digits, carried)


def running(changes: Sequence[int], digits: int, carried: int = 0) -> tuple[int, ...]:
    """Round a row of unrounded changes so that every sum on the way is rounded just once.

    With remainders carried this also serves all documents of a member in a row: points then
    always stand at the floor of everything kept.
    """
    total, points, standing = carried, [], _whole(carried, digits)
    for change in changes:
        total += change
        points.append(_whole(total, digits) - standing)
        standing += points[-1]
    return tuple(points)


def unlinked(back: Basket, program: Program) -> int:
    """Give the points of a return whose sale nobody knows, rounded in the member's favour.

    Nothing tells on which day the goods were bought, so neither weekdays nor campaigns nor
    dated bonuses of the day of the return count against the member.
    """
    bought = any(line.net > 0 for line in back.lines)
    rules = program if bought else _timeless(program)
    return _whole(unrounded(earn(back, rules)), back.digits)


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


def _bought(back: Basket) -> Basket:
    """Leave only what a return sold besides."""
    return replace(back, lines=tuple(line for line in back.lines if line.net > 0))


def _timeless(program: Program) -> Program:
    """Leave only the rules that hold on any day."""
    earning = program.earning
    always = tuple(b for b in earning.bonuses if b.starts is None and b.ends is None)
    return replace(program, earning=replace(earning, weekdays=(), campaigns=(), bonuses=always))


def _whole(total: int, digits: int) -> int:
    """Round toward zero."""
    whole = abs(total) // scale(digits)
    return whole if total >= 0 else -whole
