"""Whatever happens to a file: no row is lost, and only the shop's own sentences are raised."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.core.errors import UserError
from retailcrm.core.money import decimal_text
from retailcrm.importers.amounts import read_amount, read_amounts
from retailcrm.importers.chunks import Reading
from retailcrm.importers.source import open_sources

SHOP = Reading(currency="USD", zone="America/New_York", country="US")
TILLS = sorted((Path(__file__).parents[1] / "data" / "tills").rglob("*.csv"))
#: One data row gives one line or is passed over in these.
COUNTED = ("square-items", "shopify-orders", "loyverse-items", "woocommerce-orders", "mapped")

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).filter(str.strip)
CELLS = st.tuples(
    st.integers(1, 500), st.integers(0, 27), WORDS, st.integers(-99_999, 99_999), st.booleans()
)


def written(
    rows: Sequence[tuple[int, int, str, int, bool]], delimiter: str, *, quote: Literal[0, 1]
) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quote, lineterminator="\n")
    writer.writerow(["Receipt", "Date", "Item", "Net", "Note of the day"])
    for number, day, word, cents, breaks in rows:
        item = f"{word}\n{word}" if breaks else word
        amount = decimal_text(cents, 2)
        writer.writerow([f"R{number}", f"2025-05-{day + 1:02d}", item, amount, word])
    return out.getvalue()


def read(path: Path) -> tuple[pl.DataFrame, int, int, int]:
    frames: list[pl.DataFrame] = []
    rows = problems = passed = 0
    for source in open_sources(path, SHOP):
        for chunk in source.chunks():
            frames += [frame for frame in (chunk.lines, chunk.customers) if frame is not None]
            rows, passed = rows + chunk.rows, passed + chunk.passed
            problems += len(chunk.problems)
    return pl.concat(frames), rows, problems, passed


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CELLS, min_size=1, max_size=40),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_is_written_is_read_back(
    rows: list[tuple[int, int, str, int, bool]], delimiter: str, quote: Literal[0, 1]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text(written(rows, delimiter, quote=quote), encoding="utf-8", newline="")
        frame, count, problems, passed = read(path)
    assert (count, problems, passed) == (len(rows), 0, 0)
    assert frame["net"].to_list() == [cents for _, _, _, cents, _ in rows]
    assert frame["receipt"].to_list() == [f"R{number}" for number, *_ in rows]


MUTATION = st.tuples(
    st.integers(0, 1 << 30),
    st.sampled_from(["insert", "delete", "swap", "cut"]),
    st.sampled_from(
        [
            b'"',
            b",",
            b"\n",
            b"\x00",
            b"\xff",
            b";",
            b"'",
            b"O",
            b"-",
            b"\r\n",
            b"9" * 25,
            b"1.234,56",
        ]
    ),
    st.integers(1, 300),
)


def mutated(content: bytes, changes: Sequence[tuple[int, str, bytes, int]]) -> bytes:
    for place, how, what, size in changes:
        at = place % (len(content) + 1)
        if how == "insert":
            content = content[:at] + what + content[at:]
        elif how == "delete":
            content = content[:at] + content[at + size :]
        elif how == "swap":
            content = content[:at] + content[at + size : at + 2 * size] + content[at:]
        elif size == 1:
            content = content[:at]
    return content


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(TILLS), st.integers(2, 40), st.lists(MUTATION, min_size=1, max_size=8))
def test_no_damage_to_a_file_loses_a_row_or_shows_a_traceback(
    sample: Path, height: int, changes: list[tuple[int, str, bytes, int]]
) -> None:
    head = b"\n".join(sample.read_bytes().split(b"\n")[:height]) + b"\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / sample.name
        path.write_bytes(mutated(head, changes))
        try:
            sources = open_sources(path, SHOP)
            told = [(source.facts.dialect, list(source.chunks())) for source in sources]
        except UserError:
            return
    for dialect, chunks in told:
        for chunk in chunks:
            frame = chunk.lines if chunk.lines is not None else chunk.customers
            assert frame is not None
            lines, aside = set(frame["line"]), {problem.line for problem in chunk.problems}
            assert not lines & aside
            if dialect in COUNTED:
                accounted = len(lines) + len(aside) + chunk.passed
                assert chunk.rows <= accounted <= chunk.rows + chunk.passed


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "Receipt,Date,Net\n" + "1,2025-05-01,5.00\n" * 50)
    return out.getvalue()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=4))
def test_no_damage_to_an_archive_shows_a_traceback(changes: list[tuple[int, int]]) -> None:
    content = bytearray(packed())
    for place, value in changes:
        content[place % len(content)] = value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(bytes(content))
        try:
            frame, rows, problems, passed = read(path)
        except UserError:
            return
    assert len(frame) + problems + passed >= rows


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**10), 10**10), st.sampled_from([(".", ","), (".", " "), (",", ".")]))
def test_an_amount_grouped_by_thousands_is_the_same_amount(
    cents: int, signs: tuple[str, str]
) -> None:
    mark, group = signs
    text = f"{cents / 100:,.2f}" if abs(cents) < 10**8 else decimal_text(cents, 2)
    text = text.replace(",", "g").replace(".", mark).replace("g", group)
    assert read_amount(text, 2, mark) == cents
    assert read_amounts(pl.Series([text]), 2, mark).values.to_list() == [cents]
