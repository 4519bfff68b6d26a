"""Charts: bars from zero, findings said aloud, rows one key away."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from retailcrm.core.theme import LIGHT
from retailcrm.ui.kit.bar_chart import BarChart, ChartBar
from retailcrm.ui.kit.bars import BarPart, SplitBar, StackedBar
from retailcrm.ui.kit.line_chart import ChartLine, LineChart, named_most, spread
from retailcrm.ui.kit.scale import nice_steps
from retailcrm.ui.kit.sparkline import Sparkline
from retailcrm.ui.kit.tile import FigureTile, TileFacts

BARS = (
    ChartBar("Aug", 100.0, 90.0, "+11.1", tip="August 2025: $100"),
    ChartBar("Sep", 200.0, None, tip="September 2025: $200"),
    ChartBar("Oct", 150.0, 160.0, "−6.2", tip="October 2025: $150"),
)


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (0, 178, (0, 50, 100, 150)),
        (0, 1, (0, 0.5, 1)),
        (0, 0, (0,)),
        (-50, 100, (-50, 0, 50, 100)),
        (0, 12_345, (0, 5000, 10_000)),
    ],
)
def test_an_axis_has_few_round_steps_within_its_range(low, high, steps):
    assert nice_steps(low, high, 3) == pytest.approx(steps)


@pytest.mark.parametrize("high", [0.003, 7, 99, 101, 5_000_000, 123_456_789])
def test_no_axis_has_more_than_four_lines_above_zero(high):
    steps = nice_steps(0, high, 3)
    assert 2 <= len(steps) <= 5
    assert steps[-1] <= high


@pytest.fixture
def chart(qtbot):
    made = BarChart("Net sales", bar_words="bar: this year", line_words="line: last year")
    qtbot.addWidget(made)
    made.resize(600, 260)
    made.show_bars(BARS, summary="Sales fell in October. " + "; ".join(b.tip for b in BARS))
    made.show()
    return made


def test_a_click_on_a_bar_opens_its_month(qtbot, chart):
    opened: list[int] = []
    chart.bar_opened.connect(opened.append)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(590, 200))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(60, 200))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 200))
    assert opened == [2, 0]


def test_arrow_keys_walk_the_bars_and_enter_opens_one(qtbot, chart):
    opened: list[int] = []
    chart.bar_opened.connect(opened.append)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    for _ in range(5):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    assert opened == [1, 2]


def test_a_chart_says_its_finding_and_its_numbers_aloud(chart):
    assert chart.accessibleName() == "Net sales"
    assert chart.accessibleDescription().startswith("Sales fell in October.")
    assert "October 2025: $150" in chart.accessibleDescription()


def test_a_taller_bar_covers_more_of_the_chart(chart):
    shot = chart.grab().toImage()
    across = (range(44, 229), range(230, 414), range(415, 599))

    def painted(columns: range) -> int:
        accent = LIGHT.accent.lower()
        return sum(
            shot.pixelColor(x, y).name() == accent for x in columns for y in range(0, 230, 2)
        )

    august, september, october = (painted(columns) for columns in across)
    assert august < october < september
    assert september == pytest.approx(2 * august, rel=0.1)


def test_an_empty_chart_paints_nothing_and_answers_no_key(qtbot):
    chart = BarChart("Net sales")
    qtbot.addWidget(chart)
    opened: list[int] = []
    chart.bar_opened.connect(opened.append)
    chart.show_bars(())
    chart.grab()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened == []


def test_months_of_losses_hang_below_the_zero_line(qtbot):
    chart = BarChart("Margin")
    qtbot.addWidget(chart)
    chart.resize(400, 240)
    chart.show_bars((ChartBar("Sep", -100.0), ChartBar("Oct", 100.0)))
    shot = chart.grab().toImage()
    accent = LIGHT.accent.lower()
    left = [y for y in range(240) if shot.pixelColor(133, y).name() == accent]
    right = [y for y in range(240) if shot.pixelColor(310, y).name() == accent]
    assert left
    assert right
    assert min(left) >= max(right) - 1


PARTS = (
    BarPart(60, "60", "heat1", tip="Active: 60"),
    BarPart(0, "0", "heat2", tip="New: 0"),
    BarPart(40, "40", "heat3", tip="MIA: 40"),
)


def test_a_stacked_bar_opens_the_part_that_is_clicked_or_chosen_by_key(qtbot):
    bar = StackedBar("Stages")
    qtbot.addWidget(bar)
    bar.resize(500, 28)
    bar.show_parts(PARTS)
    opened: list[int] = []
    bar.part_opened.connect(opened.append)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(480, 10))
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert opened == [2, 0]
    assert bar.accessibleDescription() == "Active: 60; New: 0; MIA: 40"


def test_a_share_fills_its_part_of_the_trough(qtbot):
    bar = SplitBar("mv")
    qtbot.addWidget(bar)
    bar.setFixedSize(100, 8)
    bar.show_share(0.25)
    shot = bar.grab().toImage()
    filled = [shot.pixelColor(x, 4).name() == LIGHT.mv.lower() for x in range(100)]
    assert sum(filled) == 25
    assert all(filled[:25])


def test_a_sparkline_leaves_a_gap_where_nothing_is_known(qtbot):
    line = Sparkline()
    qtbot.addWidget(line)
    line.show_values((None, 1.0, 2.0, None, 3.0, 3.0))
    with_gap = line.grab().toImage()
    line.show_values((None, 1.0, 2.0, 2.5, 3.0, 3.0))
    assert line.grab().toImage() != with_gap
    line.show_values((None, None))
    empty = line.grab().toImage()
    line.show_values(())
    assert line.grab().toImage() == empty


def test_a_figure_tile_says_all_it_shows_and_opens_its_rows(qtbot):
    tile = FigureTile()
    qtbot.addWidget(tile)
    tile.show_facts(
        TileFacts(
            "Net sales, USD",
            "116,742",
            (("+8.9 %", "on September"), ("+6.8 %", "on October 2024")),
            (1.0, 2.0, 3.0),
            "Goods after discounts and returns, without tax.",
        )
    )
    opened: list[Any] = []
    tile.opened.connect(lambda: opened.append(1))
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert len(opened) == 2
    assert tile.accessibleName() == "Net sales, USD: 116,742"
    assert "+8.9 % on September" in tile.accessibleDescription()
    assert tile.toolTip() == "Goods after discounts and returns, without tax."


LINES = (
    ChartLine("A Early steps", (-100.0, -50.0, -150.0), "−150", "dashed", tip="A: −150"),
    ChartLine("B High entry", (-100.0, 20.0, 140.0), "140", is_strong=True, mark=1,
              mark_words="pays from March", tip="B: 140"),
)  # fmt: skip


@pytest.fixture
def lines(qtbot):
    made = LineChart("Profit since the start")
    qtbot.addWidget(made)
    made.resize(600, 240)
    made.show_lines(LINES, ("", "Feb", "Mar"))
    made.show()
    return made


def test_lines_open_their_table_by_click_and_by_key(qtbot, lines):
    opened: list[bool] = []
    lines.opened.connect(lambda: opened.append(True))
    qtbot.mouseClick(lines, Qt.MouseButton.LeftButton)
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    qtbot.keyClick(lines, Qt.Key.Key_Left)
    assert opened == [True, True]
    assert lines.accessibleDescription() == "A: −150; B: 140"


def test_words_at_a_mark_stand_above_the_line_that_rises_beside_it(lines):
    steep = replace(LINES[1], values=tuple(float(one * one) for one in range(-6, 7)), mark=9)
    lines.show_lines((steep,), tuple("" for _ in steep.values))
    lines.grab()
    point = lines._point(9, steep.values[9])
    beside = lines._point(10, steep.values[10])
    half = (beside.x() - point.x()) * 0.9
    between = point.y() + (beside.y() - point.y()) * 0.9
    assert lines._highest(point.x() - half, point.x() + half) <= between + 1e-6


def test_the_line_to_look_at_is_drawn_in_full_colour(lines):
    shot, accent = lines.grab().toImage(), LIGHT.accent.lower()
    across = range(60, 400)
    assert any(shot.pixelColor(x, y).name() == accent for x in across for y in range(20, 210))
    lines.show_lines((replace(LINES[1], is_strong=False, mark=None),), ("", "Feb", "Mar"))
    shot = lines.grab().toImage()
    assert not any(shot.pixelColor(x, y).name() == accent for x in across for y in range(20, 210))


@given(
    st.lists(st.floats(-500, 500), min_size=1, max_size=6),
)
def test_no_name_at_the_end_of_a_line_covers_another(wished):
    placed = sorted(spread(wished, 33.0, 0.0, 300.0))
    assert all(after - before >= 33.0 - 1e-6 for before, after in pairwise(placed))
    assert placed[-1] <= 300.0
    if len(wished) * 33 <= 300:
        assert placed[0] >= 0.0


def test_a_chart_without_lines_paints_nothing(qtbot):
    chart = LineChart("Profit")
    qtbot.addWidget(chart)
    chart.show_lines((), ())
    chart.grab()


def test_where_names_have_no_room_the_strong_line_and_the_highest_keep_theirs():
    lines = [ChartLine(f"{value}", (0.0, float(value)), is_strong=value == 1) for value in range(6)]
    assert [line.name for line in named_most(lines, 3)] == ["1", "4", "5"]
    assert named_most(lines, 9) == lines


def test_an_axis_of_millions_makes_room_for_its_numbers(qtbot):
    chart = LineChart("Sales")
    qtbot.addWidget(chart)
    chart.resize(600, 200)
    rooms = []
    for most in (1_000.0, 30_000_000.0):
        chart.show_lines([ChartLine("", (0.0, most))], ["Jan", "Feb"])
        chart.grab()
        rooms.append(chart._box.left())
    assert rooms[0] < rooms[1]
