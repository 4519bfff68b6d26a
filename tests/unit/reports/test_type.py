"""Words stay inside their room, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from retailcrm.reports.document import Span, text
from retailcrm.reports.pdf.type import (
    BODY,
    Weight,
    clean,
    line_width,
    load_fonts,
    one_line,
    width_of,
    wrap,
)

_WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Z", "Cc", "Mn"]), max_size=80
)


@pytest.fixture(scope="module", autouse=True)
def _fonts():
    load_fonts()


def _said(lines):
    return " ".join("".join(run.text for run in line) for line in lines)


@given(_WORDS, st.floats(min_value=30, max_value=300))
def test_no_line_is_wider_than_its_room(words, width):
    for line in wrap(text(words), BODY, width):
        assert line_width(line) <= width + 0.01


@given(_WORDS, st.floats(min_value=30, max_value=300))
def test_wrapping_loses_no_letter(words, width):
    lines = wrap(text(words), BODY, width)
    assert _said(lines).replace(" ", "") == clean(words).replace(" ", "")


@given(_WORDS, st.floats(min_value=40, max_value=120), st.integers(1, 3))
def test_shortened_words_keep_to_their_lines_and_their_small_number(words, width, most):
    lines = wrap((Span(words, ref=17),), BODY, width, most=most)
    assert len(lines) <= most
    assert lines[-1][-1].text.strip() == "17"
    assert all(line_width(line) <= width + 0.01 for line in lines)


def test_what_is_cut_off_ends_in_an_ellipsis():
    line = one_line(text("Marguerite Okonjo-Hale of Market Street"), BODY, 80)
    assert _said([line]).endswith("…")
    assert _said([one_line(text("Ivo"), BODY, 80)]) == "Ivo"


def test_a_small_number_never_stands_alone_on_a_line():
    for width in range(40, 120, 3):
        lines = wrap((Span("Most Valuable customers", ref=123),), BODY, width)
        assert all(len(line) > 1 or not line[0].rise for line in lines)


def test_line_breaks_and_unseen_signs_do_not_reach_the_page():
    assert clean("Anna\nMaria\u200b\u202e Weiß") == "Anna Maria Weiß"


def test_figures_and_signs_share_one_width_so_columns_stand_straight():
    for weight in Weight:
        assert len({width_of(sign, weight, 10) for sign in "0123456789+−"}) == 1


@pytest.mark.parametrize(
    "letters",
    [
        "ÀÉÎÕÜßçñøåœžšłţğıșțŵŷ",
        "ĂăẰằẤấỄễỈỉỘộỞởỰựĐđỸỹ",
        "ΆΈΐΰαβγδεζηθικλμνξοπρσςτυφχψωἈᾳῆ",
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯіїєґўјљњћђџѓќ",
        "−–…×’“”«»◆▲▽✓€£¥₫₹₽₴₺₿ 0\u202f%",
    ],
)
def test_every_promised_script_is_in_every_weight(letters):
    for weight in Weight:
        known = pdfmetrics.getFont(weight.value).face.charToGlyph  # type: ignore[attr-defined]
        assert [letter for letter in letters if ord(letter) not in known] == []
