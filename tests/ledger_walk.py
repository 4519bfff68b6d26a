"""Walks a shop's ledger through thousands of random days and adds it up after each.

Run `python -m tests.ledger_walk [--operations 10000] [--seed 1]`. Sales and returns in any split
come in any order, twice, and are undone; rules change, points are awarded, used, adjusted, taken
back and expire, and members are put together and parted again. After every step entries, lots
and balances must agree and every receipt must stand at what its kept goods earn; in the end
everything is returned and no receipt may have left a point.
"""

import argparse
import random
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import Earning, Expiry, Negative, Program, Redeeming
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import open_shop
from tests.builders import Goods, Row, a_directory, a_person, a_return, a_sale, an_export, taken_in

PEOPLE = {"ANA": "7010000140", "BEN": "7010000157", "CLO": "7010000165"}
ITEMS = ("Honey", "Sheet Pan", "Teapot")
RATES = tuple(Decimal(one) for one in ("1", "0.3", "2.5", "0.770416"))


@dataclass(slots=True)
class Sold:
    """A receipt of the walk: what each item cost, what came back, under which rate."""

    buyer: str
    day: date
    cents: dict[str, int]
    rate: Decimal
    back: dict[str, int] = field(default_factory=dict)
    batch: int | None = None
    returns: list[tuple[int, str, int]] = field(default_factory=list)

    def points(self) -> int:
        """Say what the goods still kept have earned."""
        kept = sum(self.cents.values()) - sum(self.back.values())
        return int(kept * self.rate / 100)


