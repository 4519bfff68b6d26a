"""The settings of a moment as text, as the books keep them."""

import json
from dataclasses import asdict, fields
from typing import Any

from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step


def moment_text(moment: Moment) -> str:
    """Write a moment as JSON."""
    return json.dumps(asdict(moment), sort_keys=True)


def moment_from(text: str) -> Moment:
    """Read a moment; what an older version did not know has its default."""
    held: dict[str, Any] = json.loads(text)
    known = {one.name for one in fields(Moment)}
    told = {name: value for name, value in held.items() if name in known}
    told["kind"] = Kind(told["kind"])
    told["steps"] = tuple(_step(one) for one in told.get("steps", [{}]))
    told["on"] = tuple(told.get("on", ()))
    return Moment(**told)


def _step(held: dict[str, Any]) -> Step:
    return Step(
        days=int(held.get("days", 0)),
        reached=Reached(held.get("reached", Reached.BEEN_A_WHILE)),
        about=str(held.get("about", "")),
    )
