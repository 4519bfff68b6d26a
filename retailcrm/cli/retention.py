"""The commands about coming back: `retention` and `rhythm`."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import numpy as np

from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.tables import write_csv
from retailcrm.cli.typed import day_typed
from retailcrm.core.days import month_key
from retailcrm.core.periods import Step
from retailcrm.core.progress import Progress
from retailcrm.services.finding import Told, Unit
from retailcrm.services.retention import (
    Among,
    CohortsTold,
    RetentionTold,
    RhythmTold,
    StaysTold,
    VisitsTold,
)
from retailcrm.services.rhythm_table import RHYTHM_COLUMNS
from retailcrm.wiring import Services

Json = dict[str, Any]
COHORT_COLUMNS = ("cohort", "size", "age", "returned", "retention")


def retention_words(command: Command) -> None:
    """Commands about coming back."""
    told = command("retention", "tell who comes back: rates, months, second visits, stays")
    _usual(told, "the table of months")
    told.add_argument("--period", choices=[str(one) for one in Step], help="default: by the gaps")
    told.add_argument(
        "--rolling", action="store_true", help="ages in 30 days from the own first visit"
    )
    told.add_argument("--baseline", metavar=DATE, help="follow the segments as they were then")
    told.add_argument("--group", default="", metavar="KEY")
    told.add_argument("--segment", default="", metavar="KEY")
    told.add_argument("--channel", default="", help="offline or online, of the first purchase")
    told.add_argument("--first-from", metavar=DATE, help="first visit not before")
    told.add_argument("--first-to", metavar=DATE, help="first visit not after")
    told.add_argument("--visits", type=int, default=0, metavar="N", help="at least so many")
    _usual(command("rhythm", "tell the days between visits"), "everyone's rhythm")


def _usual(one: Any, what: str) -> None:
    one.add_argument("--as-of", metavar=DATE)
    one.add_argument("--out", type=Path, metavar="CSV", help=f"file for {what}")


def run_retention(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Tell who comes back."""
    as_of, asked = day_typed(told.as_of), services.insights.retention
    among = Among(
        told.group,
        told.segment,
        told.channel,
        day_typed(told.first_from),
        day_typed(told.first_to),
        told.visits,
    )
    step = Step(told.period) if told.period else None
    found = asked.cohorts(as_of, among, rolling=told.rolling)
    visits = asked.visits(as_of, day_typed(told.baseline))
    answer = {
        **_rates(asked.overview(as_of, among, step)),
        **_cohorts(found),
        "second_visit": {
            one.key.removeprefix("second_visit_"): _share(one)
            for one in asked.second_visit(as_of, among).marks
        },
        **_visits(visits),
        **_stays(asked.stays(as_of, among)),
    }
    if told.out is not None:
        rows = cohort_rows(found)
        asked.note_export(len(rows))
        write_csv(told.out, COHORT_COLUMNS, rows)
        answer["file"] = str(told.out)
    return answer


def run_rhythm(services: Services, told: Namespace, progress: Progress) -> Json:
    """Tell the days between visits."""
    as_of = day_typed(told.as_of)
    answer = _rhythm(services.insights.retention.rhythm(as_of))
    if told.out is not None:
        rows = services.insights.retention.rhythm_rows(as_of, progress)
        write_csv(told.out, RHYTHM_COLUMNS, rows)
        answer["file"] = str(told.out)
    return answer


def cohort_rows(told: CohortsTold) -> list[list[Any]]:
    """Give a row for each cohort and age."""
    return [
        [month_key(one.month), _count(one.size), age, _back(one.size, cell), _number(cell.value)]
        for one in told.cohorts
        for age, cell in enumerate(one.back)
    ]


def _rates(told: RetentionTold) -> Json:
    return {
        "as_of": None if told.as_of is None else told.as_of.isoformat(),
        "customers": told.customers,
        "period": None if told.period is None else told.period.key(),
        **{one.key: _value(one) for one in told.figures()},
        "intervals": {
            one.key: [_number(one.low), _number(one.high)]
            for one in told.figures()
            if one.low is not None
        },
        "few_data": [one.key for one in told.figures() if one.few_data],
        "missing": told.missing,
    }


def _cohorts(told: CohortsTold) -> Json:
    return {
        "ages": "days" if told.rolling else "months",
        "cohorts": [
            {
                "cohort": month_key(one.month),
                "size": _count(one.size),
                "returned": [_back(one.size, cell) for cell in one.back],
                "retention": [_number(cell.value) for cell in one.back],
            }
            for one in told.cohorts
        ],
        "retention_by_age": [_number(one.value) for one in told.ages],
    }


def _visits(told: VisitsTold) -> Json:
    return {
        "by_segment": {
            one.key or "all": {
                "customers": one.customers,
                "active": one.active,
                "visits": _count(one.visits),
                "visit_frequency": _number(one.frequency.value),
            }
            for one in told.segments
        },
        "baseline": None if told.compared_on is None else told.compared_on.isoformat(),
        "baseline_days": told.list_days,
        "lists": {
            one.key: {
                "customers": one.customers,
                "before": _number(one.before.value),
                "after": _number(one.after.value),
                "change": _number(one.change),
            }
            for one in told.lists
        },
    }


def _stays(told: StaysTold) -> Json:
    return {
        "stays": {
            _class(one.least, one.most): {
                "customers": _count(one.customers),
                "median_days": _number(one.middle.value),
            }
            for one in told.times
        },
        "stay_months": [[_count(cell) for cell in row.told] for row in told.stays],
    }


def _rhythm(told: RhythmTold) -> Json:
    return {
        "as_of": None if told.as_of is None else told.as_of.isoformat(),
        "gaps": told.gaps,
        "median": _number(told.median.value),
        "mean": _number(told.mean.value),
        "p80": _number(told.most.value),
        "usual": _number(told.usual),
        "fitted": told.fitted,
        "bars": [{"low": one.low, "high": one.high, "gaps": _count(one.told)} for one in told.bars],
        "missing": told.missing,
    }


def _class(least: int, most: int | None) -> str:
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}-{most}"


def _share(told: Told) -> Json:
    return {
        "share": _number(told.value),
        "low": _number(told.low),
        "high": _number(told.high),
        "few_data": told.few_data,
    }


def _value(told: Told) -> float | int | None:
    return _count(told) if told.unit is Unit.COUNT else _number(told.value)


def _count(told: Told) -> int | None:
    return None if told.value is None else int(told.value)


def _back(size: Told, cell: Told) -> int | None:
    """Give how many came from their share of the cohort."""
    if cell.value is None or size.value is None:
        return 0 if size.value == 0 else None
    return int(np.rint(cell.value * size.value))


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
