"""An unknown file: which of its headings means what, shown on its own first rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, cast

from retailcrm.core.errors import UserError
from retailcrm.services.importing import ImportService, MappedSample, MappingProposal
from retailcrm.ui.screens.importing.chosen import Chosen
from retailcrm.ui.screens.importing.refusals import for_window
from retailcrm.ui.work import Jobs


@dataclass(frozen=True, slots=True)
class Role:
    """One thing the program can use, and the heading it stands under, "" for none."""

    key: str
    title: str
    is_needed: bool
    heading: str

    @property
    def is_missing(self) -> bool:
        """Whether the file cannot be read without choosing a heading here."""
        return self.is_needed and not self.heading


@dataclass(frozen=True, slots=True)
class MappingState:
    """Everything the page shows.

    Attributes:
        roles: what the program can use, needed first, then what was found.
        sample: the file's first rows as they stand.
        read: the same rows as the program would read them; None until read.
        date_order: "" lets the file decide.
    """

    path: Path | None = None
    kind: str = ""
    headings: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    read: MappedSample | None = None
    date_order: str = ""
    notes: tuple[str, ...] = ()
    busy: bool = False
    problem: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is needed and has no heading yet."""
        return tuple(role.title for role in self.roles if role.is_missing)

    @property
    def can_go_on(self) -> bool:
        """Whether the file can be checked with these columns."""
        return bool(self.roles) and not self.missing and not self.problem

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings that nothing is read from."""
        used = {role.heading for role in self.roles}
        return tuple(heading for heading in self.headings if heading not in used)


class MappingView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: MappingState) -> None:
        """Paint this."""


class MappingPresenter:
    """Matches headings with a live preview."""

    def __init__(
        self,
        view: MappingView,
        importing: ImportService,
        jobs: Jobs,
        on_matched: Callable[[Chosen], None],
    ) -> None:
        self._view = view
        self._importing = importing
        self._jobs = jobs
        self._on_matched = on_matched
        self._state = MappingState()

    def open(self, path: Path, mapping: tuple[tuple[str, str], ...] = (), kind: str = "") -> None:
        """Propose how to read a file, starting from a mapping if there is one."""
        self._state = MappingState(path=path)
        self._propose(path, mapping, kind)

    def read_as(self, kind: str) -> None:
        """Read the file as sales or as customers, whatever it looks like."""
        if self._state.path is not None and kind != self._state.kind:
            self._propose(self._state.path, (), kind)

    def match(self, role: str, heading: str) -> None:
        """Read a role from a heading; the same heading serves only one role."""
        roles = tuple(
            replace(one, heading=heading)
            if one.key == role
            else replace(one, heading="")
            if heading and one.heading == heading
            else one
            for one in self._state.roles
        )
        self._show(roles=roles)
        self._read_sample()

    def order_dates(self, order: str) -> None:
        """Say which part of a date comes first."""
        self._show(date_order=order)
        self._read_sample()

    def go_on(self) -> None:
        """Check the file with these columns."""
        state = self._state
        if state.path and state.can_go_on:
            self._on_matched(Chosen(state.path, self._pairs(), state.date_order, state.kind))

    def _propose(self, path: Path, mapping: tuple[tuple[str, str], ...], kind: str) -> None:
        self._show(busy=True)
        self._jobs.start(
            lambda _progress: self._importing.proposal(path, dict(mapping) or None, kind),
            on_done=self._proposed,
            on_error=self._failed,
            replaces="mapping.proposal",
        )

    def _proposed(self, found: MappingProposal) -> None:
        chosen = dict(found.mapping)
        roles = [Role(key, title, need, chosen.get(key, "")) for key, title, need in found.roles]
        self._show(
            kind=found.kind,
            headings=found.headings,
            roles=tuple(sorted(roles, key=lambda role: (not role.is_needed, not role.heading))),
            sample=found.sample,
            notes=found.notes,
            busy=False,
            problem="",
        )
        self._read_sample()

    def _read_sample(self) -> None:
        path, kind = self._state.path, self._state.kind
        told = {"columns": dict(self._pairs()), "date_order": self._state.date_order}
        if path is None or self._state.missing:
            self._show(read=None, problem="")
            return
        self._jobs.start(
            lambda _progress: self._importing.mapped_sample(
                path, cast("Mapping[str, str]", told), kind
            ),
            on_done=lambda read: self._show(read=read, problem=""),
            on_error=self._failed,
            replaces="mapping.sample",
        )

    def _pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((role.key, role.heading) for role in self._state.roles if role.heading)

    def _failed(self, error: UserError) -> None:
        self._show(busy=False, read=None, problem=for_window(str(error)))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)
