"""What share of sales the best cards bring, and other questions about money."""

from collections.abc import Callable
from itertools import count

import duckdb

from bench.anchors import duckdb_books
from bench.measure import beside
from bench.setting import Setting
from bench.table import Case
from retailcrm.cli.run import now
from retailcrm.services.money_rows import ConcentrationTold
from retailcrm.wiring import open_shop

MOST_MS = 100
YEAR = 365
CLOSE = 1e-9
# Negative totals count as nothing; the cards that bought nothing are only counted.
CONCENTRATION = """
    WITH recent AS (SELECT customer, net FROM line
                    WHERE day > (SELECT max(day) FROM line) - {days}),
         card AS (SELECT greatest(sum(net), 0) AS net FROM recent
                  WHERE customer IS NOT NULL GROUP BY customer),
         ranked AS (SELECT net, row_number() OVER best AS place, sum(net) OVER best AS running
                    FROM card WINDOW best AS (ORDER BY net DESC ROWS UNBOUNDED PRECEDING)),
         whole AS (SELECT sum(net) AS cards, (SELECT coalesce(sum(net), 0) FROM recent
                   WHERE customer IS NULL) AS besides FROM card)
    SELECT sum(net) FILTER (place <= ceil(0.08 * {cards})) / any_value(whole.cards + besides),
           sum(net) FILTER (place <= ceil(0.20 * {cards})) / any_value(whole.cards + besides),
           count(*) FILTER (2 * (running - net) < whole.cards + besides),
           sum((2 * ({cards} - place + 1) - {cards} - 1) * net) / ({cards} * any_value(whole.cards))
    FROM ranked, whole
"""
# Both take more than this; it is the part of them that DuckDB can do in one sentence.
DISCOUNTS = """
    WITH card AS (SELECT customer, sum(net) AS net, sum(discount) AS discount,
                  count(DISTINCT day) AS days FROM line WHERE customer IS NOT NULL GROUP BY 1)
    SELECT ntile, sum(net), sum(discount), sum(days)
    FROM (SELECT *, ntile(11) OVER (ORDER BY net) AS ntile FROM card) GROUP BY 1
"""
TICKETS = """
    WITH card AS (SELECT customer, sum(net) AS net, count(DISTINCT receipt) AS many
                  FROM line GROUP BY 1)
    SELECT customer IS NULL, sum(net) / sum(many), stddev(net) FROM card GROUP BY 1
"""


def concentration(setting: Setting) -> list[Case]:
    """Ask who brings the money and where discounts go, beside DuckDB.

    Raises:
        RuntimeError: the answers do not agree.
    """
    services = open_shop(str(setting.shop(setting.lines)), now)
    money = services.insights.money
    duck = duckdb_books(setting.files(setting.lines).items)
    told = money.concentration(None, YEAR)
    assert told.issued is not None
    sql = CONCENTRATION.format(days=YEAR, cards=int(told.issued.cards.value or 0))
    _agree(told, duck.execute(sql).fetchall()[0])
    spans = count(YEAR)  # another span each time, or the answer would come from memory
    asked: tuple[tuple[str, Callable[[], object], str], ...] = (
        (
            "concentration of sales on cards",
            lambda: money.concentration(None, next(spans)),
            sql,
        ),
        ("discounts for nothing by segment", lambda: money.leakage(None, next(spans)), DISCOUNTS),
        ("tickets of members and others", lambda: money.tickets(None, next(spans)), TICKETS),
    )
    return [_case(name, ask, duck, anchor) for name, ask, anchor in asked]


def _case(name: str, ask: Callable[[], object], duck: duckdb.DuckDBPyConnection, sql: str) -> Case:
    mine, theirs = (taken * 1000 for taken in beside(ask, lambda: duck.execute(sql).fetchall()))
    holds = mine <= max(MOST_MS, theirs)
    return Case(name, mine, "DuckDB, typed rows", theirs, "<= 100 ms, or DuckDB", holds, "ms")


def _agree(told: ConcentrationTold, theirs: tuple[float, ...]) -> None:
    assert told.issued is not None
    spread = told.issued
    top = {one.share: one.told.value for one in spread.top}
    ours = (top[0.08], top[0.20], spread.half.value, spread.gini.value)
    for mine, other in zip(ours, theirs, strict=True):
        if mine is None or abs(mine - float(other)) > CLOSE * max(1.0, abs(float(other))):
            raise RuntimeError(f"The program says {ours}, DuckDB says {theirs}.")
