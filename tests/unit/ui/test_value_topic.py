"""The Value page in words: an answer where there is one, and why not where there is none."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from retailcrm.core.progress import SILENT
from retailcrm.core.rows import rows
from retailcrm.services.finding import Told, Unit
from retailcrm.services.value_rows import TenthRow, TrialRows, ValueRow, ValueSummary
from retailcrm.ui.kit.picture.facts import Bars, Ranked
from retailcrm.ui.screens.insights.topic import PageFacts
from retailcrm.ui.screens.insights.value import read

MONEY, COUNT, SHARE = Unit.MONEY, Unit.COUNT, Unit.SHARE


def told(key: str, value: float | None, unit: Unit, *ends: float) -> Told:
    low, high = ends or (None, None)
    return Told(key, value, unit, rows("customers", finding=key), low, high)


def segment(key: str, people: int, expected: float, share: float) -> ValueRow:
    return ValueRow(
        key=key,
        customers=told("value_customers", people, COUNT),
        so_far=told("value_so_far", 1_000_000 - expected, MONEY),
        expected=told("value_expected", expected, MONEY, expected * 0.9, expected * 1.1),
        mean=told("value_mean", expected / people, MONEY),
        median=told("value_median", expected / people, MONEY),
        share=told("value_share", share, SHARE),
    )


def trial(*, wins: bool) -> TrialRows:
    def tenth(number: int) -> TenthRow:
        return TenthRow(
            number,
            told("trial_customers", 50, COUNT),
            told("trial_model", 42_000 / number, MONEY),
            told("trial_own", 54_000 / number, MONEY),
            told("trial_actual", 44_000 / number, MONEY),
        )

    return TrialRows(
        since=date(2026, 3, 1),
        until=date(2026, 10, 31),
        wins=wins,
        model=told("trial_model", 4_194_181, MONEY, 3_863_960, 4_531_332),
        own=told("trial_own", 4_912_049, MONEY),
        actual=told("trial_actual", 3_924_772, MONEY),
        model_miss=told("trial_model_miss", 2.28, Unit.RATIO),
        own_miss=told("trial_own_miss", 2.69, Unit.RATIO),
        tenths=tuple(tenth(number) for number in range(1, 11)),
    )


EXPECTED = told("value_expected", 2_286_584, MONEY, 2_108_044, 2_468_838)
SURE = ValueSummary(
    as_of=date(2026, 11, 3),
    learned_to=date(2026, 10, 31),
    model="mbg_nbd",
    confidence="normal",
    why="The model came nearer.",
    notes=("Some were there from the start.",),
    customers=told("value_customers", 653, COUNT),
    so_far=told("value_so_far", 4_761_280, MONEY),
    expected=EXPECTED,
    today=told("value_today", 2_151_845, MONEY),
    early=told("value_early", 154, COUNT),
    by_segment=(segment("champions", 60, 900_000, 0.6), segment("loyal", 101, 600_000, 0.4)),
    by_group=(segment("most_valuable", 62, 900_000, 0.6),),
    trial=trial(wins=True),
)
PLAIN = replace(EXPECTED, low=None, high=None)


def page(found: ValueSummary) -> PageFacts:
    shop = SimpleNamespace(settings=lambda: SimpleNamespace(currency="USD"))
    services: Any = SimpleNamespace(
        shop=shop, insights=SimpleNamespace(value=SimpleNamespace(summary=lambda: found))
    )
    return read(services, {}, SILENT)


def test_the_finding_is_a_range_of_round_money() -> None:
    facts = page(SURE)
    assert facts.finding == (
        "Today’s customers will probably bring $21,100 to $24,700 of margin in the next 12 months"
    )
    assert facts.doubt == "The model came nearer."
    assert facts.pictures[0].caption.endswith(". Some were there from the start.")


def test_how_far_off_the_check_was_stands_in_a_table_not_among_the_figures() -> None:
    facts = page(SURE)
    assert not [one for one in facts.figures if one.told.key.startswith("trial_")]
    table = facts.tables[-1]
    assert table.title == "The check: how many visits a customer each was off"
    assert [line.cells for line in table.table.lines] == [
        ("The model", 2.28),
        ("Everyone’s own rate", 2.69),
    ]


def test_one_customer_is_one_customer() -> None:
    alone = replace(SURE, by_segment=(segment("champions", 1, 900_000, 1.0),))
    picture = page(alone).pictures[0]
    assert picture.title.startswith("Champions: 1 customer will bring 100")
    assert isinstance(picture.marks, Ranked)
    assert picture.marks.bars[0].tip.startswith("Champions: 1 customer, ")


def test_segments_stand_by_what_they_will_bring_with_their_range() -> None:
    picture = page(SURE).pictures[0]
    assert picture.title.startswith("Champions: 60 customers will bring 60")
    assert isinstance(picture.marks, Ranked)
    first = picture.marks.bars[0]
    assert (first.value, first.low, first.high) == pytest.approx((900_000, 810_000, 990_000))
    assert first.tip == "Champions: 60 customers, 9,000, most likely 8,100 to 9,900"
    assert [bar.rows for bar in picture.marks.bars] == [
        row.expected.rows for row in SURE.by_segment
    ]


def test_the_check_stands_beside_what_came_true() -> None:
    picture = page(SURE).pictures[1]
    assert picture.title == "The check: the model expected $41,900, $39,200 came true"
    assert isinstance(picture.marks, Bars)
    assert [bar.label for bar in picture.marks.bars] == [str(one) for one in range(1, 11)]
    assert (picture.marks.bars[0].value, picture.marks.bars[0].before) == (44_000, 42_000)
    assert picture.table is not None
    assert len(picture.table.lines) == 10


def test_a_naive_rule_that_was_nearer_is_used_and_named() -> None:
    lost = replace(SURE, model="own_rate", expected=PLAIN, today=None, trial=trial(wins=False))
    facts = page(lost)
    assert facts.finding.startswith("If all go on as so far, today’s customers bring $22,900")
    assert facts.pictures[1].title.startswith("The check: everyone’s own rate was nearer; it")
    assert facts.figures[0].why == "at the rate so far"


def test_too_little_history_shows_what_was_brought_and_marks_the_estimate() -> None:
    young = replace(SURE, model="simple", expected=PLAIN, today=None, trial=None, why="Too few.")
    facts = page(young)
    assert facts.lacking is None
    assert facts.finding == (
        "What customers will bring cannot be told yet; they brought $47,600 so far"
    )
    assert facts.doubt.startswith("Too few.")
    assert facts.figures[0].why == "a simple estimate"
    assert len(facts.pictures) == 1
    marks = facts.pictures[0].marks
    assert isinstance(marks, Ranked)
    assert [bar.label for bar in marks.bars] == ["Loyal", "Champions"], "who brought most so far"


def test_a_shop_without_scores_says_what_segments_need() -> None:
    facts = page(replace(SURE, by_segment=(), by_group=()))
    assert facts.pictures[0].marks is None
    assert "five customers" in facts.pictures[0].nothing
    assert [one.name for one in facts.tables] == ["value_check_misses"]


def test_nobody_is_no_empty_panel() -> None:
    nobody = replace(SURE, model="", why="There are no receipts of customers yet.")
    assert page(nobody).lacking == (
        "Nobody to value yet",
        "There are no receipts of customers yet.",
    )


def test_a_shop_that_expects_nothing_says_so() -> None:
    rows_ = tuple(replace(one, share=replace(one.share, value=None)) for one in SURE.by_segment)
    facts = page(replace(SURE, by_segment=rows_))
    assert facts.pictures[0].title == "Nobody is expected to bring anything"
