"""A moment in fields: what is typed comes back as it was meant."""

from dataclasses import replace
from datetime import date

import pytest

from retailcrm.campaigns.moments.moment import Kind
from retailcrm.campaigns.moments.ready_made import ready_made
from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.services.moment_rows import MomentWish
from retailcrm.ui.screens.campaigns.moment_typing import typed_of, wish_of


def wishes() -> list[MomentWish]:
    made = []
    for one in ready_made():
        on = (day_number(date(2026, 12, 1)),) if one.kind is Kind.EARLY_ACCESS else ()
        offers = tuple(Offer() for _ in one.moment.steps)
        moment = replace(one.moment, on=on)
        made.append(MomentWish(one.title, moment, one.channel, one.audience, offers=offers))
    return made


@pytest.mark.parametrize("wish", wishes(), ids=lambda one: one.name)
def test_every_ready_made_moment_comes_back_from_its_fields(wish: MomentWish) -> None:
    assert wish_of(typed_of(wish, 2), wish, 2) == wish


@pytest.mark.parametrize(
    ("number", "offer"),
    [
        ("5.50", Offer(OfferKind.MONEY, amount=550)),
        ("7,5 %", Offer(OfferKind.SHARE, share=750)),
        ("100", Offer(OfferKind.POINTS, points=100)),
        ("2", Offer(OfferKind.MULTIPLIER, times=20)),
    ],
)
def test_a_piece_gives_what_was_typed(number: str, offer: Offer) -> None:
    wish = wishes()[1]
    typed = typed_of(wish, 2)
    step = replace(typed.steps[0], offer=str(offer.kind), number=number)
    made = wish_of(replace(typed, steps=(step,)), wish, 2)
    assert made.offers == (offer,)
    assert wish_of(typed_of(made, 2), made, 2) == made


@pytest.mark.parametrize(
    ("typed", "cost"), [("0.53", 53_000), ("0,004", 400), ("12", 1_200_000), ("", 0)]
)
def test_what_a_piece_costs_may_be_less_than_a_cent(typed: str, cost: int) -> None:
    wish = replace(wishes()[0], cost=99_000)
    made = wish_of(replace(typed_of(wish, 2), cost=typed), wish, 2)
    assert made.cost == cost
    assert wish_of(typed_of(made, 2), made, 2) == made


def test_a_cost_that_is_no_amount_is_refused() -> None:
    wish = wishes()[0]
    with pytest.raises(UserError, match="A piece costs: much is no amount"):
        wish_of(replace(typed_of(wish, 2), cost="much"), wish, 2)


def test_an_offer_that_has_no_field_here_stays_as_it_was_set_up() -> None:
    mug = Offer(OfferKind.REWARD, "A mug", amount=320)
    wish = replace(wishes()[1], offers=(mug,))
    assert wish_of(typed_of(wish, 2), wish, 2).offers == (mug,)


def test_a_piece_without_days_is_left_out_with_its_offer() -> None:
    wish = replace(
        wishes()[0], offers=(Offer(OfferKind.POINTS, points=1), Offer(OfferKind.POINTS, points=2))
    )
    typed = typed_of(wish, 2)
    first = replace(typed.steps[0], days="")
    made = wish_of(replace(typed, steps=(first, typed.steps[1])), wish, 2)
    assert [one.days for one in made.moment.steps] == [14]
    assert made.offers == (Offer(OfferKind.POINTS, points=2),)


@pytest.mark.parametrize(
    "changed", [{"late": "soon"}, {"rest": "-1"}, {"control": "a tenth"}, {"opens": "next week"}]
)
def test_what_cannot_be_read_is_said_in_a_sentence(changed: dict[str, str]) -> None:
    wish = wishes()[-1]
    with pytest.raises(UserError):
        wish_of(replace(typed_of(wish, 2), **changed), wish, 2)  # type: ignore[arg-type]
