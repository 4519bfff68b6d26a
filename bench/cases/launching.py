"""What stands before a launch: dealing people out, saying what it would do, who is elsewhere."""

import numpy as np
import pandas as pd
import polars as pl
from sqlalchemy import delete, text

from bench.anchors import duckdb_books
from bench.measure import beside
from bench.setting import Setting
from bench.table import Case, against
from retailcrm.campaigns.assignment import draw
from retailcrm.campaigns.offers import Offer
from retailcrm.cli.run import now
from retailcrm.core.days import day_number
from retailcrm.db.assignments import at_work
from retailcrm.db.bulk import append
from retailcrm.db.campaigns import add_campaign, write_arms
from retailcrm.db.mailable import everybody
from retailcrm.models.campaigns import Arm, Assignment, Campaign
from retailcrm.services.campaign_rows import ArmWish, CampaignWish, Channel
from retailcrm.wiring import Services, open_shop

NAME = "Everybody else"
HELD_BACK, STRATA = 1_000, 11
_MOST_DRAW, _MOST_LOOK, _MOST_PREVIEW = 40.0, 1.5, 30.0
WISH = CampaignWish(
    "Before the launch",
    "customers",
    Channel.POST,
    (ArmWish("Letter", Offer()),),
    held_back=HELD_BACK,
)


def launching(setting: Setting) -> list[Case]:
    """Deal everybody out, find who another campaign writes to, and preview a letter to all."""
    services = open_shop(str(setting.shop(setting.lines)), now)
    with services.books.read() as connection:
        ids = everybody(connection)
    today = day_number(now().date())
    _at_work(services, ids, today)
    cases = [_drawn(ids), _elsewhere(services, ids, today), _previewed(setting, services, ids)]
    _forget(services)
    services.close()
    return cases


def _drawn(ids: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Case:
    """Deal out by each one's own number, beside a sample of each stratum that nobody can repeat."""
    strata = ids % STRATA
    frame = pd.DataFrame({"id": ids, "stratum": strata})
    mine, theirs = beside(
        lambda: draw("bench", ids, strata, held_back=HELD_BACK, arms=1),
        lambda: frame.groupby("stratum").sample(frac=0.1, random_state=7),
    )
    name = f"dealing {ids.size:,} people out"
    return against(name, mine, ("pandas sampling each stratum", theirs), _MOST_DRAW)


def _elsewhere(
    services: Services, ids: np.ndarray[tuple[int], np.dtype[np.int64]], today: int
) -> Case:
    """Find whom other campaigns write to, beside a cursor over the same rows."""

    def ask() -> None:
        with services.books.read() as connection:
            found = at_work(connection, today, 0)
        if found.size != ids.size:
            raise RuntimeError(f"{found.size} are at work, not {ids.size}")

    def cursor() -> None:
        with services.books.read() as connection:
            np.unique([int(one) for (one,) in connection.execute(_ROWS)])

    mine, theirs = beside(ask, cursor)
    name = f"who of {ids.size:,} another campaign writes to"
    return against(name, mine, ("a cursor over the rows", theirs), _MOST_LOOK)


def _previewed(
    setting: Setting, services: Services, ids: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Case:
    """Say what a letter to everybody would do, beside DuckDB adding each customer up once."""
    duck = duckdb_books(setting.files(setting.lines).items)
    asked = "SELECT customer, max(day), count(DISTINCT day), sum(net) FROM line GROUP BY customer"
    mine, theirs = beside(
        lambda: services.campaigns.drafts.preview(WISH), lambda: duck.execute(asked).fetchall()
    )
    name = f"preview of a letter to {ids.size:,} people"
    return against(name, mine, ("DuckDB adding everyone up", theirs), _MOST_PREVIEW)


_ROWS = text("SELECT customer_id FROM assignment")


def _at_work(
    services: Services, ids: np.ndarray[tuple[int], np.dtype[np.int64]], today: int
) -> None:
    """Let another campaign write to everybody."""
    _forget(services)
    with services.books.write(bulk=True) as unit:
        number = add_campaign(
            unit.connection, name=NAME, kind="once", state="running", channel="email",
            audience="customers", salt="bench", held_back=0, days=28, starts=today, sent=today,
            ends=None, at=0,
        )  # fmt: skip
        write_arms(unit.connection, number, [("Control", ""), ("Letter", "")])
        arm = unit.connection.scalar(
            text("SELECT id FROM arm WHERE campaign_id = :id AND place = 1"), {"id": number}
        )
        frame = pl.DataFrame(
            {
                "campaign_id": np.full(ids.size, number),
                "customer_id": ids,
                "occasion": np.zeros(ids.size, dtype=np.int64),
                "arm_id": np.full(ids.size, arm),
                "day": np.full(ids.size, today),
                "stratum": [""] * ids.size,
            }
        )
        append(unit.connection, Assignment, frame)


def _forget(services: Services) -> None:
    with services.books.write(bulk=True) as unit:
        numbers = list(
            unit.connection.scalars(
                text("SELECT id FROM campaign WHERE name = :name"), {"name": NAME}
            )
        )
        for number in numbers:
            for model in (Assignment, Arm):
                unit.connection.execute(delete(model).where(model.campaign_id == number))
            unit.connection.execute(delete(Campaign).where(Campaign.id == number))
