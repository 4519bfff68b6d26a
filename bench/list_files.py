"""Writes a list of many people inside one process: `python -m bench.list_files PEOPLE [ROUNDS]`.

Prints one line of JSON. The people are in books of their own: most said yes, some no, some
share an address, some gave one that is none. Ours is everything from the question who may be
written to until the files and the log are in their places; pandas writes the same columns,
which it holds already.
"""

import csv
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from bench.measure import once
from retailcrm.cli.run import now
from retailcrm.db.bulk import append
from retailcrm.models.people import ConsentEvent, Customer, Identity
from retailcrm.services.list_rows import Exported, ExportWish
from retailcrm.wiring import Services, open_shop

_MAILS = ("gmail.com", "yahoo.com", "outlook.com", "icloud.com", "example.com")
_AT = 1_790_000_000
_EMAIL = 2
_EMPTY = ("company", "region", "birthday", "note", "tags", "source")


def fill(services: Services, people: int) -> None:
    """Put people into the books: of 20, 14 said yes, 2 no; a few addresses are shared or wrong."""
    luck = np.random.default_rng(11)
    ids = np.arange(1, people + 1)
    own = np.where(ids % 50 == 0, ids - 1, ids)
    mail = luck.choice(_MAILS, people)
    emails = [f"person{at}.x@{domain}" for at, domain in zip(own, mail, strict=True)]
    emails = [one if at % 97 else "nobody" for at, one in enumerate(emails, 1)]
    frame = pl.DataFrame(
        {
            "id": ids,
            "first_name": luck.choice(["Ana", "José", "Rui", "Zoë", "Eva"], people),
            "last_name": luck.choice(["Lima", "O'Neil", "Müller", "Costa"], people),
            "card": (7_000_000_000 + ids).astype(str),
            "email": emails,
            "phone": ("+1212" + pl.Series(5_550_000 + ids % 9_000).cast(pl.String)).to_list(),
            "street": [f"{at} Hill Road" for at in ids],
            "city": luck.choice(["Dover", "York"], people),
            "postcode": [f"{at % 9_999:05d}" for at in ids],
            "country": np.full(people, "US"),
        }
    ).with_columns(
        sort_name=pl.col("last_name"),
        joined=pl.lit(None, pl.Int64),
        batch_id=pl.lit(None, pl.Int64),
        **{name: pl.lit("") for name in _EMPTY},
    )
    turn = ids % 20
    asked = turn < 16
    events = pl.DataFrame({"id": ids, "customer_id": ids, "given": turn < 14}).filter(
        pl.Series(asked)
    )
    events = events.with_columns(
        channel=pl.lit("email"),
        at=pl.lit(_AT),
        source=pl.lit("counter"),
        batch_id=pl.lit(None, pl.Int64),
    )
    keys = frame.select("id", customer_id="id", value="email").with_columns(
        kind=pl.lit(_EMAIL), family_id=pl.lit(0), batch_id=pl.lit(None, pl.Int64)
    )
    with services.books.write(bulk=True) as unit:
        append(unit.connection, Customer, frame)
        append(unit.connection, ConsentEvent, events)
        append(unit.connection, Identity, keys)
        unit.touch()


def compared(people: int, rounds: int) -> dict[str, Any]:
    """Time both in turn, and refuse a list that lacks somebody."""
    told: dict[str, Any] = {"people": people, "ours": [], "theirs": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        services = open_shop(str(folder / "shop.db"), now)
        fill(services, people)
        wish = ExportWish("constant-contact", "customers", folder / "out")
        done: list[Exported] = []
        for _ in range(rounds):
            told["ours"].append(
                once(lambda: done.append(services.campaigns.mailing.export(wish).value))
            )
            frame = pd.read_csv(done[-1].file, dtype=str, keep_default_na=False)
            told["theirs"].append(once(frame.to_csv, folder / "theirs.csv", index=False))
        services.close()
        with done[-1].file.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
    found = done[-1]
    if rows != found.included or found.included + sum(found.excluded.values()) != people:
        raise RuntimeError(f"{rows} rows of {found.included}, left out {found.excluded}")
    return {**told, "included": found.included, "left_out": sum(found.excluded.values())}


if __name__ == "__main__":
    words = [int(one) for one in sys.argv[1:]]
    sys.stdout.write(json.dumps(compared(words[0], words[1] if len(words) > 1 else 2)) + "\n")
