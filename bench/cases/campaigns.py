"""What a campaign to everybody brought, over all the lines of the shop."""

from itertools import count

import numpy as np
import polars as pl
from sqlalchemy import delete, insert, text

from bench.anchors import duckdb_books
from bench.measure import beside
from bench.setting import Setting
from bench.table import Case
from retailcrm.cli.run import now
from retailcrm.core.days import day_number, day_of
from retailcrm.db.bulk import append
from retailcrm.models.campaigns import Arm, Assignment, Campaign
from retailcrm.services.campaign_result_rows import CampaignResult
from retailcrm.wiring import Services, open_shop

MOST_MS = 1_000
DAYS = 28
CLOSE = 1e-9
NUMBER = 990
_PEOPLE = "SELECT customer_id, MIN(value) FROM identity WHERE kind = 1 GROUP BY customer_id"
SUMS = """
    WITH receipt AS (SELECT customer, receipt, event, sum(net) AS net FROM line
                     WHERE day BETWEEN ? AND ? AND customer IS NOT NULL GROUP BY ALL),
         head AS (SELECT customer, sum(net) AS net, bool_or(event = 'Payment' AND net > 0) AS came
                  FROM receipt GROUP BY customer)
    SELECT place, count(*), count(*) FILTER (came), sum(coalesce(net, 0)),
           avg(coalesce(net, 0)), var_samp(coalesce(net, 0))
    FROM who LEFT JOIN head USING (customer) GROUP BY place ORDER BY place
"""


def campaign(setting: Setting) -> list[Case]:
    """Ask what a campaign brought, beside DuckDB adding up the same people.

    Raises:
        RuntimeError: the answers do not agree.
    """
    services = open_shop(str(setting.shop(setting.lines)), now)
    duck = duckdb_books(setting.files(setting.lines).items)
    through = min(one.data_through for one in services.shop.status().stores if one.data_through)
    first = day_of(day_number(through) - DAYS + 1)
    people = _launch(services, day_number(first))
    listed = setting.work / "campaign.csv"
    people.write_csv(listed)
    duck.execute(
        "CREATE TABLE who AS SELECT * FROM read_csv(?, header = true, "
        "columns = {'customer': 'VARCHAR', 'place': 'INTEGER'})",
        [str(listed)],
    )
    later = count(1)  # another day each time, or the answer would come from memory

    def ask() -> CampaignResult:
        day = day_of(day_number(through) + next(later))
        return services.campaigns.results.result(NUMBER, day)

    asked = [first, through]
    _agree(ask(), duck.execute(SUMS, asked).fetchall())
    mine, theirs = (
        taken * 1000 for taken in beside(ask, lambda: duck.execute(SUMS, asked).fetchall())
    )
    services.close()
    name = f"result of a campaign to {people.height:,} people"
    goal = "<= 1 s, or DuckDB"
    return [
        Case(name, mine, "DuckDB, typed rows", theirs, goal, mine <= max(MOST_MS, theirs), "ms")
    ]


def _launch(services: Services, day: int) -> pl.DataFrame:
    """Write to everybody whom the till names, and leave every tenth alone."""
    with services.books.read() as connection:
        rows = [tuple(one) for one in connection.execute(text(_PEOPLE))]
    ids = np.array([one for one, _ in rows], dtype=np.int64)
    place = (ids % 10 > 0).astype(np.int64)
    columns = {
        "id": NUMBER, "name": "Everybody", "kind": "once", "state": "running", "channel": "email",
        "audience": "customers", "salt": "bench", "held_back": 0, "days": DAYS, "starts": day,
        "sent": day, "ends": None, "at": 0,
    }  # fmt: skip
    order = np.argsort(ids)
    drawn = pl.DataFrame(
        {
            "campaign_id": np.full(ids.size, NUMBER),
            "customer_id": ids[order],
            "occasion": np.zeros(ids.size, dtype=np.int64),
            "arm_id": NUMBER + place[order],
            "day": np.full(ids.size, day),
            "stratum": [""] * ids.size,
        }
    )
    with services.books.write(bulk=True) as unit:
        for model, key in ((Assignment, Assignment.campaign_id), (Arm, Arm.campaign_id)):
            unit.connection.execute(delete(model).where(key == NUMBER))
        unit.connection.execute(delete(Campaign).where(Campaign.id == NUMBER))
        unit.connection.execute(insert(Campaign).values(**columns))
        for at, title in enumerate(("Control", "Letter")):
            arm = {"id": NUMBER + at, "campaign_id": NUMBER, "place": at, "name": title}
            unit.connection.execute(insert(Arm).values(**arm))
        append(unit.connection, Assignment, drawn)
    return pl.DataFrame({"customer": [value for _, value in rows], "place": place})


def _agree(told: CampaignResult, theirs: list[tuple[float, ...]]) -> None:
    assert told.control is not None
    for arm, (_, people, came, net, *_) in zip((told.control, *told.arms), theirs, strict=True):
        mine = arm.people.value, arm.came.value, arm.sales.value
        if any(
            abs((one or 0) - other) > CLOSE
            for one, other in zip(mine, (people, came, net), strict=True)
        ):
            raise RuntimeError(f"{arm.name}: {mine} is not {(people, came, net)}")
