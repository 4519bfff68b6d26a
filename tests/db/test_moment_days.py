"""A small shop day by day: files come late, people merge, moments pause; nobody hears too much."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.moment import Kind, Moment, Reached, Step, anchor_of
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.services.moment_rows import MomentWish
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_sale, an_export, taken_in
from tests.new_books import new_shop

FIRST = date(2026, 3, 2)
PEOPLE, DAYS = 24, 26
MANNERS = Manners(most=2, within=10)
WISHES = (
    MomentWish("Welcome", Moment(Kind.WELCOME, (Step(0), Step(6)), priority=80), held_back=2_000),
    MomentWish(
        "Win back",
        Moment(
            Kind.WIN_BACK,
            (Step(0, Reached.BEEN_A_WHILE), Step(4, Reached.BEEN_A_WHILE)),
            priority=60,
            rest=5,
        ),
        held_back=2_000,
    ),
    MomentWish("Birthday", Moment(Kind.BIRTHDAY, (Step(3),), priority=90), held_back=2_000),
)
_SQL = (
    "SELECT a.campaign_id, a.customer_id, a.occasion, a.day, arm.place, c.starts "
    "FROM assignment a JOIN arm ON arm.id = a.arm_id JOIN campaign c ON c.id = a.campaign_id"
)


class Simulation:
    """The shop, its clock and its chance."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance, self.at = folder, Random(seed), 0  # noqa: S311 - a shop's luck, no secret
        self.now = datetime(FIRST.year, FIRST.month, FIRST.day, 18, tzinfo=UTC)
        self.shop: Services = new_shop(folder / "shop.db", lambda: self.now)
        self.late: list[tuple[int, date]] = []
        self.ran = 0

    def people(self) -> None:
        born = [FIRST + timedelta(days=self.chance.randrange(60)) for _ in range(PEOPLE)]
        rows = [
            a_person(f"B{one}", f"Ana{one}", "Lima", email=f"ana{one}@example.org",
                     mails="Subscribed" if one % 6 else "Unsubscribed")
            | {"Birthday": f"{born[one]:%m-%d}"}
            for one in range(PEOPLE)
        ]  # fmt: skip
        taken_in(self.shop, a_directory(self.folder / "people.csv", *rows))

    def sell(self, *visits: tuple[int, date]) -> None:
        self.at += 1
        rows = [
            a_sale(f"{self.at}-{place}", day=day.isoformat(), buyer=f"B{who}")
            for place, (who, day) in enumerate(visits)
        ]
        taken_in(self.shop, an_export(self.folder / f"day{self.at}.csv", *rows))

    def a_day(self, day: date) -> None:
        came = [(who, day) for who in range(PEOPLE) if self.chance.random() < 0.08]
        kept = [one for one in came if self.chance.random() < 0.8]
        self.late += [one for one in came if one not in kept]
        sold = kept or [(0, day)]
        if self.late and self.chance.random() < 0.2:
            sold, self.late = sold + self.late, []
        self.sell(*sold)
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            self.run(None if self.chance.random() < 0.8 else day - timedelta(days=1))
        if day == FIRST + timedelta(days=14):
            one, two = (self.shop.customers.refer(f"ana{who}@example.org") for who in (1, 2))
            self.shop.merging.merge(one, two)

    def run(self, as_of: date | None) -> None:
        try:
            self.ran += self.shop.campaigns.triggers.run(as_of).value.sent
        except UserError as refused:
            assert "goes out" in str(refused)  # noqa: PT017 - the only refusal there may be


def test_over_weeks_nobody_hears_twice_too_often_too_early_or_though_left_alone(
    tmp_path: Path,
) -> None:
    play = Simulation(tmp_path, seed=1)
    triggers = play.shop.campaigns.triggers
    try:
        play.people()
        play.sell(*((who, FIRST - timedelta(days=30 + who)) for who in range(0, PEOPLE, 2)))
        triggers.save_manners(MANNERS)
        numbers = [triggers.add(wish).value.id for wish in WISHES]
        for number in numbers:
            triggers.start(number, FIRST + timedelta(days=2))
        for ahead in range(DAYS):
            play.now = datetime(2026, 3, 2, 18, tzinfo=UTC) + timedelta(days=ahead)
            play.a_day(FIRST + timedelta(days=ahead))
        with play.shop.books.read() as connection:
            told = [tuple(row) for row in connection.execute(text(_SQL))]
            both = connection.execute(
                text(
                    "SELECT COUNT(*) FROM assignment a JOIN left_out l USING "
                    "(campaign_id, customer_id, occasion)"
                )
            ).scalar()
            no = set(
                connection.execute(
                    text("SELECT DISTINCT customer_id FROM consent_event WHERE NOT given")
                ).scalars()
            )
            merged = connection.execute(text("SELECT loser_id, winner_id FROM customer_merge"))
            into = {int(loser): int(winner) for loser, winner in merged}
    finally:
        play.shop.close()
    assert play.ran > 5
    assert both == 0
    check(told, into, no)


def check(told: list[tuple[int, ...]], into: dict[int, int], no: set[int]) -> None:
    days: dict[int, list[int]] = defaultdict(list)
    places: dict[tuple[int, int, int], set[bool]] = defaultdict(set)
    for campaign, customer, occasion, day, place, starts in told:
        assert day >= starts == day_number(FIRST) + 2
        assert not (place and customer in no)
        days[into.get(customer, customer)].append(day)
        places[campaign, customer, anchor_of(occasion)].add(place == 0)
    keys = [(one[0], into.get(one[1], one[1]), one[2]) for one in told]
    assert all(len(drawn) == 1 for drawn in places.values())
    for who, spoken in days.items():
        if who in into.values():
            continue  # two people until they were found to be one
        assert len(set(spoken)) == len(spoken)
        for day in spoken:
            near = [one for one in spoken if day <= one < day + MANNERS.within]
            assert len(near) <= MANNERS.most
    merged = set(into.values())
    alone = [key for key in keys if key[1] not in merged]
    assert len(alone) == len(set(alone))
