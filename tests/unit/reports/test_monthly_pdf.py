"""The printed monthly report, read back from its PDF.

Run with RETAILCRM_REWRITE=1 to write the texts under tests/golden anew, then read them.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4, LETTER

from retailcrm.core.errors import UserError
from retailcrm.core.rows import parse_rows
from retailcrm.reports.document import Row
from retailcrm.reports.monthly import monthly_document, write_monthly
from retailcrm.reports.monthly_facts import MonthlyReport

_GOLDEN = Path(__file__).parents[2] / "golden" / "reports"
_MARGIN = 40.0
_GREEK = "Βιβλιοπωλείον «Ἡ Ἀθηνᾶ», Παπαδοπούλου & Υιοί"
_VIETNAMESE = "Cửa hàng sách Nguyễn Thị Hồng Hạnh và Đặng Trần Phương Uyên"
_CYRILLIC = "Книжный магазин «Щербаков, Жуковская и партнёры» на Невском"
_ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenverein" * 2


def _shop(name: str, request: pytest.FixtureRequest) -> MonthlyReport:
    if name in ("larkfield", "corner", "unopened"):
        facts: MonthlyReport = request.getfixturevalue(name)
        return facts
    larkfield: MonthlyReport = request.getfixturevalue("larkfield")
    if name == "letter":
        return replace(larkfield, paper="letter")
    if name == "unfinished":
        return replace(larkfield, complete=False, data_through=date(2026, 10, 17))
    return _worldly(larkfield)


def _worldly(facts: MonthlyReport) -> MonthlyReport:
    """Long names of three scripts, and amounts in a currency with many digits."""
    names = (_GREEK, _VIETNAMESE, _CYRILLIC, _ENDLESS)
    many = 2345678
    return replace(
        facts,
        shop=f"{_VIETNAMESE} · {_CYRILLIC}",
        stores=names,
        currency="VND",
        locale="vi_VN",
        by_store=tuple(
            replace(part, key=name, net_sales=part.net_sales * many)
            for part, name in zip(facts.by_store * 2, names, strict=True)
        ),
        months=tuple(replace(month, net_sales=month.net_sales * many) for month in facts.months),
        groups=tuple(replace(group, net_sales=group.net_sales * many) for group in facts.groups),
        worth_most=tuple(
            replace(person, name=name, card="9" * 15, net_sales=person.net_sales * many)
            for person, name in zip(facts.worth_most * 3, names * 4 + ("", ""), strict=True)
        ),
    )


SHOPS = ("larkfield", "letter", "corner", "unopened", "unfinished", "worldly")


@pytest.fixture
def printed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[pdfium.PdfDocument]:
    """The report of the shop that the test names, opened."""
    out = tmp_path / "report.pdf"
    write_monthly(_shop(request.param, request), out)
    document = pdfium.PdfDocument(out)
    yield document
    document.close()


def _texts(document: pdfium.PdfDocument) -> list[str]:
    texts = []
    for page in document:
        read = page.get_textpage()
        texts.append(read.get_text_bounded().replace("\r\n", "\n"))
        read.close()
        page.close()
    return texts


@pytest.mark.parametrize(
    ("printed", "name"), [(name, name) for name in SHOPS[:-1]], indirect=["printed"]
)
def test_every_page_says_what_it_said_when_last_read(printed, name):
    pages = _texts(printed)
    text = "\n".join(f"=== page {at} ===\n{page}" for at, page in enumerate(pages, 1)) + "\n"
    golden = _GOLDEN / f"monthly_{name}.txt"
    if os.environ.get("RETAILCRM_REWRITE"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("shop", SHOPS)
def test_printing_twice_gives_equal_bytes(shop, request, tmp_path):
    facts = _shop(shop, request)
    write_monthly(facts, tmp_path / "one.pdf")
    write_monthly(facts, tmp_path / "other.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()


@pytest.mark.parametrize("printed", SHOPS, indirect=True)
def test_nothing_is_written_outside_the_margins(printed):
    for page in printed:
        width, height = page.get_size()
        for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = found.get_bounds()
            assert left >= _MARGIN
            assert right <= width - _MARGIN
            assert bottom >= 20
            assert top <= height - 20
        page.close()


@pytest.mark.parametrize("printed", SHOPS, indirect=True)
def test_every_letter_travels_with_its_font(printed):
    for page in printed:
        texts = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
        assert texts
        fonts = [raw.FPDFTextObj_GetFont(found.raw) for found in texts]
        assert all(raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)
        page.close()


@pytest.mark.parametrize("printed", ["larkfield"], indirect=True)
def test_charts_are_drawn_as_vectors(printed):
    kinds = {found.type for page in printed for found in page.get_objects()}
    assert raw.FPDF_PAGEOBJ_PATH in kinds
    assert raw.FPDF_PAGEOBJ_IMAGE not in kinds


@pytest.mark.parametrize(
    ("printed", "paper"), [("larkfield", A4), ("letter", LETTER)], indirect=["printed"]
)
def test_pages_have_the_size_of_the_paper(printed, paper):
    assert all(page.get_size() == pytest.approx(paper, abs=0.01) for page in printed)


@pytest.mark.parametrize("printed", ["larkfield"], indirect=True)
def test_the_file_says_what_it_is(printed):
    about = printed.get_metadata_dict()
    assert about["Title"] == "Larkfield Books & Gifts: Monthly report, October 2026"
    assert about["Author"] == "Larkfield Books & Gifts"
    marks = [entry.get_title() for entry in printed.get_toc()]
    assert marks[0] == "The month"
    assert marks[-1] == "What the figures mean"


@pytest.mark.parametrize("printed", ["larkfield"], indirect=True)
def test_every_page_counts_itself_and_says_what_it_rests_on(printed):
    pages = _texts(printed)
    for number, page in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in page
        assert "Data through Sat 31 Oct 2026, rules of 1 Jan 2026, inputs 7c41 9e0b." in page


@pytest.mark.parametrize("printed", ["worldly"], indirect=True)
def test_names_of_any_european_script_and_vietnamese_can_be_read(printed):
    text = " ".join("".join(_texts(printed)).split())
    assert "Ἡ Ἀθηνᾶ" in text
    assert "Nguyễn Thị Hồng Hạnh" in text
    assert "Щербаков" in text


def test_marks_apart_from_their_letters_print_as_one_letter(larkfield, tmp_path):
    apart = "Nguye\u0302\u0303n"
    write_monthly(replace(larkfield, shop=apart), tmp_path / "report.pdf")
    document = pdfium.PdfDocument(tmp_path / "report.pdf")
    assert "Nguyễn" in _texts(document)[0]
    document.close()


def test_small_numbers_run_from_one_and_each_opens_rows(larkfield):
    figures = monthly_document(larkfield).figures
    assert [figure.number for figure in figures] == list(range(1, len(figures) + 1))
    assert all(parse_rows(figure.rows.text()) == figure.rows for figure in figures)
    names = [figure.name for figure in figures]
    assert len(set(names)) == len(names)


def test_programs_read_figures_as_plain_decimals(larkfield):
    figures = {figure.name: figure for figure in monthly_document(larkfield).figures}
    assert figures["net_sales"].value == "11231.40"
    assert figures["net_sales"].shown == "11,231"
    assert figures["receipts"].value == "318"
    assert figures["member_share"].value == "0.5840"
    assert figures["groups.below_zero"].value == "141"


def test_the_pages_are_counted_for_the_caller(larkfield, tmp_path):
    printed = write_monthly(larkfield, tmp_path / "report.pdf")
    document = pdfium.PdfDocument(tmp_path / "report.pdf")
    assert printed.pages == len(document)
    document.close()


def test_an_unopened_shop_is_told_what_to_do_instead_of_being_shown_zeros(unopened):
    document = monthly_document(unopened)
    assert document.figures == ()
    assert "Drop the till" in repr(document.blocks)
    assert "KeyFigures" not in repr(document.blocks)


@pytest.mark.parametrize(
    "missing",
    [
        {"by_store": (), "by_channel": (), "by_category": ()},
        {"months": ()},
        {"groups": (), "moves": (), "compared_on": None},
        {"grid": (), "segments": ()},
        {"stages": (), "missing": None, "worth_most": (), "alarm": None},
        {"retention": None, "new_customers": None},
        {"value": None, "concentration": None, "roi": None, "targets": ()},
        {"cost_known": None, "input_hash": "", "problems_amount": None},
    ],
)
def test_what_the_books_do_not_tell_is_left_out_without_an_empty_panel(
    larkfield, tmp_path, missing
):
    out = tmp_path / "report.pdf"
    write_monthly(replace(larkfield, **missing), out)
    document = pdfium.PdfDocument(out)
    pages = _texts(document)
    document.close()
    assert "nan" not in " ".join(pages).lower().replace("finance", "")
    assert all(len(page.splitlines()) > 12 for page in pages)


def test_a_month_of_returns_only_is_printed_with_its_minus(larkfield, tmp_path):
    month = replace(larkfield.months[-1], net_sales=-45000)
    net = replace(larkfield.headline.net_sales, value=-45000)
    facts = replace(
        larkfield,
        months=(*larkfield.months[:-1], month),
        headline=replace(larkfield.headline, net_sales=net),
    )
    write_monthly(facts, tmp_path / "report.pdf")
    document = pdfium.PdfDocument(tmp_path / "report.pdf")
    text = "".join(_texts(document))
    document.close()
    assert "\N{MINUS SIGN}450" in text
    assert "-450" not in text


def test_a_report_that_cannot_be_written_leaves_nothing_half_done(larkfield, tmp_path):
    taken = tmp_path / "report.pdf"
    taken.mkdir()
    (taken / "kept.txt").touch()
    with pytest.raises(OSError, match="directory"):
        write_monthly(larkfield, taken)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_an_unknown_paper_is_refused_in_one_sentence(larkfield, tmp_path):
    with pytest.raises(UserError, match=r"^There is no paper a5\. Choose one of a4, letter\.$"):
        write_monthly(replace(larkfield, paper="a5"), tmp_path / "report.pdf")


def test_the_month_takes_as_many_pages_on_letter_as_on_the_longer_a4(larkfield, tmp_path):
    full = replace(larkfield, worth_most=(larkfield.worth_most * 3)[:15])
    a4, letter = (
        write_monthly(replace(full, paper=paper), tmp_path / "month.pdf").pages
        for paper in ("a4", "letter")
    )
    assert letter == a4 == 10


def test_more_stores_than_are_shown_are_summed_up_as_stores(larkfield):
    store = larkfield.by_store[0]
    many = tuple(replace(store, key=f"Store {at}", receipts=100) for at in range(14))
    document = monthly_document(replace(larkfield, by_store=many))
    rows = [row for block in document.blocks for row in getattr(block, "rows", ())]
    rest = [row.cells for row in rows if isinstance(row, Row) and "more" in row.cells[0][0].text]
    assert [cells[0][0].text for cells in rest] == ["4 more stores"]
    assert rest[0][1][0].text == "400"
