"""Long tables go on over pages without losing a row or their heads."""

from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from retailcrm.reports.document import Column, Document, Heading, Row, TableBlock, text
from retailcrm.reports.pdf.writer import write_pdf
from tests.unit.reports.papers import sound

_COLUMNS = (Column("Customer", wide=True), Column("Net sales, USD", number=True))


def _document(rows):
    table = TableBlock(_COLUMNS, rows)
    return Document(
        title="List",
        author="Larkfield",
        subject="List",
        language="en",
        paper="a4",
        running=("Larkfield", "List"),
        stamp=(),
        pages_line="{page} of {pages}",
        blocks=(Heading(text("Everyone"), page=True), table),
    )


def _pages(rows, out):
    count = write_pdf(_document(rows), out)
    document = pdfium.PdfDocument(out)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) == count
    return pages


def test_every_row_is_printed_once_below_the_heads(tmp_path):
    rows = tuple(Row((text(f"Customer {at:03d}"), text(f"{at}.50"))) for at in range(200))
    pages = _pages(rows, tmp_path / "list.pdf")
    assert len(pages) > 3
    assert all("Net sales, USD" in page for page in pages)
    whole = "".join(pages)
    assert [whole.count(f"Customer {at:03d}") for at in range(200)] == [1] * 200


def test_no_page_has_fewer_than_four_rows(tmp_path):
    for count in range(34, 52):
        rows = tuple(Row((text(f"Row {at:02d}"), text("1"))) for at in range(count))
        pages = _pages(rows, tmp_path / "list.pdf")
        assert min(page.count("Row ") for page in pages) >= 4


def test_what_heads_the_rows_below_it_never_ends_a_page(tmp_path):
    for most in (2, 3, 5):
        rows = tuple(
            Row((text(f"Head {at}" if at % most == 0 else f"Row {at}"), text("1")),
                total=at % most == 0)
            for at in range(200)
        )  # fmt: skip
        pages = _pages(rows, tmp_path / "list.pdf")
        ends = [
            [line for line in page.splitlines() if line[:4] in ("Head", "Row ")] for page in pages
        ]
        assert len(pages) > 3
        assert all(lines[-1].startswith("Row") for lines in ends)


def test_numbers_stand_in_one_column_whether_or_not_a_small_number_follows(tmp_path):
    rows = (
        Row((text("One"), text("5,500", ref=7))),
        Row((text("Other"), text("2,200"))),
    )
    write_pdf(_document(rows), tmp_path / "list.pdf")
    document = pdfium.PdfDocument(tmp_path / "list.pdf")
    page = document[0].get_textpage()
    whole = page.get_text_range()
    edges = [page.get_charbox(whole.index(figure) + 4)[2] for figure in ("5,500", "2,200")]
    document.close()
    assert abs(edges[0] - edges[1]) < 0.1


def test_a_small_number_on_the_last_head_stays_on_the_page(tmp_path):
    columns = (Column("Cost", wide=True), Column("USD", number=True, ref=125))
    table = TableBlock(columns, (Row((text("Design"), text("60.00"))),))
    document = replace(_document(()), blocks=(Heading(text("Costs"), page=True), table))
    write_pdf(document, tmp_path / "costs.pdf")
    sound(tmp_path / "costs.pdf", "a4")
