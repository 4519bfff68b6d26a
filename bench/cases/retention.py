"""Questions about coming back, beside DuckDB over the same visit days."""

from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from sqlalchemy import text

from bench.measure import beside
from bench.setting import Setting
from bench.table import Case
from retailcrm.cli.run import now
from retailcrm.core.days import day_number
from retailcrm.core.periods import Step, last_whole
from retailcrm.services.retention import RetentionService
from retailcrm.wiring import Services, open_shop

MOST_MS = 100
MATRIX = """
    WITH seen AS (SELECT DISTINCT customer, month FROM visit),
         first AS (SELECT customer, min(month) AS cohort FROM seen GROUP BY 1)
    SELECT cohort, month - cohort AS age, count(*) FROM seen JOIN first USING (customer)
    WHERE month <= $last GROUP BY 1, 2 ORDER BY 1, 2
"""
WINDOWS = """
    WITH first AS (SELECT customer, min(day) AS first FROM visit GROUP BY 1)
    SELECT date_trunc('month', DATE '1970-01-01' + first) AS cohort, (day - first) // 30 AS age,
           count(DISTINCT customer)
    FROM visit JOIN first USING (customer) GROUP BY 1, 2 ORDER BY 1, 2
"""
SECOND = """
    WITH line AS (SELECT customer, day, lead(day) OVER walk AS later, row_number() OVER walk AS nth
                  FROM visit WINDOW walk AS (PARTITION BY customer ORDER BY day))
    SELECT coalesce(later, $as_of) - day AS waited, count(*), count(later) FROM line
    WHERE nth = 1 GROUP BY 1 ORDER BY 1
"""
GAPS = """
    WITH line AS (SELECT day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap FROM visit)
    SELECT count(gap), median(gap), avg(gap), quantile_cont(gap, 0.8) FROM line
"""
KEPT = """
    WITH buyer AS (SELECT customer, bool_or(day BETWEEN $a AND $b) AS before,
                          bool_or(day BETWEEN $c AND $d) AS later FROM visit GROUP BY 1)
    SELECT count(*) FILTER (before), count(*) FILTER (before AND later) FROM buyer
"""
# Who went missing is held against 90 days here, which is less than everyone's own rhythm.
RATES = """
    WITH line AS (SELECT customer, day, lead(day) OVER (PARTITION BY customer ORDER BY day) AS later
                  FROM visit),
         card AS (SELECT customer, min(day) AS first, count(*) AS times, min(later) AS second,
                         bool_or(day BETWEEN $a AND $b) AS before,
                         count(*) FILTER (day BETWEEN $c AND $d) AS many,
                         bool_or(coalesce(later, $d + 1) - day > 90
                                 AND day + 90 BETWEEN $c AND $d) AS gone FROM line GROUP BY 1)
    SELECT count(*), count(*) FILTER (times > 1), count(*) FILTER (before),
           count(*) FILTER (before AND many > 0), count(*) FILTER (many > 0),
           count(*) FILTER (many > 0 AND first < $c), sum(many),
           count(*) FILTER (second - first <= 90), count(*) FILTER (gone) FROM card
"""
RETURNING = """
    WITH first AS (SELECT customer, min(month) AS cohort FROM visit GROUP BY 1)
    SELECT month, count(DISTINCT customer),
           count(DISTINCT customer) FILTER (month > cohort)
    FROM visit JOIN first USING (customer) GROUP BY 1 ORDER BY 1
"""
STAYS = """
    WITH one AS (SELECT customer, min(day) AS first, max(day) AS last, count(*) AS times
                 FROM visit GROUP BY 1 HAVING count(*) > 1)
    SELECT (last - first) // 30 AS months, least(times, 11) AS times, count(*) FROM one
    GROUP BY 1, 2 ORDER BY 1, 2
"""
Ask = Callable[[], Any]


