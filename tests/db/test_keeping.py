"""A shop's books can be taken out, carried elsewhere and believed there, on both databases."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from psycopg import Connection
from sqlalchemy import text

from retailcrm.core.errors import Cancelled, UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.db.bulk import table_of
from retailcrm.db.dump_tables import DERIVED, dump_tables
from retailcrm.loyalty.program import Program, Redeeming, Tier, TierRules
from retailcrm.models.schema import metadata
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.wiring import Services, open_shop
from tests.builders import (
    HONEY,
    PAN,
    a_directory,
    a_person,
    a_return,
    a_sale,
    an_export,
    count,
    taken_in,
    the_books,
    till_files,
)
from tests.conftest import DATABASES, clock, dropped_after
from tests.kept_shops import Fill, beside
from tests.new_books import new_books, new_shop

ANA, CAY = "7010000140", "7010000157"
FORMULA = '=HYPERLINK("http://example.com")'
PROGRAM = Program(
    redeeming=Redeeming(value=Decimal(1)),
    tiers=TierRules((Tier("gold", "Gold", 2_000, Decimal(2)),)),
)


class Impatient:
    """A person who stops the work after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, _done: int, _total: int, _note: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def who(shop: Services, card: str) -> int:
    return int(shop.customers.ids(CustomerQuery(text=card))[0])


def _live(shop: Services, folder: Path) -> None:
    """Let everything happen that a shop keeps."""
    taken_in(shop, *till_files("square"))
    shop.program.save(PROGRAM, date(2026, 1, 1))
    people = (
        a_person("ANA", card=ANA, email="ana@example.com", mails="subscribed", note=FORMULA),
        a_person("CAY", "Cay", "O'Neil, jr", card=CAY, phone="+12125550123", note='\'quoted\n"x"'),
        a_person("KAY", "Cay", "O'Neil", phone="+12125550123"),
    )
    taken_in(shop, a_directory(folder / "people.csv", *people))
    sales = [
        a_sale(str(n), PAN, HONEY, buyer=("ANA", "CAY", "KAY")[n % 3], day=f"2026-05-{n + 1:02d}")
        for n in range(12)
    ]
    taken_in(shop, an_export(folder / "sales.csv", *sales))
    taken_in(shop, an_export(folder / "back.csv", a_return("R", PAN, of="3", day="2026-05-20")))
    shop.points.redeem(Redemption(customer_id=who(shop, ANA), points=25, reason="-5 off", key="k1"))
    shop.points.adjust(Change(customer_id=who(shop, CAY), points=7, reason="=kindness", key="k2"))
    winner = who(shop, CAY)
    (loser,) = (one for one in shop.customers.ids(CustomerQuery(text="Cay")) if one != winner)
    shop.merging.merge(winner, int(loser))
    shop.cards.issue(3)
    shop.grouping.overview()


@pytest.fixture
def lived_in(filled_with: Callable[[Fill], Services]) -> Services:
    """Open a shop where everything has happened that a shop keeps."""
    return filled_with(_live)


@pytest.fixture
def other_postgres(postgres: str, at_server: Connection, empty_postgres: str) -> Iterator[str]:
    """Give the address of one more database of empty books."""
    yield from dropped_after(postgres, at_server, empty_postgres, "shop_other")


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Services]:
    """Open another shop with nothing in it; on the server, in a database of its own."""
    where = str(new_books(tmp_path / "other.db"))
    if request.param == "postgresql":
        where = str(request.getfixturevalue("other_postgres"))
    services = open_shop(where, clock)
    yield services
    services.close()


def files_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def balances(shop: Services) -> list[tuple[int, int]]:
    with shop.books.read() as connection:
        rows = connection.execute(text("SELECT customer_id, balance FROM points_account"))
        return sorted((int(row[0]), int(row[1])) for row in rows)


