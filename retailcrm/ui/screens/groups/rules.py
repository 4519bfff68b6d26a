"""Changing the rules: every number with its limits, and who would move, before anything is kept."""

from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.analytics.segments import PRESETS, USUAL, grid_fault
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.grouping import GroupRules, GroupService, RulesPreview
from retailcrm.ui.screens.groups.rule_fields import FIELDS
from retailcrm.ui.work import Jobs, Lane


@dataclass(frozen=True, slots=True)
class RulesState:
    """Everything the rules dialog shows.

    Attributes:
        kept: the rules in force; None until they were read.
        draft: the rules as they would be.
        texts: what stands in each field, by key.
        faults: what is wrong with a field, by key.
        preview: who would move; None until counted.
        is_done: the rules were saved, the dialog can close.
    """

    kept: GroupRules | None = None
    draft: GroupRules = GroupRules()  # noqa: RUF009 - frozen
    texts: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    preview: RulesPreview | None = None
    counting: bool = False
    saving: bool = False
    is_done: bool = False
    problem: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether saving would change anything."""
        return self.kept is not None and self.draft != self.kept

    @property
    def can_save(self) -> bool:
        """Whether the draft may be kept."""
        return self.is_changed and not self.faults and not self.saving

    @property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """The names on the grid, R=5 first."""
        return self.draft.grid or USUAL


class RulesView(Protocol):
    """What the presenter may ask of the dialog."""

    def show_state(self, state: RulesState) -> None:
        """Paint this."""


class RulesPresenter:
    """Edits the rules with a live count of who moves."""

    def __init__(self, view: RulesView, groups: GroupService, jobs: Jobs) -> None:
        self._view = view
        self._groups = groups
        self._jobs = jobs
        self._state = RulesState()

    def open(self) -> None:
        """Read the rules in force."""
        self._jobs.start(
            lambda _progress: self._groups.rules(),
            on_done=self._opened,
            on_error=self._failed,
            replaces="rules.read",
        )

    def type(self, key: str, text: str) -> None:
        """Put a text into a field; a number within its limits is counted at once."""
        field = next(field for field in FIELDS if field.key == key)
        texts = dict(self._state.texts) | {key: text}
        faults = {name: fault for name, fault in self._state.faults if name != key}
        draft = self._state.draft
        value = field.read(text)
        if value is None:
            faults[key] = field.limits()
        else:
            draft = replace(draft, **{key: value})  # type: ignore[arg-type]
        faults = _order_fault(draft, faults)
        self._show(texts=tuple(texts.items()), faults=tuple(faults.items()), draft=draft)
        self._count()

    def name_cell(self, r: int, column: int, segment: str) -> None:
        """Give a cell of the grid another segment."""
        cells = [list(cells) for cells in self._state.grid]
        cells[5 - r][column - 1] = segment
        self._set_grid(tuple(tuple(row) for row in cells))

    def use_preset(self, key: str) -> None:
        """Take a ready-made grid."""
        self._set_grid(dict(PRESETS)[key])

    def use_defaults(self) -> None:
        """Put every number back to where the program starts."""
        self._take(GroupRules())
        self._count()

    def save(self) -> None:
        """Keep the draft."""
        if not self._state.can_save:
            return
        draft = self._state.draft
        self._show(saving=True, problem="")
        self._jobs.start(
            lambda progress: self._groups.save_rules(draft, progress),
            lane=Lane.WRITE,
            on_done=self._saved,
            on_error=self._failed,
        )

    def _opened(self, rules: GroupRules) -> None:
        self._show(kept=rules)
        self._take(rules)

    def _take(self, rules: GroupRules) -> None:
        texts = tuple((field.key, field.write(getattr(rules, field.key))) for field in FIELDS)
        self._show(draft=rules, texts=texts, faults=(), preview=None, counting=False)

    def _set_grid(self, grid: tuple[tuple[str, ...], ...]) -> None:
        kept = () if grid == USUAL else grid
        fault = grid_fault(grid)
        others = tuple(pair for pair in self._state.faults if pair[0] != "grid")
        self._show(
            draft=replace(self._state.draft, grid=kept),
            faults=(*others, ("grid", fault)) if fault else others,
        )
        self._count()

    def _count(self) -> None:
        if self._state.faults or not self._state.is_changed:
            self._show(preview=None, counting=False)
            return
        draft = self._state.draft
        self._show(counting=True, problem="")
        self._jobs.start(
            lambda progress: self._groups.preview(draft, progress),
            on_done=lambda found: self._counted(draft, found),
            on_error=self._failed,
            replaces="rules.preview",
        )

    def _counted(self, draft: GroupRules, found: RulesPreview) -> None:
        if draft == self._state.draft and not self._state.faults:
            self._show(preview=found, counting=False)

    def _saved(self, _outcome: Outcome[GroupRules]) -> None:
        self._show(saving=False, is_done=True)

    def _failed(self, error: UserError) -> None:
        self._show(counting=False, saving=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self._state)


def _order_fault(draft: GroupRules, faults: dict[str, str]) -> dict[str, str]:
    """The stages follow each other, and the smallest share is no larger than the largest."""
    ordered = {key: text for key, text in faults.items() if key not in _ORDERED or text != _later()}
    wrong = {
        "missing_at": draft.missing_at <= draft.remind_at,
        "dead_at": draft.dead_at <= draft.missing_at,
        "most_valuable_most": draft.most_valuable_most < draft.most_valuable_least,
    }
    return ordered | {key: _later() for key in wrong if wrong[key] and key not in ordered}


def _later() -> str:
    return say("This must be more than the number before it.")


_ORDERED = frozenset({"missing_at", "dead_at", "most_valuable_most"})
