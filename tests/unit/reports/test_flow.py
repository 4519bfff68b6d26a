"""Pages fill without losing, splitting or stranding anything."""

import pytest

from retailcrm.reports.pdf.flow import fill
from retailcrm.reports.pdf.piece import Whole


class Block(Whole):
    """A piece of a height."""

    gap = 10.0

    def __init__(self, height, *, keep=False, stretch=False, slack=0) -> None:
        self.height, self.keep, self.stretch, self.slack = height, keep, stretch, slack

    def eased(self, ease):
        return Block(self.height - self.slack * (1 - ease), keep=self.keep, stretch=self.stretch)


class Rows(Block):
    """A piece that can be cut anywhere."""

    def eased(self, ease):
        return Rows(self.height - self.slack * (1 - ease))

    def split(self, room):
        return (Rows(room), Rows(self.height - room)) if room > 0 else None


def _heights(pages):
    return [[placed.piece.height for placed in page.placed] for page in pages]


def test_a_chapter_begins_a_new_page_when_it_does_not_fit_whole():
    pages = fill((("a", (Block(60),)), ("b", (Block(60),))), 100, 0)
    assert _heights(pages) == [[60], [60]]
    assert [page.marks for page in pages] == [("a",), ("b",)]


def test_small_chapters_share_a_page():
    pages = fill((("a", (Block(20),)), ("b", (Block(30),))), 100, 0)
    assert _heights(pages) == [[20, 30]]
    assert pages[0].marks == ("a", "b")
    assert pages[0].placed[1].top > 20


def test_what_stands_at_the_foot_stays_at_the_foot():
    foot = (Block(10), Block(0, stretch=True), Block(15))
    alone = fill((("a", foot),), 200, 0)
    shared = fill((("a", foot), ("b", (Block(40),))), 200, 0)
    assert alone[0].placed[-1].top == shared[0].placed[-1].top == 185
    assert _heights(shared) == [[10, 40, 0, 15]]


def test_a_heading_is_never_the_last_on_its_page():
    pieces = (Block(80), Block(10, keep=True), Block(50))
    assert _heights(fill((("a", pieces),), 110, 0)) == [[80], [10, 50]]


def test_gaps_tighten_before_a_chapter_runs_over():
    pieces = tuple(Block(18) for _ in range(5))
    pages = fill((("a", pieces),), 115, 0)
    assert len(pages) == 1
    assert pages[0].placed[-1].top + 18 <= 115


def test_a_long_table_goes_on_over_as_many_pages_as_it_needs():
    pages = fill((("a", (Rows(250),)),), 100, 0)
    assert _heights(pages) == [[100], [100], [50]]
    assert [page.marks for page in pages] == [("a",), (), ()]


def test_a_piece_higher_than_any_page_stands_alone():
    assert _heights(fill((("a", (Block(10), Block(500), Block(10))),), 100, 0)) == [
        [10],
        [500],
        [10],
    ]


def test_only_the_first_page_has_the_extra_room():
    chapters = (("a", (Block(110),)), ("b", (Rows(120),)))
    assert _heights(fill(chapters, 100, 20)) == [[110], [100], [20]]


def test_a_table_gives_up_its_air_before_its_last_rows_run_over():
    pages = fill((("a", (Block(40), Block(70, slack=20))),), 108, 0)
    assert len(pages) == 1
    last = pages[0].placed[-1]
    assert 50 < last.piece.height < 70
    assert last.bottom == pytest.approx(108)


def test_a_table_that_fits_a_page_goes_there_whole_with_its_heading():
    pieces = (Block(60), Block(10, keep=True), Rows(70))
    assert _heights(fill((("a", pieces),), 100, 0)) == [[60], [10, 70]]


def test_a_table_is_cut_rather_than_leaving_a_page_half_empty():
    pieces = (Block(20), Block(10, keep=True), Rows(80))
    assert _heights(fill((("a", pieces),), 100, 0)) == [[20, 10, 50], [30]]


def test_a_page_left_all_but_empty_takes_the_beginning_of_the_next_chapter():
    pages = fill((("a", (Rows(120),)), ("b", (Block(10, keep=True), Rows(90)))), 100, 0)
    assert _heights(pages) == [[100], [20, 10, 28], [62]]
    assert [page.marks for page in pages] == [("a",), ("b",), ()]


def test_a_chapter_that_cannot_begin_on_a_nearly_empty_page_begins_the_next():
    pages = fill((("a", (Rows(120),)), ("b", (Block(10, keep=True), Block(75)))), 100, 0)
    assert _heights(pages) == [[100], [20], [10, 75]]
    assert [page.marks for page in pages] == [("a",), (), ("b",)]
