"""Questions about categories, beside DuckDB over the same days, customers and categories."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from bench.measure import beside
from bench.setting import Setting
from bench.table import Case, against
from retailcrm.cli.run import now
from retailcrm.services.category_base import CategoryBase
from retailcrm.services.category_state import Baskets
from retailcrm.wiring import open_shop

MOST_MS = 100
REACH = """
    SELECT category, count(DISTINCT customer) FROM bought JOIN active USING (customer)
    WHERE net > 0 AND day BETWEEN $since AND $until GROUP BY 1 ORDER BY 1
"""
TOGETHER = """
    WITH own AS (SELECT DISTINCT customer, category FROM bought JOIN active USING (customer)
                 WHERE net > 0 AND day BETWEEN $since AND $until)
    SELECT a.category, b.category, count(*) FROM own AS a JOIN own AS b USING (customer)
    GROUP BY 1, 2 ORDER BY 1, 2
"""
FIRST = """
    WITH begun AS (SELECT customer, category, min(day) AS first FROM bought
                   WHERE net > 0 GROUP BY 1, 2)
    SELECT category, count(*) FROM begun WHERE first BETWEEN $until - 89 AND $until
    GROUP BY 1 ORDER BY 1
"""
NEVER = """
    WITH own AS (SELECT DISTINCT customer, category FROM bought JOIN active USING (customer)
                 WHERE net > 0 AND day BETWEEN $since AND $until),
         ever AS (SELECT DISTINCT customer, category FROM bought WHERE net > 0)
    SELECT a.category, c.category, count(*) FROM own AS a
    CROSS JOIN (SELECT DISTINCT category FROM ever) AS c
    WHERE NOT EXISTS (SELECT 1 FROM ever WHERE ever.customer = a.customer
                      AND ever.category = c.category)
    GROUP BY 1, 2 ORDER BY 1, 2
"""
NEXT = """
    WITH own AS (SELECT DISTINCT customer, category FROM bought JOIN active USING (customer)
                 WHERE net > 0 AND day BETWEEN $since AND $until),
         many AS (SELECT category, count(*) AS n FROM own GROUP BY 1),
         whole AS (SELECT count(DISTINCT customer) AS n FROM own),
         both_ AS (SELECT a.category AS a, b.category AS b, count(*) AS k
                   FROM own AS a JOIN own AS b USING (customer) GROUP BY 1, 2),
         likely AS (SELECT a, b, (k + 20.0 * many_b.n / whole.n) / (many_a.n + 20) AS p
                    FROM both_ JOIN many AS many_a ON many_a.category = a
                    JOIN many AS many_b ON many_b.category = b CROSS JOIN whole),
         chance AS (SELECT customer, b, avg(p) AS p FROM own JOIN likely ON a = category
                    GROUP BY 1, 2),
         open AS (SELECT c.* FROM chance AS c ANTI JOIN own
                  ON own.customer = c.customer AND own.category = c.b)
    SELECT customer, arg_max(b, p), max(p) FROM open GROUP BY 1
"""
LINES = """
    SELECT r.customer_id, p.category_id, r.day, l.gross - l.discount - l.refunded
    FROM receipt AS r JOIN receipt_line AS l ON l.receipt_id = r.id
    JOIN product AS p ON p.id = l.product_id
    WHERE r.customer_id IS NOT NULL AND r.voided = 0 AND l.gift = 0
"""
Ask = Callable[[Baskets], Any]
QUESTIONS: dict[str, tuple[Ask, str]] = {
    "who buys which category": (lambda held: held.counts.each, REACH),
    "which categories go together": (lambda held: held.pairs, TOGETHER),
    "who bought a category for the first time": (
        lambda held: held.new_buyers(held.scored.as_of - 89, held.scored.as_of), FIRST),
    "who bought the one and never the other": (lambda held: held.never, NEVER),
    "what to show to whom next": (lambda held: held.nexts, NEXT),
}  # fmt: skip


def basket(setting: Setting) -> list[Case]:
    """Ask each question of both in turn; counts of both must agree first."""
    services = open_shop(str(setting.shop(setting.lines)), now)
    held = services.insights.categories.state()
    assert held is not None
    duck = _poured(held)
    _agree(duck, held)
    cases = [_case(name, ask, sql, (duck, held), setting) for name, (ask, sql) in
             QUESTIONS.items()]  # fmt: skip
    base, database = services.insights.categories.base, setting.shop(setting.lines)
    ours, theirs = beside(lambda: _anew(base), lambda: _fetched(database), setting.rounds)
    note = f"{held.book.day.size:,} rows; later imports read only whom they touched"
    cases.append(
        against("first reading of all that was bought", ours,
                ("sqlite3 cursor over the same lines", theirs), 3.0, note=note)
    )  # fmt: skip
    services.close()
    return cases


def _case(
    name: str,
    ask: Ask,
    sql: str,
    both: tuple[duckdb.DuckDBPyConnection, Baskets],
    setting: Setting,
) -> Case:
    duck, held = both
    # A copy has nothing worked out yet.
    ours, theirs = beside(
        lambda: ask(replace(held)), lambda: _asked(duck, sql, held), setting.rounds
    )
    milliseconds = ours * 1000
    holds = milliseconds <= MOST_MS or ours <= theirs
    goal = f"<= {MOST_MS} ms or DuckDB"
    return Case(name, milliseconds, "DuckDB", theirs * 1000, goal, holds, "ms")


def _anew(base: CategoryBase) -> None:
    base.forget()
    base.current()


def _fetched(database: Path) -> int:
    with closing(sqlite3.connect(database)) as books:
        return sum(1 for _ in books.execute(LINES))


def _poured(held: Baskets) -> duckdb.DuckDBPyConnection:
    book, duck = held.book, duckdb.connect()
    duck.execute("SET threads = 2; SET autoinstall_known_extensions = false")
    rows = pd.DataFrame(
        {
            "customer": book.ids[book.customer],
            "category": book.categories[book.category],
            "day": np.asarray(book.day),
            "net": np.asarray(book.net),
        }
    )
    active = pd.DataFrame({"customer": held.people})
    duck.register("rows_in", rows)
    duck.register("active_in", active)
    duck.execute("CREATE TABLE bought AS SELECT * FROM rows_in")
    duck.execute("CREATE TABLE active AS SELECT * FROM active_in")
    return duck


def _asked(duck: duckdb.DuckDBPyConnection, sql: str, held: Baskets) -> list[tuple[Any, ...]]:
    told = {"since": held.since, "until": held.scored.as_of}
    return duck.execute(sql, {name: told[name] for name in told if f"${name}" in sql}).fetchall()


def _agree(duck: duckdb.DuckDBPyConnection, held: Baskets) -> None:
    each = dict(_asked(duck, REACH, held))
    both = {(a, b): many for a, b, many in _asked(duck, TOGETHER, held)}
    new = dict(_asked(duck, FIRST, held))
    ours = held.new_buyers(held.scored.as_of - 89, held.scored.as_of)
    for at, category in enumerate(held.ids.tolist()):
        if each.get(category, 0) != held.counts.each[at] or new.get(category, 0) != ours[at]:
            raise RuntimeError(f"category {category} is counted differently")
        for other, there in enumerate(held.ids.tolist()):
            if both.get((category, there), 0) != held.counts.both[at, other]:
                raise RuntimeError(f"categories {category} and {there} are counted differently")
