"""The rules: typed, tried on the live base while they are typed, kept from a day on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.services.posting import Posted
from retailcrm.services.program import VersionRow
from retailcrm.services.replaying import Preview
from retailcrm.services.shop import ShopSettings
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.screens.program.draft import Draft, check, draft_of, short_name, value_at
from retailcrm.ui.screens.program.kinds import day_words, read_day
from retailcrm.ui.screens.program.settings import CUSTOMERS, LISTS, section_of
from retailcrm.ui.screens.program.state import NO_DRAFT, RULES, ProgramState
from retailcrm.ui.screens.program.templates import templates
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import JobHandle, Jobs, Lane, Step

_BEGINNING = Step(0, 0)


class ProgramView(Protocol):
    """What the presenter may ask of the screen."""

    def show_state(self, state: ProgramState) -> None:
        """Paint this."""

    def count_soon(self) -> None:
        """Call `count` once the person has paused typing."""

    def tell(self, text: str) -> None:
        """Say one sentence in the message bar."""


class ProgramPresenter:
    """Edits the program with its effects in sight."""

    watches = frozenset({Topic.PROGRAM, Topic.SETTINGS, Topic.RECEIPTS, Topic.POINTS})

    def __init__(
        self, view: ProgramView, services: Services, jobs: Jobs, now: Callable[[], datetime]
    ) -> None:
        self._view = view
        self._services = services
        self._jobs = jobs
        self._now = now
        self._state = ProgramState()
        self._count_handle: JobHandle | None = None
        self._book_handle: JobHandle | None = None

    @property
    def state(self) -> ProgramState:
        """What is shown now."""
        return self._state

    def refresh(self) -> None:
        """Read the versions anew; what was typed stays."""
        self._jobs.start(
            self._read, on_done=self._know, on_error=self._failed, replaces="program.read"
        )

    def turn_to(self, page: str) -> None:
        """Show the rules, the past, the move or what is owed."""
        self._show(page=page)

    def open_section(self, key: str) -> None:
        """Show another section of the form."""
        self._show(section=key)

    def begin_with(self, key: str) -> None:
        """Fill the form with one of the programs to begin with."""
        found = templates(self._state.figures.currency)
        self.use(next(one.program for one in found if one.key == key))

    def use(self, program: Program, starts: date | None = None) -> None:
        """Fill the form with rules made elsewhere, from a day on if told."""
        day = day_words(starts) if starts else self._state.starts
        self._open(program, self._state.base, starts=day, page=RULES)

    def discard(self) -> None:
        """Put the rules back to what was kept last."""
        base = self._state.base
        if base is None:
            self._show(draft=None, checked=NO_DRAFT, preview=None, tried=None)
            self.stop_counting()
        else:
            self._open(base, base)

    def type(self, path: str, text: str) -> None:
        """Put a text into a field."""
        if self._state.draft is not None:
            self._follow(self._state.draft.typed(path, text))

    def type_in(self, path: str, number: int, name: str, text: str) -> None:
        """Put a text into a field of a row."""
        draft = self._state.draft
        if draft is not None:
            held = draft.rows[path][number]
            changed = draft.typed_in(path, number, name, text)
            follows = name == "name" and held.get("key") == short_name(held["name"])
            if follows and not self._is_kept(path, held["key"]):
                changed = changed.typed_in(path, number, "key", short_name(text))
            self._follow(changed)

    def add_row(self, path: str) -> None:
        """Put one more row at the end of a list."""
        if self._state.draft is not None:
            several = next(one for one in LISTS if one.path == path)
            self._follow(self._state.draft.added(several), anew=True)

    def add_customer(self, text: str) -> None:
        """Give someone a multiplier, named by card, name, phone or e-mail."""
        self._jobs.start(
            lambda _progress: self._services.customers.refer(text),
            on_done=self._customer_found,
            on_error=lambda error: self._view.tell(str(error)),
            replaces="program.customer",
        )

    def remove_row(self, path: str, number: int) -> None:
        """Take a row away."""
        if self._state.draft is not None:
            self._follow(self._state.draft.removed(path, number), anew=True)

    def type_start(self, text: str) -> None:
        """Say from which day on the rules shall hold."""
        self._show(starts=text, starts_fault=self._start_fault(text))

    def type_note(self, text: str) -> None:
        """Say why the rules change."""
        self._show(note=text)

    def start_when_told(self) -> None:
        """Let the rules begin once members have had time to hear of them."""
        if self._state.preview is not None and self._state.is_fresh:
            self.type_start(day_words(self._state.preview.announce_on))

    def count(self) -> None:
        """Try the draft on the past year's receipts; an older count is dropped."""
        program = self._state.checked.program
        if program is None:
            return
        self._show(counting=_BEGINNING, problem="")
        self._count_handle = self._jobs.start(
            lambda progress: self._services.replaying.preview(program, progress),
            on_done=lambda found: self._counted(program, found),
            on_error=self._count_failed,
            on_step=lambda step: self._show(counting=step),
            replaces="program.preview",
        )

    def stop_counting(self) -> None:
        """Let the count go."""
        if self._count_handle is not None:
            self._count_handle.cancel()
        self._show(counting=None)

    def keep(self) -> None:
        """Keep the draft from its day on."""
        day = read_day(self._state.starts)
        if not self._state.can_keep or day is None:
            self._point_out()
            return
        self._save(self._state.checked.program, day)

    def end(self) -> None:
        """Let the program end on the day typed; points that members hold stay theirs."""
        day = read_day(self._state.starts)
        if day is not None and not self._state.starts_fault and self._state.can_end:
            self._save(None, day)

    def stop_booking(self) -> None:
        """Stop booking the points of past receipts; it goes on when rules are kept again."""
        if self._book_handle is not None:
            self._book_handle.cancel()
        self._show(booking=None)

    def _is_kept(self, path: str, key: str) -> bool:
        """Whether members may hold something under this short name already."""
        base = self._state.base
        return base is not None and any(one.key == key for one in value_at(base, path))

    def _read(self, _progress: Progress) -> tuple[ShopSettings, tuple[VersionRow, ...]]:
        return self._services.shop.settings(), self._services.program.versions()

    def _know(self, found: tuple[ShopSettings, tuple[VersionRow, ...]]) -> None:
        settings, versions = found
        is_first = self._state.versions is None
        was_changed = self._state.is_changed
        self._show(
            figures=figures_of(self._services.shop),
            today=self._today(settings.zone),
            versions=versions,
            problem="",
        )
        held = self._state.newest
        program = held.program if held is not None else None
        if was_changed and not is_first:
            self._show(base=program)
            return
        self._show(starts=day_words(self._earliest()), starts_fault="", note="")
        if is_first or program != self._state.base or self._state.draft is None:
            self._open(program, program)
        else:
            self.count()

    def _earliest(self) -> date:
        held = self._state.newest
        return max(self._state.today, held.starts) if held is not None else self._state.today

    def _today(self, zone: str) -> date:
        now = self._now()
        return (now.astimezone(ZoneInfo(zone)) if zone else now).date()

    def _open(self, program: Program | None, base: Program | None, **other: object) -> None:
        currency = self._state.figures.currency
        draft = None if program is None else draft_of(program, currency)
        checked = NO_DRAFT if draft is None else check(draft, currency)
        revision = self._state.revision + 1
        self._show(draft=draft, checked=checked, base=base, revision=revision, **other)
        if draft is None:
            self.stop_counting()
        else:
            self.count()
            self._ask_names()

    def _ask_names(self) -> None:
        program = self._state.checked.program
        ids = [key for key, _times in program.earning.customers] if program else []
        if not ids:
            return
        self._jobs.start(
            lambda _progress: self._services.customers.page(np.array(ids, dtype=np.int64)),
            on_done=lambda found: self._show(
                names={str(one.customer_id): one.name or one.card for one in found}
            ),
            on_error=self._failed,
            replaces="program.names",
        )

    def _customer_found(self, customer_id: int) -> None:
        draft, key = self._state.draft, str(customer_id)
        if draft is None:
            return
        if any(one["key"] == key for one in draft.rows[CUSTOMERS.path]):
            self._view.tell(say("This customer has a multiplier already."))
            return
        self._follow(draft.added(CUSTOMERS, key=key), anew=True)
        self._ask_names()

    def _follow(self, draft: Draft, *, anew: bool = False) -> None:
        """Take the draft on; one with a fault keeps the last answer out of sight."""
        checked = check(draft, self._state.figures.currency)
        revision = self._state.revision + (1 if anew else 0)
        self._show(draft=draft, checked=checked, revision=revision)
        if checked.program is None:
            self.stop_counting()
        elif not self._state.is_fresh:
            self._show(counting=_BEGINNING)
            self._view.count_soon()

    def _start_fault(self, text: str) -> str:
        day = read_day(text)
        if day is None:
            return say("Type a day, such as 31 Dec 2026.")
        if self._state.versions and day < self._earliest():
            first = self._state.figures.day_year(self._earliest())
            return say("Rules in force cannot be changed: {day} or later.", day=first)
        return ""

    def _counted(self, program: Program, found: Preview) -> None:
        if program == self._state.checked.program:
            self._show(preview=found, tried=program, counting=None)

    def _point_out(self) -> None:
        """Open the section of the first wrong field."""
        faults = self._state.checked.faults
        if faults:
            self._show(section=section_of(next(iter(faults))))

    def _save(self, program: Program | None, day: date) -> None:
        note = self._state.note.strip()
        self._show(booking=_BEGINNING, problem="")
        self._jobs.start(
            lambda _progress: self._services.program.save(program, day, note=note),
            lane=Lane.WRITE,
            on_done=self._saved,
            on_error=self._failed,
        )

    def _saved(self, outcome: Outcome[VersionRow]) -> None:
        kept = outcome.value
        self._show(base=kept.program, note="", booking=None)
        if kept.program is None:
            self._show(draft=None, checked=NO_DRAFT, preview=None, tried=None)
        self._view.tell(outcome.summary)
        self.refresh()
        if kept.program is not None and kept.starts <= self._state.today:
            self._book()

    def _book(self) -> None:
        """Book the points of receipts that the new rules already hold for."""
        self._show(booking=_BEGINNING)
        self._book_handle = self._jobs.start(
            self._services.posting.catch_up,
            lane=Lane.WRITE,
            on_done=self._booked,
            on_error=self._failed,
            on_step=lambda step: self._show(booking=step),
        )

    def _booked(self, outcome: Outcome[Posted]) -> None:
        self._show(booking=None)
        if outcome.value.entries:  # else what was said of the rules stays
            self._view.tell(outcome.summary)

    def _count_failed(self, error: UserError) -> None:
        self._show(counting=None, problem=str(error))

    def _failed(self, error: UserError) -> None:
        self._show(booking=None, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
