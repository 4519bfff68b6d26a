"""Reading what came back: a file, what it would note, and the note."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.back_rows import KINDS, BackReport, ReadBack, kind_title
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

_DRAFT = "draft"
_FEW = 3


@dataclass(frozen=True, slots=True)
class BackState:
    """What the card shows.

    Attributes:
        path: of the file that is looked at; None: none is.
        report: what it would note; None while it is read.
        kind: what the person said that it is; empty: it tells by itself.
        campaign: what the person said whose sending it is about.
        campaigns: (number, name) of those that were sent.
        problem: why it cannot be read.
    """

    path: Path | None = None
    report: BackReport | None = None
    kind: str = ""
    campaign: int | None = None
    campaigns: tuple[tuple[int, str], ...] = ()
    problem: str = ""
    is_busy: bool = False

    @property
    def asks(self) -> bool:
        """Whether a person has to say what the file is."""
        return bool(self.kind) or (self.report is not None and self.report.is_unclear)

    @property
    def can_note(self) -> bool:
        """Whether it can be noted."""
        return not self.is_busy and self.report is not None and not self.report.is_unclear


class BackView(Protocol):
    """What the presenter may ask of the card."""

    def show_back(self, state: BackState) -> None:
        """Paint this."""

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""


class BackPresenter:
    """Reads reports."""

    def __init__(self, view: BackView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = BackState()

    @property
    def state(self) -> BackState:
        """What is shown now."""
        return self._state

    def take(self, path: Path) -> None:
        """Look at a file; nothing is noted yet."""
        self._show(path=path, report=None, kind="", campaign=None, problem="")
        self._look()

    def say_kind(self, kind: str) -> None:
        """Say what the file is; empty lets it tell by itself."""
        self._show(kind=kind)
        self._look()

    def say_campaign(self, campaign: int | None) -> None:
        """Say whose sending the file is about; None: found by the lists that left."""
        self._show(campaign=campaign)
        self._look()

    def note(self) -> None:
        """Note what the file tells."""
        if not self._state.can_note:
            return
        wish = self._wish()
        self._show(is_busy=True)
        self._jobs.start(
            lambda progress: self._services().campaigns.back.read(wish, progress),
            on_done=self._noted,
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def leave(self) -> None:
        """Note nothing."""
        self._state = BackState()
        self._view.show_back(self._state)

    def _look(self) -> None:
        wish = self._wish()
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda progress: (
                self._services().campaigns.back.preview(wish, progress),
                _sent(self._services()),
            ),
            on_done=self._looked,
            on_error=self._failed,
            lane=Lane.WRITE,  # it tries the note and takes it back
            replaces="back.look",
        )

    def _wish(self) -> ReadBack:
        state = self._state
        assert state.path is not None
        return ReadBack(state.path, state.kind, state.campaign)

    def _looked(self, found: tuple[BackReport, tuple[tuple[int, str], ...]]) -> None:
        self._show(report=found[0], campaigns=found[1], is_busy=False)

    def _noted(self, outcome: Outcome[BackReport]) -> None:
        self.leave()
        self._view.tell(outcome.summary)

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, report=None, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_back(self._state)


def _sent(services: Services) -> tuple[tuple[int, str], ...]:
    found = services.campaigns.drafts.campaigns()
    return tuple((one.id, one.name) for one in found if str(one.state) != _DRAFT)


def kind_choices() -> tuple[tuple[str, str], ...]:
    """Give what a person can say that a file is."""
    return (("", say("Choose what it is")), *((one, kind_title(one).capitalize()) for one in KINDS))


def campaign_choices(state: BackState) -> tuple[tuple[int | None, str], ...]:
    """Give whose sending a file can be about."""
    return ((None, say("As the lists that left tell")), *state.campaigns)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that would be noted."""

    what: str
    count: int


def lines_of(report: BackReport) -> tuple[Line, ...]:
    """List what would be noted; what happened to nobody is left out."""
    told = (
        (say("Unsubscribed"), "unsubscribed"),
        (say("Unsubscribed before"), "refused_before"),
        (say("Address gone for good"), "bounced"),
        (say("Bounced this time"), "bounced_once"),
        (say("Called it spam"), "complained"),
        (say("Blocked there, without a reason"), "blocked"),
        (say("Opened"), "opened"),
        (say("Clicks"), "clicked"),
        (say("Answers of absence"), "away"),
        (say("Noted before"), "same"),
        (say("Addresses nobody here has"), "unknown"),
    )
    found = ((what, sum(getattr(one, name) for one in report.files)) for what, name in told)
    return tuple(Line(what, count) for what, count in found if count)


def words_of(state: BackState) -> str:
    """Say in a sentence or two what the file is and what stands out."""
    if state.problem:
        return state.problem
    report = state.report
    if report is None:
        return say("Reading …") if state.is_busy else ""
    if report.is_unclear:
        return say("The file does not tell what it reports. A bounce is no refusal: say which.")
    said = ["; ".join(one.title for one in report.files) + "."]
    stopped = sum(one.stopped for one in report.files)
    if stopped:
        said.append(
            say("1 address is not used again.")
            if stopped == 1
            else say("{n} addresses are not used again.", n=stopped)
        )
    shared = sum(one.shared for one in report.files)
    if shared:
        said.append(
            say("1 address is shared; a refusal stops it for everyone.")
            if shared == 1
            else say("{n} addresses are shared; a refusal stops them for everyone.", n=shared)
        )
    bad = [one for file in report.files for one in file.problems]
    if bad:
        where = say("in line {line}: {reason}", line=bad[0].line, reason=bad[0].reason)
        said.append(
            say("1 row cannot be read, {where}.", where=where)
            if len(bad) == 1
            else say("{n} rows cannot be read, the first {where}.", n=len(bad), where=where)
        )
    unknown = [one for file in report.files for one in file.unknown_some]
    if unknown:
        said.append(say("Unknown here: {few}.", few=_few(unknown)))
    return " ".join(said)


def _few(addresses: list[str]) -> str:
    few = ", ".join(addresses[:_FEW])
    return few if len(addresses) <= _FEW else f"{few}, …"
