"""At how many points a sale and its returns should stand, by the rules of the sale's day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retailcrm.core.days import day_of
from retailcrm.db.points_receipts import Document
from retailcrm.loyalty.codes import codes_in
from retailcrm.loyalty.earning import Basket, EarnedLine, Line, earn
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.returns import parts, running, unlinked

Lines = Mapping[int, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Family:
    """A sale with everything that came back of it, or a return whose sale nobody knows."""

    sale: Document | None
    returns: tuple[Document, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, the sale first."""
        return (*(() if self.sale is None else (self.sale,)), *self.returns)

    @property
    def root(self) -> Document:
        """The document that the family is known by."""
        return self.returns[0] if self.sale is None else self.sale


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member was when he bought.

    Attributes:
        group: key of the group, empty if nobody asks.
        tier: key of the tier.
        points_paid: part of the sale that was paid with points, in minor units.
        digits: decimals of the currency.
    """

    group: str
    tier: str
    points_paid: int
    digits: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where a family should stand.

    Attributes:
        points: whole points for each of its documents, in their order.
        earned: unrounded points of what was kept of the sale.
        lines: how the sale earned as it was sold.
    """

    points: tuple[int, ...]
    earned: int
    lines: tuple[EarnedLine, ...]


def families(found: Sequence[Document]) -> list[Family]:
    """Put returns to their sales; the order is that of the sales."""
    sales = {one.id: one for one in found if one.original_id is None}
    backs: dict[int, list[Document]] = {}
    alone: list[Document] = []
    for one in found:
        if one.original_id is None:
            continue
        (backs.setdefault(one.original_id, []) if one.original_id in sales else alone).append(one)
    result = [
        Family(None, (one,)) if one.kind == 1 else Family(one, tuple(backs.get(one.id, ())))
        for one in sales.values()
    ]
    return result + [Family(None, (one,)) for one in alone]


def target(
    family: Family,
    lines: Lines,
    program: Program,
    standing: Standing,
    own: Sequence[Program],
) -> Target:
    """Work out where a family should stand.

    Args:
        family: a sale and its returns.
        lines: the lines of their documents.
        program: the rules of the sale's day.
        standing: what the member was then.
        own: the rules of each return's day, for goods bought on it.
    """
    count = len(family.documents)
    if family.root.voided:
        return Target((0,) * count, 0, ())
    if family.sale is None:
        back = family.returns[0]
        points = unlinked(_basket(back, lines, standing), program)
        return Target((points,), 0, ())
    sale = _basket(family.sale, lines, standing)
    unpaid = replace(standing, points_paid=0)
    backs = [_basket(one, lines, unpaid) for one in family.returns if not one.voided]
    rules = [one for one, back in zip(own, family.returns, strict=True) if not back.voided]
    changes = parts(sale, backs, program, rules)
    told = iter(running(changes, standing.digits)[1:])
    later = (0 if one.voided else next(told) for one in family.returns)
    first = running(changes[:1], standing.digits)
    return Target(points=(*first, *later), earned=max(0, sum(changes)), lines=earn(sale, program))


def _basket(document: Document, lines: Lines, standing: Standing) -> Basket:
    return Basket(
        day=day_of(document.day),
        lines=lines.get(document.id, ()),
        customer=document.customer_id,
        group=standing.group,
        tier=standing.tier,
        coupons=codes_in(document.coupon),
        tip=document.tip,
        points_paid=standing.points_paid,
        digits=standing.digits,
    )
