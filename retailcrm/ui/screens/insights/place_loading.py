"""Loading a table of places: look at it first, then all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.place_rows import PlaceFile, PlacesPreview
from retailcrm.ui.kit.picture.facts import PLAIN
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class LoadingState:
    """What the card of the table shows.

    Attributes:
        table: in force; None before one is loaded.
        path: of the file that is looked at.
        preview: what it holds; None while nothing is looked at.
        problem: why it cannot be read.
    """

    table: PlaceFile | None = None
    path: Path | None = None
    preview: PlacesPreview | None = None
    is_busy: bool = False
    problem: str = ""


class LoadingView(Protocol):
    """What the presenter may ask of the card."""

    def show_loading(self, state: LoadingState) -> None:
        """Paint this."""


class PlaceLoader:
    """Looks at files of places and loads them."""

    def __init__(self, view: LoadingView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = LoadingState()

    def refresh(self) -> None:
        """Read which table is in force."""
        places = self._services().insights.places
        self._jobs.start(
            lambda _progress: places.table(),
            on_done=lambda table: self._show(table=table),
            on_error=self._failed,
            replaces="places.table",
        )

    def look(self, paths: tuple[Path, ...]) -> None:
        """Look at a file without loading it."""
        if not paths:
            return
        path, places = paths[0], self._services().insights.places
        self._show(path=path, preview=None, is_busy=True, problem="")
        self._jobs.start(
            lambda _progress: places.preview(path),
            on_done=lambda found: self._show(preview=found, is_busy=False),
            on_error=self._failed,
            replaces="places.preview",
        )

    def load(self) -> None:
        """Load the file that was looked at, without the rows that cannot be used."""
        path, places = self._state.path, self._services().insights.places
        if path is None or self._state.preview is None:
            return
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda progress: places.load(path, skip=True, progress=progress),
            on_done=lambda _outcome: self._loaded(),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def cancel(self) -> None:
        """Look no further."""
        self._show(path=None, preview=None, problem="")

    def _loaded(self) -> None:
        self._show(path=None, preview=None, is_busy=False)
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_loading(self._state)


def table_words(state: LoadingState) -> tuple[str, str]:
    """Give title and caption of the card."""
    if state.preview is not None:
        return _preview_words(state.preview)
    if state.table is None:
        return (
            say("Load a table of households to compare places"),
            say(
                "Any CSV or Excel file with a postcode a row: households, and if you have them "
                "income, age, rent, distance. Statistics offices give such tables away. Columns "
                "about origin or belief are left out."
            ),
        )
    return (
        say("{n} places from {file}", n=PLAIN.count(state.table.places), file=state.table.file),
        say(
            "Loaded on {day}; beside households it tells {columns}.",
            day=PLAIN.day_year(state.table.loaded_on),
            columns=", ".join(state.table.measures) or say("nothing"),
        ),
    )


def _preview_words(found: PlacesPreview) -> tuple[str, str]:
    title = say(
        "{n} places in {file}; {matched} of {customers} customers live in them",
        n=PLAIN.count(found.rows),
        file=found.file,
        matched=PLAIN.count(found.matched),
        customers=PLAIN.count(found.customers),
    )
    return title, " ".join((*found.notes, *_problem_words(found, PLAIN)))


def _problem_words(found: PlacesPreview, figures: Figures) -> tuple[str, ...]:
    if not found.problems:
        return ()
    many = len(found.problems)
    return (
        say("1 row cannot be used and will be left out.")
        if many == 1
        else say("{n} rows cannot be used and will be left out.", n=figures.count(many)),
    )
