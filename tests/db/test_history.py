"""What a customer's history tells: visits, cards, and every movement of points, in words."""

from pathlib import Path

from retailcrm.services.member_rows import Enrolment
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import Services
from tests.builders import HONEY, PAN, a_directory, taken_in
from tests.club import ANA, SIMPLE, START, ana, bought, sales


def told(shop: Services, customer: int) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in shop.customers.profile(customer).timeline]


def test_points_stand_with_the_visit_that_earned_them(shop: Services, tmp_path: Path) -> None:
    shop.program.save(SIMPLE, START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN), bought("2", HONEY, day="2026-05-05"))
    visits = [text for kind, text in told(shop, ana(shop)) if kind == "visit"]
    assert [text.rpartition(": ")[2] for text in visits] == ["10 points", "21 points"]
    assert not [text for kind, text in told(shop, ana(shop)) if kind == "points"]


def test_points_used_given_and_taken_by_hand_are_told(shop: Services, tmp_path: Path) -> None:
    shop.program.save(SIMPLE, START)
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", PAN))
    who = ana(shop)
    shop.points.adjust(Change(customer_id=who, points=40, reason="Sorry"))
    shop.points.redeem(Redemption(customer_id=who, points=15, receipt="77"))
    texts = [text for kind, text in told(shop, who) if kind == "points"]
    assert sorted(texts) == ["15 points used, worth 0.15", "40 points changed by hand"]


def test_joining_and_another_card_are_told(shop: Services) -> None:
    made = shop.members.enrol(Enrolment(first_name="Bo", last_name="Reed")).value
    assert told(shop, made.customer_id) == [("joined", f"Joined, with card {made.card}")]
    new = shop.cards.swap(made.card).value
    texts = [text for kind, text in told(shop, made.customer_id) if kind in ("joined", "card")]
    assert sorted(texts) == [
        f"Card {new.new} in place of {made.card}",
        f"Joined, with card {made.card}",
    ]
