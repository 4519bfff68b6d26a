"""Asking Constant Contact: paced, renewed, in every form of its errors, against a server here."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from retailcrm.mailing.constant_contact_api.account import Account
from retailcrm.mailing.constant_contact_api.client import Client
from retailcrm.mailing.constant_contact_api.faults import Refused, checked
from retailcrm.mailing.constant_contact_api.loopback import Doorway, can_listen
from retailcrm.mailing.constant_contact_api.pace import Pace
from retailcrm.mailing.constant_contact_api.parts import multipart, parts_of
from retailcrm.mailing.constant_contact_api.pkce import Beginning, NotAnswered, begin
from retailcrm.mailing.constant_contact_api.tokens import ACCESS, RENEWAL, KeyRing, NotConnected
from retailcrm.mailing.constant_contact_api.wire import Answer, Network, NetworkGone
from tests.constant_contact_server import (
    BUSY,
    CUT_AFTER,
    CUT_BEFORE,
    QUEUED,
    QUOTA,
    THROTTLED,
    Shop,
    constant_contact,
)


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
        self.waited: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)


class Box:
    """Keeps secrets in memory, and remembers in which order."""

    def __init__(self, **held: str) -> None:
        self.held = dict(held)
        self.order: list[str] = []

    def get(self, name: str) -> str | None:
        return self.held.get(name)

    def put(self, name: str, secret: str) -> None:
        self.order.append(name)
        self.held[name] = secret

    def forget(self, name: str) -> None:
        self.held.pop(name, None)


class World:
    """A client, its clock and safe, and the server it asks."""

    def __init__(self, shop: Shop, base: str) -> None:
        self.shop, self.base, self.clock = shop, base, Clock()
        ends = str(int(self.clock.now.timestamp()) + 3600)
        self.box = Box(access=shop.access, renewal=shop.renewal, ends=ends)
        self.keys = KeyRing(self.box, Network(5), self.clock, "client", f"{base}/token")
        pace = Pace(self.clock, self.clock.sleep)
        self.client = Client(Network(5), self.keys, pace, base)
        self.account = Account(self.client)


@pytest.fixture
def world() -> Iterator[World]:
    shop = Shop()
    with constant_contact(shop) as base:
        yield World(shop, base)


def test_an_account_is_connected_by_a_yes_in_the_browser_and_nothing_secret_is_shown(
    world: World,
) -> None:
    begun = begin("client", "https://localhost", lambda count: b"x" * count)
    shown = begun.address("https://authz.example/authorize")
    assert begun.verifier not in shown
    back = world.shop.authorize(shown)
    world.keys.exchange(begun, begun.code_in(back))
    assert (world.box.held[ACCESS], world.box.held[RENEWAL]) == ("access-1", "renewal-1")
    assert world.account.lists() == ()
    with pytest.raises(NotConnected):  # a code is good once
        world.keys.exchange(begun, "code-1")


def test_the_challenge_is_the_one_of_the_standard() -> None:
    begun = Beginning("c", "r", "s", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert begun.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost?code=1&state=other",
        "https://localhost?state=s",
        "https://localhost?error=access_denied&error_description=No&state=s",
        "nonsense",
    ],
)
def test_an_answer_of_another_attempt_or_without_permission_is_refused(address: str) -> None:
    with pytest.raises(NotAnswered):
        Beginning("c", "r", "s", "v").code_in(address)


def test_the_browser_finds_its_way_back_to_this_computer() -> None:
    assert can_listen("http://127.0.0.1:53682/")
    assert not can_listen("https://localhost")
    door = Doorway("http://127.0.0.1:0/", "Done.")

    def browse(path: str) -> int:
        line = HTTPConnection("127.0.0.1", door.port, timeout=5)
        line.request("GET", path)
        with suppress(OSError):
            return line.getresponse().status
        return 0

    with ThreadPoolExecutor(1) as pool:
        statuses = pool.submit(lambda: [browse("/favicon.ico"), browse("/?code=7&state=s")])
        asked = door.wait(lambda: True)
        assert statuses.result() == [404, 200]
    assert parse_qs(urlsplit(asked or "").query) == {"code": ["7"], "state": ["s"]}


def test_waiting_for_the_browser_can_be_given_up() -> None:
    assert Doorway("http://127.0.0.1:0/", "Done.").wait(lambda: False) is None


def test_new_keys_are_safe_before_one_of_them_is_used(world: World) -> None:
    world.shop.expire()
    world.account.lists()
    assert world.box.order[:2] == [RENEWAL, ACCESS]
    assert [one.split("?")[0] for one in world.shop.asked] == [
        "GET /v3/contact_lists", "POST /token", "GET /v3/contact_lists",
    ]  # fmt: skip


def test_keys_that_run_out_are_renewed_beforehand(world: World) -> None:
    world.clock.now += timedelta(hours=2)
    world.account.lists()
    assert world.shop.asked[0] == "POST /token"
    assert world.box.held[RENEWAL] == "renewal-1"


def test_keys_that_open_nothing_any_more_ask_for_a_new_connection(world: World) -> None:
    world.shop.renewal = "void"
    world.shop.expire()
    with pytest.raises(NotConnected):
        world.account.lists()
    assert world.box.held[RENEWAL] == "renewal-0"  # a key is not thrown away for a refusal


def test_no_more_than_four_questions_a_second_are_asked() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    times = []
    for _ in range(21):
        pace.wait()
        times.append(clock.now)
    assert clock.waited == [1.0] * 5
    assert all(
        later - first >= timedelta(seconds=1)
        for first, later in zip(times, times[4:], strict=False)
    )


def test_no_more_questions_than_a_day_allows_are_asked_until_midnight_universal_time() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep, a_day=10)
    for _ in range(10):
        pace.wait()
    with pytest.raises(Refused) as refused:
        pace.wait()
    assert refused.value.kind == "quota_exceeded"
    clock.now = datetime(2026, 11, 3, 0, 0, 1, tzinfo=UTC)
    pace.wait()


def test_a_throttled_question_is_asked_again_a_little_later(world: World) -> None:
    world.shop.faults = [("GET /v3/contact_lists", THROTTLED), ("GET /v3/contact_lists", BUSY)]
    assert world.account.lists() == ()
    assert world.clock.waited[:2] == [1, 2]


def test_a_day_that_is_used_up_is_said_and_not_tried_again(world: World) -> None:
    world.shop.faults = [("GET /v3/contact_lists", QUOTA)]
    with pytest.raises(Refused) as refused:
        world.account.lists()
    assert refused.value.kind == "quota_exceeded"
    assert len(world.shop.asked) == 1


def test_a_full_queue_is_waited_for(world: World) -> None:
    world.shop.faults = [("POST /v3/contact_lists", QUEUED)]
    assert world.account.list_named("Best").name == "Best"
    assert 30 in world.clock.waited


@pytest.mark.parametrize(
    ("body", "key", "message"),
    [
        ([{"error_key": "a.b", "error_message": "No."}], "a.b", "No."),
        ({"error_key": "a.b", "error_message": "No."}, "a.b", "No."),
        ({"message": "No."}, "", "No."),
        ({"error": "invalid_grant", "error_description": "No."}, "invalid_grant", "No."),
        ([], "", ""),
        ("No.", "", "No."),
    ],
)
def test_every_form_of_an_error_is_read(body: Any, key: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(Answer(400, json.dumps(body).encode()))
    assert (refused.value.key, refused.value.message) == (key, message)


def test_an_error_that_is_a_web_page_is_read_too() -> None:
    with pytest.raises(Refused) as refused:
        checked(Answer(502, b"<html>Bad gateway</html>"))
    assert refused.value.is_passing
    assert "Bad gateway" in refused.value.message
    with pytest.raises(Refused):
        checked(Answer(200, b"<html>"))


def test_a_reading_question_survives_a_cut_line_and_a_sending_one_is_never_sent_again(
    world: World,
) -> None:
    world.shop.faults = [("GET /v3/contact_lists", CUT_AFTER)]
    assert world.account.lists() == ()
    world.shop.lists = {"list-1": "Best"}
    world.shop.faults = [("POST /v3/activities", CUT_AFTER)]
    with pytest.raises(NetworkGone) as gone:
        world.account.send("a.csv", b"email\r\na@b.com\r\n", ("list-1",))
    assert gone.value.may_have_arrived
    assert len(world.shop.uploads) == 1


def test_a_line_that_cannot_be_opened_has_carried_nothing() -> None:
    shop = Shop()
    with constant_contact(shop) as base:
        world = World(shop, base)
    with pytest.raises(NetworkGone) as gone:
        world.account.send("a.csv", b"email\r\na@b.com\r\n", ("list-1",))
    assert not gone.value.may_have_arrived


def test_long_answers_are_read_to_their_end_and_no_key_goes_elsewhere(world: World) -> None:
    world.shop.lists = {f"list-{at}": f"List {at}" for at in range(7)}
    assert len(world.account.lists()) == 7
    assert sum("cursor" in one for one in world.shop.asked) == 3
    strange = {"lists": [], "_links": {"next": {"href": "https://evil.example/v3/x"}}}
    world.shop.faults = [("GET /v3/contact_lists", (200, strange))]
    assert world.account.lists() == ()


def test_a_list_is_made_once_whatever_its_case_and_even_if_the_answer_was_lost(
    world: World,
) -> None:
    first = world.account.list_named("Best customers")
    assert world.account.list_named(" best CUSTOMERS ").id == first.id
    world.shop.faults = [("POST /v3/contact_lists", CUT_AFTER)]
    with pytest.raises(NetworkGone):
        world.account.list_named("Lapsed")
    assert world.account.list_named("Lapsed").name == "Lapsed"
    assert list(world.shop.lists.values()) == ["Best customers", "Lapsed"]


def test_custom_fields_are_made_where_they_are_missing(world: World) -> None:
    world.shop.fields = {"Group": "Group"}
    made = world.account.make_fields(("Group", "Last Visit"))
    assert made == {"Group": "Group", "Last Visit": "Last_Visit"}
    world.shop.fields = {f"F{at}": f"F{at}" for at in range(100)}
    assert world.account.make_fields(("Group",)) == {}


def test_a_list_is_cut_into_files_that_the_service_takes_whole() -> None:
    table = pl.DataFrame({"email": [f"person{at}@example.com" for at in range(45_000)]})
    parts = list(parts_of(table))
    assert [one.people for one in parts] == [20_000, 20_000, 5_000]
    wide = pl.DataFrame(
        {"email": [f"p{at}@b.com" for at in range(900)], "street": ["x" * 255] * 900}
    )
    small = list(parts_of(wide, 1_000, 50_000))
    assert all(len(one.content) <= 50_000 for one in small)
    assert sum(one.people for one in small) == 900
    assert [one.first for one in small] == [
        sum(one.people for one in small[:at]) for at in range(len(small))
    ]


def test_whatever_stands_in_a_file_arrives_as_it_is(world: World) -> None:
    world.shop.lists = {"list-1": "Best", "list-2": "All"}
    content = 'email,first_name\r\na@b.com,"Zoë ""Z""\r\nMaría"\r\n'.encode()
    kind, body = multipart("a.csv", content, ("list-1", "list-2"))
    assert kind.startswith("multipart/form-data; boundary=")
    assert content in body
    taken = world.account.send("a.csv", content, ("list-1", "list-2"))
    assert world.shop.uploads == [content]
    assert (world.account.activity(taken.id).state, taken.file) == ("processing", "a.csv")


def test_the_question_whether_a_line_was_cut_before_or_after_is_never_guessed(
    world: World,
) -> None:
    world.shop.lists = {"list-1": "Best"}
    for cut, uploads in ((CUT_BEFORE, 0), (CUT_AFTER, 1)):
        world.shop.faults = [("POST /v3/activities", cut)]
        with pytest.raises(NetworkGone) as gone:
            world.account.send("a.csv", b"email\r\na@b.com\r\n", ("list-1",))
        assert gone.value.may_have_arrived
        assert len(world.shop.uploads) == uploads
