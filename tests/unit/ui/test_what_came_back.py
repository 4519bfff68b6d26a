"""The parts of the Lists tab that read what came back, without a window."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.problem import Problem
from retailcrm.services.back_rows import BackFile, BackReport, Letter, ReadBack, Returned
from retailcrm.services.connection_rows import (
    Begun,
    ConnectionSettings,
    ConnectionStatus,
    PushWish,
    UploadRow,
)
from retailcrm.ui.screens.campaigns.back import (
    BackPresenter,
    BackState,
    campaign_choices,
    lines_of,
    words_of,
)
from retailcrm.ui.screens.campaigns.connection import (
    ConnectionPresenter,
    ConnectionState,
    standing_words,
)
from retailcrm.ui.screens.campaigns.returned import ReturnedPresenter, ReturnedState, pile_words
from retailcrm.ui.work import InlineJobs

READ = BackFile("unsubs.csv", "constant-contact", "Constant Contact: who unsubscribed",
                "unsubscribes", rows=3, unsubscribed=2, unknown=1, stopped=1,
                unknown_some=("eve@example.com",))  # fmt: skip
UNCLEAR = BackFile("list.csv", "", "List: unclear", "unclear", rows=3)
PATH = Path("unsubs.csv")


@dataclass
class Row:
    id: int
    name: str
    state: str


@dataclass
class Back:
    """What the shop answers."""

    found: BackFile = READ
    asked: list[tuple[str, Any]] = field(default_factory=list)
    letters: dict[str, Letter] = field(default_factory=dict)
    refusal: UserError | None = None

    def preview(self, wish: ReadBack, _progress: Any) -> BackReport:
        self.asked.append(("preview", wish))
        if self.refusal:
            raise self.refusal
        return BackReport((READ if wish.kind else self.found,))

    def read(self, wish: ReadBack, _progress: Any) -> Outcome[BackReport]:
        self.asked.append(("read", wish))
        return Outcome(BackReport((self.found,)), frozenset(), "2 unsubscribed.")

    def letter(self, code: str) -> Letter:
        return self.letters.get(code) or Letter(code, sentence=f"{code} is on no letter.")

    def returned(self, codes: tuple[str, ...]) -> Outcome[Returned]:
        self.asked.append(("returned", codes))
        return Outcome(Returned((), len(codes), 1), frozenset(), "2 returned letters noted.")


@dataclass
class Connection:
    """An account, connected or not."""

    now: ConnectionStatus = field(
        default_factory=lambda: ConnectionStatus(False, "", ConnectionSettings(), (), None)
    )
    asked: list[tuple[str, Any]] = field(default_factory=list)
    refusal: UserError | None = None
    listens: bool = False

    def status(self) -> ConnectionStatus:
        return self.now

    def save_settings(self, settings: ConnectionSettings) -> None:
        self.asked.append(("settings", settings))

    def begin(self) -> Begun:
        return Begun("https://authz.example/", self.listens)

    def wait(self, _progress: Any) -> Outcome[ConnectionStatus]:
        return self.finish("heard")

    def finish(self, address: str) -> Outcome[ConnectionStatus]:
        self.asked.append(("finish", address))
        self.now = replace(self.now, is_connected=True, account="ada@abbott.example")
        return Outcome(self.now, frozenset(), "Constant Contact is connected.")

    def push(self, wish: PushWish, _progress: Any) -> Outcome[None]:
        self.asked.append(("push", wish))
        if self.refusal:
            raise self.refusal
        return Outcome(None, frozenset(), "25 people are on Newsletter.")


class View:
    """Remembers what it was shown and told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.opened: list[str] = []
        self.shown: list[Any] = []

    def show_back(self, state: BackState) -> None:
        self.shown.append(state)

    show_returned = show_connection = show_back

    def open_browser(self, address: str) -> None:
        self.opened.append(address)

    def tell(self, said: str, _kind: str = "news") -> None:
        self.said.append(said)


@dataclass
class Campaigns:
    back: Back = field(default_factory=Back)
    connection: Connection = field(default_factory=Connection)
    drafts: Any = None

    def campaigns(self) -> tuple[Row, ...]:
        return (Row(3, "Autumn", "running"), Row(4, "Not yet", "draft"))


class Shop:
    def __init__(self) -> None:
        self.campaigns = Campaigns()
        self.campaigns.drafts = self.campaigns


def _back() -> tuple[Shop, View, BackPresenter]:
    shop, view = Shop(), View()
    return shop, view, BackPresenter(view, lambda: shop, InlineJobs())  # type: ignore[arg-type, return-value]


def test_a_file_is_looked_at_before_anything_is_noted() -> None:
    shop, view, presenter = _back()
    presenter.take(PATH)
    assert [what for what, _ in shop.campaigns.back.asked] == ["preview"]
    assert presenter.state.can_note
    assert campaign_choices(presenter.state) == ((None, "As the lists that left tell"),
                                                 (3, "Autumn"))  # fmt: skip
    presenter.say_campaign(3)
    presenter.note()
    assert shop.campaigns.back.asked[-1] == ("read", ReadBack(PATH, "", 3))
    assert view.said == ["2 unsubscribed."]
    assert presenter.state == BackState()


