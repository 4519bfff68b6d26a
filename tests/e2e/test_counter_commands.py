"""The counter without a window: enrol, find, issue, print, swap and block."""

from pathlib import Path

import pytest

from tests.asking import Ask, is_refused

CARD = "4596378630"
REFUSED = (
    ("enrol",),
    ("enrol", "--first-name", "Eve", "--email", "nowhere"),
    ("enrol", "--first-name", "Eve", "--consent", "email=perhaps"),
    ("enrol", "--first-name", "Eve", "--consent", "pigeon=yes"),
    ("enrol", "--first-name", "Eve", "--card", "5000112637922"),
    ("enrol", "--first-name", "Eve", "--card", "4111111111111111"),
    ("cards", "issue", "--count", "0"),
    ("cards", "issue", "--count", "9" * 30),
    ("cards", "print", "--out", "none.pdf"),
    ("cards", "print", CARD),
    ("cards", "print", CARD, "--out", "no/such/folder/x.pdf"),
    ("cards", "print", CARD, "--out", "x.pdf", "--sheet", "parchment"),
    ("cards", "print", CARD, "--out", "x.pdf", "--symbology", "ean13"),
    ("cards", "print", CARD, "--out", "x.pdf", "--start", "2"),
    ("cards", "print", CARD, "--out", "x.pdf", "--offset-x", "nan"),
    ("cards", "print", "--calibration", "--out", "no/such/folder/x.pdf"),
    ("cards", "replace", "nobody"),
    ("cards", "activate", "7010000140", "Ana"),
    ("cards", "block", "7010000140"),
    ("cards", "unblock", CARD),
    ("points", "award", "5000112637922", "5", "--reason", "a product was scanned"),
    ("points", "award", "2012345678900", "5", "--reason", "a scale label was scanned"),
    ("points", "award", "4596378631", "5", "--reason", "a garbled scan"),
    ("points", "award", "\udcff", "5", "--reason", "another encoding"),
)


@pytest.fixture
def counter(ask: Ask) -> Ask:
    """Enrol Ana first."""
    said = ask(
        "enrol", "--first-name", "Ana", "--last-name", "Lima", "--phone", "+1 212 555 0101",
        "--email", "ana@example.com", "--card", CARD,
    )  # fmt: skip
    assert said.code == 0
    return ask


def test_a_new_member_is_enrolled_with_a_card_of_her_own(ask_each: Ask) -> None:
    words = (
        "enrol", "--first-name", "Ana", "--last-name", "Lima", "--email", "Ana@Example.com",
        "--birthday", "1980-05-24", "--source", "a friend", "--consent", "email=yes",
        "--consent", "SMS=no", "--wording", "May we write to you?", "--json",
    )  # fmt: skip
    first = ask_each(*words).json
    assert {"customer", "card"} <= first.keys()
    assert (len(first["card"]), first["was_known"]) == (10, False)
    told = ask_each("customer", first["card"], "--json").json
    assert (told["customer"], told["name"]) == (first["customer"], "Ana Lima")
    assert (told["email"], told["birthday"]) == ("ana@example.com", "1980-05-24")
    assert {one["channel"]: one["given"] for one in told["consents"]} == {
        "email": True,
        "sms": False,
    }
    again = ask_each(*words).json
    assert again["was_known"]
    assert (again["customer"], again["card"]) == (first["customer"], first["card"])


def test_a_member_is_found_by_whatever_she_shows_or_says(counter: Ask) -> None:
    scans = (CARD, "4596-378 630", f"]C0{CARD}", f"{CARD}\n", CARD[:-1])
    words = ("Ana@Example.com", "+12125550101", "ana lima", "1")
    for ref in (*scans, *words):
        assert counter("points", "balance", ref, "--json").json["customer"] == 1, ref


def test_cards_are_issued_printed_and_handed_out(counter: Ask, tmp_path: Path) -> None:
    cards = counter("cards", "issue", "--count", "12", "--json").json["cards"]
    assert len(set(cards)) == 12
    out = tmp_path / "cards.pdf"
    told = counter(
        "cards", "print", "--sheet", "avery-5371", "--symbology", "qr", "--out", out, "--json"
    ).json
    assert (told["file"], told["pages"], told["cards"]) == (str(out), 2, 12)
    assert out.read_bytes().startswith(b"%PDF-")
    named = counter("cards", "print", CARD, "--start", "2", "--sheet", "Avery 5371", "--out", out)
    assert named.code == 0
    counter("enrol", "--first-name", "Bo", "--phone", "+1 212 555 0102", "--card", cards[0])
    assert counter("points", "balance", cards[0], "--json").json["customer"] != 1
    counts = counter("cards", "count", "--json").json
    assert counts == {"stock": 11, "in_use": 2, "replaced": 0, "blocked": 0}


