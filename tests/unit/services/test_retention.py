"""Coming back, asked of a shop whose customers and visits are worked out by hand."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.definitions import DEFINITIONS
from retailcrm.core.errors import UserError
from retailcrm.core.periods import Step, Stretch, last_whole
from retailcrm.core.rows import rows
from retailcrm.services.finding import How
from retailcrm.services.importing import ImportFiles
from retailcrm.services.retention import Among
from retailcrm.wiring import Services, open_shop
from tests.builders import HONEY, ORDERS, PAN, a_sale, an_export, an_order
from tests.conftest import clock
from tests.told_figures import every_figure

WORKED = Path(__file__).parents[2] / "data" / "methods" / "cohort_worked_transactions.csv"
APRIL = date(2024, 4, 30)


def visits() -> list[tuple[str, str]]:
    with WORKED.open(encoding="utf-8") as file:
        return [(row["id"], row["date"]) for row in csv.DictReader(file)]


def filled(folder: Path, told: list[tuple[str, str]]) -> Services:
    """Open a shop with one sale for each (customer, day); some of a are of two things."""
    made = open_shop(str(folder / "shop.db"), clock)
    sales = [
        a_sale(
            f"A-{at}", HONEY, *([PAN] if who == "a" else []), day=on, buyer=who, named=f"Ana {who}"
        )
        for at, (who, on) in enumerate(told)
    ]
    if sales:
        made.importing.run(ImportFiles((an_export(folder / "items.csv", *sales),)))
    return made


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = filled(tmp_path_factory.mktemp("worked"), visits())
    yield made
    made.close()


def answers(shop: Services, as_of: date | None, among: Among) -> tuple[object, ...]:
    asked = shop.insights.retention
    return (
        asked.overview(as_of, among, Step.MONTH),
        asked.overview(as_of, among, Step.QUARTER),
        asked.rates(as_of, among, Step.MONTH),
        asked.rates(as_of, among, Step.QUARTER),
        asked.cohorts(as_of, among),
        asked.cohorts(as_of, among, rolling=True),
        asked.second_visit(as_of, among),
        asked.rhythm(as_of, among),
        asked.visits(as_of),
        asked.stays(as_of, among),
    )


def test_the_worked_shop_is_told_as_worked_out(worked: Services) -> None:
    told = worked.insights.retention.overview(APRIL, step=Step.MONTH)
    assert told.customers == 12
    assert told.repeat_rate.value == pytest.approx(7 / 12)
    assert told.repeat_rate.few_data
    assert told.repeat_soon.value == pytest.approx(3 / 4)
    assert (told.loyal.value, told.one_time.value) == (7, 5)
    assert told.retention_rate.value == pytest.approx(3 / 7)
    assert told.churn_rate.value == pytest.approx(4 / 7)
    assert told.returning_rate.value == pytest.approx(5 / 6)
    assert told.visit_frequency.value == pytest.approx(1.0)
    assert told.period == Stretch(Step.MONTH, 651)
    found = worked.insights.retention.cohorts(APRIL)
    assert [[one.size.value, len(one.back)] for one in found.cohorts] == [
        [4, 4], [4, 3], [3, 2], [1, 1],
    ]  # fmt: skip
    assert [one.value for one in found.ages] == pytest.approx([1, 5 / 11, 4 / 8, 2 / 4])
    gaps = worked.insights.retention.rhythm(APRIL)
    assert gaps.mean.value == pytest.approx(34.9167, abs=1e-4)
    assert gaps.median.value == 30
    assert gaps.most.value == pytest.approx(53.6)
    curve = worked.insights.retention.second_visit(APRIL)
    assert [one.value for one in curve.marks] == [
        pytest.approx(0.45), pytest.approx(0.5875), pytest.approx(0.725), None, None,
    ]  # fmt: skip
    assert curve.half == 60
    assert (curve.customers, curve.back) == (12, 7)


@pytest.mark.parametrize(
    ("among", "as_of"),
    [
        (Among(), None),
        (Among(), date(2024, 1, 5)),
        (Among(), date(2024, 3, 15)),
        (Among(), date(2025, 6, 30)),
        (Among(least=2), date(2024, 3, 31)),
        (Among(first_from=date(2024, 2, 1), first_to=date(2024, 3, 31)), None),
        (Among(segment="champions"), None),
        (Among(group="below_zero"), date(2025, 6, 30)),
        (Among(channel="offline"), None),
        (Among(channel="online"), None),
    ],
)
def test_every_figure_opens_rows_that_make_it(
    worked: Services, among: Among, as_of: date | None
) -> None:
    seen = 0
    for figure in every_figure(answers(worked, as_of, among)):
        found = worked.customers.found(figure.rows)
        assert found is not None
        assert found.title
        assert figure.key in DEFINITIONS
        assert list(found.ids) == sorted(set(found.ids.tolist()))
        if found.how is not How.MODEL and figure.value is not None:
            assert found.figure() == pytest.approx(figure.value), figure
        elif figure.value is None and found.how is not How.COUNT:
            assert found.figure() is None
        if figure.low is not None:
            assert figure.high is not None
            assert figure.value is not None
            assert 0 <= figure.low <= figure.value <= figure.high <= 1
        seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    "told",
    [
        [],
        [("a", "2024-01-05")],
        [("a", "2024-01-05"), ("b", "2024-01-05"), ("c", "2024-01-09")],
        [("a", "2023-01-05"), ("a", "2024-03-09")],
    ],
)
def test_a_shop_with_next_to_nothing_says_what_is_missing(
    tmp_path: Path, told: list[tuple[str, str]]
) -> None:
    made = filled(tmp_path, told)
    everything = answers(made, None, Among())
    for figure in every_figure(everything):
        found = made.customers.found(figure.rows)
        assert found is not None
        if figure.value is not None and found.how is not How.MODEL:
            assert found.figure() == pytest.approx(figure.value)
    overview, rhythm = made.insights.retention.overview(), made.insights.retention.rhythm()
    assert overview.missing
    assert bool(rhythm.missing) is (len(told) != 2)
    assert made.insights.retention.visits().missing
    made.close()


def test_a_day_before_anybody_came_has_nobody(worked: Services) -> None:
    told = worked.insights.retention.overview(date(2023, 6, 1))
    assert told.customers == 0
    assert told.missing
    assert all(one.value is None for one in told.figures())


def test_a_month_is_told_when_two_of_them_are_over(tmp_path: Path) -> None:
    made = filled(tmp_path, [("a", "2024-01-05"), ("b", "2024-01-20")])
    told = made.insights.retention.overview(date(2024, 1, 31), step=Step.MONTH)
    assert told.retention_rate.value is None
    assert "February 2024" in told.missing
    assert "29 Feb 2024" in made.insights.retention.cohorts(date(2024, 1, 31)).missing
    curve = made.insights.retention.second_visit(date(2024, 1, 31))
    assert "4 Feb 2024" in curve.missing
    assert curve.marks[0].value is None
    made.close()


def test_a_shop_that_is_visited_often_is_asked_by_month(tmp_path: Path) -> None:
    weekly = [("a", f"2024-{month:02d}-{day:02d}") for month in (1, 2, 3) for day in (3, 10, 17)]
    made = filled(tmp_path, weekly)
    assert made.insights.retention.overview().step is Step.MONTH
    made.close()
    (tmp_path / "seldom").mkdir()
    seldom = filled(tmp_path / "seldom", [("a", "2024-01-03"), ("a", "2024-06-03")])
    assert seldom.insights.retention.overview().step is Step.QUARTER
    seldom.close()


def test_the_same_people_are_followed_whatever_they_are_now(tmp_path: Path) -> None:
    # Ten customers; a and b came weekly in the first half, then b stops altogether.
    first = [(who, f"2024-{month:02d}-{day:02d}")
             for who in "ab" for month in range(1, 7) for day in (3, 17)]  # fmt: skip
    second = [("a", f"2024-{month:02d}-{day:02d}") for month in range(7, 13) for day in (3, 17)]
    others = [(who, "2024-05-20") for who in "cdefghij"]
    made = filled(tmp_path, first + second + others)
    told = made.insights.retention.visits(compared_on=date(2024, 6, 30))
    assert told.compared_on == date(2024, 6, 30)
    best = next(one for one in told.lists if one.key == "champions")
    assert best.customers == 2
    # 170 days each: up to 30 June, and up to the last day, on which a has come 12 times.
    assert (best.before.value, best.after.value) == (11, 6)
    assert best.change == pytest.approx(6 / 11 - 1)
    made.close()


def test_stays_are_counted_by_visits_and_by_amount(worked: Services) -> None:
    told = worked.insights.retention.stays(APRIL)
    twice, thrice, four = told.times[:3]
    assert (twice.customers.value, thrice.customers.value, four.customers.value) == (4, 1, 2)
    assert sum(cell.value or 0 for row in told.stays for cell in row.told) == 7
    assert sum(cell.value or 0 for row in told.amounts for cell in row.told) == 7
    assert [row.months for row in told.stays] == [1, 2, 3]
    assert sum(cell.value or 0 for row in told.spans for cell in row.told) == 7


def test_where_somebody_first_bought_parts_customers(tmp_path: Path) -> None:
    made = filled(tmp_path, [("a", "2026-05-01"), ("b", "2026-05-09")])
    web = {"Source": "web", "Location": ""}
    orders = [
        [row | web for row in an_order(f"#{at}", email=f"{who}@example.com")]
        for at, who in enumerate("cde")
    ]
    made.importing.run(ImportFiles((an_export(tmp_path / "o.csv", *orders, columns=ORDERS),)))
    asked = made.insights.retention
    assert asked.channels() == ("offline", "online")
    assert asked.overview(among=Among(channel="online")).customers == 3
    assert asked.overview(among=Among(channel="offline")).customers == 2
    assert asked.overview().customers == 5
    made.close()


def test_a_filter_that_names_nothing_is_refused(worked: Services) -> None:
    for among in (Among(segment="best"), Among(group="x"), Among(channel="by post")):
        with pytest.raises(UserError, match="There is no"):
            worked.insights.retention.overview(among=among)


@pytest.mark.parametrize(
    "told",
    [
        {"finding": "retention.cell", "month": "x", "age": "1"},
        {"finding": "retention.kept", "step": "year", "period": "650"},
        {"finding": "retention.listed", "then": "champions"},
        {"finding": "retention.stay", "times": "9", "months": "1"},
        {"finding": "retention.repeated", "as_of": "yesterday"},
        {"finding": "retention.often", "of": "nobody"},
        {"finding": "retention.gap_bar"},
        {"finding": "retention.wait", "days": "soon"},
    ],
)
def test_a_reference_that_means_nothing_is_refused(worked: Services, told: dict[str, str]) -> None:
    with pytest.raises(UserError, match="cannot be told any more"):
        worked.customers.found(rows("customers", **told))


def test_everyones_rhythm_can_be_taken_out(worked: Services) -> None:
    table = worked.insights.retention.rhythm_rows(APRIL)
    assert len(table) == 12
    by_visits = {row[0]: row for row in table}
    assert sum(row[1] for row in by_visits.values()) == 24
    once = [row for row in table if row[1] == 1]
    assert all(row[3] == "" for row in once)
    assert all(row[-1].endswith(".") for row in table)


def test_periods_are_those_of_the_calendar() -> None:
    assert last_whole(Step.QUARTER, date(2024, 3, 31)).key() == "2024-Q1"
    assert last_whole(Step.QUARTER, date(2024, 3, 30)).key() == "2023-Q4"
    assert last_whole(Step.MONTH, date(2024, 2, 29)).key() == "2024-02"
    assert last_whole(Step.MONTH, date(2024, 2, 28)).key() == "2024-01"
    quarter = last_whole(Step.QUARTER, date(2024, 3, 31))
    assert quarter.name() == "January to March 2024"
    assert quarter.before().name() == "October to December 2023"
