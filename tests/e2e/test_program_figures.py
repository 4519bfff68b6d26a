"""Every figure of the Program screen opens rows that add up to it, on the demo shop."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.errors import UserError
from retailcrm.core.points_refs import MOVED
from retailcrm.core.rows import rows
from retailcrm.loyalty.program import Earning, Program, Tier, TierRules
from retailcrm.services.finding import Told
from retailcrm.services.move_progress import MoveProgressService
from retailcrm.wiring import Services
from tests.e2e.program_figures import (
    Figures,
    a_move,
    of_plan,
    of_preview,
    of_sheet,
    of_trial,
    of_weeks,
    wrong_ones,
)
from tools import demo_program

WANTED = replace(
    demo_program.PROGRAM,
    earning=Earning(per_unit=Decimal(4), groups=(("most_valuable", Decimal(2)),)),
    tiers=TierRules(
        (
            Tier("silver", "Silver", 200_00, Decimal("1.2")),
            Tier("gold", "Gold", 500_00, Decimal("1.5")),
        )
    ),
)


def defined(figures: Figures) -> list[tuple[str, Told]]:
    """Pin that there are figures, and that each says what it is."""
    found = list(figures)
    assert found
    assert {told.key for _, told in found} <= set(DEFINITIONS)
    return found


def test_rules_tried_on_the_past_add_up(demo: Services) -> None:
    tried = demo.replaying.replay(demo_program.PROGRAM)
    assert tried.totals.discount
    assert wrong_ones(demo, iter(defined(of_trial(tried)))) == []


def test_rules_tried_on_other_days_add_up_when_they_are_tried_again(demo: Services) -> None:
    first, last = date(2026, 2, 1), date(2026, 6, 30)
    figures = defined(of_trial(demo.replaying.replay(WANTED, first, last)))
    for _ in range(5):  # others are tried in between, until these are forgotten
        first = first.replace(day=first.day + 1)
        demo.replaying.replay(Program(), first, last)
    assert wrong_ones(demo, iter(figures)) == []


def test_what_a_change_of_the_rules_does_adds_up(demo: Services) -> None:
    preview = demo.replaying.preview(WANTED)
    assert preview.more
    assert preview.less
    assert preview.moves
    assert wrong_ones(demo, iter(defined(of_preview(preview)))) == []


def test_what_is_owed_adds_up(demo: Services) -> None:
    sheet = demo.liability.sheet()
    assert sheet.open_points
    assert wrong_ones(demo, iter(defined(of_sheet(sheet)))) == []


@pytest.mark.parametrize("starts", [date(2026, 12, 1), date(2026, 5, 1)])
def test_a_move_to_points_adds_up(demo: Services, starts: date) -> None:
    move = a_move(starts)
    plan = demo.transition.plan(move)
    assert plan.losers
    assert wrong_ones(demo, iter(defined(of_plan(plan, move)))) == []


def test_a_move_under_way_adds_up(demo: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    found = demo.move_progress.weeks()
    assert found.weeks[-1].moved
    assert found == demo.move_progress.weeks()
    # These books stand still: read once who takes part, not for each of a thousand figures.
    going = demo.move_progress.going()
    monkeypatch.setattr(MoveProgressService, "going", lambda _: going)
    assert wrong_ones(demo, iter(defined(of_weeks(found, demo_program.PROGRAM)))) == []


@pytest.mark.parametrize(
    "lost",
    [
        rows("customers", finding="program.tried", rules="{", what="points"),
        rows("customers", finding="program.tried", rules="{}", what="luck"),
        rows("customers", finding="program.changed", rules="{}", old="{}", what="luck"),
        rows("customers", finding=MOVED, what="luck", to="2026-10-31"),
        rows("customers", finding="move.losers", move="{}", what="count"),
        rows("customers", finding="move.week", what="net"),
    ],
)
def test_a_reference_that_leads_nowhere_says_so(demo: Services, lost: object) -> None:
    with pytest.raises(UserError, match=r"any more\."):
        demo.customers.found(lost)  # type: ignore[arg-type]
