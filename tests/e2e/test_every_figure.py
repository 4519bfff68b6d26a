"""Every figure of the insights opens rows that add up to it, on the shop of the demonstration."""

import pytest

from retailcrm.core.progress import SILENT
from retailcrm.core.rows import rows
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.ui.screens.insights import (
    at_the_till,
    categories,
    coming_back,
    money,
    places,
    value,
)
from retailcrm.ui.screens.insights.topic import Read
from retailcrm.ui.screens.insights.topics import TOPICS
from retailcrm.ui.screens.today.presenter import read_today
from retailcrm.wiring import Services
from tests.demo_books import EVENING
from tests.e2e.adding_up import agrees, lines_on, made_from, numbers_of, shown_on

SHARES = {"member_share"}
READS: dict[str, Read] = {
    "value": value.read,
    "retention": coming_back.read,
    "money": money.read,
    "categories": categories.read,
    "places": places.read,
    "till": at_the_till.read,
}


def test_every_figure_of_today_adds_up_to_it(demo: Services) -> None:
    months = demo.sales.months()
    for figure in demo.sales.headline(months[0]).figures:
        made = made_from(demo, figure.rows)
        if figure.key in SHARES:
            whole = demo.sales.headline(months[0]).figures[0].value
            assert whole is not None
            made = tuple(None if one is None else one / whole for one in made)
        assert agrees(figure.value, made), figure.key


def test_every_person_counted_on_today_is_on_the_list_behind(demo: Services) -> None:
    state = read_today(demo, None, None, EVENING)
    counted = [(panel.count, panel.rows) for panel in state.groups]
    counted += [(part.value, part.rows) for part in state.missing.parts]
    counted += [(move.words, move.rows) for panel in state.groups for move in panel.moves]
    for words, there in counted:
        people = demo.customers.ids(CustomerQuery(rows=there)).size
        number = int("".join(sign for sign in words.split()[0] if sign.isdigit()))
        assert people == number, words


def test_by_how_much_a_group_grew_is_who_came_in_less_who_left(demo: Services) -> None:
    state = read_today(demo, None, None, EVENING)
    assert any(panel.change for panel in state.groups)
    for panel in state.groups:
        grown = int(panel.change.replace("\N{MINUS SIGN}", "-") or 0)
        assert agrees(grown, made_from(demo, panel.change_rows)), panel.key


def test_what_the_to_do_list_counts_is_on_its_lists(demo: Services) -> None:
    state = read_today(demo, None, None, EVENING)
    lists = {item.verb: item for item in state.todo if item.rows is not None}
    assert {"Win back", "Remind", "Warn"} <= set(lists)
    for item in lists.values():
        assert item.rows is not None
        people = demo.customers.ids(CustomerQuery(rows=item.rows)).size
        assert str(people) in item.about
    worth = demo.customers.found(lists["Win back"].rows or rows("customers"))
    assert worth is not None
    assert f"{round((worth.figure() or 0) / 100):,}" in lists["Win back"].reason


def test_every_group_segment_and_stage_adds_up(demo: Services) -> None:
    overview = demo.grouping.overview()
    day = overview.as_of.isoformat() if overview.as_of else None
    for cell in overview.cells:
        assert agrees(cell.customers, made_from(demo, cell.rows))
    for group in overview.groups:
        assert agrees(group.customers, made_from(demo, group.rows))
        for measure, shown in (
            ("net_sales", group.net_sales),
            ("margin", group.margin),
            ("contribution", group.contribution),
        ):
            there = rows(
                "customers", finding="groups.sum", group=group.key, measure=measure, as_of=day
            )
            found = demo.customers.found(there)
            assert found is not None
            assert round(found.figure() or 0) == shown
    for name, parts in (("segment", overview.segments), ("stage", overview.stages)):
        for part in parts:
            there = rows(
                "customers",
                finding="groups.sum",
                measure="net_sales",
                as_of=day,
                **{name: part.key},
            )
            assert agrees(part.customers, made_from(demo, part.rows))
            assert agrees(part.net_sales, made_from(demo, there))


def test_no_page_is_forgotten_here() -> None:
    assert {topic.key for topic in TOPICS} == set(READS)


@pytest.mark.parametrize("topic", sorted(READS))
def test_every_figure_of_a_page_adds_up_to_it(demo: Services, topic: str) -> None:
    page = READS[topic](demo, {}, SILENT)
    assert page.lacking is None
    shown = list(shown_on(page))
    assert shown
    wrong = [
        f"{one.where}: {one.value} is not {made} ({one.rows.text()})"
        for one in shown
        if not agrees(one.value, made := made_from(demo, one.rows))
    ]
    assert wrong == []


@pytest.mark.parametrize("topic", sorted(READS))
def test_every_line_of_a_table_opens_rows_that_make_one_of_its_cells(
    demo: Services, topic: str
) -> None:
    page = READS[topic](demo, {}, SILENT)
    wrong = [
        f"{where}: {cells} is not {made} ({rows.text()})"
        for where, cells, rows in lines_on(page)
        if not any(
            agrees(value, made := made_from(demo, rows))
            for cell in cells
            for value in numbers_of(cell)
        )
    ]
    assert wrong == []
