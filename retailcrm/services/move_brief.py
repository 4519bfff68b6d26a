"""What the owner wants of a move in one line, for a reference that leads back to it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.loyalty.transition import Phase
from retailcrm.services.transition import Move


def brief(move: Move) -> str:
    """Write a move in one line."""
    phases = move.phases
    told = {
        "starts": move.starts.isoformat(),
        "value": str(move.value),
        "times": {key: str(times) for key, times in move.multipliers},
        "redeemed": move.redeemed,
        "budget": move.budget,
        "months": move.months,
        "phases": None if phases is None else [_plain(one) for one in phases],
        "notice": move.notice_days,
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def move_of(text: str) -> Move:
    """Read what `brief` wrote.

    Raises:
        UserError: it is no move.
    """
    try:
        return _read(json.loads(text))
    except (ValueError, TypeError, KeyError, ArithmeticError) as fault:
        raise UserError(say("The rows behind this figure cannot be told any more.")) from fault


def _read(told: Mapping[str, Any]) -> Move:
    phases = told["phases"]
    return Move(
        starts=date.fromisoformat(told["starts"]),
        value=Decimal(told["value"]),
        multipliers=tuple((key, Decimal(times)) for key, times in told["times"].items()),
        redeemed=float(told["redeemed"]),
        budget=float(told["budget"]),
        months=int(told["months"]),
        phases=None if phases is None else tuple(Phase(*one) for one in phases),
        notice_days=int(told["notice"]),
    )


def _plain(phase: Phase) -> list[float | int | None]:
    return [phase.discount, phase.months, phase.budget]
