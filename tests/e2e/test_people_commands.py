"""Commands of a shop that tells its people apart: each says who asks, staff stay in front."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.roles import Role
from retailcrm.db.audit import events_of
from retailcrm.loyalty.program import Program
from retailcrm.services.exporting import EXPORT
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import open_shop
from tests.asking import Ask, Said, is_refused
from tests.builders import HONEY, PAN, a_sale, an_export
from tests.conftest import clock
from tests.new_books import new_shop

PINS = {"Ada": "4711", "Ines": "8305", "Tom": "2904"}
CARD = "4596378630"
BACK_OFFICE: tuple[tuple[str, ...], ...] = (
    ("customers",),
    ("customers", "--find", "Ana"),
    ("customers", "--out", "{out}"),
    ("groups", "--out", "{out}"),
    ("mia",),
    ("sales",),
    ("problems",),
    ("undo", "1"),
    ("import", "{out}"),
    ("duplicates", "--out", "{out}"),
    ("merge", CARD, CARD),
    ("cards", "issue", "--count", "2"),
    ("cards", "print", "--sheet", "avery-5371", "--out", "{out}"),
    ("points", "adjust", CARD, "5", "--reason", "x"),
    ("points", "why", CARD, "--out", "{out}"),
    ("points", "liability"),
    ("points", "verify"),
    ("points", "expire"),
    ("program", "end", "--from", "2027-01-01"),
    ("report", "monthly", "--month", "2026-10", "--out", "{out}"),
    ("backup", "--to", "{out}"),
    ("restore", "{out}"),
    ("dump", "--out", "{out}"),
    ("load", "{out}"),
    ("check",),
    ("demo",),
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with a member and three people, made once: hashing a PIN is slow on purpose."""
    folder = tmp_path_factory.mktemp("staffed")
    made = new_shop(folder / "shop.db", clock)
    till = an_export(folder / "items.csv", a_sale("A-1", HONEY, PAN, named="Ana Lima", card=CARD))
    made.importing.run(ImportFiles((till,)))
    made.program.save(Program(), date(2026, 1, 1))
    made.posting.catch_up()
    for name, role in (("Ada", Role.OWNER), ("Ines", Role.MANAGER), ("Tom", Role.STAFF)):
        made.staff.add(name, role, PINS[name])
    made.close()
    return folder / "shop.db"


@pytest.fixture
def staffed(ask: Ask, books: Path, tmp_path: Path) -> Ask:
    """Ask a shop where three people have PINs."""
    shutil.copy(books, tmp_path / "shop.db")
    return ask


@pytest.fixture
def as_(staffed: Ask, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask as somebody, by the right PIN."""

    def asked(name: object, *words: object) -> Said:
        monkeypatch.setenv("RETAILCRM_PIN", PINS[str(name)])
        return staffed("--as", name, *words)

    return asked


def test_where_people_have_pins_a_command_must_say_who_asks(staffed: Ask) -> None:
    said = staffed("--json", "status")
    assert is_refused(said)
    assert "--as NAME" in said.err
    assert said.json == {"error": said.err.strip()}


def test_the_pin_comes_from_the_environment_or_from_a_person_never_from_the_command(
    staffed: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = staffed("status", "--as", "Ada")
    assert is_refused(nobody)
    assert "RETAILCRM_PIN" in nobody.err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("retailcrm.cli.who.getpass", lambda _prompt, **_to: PINS["Ada"])
    assert staffed("--json", "status", "--as", "ada").json["receipts"] == 1
    monkeypatch.setenv("RETAILCRM_PIN", "0815")
    assert is_refused(staffed("status", "--as", "Ada"))


def test_wrong_pins_are_slowed_down_and_then_even_the_right_one_has_to_wait(
    staffed: Ask, as_: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETAILCRM_PIN", "0815")
    assert all("not right" in staffed("status", "--as", "Ada").err for _ in range(3))
    assert "Too many wrong PINs" in as_("Ada", "status").err


@pytest.mark.parametrize("words", BACK_OFFICE, ids=" ".join)
def test_staff_are_refused_lists_exports_and_settings(
    as_: Ask, books: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "taken"
    file = books if words[0] == "restore" else out
    said = as_("Tom", *(word.format(out=file) for word in words), "--shop", tmp_path / "shop.db")
    assert is_refused(said)
    assert "Tom may not do this" in said.err
    assert not out.exists()


def test_staff_look_up_one_member_enrol_and_give_points(as_: Ask) -> None:
    assert as_("Tom", "--json", "customer", CARD).code == 0
    assert as_("Tom", "points", "award", CARD, "25", "--reason", "Brought a friend").code == 0
    assert as_("Tom", "--json", "points", "redeem", CARD, "5").json["balance"] > 0
    assert as_("Tom", "--json", "points", "why", CARD).json["entries"][0]["kind"] == "earn"
    assert as_("Tom", "enrol", "--first-name", "Bo", "--phone", "+1 212 555 0199").code == 0
    assert as_("Tom", "cards", "replace", CARD).code == 0


def test_every_export_is_noted_with_who_took_what_and_how_many_rows(
    as_: Ask, tmp_path: Path
) -> None:
    taken = (
        ("Ada", "customers", "--out", tmp_path / "people.csv"),
        ("Ines", "groups", "--out", tmp_path / "groups.csv"),
        ("Ines", "mia", "--out", tmp_path / "mia.csv"),
        ("Ines", "duplicates", "--out", tmp_path / "twice.csv"),
        ("Ada", "problems", "--out", tmp_path / "problems.csv"),
        ("Ines", "points", "why", CARD, "--out", tmp_path / "statement.pdf"),
        ("Ada", "backup", "--to", tmp_path / "copies"),
    )
    assert [as_(*words).code for words in taken] == [0] * len(taken)
    shop = open_shop(str(tmp_path / "shop.db"), clock)
    with shop.books.read() as connection:
        noted = [(who, told["what"]) for _, who, told in events_of(connection, EXPORT)]
        rows = [told["rows"] for _, _, told in events_of(connection, EXPORT)]
    shop.close()
    assert noted == [
        ("Ada", "customers"), ("Ines", "groups"), ("Ines", "mia"), ("Ines", "duplicates"),
        ("Ada", "problems"), ("Ines", "report.statement-1"), ("Ada", "backup"),
    ]  # fmt: skip
    assert rows[:5] == [1, 1, 0, 0, 0]


def test_a_copy_is_put_back_by_the_owner_alone(as_: Ask, books: Path, tmp_path: Path) -> None:
    shop = tmp_path / "shop.db"
    assert is_refused(as_("Ines", "restore", books, "--shop", shop))
    assert as_("Ada", "restore", books, "--shop", shop).code == 0


def test_without_pins_the_owner_asks_and_nobody_else_is_known(ask: Ask) -> None:
    assert ask("status").code == 0
    said = ask("status", "--as", "Ada")
    assert is_refused(said)
    assert "Nobody has a PIN" in said.err
