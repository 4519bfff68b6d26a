"""A program tried on the past, printed for whoever must agree."""

from dataclasses import replace
from decimal import Decimal

import pytest

from retailcrm.core.figures import Figures
from retailcrm.loyalty.program import Earning, Expiry, ExpiryMode, Program, Who
from retailcrm.reports.program import program_document, write_program
from retailcrm.reports.program_rules import rules_in_words
from tests.unit.reports.papers import as_last_read, sound, texts, twice_alike
from tests.unit.reports.points_facts import a_rich_program, a_trial

USD = Figures("USD")


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_trial_says_what_it_said_when_last_read_on_two_pages(paper, tmp_path):
    out = tmp_path / "program.pdf"
    assert write_program(a_trial(paper), out).pages == len(texts(out)) == 2
    as_last_read(out, f"program_{paper}")
    sound(out, paper)


def test_the_same_trial_prints_the_same_bytes(tmp_path):
    twice_alike(lambda out: write_program(a_trial(), out), tmp_path)


def test_a_first_program_is_held_against_nothing_but_the_discount(tmp_path):
    write_program(replace(a_trial(), change=None), tmp_path / "program.pdf")
    first = texts(tmp_path / "program.pdf")[0]
    assert "In force" not in first
    assert "162 get more than their discount was, 98 get less" in first


@pytest.mark.parametrize(
    ("uplift", "said"),
    [
        (None, "is for you to judge"),
        (0.03, "is left after the cost"),
        (0.001, "is still missing"),
    ],
)
def test_what_sales_will_do_is_said_by_the_owner_or_not_at_all(uplift, said, tmp_path):
    write_program(a_trial(uplift=uplift), tmp_path / "program.pdf")
    assert said in " ".join(texts(tmp_path / "program.pdf")[0].split())


def test_rules_that_give_nobody_a_point_say_so(tmp_path):
    facts = a_trial()
    nothing = replace(facts.tried.totals, points=0, value=0, cost=0, margin=0, discount=0)
    tried = replace(facts.tried, totals=nothing, months=(), tiers=())
    write_program(replace(facts, tried=tried, change=None), tmp_path / "program.pdf")
    text = "".join(texts(tmp_path / "program.pdf"))
    assert "nobody would have earned a point" in text
    assert "Month by month" not in text


def test_every_kind_of_rule_is_said_in_words():
    told = dict(rules_in_words(a_rich_program(), USD))
    assert told == {
        "Who earns": "Whoever holds a card.",
        "Earning": "Points: 1.25 for each $1.00, 5 for each visit, 1 for each piece. "
        "They can be used 14 days later.",
        "More points": "Most Valuable ×1.5; Tuesday ×2; Autumn: Tea, Mug, blue ×1.5, 2 for each "
        "piece; Fair ×3, 1 Mar 2027 to 7 Mar 2027; single members: 1",
        "No points for": "Newspapers, goods already reduced, tax, gift cards, tips, what is paid "
        "with points",
        "Using points": "100 points are worth $0.50, at least 100 at once, in steps of 50, "
        "up to 50\u202f% of a receipt.",
        "Rewards": "Small tea pot for 500",
        "Expiry": "All points of a year expire on 31 Dec. Members hear of it 30 days before.",
        "Tiers": "Silver from $150.00 in 12 months; Gold from $400.00 in 12 months, ×1.5, "
        "5.0\u202f% off",
    }


@pytest.mark.parametrize(
    ("expiry", "said"),
    [
        (Expiry(mode=ExpiryMode.NEVER), "Points do not expire."),
        (Expiry(months=18), "Points expire 18 months after each was earned."),
        (Expiry(mode=ExpiryMode.INACTIVITY), "Points expire 12 months after the last visit."),
    ],
)
def test_when_points_are_lost_is_said_in_words(expiry, said):
    program = Program(expiry=expiry, earning=Earning(per_unit=Decimal(0), who=Who.CUSTOMERS))
    told = dict(rules_in_words(program, USD))
    assert told["Expiry"].startswith(said)
    assert told["Earning"] == "No points by amount."
    assert "Tiers" not in told


def test_small_numbers_open_the_receipts_the_rules_were_tried_on():
    figures = {one.name: one for one in program_document(a_trial()).figures}
    assert figures["points"].value == str(a_trial().tried.totals.points)
    assert figures["cost"].rows.get("from") == "2025-11-01"
    assert figures["cost"].rows.get("to") == "2026-10-31"
