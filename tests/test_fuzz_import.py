from pathlib import Path

from tests.fuzz_import import run


def test_no_spoilt_file_breaks_the_books_or_loses_a_row(tmp_path: Path) -> None:
    told = run(60, 7, tmp_path)
    assert told["imported"] > 20
    assert not told["row lost"]
    assert not told["books unsound"]
