"""An offer says what it gives, what it costs, and refuses to promise nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.campaigns.offers import (
    Offer,
    OfferKind,
    UsualReceipt,
    check_offer,
    cost_of_one,
    kind_title,
    offer_title,
    read_offer,
)
from retailcrm.campaigns.starts import first_offer, start_for
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import GROUPS, SEGMENTS, STAGES

USUAL = UsualReceipt(net=4_000, points=40, point_cost=0.75)
MONEY = Figures("USD").money


@pytest.mark.parametrize(
    ("offer", "title", "cost"),
    [
        (Offer(), "a message alone", 0),
        (Offer(OfferKind.MONEY, amount=500), "$5.00 off", 500),
        (Offer(OfferKind.MONEY, amount=500, least=2_000), "$5.00 off from $20.00 on", 500),
        (Offer(OfferKind.SHARE, share=1_000), "10\u202f% off", 400),
        (Offer(OfferKind.SHARE, share=1_000, least=9_000), "10\u202f% off from $90.00 on", 900),
        (Offer(OfferKind.POINTS, points=100), "100 points", 75),
        (Offer(OfferKind.MULTIPLIER, times=20), "double points", 30),
        (Offer(OfferKind.MULTIPLIER, times=30), "triple points", 60),
        (Offer(OfferKind.MULTIPLIER, times=25), "2.5 times the points", 45),
        (Offer(OfferKind.REWARD, text="A mug", amount=320), "A mug", 320),
        (Offer(OfferKind.CATEGORY, category="Tea"), "try Tea", 0),
        (Offer(OfferKind.CATEGORY, category="Tea", share=500), "5\u202f% off Tea", 200),
        (Offer(OfferKind.EARLY), "let in before the others", 0),
    ],
)
def test_an_offer_says_what_it_gives_and_what_each_use_costs(
    offer: Offer, title: str, cost: float
) -> None:
    check_offer(offer)
    assert offer_title(offer, MONEY) == title
    assert cost_of_one(offer, USUAL) == pytest.approx(cost)
    assert kind_title(offer.kind)


@pytest.mark.parametrize(
    "offer",
    [
        Offer(OfferKind.MONEY),
        Offer(OfferKind.MONEY, amount=-1),
        Offer(OfferKind.MONEY, amount=500, least=500),
        Offer(OfferKind.SHARE),
        Offer(OfferKind.SHARE, share=10_001),
        Offer(OfferKind.POINTS),
        Offer(OfferKind.MULTIPLIER, times=10),
        Offer(OfferKind.MULTIPLIER, times=101),
        Offer(OfferKind.REWARD),
        Offer(OfferKind.CATEGORY),
        Offer(OfferKind.CATEGORY, category="Tea", share=-5),
        Offer(text="x" * 501),
        Offer(least=-1),
    ],
)
def test_an_offer_of_nothing_is_refused_in_one_sentence(offer: Offer) -> None:
    with pytest.raises(UserError) as refused:
        check_offer(offer)
    assert refused.value.message.endswith(".")


OFFERS = st.builds(
    Offer,
    kind=st.sampled_from(OfferKind),
    text=st.text(max_size=20),
    amount=st.integers(0, 10**9),
    share=st.integers(0, 10_000),
    points=st.integers(0, 10**6),
    times=st.integers(10, 100),
    category=st.text(max_size=9),
    least=st.integers(0, 10**9),
)


@given(OFFERS)
def test_an_offer_is_read_as_it_was_kept(offer: Offer) -> None:
    assert read_offer(offer.json()) == offer


def test_what_a_newer_program_knows_of_an_offer_does_not_stop_this_one() -> None:
    assert read_offer('{"kind": "money", "amount": 5, "glitter": 1}') == Offer(
        OfferKind.MONEY, amount=5
    )
    assert read_offer("") == Offer()


def test_every_kind_of_customer_has_words_and_an_offer_to_begin_with() -> None:
    for one in SEGMENTS:
        assert first_offer(start_for(segment=one), 100).text
    for one in STAGES:
        assert start_for(stage=one).text
    for one in GROUPS:
        assert start_for(group=one).text
    assert start_for().kind is OfferKind.MESSAGE
    assert start_for(segment="champions", stage="dead").kind is OfferKind.EARLY


def test_the_best_are_not_begun_with_a_discount() -> None:
    costly = {OfferKind.MONEY, OfferKind.SHARE}
    assert start_for(segment="champions").kind not in costly
    assert start_for(group="most_valuable").kind not in costly
