"""The dashboard's questions, beside DuckDB over the same rows."""

from collections.abc import Callable
from datetime import date

from bench.anchors import duckdb_books
from bench.measure import beside
from bench.setting import Setting
from bench.table import Case
from retailcrm.cli.run import now
from retailcrm.wiring import open_shop

MOST_MS = 100
LAST_YEAR = (date(2025, 11, 1), date(2026, 10, 31))
SUMS = "count(DISTINCT receipt), sum(net), sum(discount), sum(net) FILTER (event = 'Refund')"
PENETRATION = """
    SELECT category, count(DISTINCT customer) FROM line WHERE customer IS NOT NULL GROUP BY 1
"""
COHORTS = """
    WITH seen AS (SELECT customer, date_trunc('month', day) AS month FROM line
                  WHERE customer IS NOT NULL AND event = 'Payment' GROUP BY 1, 2),
         first AS (SELECT customer, min(month) AS cohort FROM seen GROUP BY 1)
    SELECT cohort, month, count(*) FROM seen JOIN first USING (customer) GROUP BY 1, 2
"""
HEADLINE = """
    SELECT date_trunc('month', day), count(DISTINCT receipt), sum(net),
           sum(net) FILTER (customer IS NOT NULL) FROM line
    WHERE day >= DATE '2025-10-01' GROUP BY 1 ORDER BY 1
"""


def by(key: str, where: str = "") -> str:
    """Write the question for sums by something."""
    return f"SELECT {key}, {SUMS} FROM line {where} GROUP BY 1 ORDER BY 1"


def questions(setting: Setting) -> list[Case]:
    """Ask each question of both in turn; the sums must agree first."""
    services = open_shop(str(setting.shop(setting.lines)), now)
    duck = duckdb_books(setting.files(setting.lines).items)
    month = services.sales.months()[0]
    within = f"WHERE day BETWEEN DATE '{LAST_YEAR[0]}' AND DATE '{LAST_YEAR[1]}'"
    year = {"first": LAST_YEAR[0], "last": LAST_YEAR[1]}
    asked: dict[str, tuple[Callable[[], object], str]] = {
        "headline of a month": (lambda: services.sales.headline(month), HEADLINE),
        "sales by month": (lambda: services.sales.by("month"), by("date_trunc('month', day)")),
        "sales by day": (lambda: services.sales.by("day"), by("day")),
        "sales by store": (lambda: services.sales.by("store"), by("store")),
        "sales by category, a year": (
            lambda: services.sales.by("category", **year), by("category", within)),
        "status of the books": (services.shop.status, by("event")),
    }  # fmt: skip
    total = duck.execute("SELECT sum(net) FROM line").fetchall()[0][0]
    booked = sum(row.net_sales for row in services.sales.by("month"))
    if total != booked:
        raise RuntimeError(f"The books say {booked}, DuckDB says {total}.")
    return [_case(name, ours, duck.execute, sql) for name, (ours, sql) in asked.items()]


def _case(
    name: str, ours: Callable[[], object], execute: Callable[[str], object], sql: str
) -> Case:
    def anchor() -> object:
        answer = execute(sql)
        return answer.fetchall()  # type: ignore[attr-defined]

    mine, theirs = (taken * 1000 for taken in beside(ours, anchor))
    holds = mine <= max(MOST_MS, theirs)
    return Case(name, mine, "DuckDB, typed rows", theirs, "<= 100 ms, or DuckDB", holds, "ms")
