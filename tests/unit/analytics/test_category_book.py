"""What was bought by day answers alike whichever way it was put together."""

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.category_book import CategoryBook

Row = tuple[int, int, int, int]
ROWS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(0, 9), st.integers(-300, 900)),
    max_size=40,
)


def _book(rows: list[Row]) -> CategoryBook:
    columns = [np.array([row[at] for row in rows], dtype=np.int64) for at in range(4)]
    return CategoryBook.of(
        (columns[0], columns[1], columns[2], columns[3], np.ones(len(rows), dtype=np.int64))
    )


def _told(book: CategoryBook) -> dict[str, list[int]]:
    told = {one.name: getattr(book, one.name).tolist() for one in fields(CategoryBook)}
    for name in ("customer", "of_customer"):
        told[name] = book.ids[getattr(book, name)].tolist()
    for name in ("category", "of_category"):
        told[name] = book.categories[getattr(book, name)].tolist()
    del told["ids"], told["categories"]
    return told


@given(ROWS, ROWS, st.sets(st.integers(1, 6)))
def test_taking_some_customers_from_a_newer_book_equals_reading_anew(
    old: list[Row], new: list[Row], touched: set[int]
) -> None:
    fresh = _book([row for row in new if row[0] in touched])
    whole = [row for row in old if row[0] not in touched] + [r for r in new if r[0] in touched]
    found = _book(old).replaced(np.array(sorted(touched), dtype=np.int64), fresh)
    assert _told(found) == _told(_book(whole))


@given(ROWS, st.integers(0, 9), st.integers(0, 9))
def test_who_bought_what_is_what_the_rows_say(rows: list[Row], since: int, until: int) -> None:
    book = _book(rows)
    days: dict[tuple[int, int, int], int] = {}
    for who, what, day, net in rows:
        days[who, what, day] = days.get((who, what, day), 0) + net
    people = np.arange(1, 7)
    bought, ever = book.bought(people, since, until), book.ever(people, until)
    for at, category in enumerate(book.categories.tolist()):
        for person in people.tolist():
            purchases = {
                day for (who, what, day), net in days.items()
                if (who, what) == (person, category) and net > 0
            }  # fmt: skip
            assert bought[person - 1, at] == any(since <= day <= until for day in purchases)
            assert ever[person - 1, at] == any(day <= until for day in purchases)


def test_only_the_categories_and_people_asked_for_are_told() -> None:
    book = _book([(1, 1, 5, 100), (2, 2, 5, 100), (3, 1, 5, 100)])
    found = book.bought(np.array([2, 3, 9]), 0, 9, np.array([0]))
    assert found.tolist() == [[False], [True], [False]]
    assert book.bought(np.empty(0, dtype=np.int64), 0, 9).shape == (0, 2)
