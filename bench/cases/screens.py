"""What the owner's screens ask, each beside the part of it that DuckDB can do in one sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np

from bench.anchors import duckdb_books
from bench.measure import beside
from bench.setting import Setting
from bench.table import Case
from retailcrm.analytics.history import NO_DAY
from retailcrm.analytics.tickets import change, difference
from retailcrm.cli.run import now
from retailcrm.services.money_base import Crowd
from retailcrm.services.ticket_periods import around_joining, fair_comparison
from retailcrm.ui.screens.today.presenter import read_today
from retailcrm.wiring import Services, open_shop

MOST_MS = 100
AROUND = """
    WITH joined AS (SELECT customer, min(day) + 400 AS day FROM line
                    WHERE customer IS NOT NULL GROUP BY 1),
         side AS (SELECT customer, l.day < j.day AS before, sum(net) AS net,
                         count(DISTINCT receipt) AS receipts
                  FROM line AS l JOIN joined AS j USING (customer)
                  WHERE l.day <> j.day AND abs(l.day - j.day) <= 365 GROUP BY 1, 2)
    SELECT before, sum(net), sum(receipts), stddev(net / receipts) FROM side GROUP BY 1
"""
FAIR = """
    WITH card AS (SELECT customer, min(day) + 400 AS joined, max(day) AS last,
                  sum(net) FILTER (day BETWEEN DATE '2024-11-01' AND DATE '2025-04-30') AS before,
                  sum(net) FILTER (day BETWEEN DATE '2025-11-01' AND DATE '2026-04-30') AS after
                  FROM line WHERE customer IS NOT NULL GROUP BY 1)
    SELECT joined > DATE '2026-04-30', count(*), sum(before), sum(after), stddev(after - before)
    FROM card WHERE before IS NOT NULL AND after IS NOT NULL GROUP BY 1
"""
BEST = """
    WITH card AS (SELECT customer, min(day) AS first, count(DISTINCT day) AS visits,
                  sum(net) FILTER (day > DATE '2025-10-31') AS net FROM line
                  WHERE customer IS NOT NULL GROUP BY 1),
         ranked AS (SELECT *, ntile(5) OVER (ORDER BY visits) AS often,
                    ntile(5) OVER (ORDER BY net) AS much FROM card)
    SELECT often = 5 AND much = 5, count(*), avg(net) FROM ranked GROUP BY 1
"""
VALUE = """
    WITH card AS (SELECT customer, sum(net) AS net, max(day) AS last, count(DISTINCT day) AS visits
                  FROM line WHERE customer IS NOT NULL GROUP BY 1)
    SELECT ntile, count(*), sum(net), avg(visits), max(last)
    FROM (SELECT *, ntile(10) OVER (ORDER BY net DESC) AS ntile FROM card) GROUP BY 1
"""
PLACES = """
    WITH card AS (SELECT customer, sum(net) AS net, count(DISTINCT receipt) AS receipts FROM line
                  WHERE customer IS NOT NULL AND day > DATE '2025-10-31' GROUP BY 1)
    SELECT postcode, count(*), sum(net), sum(receipts) FROM card JOIN home USING (customer)
    GROUP BY 1 ORDER BY 3 DESC
"""
TILL = """
    WITH seen AS (SELECT *, lag(moment) OVER walk AS sooner, lag(device) OVER walk AS there
                  FROM receipt WHERE moment >= TIMESTAMP '2026-10-01'
                  AND moment < TIMESTAMP '2026-11-01' AND customer IS NOT NULL
                  WINDOW walk AS (PARTITION BY customer ORDER BY moment))
    SELECT customer, count(*), count(DISTINCT CAST(moment AS DATE)), count(DISTINCT device),
           count(DISTINCT employee), mode(employee), count(*) FILTER (
               moment - sooner <= INTERVAL 10 MINUTE AND device <> there)
    FROM seen GROUP BY 1 ORDER BY 2 DESC