def test_an_unclear_file_cannot_be_noted_until_a_person_says_what_it_is() -> None:
    shop, _, presenter = _back()
    shop.campaigns.back.found = UNCLEAR
    presenter.take(PATH)
    before = presenter.state
    assert (before.asks, before.can_note) == (True, False)
    assert "does not tell what it reports" in words_of(presenter.state)
    presenter.note()
    presenter.say_kind("bounces")
    after = presenter.state
    assert (after.asks, after.can_note) == (True, True)  # and the choice can still be changed
    assert [what for what, _ in shop.campaigns.back.asked] == ["preview", "preview"]


def test_a_file_that_cannot_be_read_is_told_of_where_it_was_dropped() -> None:
    shop, _, presenter = _back()
    shop.campaigns.back.refusal = UserError("It is empty.")
    presenter.take(PATH)
    assert words_of(presenter.state) == "It is empty."
    assert not presenter.state.can_note
    presenter.leave()
    assert presenter.state == BackState()


def test_what_would_be_noted_is_said_in_words_and_counts() -> None:
    bad = Problem(33, "Email", "bad", "No e-mail address")
    state = BackState(PATH, BackReport((replace(READ, problems=(bad,), shared=2),)))
    assert state.report is not None
    assert [(one.what, one.count) for one in lines_of(state.report)] == [
        ("Unsubscribed", 2), ("Addresses nobody here has", 1),
    ]  # fmt: skip
    assert words_of(state) == (
        "Constant Contact: who unsubscribed. 1 address is not used again. "
        "2 addresses are shared; a refusal stops them for everyone. "
        "1 row cannot be read, in line 33: No e-mail address. Unknown here: eve@example.com."
    )


def test_letters_are_piled_up_and_noted_together() -> None:
    shop, view = Shop(), View()
    presenter = ReturnedPresenter(view, lambda: shop, InlineJobs())  # type: ignore[arg-type, return-value]
    ana, bob = Letter("A", 1, "Ana Lima", "1 High St"), Letter("B", 2, "Bob Stone", "2 Low St")
    shop.campaigns.back.letters = {"A": ana, "B": bob}
    presenter.scan("  ")
    for code in ("A", "A", "B", "nonsense"):
        presenter.scan(code)
    assert presenter.state.letters == (bob, ana)
    assert pile_words(presenter.state) == "nonsense is on no letter."
    presenter.take_out(ana)
    assert pile_words(presenter.state) == "Ana Lima is taken out again."
    presenter.scan("A")
    presenter.note()
    assert shop.campaigns.back.asked == [("returned", ("B", "A"))]
    assert view.said == ["2 returned letters noted."]
    assert presenter.state == ReturnedState()


def _connection() -> tuple[Shop, View, ConnectionPresenter]:
    shop, view = Shop(), View()
    return shop, view, ConnectionPresenter(view, lambda: shop, InlineJobs())  # type: ignore[arg-type, return-value]


def test_an_account_is_connected_by_pasting_the_address_at_which_the_browser_ended() -> None:
    _, view, presenter = _connection()
    presenter.refresh()
    presenter.register()
    presenter.connect("client-7", "https://localhost")
    assert view.opened == ["https://authz.example/"]
    assert "paste the address" in standing_words(presenter.state)
    presenter.finish("https://localhost?code=1")
    assert presenter.state.is_connected
    assert standing_words(presenter.state) == "Connected as ada@abbott.example."
    assert view.said == ["Constant Contact is connected."]


def test_an_account_is_connected_without_pasting_where_the_program_hears_the_browser() -> None:
    shop, _, presenter = _connection()
    shop.campaigns.connection.listens = True
    presenter.connect("client-7", "http://127.0.0.1:53682/")
    assert shop.campaigns.connection.asked[-1] == ("finish", "heard")
    assert presenter.state.is_connected


def test_a_break_on_the_way_is_said_and_the_waiting_list_shown() -> None:
    shop, view, presenter = _connection()
    row = UploadRow(3, "Newsletter", 45_000, 3, 1)
    shop.campaigns.connection.now = ConnectionStatus(
        True, "", ConnectionSettings("c"), (row,), datetime(2026, 10, 30, tzinfo=UTC)
    )
    shop.campaigns.connection.refusal = UserError("Constant Contact does not answer.")
    presenter.push("customers", "Newsletter")
    assert presenter.state.problem == "Constant Contact does not answer."
    assert presenter.state.waits
    assert "Newsletter: 1 of 3 parts have arrived." in standing_words(presenter.state)
    assert view.said == []


def test_a_computer_without_a_keyring_is_told_so_on_the_card() -> None:
    status = ConnectionStatus(False, "", ConnectionSettings(), (), None, "No keyring here.")
    assert standing_words(ConnectionState(status)) == "No keyring here."
