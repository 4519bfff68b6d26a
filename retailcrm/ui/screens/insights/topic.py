"""One topic of the Insights: what its page shows, as plain values, and who reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.progress import Progress
from retailcrm.ui.kit.picture.facts import PLAIN, PictureFacts, PictureTable
from retailcrm.ui.kit.shown_figure import ShownFigure
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs

__all__ = [
    "ChoiceFacts",
    "Chosen",
    "PageFacts",
    "Read",
    "ShownFigure",
    "TableFacts",
    "TopicPresenter",
    "TopicState",
    "TopicView",
]

Chosen = Mapping[str, str]
"""What the person has chosen on the page: key of the choice, value."""


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """A choice above the page, such as a group or a period.

    Attributes:
        options: (value, words) pairs.
    """

    key: str
    name: str
    options: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table in a card of its own below the pictures."""

    name: str
    title: str
    table: PictureTable
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything a topic's page shows.

    Attributes:
        finding: the answer in one sentence.
        doubt: how sure it is, or what it rests on.
        figures: the strip.
        pictures: in reading order; two that are not wide stand side by side.
        tables: below the pictures.
        choices: above them all.
        writes: how the page writes numbers.
        lacking: (what is missing, why and what to do): not enough history yet; shown in place
            of everything else.
    """

    finding: str = ""
    doubt: str = ""
    figures: tuple[ShownFigure, ...] = ()
    pictures: tuple[PictureFacts, ...] = ()
    tables: tuple[TableFacts, ...] = ()
    choices: tuple[ChoiceFacts, ...] = ()
    writes: Figures = PLAIN
    lacking: tuple[str, str] | None = None


Read = Callable[[Services, Chosen, Progress], PageFacts]
"""Reads a page off the window's thread.

Raises:
    UserError: it cannot be read, in one sentence.
"""


@dataclass(frozen=True, slots=True)
class TopicState:
    """What a topic's page is at.

    Attributes:
        facts: None until they are read; kept while they are read anew.
        problem: why they could not be read.
    """

    facts: PageFacts | None = None
    is_busy: bool = False
    problem: str = ""


class TopicView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: TopicState) -> None:
        """Paint this."""


class TopicPresenter:
    """Reads a topic's page, anew after every choice."""

    def __init__(
        self, view: TopicView, name: str, read: Read, services: Callable[[], Services], jobs: Jobs
    ) -> None:
        self._view, self._name, self._read = view, name, read
        self._services, self._jobs = services, jobs
        self._chosen: dict[str, str] = {}
        self._state = TopicState()

    def refresh(self) -> None:
        """Read the page."""
        chosen, services = dict(self._chosen), self._services()
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda progress: self._read(services, chosen, progress),
            on_done=lambda facts: self._show(facts=facts, is_busy=False),
            on_error=self._failed,
            replaces=f"topic.{self._name}",
        )

    def choose(self, key: str, value: str) -> None:
        """Choose something above the page."""
        self.choose_all({key: value})

    def choose_all(self, chosen: Chosen) -> None:
        """Choose several things at once."""
        self._chosen.update(chosen)
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
