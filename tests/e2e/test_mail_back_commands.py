"""Commands that read what comes back of sendings."""

from pathlib import Path

import pytest

from tests.asking import Ask, is_refused
from tests.builders import a_directory, a_person, a_sale, a_table, an_export


@pytest.fixture
def known(ask: Ask, tmp_path: Path) -> Ask:
    """A shop that knows Ana by her address and her card."""
    people = a_directory(
        tmp_path / "p.csv", a_person("C1", email="ana@example.com", card="7010000110")
    )
    sales = an_export(tmp_path / "till.csv", a_sale("1", buyer="C1"))
    assert ask("import", people, sales, "--zone", "America/New_York").code == 0
    return ask


def test_a_report_is_tried_first_and_then_read(known: Ask, tmp_path: Path) -> None:
    path = a_table(tmp_path / "unsubscribes.csv", "Email", "ana@example.com", "eve@example.com")
    tried = known("mailing", "import", path, "--dry-run", "--json").json
    (file,) = tried["files"]
    assert tried["dry_run"] is True
    assert (file["kind"], file["unsubscribed"], file["unknown"]) == ("unsubscribes", 1, 1)
    assert known("mailing", "import", path, "--json").json["files"] == [file]
    (again,) = known("mailing", "import", path, "--json").json["files"]
    assert (again["unsubscribed"], again["same"]) == (0, 1)
    (consent,) = known("customer", "ana@example.com", "--json").json["consents"]
    assert (consent["channel"], consent["given"], consent["source"]) == ("email", False, "List")


def test_what_is_unclear_is_refused_until_the_kind_is_said(known: Ask, tmp_path: Path) -> None:
    path = a_table(tmp_path / "report.csv", "Email", "ana@example.com")
    refused = known("mailing", "import", path, "--json")
    assert is_refused(refused)
    assert "does not tell what it reports" in refused.err
    (file,) = known("mailing", "import", path, "--kind", "bounces", "--json").json["files"]
    assert (file["kind"], file["bounced_once"], file["unsubscribed"]) == ("bounces", 1, 0)


def test_returned_letters_are_scanned_one_after_another(known: Ask) -> None:
    told = known("mailing", "returned", "7010000110", "7010000110", "--json").json
    assert (told["returned"], [one["name"] for one in told["letters"]]) == (1, ["Ana Lima"] * 2)
    refused = known("mailing", "returned", "nonsense", "--json")
    assert is_refused(refused)
    assert "on no letter and no card" in refused.err
