"""What the Counter says of points, goals and people."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.core.figures import Figures
from retailcrm.loyalty.program import Earning, Program, Tier, TierRules
from retailcrm.ui.screens.counter.asking import missing_words, unasked
from retailcrm.ui.screens.counter.member_words import Goal, goal_of, lines_of, points_word, worth
from retailcrm.ui.screens.counter.spending import awarding, money, redeeming, rewards_for, whole
from tests.unit.ui.counter_shop import PROGRAM, a_member, an_account

USD = Figures("USD")


def said(runs: tuple[tuple[str, bool], ...]) -> str:
    return "".join(text for text, _ in runs)


def test_the_next_reward_is_told_in_points_and_in_shopping():
    assert goal_of(an_account(1840), PROGRAM, USD) == Goal(
        "160 points",
        "to the $20 voucher",
        "about $32 of shopping",
        0.92,
        "0",
        "2,000",
        "points.to_next_reward",
    )


def test_a_program_without_points_for_money_tells_no_shopping():
    goal = goal_of(an_account(1999), Program(earning=Earning(per_unit=Decimal(0))), USD)
    assert goal is not None
    assert (goal.far, goal.beside) == ("1 point", "")


def test_without_a_reward_ahead_the_next_tier_is_the_goal():
    tiers = TierRules((Tier("silver", "Silver", 200_00), Tier("gold", "Gold", 600_00)))
    account = an_account(next_reward="", next_tier="Gold", to_next_tier=150_00)
    assert goal_of(account, Program(tiers=tiers), USD) == Goal(
        "$150.00", "to Gold", "within 12 months", 0.75, "0", "$600", "points.to_next_tier"
    )
    assert goal_of(an_account(next_reward=""), Program(), USD) is None


def test_points_owed_and_points_to_come_are_seen_c31():
    assert said(worth(an_account(), USD)) == "worth $18.40 now"
    assert said(worth(an_account(pending=60), USD)) == "worth $18.40 · 60 more later"
    assert said(worth(an_account(0, owed=25), USD)) == "25 points owed"
    assert points_word(an_account(1)) == "point"


def test_what_expires_stands_first_and_notes_without_their_days():
    soon = an_account(expiring=300, expiring_on=date(2026, 11, 30))
    lines = [said(one.runs) for one in lines_of(a_member(account=soon), USD)]
    assert lines == [
        "300 points expire on Mon 30 Nov 2026.",
        "Usually every 23 days.",
        "likes rye bread",
        "Can have: a pot of tea",
    ]


def test_somebody_who_never_bought_has_no_rhythm():
    new = a_member(account=None, rhythm="", last_visit=None, note="")
    assert [said(one.runs) for one in lines_of(new, USD)] == ["Has not bought with the card yet."]
    came = a_member(account=None, rhythm="", note="")
    assert [said(one.runs) for one in lines_of(came, USD)] == ["Last here Sun 1 Nov 2026."]


def test_only_channels_a_member_can_be_reached_by_are_asked_about():
    assert unasked(a_member()) == ("email",)
    assert unasked(a_member(postcode="10011")) == ("email", "post")
    assert unasked(a_member(email="")) == ()


def test_missing_contacts_are_asked_for_in_the_usual_order():
    member = a_member(missing=("email", "phone"))
    assert missing_words(member) == "Ask for: phone number, e-mail."
    assert missing_words(a_member(missing=())) == ""


@pytest.mark.parametrize(
    ("text", "total", "words", "points"),
    [
        ("", "", "Up to 1,840 points, worth $18.40.", 0),
        ("500", "", "Worth $5.00. 1,340 points stay; up to 1,840 may be used.", 500),
        ("500", "8", "This receipt takes 400 points at most.", 0),
        ("50", "", "At least 100 points go in one go.", 0),
        ("5000", "", "There are 1840 points to use, not 5000.", 0),
        ("five", "", "Type a whole number of points.", 0),
        ("500", "a lot", "Type what is to be paid as an amount, or leave it empty.", 0),
        ("", "1", "No points can be used now.", 0),
    ],
)
def test_redeeming_says_what_points_are_worth_or_why_not(text, total, words, points):
    typed = redeeming(text, total, an_account(1840), PROGRAM, USD)
    assert (typed.words, typed.points) == (words, points)


def test_awarding_takes_whole_points_alone():
    assert awarding("1,000", an_account(), USD).points == 1000
    for text in ("0", "-5", "2.5", "2,5", "", "points"):
        assert awarding(text, an_account(), USD).points == 0


def test_only_rewards_within_reach_are_offered_dearest_first():
    assert [one.key for one in rewards_for(an_account(2500), PROGRAM)] == ["voucher", "tea"]
    assert rewards_for(an_account(399), PROGRAM) == ()


@pytest.mark.parametrize(
    ("text", "minor"),
    [("12", 1200), ("12.5", 1250), ("1,234.50", 123450), ("12,50", 1250), ("0.005", None),
     ("-1", None), ("NaN", None), ("x", None), ("1e300", None)],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(text, minor):
    assert money(text, 2) == minor


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_of_points_or_none(text):
    found = whole(text)
    assert found is None or 0 <= found <= 10**9
    redeeming(text, text, an_account(), PROGRAM, USD)
