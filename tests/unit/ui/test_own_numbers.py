"""The owner's own numbers as typed."""

from types import SimpleNamespace
from typing import Any

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.services.assumptions import Assumptions, assumptions_to
from retailcrm.ui.screens.insights.own_numbers import (
    Numbers,
    OwnNumbers,
    faults,
    numbers_typed,
    texts_of,
)
from retailcrm.ui.work import InlineJobs

TOLD = Assumptions(brought=0.125, offer=650, keeps=0.2, winning=1_500, running=120_000)


class Kept:
    """A shop that keeps what it is told."""

    def __init__(self) -> None:
        self.now = Assumptions()
        self.refusal = ""

    def assumptions(self) -> Assumptions:
        return self.now

    def assume(self, told: Assumptions) -> Outcome[Assumptions]:
        if self.refusal:
            raise UserError(self.refusal)
        assumptions_to(told)
        self.now = told
        return Outcome(told, frozenset(), "Your numbers are kept.")


class Card:
    """Remembers what was shown last."""

    shown = Numbers({}, {})

    def show_numbers(self, numbers: Numbers) -> None:
        self.shown = numbers


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def card() -> Card:
    return Card()


@pytest.fixture
def numbers(kept: Kept, card: Card) -> OwnNumbers:
    shop = SimpleNamespace(settings=lambda: SimpleNamespace(currency="USD"))
    services: Any = SimpleNamespace(shop=shop, insights=SimpleNamespace(money=kept))
    made = OwnNumbers(card, lambda: services, InlineJobs(), lambda: None)
    made.refresh()
    return made


@pytest.mark.parametrize("told", [TOLD, Assumptions()])
@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_numbers_come_back_as_they_were_written(told: Assumptions, currency: str) -> None:
    texts = texts_of(told, currency)
    assert faults(texts) == {}
    assert numbers_typed(texts, currency) == told


@pytest.mark.parametrize(
    ("name", "text"),
    [("brought", ""), ("brought", "120"), ("keeps", "-1"), ("offer", "cheap"), ("winning", "-2"),
     ("running", "NaN"), ("offer", "1e99")],
)  # fmt: skip
def test_what_is_no_share_or_amount_is_marked(name: str, text: str) -> None:
    assert list(faults({**texts_of(TOLD, "USD"), name: text})) == [name]


def test_a_comma_and_a_percent_sign_do_no_harm() -> None:
    texts = {**texts_of(TOLD, "USD"), "brought": "12,5 %", "offer": "6,50"}
    assert numbers_typed(texts, "USD") == TOLD


def test_typed_numbers_are_kept_once_they_are_right(
    numbers: OwnNumbers, kept: Kept, card: Card
) -> None:
    assert card.shown.texts["brought"] == "10"
    numbers.type("offer", "six")
    numbers.keep()
    assert kept.now == Assumptions()
    assert list(card.shown.wrong) == ["offer"]
    numbers.type("offer", "6")
    numbers.keep()
    assert kept.now == Assumptions(offer=600)
    assert card.shown.texts["offer"] == "6.00"


def test_why_numbers_were_not_kept_is_shown(numbers: OwnNumbers, kept: Kept, card: Card) -> None:
    kept.refusal = "The disk is full."
    numbers.type("winning", "15")
    numbers.keep()
    assert card.shown.problem == "The disk is full."
    assert not card.shown.is_busy
