"""Questions about money, on shops whose true answer is known."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import rows
from retailcrm.db.books import Books
from retailcrm.services.assumptions import Assumptions
from retailcrm.services.base import Base
from retailcrm.services.finding import How, find
from retailcrm.services.liability import LiabilityService
from retailcrm.services.money import MoneyService
from retailcrm.services.standing import Standing
from tests.told_figures import every_figure
from tests.unit.services.simulated import NOW, a_shop, asked, without_cards


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """Books that hold nothing: no receipts without a customer, no points."""
    made = Books(str(tmp_path_factory.mktemp("money") / "shop.db"))
    made.open()
    yield made
    made.close()


@pytest.fixture(scope="module")
def plain(books: Books) -> MoneyService:
    """A shop whose cards change nothing."""
    return asked(books, a_shop(3))


def all_answers(money: MoneyService, as_of: date | None = None) -> tuple[object, ...]:
    return (
        money.concentration(as_of),
        money.concentration(as_of, 0),
        money.leakage(as_of),
        money.tickets(as_of),
        money.best(as_of),
        money.program_return(as_of),
    )


@pytest.mark.parametrize("as_of", [None, date(2026, 3, 31)])
def test_every_figure_has_a_definition_and_customers_that_make_it(
    plain: MoneyService, as_of: date | None
) -> None:
    seen = set()
    for told in every_figure(all_answers(plain, as_of)):
        assert told.key in DEFINITIONS
        seen.add(told.key)
        if told.value is None or told.rows.kind != "customers":
            continue
        found = find(plain.finders(), told.rows)
        assert found is not None
        assert found.ids.tolist() == sorted(set(found.ids.tolist()))
        if found.how is How.MODEL:
            assert found.amounts is not None
            assert found.amounts.size == found.ids.size > 0
        else:
            assert found.figure() == pytest.approx(told.value, abs=1e-6, rel=1e-9), told
    assert len(seen) > 20


def test_a_program_that_changes_nothing_shows_no_effect(plain: MoneyService) -> None:
    told = plain.tickets()
    assert told.against is not None
    assert told.apart is not None
    assert told.against_later
    assert told.against.customers > 50
    assert not told.against.sure
    assert told.apart > 0.15  # members spend more, and always did


def test_a_program_that_lifts_the_ticket_by_a_fifth_shows_about_that(books: Books) -> None:
    told = asked(books, a_shop(5, ticket=0.20)).tickets()
    assert told.against is not None
    found = told.against.told
    assert found.value == pytest.approx(0.20, abs=0.07)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 0.20 < found.high
    assert told.joined is not None
    assert told.joined.customers > 100


def test_the_difference_feeds_what_the_program_brought(books: Books) -> None:
    told = asked(books, a_shop(5, ticket=0.20)).program_return()
    assert told.basis == "difference"
    assert told.brought is not None
    assert told.brought.value == pytest.approx(0.20 / 1.20, abs=0.05)
    assert told.multiple is not None
    assert told.percent is not None
    assert told.multiple.value == pytest.approx((told.percent.value or 0) + 1)
    assert told.multiple.low is not None
    assert told.multiple.low < (told.multiple.value or 0)
    assert told.discounts is not None
    assert told.cost == told.discounts.value


def test_discounts_leak_whole_where_nobody_comes_more_often(plain: MoneyService) -> None:
    told = plain.leakage()
    assert told.leak_share is not None
    assert told.leak_share.value is not None
    assert told.leak_share.value > 0.85
    assert {row.basis for row in told.rows if (row.discount.value or 0) > 0} <= {
        "own", "later", "assumed",
    }  # fmt: skip
    assert "own" in {row.basis for row in told.rows}


def test_discounts_that_double_the_visits_leak_about_half(books: Books) -> None:
    told = asked(books, a_shop(11, pace=1.0)).leakage()
    assert told.leak_share is not None
    assert told.leak_share.value == pytest.approx(0.5, abs=0.1)


def test_in_a_shop_without_cards_customers_take_their_place(books: Books) -> None:
    money = asked(books, without_cards(a_shop(3, people=90)))
    told = money.concentration()
    assert not told.are_cards
    assert told.issued is not None
    assert told.issued.cards.value == 90
    assert money.tickets().why_empty == "No customer has a card yet."
    assert money.program_return().why_empty == "No customer has a card yet."


def test_champions_of_a_year_ago_are_held_against_new_customers(plain: MoneyService) -> None:
    told = plain.best()
    assert told.basis == "watched"
    assert told.ratio is not None
    assert told.best is not None
    assert told.new is not None
    assert told.ratio.value == pytest.approx((told.best.value or 0) / (told.new.value or 1))
    assert told.ratio.few_data  # hardly anybody came for the first time so late
    assert told.kept is not None
    assert told.kept.value is not None
    assert told.kept.value > 0.9
    assert told.action is None  # nobody said what an offer costs


def test_a_model_may_say_what_champions_will_bring(books: Books) -> None:
    shop = a_shop(3, people=90)
    everyone = np.full(shop.book.ids.size, 5_000.0)
    money = asked(books, shop, lambda _as_of: (shop.book.ids, everyone))
    early = date(2024, 11, 30)
    told = money.best(early)
    assert told.basis in {"expected", "so_far"}
    if told.basis == "expected":
        assert told.best is not None
        assert told.best.value == 5_000.0


def test_what_the_owner_says_is_kept_and_asked_of(books: Books) -> None:
    money = asked(books, a_shop(3, people=90))
    early = date(2023, 12, 31)
    wish = Assumptions(brought=0.2, offer=600, keeps=0.2, winning=1_500, running=36_500)
    try:
        money.assume(wish)
        assert money.assumptions() == wish
        told = money.best(early)
        assert told.best is not None
        assert told.new is not None
        assert told.gain_kept == pytest.approx(0.2 * (told.best.value or 0) - 600)
        assert told.gain_new == pytest.approx((told.new.value or 0) - 1_500)
        assert money.program_return().other == 36_500
    finally:
        money.assume(Assumptions())


@pytest.mark.parametrize(
    "wish", [Assumptions(brought=1.2), Assumptions(offer=-1), Assumptions(keeps=-0.1)]
)
def test_numbers_that_make_no_sense_are_refused(books: Books, wish: Assumptions) -> None:
    with pytest.raises(UserError):
        asked(books, a_shop(3, people=9)).assume(wish)


def test_staff_at_the_counter_may_not_change_the_owners_numbers(plain: MoneyService) -> None:
    with pytest.raises(UserError, match="may not"):
        plain.assume(Assumptions(), actor=Actor("Tom", Role.STAFF))


def test_a_reference_to_half_that_is_none_is_refused(plain: MoneyService) -> None:
    with pytest.raises(UserError):
        find(plain.finders(), rows("customers", finding="money.nothing"))


@pytest.mark.parametrize("people", [1, 2, 5])
def test_a_handful_of_customers_gives_sentences_and_no_warning(books: Books, people: int) -> None:
    money = asked(books, a_shop(1, people=people))
    for told in every_figure(all_answers(money)):
        assert told.value is None or np.isfinite(told.value)


def test_books_without_anything_say_so(tmp_path: Path) -> None:
    books = Books(str(tmp_path / "shop.db"))
    books.open()
    nobody = a_shop(1, people=0)

    class Empty(Standing):
        def scored(self, *_asked: object, **_named: object) -> None:
            return None

    base = cast("Base", nobody)
    money = MoneyService(books, base, Empty(books, base), LiabilityService(books, lambda: NOW))
    answers = all_answers(money)
    assert list(every_figure(answers)) == []
    assert all(getattr(one, "as_of", None) is None for one in answers)
    books.close()