def rewrite(folder: Path, file: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of a dump and its checksum too, as somebody would who means it."""
    (folder / file).write_bytes(change((folder / file).read_bytes()))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (part,) = (one for one in manifest["tables"] if one["file"] == file)
    part["bytes"] = (folder / file).stat().st_size
    part["sha256"] = hashlib.sha256((folder / file).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_c54_everything_taken_out_loads_into_an_empty_shop_with_equal_totals(
    lived_in: Services, empty: Services, tmp_path: Path
) -> None:
    taken = lived_in.keeping.dump(tmp_path / "out").value
    loaded = empty.keeping.load(tmp_path / "out").value
    assert loaded.counted == taken.counted
    assert taken.counted.receipts == lived_in.shop.status().receipts > 400
    assert taken.counted.entries == count(lived_in, "points_entry") > 10
    assert empty.shop.status() == lived_in.shop.status()
    assert balances(empty) == balances(lived_in)
    assert the_books(empty) == the_books(lived_in)
    for one in (ANA, CAY):
        assert empty.points.why(who(empty, one)) == lived_in.points.why(who(lived_in, one))
        assert empty.points.account(who(empty, one)) == lived_in.points.account(who(lived_in, one))
    assert empty.checking.check().ok
    assert empty.points.verify() == lived_in.points.verify()
    assert empty.grouping.overview() == lived_in.grouping.overview()


def test_c54_a_loaded_shop_gives_the_very_same_files(
    lived_in: Services, empty: Services, tmp_path: Path
) -> None:
    lived_in.keeping.dump(tmp_path / "one")
    empty.keeping.load(tmp_path / "one")
    empty.keeping.dump(tmp_path / "two")
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "two")
    assert one == two
    assert len(one) == len(dump_tables()) + 2, "and what they are, in words and for programs"


def test_c54_a_loaded_shop_goes_on_where_the_other_stopped(
    lived_in: Services, empty: Services, tmp_path: Path
) -> None:
    lived_in.keeping.dump(tmp_path / "all.zip")
    empty.keeping.load(tmp_path / "all.zip")
    more = an_export(
        tmp_path / "more.csv",
        a_sale("3", PAN, HONEY, buyer="ANA", day="2026-05-04"),
        a_sale("99", PAN, buyer="ANA", day="2026-06-01"),
        a_return("R2", HONEY, of="4", day="2026-06-02"),
    )
    for shop in (lived_in, empty):
        (report,) = taken_in(shop, more)
        assert (report.receipts_same, report.receipts_new) == (1, 2)
        (merge,) = shop.merging.merges(who(shop, CAY))
        shop.merging.unmerge(merge.merge_id)
    assert the_books(empty) == the_books(lived_in)
    assert balances(empty) == balances(lived_in)
    assert empty.checking.check().ok


def test_nothing_in_a_dump_runs_in_a_spreadsheet(lived_in: Services, tmp_path: Path) -> None:
    lived_in.keeping.dump(tmp_path / "out")
    customers = (tmp_path / "out" / "customers.csv").read_text(encoding="utf-8")
    assert '"\'=HYPERLINK(""http' in customers
    assert ",+12125550123," in customers
    assert '"\'\'quoted\n""x"""' in customers


def test_a_packed_dump_is_the_same_file_every_time(lived_in: Services, tmp_path: Path) -> None:
    lived_in.keeping.dump(tmp_path / "one.zip")
    lived_in.keeping.dump(tmp_path / "two.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "two.zip") as two:
        assert one.testzip() is None
        told = [(part.filename, part.CRC) for part in one.infolist()]
        again = [(part.filename, part.CRC) for part in two.infolist()]
    differing = {name for name, _ in set(told) ^ set(again)}
    # The first dump itself was noted.
    assert differing == {"events.csv", "next_numbers.csv", "manifest.json", "README.txt"}


def test_books_that_hold_anything_take_no_dump(lived_in: Services, tmp_path: Path) -> None:
    lived_in.keeping.dump(tmp_path / "out")
    before = the_books(lived_in)
    with pytest.raises(UserError, match="not empty"):
        lived_in.keeping.load(tmp_path / "out")
    assert the_books(lived_in) == before


@pytest.fixture(scope="module")
def kept_dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take a small shop out, once."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        beside(folder, patch)
        shop = new_shop(folder / "shop.db", clock)
        taken_in(shop, *till_files("square"))
        shop.keeping.dump(folder / "out")
        shop.close()
    return folder / "out"


@pytest.fixture
def dumped(kept_dump: Path, tmp_path: Path) -> Path:
    """Give the dump of a small shop, to be spoilt."""
    return Path(shutil.copytree(kept_dump, tmp_path / "out"))


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Services]:
    services = new_shop(tmp_path / "new.db", clock)
    yield services
    services.close()


def test_a_ledger_that_does_not_add_up_is_told_by_check_and_backup(
    lived_in: Services, tmp_path: Path
) -> None:
    with lived_in.books.write() as unit:
        unit.connection.execute(
            text("UPDATE points_account SET balance = balance + 1 WHERE customer_id = :who"),
            {"who": who(lived_in, ANA)},
        )
    found = lived_in.checking.check()
    assert (found.ok, found.ledger.ok) == (False, False)
    assert found.ledger.faults == ("1 balances differ from the sum of their entries.",)
    assert lived_in.checking.back_up(tmp_path / "copies").value.ledger == found.ledger


def test_even_books_with_a_fault_can_be_carried_away(
    lived_in: Services, new: Services, tmp_path: Path
) -> None:
    with lived_in.books.write() as unit:
        unit.connection.execute(text("UPDATE points_account SET balance = balance + 1"))
    taken = lived_in.keeping.dump(tmp_path / "out").value
    loaded = new.keeping.load(tmp_path / "out").value
    assert not taken.ledger.ok
    assert loaded.ledger == taken.ledger


def _cut(lines: bytes) -> bytes:
    return lines[: len(lines) // 2]


def _no_number(lines: bytes) -> bytes:
    head, _, rest = lines.partition(b"\n")
    return head + b"\nabc" + rest[1:]


def _last_row_twice(lines: bytes) -> bytes:
    return lines + lines.splitlines(keepends=True)[-1]


def _dearer(lines: bytes) -> bytes:
    rows = lines.decode().splitlines()
    cells = rows[1].split(",")
    cells[4] = str(int(cells[4]) + 100)
    return "\n".join([rows[0], ",".join(cells), *rows[2:], ""]).encode()


@pytest.mark.parametrize("change", [_cut, _no_number, _last_row_twice, _dearer])
@pytest.mark.parametrize("is_meant", [False, True])
def test_a_damaged_dump_is_refused_and_leaves_nothing(
    dumped: Path, new: Services, change: Callable[[bytes], bytes], *, is_meant: bool
) -> None:
    if is_meant:
        rewrite(dumped, "receipt_lines.csv", change)
    else:
        lines = dumped / "receipt_lines.csv"
        lines.write_bytes(change(lines.read_bytes()))
    with pytest.raises(UserError, match="is damaged"):
        new.keeping.load(dumped)
    assert new.shop.status().receipts == 0
    assert (count(new, "receipt_line"), count(new, "customer")) == (0, 0)


def test_a_dump_without_one_of_its_files_is_refused(dumped: Path, new: Services) -> None:
    (dumped / "points.csv").unlink()
    with pytest.raises(UserError, match=r"points.csv is damaged"):
        new.keeping.load(dumped)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("schema", "9999", "newer version"),
        ("version", 2, "newer version"),
        ("format", "another", "damaged"),
        ("totals", {}, "damaged"),
        ("tables", [{"file": "../../etc/passwd"}], "damaged"),
        ("tables", [], "damaged"),
    ],
)
def test_a_list_that_is_newer_or_damaged_is_refused(
    dumped: Path, new: Services, name: str, value: object, said: str
) -> None:
    file = dumped / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**manifest, name: value}), encoding="utf-8")
    with pytest.raises(UserError, match=said):
        new.keeping.load(dumped)