def retention(setting: Setting) -> list[Case]:
    """Ask each question of both in turn; what both count must agree first."""
    services = open_shop(str(setting.shop(setting.lines)), now)
    asked = services.insights.retention
    as_of = asked.overview().as_of
    assert as_of is not None
    duck = duckdb.connect()
    duck.execute("SET threads = 2; SET autoinstall_known_extensions = false")
    _pour(duck, services)
    people = duck.execute("SELECT count(DISTINCT customer) FROM visit").fetchall()[0][0]
    quarter = last_whole(Step.QUARTER, as_of)
    before = quarter.before()
    kept = {"a": before.first, "b": before.last, "c": quarter.first, "d": quarter.last}
    _agree(duck, asked, kept)
    _agree_on_rates(duck, asked, kept)
    last = last_whole(Step.MONTH, as_of).month
    pairs: dict[str, tuple[Ask, str, dict[str, int]]] = {
        "months of newcomers": (asked.cohorts, MATRIX, {"last": last}),
        "the same in windows of 30 days": (lambda: asked.cohorts(rolling=True), WINDOWS, {}),
        "wait for the second visit": (asked.second_visit, SECOND, {"as_of": day_number(as_of)}),
        "gaps between visits": (asked.rhythm, GAPS, {}),
        "who stayed, and the other rates": (lambda: asked.overview(step=Step.QUARTER), RATES, kept),
        "returning buyers by month": (lambda: asked.rates(step=Step.MONTH), RETURNING, {}),
        "time with the shop by visits": (asked.stays, STAYS, {}),
    }
    return [_case(f"{name}, {people:,} customers", ours, duck, sql, given)
            for name, (ours, sql, given) in pairs.items()]  # fmt: skip


def _pour(duck: duckdb.DuckDBPyConnection, services: Services) -> None:
    """Give DuckDB the very visit days that we ask about."""
    with services.books.read() as connection:
        found = connection.execute(
            text("SELECT customer_id, day FROM customer_day WHERE sales_with_value > 0")
        ).fetchall()
    customer, day = np.array([tuple(row) for row in found], dtype=np.int32).reshape(-1, 2).T
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    duck.register("poured", pd.DataFrame({"customer": customer, "day": day, "month": month}))
    duck.execute("CREATE TABLE visit AS SELECT * FROM poured")
    duck.unregister("poured")


def _agree(duck: duckdb.DuckDBPyConnection, asked: RetentionService, kept: dict[str, int]) -> None:
    """Refuse to time answers that differ."""
    rate = asked.overview(step=Step.QUARTER).retention_rate.value
    whole, part = duck.execute(KEPT, kept).fetchall()[0]
    gaps = asked.rhythm()
    many, median, mean, most = duck.execute(GAPS).fetchall()[0]
    told = (gaps.gaps, gaps.median.value, gaps.most.value)
    same = told == (many, median, most) and np.isclose(gaps.mean.value or 0, mean or 0)
    if not same or not np.isclose(rate or 0, part / whole if whole else 0):
        raise RuntimeError(f"We say {told} and {rate}, DuckDB {many, median, most} and {part}.")


def _agree_on_rates(
    duck: duckdb.DuckDBPyConnection, asked: RetentionService, kept: dict[str, int]
) -> None:
    told = asked.overview(step=Step.QUARTER)
    many, loyal, before, stayed, came, known, visits, *_ = duck.execute(RATES, kept).fetchall()[0]
    ours = (told.repeat_rate.value, told.retention_rate.value, told.returning_rate.value,
            told.visit_frequency.value)  # fmt: skip
    theirs = tuple(
        part / whole if whole else None
        for part, whole in ((loyal, many), (stayed, before), (known, came), (visits, came))
    )
    for mine, other in zip(ours, theirs, strict=True):
        if not np.isclose(mine or 0, float(other or 0)):
            raise RuntimeError(f"We say {ours}, DuckDB {theirs}.")


def _case(
    name: str, ours: Ask, duck: duckdb.DuckDBPyConnection, sql: str, given: dict[str, int]
) -> Case:
    mine, theirs = (
        taken * 1000 for taken in beside(ours, lambda: duck.execute(sql, given or None).fetchall())
    )
    holds = mine <= max(MOST_MS, theirs)
    return Case(name, mine, "DuckDB, visit days", theirs, "<= 100 ms, or DuckDB", holds, "ms")
