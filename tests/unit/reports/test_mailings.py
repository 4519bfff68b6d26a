"""Letters of a campaign, read back from paper: the window, the words, the code."""

from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from pypdfium2 import raw

from retailcrm.core.errors import UserError
from retailcrm.reports.mail_facts import (
    Bars,
    LetterWords,
    MailFacts,
    MailRun,
    Window,
    usual_words,
)
from retailcrm.reports.pdf.mailings import print_letters
from tests.unit.reports.points_facts import an_issue

MM, INCH = 72 / 25.4, 72.0
#: Where a window shows the paper however it slips: left, top, right, bottom.
WINDOWS = {
    ("a4", Window.LEFT): (20 * MM, 60 * MM, 100 * MM, 81 * MM),
    ("a4", Window.RIGHT): (105 * MM, 60 * MM, 190 * MM, 81 * MM),
    ("letter", Window.LEFT): (0.875 * INCH, 2.5 * INCH, 4.375 * INCH, 3.175 * INCH),
    ("letter", Window.RIGHT): (4.125 * INCH, 2.5 * INCH, 7.625 * INCH, 3.175 * INCH),
}
LINES = ("Zoë and Ben Núñez", "Mill Café", "12 Main Street Apt 4", "Cambridge, MA 02138")
TOLD = {
    "first_name": "Zoë", "last_name": "Núñez", "name": LINES[0], "greeting": "Zoë and Ben",
    "offer": "10 % off", "code": "CFHJ-KM79", "until": "4 May 2026", "points": "745",
    "worth": "$7.45", "card": "", "shop": "Larkfield",
}  # fmt: skip
BARS = Bars(tuple((at * 2, 0, 1) for at in range(60)), 119, 1, 10, 0.96)


def letters(paper: str = "a4", window: Window = Window.LEFT, **changed: object) -> MailRun:
    issue = an_issue("", paper)
    one = MailFacts(LINES, TOLD, BARS)
    run = MailRun(issue, usual_words(), (one,), "#1B5FA6", sender=("4 Mill Lane",), window=window)
    return replace(run, **changed)  # type: ignore[arg-type]


def words(run: MailRun) -> str:
    document = pdfium.PdfDocument(print_letters(run)[0])
    found = " ".join(str(document[0].get_textpage().get_text_bounded()).split())
    document.close()
    return found


@pytest.mark.parametrize(("paper", "window"), WINDOWS)
def test_the_address_and_nothing_else_stands_in_the_window(paper: str, window: Window) -> None:
    document = pdfium.PdfDocument(print_letters(letters(paper, window))[0])
    left, top, right, bottom = WINDOWS[paper, window]
    page = document[0]
    high = page.get_height()
    seen = page.get_textpage().get_text_bounded(left, high - bottom, right, high - top)
    assert tuple(seen.splitlines()) == LINES
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        x, low, x2, up = found.get_bounds()
        if high - up < bottom and high - low > top:
            assert left <= x
            assert x2 <= right
            assert high - up >= top
            assert high - low <= bottom
    document.close()


def test_six_lines_of_an_address_stay_in_the_window() -> None:
    lines = (*LINES[:2], "Department of Tea", *LINES[2:], "CANADA")
    run = letters()
    many = replace(run, letters=(replace(run.letters[0], lines=lines),))
    document = pdfium.PdfDocument(print_letters(many)[0])
    left, top, right, bottom = WINDOWS["a4", Window.LEFT]
    high = document[0].get_height()
    seen = document[0].get_textpage().get_text_bounded(left, high - bottom, right, high - top)
    assert tuple(seen.splitlines()) == lines
    document.close()


def test_without_a_window_there_is_no_address() -> None:
    assert "Cambridge" not in words(letters(window=Window.NONE))


def test_the_usual_words_tell_offer_code_last_day_and_points() -> None:
    said = words(letters())
    for one in ("Something for you, Zoë and Ben", "10 % off", "CFHJ-KM79", "4 May 2026",
                "745 points"):  # fmt: skip
        assert one in said


