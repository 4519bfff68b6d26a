"""What was learned, as plain values that can be kept as text and read back exactly."""

from dataclasses import asdict
from typing import Any

from retailcrm.analytics.value.fitting import VisitFit
from retailcrm.analytics.value.learning import Learned, Way, Why
from retailcrm.analytics.value.spend import PlainSpend, SpendFit, SpendModel
from retailcrm.analytics.value.trial import Score, Trial
from retailcrm.analytics.value.visits_model import VisitModel

Plain = dict[str, Any]


def plain(learned: Learned) -> Plain:
    """Give what was learned as words, numbers and lists."""
    return asdict(learned)


def learned_from(told: Plain) -> Learned:
    """Read back what `plain` gave."""
    trial = told["trial"]
    return Learned(
        **{
            **told,
            "way": Way(told["way"]),
            "why": Why(told["why"]),
            "visits": _visits(told["visits"]),
            "spend": _spend(told["spend"]),
            "trial": None if trial is None else _trial(trial),
        }
    )


def _trial(told: Plain) -> Trial:
    visits, spend = _visits(told["visits"]), _spend(told["spend"])
    assert visits is not None
    assert spend is not None
    return Trial(told["cut"], told["until"], visits, spend, Score(**told["score"]))


def _visits(told: Plain | None) -> VisitFit | None:
    if told is None:
        return None
    spread = _spread(told["spread"])
    return VisitFit(VisitModel(**told["model"]), told["likelihood"], spread, told["tries"])


def _spend(told: Plain | None) -> SpendFit | None:
    if told is None:
        return None
    held = told["spending"]
    spending = SpendModel(**held) if "q" in held else PlainSpend(**held)
    return SpendFit(**{**told, "spending": spending, "spread": _spread(told["spread"])})


def _spread(told: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(line) for line in told)
