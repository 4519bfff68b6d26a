"""What a sale and its returns are worth in points, however the return is split.

All that came back up to a return is folded into the sale at once, and the sale is worked out
anew with the rules it was sold under. A document stands at the difference it makes, so the
documents always add up to what the goods still kept have earned.
"""

from collections.abc import Sequence
from dataclasses import replace

from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.earning import earn, scale, unrounded
from retailcrm.loyalty.matching import matched
from retailcrm.loyalty.program import Program

__all__ = ["matched", "parts", "running", "targets", "unlinked"]


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
