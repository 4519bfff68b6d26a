"""A plan is printed on five pages, alike for equal plans, whatever the paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.figures import Figures
from retailcrm.planner.comparison import break_even, compare, turns
from retailcrm.planner.outlook import outlooks
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import ProgramModel, Step
from retailcrm.planner.purchases import CHANNELS, buyers, loyal_ratio
from retailcrm.planner.uplift import ChannelBase, Inputs
from retailcrm.planner.verdict import verdict
from retailcrm.reports.document import Document, Heading, RankedBars, Sentence, TableBlock
from retailcrm.reports.issue import Issue
from retailcrm.reports.plan import plan_document, write_plan_pages
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.reports.plan_pages.words import Pages
from retailcrm.services.plan_points import PointsBeside, points_sentence
from tests.unit.planner.worked import INPUTS, MODELS, bases, history, shop

ISSUE = Issue("Corner shop", "EUR", date(2025, 1, 7), date(2024, 12, 31), inputs="abcd 0123")


def facts(
    models: tuple[ProgramModel, ...] = MODELS,
    inputs: Inputs = INPUTS,
    channels: tuple[ChannelBase, ...] | None = None,
) -> PlanFacts:
    held = bases() if channels is None else channels
    found, turned = compare(held, models, inputs), turns(held, models, inputs)
    needed = {one.name: break_even(held, one, inputs) for one in models}
    best = next(one for one in models if one.name == found.ranking[0].model)
    names = [one.channel for one in held]
    return PlanFacts(
        shop="Corner shop",
        currency="EUR",
        digits=2,
        day=date(2024, 12, 31),
        first_ahead=(2025 - 1970) * 12,
        plan=Plan("Next year", models, inputs),
        history={one: history(one) for one in names},
        loyal={one: loyal_ratio(buyers(shop().of(one))) for one in names},
        channels=held,
        comparison=found,
        turns=turned,
        break_even=needed,
        notes=(),
        verdict=verdict(found, turned, needed, Figures("EUR").money),
        conversions=("Near: 20% is presupposed.",),
        best=outlooks(held, best, inputs)[1],
    )


def words(document: Document) -> str:
    return repr(document.blocks)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_partner_gets_five_pages(tmp_path: Path, paper: str) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    issue = replace(ISSUE, paper=paper)
    assert write_plan_pages(issue, facts(), one).pages == 5
    write_plan_pages(issue, facts(), other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_long_and_foreign_names_of_programs_take_no_page_more(tmp_path: Path, paper: str) -> None:
    names = ("Много маленьких шагов Wolfeschlegelsteinhausen", "مستويات كثيرة צעדים", "王小明 三步")
    models = tuple(replace(one, name=name) for one, name in zip(MODELS, names, strict=True))
    out = tmp_path / "plan.pdf"
    assert write_plan_pages(replace(ISSUE, paper=paper), facts(models, Inputs()), out).pages == 5


def test_it_says_first_that_none_earns_its_cost() -> None:
    document = plan_document(ISSUE, facts())
    said = next(one for one in document.blocks if isinstance(one, Sentence))
    assert "None of these programs earns what it costs" in repr(said)
    assert "9 of 9 cases add sales, 1 earn what they cost" in words(document)


def test_it_names_the_program_that_earns_most_where_one_does() -> None:
    document = plan_document(ISSUE, facts(inputs=replace(INPUTS, margin=0.9, fixed=0.0)))
    said = next(one for one in document.blocks if isinstance(one, Sentence))
    assert "M3 is expected to leave" in repr(said)


def test_every_program_status_and_scenario_has_its_row() -> None:
    document = plan_document(ISSUE, facts())
    rows = [row for one in document.blocks if isinstance(one, TableBlock) for row in one.rows]
    cells = [["".join(span.text for span in cell) for cell in row.cells] for row in rows]
    told = [row[0] for row in cells]
    for model in MODELS:
        assert f"{model.name}, entry" in told
        assert sum(one.startswith(f"{model.name}, status") for one in told) == 3
        for scenario in ("pessimistic", "conservative", "optimistic"):
            assert [model.name, scenario] in [row[:2] for row in cells]
        assert f"{model.name}, near" in told


def test_a_discount_of_half_a_per_cent_is_printed_as_it_is() -> None:
    model = replace(
        MODELS[0], steps=(Step(150_00, 0.015), Step(300_00, 0.03), Step(600_00, 0.0725))
    )
    told = {
        "".join(span.text for span in cell)
        for one in plan_document(ISSUE, facts((model,))).blocks
        if isinstance(one, TableBlock)
        for row in one.rows
        if "status" in row.cells[0][0].text
        for cell in row.cells
    }
    write = Figures("EUR").percent
    assert {write(0.015, 1), write(0.03, 0), write(0.0725, 2)} <= told


def test_a_store_alone_with_a_short_history_is_told_without_a_range(tmp_path: Path) -> None:
    store = replace(bases()[0], errors=None, tested=None)
    told = facts(MODELS[:1], channels=(store,))
    document = plan_document(ISSUE, told)
    assert "too little history" in words(document)
    assert CHANNELS[1] not in told.history
    write_plan_pages(ISSUE, told, tmp_path / "plan.pdf")


def test_a_store_alone_reads_nothing_about_an_online_shop(tmp_path: Path) -> None:
    told = facts(channels=bases()[:1])
    found = words(plan_document(ISSUE, told))
    assert "In store" in found
    assert "nline" not in found
    assert write_plan_pages(ISSUE, told, tmp_path / "plan.pdf").pages == 5


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_points_in_force_stand_on_the_first_of_five_pages(tmp_path: Path, paper: str) -> None:
    said = points_sentence(
        PointsBeside(
            "Club with a long name", date(2024, 1, 1), date(2024, 12, 31), 900, "M3", 8_700_000.0,
            120_000.0, (-150_000.0, -90_000.0, 20_000.0), -77_500.0, 0.04,
        ),
        Figures("EUR").money,
    )  # fmt: skip
    doubt = "This rests on 4 months of receipts: too few to tell the season."
    held = facts()
    told = replace(held, points=said, verdict=(f"{held.verdict[0]} {doubt}", *held.verdict[1:]))
    issue = replace(ISSUE, paper=paper)
    assert "Club with a long name, would leave" in words(plan_document(issue, told))
    assert "points program in force" not in words(plan_document(issue, held))
    assert write_plan_pages(issue, told, tmp_path / "plan.pdf").pages == 5


def test_what_would_turn_the_choice_stands_as_ranges_around_the_expected_profit() -> None:
    document = plan_document(ISSUE, facts())
    told = facts()
    last = [one for one in document.blocks if isinstance(one, RankedBars)][-1]
    assert [(one.low, one.high) for one in last.bars] == [
        (min(one.low, one.high), max(one.low, one.high)) for one in told.turns if one.width >= 1
    ]
    heads = [one for one in document.blocks if isinstance(one, Heading)]
    assert any("What is presupposed" in repr(one) for one in heads)


def test_an_amount_on_paper_is_the_one_on_the_screen() -> None:
    for minor in (84_825_49.7, 84_825_50.0, -0.4, None):
        assert Pages(facts(), Figures("EUR")).money(minor) == Figures("EUR").whole(minor)
