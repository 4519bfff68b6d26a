"""Dates and times as files write them."""

from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.importers.cells import decide
from retailcrm.importers.chunks import Reading
from retailcrm.importers.clocks import read_clock, read_time
from retailcrm.importers.dates import read_birthday, read_date
from retailcrm.importers.dialect import Cell, Column
from retailcrm.importers.moments import read_moments
from retailcrm.importers.unreadable import Unreadable
from retailcrm.importers.zones import instants, zone_named

WHEN = (Column("date", ("Date",), Cell.DATE),)


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-06",
        "2025/12/6",
        "20251206",
        "06.12.2025",
        "6/12/25",
        "06-12-2025",
        "6-Dec-2025",
        "Dec 6, 2025",
        "6. Dezember 2025",
        "6 décembre 2025",
        "samedi 6 décembre 2025",
        "6 de diciembre de 2025",
        "6 dicembre 2025",
        "45997",
    ],
)
def test_a_date_is_read_in_five_languages_and_as_a_spreadsheet_counts(text: str) -> None:
    day = read_date(text, "dmy")
    assert day is not None
    assert day_of(day) == date(2025, 12, 6)


@pytest.mark.parametrize("text", ["5. Jänner 2026", "5 Janvier 2026", "5 gen 2026"])
def test_the_first_month_is_known_by_all_its_names(text: str) -> None:
    day = read_date(text, "dmy")
    assert day is not None
    assert day_of(day) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-13-01", "No month 13"),
        ("2025-02-30", "This month has no day 30"),
        ("1969-12-31", "Year 1969 cannot be right"),
        ("2101-01-01", "Year 2101 cannot be right"),
        ("2O25-01-01", "Letter O where a zero belongs"),
        ("soon", "No date"),
    ],
)
def test_a_date_that_is_none_says_why(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_date(text, "dmy")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("02:44 PM", 53040), ("14:30 Uhr", 52200), ("14h30", 52200), ("10.15", 36900), ("0.5", 43200)],
)
def test_a_time_is_read_as_shops_write_it(text: str, seconds: int) -> None:
    assert read_time(text) == seconds


def test_a_zone_behind_the_time_is_kept() -> None:
    assert read_clock("02:44 AM EST") == (9840, -18000)
    assert read_clock("10:37:33 -0500") == (38253, -18000)
    assert read_clock("10:00:00.000Z") == (36000, 0)


def test_hours_that_no_clock_shows_are_refused() -> None:
    with pytest.raises(Unreadable):
        read_time("25:00")


def test_moments_of_several_shapes_stand_in_one_column() -> None:
    texts = ["16-Dec-2023 02:44 AM EST", "2025-12-06T10:37:33+01:00", "45992.604166", "2025-03-01"]
    read = read_moments(pl.Series(texts), "mdy")
    assert read.bad == ()
    assert read.values.offset.to_list() == [-18000, 3600, None, None]
    assert read.values.timed.to_list() == [True, True, True, False]
    assert read.values.local[3] == day_number(date(2025, 3, 1)) * 86_400


def order_of(dates: list[str], **told: str) -> str:
    frame = pl.DataFrame({"date": dates})
    return decide([frame], WHEN, Reading(**told)).date_order  # type: ignore[arg-type]


def test_one_day_above_twelve_settles_the_order_of_the_whole_file() -> None:
    assert order_of(["03/05/2025", "14/05/2025"], country="US") == "dmy"
    assert order_of(["03/05/2025", "05/14/2025"], country="DE") == "mdy"


def test_the_period_in_the_name_of_the_file_settles_the_order() -> None:
    name = "receipts-2026-09-20-2026-10-02.csv"
    assert order_of(["01/10/2026 23:50", "02/10/2026 08:00"], name=name, country="US") == "dmy"


def test_an_iso_date_in_the_same_row_settles_the_order() -> None:
    columns = (*WHEN, Column("paid", ("Paid",), Cell.DATE))
    frame = pl.DataFrame({"date": ["03/05/2025"], "paid": ["2025-05-03"]})
    assert decide([frame], columns, Reading(country="US")).date_order == "dmy"


def test_dates_that_run_one_way_settle_the_order() -> None:
    days = ["11/01/2025", "12/01/2025", "01/02/2025", "02/02/2025", "03/02/2025"]
    assert order_of(days, country="US") == "dmy"


def test_the_country_settles_the_order_when_the_dates_do_not() -> None:
    assert order_of(["03/05/2025"], country="US") == "mdy"
    assert order_of(["03/05/2025"], country="GB") == "dmy"


def test_an_order_that_nothing_settles_is_asked_for_by_the_name_of_the_column() -> None:
    with pytest.raises(UserError, match='column "Date"'):
        order_of(["03/05/2025"])


def test_what_the_person_says_of_the_order_stands() -> None:
    assert order_of(["14/05/2025"], date_order="mdy") == "mdy"


def test_only_as_much_of_the_file_is_read_as_the_order_takes() -> None:
    def parts() -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"date": ["03/05/2025"]})
        yield pl.DataFrame({"date": ["13/05/2025"]})
        pytest.fail("the second part had settled it")

    assert decide(parts(), WHEN, Reading(country="US")).date_order == "dmy"


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1978-09-01", "1978-09-01"),
        ("09-01", "--09-01"),
        ("--09-01", "--09-01"),
        ("1.9.", "--09-01"),
        ("Sep 1", "--09-01"),
        ("1604-09-01", "--09-01"),
        ("01.09.45", "1945-09-01"),
        ("0000-00-00", None),
    ],
)
def test_a_birthday_may_lack_its_year(text: str, birthday: str | None) -> None:
    assert read_birthday(text, "dmy") == birthday


def test_zones_are_known_by_the_names_that_tills_give_them() -> None:
    assert zone_named("Eastern Time (US & Canada)") == "America/New_York"
    assert zone_named("Europe/Berlin") == "Europe/Berlin"
    assert zone_named("Middle Earth") is None


def test_clocks_that_leap_in_spring_lose_no_sale() -> None:
    half_past_two = pl.Series([day_number(date(2025, 3, 9)) * 86_400 + 9000])
    assert instants(half_past_two, "America/New_York").to_list() == [1741505400]