class Walk:
    """One shop and everything that happens to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a walk that can be repeated
        self.folder = folder
        self.day = date(2026, 1, 10)
        self.shop = open_shop(str(folder / "walk.db"), self._now)
        self.rate = Decimal(1)
        self.number = 0
        self.sold: dict[str, Sold] = {}
        self.counts: dict[str, int] = {}
        self.by_hand: list[int] = []
        self.shop.program.save(self._program(), self.day)
        people = [a_person(key, key.title(), "Lima", card=card) for key, card in PEOPLE.items()]
        taken_in(self.shop, a_directory(folder / "people.csv", *people))

    def _now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 20, tzinfo=UTC)

    def _program(self) -> Program:
        return Program(
            earning=Earning(per_unit=self.rate),
            expiry=Expiry(months=6, notice_days=0),
            redeeming=Redeeming(negative=Negative.ALLOW),
        )

    def step(self) -> None:
        """Do one random thing, then add everything up."""
        doing = self.random.choices(
            (self.sell, self.give_back, self.repeat, self.undo, self.redeem, self.adjust,
             self.award, self.take_back, self.expire, self.change_rules, self.rest, self.merge),
            (30, 25, 5, 4, 12, 6, 4, 6, 4, 3, 8, 3),
        )[0]  # fmt: skip
        self.counts[doing.__name__] = self.counts.get(doing.__name__, 0) + 1
        doing()
        self.check()

    def sell(self) -> None:
        """Sell one to three baskets, now or some days ago."""
        rows: list[list[Row]] = []
        fresh: dict[str, Sold] = {}
        for _ in range(self.random.randint(1, 3)):
            self.number += 1
            items = self.random.sample(ITEMS, self.random.randint(1, 3))
            cents = {item: self.random.randint(1, 9_000) for item in items}
            sold = Sold(self.random.choice(tuple(PEOPLE)), self.day, cents, self.rate)
            fresh[f"S{self.number}"] = sold
            rows.append(_sale(f"S{self.number}", sold))
        batch = self._bring("sales.csv", *rows)
        for sold in fresh.values():
            sold.batch = batch
        self.sold |= fresh

    def give_back(self) -> None:
        """Return a part of an earlier receipt, or all that is left of it."""
        open_ones = [key for key, one in self.sold.items() if one.batch and _left(one)]
        if not open_ones:
            return
        key = self.random.choice(open_ones)
        self._return(key, whole=self.random.random() < 0.3)

    def _return(self, key: str, *, whole: bool) -> None:
        sold = self.sold[key]
        items = sorted(_left(sold)) if whole else [self.random.choice(sorted(_left(sold)))]
        for item in items:
            left = _left(sold)[item]
            cents = left if whole else self.random.randint(1, left)
            self.number += 1
            back = a_return(
                f"R{self.number}", _goods(item, cents), of=key, day=self.day.isoformat()
            )
            batch = self._bring("returns.csv", back)
            sold.back[item] = sold.back.get(item, 0) + cents
            sold.returns.append((batch, item, cents))

    def repeat(self) -> None:
        """Export a receipt again that is in already."""
        there = [key for key, one in self.sold.items() if one.batch]
        if there:
            key = self.random.choice(there)
            self._bring("again.csv", _sale(key, self.sold[key]))

    def undo(self) -> None:
        """Take an import back: a return, or a sale that nothing came back of, and bring it anew."""
        backs = [(one, place) for one in self.sold.values() for place in range(len(one.returns))]
        if not backs:
            return
        sold, place = self.random.choice(backs)
        batch, item, cents = sold.returns.pop(place)
        self.shop.importing.undo(batch)
        sold.back[item] -= cents

    def redeem(self) -> None:
        """Use some of what a member has, or ask for more than there is."""
        who = self._member()
        available = self.shop.points.account(who).available
        points = self.random.randint(1, available + 20)
        try:
            booked = self.shop.points.redeem(Redemption(customer_id=who, points=points))
        except UserError:
            assert points > available
        else:
            assert points <= available
            self.by_hand.append(booked.value.entry)

    def adjust(self) -> None:
        """Give or take by hand."""
        change = Change(customer_id=self._member(), points=self.random.choice((-15, -3, 4, 40)),
                        reason="Walk")  # fmt: skip
        try:
            booked = self.shop.points.adjust(change)
        except UserError:
            assert change.points < 0
        else:
            self.by_hand.append(booked.value.entry)

    def award(self) -> None:
        """Give points at the counter."""
        change = Change(customer_id=self._member(), points=self.random.randint(1, 60),
                        reason="Walk")  # fmt: skip
        self.by_hand.append(self.shop.points.award(change).value.entry)

    def take_back(self) -> None:
        """Take something back that was done by hand, lately or long ago; never twice."""
        if not self.by_hand:
            return
        recent = self.by_hand[-5:] if self.random.random() < 0.7 else self.by_hand
        entry = self.random.choice(recent)
        done, why = self._is_taken_back(entry), ""
        try:
            self.shop.points.take_back(entry)
        except UserError as refusal:
            why = refusal.message
        assert "already" in why if done else not why or "expired" in why or "apart" in why

    def _is_taken_back(self, entry: int) -> bool:
        with self.shop.books.read() as connection:
            statement = text("SELECT COUNT(*) FROM points_entry WHERE key = :key")
            return bool(connection.scalar(statement, {"key": f"take_back:{entry}"}))

    def expire(self) -> None:
        """Let points expire, if the data are fresh enough."""
        with suppress(UserError):
            self.shop.expiring.run()

    def change_rules(self) -> None:
        """Give more or less from today on."""
        self.rest()
        self.rate = self.random.choice(RATES)
        self.shop.program.save(self._program(), self.day)

    def rest(self) -> None:
        """Let some days pass."""
        self.day += timedelta(days=self.random.randint(1, 20))

    def merge(self) -> None:
        """Put two members together for a while, and part them again."""
        ids = self.shop.customers.ids(CustomerQuery())
        if ids.size < len(PEOPLE):
            return
        winner, loser = self.random.sample([int(one) for one in ids], 2)
        before = {one: self.shop.points.account(one).balance for one in (winner, loser)}
        merged = self.shop.merging.merge(winner, loser).value
        assert self.shop.points.account(winner).balance == sum(before.values())
        self.check()
        if self.random.random() < 0.5:
            self.sell()
            self.check()
        self.shop.merging.unmerge(merged.merge_id)

    def check(self) -> None:
        """Add everything up in two ways."""
        assert self.shop.points.verify().faults == ()
        for who in self.shop.customers.ids(CustomerQuery()):
            told = self.shop.points.account(int(who))
            assert told.balance == sum(lot.points for lot in told.lots) - told.owed
        points = self._standing()
        wrong = {
            key: (one.points(), points.get(f"T{key}", 0))
            for key, one in self.sold.items()
            if one.points() != points.get(f"T{key}", 0)
        }
        assert not wrong, wrong

    def _standing(self) -> dict[str, int]:
        """Read at how many points each sale stands together with its returns."""
        with self.shop.books.read() as connection:
            rows = connection.execute(
                text(
                    "SELECT COALESCE(s.number, r.number) AS number, SUM(p.points) AS points "
                    "FROM points_receipt p JOIN receipt r ON r.id = p.receipt_id "
                    "LEFT JOIN receipt s ON s.id = r.original_id "
                    "GROUP BY COALESCE(s.number, r.number)"
                )
            )
            return {row.number: int(row.points) for row in rows}

    def finish(self) -> None:
        """Return everything; no receipt may leave a point behind."""
        for key, one in self.sold.items():
            if _left(one):
                self._return(key, whole=True)
        self.check()
        assert set(self._standing().values()) <= {0}

    def _member(self) -> int:
        return int(self.random.choice(list(self.shop.customers.ids(CustomerQuery()))))

    def _bring(self, name: str, *rows: list[Row]) -> int:
        (report,) = taken_in(self.shop, an_export(self.folder / name, *rows))
        assert report.batch is not None
        return report.batch


def _sale(key: str, sold: Sold) -> list[Row]:
    goods = [_goods(item, cents) for item, cents in sold.cents.items()]
    return a_sale(key, *goods, buyer=sold.buyer, day=sold.day.isoformat())


def _goods(item: str, cents: int) -> Goods:
    return replace(Goods(), item=item, cents=cents)


def _left(sold: Sold) -> dict[str, int]:
    return {
        item: left
        for item, cents in sold.cents.items()
        if (left := cents - sold.back.get(item, 0)) > 0
    }


def run(operations: int, seed: int, each: int = 250) -> dict[str, int]:
    """Walk so many steps, a fresh shop every `each`; give how often each thing was done."""
    counts: dict[str, int] = {}
    for start in range(0, operations, each):
        folder = Path(tempfile.mkdtemp(prefix="retailcrm-walk-"))
        walk = Walk(folder, seed + start)
        try:
            for _ in range(min(each, operations - start)):
                walk.step()
            walk.finish()
        finally:
            walk.shop.close()
            shutil.rmtree(folder, ignore_errors=True)
        counts = {name: counts.get(name, 0) + count for name, count in walk.counts.items()} | {
            name: count for name, count in counts.items() if name not in walk.counts
        }
    return counts


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    counts = run(wish.operations, wish.seed)
    sys.stdout.write(f"{wish.operations} operations, {counts}: the ledger agreed every time.\n")


if __name__ == "__main__":
    main()
