"""Lists sent to Constant Contact over the network and what comes back, on both databases."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.mailing.constant_contact_api import parts as cutting
from retailcrm.mailing.constant_contact_api.wire import Network
from retailcrm.services import uploading
from retailcrm.services.connecting import World
from retailcrm.services.connection_rows import ConnectionSettings, Pushed, PushWish
from retailcrm.services.constant_contact import ConnectionService
from retailcrm.services.mail_back import ReadBack
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_sale, a_table, an_export, count, taken_in
from tests.constant_contact_server import (
    BUSY,
    CUT_AFTER,
    CUT_BEFORE,
    QUOTA,
    Fault,
    Shop,
    constant_contact,
)
from tests.kept_shops import Fill
from tests.unit.mailing.test_constant_contact_api import Box

IMPORT = "POST /v3/activities/contacts_file_import"
EVERYONE = "customers"
PEOPLE = 25


class Day:
    """A clock that stands, and moves only while somebody waits."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Line:
    """The shop, its service, and its way there."""

    def __init__(self, services: Services, shop: Shop, base: str) -> None:
        self.services, self.shop, self.day, self.box = services, shop, Day(), Box()
        made = services.campaigns.connection
        world = World(
            self.box, Network(5), self.day.sleep, base, f"{base}/authorize", f"{base}/token"
        )
        self.service = ConnectionService(
            services.books,
            made._people,
            made._uploading._standing,
            services.campaigns.back,
            world,
            self.day,
        )

    def connect(self) -> None:
        self.service.save_settings(ConnectionSettings("client-7", "https://localhost"))
        begun = self.service.begin()
        assert not begun.listens
        self.service.finish(self.shop.authorize(begun.address))

    def push(self, *faults: tuple[str, Fault]) -> Pushed:
        self.shop.faults = list(faults)
        return self.service.push(PushWish(EVERYONE, "Newsletter")).value

    def sent(self) -> list[str]:
        """List every address that arrived, as often as it arrived."""
        return [
            row["email"]
            for content in self.shop.uploads
            for row in csv.DictReader(io.StringIO(content.decode()))
        ]


def _known(shop: Services, folder: Path) -> None:
    people = [
        a_person(f"C{at}", "Zoë", f"Q{at}", email=f"p{at:02d}@example.com", mails="subscribed")
        for at in range(PEOPLE)
    ]
    taken_in(
        shop,
        an_export(folder / "sales.csv", a_sale("0", buyer="C1")),
        a_directory(folder / "people.csv", *people),
    )


@pytest.fixture
def line(
    filled_with: Callable[[Fill], Services], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Line]:
    """A shop of 25 people who said yes, whose lists are cut into parts of ten."""
    monkeypatch.setattr(cutting, "MOST_ROWS", 10)
    monkeypatch.setattr(
        uploading, "cut", lambda table, rows=10, size=10**9: cutting.parts_of(table, rows, size)
    )
    shop = filled_with(_known)
    world = Shop()
    with constant_contact(world) as base:
        found = Line(shop, world, base)
        found.connect()
        yield found


ALL = [f"p{at:02d}@example.com" for at in range(PEOPLE)]


def test_a_list_arrives_whole_in_parts_and_is_logged_as_one(line: Line) -> None:
    told = line.push()
    assert (told.people, told.parts, told.done, told.taken) == (PEOPLE, 3, 3, PEOPLE)
    assert sorted(line.sent()) == ALL
    assert line.shop.lists == {"list-1": "Newsletter"}
    assert line.shop.people["p01@example.com"]["first_name"] == "Zoë"
    (row, *_) = line.services.campaigns.mailing.log()
    assert (row.service, row.included, row.file) == ("constant-contact", PEOPLE, "")
    assert count(line.services, "exported_row") == PEOPLE
    assert line.service.status().waiting == ()


def test_the_shops_own_fields_are_made_there_and_filled(line: Line) -> None:
    line.push()
    heads = line.shop.uploads[0].decode().splitlines()[0].split(",")
    assert heads[0] == "email"
    assert "cf:Card_Number" in heads
    assert line.shop.fields["Card Number"] == "Card_Number"
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(
    ("fault", "arrived"), [(CUT_BEFORE, 1), (CUT_AFTER, 2), (QUOTA, 1), (BUSY, 1)]
)
def test_the_network_gone_in_mid_upload_loses_nothing_and_sends_nothing_twice(
    line: Line, fault: Fault, arrived: int
) -> None:
    original = line.shop.uploads

    class Watching(list[bytes]):
        def append(self, content: bytes) -> None:
            super().append(content)
            if len(self) == 1:
                line.shop.faults = [(IMPORT, fault)]

    line.shop.uploads = Watching(original)
    with pytest.raises(UserError, match="1 of 3 parts have arrived"):
        line.service.push(PushWish(EVERYONE, "Newsletter"))
    assert len(line.shop.uploads) == arrived
    (waiting,) = line.service.status().waiting
    assert (waiting.parts, waiting.done, waiting.title) == (3, 0, "Newsletter")
    (told,) = line.service.resume().value
    assert told.is_whole
    assert sorted(line.sent()) == ALL
    assert len(line.shop.uploads) == 3
    with pytest.raises(UserError, match="No list waits"):
        line.service.resume()


def test_a_part_whose_answer_was_lost_is_found_even_if_the_service_tells_no_file_names(
    line: Line,
) -> None:
    line.shop.tells_files = False
    with pytest.raises(UserError, match="0 of 3 parts"):
        line.push((IMPORT, CUT_AFTER))
    line.service.resume()
    assert sorted(line.sent()) == ALL


