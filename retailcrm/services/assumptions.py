"""What the owner says about money that no receipt tells."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

ASSUMPTIONS = "money.assumptions"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The owner's own numbers; money in minor units, None until she told one.

    Attributes:
        brought: share of sales that the program is taken to bring where nothing measures it.
        offer: what an offer to keep one of the best costs.
        keeps: how many more of the best stay with it, as a share (0.2 is 20 of 100).
        winning: what winning one new customer costs.
        running: what the program costs a year besides discounts and points.
    """

    brought: float = 0.10
    offer: int | None = None
    keeps: float | None = None
    winning: int | None = None
    running: int = 0


def assumptions_from(held: dict[str, Any]) -> Assumptions:
    """Read them as kept; what an older version did not know has its default."""
    known = {one.name for one in fields(Assumptions)}
    return Assumptions(**{name: value for name, value in held.items() if name in known})


def assumptions_to(told: Assumptions) -> dict[str, Any]:
    """Give them as they are kept.

    Raises:
        UserError: one of them makes no sense.
    """
    shares = [told.brought, 0.0 if told.keeps is None else told.keeps]
    if not all(0 <= one <= 1 for one in shares):
        raise UserError(say("Shares lie between 0 and 100 %."))
    if min(told.offer or 0, told.winning or 0, told.running) < 0:
        raise UserError(say("Costs cannot be negative."))
    return asdict(told)
