"""A table of places is looked at before it is loaded, and loaded as a whole."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.problem import Problem
from retailcrm.core.progress import Progress
from retailcrm.services.place_rows import PlaceFile, PlacesPreview
from retailcrm.ui.screens.insights.place_loading import LoadingState, PlaceLoader, table_words
from retailcrm.ui.work import InlineJobs
from tests.conftest import NOW

PATH = Path("around.csv")


def a_preview(*problems: Problem, **changed: Any) -> PlacesPreview:
    told = {
        "file": "around.csv",
        "columns": (("postcode", "ZIP"), ("households", "HH")),
        "measures": ("Income",),
        "sample": (("02138", "Harvard", "4000", "90"),),
        "rows": 40,
        "matched": 18,
        "customers": 21,
        "filled": 2,
        "notes": ("2 postcodes had lost their leading zeros; they are put back.",),
        **changed,
    }
    return PlacesPreview(problems=problems, **told)


class FakePlaces:
    def __init__(self) -> None:
        self.refusal = ""
        self.loaded: list[tuple[Path, bool]] = []

    def table(self) -> PlaceFile | None:
        if not self.loaded:
            return None
        return PlaceFile("around.csv", NOW.date(), 40, ("Income",), (), "")

    def preview(self, _path: Path) -> PlacesPreview:
        if self.refusal:
            raise UserError(self.refusal)
        return a_preview()

    def load(self, path: Path, *, skip: bool, progress: Progress) -> Outcome[int]:
        progress.step(0, 1, path.name)
        self.loaded.append((path, skip))
        return Outcome(40, frozenset({Topic.CUSTOMERS}), "40 places loaded.")


class Card:
    def __init__(self) -> None:
        self.states: list[LoadingState] = []
        self.places, self.jobs = FakePlaces(), InlineJobs()
        shop: Any = SimpleNamespace(insights=SimpleNamespace(places=self.places))
        self.loader = PlaceLoader(self, lambda: shop, self.jobs)

    def show_loading(self, state: LoadingState) -> None:
        self.states.append(state)

    @property
    def now(self) -> LoadingState:
        return self.states[-1]


def test_a_dropped_file_is_looked_at_and_nothing_is_loaded() -> None:
    card = Card()
    card.loader.look((PATH, Path("other.csv")))
    assert card.now.preview is not None
    assert not card.now.is_busy
    assert card.places.loaded == []


def test_loading_takes_the_file_that_was_looked_at_and_tells_the_window() -> None:
    card = Card()
    card.loader.load()
    assert card.places.loaded == []
    card.loader.look((PATH,))
    card.loader.load()
    assert card.places.loaded == [(PATH, True)]
    assert [one.summary for one in card.jobs.published] == ["40 places loaded."]
    assert card.now.preview is None
    assert card.now.table is not None


def test_leaving_it_forgets_the_file() -> None:
    card = Card()
    card.loader.look((PATH,))
    card.loader.cancel()
    assert (card.now.path, card.now.preview) == (None, None)
    card.loader.load()
    assert card.places.loaded == []


def test_a_file_that_cannot_be_read_says_why_and_another_may_be_chosen() -> None:
    card = Card()
    card.places.refusal = "It has no column of postcodes."
    card.loader.look((PATH,))
    assert "no column of postcodes" in card.now.problem
    card.places.refusal = ""
    card.loader.look((PATH,))
    assert card.now.problem == ""
    assert card.now.preview is not None


def test_the_card_says_what_is_asked_before_and_after() -> None:
    title, caption = table_words(LoadingState())
    assert title == "Load a table of households to compare places"
    assert "origin or belief are left out" in caption
    held = PlaceFile("around.csv", NOW.date(), 40, ("Income", "Age"), (), "")
    assert table_words(LoadingState(held)) == (
        "40 places from around.csv",
        "Loaded on 2 Nov 2026; beside households it tells Income, Age.",
    )


def test_a_preview_counts_the_rows_that_will_be_left_out() -> None:
    one = Problem(3, "ZIP", "here", "No postcode")
    title, caption = table_words(LoadingState(preview=a_preview(one)))
    assert title == "40 places in around.csv; 18 of 21 customers live in them"
    assert caption.endswith("1 row cannot be used and will be left out.")
    _, more = table_words(LoadingState(preview=a_preview(one, one)))
    assert more.endswith("2 rows cannot be used and will be left out.")