def test_a_key_that_runs_out_on_the_way_is_renewed_without_anybody_noticing(line: Line) -> None:
    line.shop.expire()
    assert line.push().is_whole
    assert sorted(line.sent()) == ALL
    assert line.box.held["renewal"] == line.shop.renewal


def test_who_refuses_while_a_list_waits_is_not_in_what_is_sent_later(
    line: Line, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        line.push((IMPORT, CUT_BEFORE))
    path = a_table(tmp_path / "unsubscribes.csv", "Email", "p24@example.com", "p00@example.com")
    line.services.campaigns.back.read(ReadBack(path))
    (told,) = line.service.resume().value
    assert told.is_whole
    assert sorted(line.sent()) == ALL[1:24]


def test_what_the_service_did_not_take_is_counted_and_said(line: Line, tmp_path: Path) -> None:
    long = f"{'x' * 45}@example.com"
    people = a_directory(
        tmp_path / "more.csv", a_person("L1", "Long", "Name", email=long, mails="subscribed")
    )
    taken_in(line.services, people)
    line.shop.refused = {"p03@example.com": "2026-10-01T10:00:00Z"}
    told = line.push()
    assert (told.taken, told.errors, told.not_added) == (PEOPLE - 1, 1, 1)
    assert told.problems == ("email is too long",)
    assert told.is_whole


def test_work_that_the_service_gives_up_is_sent_anew_when_asked(line: Line) -> None:
    line.shop.state_after = "failed"
    assert not line.push().is_whole
    line.shop.state_after = "completed"
    (told,) = line.service.resume().value
    assert told.is_whole
    assert sorted(set(line.sent())) == ALL


def test_only_who_may_be_written_to_is_sent(line: Line, tmp_path: Path) -> None:
    path = a_table(tmp_path / "unsubscribes.csv", "Email", *ALL)
    line.services.campaigns.back.read(ReadBack(path))
    with pytest.raises(UserError, match="Nobody of this list"):
        line.push()
    assert line.shop.uploads == []


def test_refusals_there_are_refusals_here_by_their_own_date_and_once(line: Line) -> None:
    line.shop.refused = {
        "p03@example.com": "2026-10-01T10:00:00Z",
        "stranger@example.com": "2026-10-02T10:00:00Z",
    }
    told = line.service.pull().value
    assert (told.refusals.unsubscribed, told.refusals.unknown, told.refusals.stopped) == (1, 1, 1)
    with line.services.books.read() as connection:
        (at,) = connection.scalars(
            text("SELECT at FROM consent_event WHERE batch_id IS NULL AND given = :no"),
            {"no": False},
        )
    assert at == datetime(2026, 10, 1, 10, tzinfo=UTC).timestamp()
    again = line.service.pull().value
    assert (again.refusals.unsubscribed, again.refusals.stopped) == (0, 0)
    assert any("optout_after=2026-10-31T09" in one for one in line.shop.asked)
    line.push()
    assert "p03@example.com" not in line.sent()


def test_the_newest_mailings_tell_what_was_opened_and_what_bounced(line: Line) -> None:
    line.shop.mailings = ["autumn"]
    person = {"created_time": "2026-10-01T10:00:00Z"}
    line.shop.reports = {
        "autumn/opens": [
            {**person, "email_address": one, "device_type": "computer"} for one in ALL[:5]
        ],
        "autumn/bounces": [
            {**person, "email_address": ALL[6], "bounce_code": "B"},
            {**person, "email_address": ALL[7], "bounce_code": "V"},
        ],
        "autumn/clicks": [
            {**person, "email_address": ALL[0], "link_url": "https://shop.example/?to=p00"}
        ],
        "autumn/optouts": [{**person, "email_address": ALL[8], "opt_out_reason": "Too many"}],
    }
    told = line.service.pull().value
    assert told.mailings == 1
    found = told.reports
    assert (found.opened, found.clicked, found.bounced, found.away, found.unsubscribed) == (
        5, 1, 1, 1, 1,
    )  # fmt: skip
    line.push()
    assert sorted(line.sent()) == [one for one in ALL if one not in {ALL[6], ALL[8]}]


def test_without_a_connection_one_sentence_says_what_to_do(line: Line) -> None:
    line.service.disconnect()
    assert line.box.held == {}
    assert not line.service.status().is_connected
    for ask in (line.service.lists, line.service.pull, line.push):
        with pytest.raises(UserError, match="is not connected"):
            ask()
    with pytest.raises(UserError, match="No connection was begun"):
        line.service.finish("https://localhost?code=1&state=2")


def test_no_key_and_no_secret_stands_in_the_books(line: Line, tmp_path: Path) -> None:
    line.push()
    secrets = {line.box.held["access"], line.box.held["renewal"]}
    with line.services.books.read() as connection:
        for table in ("setting", "audit_event", "upload_part", "list_export"):
            for row in connection.execute(text(f"SELECT * FROM {table}")):  # noqa: S608
                assert not any(secret in str(row) for secret in secrets)


def test_who_stands_at_the_counter_connects_and_sends_nothing(line: Line) -> None:
    kim = Actor("Kim", Role.STAFF)
    with pytest.raises(UserError, match="may not do this"):
        line.service.begin(actor=kim)
    with pytest.raises(UserError, match="may not do this"):
        line.service.push(PushWish(EVERYONE, "Newsletter"), actor=kim)
    with pytest.raises(UserError, match="may not do this"):
        line.service.pull(actor=kim)


def test_a_computer_without_a_keyring_says_so_and_keeps_nothing(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring  # noqa: PLC0415
    from keyring.backends.fail import Keyring  # noqa: PLC0415

    held = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        service = line.services.campaigns.connection
        assert "no keyring" in service.status().trouble
        with pytest.raises(UserError, match="no keyring"):
            service.begin()
    finally:
        keyring.set_keyring(held)