"""
# Sums of the month and of the months it is compared with, and everyone's group; no more of it.
TODAY = """
    WITH card AS (SELECT customer, max(day) AS last, count(DISTINCT day) AS visits, sum(net) AS net
                  FROM line WHERE day > DATE '2025-10-31' AND customer IS NOT NULL GROUP BY 1),
         cut AS (SELECT ntile(5) OVER (ORDER BY last) AS r, ntile(5) OVER (ORDER BY visits) AS f,
                 ntile(5) OVER (ORDER BY net) AS m, net FROM card)
    SELECT 'month', date_trunc('month', day), NULL, count(DISTINCT receipt), sum(net) FROM line
    GROUP BY 2 UNION ALL SELECT 'group', NULL, r * 100 + f * 10 + m, count(*), sum(net)
    FROM cut GROUP BY 3
"""


def screens(setting: Setting) -> list[Case]:
    """Ask each question of both in turn, ours without what was kept from the time before."""
    services = open_shop(str(setting.shop(setting.lines)), now)
    files = setting.files(setting.lines)
    duck = duckdb_books(files.items)
    _homes(duck, str(files.customers))
    _receipts(duck, str(files.items))
    crowd = _joining(services)
    asked: tuple[tuple[str, Callable[[], object], str], ...] = (
        ("before and after joining", lambda: _around(crowd), AROUND),
        ("joining against others, a fair pair of half years", lambda: _fair(crowd), FAIR),
        ("one of the best against somebody new", lambda: _best(services), BEST),
        ("value of everyone", lambda: _value(services), VALUE),
        ("places", lambda: _places(services), PLACES),
        ("a month at the till", lambda: _till(services), TILL),
        ("Today, all of it", lambda: read_today(services, None, None, now()), TODAY),
    )
    cases = [_case(name, ask, duck, sql) for name, ask, sql in asked]
    services.close()
    return cases


def _case(name: str, ask: Callable[[], object], duck: duckdb.DuckDBPyConnection, sql: str) -> Case:
    mine, theirs = (taken * 1000 for taken in beside(ask, lambda: duck.execute(sql).fetchall()))
    holds = mine <= max(MOST_MS, theirs)
    return Case(name, mine, "DuckDB, typed rows", theirs, "<= 100 ms, or DuckDB", holds, "ms")


def _homes(duck: duckdb.DuckDBPyConnection, customers: str) -> None:
    duck.execute(
        """
        CREATE TABLE home AS SELECT "Square Customer ID" AS customer, "Postal Code" AS postcode
        FROM read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"')
        """,
        [customers],
    )


def _receipts(duck: duckdb.DuckDBPyConnection, items: str) -> None:
    duck.execute(
        """
        CREATE TABLE receipt AS SELECT "Transaction ID" AS number,
            any_value(NULLIF("Customer ID", '')) AS customer, any_value("Device Name") AS device,
            any_value(NULLIF("Employee", '')) AS employee,
            any_value(CAST("Date" || ' ' || "Time" AS TIMESTAMP)) AS moment
        FROM read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"')
        WHERE "Channel" IS NOT NULL GROUP BY 1
        """,
        [items],
    )


def _joining(services: Services) -> Crowd:
    """Give the base with days of joining of our own: the till's exports tell none."""
    tickets: Any = services.insights.money._tickets  # noqa: SLF001 - no page asks for this alone
    crowd: Crowd = tickets._base.crowd(None)  # noqa: SLF001
    first = crowd.scored.first.astype(np.int64)
    enrolled = np.where(first == NO_DAY, NO_DAY, np.minimum(first + 400, crowd.day))
    return replace(crowd, member=enrolled < crowd.day, enrolled=enrolled)


def _around(crowd: Crowd) -> object:
    who, bought = around_joining(crowd)
    return int(who.sum()), change(bought)


def _fair(crowd: Crowd) -> object:
    found = fair_comparison(crowd, int(crowd.book.day.min()))
    if found is None:
        return None
    return difference(found.side(found.members), found.side(found.others))


def _best(services: Services) -> object:
    services.insights.money._kept.clear()  # noqa: SLF001 - or the answer would come from memory
    return services.insights.money.best()


def _value(services: Services) -> object:
    told: Any = services.insights.value
    told._values._valued = told._summary = None  # noqa: SLF001 - likewise
    return services.insights.value.summary()


def _places(services: Services) -> object:
    services.insights.places._held.clear()  # noqa: SLF001 - likewise
    return services.insights.places.overview()


def _till(services: Services) -> object:
    services.insights.till_watch._kept = None  # noqa: SLF001 - likewise
    return services.insights.till_watch.look()
