"""Keeping the books from the command line: one JSON object, exit codes, nothing lost."""

from pathlib import Path
from typing import Any

import pytest

from tests.asking import Ask
from tests.builders import HONEY, PAN, a_sale, an_export, till_files

SUMS = {
    "receipts", "documents", "lines", "customers", "members", "net_sales", "currency", "accounts",
    "entries", "points", "through", "ledger_ok", "ledger_faults",
}  # fmt: skip


@pytest.fixture
def full(ask: Ask) -> Ask:
    """Fill the shop first."""
    said = ask("--json", "import", *till_files("square"), "--zone", "America/New_York")
    assert said.code == 0
    return ask


@pytest.fixture
def copy(full: Ask, tmp_path: Path) -> dict[str, Any]:
    told: dict[str, Any] = full("--json", "backup", "--to", tmp_path / "copies").json
    return told


def test_a_backup_says_what_the_copy_holds(full: Ask, copy: dict[str, Any]) -> None:
    status = full("--json", "status").json
    assert copy.keys() == {"ok", "file"} | SUMS
    assert (copy["ok"], copy["ledger_ok"]) == (True, True)
    for name in ("receipts", "customers", "members", "net_sales", "currency"):
        assert copy[name] == status[name]


def test_a_copy_is_put_back_and_the_present_books_are_named(
    full: Ask,
    copy: dict[str, Any],
    tmp_path: Path,
) -> None:
    more = an_export(tmp_path / "more.csv", a_sale("M1", HONEY), a_sale("M2", PAN))
    full("import", more, "--zone", "America/New_York", "--currency", "USD")
    assert full("--json", "status").json["receipts"] == 417
    told = full("--json", "restore", copy["file"])
    assert (told.code, told.json["ok"], told.json["receipts"]) == (0, True, 415)
    assert full("--json", "status").json["receipts"] == 415
    assert full("--json", "--shop", told.json["kept"], "status").json["receipts"] == 417
    assert Path(told.json["kept"]).name in told.json["said"]
    assert full("--json", "check").json["ledger_ok"] is True


def test_damaged_books_are_mended_by_a_restore(
    full: Ask,
    copy: dict[str, Any],
    tmp_path: Path,
) -> None:
    (tmp_path / "shop.db").write_text("oh no\n" * 2_000, encoding="utf-8")
    assert full("status").code == 1
    assert full("--json", "restore", copy["file"]).json["receipts"] == 415
    assert full("--json", "check").json["ok"] is True


def test_a_damaged_copy_is_refused_in_one_sentence(
    full: Ask,
    copy: dict[str, Any],
) -> None:
    Path(copy["file"]).write_text("oh no\n" * 2_000, encoding="utf-8")
    said = full("restore", copy["file"])
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "cannot be read" in said.err
    assert full("--json", "status").json["receipts"] == 415


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_everything_goes_out_and_into_a_new_shop(
    full: Ask,
    tmp_path: Path,
    name: str,
) -> None:
    taken = full("--json", "dump", "--out", tmp_path / name).json
    assert taken.keys() == {"ok", "file", "files", "rows"} | SUMS
    new = ("--json", "--shop", tmp_path / "new.db")
    loaded = full(*new, "load", tmp_path / name).json
    assert {key: loaded[key] for key in SUMS} == {key: taken[key] for key in SUMS}
    assert full(*new, "status").json == full("--json", "status").json
    assert full(*new, "check").json["ok"] is True
    again = full(*new, "load", tmp_path / name)
    assert (again.code, "not empty" in again.json["error"]) == (1, True)


def test_books_on_a_server_are_not_put_back_but_told_how(
    ask: Ask,
    tmp_path: Path,
) -> None:
    said = ask("--shop", "postgresql://ann:secret@till.example/books", "restore", tmp_path / "c")
    assert (said.code, said.out) == (1, "")
    assert "database server" in said.err
    assert "retailcrm load" in said.err
    assert "secret" not in said.err
