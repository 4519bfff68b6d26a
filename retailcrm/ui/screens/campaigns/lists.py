"""Lists: who would be on a file and who not, the files themselves, and what has left."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import rows
from retailcrm.core.vocabulary import (
    GROUPS,
    SEGMENTS,
    STAGES,
    group_title,
    segment_title,
    stage_title,
)
from retailcrm.core.words import say
from retailcrm.services.left_out import LeftOutRow
from retailcrm.services.list_rows import (
    Exported,
    ExportRow,
    ExportWish,
    ListPreview,
    ListRow,
    Pasted,
)
from retailcrm.ui.screens.phrases import PLAIN, figures_of
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane, Step

EVERYONE = "customers"
CHANNELS = {"email": "E-mail", "sms": "Text message", "post": "Letter"}
_FIRST_SERVICE = "constant-contact"
_MOST_UNMATCHED = 3


@dataclass(frozen=True, slots=True)
class ListsState:
    """What the tab shows.

    Attributes:
        choices: (audience, title) of whom a file may be for.
        services: (key, title) of those that files are written for.
        own: keys of the services that take every channel.
        preview: who would be on the file; None while it is counted.
        problem: why it cannot be told.
        step: how far writing is; empty while nothing is written.
    """

    customers: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()
    audience: str = EVERYONE
    service: str = _FIRST_SERVICE
    channel: str = "email"
    since_last: bool = False
    preview: ListPreview | None = None
    problem: str = ""
    is_writing: bool = False
    step: str = ""
    saved: tuple[ListRow, ...] = ()
    log: tuple[ExportRow, ...] = ()
    is_pasting: bool = False
    paste_problem: str = ""
    figures: Figures = PLAIN

    @property
    def can_write(self) -> bool:
        """Whether there is somebody to write to."""
        return not self.is_writing and self.preview is not None and self.preview.included > 0


class ListsView(Protocol):
    """What the presenter may ask of the tab."""

    def show_lists(self, state: ListsState) -> None:
        """Paint this."""

    def tell_written(self, done: Exported, said: str) -> None:
        """Say what was written, and let it be opened."""

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""


class ListsPresenter:
    """Counts lists, writes them, and keeps those that are saved."""

    def __init__(self, view: ListsView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._state = ListsState()

    @property
    def state(self) -> ListsState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Read everything anew; what stands there stays until the new is here."""
        before = self._state
        self._jobs.start(
            lambda _: read_lists(self._services(), before),
            on_done=self._read,
            on_error=self._failed,
            replaces="lists.read",
        )

    def choose(self, audience: str) -> None:
        """Choose whom the file is for."""
        self._show(audience=audience)
        self._count()

    def choose_service(self, service: str) -> None:
        """Choose the service that the file is for."""
        channel = self._state.channel if service in self._state.own else "email"
        self._show(service=service, channel="sms" if service == "sms" else channel)
        self._count()

    def choose_channel(self, channel: str) -> None:
        """Choose how these people are written to."""
        self._show(channel=channel)
        self._count()

    def only_changes(self, wanted: bool) -> None:  # noqa: FBT001 - a tick's own signal
        """Write only who is new or changed since the last time."""
        self._show(since_last=wanted)

    def write(self, folder: Path) -> None:
        """Write the files."""
        if not self._state.can_write:
            return
        state = self._state
        wish = ExportWish(state.service, state.audience, folder, state.channel, state.since_last)
        self._show(is_writing=True, problem="", step="")
        self._jobs.start(
            lambda progress: self._services().campaigns.mailing.export(wish, progress),
            on_done=self._written,
            on_error=self._failed,
            on_step=self._stepped,
            lane=Lane.WRITE,
        )

    def begin_pasting(self) -> None:
        """Ask for the people of a new list."""
        self._show(is_pasting=True, paste_problem="")

    def stop_pasting(self) -> None:
        """Leave the new list."""
        self._show(is_pasting=False, paste_problem="")

    def paste(self, name: str, text: str) -> None:
        """Save a list of whoever is pasted; nothing pasted saves the people now chosen."""
        lists, audience = self._services().campaigns.lists, self._state.audience
        self._jobs.start(
            lambda _: lists.paste(name, text) if text.strip() else lists.save(name, audience),
            on_done=self._saved,
            on_error=lambda error: self._show(paste_problem=str(error)),
            lane=Lane.WRITE,
        )

    def remove(self, row: ListRow) -> None:
        """Forget a saved list."""
        lists = self._services().campaigns.lists
        self._jobs.start(
            lambda _: lists.remove(row.name),
            on_done=lambda outcome: self._changed(outcome.summary),
            on_error=lambda error: self._view.tell(str(error), "error"),
            lane=Lane.WRITE,
        )

    def _count(self) -> None:
        state = self._state
        self._show(preview=None, problem="")
        self._jobs.start(
            lambda _: counted(self._services(), state),
            on_done=lambda preview: self._show(preview=preview),
            on_error=self._failed,
            replaces="lists.count",
        )

    def _read(self, state: ListsState) -> None:
        now = self._state
        self._state = replace(
            state,
            audience=now.audience if now.audience in dict(state.choices) else EVERYONE,
            service=now.service,
            channel=now.channel,
            since_last=now.since_last,
            preview=now.preview,
            is_pasting=now.is_pasting,
            is_writing=now.is_writing,
        )
        self._view.show_lists(self._state)
        if state.customers:
            self._count()

    def _written(self, outcome: Outcome[Exported]) -> None:
        self._show(is_writing=False, step="")
        self._view.tell_written(outcome.value, outcome.summary)
        self.refresh()

    def _saved(self, outcome: Outcome[Pasted] | Outcome[ListRow]) -> None:
        found = outcome.value
        row = found.row if isinstance(found, Pasted) else found
        self._show(is_pasting=False, paste_problem="")
        said = outcome.summary
        if isinstance(found, Pasted) and found.unmatched:
            few = ", ".join(found.unmatched[:_MOST_UNMATCHED])
            said += " " + say("Not found: {few}.", few=few)
        self._state = replace(
            self._state,
            audience=row.audience,
            choices=(*self._state.choices, (row.audience, row.name)),
        )
        self._changed(said)

    def _changed(self, said: str) -> None:
        self._view.tell(said)
        self.refresh()

    def _stepped(self, step: Step) -> None:
        told = say("Writing, {done} of {total}", done=step.done, total=step.total)
        self._show(step=told if step.total else say("Writing"))

    def _failed(self, error: UserError) -> None:
        self._show(is_writing=False, step="", problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_lists(self._state)


def read_lists(services: Services, before: ListsState) -> ListsState:
    """Read what can be written, what is saved and what has left."""
    saved = services.campaigns.lists.lists()
    known = services.campaigns.mailing.services()
    return replace(
        before,
        customers=services.shop.status().customers,
        choices=choices_of(saved),
        services=tuple((one.key, one.title) for one in known),
        own=frozenset(one.key for one in known if one.ours),
        saved=saved,
        log=services.campaigns.mailing.log(),
        problem="",
        figures=figures_of(services.shop),
    )


def counted(services: Services, state: ListsState) -> ListPreview:
    """Count who would be on the file."""
    return services.campaigns.mailing.preview(state.service, state.audience, state.channel)


def choices_of(saved: tuple[ListRow, ...]) -> tuple[tuple[str, str], ...]:
    """Give whom a file may be for: everyone, saved lists, groups, stages, segments."""
    made = [(EVERYONE, say("Everyone"))]
    made += [(one.audience, say("List: {name}", name=one.name)) for one in saved]
    for name, keys, title in (
        ("group", GROUPS, group_title),
        ("stage", STAGES, stage_title),
        ("segment", SEGMENTS, segment_title),
    ):
        made += [(rows("customers", **{name: key}).text(), title(key)) for key in keys]
    return tuple(made)


def verdict_of(state: ListsState) -> str:
    """Say how many are on the file, in one sentence."""
    found, figures = state.preview, state.figures
    if state.problem:
        return state.problem
    if found is None:
        return say("Counting …")
    if not found.people:
        return say("There is nobody on this list.")
    if found.included == found.people:
        return say("All {n} can be written to", n=figures.count(found.people))
    return say(
        "{n} of {all} can be written to",
        n=figures.count(found.included),
        all=figures.count(found.people),
    )


def twin_words(state: ListsState) -> str:
    """Say what goes along with the list."""
    found = state.preview
    if found is None:
        return ""
    said = say("Nobody has said no to this yet.")
    if found.suppressed:
        said = say(
            "A second file goes along: {addresses} never to be written to, as the service takes "
            "them. Give it those first.",
            addresses=say("one address")
            if found.suppressed == 1
            else say("{n} addresses", n=state.figures.count(found.suppressed)),
        )
    if found.mistyped:
        wrong, meant = found.mistyped[0]
        said += " " + (
            say("{wrong} looks mistyped (perhaps {meant}).", wrong=wrong, meant=meant)
            if len(found.mistyped) == 1
            else say(
                "{n} addresses look mistyped, for example {wrong} (perhaps {meant}).",
                n=state.figures.count(len(found.mistyped)),
                wrong=wrong,
                meant=meant,
            )
        )
    return said


def left_out_of(state: ListsState) -> tuple[LeftOutRow, ...]:
    """Give who is left out, most people first."""
    if state.preview is None:
        return ()
    return tuple(sorted(state.preview.left_out, key=lambda one: -one.people))
