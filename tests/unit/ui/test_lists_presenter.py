"""Lists are counted before they are written, saved under names, and looked back on."""

from pathlib import Path

import pytest

from retailcrm.services.list_rows import Exported
from retailcrm.ui.screens.campaigns.lists import (
    EVERYONE,
    ListsPresenter,
    ListsState,
    left_out_of,
    twin_words,
    verdict_of,
)
from retailcrm.ui.work import InlineJobs
from retailcrm.wiring import Services
from tests.mailed import person


class Tab:
    """Remembers what it was told."""

    def __init__(self, shop: Services) -> None:
        self.state = ListsState()
        self.said: list[str] = []
        self.written: list[Exported] = []
        self.jobs = InlineJobs()
        self.presenter = ListsPresenter(self, lambda: shop, self.jobs)

    def show_lists(self, state: ListsState) -> None:
        self.state = state

    def tell_written(self, done: Exported, said: str) -> None:
        self.written.append(done)
        self.said.append(said)

    def tell(self, said: str, kind: str = "news") -> None:
        self.said.append(f"Sorry: {said}" if kind == "error" else said)


@pytest.fixture
def tab(file_shop: Services) -> Tab:
    person(file_shop, "Ana", email="ana@example.com")
    person(file_shop, "Rui", email="rui@gmial.com")
    person(file_shop, "Eva", email="eva@example.com", yes=(), no=("email",))
    made = Tab(file_shop)
    made.presenter.refresh()
    return made


def test_before_anything_is_imported_there_is_nothing_to_count(file_shop: Services) -> None:
    tab = Tab(file_shop)
    tab.presenter.refresh()
    assert tab.state.customers == 0
    assert not tab.state.can_write


def test_it_is_counted_who_is_on_a_file_and_who_is_not_and_why(tab: Tab) -> None:
    assert verdict_of(tab.state) == "2 of 3 can be written to"
    assert [(one.reason, one.people) for one in left_out_of(tab.state)] == [("refused", 1)]
    said = twin_words(tab.state)
    assert "one address never to be written to" in said
    assert "rui@gmial.com looks mistyped (perhaps rui@gmail.com)" in said


def test_another_service_or_list_is_counted_anew(tab: Tab) -> None:
    tab.presenter.choose_service("sms")
    assert (tab.state.channel, verdict_of(tab.state)) == ("sms", "0 of 3 can be written to")
    nobody = tab.state
    assert not nobody.can_write
    tab.presenter.choose_service("xlsx")
    tab.presenter.choose_channel("email")
    assert tab.state.can_write
    tab.presenter.choose("list?id=9")
    assert tab.state.problem.startswith("This list is not kept any more.")


def test_the_files_are_written_and_stand_in_the_log(tab: Tab, tmp_path: Path) -> None:
    tab.presenter.write(tmp_path / "out")
    (done,) = tab.written
    assert done.file.exists()
    assert done.suppression_file.exists()
    assert (tab.state.log[0].made_for, tab.state.log[0].included) == ("Constant Contact", 2)
    tab.presenter.only_changes(True)
    tab.presenter.write(tmp_path / "out")
    assert tab.written[-1].included == 0


def test_a_folder_that_cannot_be_written_to_is_named_and_nothing_stays_busy(
    tab: Tab, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("here")
    tab.presenter.write(tmp_path / "file")
    assert "cannot be written" in tab.state.problem
    assert not tab.state.is_writing


def test_pasted_people_become_a_list_that_is_chosen_at_once(tab: Tab) -> None:
    tab.presenter.begin_pasting()
    tab.presenter.paste("", "ana@example.com")
    assert tab.state.paste_problem == "A list needs a name."
    tab.presenter.paste("Tasting", "ana@example.com\nwho@example.com")
    assert not tab.state.is_pasting
    assert "Not found: who@example.com." in tab.said[-1]
    assert dict(tab.state.choices)[tab.state.audience] == "List: Tasting"
    assert verdict_of(tab.state) == "All 1 can be written to"


def test_nothing_pasted_saves_the_people_now_chosen_and_a_list_can_be_removed(tab: Tab) -> None:
    tab.presenter.paste("Everybody", " ")
    (saved,) = tab.state.saved
    assert (saved.people, saved.follows) == (3, True)
    tab.presenter.remove(saved)
    assert tab.state.saved == ()
    assert tab.state.audience == EVERYONE
