"""Settings: what was typed is checked, kept at once, and said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from retailcrm.cards.scanning import ScannerHabits
from retailcrm.services.checking import Checked, Whereabouts
from retailcrm.services.points_rows import Verified
from retailcrm.ui.screens.settings.choices import countries, currencies, zones
from retailcrm.ui.screens.settings.draft import StoreDraft, day_ends, wrongs
from retailcrm.ui.screens.settings.place import place_of, size_words
from retailcrm.ui.screens.settings.presenter import SettingsPresenter, SettingsState, check_words
from retailcrm.ui.work import InlineJobs
from tests.ui.fake_shop import FakeServices


class Seen:
    def __init__(self) -> None:
        self.states: list[SettingsState] = []

    def show_state(self, state: SettingsState) -> None:
        self.states.append(state)


@pytest.fixture
def services():
    return FakeServices()


@pytest.fixture
def jobs():
    return InlineJobs()


@pytest.fixture
def presenter(services, jobs):
    made = SettingsPresenter(Seen(), services, jobs)
    made.refresh()
    return made


def typed(presenter: SettingsPresenter, **changed: Any) -> Any:
    return replace(presenter.state.draft, **changed)


def test_what_the_scanner_sends_and_how_fast_is_kept(presenter, services):
    presenter.save(typed(presenter, scan_prefix="~", scan_suffix="#", scan_gap="80"))
    assert services.cards.scanner == ScannerHabits("~", "#", 80)
    assert presenter.state.draft.scan_gap == "80"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scan_prefix": "A"}, "scan_prefix"),
        ({"scan_prefix": "9"}, "scan_prefix"),
        ({"scan_gap": "5"}, "scan_gap"),
        ({"scan_gap": "500"}, "scan_gap"),
        ({"scan_gap": ""}, "scan_gap"),
    ],
)
def test_a_scanner_that_would_hear_people_typing_is_refused(presenter, services, wrong, field):
    presenter.save(typed(presenter, **wrong))
    assert tuple(presenter.state.wrongs) == (field,)
    assert services.cards.scanner == ScannerHabits()


def test_settings_are_shown_as_the_owner_would_type_them(presenter):
    draft = presenter.state.draft
    assert (draft.name, draft.margin, draft.stale_days) == ("Larch Lane Books", "40", "7")
    assert draft.stores[1] == StoreDraft(2, "Riverside", "offline", 0)


def test_a_new_name_and_margin_are_kept_and_told_once(presenter, services, jobs):
    presenter.save(typed(presenter, name=" Larch Lane ", margin="42,5 %"))
    kept = services.shop.settings()
    assert (kept.name, kept.margin, kept.stale_days) == ("Larch Lane", 0.425, 7)
    assert [outcome.summary for outcome in jobs.published] == ["Settings are kept."]
    assert presenter.state.draft.margin == "42.5"
    assert services.shop.saved_stores == []


def test_only_the_stores_that_changed_are_saved(presenter, services):
    stores = (presenter.state.draft.stores[0], StoreDraft(2, "Riverside Mill", "online", 90))
    presenter.save(typed(presenter, stores=stores))
    assert services.shop.saved_stores == [
        {"store_id": 2, "name": "Riverside Mill", "channel": "online", "day_end": 90}
    ]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "  "),
        ("margin", "lots"),
        ("margin", "0"),
        ("margin", "100"),
        ("margin", "nan"),
        ("stale_days", "0"),
        ("stale_days", "2.5"),
        ("stale_days", "inf"),
        ("stale_days", "weekly"),
    ],
)
def test_what_makes_no_sense_is_marked_and_not_kept(presenter, services, field, text):
    before = services.shop.settings()
    presenter.save(typed(presenter, **{field: text}))
    assert list(presenter.state.wrongs) == [field]
    assert services.shop.settings() == before


def test_two_stores_of_one_name_are_refused(presenter):
    same = tuple(StoreDraft(n, "Market Street ", "offline", 0) for n in (1, 2))
    found = wrongs(typed(presenter, stores=same))
    assert set(found) == {"store 1", "store 2"}


def test_a_check_says_that_everything_adds_up_or_what_to_do(presenter):
    presenter.check()
    assert presenter.state.check == "All 3,064 receipts add up, and every sum equals a recount."
    assert presenter.state.check_is_good
    assert "damaged" in check_words(Checked(False, 0, False, 0, 0, ()))
    torn = Checked(False, 10, True, 1, 2, (("customer_month", 3),))
    assert check_words(torn).startswith("6 places disagree")
    ledger = Verified(ok=True, members=3, entries=1_200, faults=())
    sound = check_words(Checked(True, 10, True, 0, 0, (), ledger))
    assert sound.endswith("So do all 1,200 movements of points.")
    odd = replace(ledger, ok=False, faults=("1 balances differ from the sum of their entries.",))
    assert check_words(Checked(False, 10, True, 0, 0, (), odd)).startswith("1 balances differ")


def test_a_copy_is_made_and_opened(presenter, tmp_path):
    presenter.back_up(tmp_path)
    assert presenter.state.copy == "shop-20251101.db holds 3,064 receipts and opens."
    assert not presenter.state.is_copying


def test_backing_up_now_asks_for_no_folder(presenter, services, jobs):
    presenter.back_up_now()
    assert services.checking.copied == ["/shop/backups"]
    assert [outcome.summary for outcome in jobs.published] == ["Backup made."]


def test_a_copy_that_failed_says_why_and_can_be_tried_again(presenter, services):
    services.checking.refusal = "The backup was not finished."
    presenter.back_up_now()
    assert presenter.state.problem == "The backup was not finished. Is the disk full?"
    assert (presenter.state.copy, presenter.state.is_copying) == ("", False)


def test_the_books_have_a_path_a_size_and_a_folder_for_copies(presenter):
    place = presenter.state.place
    assert (place.address, place.folder, place.size) == (
        "/shop/shop.db",
        "/shop",
        "8.4\N{NO-BREAK SPACE}MB",
    )
    assert place.copies == "The newest 7 stay in /shop/backups."


def test_books_on_a_server_have_an_address_and_no_copies_of_ours():
    place = place_of(Whereabouts("postgresql://ann:***@till/shop"))
    assert place.address == "postgresql://ann:***@till/shop"
    assert not place.is_file
    assert place.copies == "Whoever keeps the server keeps its backups."


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0.0 KB"), (9_400, "9.4 KB"), (187_000, "187 KB"), (2_350_000, "2.4 MB"),
     (1_700_000_000, "1.7 GB"), (2_300_000_000_000, "2,300 GB")],
)  # fmt: skip
def test_sizes_are_written_as_people_read_them(size, words):
    assert size_words(size).replace("\N{NO-BREAK SPACE}", " ") == words


def test_the_last_copy_is_dated(presenter):
    assert presenter.state.copied == f"Last copied on {_day()}."


def _day() -> str:
    local = datetime(2025, 10, 31, 19, 42, tzinfo=UTC).astimezone()
    return "Fri 31 Oct 2025" if local.day == 31 else "Sat 1 Nov 2025"


def test_every_currency_country_and_zone_in_use_can_be_chosen():
    assert ("EUR", "EUR – Euro") in currencies("USD")
    assert currencies("XPF")[0][0] == "XPF"
    assert ("DE", "Germany") in countries()
    offered = dict(zones("Europe/Kyiv"))
    assert offered["America/New_York"] == "America/New York"
    assert "Europe/Kyiv" in offered
    assert not [zone for zone in offered if zone.startswith(("Etc", "posix"))]


def test_a_shops_day_may_end_at_any_half_hour_of_the_night():
    ends = dict(day_ends())
    assert ends[0] == "midnight"
    assert ends[150] == "02:30"
    assert max(ends) == 480


def test_closed_seasons_are_kept_without_a_program(presenter, services):
    presenter.save(typed(presenter, seasons="24 Dec 2026; 10 Jan 2026 to 1 Mar 2026"))
    winter, eve = (date(2026, 1, 10), date(2026, 3, 1)), (date(2026, 12, 24), date(2026, 12, 24))
    assert services.program.shut == (winter, eve)
    assert presenter.state.draft.seasons == (
        "10 Jan 2026 to 1 Mar 2026; 24 Dec 2026 to 24 Dec 2026"
    )
    presenter.save(typed(presenter, seasons=""))
    assert services.program.shut == ()


@pytest.mark.parametrize("wrong", ["winter", "1 Mar 2026 to 10 Jan 2026", "10 Jan 2026 to spring"])
def test_a_season_that_is_none_is_named(presenter, services, wrong):
    presenter.save(typed(presenter, seasons=wrong))
    assert set(presenter.state.wrongs) == {"seasons"}
    assert services.program.shut == ()
