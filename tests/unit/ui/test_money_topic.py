"""What the Money tab says, for shops of which the truth is known."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from retailcrm.core.figures import Figures
from retailcrm.core.progress import SILENT
from retailcrm.db.books import Books
from retailcrm.services.money import MoneyService
from retailcrm.ui.kit.picture.facts import Curve, Ranked
from retailcrm.ui.screens.insights import money as page
from retailcrm.ui.screens.insights.money_best import best_picture
from retailcrm.ui.screens.insights.money_leak import leak_picture
from retailcrm.ui.screens.insights.money_program import program_table
from retailcrm.ui.screens.insights.money_ticket import ticket_pictures
from retailcrm.ui.screens.insights.topic import PageFacts
from tests.unit.services.simulated import a_shop, asked, without_cards

USD = Figures("USD")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    made = Books(str(tmp_path_factory.mktemp("money") / "shop.db"))
    made.open()
    yield made
    made.close()


@pytest.fixture(scope="module")
def money(books: Books) -> MoneyService:
    return asked(books, a_shop(3))


def shown(money: MoneyService, **chosen: str) -> PageFacts:
    shop = SimpleNamespace(settings=lambda: SimpleNamespace(currency="USD"))
    services: Any = SimpleNamespace(shop=shop, insights=SimpleNamespace(money=money))
    return page.read(services, chosen, SILENT)


def test_the_finding_is_what_the_best_cards_bring(money: MoneyService) -> None:
    facts, spread = shown(money), money.concentration(None, 365)
    assert spread.issued is not None
    share = USD.percent(spread.issued.top[1].told.value, 0)
    assert facts.finding == f"{USD.percent(0.08, 0)} of your cards bring {share} of your sales"
    assert facts.doubt == "Net sales of the 365 days to 31 Oct 2026."
    curve = facts.pictures[0].marks
    assert isinstance(curve, Curve)
    assert curve.marked[0].rows == spread.issued.top[1].told.rows
    assert curve.y.high == spread.issued.up[-1]


def test_sales_without_a_card_and_dead_cards_are_told_below_the_finding(
    money: MoneyService,
) -> None:
    spread = money.concentration(None, 365)
    assert spread.dead is not None
    some = replace(spread, without=0.34, dead=replace(spread.dead, value=0.146))
    service: Any = SimpleNamespace(
        **{name: getattr(money, name) for name in ("leakage", "best", "program_return", "tickets")},
        concentration=lambda *_asked: some,
    )
    doubt = shown(service).doubt
    assert f"{USD.percent(0.34, 0)} of all sales came without a card" in doubt
    assert f"{USD.percent(0.146, 0)} of the cards are dead." in doubt


def test_the_page_counts_what_was_chosen(money: MoneyService) -> None:
    always = shown(money, days="0", of="active")
    assert [one.value for one in always.choices] == ["0", "active"]
    assert "from the first receipt" in always.doubt
    told = money.concentration(None, 0).active
    assert told is not None
    assert always.figures[0].told == told.top[1].told


def test_every_figure_of_the_page_opens_customers_or_receipts(money: MoneyService) -> None:
    facts = shown(money)
    kinds = {one.told.rows.kind for one in facts.figures}
    for picture in facts.pictures:
        if isinstance(picture.marks, Ranked):
            kinds |= {bar.rows.kind for bar in picture.marks.bars if bar.rows is not None}
            assert all(bar.rows is not None for bar in picture.marks.bars)
    for table in facts.tables:
        kinds |= {line.rows.kind for line in table.table.lines if line.rows is not None}
    assert kinds == {"customers", "receipts"}


def test_members_beside_others_carry_their_warning(money: MoneyService) -> None:
    beside, change = ticket_pictures(money.tickets(), USD)
    assert "Not caused by the program" in beside.caption
    assert beside.title.startswith("Members spend ")
    assert change.title == "The card may have changed nothing about what members spend"
    assert "joined only later" in change.caption


def test_an_effect_beyond_doubt_is_said_in_the_title(books: Books) -> None:
    told = asked(books, a_shop(5, ticket=0.20)).tickets()
    title = ticket_pictures(told, USD)[1].title
    assert title.startswith("Since joining, members spend ")
    assert title.endswith(" more than they would have")


def test_what_is_only_assumed_is_said_to_be(books: Books) -> None:
    money = asked(books, a_shop(3, people=60))
    leak = money.leakage()
    assert {row.basis for row in leak.rows} == {"assumed"}
    picture = leak_picture(leak, USD)
    assert picture.title.startswith(f"If the program brings {USD.percent(0.1, 0)} of the sales")
    program = program_table(money.program_return(), USD)
    assert program is not None
    assert program.title.startswith(f"If the program brings {USD.percent(0.1, 0)}")


def test_the_return_is_told_both_ways(money: MoneyService) -> None:
    table = program_table(money.program_return(), USD)
    assert table is not None
    told = {str(line.cells[0]): str(line.cells[1]) for line in table.table.lines}
    multiple = float(told["Gain divided by cost"].split(" ")[0].replace("\N{MINUS SIGN}", "-"))
    left = money.program_return().percent
    assert left is not None
    assert left.value is not None
    assert multiple == pytest.approx(left.value + 1, abs=0.01)
    assert "Gain less cost, divided by cost" in told


def test_a_champion_is_held_against_somebody_new_in_the_title(money: MoneyService) -> None:
    told = money.best()
    assert told.ratio is not None
    picture = best_picture(told, USD)
    many = USD.number(told.ratio.value, 1)
    assert picture.title == f"One champion brings as much as {many} new customers"
    costs = replace(told, gain_kept=42_000.0, gain_new=3_500.0, action=12.0)
    assert "12.0 times as much" in best_picture(costs, USD).caption
    losing = replace(told, ratio=replace(told.ratio, value=None))
    assert "lose money" in best_picture(losing, USD).title


def test_a_shop_without_cards_speaks_of_customers(books: Books) -> None:
    facts = shown(asked(books, without_cards(a_shop(3, people=90))))
    assert "of your customers bring" in facts.finding
    assert [one.name for one in facts.tables] == ["discounts_by_segment"]
    nothing = {one.name: one.nothing for one in facts.pictures if one.marks is None}
    assert nothing["member_ticket"] == "No customer has a card yet."


def test_fewer_than_twenty_buyers_are_too_few_to_compare(books: Books) -> None:
    one = shown(asked(books, without_cards(a_shop(3, people=1))))
    assert one.lacking == (
        "Too few customers to compare",
        "Only 1 customer bought in this time. Who brings the money is told from 20 on.",
    )
    some = shown(asked(books, without_cards(a_shop(3, people=12))))
    assert some.lacking is not None
    assert some.lacking[1].startswith("Only 12 customers bought in this time.")
    enough = shown(asked(books, without_cards(a_shop(3, people=40))))
    assert enough.lacking is None
    assert "cards" not in enough.figures[0].why


def test_too_few_in_the_last_year_leaves_the_choice_of_all_years(money: MoneyService) -> None:
    year = money.concentration(None, 365)
    assert year.active is not None
    few = replace(year.active, cards=replace(year.active.cards, value=7.0))
    spreads = {365: replace(year, active=few), 0: year}
    service: Any = SimpleNamespace(concentration=lambda _day, days: spreads[days])
    facts = shown(service)
    assert facts.lacking is None
    assert facts.finding == "Too few customers to compare"
    assert facts.doubt.startswith("Only 7 cards were used in this time.")
    assert [one.key for one in facts.choices] == ["days", "of"]


def test_a_shop_without_sales_says_so_in_place_of_the_page(books: Books) -> None:
    facts = shown(asked(books, a_shop(3, people=0)))
    assert facts.lacking == (
        "Nothing to tell about money yet",
        "There are no receipts yet.",
    )
