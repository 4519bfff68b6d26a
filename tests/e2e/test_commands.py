"""The command line as a shop's own scripts see it: one JSON object, exact keys, exit codes."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from retailcrm.cli.parser import parser
from tests.asking import Ask, is_money
from tests.builders import HONEY, PAN, TILLS, Row, a_sale, a_table, an_export, till_files

ROOT = Path(__file__).parents[2]
ITEMS, PEOPLE = sorted(till_files("square"), key=lambda path: path.name, reverse=True)


@pytest.fixture
def full(ask: Ask) -> Ask:
    """Fill the shop first."""
    said = ask("--json", "import", ITEMS, PEOPLE, "--zone", "America/New_York", "--country", "US")
    assert said.code == 0
    return ask


def test_an_import_tells_everything_of_each_file(ask: Ask) -> None:
    said = ask("--json", "import", ITEMS, PEOPLE)
    items, people = said.json["files"]
    keys = (
        "file dialect kind encoding delimiter rows receipts_new receipts_same receipts_changed "
        "lines_new returns_new voided customers_new customers_updated problems batch"
    )
    assert set(keys.split()) <= items.keys() == people.keys()
    assert (said.code, items["dialect"], people["kind"]) == (0, "square-items", "customers")
    assert (items["receipts_new"], items["returns_new"], items["lines_new"]) == (415, 25, 926)
    again = ask("--json", "import", ITEMS).json["files"][0]
    assert (again["receipts_new"], again["receipts_same"], again["receipts_changed"]) == (0, 415, 0)


def test_status_sales_and_customers_say_what_is_true(full: Ask, tmp_path: Path) -> None:
    told = json.loads((TILLS / "square" / "truth.json").read_text(encoding="utf-8"))
    status = full("--json", "status").json
    keys = (
        "stores customers members receipts lines returns voided anonymous_receipts net_sales "
        "returns_value discounts tax currency problems_open"
    )
    assert status.keys() == set(keys.split())
    assert status["stores"][0].keys() == {"name", "channel", "receipts", "first_on", "data_through"}
    assert (status["receipts"], status["net_sales"]) == (415, "32888.25")
    months = full("--json", "sales", "--by", "month").json["rows"]
    assert {row["key"]: row["net_sales"].replace(".", "") for row in months} == {
        month: str(cents) for month, cents in told["per_month_net_cents"].items()
    }
    for by in ("day", "store", "channel", "category"):
        for row in full("--json", "sales", "--by", by).json["rows"]:
            assert row.keys() == {"key", "receipts", "net_sales", "margin", "discounts", "returns"}
            assert all(is_money(row[name]) for name in ("net_sales", "margin", "returns"))
    out = tmp_path / "customers.csv"
    assert full("--json", "customers", "--out", out).json["customers"] == 60
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = (
        "customer,card,first_name,last_name,email,phone,postcode,first_on,last_on,visits,"
        "receipts,returns,net_sales"
    )
    assert ",".join(rows[0]).startswith(header)
    assert len(rows) == 61
    bought = {row[1]: row for row in rows[1:] if row[1] in told["per_customer"]}
    for card, one in told["per_customer"].items():
        counts = (one["visit_days"], one["receipts"], one["returns"])
        assert tuple(map(int, bought[card][9:12])) == counts
        assert bought[card][12].replace(".", "").lstrip("-0") == str(abs(one["net_cents"])).lstrip(
            "0"
        )


def test_one_customer_is_told_whole_by_card_mail_or_number(full: Ask) -> None:
    by_card = full("--json", "customer", "7010000140").json
    assert by_card["name"] == "José García"
    assert (by_card["visits"], by_card["net_sales"]) == (8, "802.96")
    assert full("--json", "customer", by_card["email"]).json == by_card
    assert full("--json", "customer", str(by_card["customer"])).json == by_card
    found = full("--json", "customers", "--find", "garcia jos").json
    assert [row["card"] for row in found["rows"]] == ["7010000140"]


def test_groups_and_the_missing_are_counted_and_written_out(full: Ask, tmp_path: Path) -> None:
    out = tmp_path / "groups.csv"
    told = full("--json", "groups", "--out", out).json
    assert {"as_of", "customers", "groups", "rfm", "cut_points"} <= told.keys()
    assert set(told["groups"]) == {"most_valuable", "most_growable", "below_zero"}
    for group in told["groups"].values():
        assert {"customers", "net_sales", "margin", "share_of_sales"} <= group.keys()
        assert is_money(group["net_sales"])
    assert sum(group["customers"] for group in told["groups"].values()) == told["customers"] == 60
    with out.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    header = "customer card recency_days frequency monetary r f m segment group reason stage"
    assert list(written[0])[:12] == header.split()
    assert len(written) == 60
    assert all(row["segment"] and row["group"] and row["reason"] for row in written)
    stages = full("--json", "mia", "--out", tmp_path / "mia.csv").json["stages"]
    assert sum(stages.values()) == 60
    early = full("--json", "groups", "--as-of", "2025-12-31").json
    assert early["as_of"] == "2025-12-31"


def test_the_month_is_printed_with_its_figures(full: Ask, tmp_path: Path) -> None:
    out = tmp_path / "june.pdf"
    told = full("--json", "report", "monthly", "--month", "2026-06", "--out", out).json
    assert told.keys() == {"file", "pages", "figures"}
    assert out.read_bytes().startswith(b"%PDF-")
    assert told["pages"] >= 1
    assert told["figures"]


def test_undo_takes_a_batch_back_and_check_and_backup_say_so(full: Ask, tmp_path: Path) -> None:
    checked = full("--json", "check")
    assert (checked.code, checked.json["ok"], checked.json["receipts"]) == (0, True, 415)
    copied = full("--json", "backup", "--to", tmp_path / "copies").json
    assert (copied["ok"], copied["receipts"]) == (True, 415)
    batches = {one: full("--json", "undo", one) for one in (1, 2)}
    assert sum(said.json["receipts_removed"] for said in batches.values()) == 415
    assert {one: said.json["batch"] for one, said in batches.items()} == {1: 1, 2: 2}
    assert full("--json", "status").json["receipts"] == 0
    again = full("undo", "1")
    assert (again.code, again.out) == (1, "")


def test_problems_are_listed_written_and_retried(ask: Ask, tmp_path: Path) -> None:
    rows: list[Row] = [*a_sale("1", HONEY), *a_sale("2", PAN)]
    rows[1]["Net Sales"] = "=ten"
    report = ask("--json", "import", an_export(tmp_path / "may.csv", rows)).json["files"][0]
    assert (report["receipts_new"], report["problems"]) == (1, 1)
    out = tmp_path / "problems.csv"
    told = ask("--json", "problems", "--out", out).json
    assert (told["open"], sum(told["by_reason"].values())) == (1, 1)
    assert {"file", "line", "column", "value", "reason"} <= told["rows"][0].keys()
    assert (told["rows"][0]["line"], told["rows"][0]["value"]) == (3, "=ten")
    with out.open(encoding="utf-8", newline="") as file:
        (written,) = csv.DictReader(file)
    assert written["value"] == "'=ten"
    assert ask("--json", "problems", "--retry").json["open"] == 1


def test_a_dry_run_keeps_the_books_as_they_were(ask: Ask) -> None:
    told = ask("--json", "import", ITEMS, "--dry-run").json["files"][0]
    assert (told["receipts_new"], told["batch"]) == (415, None)
    assert ask("--json", "status").json["receipts"] == 0


def test_global_words_stand_before_or_after_the_command(full: Ask, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert full("status", "--json").json["receipts"] == 415
    assert full("--shop", other, "status", "--json").json["receipts"] == 0
    assert full("status", "--json", "--shop", other).json["receipts"] == 0
    assert "receipts: 415" in full("status").out


def _hostile(folder: Path) -> dict[str, Path]:
    """Make files that no shop should send, by what is wrong with them."""
    made = {
        "missing": folder / "missing.csv",
        "directory": folder / "folder.csv",
        "empty": folder / "empty.csv",
        "header only": an_export(folder / "header.csv"),
        "random": folder / "random.csv",
        "not a workbook": folder / "words.xlsx",
        "not an archive": folder / "words.zip",
        "bomb": folder / "bomb.zip",
        "no table": a_table(folder / "letter.txt", "Dear shop,", "here is my file.", "Yours"),
    }
    made["directory"].mkdir()
    made["empty"].write_bytes(b"")
    made["random"].write_bytes(bytes((n * n * 31 + n // 7) % 256 for n in range(5_000)))
    made["not a workbook"].write_text("words, only words", encoding="utf-8")
    made["not an archive"].write_text("words, only words", encoding="utf-8")
    with zipfile.ZipFile(made["bomb"], "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("items.csv", b"0" * (80 << 20))
    return made


def test_bad_files_are_refused_one_by_one_in_a_sentence_and_good_ones_go_in(
    ask: Ask, tmp_path: Path
) -> None:
    good = an_export(tmp_path / "good.csv", a_sale("1", HONEY))
    made = _hostile(tmp_path)
    said = ask("--json", "import", *made.values(), good)
    assert said.code == 1
    told = {one["file"]: one for one in said.json["files"]}
    for wrong, path in made.items():
        sentence = told[path.name].get("refused", "")
        assert sentence.endswith("."), (wrong, told[path.name])
        assert f"{path.name}: {sentence}" in said.err
    assert told["good.csv"]["receipts_new"] == 1


def test_a_missing_file_alone_is_told_like_any_other(ask: Ask, tmp_path: Path) -> None:
    said = ask("--json", "import", tmp_path / "missing.csv")
    assert (said.code, len(said.json["files"])) == (1, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "groups", "--as-of", "yesterday"),
        ("--json", "report", "monthly", "--month", "June", "--out", "x.pdf"),
        ("--json", "report", "weekly", "--month", "2026-06", "--out", "x.pdf"),
        ("--json", "customer", "nobody"),
        ("--json", "undo", "77"),
        ("--json", "undo", "9" * 30),
        ("--json", "customer", "9" * 30),
        ("--json", "import", "x.csv", "--mapping", "no-such-file.json"),
        ("--json", "customers", "--out", "no/such/folder/x.csv"),
        ("--json", "groups", "--out", "no/such/folder/x.csv"),
        ("--json", "mia", "--out", "no/such/folder/x.csv"),
        ("--json", "problems", "--out", "no/such/folder/x.csv"),
        ("--json", "--shop", "no/such/folder/shop.db", "status"),
        ("--json", "--shop", "mysql://somewhere/shop", "status"),
        ("--json", "--shop", "postgresql://nobody@127.0.0.1:1/none", "status"),
        ("--json", "import", "good.csv", "--currency", "EURO"),
        ("--json", "import", "good.csv", "--currency", "EUX"),
        ("--json", "import", "good.csv", "--zone", "Mars/Base"),
        ("--json", "import", "good.csv", "--country", "Freedonia"),
        ("--json", "import", "good.csv", "--dialect", "abacus"),
        ("--json", "import", "good.csv", "--dialect", "shopify-orders"),
        ("--json", "import", "good.csv", "--mapping", "good.csv"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    ask: Ask, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    an_export(tmp_path / "good.csv", a_sale("1", HONEY))
    said = ask(*words)
    assert said.code == 1, said
    assert said.err.strip()
    assert said.err.strip().count("\n") == 0
    told = said.json
    assert told.get("error") or told["files"][0]["refused"]
    assert "--shop" in words or ask("--json", "status").json["receipts"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("import",),
        ("undo", "first"),
        ("sales", "--by", "weather"),
        ("--colour", "status"),
    ],
)
def test_wrong_usage_is_told_apart_from_a_refusal(ask: Ask, words: tuple[str, ...]) -> None:
    said = ask(*words)
    assert (said.code, said.out) == (2, "")
    assert "usage:" in said.err


def test_damaged_books_are_told_as_damaged_by_every_command(full: Ask, tmp_path: Path) -> None:
    whole = (tmp_path / "shop.db").read_bytes()
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(whole[:8_192] + bytes(one ^ 0x5A for one in whole[8_192:]))
    for words in (("status",), ("check",), ("sales",), ("groups",), ("import", ITEMS)):
        said = full("--shop", damaged, *words)
        assert (said.code, said.out) == (1, "")
        assert said.err == "The books are damaged. Restore the newest backup.\n"


def test_the_demo_shop_is_filled_grouped_and_printed(ask: Ask, tmp_path: Path) -> None:
    told = ask("--json", "--shop", tmp_path / "demo.db", "demo", "--out", tmp_path).json
    assert {"shop", "receipts", "customers", "groups", "report"} <= told.keys()
    assert Path(told["report"]).read_bytes().startswith(b"%PDF-")
    assert sum(told["groups"].values()) == told["customers"]
    assert ask("--json", "--shop", tmp_path / "demo.db", "check").json["ok"]


def test_every_command_explains_itself(ask: Ask) -> None:
    helped = parser().format_help()
    for command in ("import", "undo", "problems", "status", "sales", "customers", "customer",
                    "groups", "mia", "report", "backup", "check", "demo", "self-test"):  # fmt: skip
        assert command in helped
        assert ask(command, "--help").code == 0


def test_the_program_starts_as_a_person_starts_it(tmp_path: Path) -> None:
    good = an_export(tmp_path / "good.csv", a_sale("1", HONEY))
    words = (
        "--shop",
        str(tmp_path / "s.db"),
        "--json",
        "import",
        str(good),
        str(tmp_path / "no.csv"),
    )
    done = subprocess.run(
        [sys.executable, "-m", "retailcrm", *words],
        cwd=ROOT,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["files"][0]["receipts_new"] == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