def test_what_is_no_dump_is_said_to_be_none(new: Services, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear shop", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for odd in ("letter.zip", "folder", "missing.zip"):
        with pytest.raises(UserError, match="no dump"):
            new.keeping.load(tmp_path / odd)


@pytest.mark.parametrize("after", [0, 3, 35, 44])
def test_a_load_that_is_stopped_leaves_the_books_empty(
    dumped: Path, new: Services, after: int
) -> None:
    with pytest.raises(Cancelled):
        new.keeping.load(dumped, Impatient(after))
    assert (count(new, "receipt"), count(new, "setting")) == (0, 1)
    assert new.keeping.load(dumped).value.counted.receipts == 415


@pytest.mark.parametrize("target", ["more", "more.zip"])
def test_taking_out_can_be_stopped_and_leaves_nothing(
    file_shop: Services, dumped: Path, target: str
) -> None:
    taken_in(file_shop, *till_files("square"))
    place = dumped.parent / "stopped"
    with pytest.raises(Cancelled):
        file_shop.keeping.dump(place / target, Impatient(8))
    assert list(place.iterdir()) == []


def test_nothing_is_taken_out_over_something_else(file_shop: Services, dumped: Path) -> None:
    taken_in(file_shop, *till_files("square"))
    before = files_of(dumped)
    with pytest.raises(UserError, match="not empty"):
        file_shop.keeping.dump(dumped)
    assert files_of(dumped) == before


def test_only_the_owner_takes_everything_out(file_shop: Services, tmp_path: Path) -> None:
    for role in (Role.MANAGER, Role.STAFF):
        with pytest.raises(UserError, match="may not do this"):
            file_shop.keeping.dump(tmp_path / "out", actor=Actor("Kim", role))
    assert not (tmp_path / "out").exists()


def test_a_backup_is_opened_and_added_up_wherever_the_books_live(
    lived_in: Services, tmp_path: Path
) -> None:
    made = lived_in.checking.back_up(tmp_path / "copies").value
    assert made.ledger.ok
    assert made.counted.receipts == made.receipts == lived_in.shop.status().receipts
    assert made.counted.points == sum(balance for _, balance in balances(lived_in))
    assert [one.name for one in (tmp_path / "copies").iterdir()] == [made.file.name]
    assert made.file.suffix == (".zip" if lived_in.books.file is None else ".db")
    shutil.rmtree(tmp_path / "copies")


def test_the_page_on_the_dump_tells_every_file_and_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "dump.md").read_text(encoding="utf-8")
    parts = {part.split("\n")[0]: part for part in page.split("\n### ")[1:]}
    assert set(parts) == {table.file for table in dump_tables()}
    for table in dump_tables():
        unsaid = [one.name for one in table.columns() if f"`{one.name}`" not in parts[table.file]]
        assert unsaid == []


def test_every_table_of_the_books_is_in_a_dump_or_follows_from_what_is() -> None:
    derived = {table_of(model).name for model in DERIVED}
    assert {table.name for table in dump_tables()} | derived == set(metadata().tables)
