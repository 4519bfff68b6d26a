"""The check of the model on held-out months: its figures and the customers behind them."""

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Flags, Ints
from retailcrm.analytics.value.learning import Learned
from retailcrm.analytics.value.trial import TENTHS, Foretold, Trial
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.finding import Found, How, Told, Unit
from retailcrm.services.value_rows import TenthRow, TrialRows

FINDING = "value.trial"
MODEL, OWN, ACTUAL = "trial_model", "trial_own", "trial_actual"
MODEL_MISS, OWN_MISS, CUSTOMERS = "trial_model_miss", "trial_own_miss", "trial_customers"
Floats = NDArray[np.float64]
_Foretold = tuple[Ints, Foretold]


def trial_rows(found: _Foretold, learned: Learned, as_of: str) -> TrialRows | None:
    """Tell how the model did; None where it could not be checked."""
    trial = learned.trial
    if trial is None:
        return None
    score = trial.score

    def told(key: str, tenth: int | None = None) -> Told:
        behind = trial_found(*found, key, None if tenth is None else str(tenth))
        unit = behind.unit
        value = behind.figure() if behind.how is not How.MODEL else _miss(key, trial)
        low, high = (score.low, score.high) if key == MODEL and tenth is None else (None, None)
        where = rows(
            "customers",
            finding=FINDING,
            as_of=as_of,
            figure=key,
            tenth=None if tenth is None else str(tenth),
        )
        return Told(key, value, unit, where, low, high)

    return TrialRows(
        since=day_of(trial.cut + 1),
        until=day_of(trial.until),
        wins=score.wins,
        model=told(MODEL),
        own=told(OWN),
        actual=told(ACTUAL),
        model_miss=told(MODEL_MISS),
        own_miss=told(OWN_MISS),
        tenths=tuple(
            TenthRow(
                number,
                told(CUSTOMERS, number),
                told(MODEL, number),
                told(OWN, number),
                told(ACTUAL, number),
            )
            for number in range(1, TENTHS + 1)
        ),
    )


def trial_found(ids: Ints, foretold: Foretold, key: str, tenth: str | None) -> Found:
    """Find who makes a figure of the check: a sum over all, or the mean of a tenth.

    Raises:
        UserError: there is no such figure.
    """
    here, title = _part(foretold, tenth)
    if key == CUSTOMERS:
        return Found(title, ids[here])
    columns = {
        MODEL: (say("Expected net sales"), Unit.MONEY, foretold.sales),
        OWN: (say("Expected at the own rate so far"), Unit.MONEY, foretold.own_sales),
        ACTUAL: (say("Net sales"), Unit.MONEY, foretold.spent),
        MODEL_MISS: (say("Visits missed by"), Unit.RATIO, _off(foretold.visits, foretold)),
        OWN_MISS: (say("Visits missed by"), Unit.RATIO, _off(foretold.own_visits, foretold)),
    }
    if key not in columns:
        raise UserError(say("The rows behind this figure cannot be told any more."))
    heading, unit, amounts = columns[key]
    how = How.SUM if tenth is None else How.MEAN
    if key in {MODEL_MISS, OWN_MISS}:
        how = How.MODEL
    order = np.argsort(ids[here], kind="stable")
    return Found(title, ids[here][order], heading, unit, amounts[here][order], how)


def _part(foretold: Foretold, tenth: str | None) -> tuple[Flags, str]:
    if tenth is None:
        everyone = np.ones(foretold.at.size, dtype=np.bool_)
        return everyone, say("Had come before the months held back")
    wanted = int(tenth) - 1 if tenth.isdigit() else -1
    title = say("Tenth {number} by what was expected of them", number=tenth)
    return np.equal(foretold.tenth, wanted), title


def _off(expected: Floats, foretold: Foretold) -> Floats:
    found: Floats = np.abs(expected - foretold.came)
    return found


def _miss(key: str, trial: Trial) -> float:
    return trial.score.model_miss if key == MODEL_MISS else trial.score.own_miss
