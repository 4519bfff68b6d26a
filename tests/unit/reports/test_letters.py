"""Letters to the members whose discount becomes points, read back from paper."""

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from pypdfium2 import raw

from retailcrm.core.errors import UserError
from retailcrm.reports.addresses import address_lines
from retailcrm.reports.letter_facts import (
    LetterFacts,
    LettersFacts,
    PhaseFacts,
    Wording,
    usual_wording,
)
from retailcrm.reports.pdf.letters import write_letters
from tests.unit.reports.papers import as_last_read, sound, texts, twice_alike
from tests.unit.reports.points_facts import an_issue

MM, INCH = 72 / 25.4, 72.0
PHASES = (
    PhaseFacts(date(2027, 1, 1), 0.04, 77.04),
    PhaseFacts(date(2027, 3, 1), 0.03, 154.1),
    PhaseFacts(date(2027, 5, 1), 0.0, 346.7),
)
#: Where a window shows the paper however it slips: left, top, right, bottom.
WINDOWS = {
    "a4": (20 * MM, 60 * MM, 100 * MM, 81 * MM),
    "letter": (0.875 * INCH, 2.5 * INCH, 4.375 * INCH, 3.175 * INCH),
}


def letters(paper="a4", wording=None):
    rosalind = LetterFacts(
        name="Rosalind Achterberg",
        card="104 882 1937",
        lines=("Rosalind Achterberg", "4 Mill Lane", "York, ME 03909", "CANADA"),
        discount=8940,
        gift=745,
        worth=745,
        phases=PHASES,
    )
    street = "Donaudampfschifffahrtsgesellschaftsstraße 117b, Hinterhaus, dritter Aufgang"
    lines = ("Tobias {card}", street, "10115 Berlin")
    tobias = replace(rosalind, name="Tobias {card}", card="", gift=0, worth=0, lines=lines)
    wording, both = wording or usual_wording(), (rosalind, tobias)
    return LettersFacts(an_issue("", paper), "Larkfield points", wording, "$0.01", both)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_letters_say_what_they_said_when_last_read(paper, tmp_path):
    out = tmp_path / "letters.pdf"
    assert write_letters(letters(paper), out) == len(texts(out)) == 2
    as_last_read(out, f"letters_{paper}")
    sound(out, paper)


def test_the_same_members_get_the_same_bytes(tmp_path):
    twice_alike(lambda out: write_letters(letters(), out), tmp_path)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_address_and_nothing_else_stands_in_the_window_however_the_paper_slips(paper, tmp_path):
    write_letters(letters(paper), tmp_path / "letters.pdf")
    document = pdfium.PdfDocument(tmp_path / "letters.pdf")
    left, top, right, bottom = WINDOWS[paper]
    for page, name in zip(document, ("Rosalind Achterberg", "Tobias {card}"), strict=True):
        _, height = page.get_size()
        read = page.get_textpage()
        seen = read.get_text_bounded(left, height - bottom, right, height - top).splitlines()
        read.close()
        assert (seen[0], len(seen)) == (name, 4)
        for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            x, low, x2, high = found.get_bounds()
            if height - high < bottom and height - low > top:
                assert left <= x
                assert x2 <= right
                assert height - high >= top
                assert height - low <= bottom
        page.close()
    document.close()


def test_a_member_without_a_gift_or_a_card_reads_nothing_about_them(tmp_path):
    write_letters(letters(), tmp_path / "letters.pdf")
    first, second = texts(tmp_path / "letters.pdf")
    assert "you find 745 points worth $7.45" in first
    assert "Points are counted on your card 104 882 1937" in first
    assert "to begin" not in second.lower()
    assert "counted" not in second


def test_a_name_that_looks_like_a_field_is_only_a_name(tmp_path):
    write_letters(letters(), tmp_path / "letters.pdf")
    assert "Dear Tobias {card}," in texts(tmp_path / "letters.pdf")[1]


def test_words_that_name_an_unknown_field_are_refused_by_its_name(tmp_path):
    wording = Wording("Hello", ("Dear {first},",), (), "Bye")
    with pytest.raises(UserError, match=r"knows no field \{first\}\. It knows: name, card"):
        write_letters(letters(wording=wording), tmp_path / "letters.pdf")
    assert list(tmp_path.iterdir()) == []


def test_words_that_do_not_fit_a_page_are_refused_and_nothing_is_written(tmp_path):
    wording = Wording("Hello", ("All our news. " * 600,), (), "Bye")
    with pytest.raises(UserError, match="longer than a page"):
        write_letters(letters(wording=wording), tmp_path / "letters.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("country", "home", "lines"),
    [
        ("", "US", ("Ana", "4 Mill Lane", "York, ME 03909")),
        ("US", "US", ("Ana", "4 Mill Lane", "York, ME 03909")),
        ("DE", "US", ("Ana", "4 Mill Lane", "03909 York", "DE")),
        ("us", "DE", ("Ana", "4 Mill Lane", "York, ME 03909", "US")),
        ("", "", ("Ana", "4 Mill Lane", "03909 York")),
    ],
)
def test_an_address_is_written_as_its_own_post_reads_it(country, home, lines):
    assert address_lines("Ana", "4 Mill Lane ", ("York", "ME", "03909"), country, home) == lines


def test_a_long_name_of_the_shop_is_whole_at_the_head(tmp_path):
    facts = letters()
    name = "Donaudampfschifffahrtsgesellschafts-Kolonialwarenhandlung Wolfeschlegelstein & Söhne"
    out = tmp_path / "letters.pdf"
    write_letters(replace(facts, issue=replace(facts.issue, shop=name)), out)
    sound(out, "a4")
    head = " ".join(texts(out)[0].split())
    assert head.startswith(name)
