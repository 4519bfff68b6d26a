"""Commands that talk to Constant Contact, against a server on this computer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retailcrm.services.connecting import World
from tests.asking import Ask, is_refused
from tests.builders import a_directory, a_person, a_sale, an_export
from tests.constant_contact_server import CUT_AFTER, Shop, constant_contact
from tests.unit.mailing.test_constant_contact_api import Box


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A service, and a computer that keeps secrets."""
    shop, box = Shop(), Box()
    with constant_contact(shop) as base:

        def world(_safe: object) -> World:
            return World(
                box, sleep=lambda _: None, base=base, authorize=f"{base}/a", token=f"{base}/token"
            )

        monkeypatch.setattr("retailcrm.wiring.World", world)
        monkeypatch.setattr("retailcrm.cli.connection.webbrowser.open", lambda _: True)
        yield shop


@pytest.fixture
def known(ask: Ask, tmp_path: Path) -> Ask:
    """A shop of two people who said yes."""
    people = a_directory(
        tmp_path / "p.csv",
        a_person("C1", email="ana@example.com", mails="subscribed"),
        a_person("C2", "Bob", "Stone", email="bob@example.com", mails="subscribed"),
    )
    sales = an_export(tmp_path / "till.csv", a_sale("1", buyer="C1"))
    assert ask("import", people, sales, "--zone", "America/New_York").code == 0
    return ask


def test_an_account_is_connected_sent_to_and_asked_by_commands_alone(
    known: Ask, service: Shop
) -> None:
    told = ("--client-id", "client-7", "--redirect", "https://localhost")
    begun = known("mailing", "connect", *told, "--json").json
    assert begun["connected"] is False
    back = service.authorize(begun["address"])
    assert known("mailing", "connect", "--returned", back, "--json").json["connected"] is True
    push = ("mailing", "push", "--list", "customers?", "--into", "Newsletter", "--json")
    service.faults = [("POST /v3/activities", CUT_AFTER)]
    broken = known(*push)
    assert is_refused(broken)
    assert "0 of 1 parts have arrived" in broken.err
    (waiting,) = known("mailing", "status", "--json").json["waiting"]
    assert (waiting["title"], waiting["people"]) == ("Newsletter", 2)
    (sent,) = known("mailing", "push", "--resume", "--json").json["lists"]
    assert (sent["whole"], sent["taken"]) == (True, 2)
    assert len(service.uploads) == 1
    service.refused = {"ana@example.com": "2026-10-01T10:00:00Z"}
    pulled = known("mailing", "pull", "--json").json
    assert (pulled["refusals"]["unsubscribed"], pulled["mailings"]) == (1, 0)
    assert known(*push).json["people"] == 1
    assert known("mailing", "disconnect", "--json").json["connected"] is False


def test_what_is_not_said_or_not_connected_is_refused_in_a_sentence(
    known: Ask, service: Shop
) -> None:
    for words, sentence in (
        (("push",), "Say which list"),
        (("push", "--list", "customers?"), "is not connected"),
        (("push", "--resume"), "No list waits"),
        (("pull",), "is not connected"),
        (("connect",), "No client id is kept yet"),
        (("connect", "--redirect", "localhost"), "is no address"),
    ):
        refused = known("mailing", *words, "--json")
        assert is_refused(refused)
        assert sentence in refused.err
    assert service.asked == []
