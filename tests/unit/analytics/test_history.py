import numpy as np
import pytest

from retailcrm.analytics.history import NO_DAY, Visits, span

ROWS = [(1, 100, 500), (1, 107, 300), (1, 121, -200), (1, 150, 900), (3, 90, 100), (3, 151, 50)]


@pytest.fixture
def book(book_of):
    return book_of(ROWS, ids=(1, 2, 3, 4))


def test_a_day_with_returns_only_is_no_visit(book):
    visits = Visits.of(book, 151)
    assert visits.ever().tolist() == [3, 0, 2, 0]
    assert visits.first().tolist() == [100, NO_DAY, 90, NO_DAY]
    assert visits.last().tolist() == [150, NO_DAY, 151, NO_DAY]


def test_days_after_the_question_do_not_count(book):
    visits = Visits.of(book, 149)
    assert visits.ever().tolist() == [2, 0, 1, 0]
    assert span(book, None, 149).total(book.net).tolist() == [600, 0, 100, 0]


def test_the_window_takes_both_its_ends(book):
    inside = span(book, 107, 150)
    assert inside.total(book.net).tolist() == [1000, 0, 0, 0]
    assert inside.total(book.sales_with_value > 0).tolist() == [2, 0, 0, 0]
    assert span(book, None, None).total(book.net).tolist() == [1500, 0, 150, 0]


def test_only_the_latest_gaps_make_the_rhythm(book):
    visits = Visits.of(book, 151)
    assert [part.tolist() for part in visits.gaps(10)] == [[2, 0, 1, 0], [50, 0, 61, 0]]
    assert [part.tolist() for part in visits.gaps(1)] == [[1, 0, 1, 0], [43, 0, 61, 0]]
    assert [visits.longest_gap(at) for at in range(4)] == [43, 0, 61, 0]


def test_a_shop_without_a_single_day_has_no_visits(book_of):
    book = book_of([], ids=(1, 2))
    visits = Visits.of(book, 100)
    assert visits.ever().tolist() == [0, 0]
    assert visits.last().tolist() == [NO_DAY, NO_DAY]
    assert visits.gaps(10)[1].tolist() == [0, 0]
    assert span(book, 1, 9).total(book.net).tolist() == [0, 0]
    assert book.is_sorted()


def test_rows_out_of_order_are_noticed(book):
    assert book.is_sorted()
    mixed = type(book)(
        **{
            name: getattr(book, name) if name == "ids" else np.asarray(getattr(book, name))[::-1]
            for name in type(book).__slots__
        }
    )
    assert not mixed.is_sorted()