def test_sheets_are_listed_and_a_printer_is_set_right_once(counter: Ask, tmp_path: Path) -> None:
    sheets = counter("cards", "print", "--list", "--json").json["sheets"]
    assert {"cr80", "avery-5371", "avery-l7651"} <= {one["key"] for one in sheets}
    plain, shifted, later = (tmp_path / f"{name}.pdf" for name in ("plain", "shifted", "later"))
    test_page = ("cards", "print", "--calibration", "--sheet", "avery-5371", "--out")
    assert counter(*test_page, plain).code == 0
    assert counter(*test_page, shifted, "--offset-x", "-1.5", "--offset-y", "0.5").code == 0
    assert counter(*test_page, later).code == 0
    assert plain.read_bytes() != shifted.read_bytes() == later.read_bytes()


def test_a_lost_card_is_swapped_and_its_points_stay(counter: Ask) -> None:
    counter("points", "award", CARD, "30", "--reason", "Welcome")
    told = counter("cards", "replace", CARD, "--json").json
    assert (told["customer"], told["old"]) == (1, CARD)
    for number in (CARD, told["card"]):
        assert counter("points", "balance", number, "--json").json["balance"] == 30
    by_name = counter("cards", "replace", "Ana", "55501234", "--json").json
    assert (by_name["old"], by_name["card"]) == (told["card"], "55501234")
    again = counter("cards", "replace", CARD)
    assert is_refused(again)


def test_a_blocked_card_shows_its_points_and_moves_none(counter: Ask) -> None:
    counter("points", "award", CARD, "30", "--reason", "Welcome")
    assert counter("cards", "block", CARD, "--json").json["state"] == "blocked"
    assert counter("points", "balance", CARD, "--json").json["balance"] == 30
    assert is_refused(counter("points", "award", CARD, "5", "--reason", "Birthday"))
    assert is_refused(counter("points", "redeem", CARD, "5"))
    assert counter("cards", "unblock", CARD).code == 0
    assert counter("points", "award", CARD, "5", "--reason", "Birthday").code == 0


def test_new_numbers_come_from_the_range_that_was_set(counter: Ask) -> None:
    assert counter("cards", "range", "--json").json["length"] == 10
    told = counter("cards", "range", "--prefix", "77", "--length", "11", "--json").json
    assert (told["prefix"], told["length"], told["numbers"]) == ("77", 11, 100_000_000)
    (card,) = counter("cards", "issue", "--count", "1", "--json").json["cards"]
    assert card.startswith("77")
    assert len(card) == 11
    assert is_refused(counter("cards", "range", "--length", "13", "--check", "ean"))
    assert counter("cards", "range", "--json").json == told


def test_a_number_that_is_one_ones_card_and_anothers_id_moves_nothing(counter: Ask) -> None:
    assert counter("enrol", "--first-name", "Bo", "--card", "0001").code == 0
    assert is_refused(counter("points", "award", "0001", "5", "--reason", "Welcome"))


def test_what_the_counter_cannot_do_is_refused_and_changes_nothing(
    counter: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in REFUSED:
        said = counter(*words, "--json")
        assert is_refused(said), words
        assert said.json["error"] == said.err.strip()
    assert counter("customers", "--json").json["customers"] == 1
    assert counter("cards", "count", "--json").json["in_use"] == 1
    assert counter("points", "why", CARD, "--json").json["entries"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("cards",),
        ("cards", "issue"),
        ("cards", "issue", "--count", "many"),
        ("cards", "print", "--symbology", "runes"),
        ("points", "award", CARD, "5"),
        ("points", "award", CARD, "five", "--reason", "x"),
        ("program", "set"),
        ("merge", "1"),
        ("unmerge", "one"),
    ],
)
def test_wrong_usage_of_the_counters_commands_is_told_apart(
    ask: Ask, words: tuple[str, ...]
) -> None:
    said = ask(*words)
    assert (said.code, said.out) == (2, "")
    assert "usage:" in said.err


def test_the_demo_makes_its_own_folder(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    said = ask("demo", "--shop", tmp_path / "demo.db", "--out", out, "--json")
    assert said.code == 0
    assert Path(said.json["report"]).parent == out
