"""Copies are put back with a way back, and everything goes out and in, from Settings."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from retailcrm.services.keeping import CopyRow
from retailcrm.ui.screens.settings.keeping import KeepingPresenter, KeepingState
from retailcrm.ui.work import InlineJobs
from retailcrm.wiring import Services
from tests.builders import HONEY, PAN, a_sale, an_export, taken_in
from tests.ui.fake_books import FakeKeeping
from tests.ui.fake_shop import FakeServices


class Seen:
    def __init__(self) -> None:
        self.states: list[KeepingState] = []
        self.offered: list[tuple[str, Path]] = []

    def show_state(self, state: KeepingState) -> None:
        self.states.append(state)

    def offer_undo(self, words: str, kept: Path) -> None:
        self.offered.append((words, kept))


@pytest.fixture
def seen():
    return Seen()


@pytest.fixture
def services():
    return FakeServices()


@pytest.fixture
def presenter(seen, services):
    made = KeepingPresenter(seen, services, InlineJobs())
    made.refresh()
    return made


def test_copies_are_listed_with_day_time_and_size(presenter):
    first, second = presenter.state.copies
    assert (first.when, first.size) == ("Fri 31 Oct 2025, 18:04", "8.5\N{NO-BREAK SPACE}MB")
    assert first.about == "kept aside when a copy was put back"
    assert second.about == ""
    assert (presenter.state.more, presenter.state.can_load) == (0, False)


def test_only_the_newest_are_listed_and_the_rest_counted(services, presenter):
    made = datetime(2025, 10, 31, 18, 4, tzinfo=UTC)
    rows = tuple(
        CopyRow(Path(f"/shop/{n}.db"), made - timedelta(days=n), 1, is_aside=False)
        for n in range(9)
    )
    services.keeping.copies = lambda: rows
    presenter.refresh()
    assert (len(presenter.state.copies), presenter.state.more) == (5, 4)


def test_a_copy_put_back_can_be_undone_at_once(presenter, seen, services):
    presenter.restore(Path("/shop/backups/shop-20251030-180400.db"))
    ((words, kept),) = seen.offered
    assert words == presenter.state.words == "shop-20251030-180400.db is put back."
    presenter.restore(kept)
    assert services.keeping.done == [
        ("restore", "shop-20251030-180400.db"),
        ("restore", "shop-before-restore-20251101-083000.db"),
    ]


def test_progress_is_told_while_it_runs(presenter, seen):
    presenter.dump(Path("/shop/all.zip"))
    told = [(state.is_busy, state.words) for state in seen.states]
    assert (True, "Writing everything out…") in told
    assert (True, "Working 25 %") in told
    assert told[-1] == (False, "Everything is in it.")


def test_a_refusal_is_said_and_nothing_is_busy_any_more(seen):
    services: Any = FakeServices(keeping=FakeKeeping(refusal="The copy is damaged."))
    presenter = KeepingPresenter(seen, services, InlineJobs())
    presenter.restore(Path("/shop/x.db"))
    state = presenter.state
    assert (state.problem, state.words, state.is_busy) == ("The copy is damaged.", "", False)
    assert seen.offered == []


def test_an_empty_shop_may_load_what_was_taken_out(seen):
    services: Any = FakeServices(keeping=FakeKeeping(empty=True))
    presenter = KeepingPresenter(seen, services, InlineJobs())
    presenter.refresh()
    assert presenter.state.can_load
    presenter.load(Path("/shop/all.zip"))
    assert services.keeping.done == [("load", "all.zip")]


def test_what_runs_can_be_stopped(seen, services):
    jobs = InlineJobs(hold=True)
    presenter = KeepingPresenter(seen, services, jobs)
    presenter.dump(Path("/shop/all.zip"))
    presenter.stop()
    jobs.run_held()
    assert services.keeping.done == []
    assert (presenter.state.words, presenter.state.is_busy) == ("Stopped.", False)
    assert len(presenter.state.copies) == 2


def test_a_real_copy_goes_back_and_forth(seen, file_shop: Services, tmp_path: Path):
    taken_in(file_shop, an_export(tmp_path / "1.csv", a_sale("1", HONEY)))
    file_shop.checking.back_up_beside()
    taken_in(file_shop, an_export(tmp_path / "2.csv", a_sale("2", PAN)))
    presenter = KeepingPresenter(seen, file_shop, InlineJobs())
    presenter.refresh()
    (only,) = presenter.state.copies
    presenter.restore(only.file)
    assert file_shop.shop.status().receipts == 1
    assert len(presenter.state.copies) == 2
    presenter.restore(seen.offered[0][1])
    assert file_shop.shop.status().receipts == 2
