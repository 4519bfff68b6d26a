"""Letters that came back: scanned one after another, then noted together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.back_rows import Letter, Returned
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class ReturnedState:
    """What the card shows.

    Attributes:
        letters: scanned and not noted yet, the last one first.
        said: about the last scan; empty: it is among the letters.
    """

    letters: tuple[Letter, ...] = ()
    said: str = ""
    is_busy: bool = False


class ReturnedView(Protocol):
    """What the presenter may ask of the card."""

    def show_returned(self, state: ReturnedState) -> None:
        """Paint this."""

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""


class ReturnedPresenter:
    """Collects letters; nothing is noted before the pile is through."""

    def __init__(self, view: ReturnedView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = ReturnedState()

    @property
    def state(self) -> ReturnedState:
        """What is shown now."""
        return self._state

    def scan(self, code: str) -> None:
        """Take the next letter of the pile."""
        if not code.strip():
            return
        self._jobs.start(
            lambda _: self._services().campaigns.back.letter(code),
            on_done=self._scanned,
            on_error=lambda error: self._show(said=str(error)),
        )

    def take_out(self, letter: Letter) -> None:
        """Leave a letter out that was scanned by mistake."""
        kept = tuple(one for one in self._state.letters if one is not letter)
        self._show(letters=kept, said=say("{name} is taken out again.", name=letter.name))

    def note(self) -> None:
        """Note the pile."""
        if not self._state.letters or self._state.is_busy:
            return
        codes = tuple(one.code for one in reversed(self._state.letters))
        self._show(is_busy=True)
        self._jobs.start(
            lambda _: self._services().campaigns.back.returned(codes),
            on_done=self._noted,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _scanned(self, letter: Letter) -> None:
        if letter.sentence:
            self._show(said=letter.sentence)
            return
        if any(one.customer_id == letter.customer_id and one.campaign == letter.campaign
               for one in self._state.letters):  # fmt: skip
            self._show(said=say("{name} is in the pile already.", name=letter.name))
            return
        self._show(letters=(letter, *self._state.letters), said="")

    def _noted(self, outcome: Outcome[Returned]) -> None:
        self._state = ReturnedState()
        self._view.show_returned(self._state)
        self._view.tell(outcome.summary)

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, said=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_returned(self._state)


def pile_words(state: ReturnedState) -> str:
    """Say what the last scan was, or what to do."""
    if state.said:
        return state.said
    if not state.letters:
        return say("Nothing is sent to such an address again until it is corrected.")
    return say("{name}, {address}", name=state.letters[0].name, address=state.letters[0].address)
