"""A shop whose customers have moments, said in words of the shop."""

from datetime import date
from pathlib import Path

from retailcrm.campaigns.moments.moment import Kind, Moment, Step
from retailcrm.services.moment_rows import MomentWish
from retailcrm.wiring import Services
from tests.builders import Row, a_directory, a_person, a_sale, an_export, taken_in

TODAY = date(2026, 11, 2)
WELCOME = MomentWish("Welcome", Moment(Kind.WELCOME, (Step(0), Step(14))), held_back=0)
BIRTHDAY = MomentWish("Birthday", Moment(Kind.BIRTHDAY, (Step(7),)), held_back=0)
WHILE = MomentWish("Been a while", Moment(Kind.BEEN_A_WHILE, (Step(0),)), held_back=0)


def people(folder: Path, shop: Services, *rows: Row, name: str = "people") -> None:
    taken_in(shop, a_directory(folder / f"{name}.csv", *rows))


def a_member(number: int, *, birthday: str = "", says: str = "Subscribed") -> Row:
    return a_person(
        f"B{number}", f"Ana{number}", "Lima", email=f"ana{number}@example.org", mails=says
    ) | {"Birthday": birthday}


def visits(folder: Path, shop: Services, *told: tuple[int, date], name: str = "sales") -> None:
    sales = [
        a_sale(f"{name}{at}", day=day.isoformat(), buyer=f"B{who}", named=f"Ana{who} Lima")
        for at, (who, day) in enumerate(told)
    ]
    taken_in(shop, an_export(folder / f"{name}.csv", *sales))


def switched_on(shop: Services, wish: MomentWish, first: date) -> int:
    triggers = shop.campaigns.triggers
    number = triggers.add(wish).value.id
    triggers.start(number, first)
    return number
