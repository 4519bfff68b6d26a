"""Consent: how everyone stands on each channel, the newest answers, and the questions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from retailcrm.core.consents import CHANNELS
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.consent_rows import ChannelRow, ConsentTold, WordingRow
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class ConsentState:
    """What the tab shows.

    Attributes:
        told: None while it is read for the first time.
        zone: the shop's, for moments.
        channel: whose question is shown.
        text: the question as typed; None: as it is asked now.
    """

    told: ConsentTold | None = None
    figures: Figures = PLAIN
    zone: str = ""
    channel: str = CHANNELS[0]
    text: str | None = None
    is_busy: bool = False
    problem: str = ""

    @property
    def wordings(self) -> tuple[WordingRow, ...]:
        """Every wording of the channel, the newest first."""
        found = self.told.wordings if self.told else ()
        return tuple(one for one in reversed(found) if one.channel == self.channel)

    @property
    def asked(self) -> str:
        """The question as it is asked now."""
        return next((one.text for one in self.wordings if one.is_used), "")

    @property
    def rule(self) -> str:
        """What it takes to be written to by the channel."""
        found = self.told.channels if self.told else ()
        return next((one.rule for one in found if one.channel == self.channel), "")

    @property
    def can_keep(self) -> bool:
        """Whether something else was typed."""
        return not self.is_busy and self.text is not None and self.text.strip() != self.asked


class ConsentView(Protocol):
    """What the presenter may ask of the tab."""

    def show_consent(self, state: ConsentState) -> None:
        """Paint this."""

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""


class ConsentPresenter:
    """Reads how everyone stands, and keeps the shop's own questions."""

    def __init__(self, view: ConsentView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = ConsentState()

    def refresh(self) -> None:
        """Read everything anew; what stands there stays until the new is here."""
        self._jobs.start(
            lambda _: read_consent(self._services()),
            on_done=lambda found: self._show(
                told=found.told, figures=found.figures, zone=found.zone, problem=""
            ),
            on_error=self._failed,
            replaces="consent.read",
        )

    def choose(self, channel: str) -> None:
        """Show the question of another channel."""
        self._show(channel=channel, text=None)

    def type(self, text: str) -> None:
        """Take what stands in the field."""
        self._show(text=text)

    def keep(self) -> None:
        """Ask with the typed words from today on."""
        state = self._state
        if not state.can_keep or state.text is None:
            return
        channel, text = state.channel, state.text
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: self._services().campaigns.consents.ask_with(channel, text),
            on_done=self._kept,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def take(self, rule: str) -> None:
        """Say what it takes to be written to by the channel that is shown."""
        channel = self._state.channel
        if rule == self._state.rule:
            return
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: self._services().campaigns.consents.take(channel, rule),
            on_done=self._kept,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _kept(self, outcome: Outcome[Any]) -> None:
        self._show(is_busy=False, text=None)
        self._view.tell(outcome.summary)
        self.refresh()

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_consent(self._state)


def read_consent(services: Services) -> ConsentState:
    """Read how everyone stands."""
    return ConsentState(
        told=services.campaigns.consents.read(),
        figures=figures_of(services.shop),
        zone=services.shop.settings().zone,
    )


def people_of(row: ChannelRow, column: str) -> RowsRef:
    """Give the people behind a count; the first column opens those who said yes."""
    figures = {one.key.partition(".")[2]: one.rows for one in row.figures()}
    return figures.get(column, row.yes.rows)


def headline(state: ConsentState) -> str:
    """Say how many may be written to by e-mail."""
    told = state.told
    if told is None or not told.customers:
        return say("How everyone stands")
    email = next(one for one in told.channels if one.channel == "email")
    return say(
        "{yes} of {all} said yes to e-mail, {never} were never asked",
        yes=state.figures.count(email.yes.value),
        all=state.figures.count(told.customers),
        never=state.figures.count(email.never.value),
    )


def came_words(state: ConsentState) -> str:
    """Say how the answers came."""
    sums: dict[str, int] = {}
    for one in state.told.came if state.told else ():
        sums[one.how] = sums.get(one.how, 0) + one.yes + one.no
    if not sums:
        return say("Nobody was ever asked.")
    words = {"counter": say("at the counter"), "file": say("with files"),
             "returned": say("back from a mail service")}  # fmt: skip
    parts = [f"{state.figures.count(count)} {words[how]}" for how, count in sorted(sums.items())]
    return say("Answers came: {parts}.", parts=", ".join(parts))
