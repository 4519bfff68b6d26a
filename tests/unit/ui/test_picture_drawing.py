"""Pictures as their reader sees them: words apart and whole, numbers by custom, few points."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.core.figures import Figures
from retailcrm.core.theme import DARK, LIGHT
from retailcrm.ui.kit.picture.draw_heat import shade
from retailcrm.ui.kit.picture.draw_lines import spread
from retailcrm.ui.kit.picture.drawing import _DRAWERS, draw, draw_file
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bars,
    Bubble,
    Bubbles,
    Curve,
    Heat,
    Histogram,
    Line,
    Lines,
    Marked,
    Point,
    Ranked,
    Scale,
)
from retailcrm.ui.kit.picture.plot import level_ticks, spanning, thinned
from retailcrm.ui.kit.picture.scales import ticks, written
from retailcrm.ui.kit.picture.sheet import Box, Sheet
from retailcrm.ui.kit.picture.thinning import MOST, thin_bubbles, thin_line, thinning_words
from retailcrm.ui.kit.picture.typeface import cut, drawable, width_of
from tests.unit.ui.pictures import EVERY_KIND, USD, a_picture

SIZES = [(280, 240), (560, 240), (1118, 420)]


def words_of(marks, size=(560, 240)):
    """Every text of a picture with the room it takes."""
    sheet = Sheet(size[0], size[1], LIGHT)
    _DRAWERS[type(marks)](sheet, marks, USD)
    return sheet.texts


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_words_of_a_picture_touch_or_are_cut_by_its_edge(kind, size):
    texts = words_of(EVERY_KIND[kind], size)
    assert texts
    edge = Box(-0.5, -0.5, size[0] + 1, size[1] + 1)
    assert [words for words, box in texts if not box.within(edge)] == []
    touching = [
        (one, other)
        for (one, here), (other, there) in combinations(texts, 2)
        if here.grown(-0.5).meets(there.grown(-0.5))
    ]
    assert touching == []


@pytest.mark.parametrize("size", SIZES[1:])
def test_a_comparison_says_on_the_picture_what_is_bar_and_what_is_line(size):
    said = {words for words, _ in words_of(EVERY_KIND["against"], size)}
    assert {"bar: for nothing", "line: all discounts"} <= said
    assert "100: usual" in {words for words, _ in words_of(EVERY_KIND["usual"], size)}


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_is_drawn_at_every_density_with_its_marks_inside(kind, look):
    small = draw(a_picture(EVERY_KIND[kind]), look, 560, 240, 1.0)
    large = draw(a_picture(EVERY_KIND[kind]), look, 560, 240, 2.0)
    assert (small.wide, small.tall) == (560, 240)
    assert (large.wide, large.tall) == (1120, 480)
    assert len(large.pixels) == 1120 * 480 * 4
    assert any(small.pixels)
    assert small.targets == large.targets
    inside = Box(-30, -30, 620, 300)
    assert all(one.box.within(inside) for one in small.targets)
    assert all(one.tip for one in small.targets)


@pytest.mark.parametrize(
    "marks",
    [
        Bars(()),
        Bars((Bar("Oct", 0.0),)),
        Bars((Bar("Oct", None, note="closed"),)),
        Bars((Bar("Oct", -500.0), Bar("Nov", -100.0))),
        Ranked(()),
        Ranked((Bar("", 0.0),)),
        Ranked((Bar("A", None),), as_dots=True),
        Lines(()),
        Lines((Line("", ()),)),
        Lines((Line("one", (Point(5, 5.0),)),)),
        Lines((Line("none", (Point(5, None),)),)),
        Heat((), ()),
        Curve(()),
        Curve(((0.0, 0.0),)),
        Bubbles(()),
        Bubbles((Bubble("", 1, 1),)),
        Histogram(()),
    ],
)
def test_a_picture_of_next_to_nothing_is_drawn_without_complaint(marks):
    drawing = draw(a_picture(marks), LIGHT, 300, 200, 1.0)
    assert (drawing.wide, drawing.tall) == (300, 200)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("height", [0.0, 0.02, 0.06, 0.28, 0.97])
def test_what_is_said_of_a_point_of_a_curve_lies_on_no_axis(height, size):
    marks = Curve(
        ((0.0, 0.0), (0.08, height), (1.0, 1.0)),
        Axis("Customers, %", Scale.SHARE, 0.0, 1.0),
        Axis("Sales, %", Scale.SHARE, 0.0, 1.0),
        marked=(Marked(0.08, height, "8 % bring so much of it"),),
    )
    texts = words_of(marks, size)
    said = next(box for words, box in texts if words.startswith("8 % bring"))
    feet = [box for words, box in texts if words in {"0", "100", "50"} and box.left > size[0] / 3]
    assert all(said.bottom < box.top for box in feet)
    assert said.left > max(box.right for words, box in texts if words == "50" and box.left < 30)


@given(
    st.lists(st.floats(-1e12, 1e12), max_size=40),
    st.sampled_from(list(Scale)[:5]),
)
def test_any_values_can_be_drawn(values, scale):
    bars = tuple(Bar(f"{at}", value) for at, value in enumerate(values))
    line = Line("all", tuple(Point(at, value) for at, value in enumerate(values)))
    axis = Axis("Amount", scale)
    for marks in (Bars(bars, axis), Ranked(bars, axis), Lines((line,), y=axis)):
        words_of(marks)


@given(st.lists(st.floats(0, 300), max_size=8), st.floats(10, 40))
def test_labels_at_line_ends_are_moved_apart_and_kept_in_order(wanted, tall):
    places = spread(sorted(wanted), tall, 0.0, 300.0)
    gaps = [after - before for before, after in pairwise(places)]
    assert all(gap >= tall - 1e-9 for gap in gaps)
    if len(places) * tall <= 300:
        assert all(tall / 2 - 1e-9 <= one <= 300 - tall / 2 + 1e-9 for one in places)


def test_a_label_that_has_room_stays_where_its_line_ends():
    assert spread([50.0, 200.0], 32.0, 0.0, 300.0) == [50.0, 200.0]
    assert spread([100.0, 101.0], 32.0, 0.0, 300.0) == [100.0, 132.0]


@pytest.mark.parametrize(
    ("axis", "low", "high", "words"),
    [
        (Axis(scale=Scale.COUNT), 0, 9, ["0", "2", "4", "6", "8"]),
        (Axis(scale=Scale.COUNT), 0, 2, ["0", "1", "2"]),
        (Axis(scale=Scale.SHARE), 0, 1, ["0", "25", "50", "75", "100"]),
        (Axis(scale=Scale.SHARE), 0, 0.1, ["0.0", "2.5", "5.0", "7.5", "10.0"]),
        (Axis(scale=Scale.MONEY), 0, 12_300_000, ["0", "25,000", "50,000", "75,000", "100,000"]),
        (Axis(scale=Scale.MONEY), 0, 180, ["0.00", "0.50", "1.00", "1.50"]),
        (Axis(scale=Scale.DAYS), -1, 1, ["−1", "0", "1"]),
    ],
)
def test_an_axis_is_written_without_units_and_with_no_more_decimals_than_it_needs(
    axis, low, high, words
):
    shown = level_ticks(spanning([low, high], axis), axis, USD)
    assert [text for _, text in shown] == words


def test_an_axis_of_months_names_the_year_where_it_begins():
    words = [text for _, text in ticks(674, 690, Scale.MONTH, USD, 8)]
    assert words[0] == "Mar 2026"
    assert "Jan 2027" in words
    assert words[1] == "May"


def test_numbers_are_written_by_the_shops_language():
    german = Figures("EUR", "de_DE")
    assert [text for _, text in ticks(0, 400_000, Scale.MONEY, german, 4)][1] == "1.000"
    assert written(0.584, Scale.SHARE, german) == german.percent(0.584)
    assert written(None, Scale.COUNT, german) == "–"
    assert written(128_460, Scale.MONEY, USD) == "$1,285"
    assert written(46_85, Scale.MONEY, USD) == "$46.85"
    assert written(46_85, Scale.MONEY, USD, like=500_000) == "$47"


def test_at_most_two_thousand_points_are_drawn_and_the_extremes_are_among_them():
    points = [Point(at, float(at * 7919 % 1000)) for at in range(50_000)]
    points[31_234] = Point(31_234, 9_999.0)
    points[12_001] = Point(12_001, -500.0)
    kept = thin_line(points, MOST)
    assert len(kept) <= MOST
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert points[31_234] in kept
    assert points[12_001] in kept
    assert [one.x for one in kept] == sorted(one.x for one in kept)


def test_of_too_many_bubbles_the_strong_and_the_largest_are_drawn_and_that_is_said():
    bubbles = [Bubble(str(at), at, at, size=at, is_strong=at < 3) for at in range(2_600)]
    kept = thin_bubbles(bubbles)
    assert len(kept) == MOST
    assert {"0", "1", "2", "2599"} <= {one.label for one in kept}
    said = thinning_words(Bubbles(tuple(bubbles)), USD)
    assert said == "The 2,000 largest of 2,600 are drawn; the table has them all."
    assert thinning_words(Bubbles(tuple(bubbles[:5])), USD) == ""


def test_a_steep_heat_grid_uses_all_five_steps_and_a_flat_one_the_middle():
    assert [shade(value, 0.0, 1.0) for value in (0.0, 0.21, 0.5, 0.79, 1.0)] == [0, 1, 2, 3, 4]
    assert shade(0.3, 0.3, 0.3) == 2


def test_words_are_measured_cut_with_dots_and_signs_unknown_to_the_typeface_replaced():
    assert width_of("mmm", 12) > width_of("iii", 12)
    assert width_of("Most Valuable", 24) == pytest.approx(2 * width_of("Most Valuable", 12))
    assert cut("Most Valuable", 400, 12) == "Most Valuable"
    shorter = cut("Most Valuable", 50, 12)
    assert shorter.endswith("…")
    assert width_of(shorter, 12) <= 50
    assert cut("Most", 1, 12) == ""
    assert drawable("Tea 茶\nhouse") == "Tea ? house"


def test_words_below_a_plot_are_thinned_evenly():
    crowded = [(at * 10.0, "September") for at in range(20)]
    kept = thinned(crowded, 10)
    assert kept == list(range(0, 20, kept[1]))
    assert thinned([(at * 100.0, "Sep") for at in range(5)], 10) == [0, 1, 2, 3, 4]


def test_a_drawing_that_scales_holds_finding_bars_and_words_and_comes_out_the_same_twice():
    facts = a_picture(EVERY_KIND["bars"], summary="October was below last year.")
    first = draw_file(facts, LIGHT, "svg", (560, 240))
    assert first == draw_file(facts, LIGHT, "svg", (560, 240))
    text = first.decode("utf-8")
    assert "<dc:title>Sales fell in October</dc:title>" in text
    assert "October was below last year." in text
    assert len(re.findall(r'<g id="words-[a-z]+"', text)) == 2
    assert LIGHT.accent.lower() in text
    assert 'width="560pt"' in text
    assert "<image" not in text
