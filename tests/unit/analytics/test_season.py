from datetime import date

import pytest

from retailcrm.analytics.base import score_base
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.reasons import stage_evidence
from retailcrm.analytics.rules import Rules
from retailcrm.analytics.season import season_note, seasons
from retailcrm.core.days import day_number

END = day_number(date(2026, 3, 10))


def days(*told: str) -> list[int]:
    return [day_number(date.fromisoformat(one)) for one in told]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("2023-12-02", "2024-12-20", "2025-12-11"), (11,)),
        (("2023-12-02", "2023-12-09", "2024-12-20", "2025-12-11", "2025-05-01"), (11,)),
        (("2024-06-02", "2024-12-02", "2025-06-20", "2025-12-11"), (5, 11)),
        (("2023-12-02", "2025-12-11"), ()),  # a year was left out
        (("2023-12-02", "2024-12-20"), ()),  # and the last one
        (("2025-12-11",), ()),
        ((), ()),
    ],
)
def test_a_season_is_a_month_of_every_year(told, expected):
    assert seasons(days(*told), END) == expected


def test_who_comes_all_year_round_has_no_season():
    always = [f"{year}-{month:02d}-05" for year in (2024, 2025) for month in range(1, 13)]
    assert seasons(days(*always), END) == ()
    mostly = ["2024-12-05", "2025-12-05", "2024-02-01", "2024-03-01", "2025-07-01"]
    assert seasons(days(*mostly), END) == ()


def test_the_running_month_has_not_been_missed_yet():
    march = days("2024-03-20", "2025-03-25")
    assert seasons(march, END) == (2,)
    assert seasons(march, day_number(date(2026, 3, 31))) == ()


def test_the_note_names_the_months():
    assert season_note(days("2024-12-02", "2025-12-20"), END) == "Came each December."
    told = season_note(days("2024-06-02", "2024-12-02", "2025-06-20", "2025-12-11"), END)
    assert told == "Came each June and December."
    assert season_note(days("2025-12-20"), END) == ""


def test_the_note_stands_beside_the_evidence_of_who_is_late(book_of, plain):
    book = book_of([(1, one, 500) for one in days("2023-12-02", "2024-12-20", "2025-12-11")])
    later = day_number(date(2026, 11, 20))
    found = score_base(book, plain(book), Rules(), later, prior=Prior(3.0, 90.0))
    assert stage_evidence(found, [0])[0].endswith(" Came each December.")
    lately = score_base(book, plain(book), Rules(), END - 80, prior=Prior(3.0, 90.0))
    assert "December" not in stage_evidence(lately, [0])[0]
