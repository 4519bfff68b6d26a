"""Lists on the command line: saved, counted, written for a service, and logged."""

import csv
from pathlib import Path

from tests.asking import Ask


def test_a_saved_list_goes_to_a_service_and_only_its_changes_the_next_time(
    ask: Ask, tmp_path: Path
) -> None:
    for first, answer in (("Ana", "yes"), ("Rui", "no"), ("Eva", "yes")):
        consent = f"email={answer}"
        ask("enrol", "--first-name", first, "--email", f"{first}@example.com", "--consent", consent)
    pasted = tmp_path / "pasted.txt"
    pasted.write_text("ana@example.com\nRui@Example.com\nnobody@example.com\n")
    saved = ask("lists", "add", "Tasting", "--paste", pasted, "--json").json
    assert (saved["people"], saved["unmatched"]) == (2, ["nobody@example.com"])
    assert [one["name"] for one in ask("lists", "--json").json["lists"]] == ["Tasting"]

    wish = ("--service", "constant-contact", "--list", "tasting")
    assert ask("mailing", "preview", *wish, "--json").code == 1
    wish = ("--service", "constant-contact", "--list", "Tasting")
    shown = ask("mailing", "preview", *wish, "--json").json
    assert (shown["included"], shown["excluded"]) == (1, {"refused": 1})
    out = tmp_path / "out"
    done = ask("mailing", "export", *wish, "--out", out, "--json").json
    assert (done["included"], done["excluded"]) == (1, {"refused": 1})
    with Path(done["file"]).open(encoding="utf-8", newline="") as told:
        assert [row["Email Address"] for row in csv.DictReader(told)] == ["ana@example.com"]
    twin = Path(done["suppression_file"]).read_text(encoding="utf-8").split()
    assert twin == ["Email", "Address", "rui@example.com"]
    again = ask("mailing", "export", *wish, "--out", out, "--since-last", "--json").json
    assert (again["included"], again["unchanged"]) == (0, 1)
    log = ask("mailing", "log", "--json").json["exports"]
    assert [(one["list"], one["included"]) for one in log] == [("Tasting", 0), ("Tasting", 1)]
    assert ask("lists", "remove", "Tasting", "--json").json == {"removed": "Tasting"}


def test_a_wish_that_cannot_be_met_is_refused_in_a_sentence(ask: Ask, tmp_path: Path) -> None:
    ask("enrol", "--first-name", "Ana", "--email", "ana@example.com", "--consent", "email=yes")
    everyone = ("--list", "everyone", "--out", tmp_path / "out")
    for wish, said in (
        (("--service", "pigeon", *everyone), "No files are written for pigeon."),
        (("--service", "mailchimp", *everyone, "--channel", "sms"), "takes no list for sms"),
        (("--service", "sms", *everyone), "Nobody of this list may be written to."),
        (("--service", "csv", "--list", "nobody", "--out", tmp_path), "There is no list"),
        (("--service", "csv", "--campaign", "9", "--out", tmp_path), "not in the books"),
    ):
        refused = ask("mailing", "export", *wish)
        assert refused.code == 1
        assert said in refused.err
