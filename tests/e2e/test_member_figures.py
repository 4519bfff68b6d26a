"""Every figure of a customer's profile, of the counter and of prints about points adds up."""

from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.finding import Told, Unit
from retailcrm.services.points_rows import AccountRow
from retailcrm.ui.screens.counter.member_words import goal_of, lines_of, worth
from retailcrm.ui.screens.customers.behind import (
    category_told,
    sales_figures,
    value_figures,
)
from retailcrm.ui.screens.points_behind import points_figures
from retailcrm.wiring import Services
from tests.e2e.adding_up import made_from
from tools import demo_program

TODAY = date(2026, 10, 31)
HALF = 0.5
USD = Figures("USD")


@pytest.fixture(scope="module")
def people(demo: Services) -> tuple[int, ...]:
    """Give the best, the regular of the pictures, somebody who came once, and a newcomer."""
    ids = demo.customers.ids(CustomerQuery(sort="net_sales"))
    regular = demo_program.regular(demo.customers)
    return (int(ids[-1]), regular, int(ids[-40]), int(ids[ids.size // 2]), int(ids[0]))


def visits_on(shop: Services, rows: RowsRef) -> int:
    """Count the days of a customer's receipts on which something of value was bought."""
    receipts = shop.customers.receipt_page(shop.customers.receipt_ids(rows)[:128])
    return len({one.day for one in receipts if one.kind != "return" and one.net > 0})


def test_what_a_profile_says_of_sales_and_margin_adds_up(
    demo: Services, people: tuple[int, ...]
) -> None:
    for who in people:
        profile = demo.customers.profile(who)
        bought = {one.key: one for one in sales_figures(profile)}
        for told in bought.values():
            made = made_from(demo, told.rows)
            visits = visits_on(demo, told.rows)
            each = made[0] / visits if made[0] is not None and visits else None
            made = {"customer.visits": (visits,), "customer.ticket": (each,)}.get(told.key, made)
            assert near(told, made), (who, told, made)
        for told in value_figures(who, demo.insights.value.of_customer(who)):
            if told.key != "customer.expected_visits":  # the visits of a model, of these rows
                assert near(told, made_from(demo, told.rows)), (who, told)


def test_every_category_of_a_profile_adds_up(demo: Services, people: tuple[int, ...]) -> None:
    for who in people:
        for name, net in demo.customers.profile(who).categories:
            told = category_told(who, name, net)
            assert near(told, made_from(demo, told.rows)), (who, told)


def test_the_points_of_a_profile_follow_from_movements_and_lots(
    demo: Services, people: tuple[int, ...]
) -> None:
    for who in people:
        account = demo.points.account(who)
        for told in points_figures(account, TODAY):
            made = points_made(demo, account, told)
            assert near(told, (made,)), (who, told, made)
            assert told.key in DEFINITIONS


def test_the_counter_says_what_the_account_says(demo: Services, people: tuple[int, ...]) -> None:
    program = demo.program.current()
    assert program is not None
    said = 0
    for who in people:
        account = demo.points.account(who)
        glance = demo.members.glance(who)
        assert glance.account == account
        assert lines_of(glance, USD)
        assert any(USD.money(account.value) in text for text, _ in worth(account, USD))
        goal = goal_of(account, program.program, USD)
        if goal is None:
            continue
        said += 1
        price = next(
            one.points for one in demo_program.PROGRAM.rewards if one.name == account.next_reward
        )
        assert goal.high == USD.count(price)
        assert goal.far == f"{USD.count(price - account.available)} points"
        assert goal.share == pytest.approx(account.available / price)
    assert said


def test_the_rhythm_at_the_counter_is_that_of_the_profile(
    demo: Services, people: tuple[int, ...]
) -> None:
    for who in people:
        assert demo.members.glance(who).rhythm == demo.customers.profile(who).rhythm


def test_every_figure_of_a_printed_program_and_of_the_liability_adds_up(
    demo: Services, tmp_path: Path
) -> None:
    printed = {
        "liability": demo.reporting.liability(tmp_path / "owed.pdf").value.figures,
        "program": demo.reporting.program(tmp_path / "program.pdf").value.figures,
    }
    for key, figures in printed.items():
        assert figures
        for number, (name, value) in enumerate(figures, start=1):
            there = demo.reporting.open_reference(f"{key}-2026-10/{number}")
            assert there is not None
            made = made_from(demo, there)
            assert not made or any(
                one is not None
                and min(abs(one - float(value)), abs(one / 100 - float(value))) < 0.0051
                for one in made
            ), (key, name, value, made)


def test_every_figure_of_a_printed_statement_is_in_its_movements(
    demo: Services, people: tuple[int, ...], tmp_path: Path
) -> None:
    who = people[1]
    figures = demo.reporting.statement(who, tmp_path / "points.pdf").value.figures
    account = demo.points.account(who)
    assert {"balance", "available"} <= {name for name, _ in figures}
    for number, (name, value) in enumerate(figures, start=1):
        there = demo.reporting.open_reference(f"statement-{who}-2026-10/{number}")
        assert there is not None
        assert (there.get("part"), there.get("what")) == ("points", name)
        told = Told(f"points.{name}", float(value), Unit.COUNT, there)
        assert near(told, (points_made(demo, account, told),)), name


def points_made(shop: Services, account: AccountRow, told: Told) -> float | None:
    """Make a figure of an account from its movements, its lots and the rules."""
    who, notice = account.customer_id, demo_program.PROGRAM.expiry.notice_days
    entries = sum(one.points for one in shop.points.why(who))
    lots = account.lots
    usable = sum(
        one.points
        for one in lots
        if one.available <= TODAY and (one.expires is None or one.expires >= TODAY)
    )
    owed = max(0, sum(one.points for one in lots) - entries)
    free = max(0, usable - owed)
    prices = sorted(one.points for one in demo_program.PROGRAM.rewards)
    spent = made_from(shop, told.rows)[0] if told.rows.kind == "receipts" else 0
    return {
        "points.balance": entries,
        "points.available": free,
        "points.pending": sum(one.points for one in lots if one.available > TODAY),
        "points.owed": owed,
        "points.value": free * float(demo_program.PROGRAM.redeeming.value),
        "points.expiring": sum(
            one.points
            for one in lots
            if one.expires is not None and 0 <= (one.expires - TODAY).days <= notice
        ),
        "points.to_next_reward": next((one - free for one in prices if one > free), 0),
        "points.to_next_tier": max(0, account.next_tier_at - (spent or 0)),
    }[told.key]


def near(told: Told, made: tuple[float | None, ...]) -> bool:
    """Amounts are whole minor units, and add up to half of one."""
    if told.value is None or not made:
        return not made or None in made
    least = HALF if told.unit is Unit.MONEY else 1e-6
    return any(one is not None and abs(one - told.value) <= least for one in made)