def test_a_name_that_looks_like_a_field_is_only_a_name() -> None:
    run = letters()
    odd = replace(run.letters[0], told={**TOLD, "greeting": "{code}"})
    assert "Dear {code}," in words(replace(run, letters=(odd,)))


def test_a_letter_longer_than_its_page_is_refused() -> None:
    long = LetterWords("Hello", "\n\n".join(["Many words of news. " * 30] * 5), "Bye")
    with pytest.raises(UserError, match="longer than a page"):
        print_letters(letters(words=long))


def test_a_field_that_nobody_can_fill_is_named() -> None:
    with pytest.raises(UserError, match=r"no field \{nickname\}\. It knows: first_name"):
        print_letters(letters(words=LetterWords("Hello {nickname}", "", "")))


def test_a_logo_that_is_no_picture_is_refused() -> None:
    with pytest.raises(UserError, match="logo cannot be read"):
        print_letters(letters(logo=b"no picture"))


def test_the_same_letters_are_the_same_bytes() -> None:
    assert print_letters(letters()) == print_letters(letters())


def in_window(run: MailRun, paper: str = "a4") -> str:
    document = pdfium.PdfDocument(print_letters(run)[0])
    left, top, right, bottom = WINDOWS[paper, Window.LEFT]
    high = document[0].get_height()
    seen = document[0].get_textpage().get_text_bounded(left, high - bottom, right, high - top)
    document.close()
    return " ".join(str(seen).split())


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_long_address_is_set_smaller_or_in_more_lines_and_never_cut(paper: str) -> None:
    lines = (
        "Wolfgang Amadeus Wolfeschlegelsteinhausenbergerdorff",
        "Donaudampfschifffahrtsgesellschaft mbH & Co. KGaA, Abteilung Einkauf",
        "Hauptstraße am Donaudampfschifffahrtsplatz 124a, Hinterhaus, 3. Stock links",
        "58124 Llanfairpwllgwyngyllgogerych, Sir Fôn",
    )
    run = letters(paper)
    long = replace(run, letters=(replace(run.letters[0], lines=lines),))
    seen = in_window(long, paper)
    assert "…" not in seen
    assert "".join(seen.split()) == "".join("".join(lines).split())


@pytest.mark.parametrize("name", ["王小明", "Дмитрий Ковалёв", "田中 さくら"])
def test_a_letter_reaches_people_of_any_script(name: str) -> None:
    run = letters()
    odd = MailFacts((name, *LINES[2:]), {**TOLD, "greeting": name}, BARS)
    assert f"Dear {name}," in words(replace(run, letters=(odd,)))
    assert in_window(replace(run, letters=(odd,))).startswith(name)


def test_a_long_name_of_the_shop_is_set_in_two_lines_rather_than_too_small() -> None:
    run = letters()
    name = "Donaudampfschifffahrtsgesellschafts-Kolonialwarenhandlung Wolfeschlegelstein & Söhne"
    long = replace(run, issue=replace(run.issue, shop=name))
    document = pdfium.PdfDocument(print_letters(long)[0])
    head = [
        one
        for one in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        if one.get_bounds()[3] > document[0].get_height() - 75
        and one.get_bounds()[0] < document[0].get_width() / 2
    ]
    assert len(head) == 2
    assert all(one.get_bounds()[3] - one.get_bounds()[1] > 5 for one in head)
    document.close()


def test_an_address_is_as_large_as_the_window_lets_it_be() -> None:
    """A street too long for its line goes on in the next: that is larger than one small line."""
    lines = ("Zoë Núñez", "Hauptstraße am Donaudampfschifffahrtsgesellschaftsplatz 124a, 3. Stock",
             "Newburyport, MA 01950")  # fmt: skip
    run = letters()
    document = pdfium.PdfDocument(
        print_letters(replace(run, letters=(replace(run.letters[0], lines=lines),)))[0]
    )
    high = document[0].get_height()
    sizes = [
        one.get_bounds()[3] - one.get_bounds()[1]
        for one in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        if high - one.get_bounds()[3] >= 60 * MM and high - one.get_bounds()[1] <= 81 * MM
    ]
    document.close()
    assert len(sizes) == 5
    assert max(sizes) > 8
